"""Dates as people and machines write them. Precision first: a wrong date is worse than none.

A date needs its year. Relative words ("yesterday"), two-digit years, and 03/04/2023 in a language that does not decide
between day and month give none.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from generator.model.when import When

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_EARLIEST, _LATEST = 1900, 2099

_WORD = r"[^\s\d,،;:()\[\]/|–—\-\"«»“”<>]{2,16}"
_LINK = r"(?:de\s+|del\s+|d['’]\s*|of\s+|the\s+|da\s+|do\s+)?"
_DAY = r"(?<![\d./:-])(?P<d>\d{1,2})"
_ORDINAL = r"(?:\s?(?:st|nd|rd|th|er|re|º|ª|°|da|ta)\b|[º°ª])?"
_YEAR = r"(?P<y>\d{4})(?![\d:]|[.,]\d)"

_SPELLED = (
    re.compile(rf"{_DAY}{_ORDINAL}\.?,?[\s-]*{_LINK}(?P<m>{_WORD})\.?[,،]?[\s-]*(?:de\s+|del\s+)?{_YEAR}"),
    re.compile(rf"(?<!\w)(?P<m>{_WORD})\.?\s*(?P<d>\d{{1,2}}){_ORDINAL}\.?\s*[,،]?\s*(?:de\s+|del\s+)?{_YEAR}"),
    re.compile(rf"(?<![\d./-])(?P<y>\d{{4}})(?:\.|\s*m\.|,)?\s*(?:gada\s+)?(?P<m>{_WORD})\.?\s*(?P<d>\d{{1,2}})(?!\d)"),
)
"""21 November 2023, November 21, 2023 and 2023. november 21., with what stands between in the languages we read."""

_CJK = re.compile(r"(?P<y>\d{4})\s*[年년]\s*(?P<d0>)(?P<m>\d{1,2})\s*[月월]\s*(?P<d>\d{1,2})\s*[日일号號]?")
_ERA = re.compile(r"(?P<era>令和|平成)\s*(?P<y>\d{1,2}|元)\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日")
_VIETNAMESE = re.compile(
    r"(?P<d>\d{1,2})\s*(?:tháng|thang|thg)\.?\s*(?P<m>\d{1,2})\s*(?:,|năm|nam|/)?\s*(?P<y>\d{4})(?!\d)"
)
_YEAR_FIRST = re.compile(r"(?<![\d./-])(?P<y>\d{4})(?P<s>[-/.])\s?(?P<m>\d{1,2})(?P=s)\s?(?P<d>\d{1,2})(?!\d|[.,/-]\d)")
_YEAR_LAST = re.compile(r"(?<![\d./-])(?P<a>\d{1,2})(?P<s>[-/.])\s?(?P<b>\d{1,2})(?P=s)\s?(?P<y>\d{4})(?!\d|[.,/-]\d)")

_ISO = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T\s]+(?P<time>\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?\s*\Z",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:T?(?P<h>\d{2})(?P<n>\d{2})(?P<s>\d{2})?(?P<zone>Z)?)?\Z")
_EPOCH = re.compile(r"(?P<s>1\d{9})(?P<ms>\d{3})?\Z")
_RFC = re.compile(r"(?:\w{3,9},?\s+)?\d{1,2}[ -]\w{3,9}[ -]\d{4}\s+\d{1,2}:\d{2}(?::\d{2})?\s+\S+\Z")
_ASCTIME = re.compile(
    r"(?:\w{3} )?(?P<m>[A-Z][a-z]{2}) (?P<d>\d{1,2}) \d{1,2}:\d{2}(?::\d{2})? (?:[A-Z]{2,5} )?(?P<y>\d{4})\Z"
)
_ZONES = frozenset("UT UTC GMT EST EDT CST CDT MST MDT PST PDT Z".split())

_DAY_FIRST = frozenset(
    "ar be bg ca cs da de el es et fi fr gl he hi hr hy id it ka kk lv mk ms nb nl pl pt ro ru sk sl sq sr sv tr uk vi".split()
)
"""Languages whose numeric dates begin with the day wherever they are written; English is not one of them."""

_UPDATED = re.compile(
    r"updat|modif|last (?:edit|chang)|aktualis|geändert|mis à jour|màj|maj\b|actualiz|atualiz|aggiorn|обновл|измен[её]н|оновл|güncel|bijgewerkt|uppdaterad|aktualiz|"
    r"opdater|oppdater|更新|修正|수정|업데이트|تحديث|به ?روز|روزآمد|अपडेट|अद्यतन|diperbarui|cập nhật|עודכן|ενημ",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date found in a text: where it stands, and whether words before it say that it is the date of a change."""

    when: When
    start: int
    role: Literal["published", "updated"] = "published"


@cache
def _months() -> tuple[Mapping[str, Mapping[str, int]], Mapping[str, int], Mapping[str, int]]:
    """Return (month by name for each language, by names that mean one month everywhere, the Persian calendar's)."""
    table = tomllib.loads((Path(__file__).parent / "months.toml").read_text("utf-8"))
    solar = {_fold(name): number for number, name in enumerate(table.pop("solar"), 1)}
    named = {
        lang: {_fold(name.replace("_", "")): number for number, names in enumerate(row, 1) for name in names.split()}
        for lang, row in table.items()
    }
    named["no"] = named["nn"] = named["nb"]
    named["bs"] = {**named["hr"], **named["sr"]}
    meanings: dict[str, set[int]] = {}
    for names in named.values():
        for name, number in names.items():
            meanings.setdefault(name, set()).add(number)
    everywhere = {name: min(numbers) for name, numbers in meanings.items() if len(numbers) == 1}
    return named, everywhere, solar


def _fold(text: str) -> str:
    """Fold case, digits of all scripts, and marks above and below letters (hamza, nukta, accents)."""
    return "".join(
        c
        for c in unicodedata.normalize("NFKD", text.casefold())
        if not (unicodedata.combining(c) >= 200 or unicodedata.combining(c) == 7)
    )


_DIGITS = {zero + n: str(n) for zero in (0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50, 0xFF10) for n in range(10)}
_MARKS = dict.fromkeys([0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])

_LEVANT = re.compile(r"(كانون|تشرين)\s(ال[أاث]\w+)")
_LEVANT_BESIDE = re.compile(
    r"(?<=\w)\s?[/(]\s?(?:كانون_\w+|تشرين_\w+|شباط|[آا]ذار|نيسان|[أا]يار|حزيران|تموز|[آا]ب|[أا]يلول)\s?\)?(?=\s|\Z)"
)
"""The Levant's names of the months are often set beside the common ones: 21 نوفمبر/تشرين الثاني 2023."""


def read_stamp(text: str, lang: str = "und") -> When | None:
    """Read a date that stands alone, as metadata has it: ISO 8601, RFC 2822, compact, seconds since 1970, or in words."""
    text = text.translate(_DIGITS).translate(_MARKS).strip()
    for reader in (_iso, _compact, _epoch, _rfc, _asctime):
        if (when := reader(text)) is not None:
            return when
    found = find_dates(text, lang)
    return found[0].when if len({item.when for item in found}) == 1 else None


def find_dates(text: str, lang: str = "und") -> tuple[Dated, ...]:
    """Return the dates in a line, in order; a date of change is told by the words before it.

    `lang` is the text's language, which decides between 3 April and March 4, and what a month's name means.
    """
    if len(text) > 2_000:
        text = text[:2_000]
    plain = _LEVANT_BESIDE.sub(
        lambda match: " " * len(match[0]), _LEVANT.sub(r"\1_\2", text.translate(_DIGITS).translate(_MARKS))
    )
    found: dict[int, Dated] = {}
    taken: list[tuple[int, int]] = []
    for start, end, day in sorted(_all(plain, lang.split("-")[0].lower()), key=lambda item: (item[0], -item[1])):
        if any(start < last and end > first for first, last in taken):
            continue
        taken.append((start, end))
        since = taken[-2][1] if len(taken) > 1 else 0
        role: Literal["published", "updated"] = "updated" if _UPDATED.search(plain[since:start]) else "published"
        found[start] = Dated(When(day.isoformat()), start, role)
    return tuple(found.values())


def _all(text: str, lang: str) -> Iterator[tuple[int, int, date]]:
    """Yield (start, end, day) of everything that reads as a day."""
    for match in _ERA.finditer(text):
        year = {"令和": 2018, "平成": 1988}[match["era"]] + (1 if match["y"] == "元" else int(match["y"]))
        yield from _valid(match, year, int(match["m"]), int(match["d"]))
    for match in _CJK.finditer(text):
        yield from _valid(match, int(match["y"]), int(match["m"]), int(match["d"]))
    if lang in {"vi", "und"}:
        for match in _VIETNAMESE.finditer(text.lower()):
            yield from _valid(match, int(match["y"]), int(match["m"]), int(match["d"]))
    for match in _YEAR_FIRST.finditer(text):
        yield from _valid(match, int(match["y"]), int(match["m"]), int(match["d"]), lang)
    for match in _YEAR_LAST.finditer(text):
        first, second = int(match["a"]), int(match["b"])
        day_first = match["s"] == "." or first > 12 or lang in _DAY_FIRST or first == second
        if first > 12 or (day_first and second <= 12):
            yield from _valid(match, int(match["y"]), second, first, lang)
        elif second > 12:
            yield from _valid(match, int(match["y"]), first, second, lang)
    for pattern in _SPELLED:
        place = 0
        while match := pattern.search(text, place):
            month, solar = _month(match["m"], lang)
            if month:
                yield from _valid(match, int(match["y"]), month, int(match["d"]), lang, solar=solar)
            # a match on the wrong word may hide a date that begins within it
            place = match.end() if month else match.start() + 1


def _month(word: str, lang: str) -> tuple[int, bool]:
    """Return (number of the month that a word names, whether the calendar is the Persian one); 0 where it names none."""
    named, everywhere, solar = _months()
    name = _fold(word).strip(".-'’॰׳ ").replace("\u200c", "").replace("_", "")
    if lang == "fa" and name in solar:
        return solar[name], True
    own = named.get(lang)
    if own is not None and name in own:
        return own[name], False
    number = everywhere.get(name, 0)
    return (number, False) if number or lang != "und" or name not in solar else (solar[name], True)


def _valid(
    match: re.Match[str], year: int, month: int, day: int, lang: str = "", *, solar: bool = False
) -> Iterator[tuple[int, int, date]]:
    """Yield the day where a calendar has it: Persian years are 1300 to 1499, Thai ones count 543 more."""
    try:
        if 1300 <= year <= 1499 and (solar or lang == "fa"):
            found = _from_solar(year, month, day)
        else:
            found = date(year - 543 if lang == "th" and 2400 < year < 2700 else year, month, day)
    except ValueError:
        return
    if not solar or 1300 <= year <= 1499:
        if _EARLIEST <= found.year <= _LATEST:
            yield match.start(), match.end(), found


def _from_solar(year: int, month: int, day: int) -> date:
    """Convert a day of the Persian calendar, by the 33-year rule, which holds from 1206 to 1498 AP.

    Leap years are those whose remainder by 33 is 1, 5, 9, 13, 17, 22, 26 or 30. Raises ValueError for days it has not.
    """
    leap = year % 33 in _SOLAR_LEAPS
    length = 31 if month <= 6 else 30 if month < 12 or leap else 29
    if not (1 <= month <= 12 and 1 <= day <= length):
        message = "no such day in the Persian calendar"
        raise ValueError(message)
    passed = sum(366 if y % 33 in _SOLAR_LEAPS else 365 for y in range(1300, year))
    passed += sum(31 if m <= 6 else 30 for m in range(1, month)) + day - 1
    return date(1921, 3, 21) + timedelta(days=passed)  # 1 Farvardin 1300


_SOLAR_LEAPS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})


def _iso(text: str) -> When | None:
    match = _ISO.match(text)
    if not match:
        return None
    zone = (match["zone"] or "").upper()
    zone = "Z" if zone in {"UTC", "GMT"} else f"{zone}:00" if len(zone) == 3 else zone
    clock = (
        (match["time"] or "").rjust(5, "0")
        if len(match["time"] or "") in {4, 5}
        else (match["time"] or "").rjust(8, "0")
    )
    return _when(f"{match['day']}T{clock}{zone}" if match["time"] else match["day"])


def _compact(text: str) -> When | None:
    match = _COMPACT.match(text)
    if not match or not _EARLIEST <= int(match["y"]) <= _LATEST:
        return None
    day = f"{match['y']}-{match['m']}-{match['d']}"
    return _when(f"{day}T{match['h']}:{match['n']}:{match['s'] or '00'}Z" if match["zone"] else day)


def _epoch(text: str) -> When | None:
    match = _EPOCH.match(text)
    return When(datetime.fromtimestamp(int(match["s"]), UTC).isoformat().replace("+00:00", "Z")) if match else None


def _rfc(text: str) -> When | None:
    if not _RFC.match(text):
        return None
    zone = text.rsplit(None, 1)[1]
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    known = zone.upper() in _ZONES or zone[0] in "+-"
    return _when(
        (found if found.tzinfo else found.replace(tzinfo=UTC)).isoformat() if known else found.date().isoformat()
    )


def _asctime(text: str) -> When | None:
    """Read C's asctime, with or without the name of a zone, which C does not define: only the day is sure."""
    match = _ASCTIME.match(text)
    month = match["m"].lower() if match else ""
    return (
        _when(f"{match['y']}-{_ENGLISH.index(month) + 1:02d}-{int(match['d']):02d}")
        if match and month in _ENGLISH
        else None
    )


def _when(text: str) -> When | None:
    try:
        when = When.parse(text)
    except ValueError:
        return None
    return when if _EARLIEST <= when.day.year <= _LATEST else None


_PATH_DATES = (
    re.compile(r"/(?P<y>(?:19|20)\d{2})/(?P<m>\d{1,2}|[a-z]{3})/(?P<d>\d{1,2})(?=/|[-_.]|\Z)"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)"),
    re.compile(r"/(?P<y>20\d{2})/?(?P<m>\d{2})/?(?P<d>\d{2})/"),
    re.compile(r"(?<![\da-z])t?(?P<y>20\d{2})(?P<m>\d{2})(?P<d>\d{2})(?=_|/|-|\.|\Z)"),
)
_ENGLISH = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def url_date(url: str) -> When | None:
    """Return the day in an address's path, such as /2023/11/21/ or /2023/nov/21/; two different days give none."""
    path = re.sub(r"\A[a-z]+://[^/]*", "", url.lower()).split("?")[0].split("#")[0]
    return _path_date(path)


def name_date(path: str) -> When | None:
    """Return the day in a file's name, such as 2025-05-14-slug.txt or 20250514_slug.txt."""
    name = path.rsplit("/", 1)[-1].lower()
    stem = name.rsplit(".", 1)[0] if "." in name else name
    return _path_date(stem)


def _path_date(path: str) -> When | None:
    found: list[When] = []
    for pattern in _PATH_DATES:
        for match in pattern.finditer(path):
            month = match["m"]
            number = int(month) if month.isdigit() else _ENGLISH.index(month) + 1 if month in _ENGLISH else 0
            if (when := _when(f"{match['y']}-{number:02d}-{int(match['d']):02d}")) and when not in found:
                found.append(when)
    return found[0] if len(found) == 1 else None
