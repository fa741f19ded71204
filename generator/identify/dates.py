"""Dates as people and machines write them. Precision first: a wrong date is worse than none.

A date needs its year. Relative words ("yesterday"), two-digit years, and 03/04/2023 in a language that does not decide
between day and month give none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from generator.identify.calendars import make_day, read_month
from generator.identify.stamps import read_machine
from generator.model.when import When

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

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
    r"(?P<d>\d{1,2})\s*(?:[Tt]háng|[Tt]hang|[Tt]hg)\.?\s*(?P<m>\d{1,2})\s*(?:,|năm|nam|/)?\s*(?P<y>\d{4})(?!\d)"
)
_YEAR_FIRST = re.compile(r"(?<![\d./-])(?P<y>\d{4})(?P<s>[-/.])\s?(?P<m>\d{1,2})(?P=s)\s?(?P<d>\d{1,2})(?!\d|[.,/-]\d)")
_YEAR_LAST = re.compile(r"(?<![\d./-])(?P<a>\d{1,2})(?P<s>[-/.])\s?(?P<b>\d{1,2})(?P=s)\s?(?P<y>\d{4})(?!\d|[.,/-]\d)")

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
    if (when := read_machine(text)) is not None:
        return when
    found = find_dates(text, lang)
    return found[0].when if len({item.when for item in found}) == 1 else None


@lru_cache(64)  # publication and last change are read from the same few lines
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
    for start, end, day in sorted(_all(plain, lang.partition("-")[0].lower()), key=lambda item: (item[0], -item[1])):
        if any(start < last and end > first for first, last in taken):
            continue
        taken.append((start, end))
        since = taken[-2][1] if len(taken) > 1 else 0
        role: Literal["published", "updated"] = "updated" if _UPDATED.search(plain[since:start]) else "published"
        found[start] = Dated(When(day.isoformat()), start, role)
    return tuple(found.values())


def _all(text: str, lang: str) -> Iterator[tuple[int, int, date]]:
    """Yield (start, end, day) of everything that reads as a day."""
    for match, day in (*_asian(text, lang), *_numeric(text, lang), *_spelled(text, lang)):
        if day is not None:
            yield match.start(), match.end(), day


_Read: TypeAlias = "tuple[re.Match[str], date | None]"


def _asian(text: str, lang: str) -> Iterator[_Read]:
    """Read 2023年11月21日 and its Korean, Japanese and Vietnamese kin."""
    for match in _ERA.finditer(text):
        year = {"令和": 2018, "平成": 1988}[match["era"]] + (1 if match["y"] == "元" else int(match["y"]))
        yield match, make_day(year, int(match["m"]), int(match["d"]), lang)
    forms = (_CJK, _VIETNAMESE) if lang in {"vi", "und"} else (_CJK,)
    for form in forms:
        for match in form.finditer(text):
            yield match, make_day(int(match["y"]), int(match["m"]), int(match["d"]), lang)


def _numeric(text: str, lang: str) -> Iterator[_Read]:
    """Read dates in digits; where neither number is above 12, the language must decide which is the day."""
    for match in _YEAR_FIRST.finditer(text):
        yield match, make_day(int(match["y"]), int(match["m"]), int(match["d"]), lang)
    for match in _YEAR_LAST.finditer(text):
        year, first, second = int(match["y"]), int(match["a"]), int(match["b"])
        if second <= 12 and (first > 12 or first == second or match["s"] == "." or lang in _DAY_FIRST):
            yield match, make_day(year, second, first, lang)
        elif second > 12 >= first:
            yield match, make_day(year, first, second, lang)


def _spelled(text: str, lang: str) -> Iterator[_Read]:
    """Read dates whose month is a word."""
    for pattern in _SPELLED:
        place = 0
        while True:
            match = pattern.search(text, place)
            if match is None:
                break
            month = read_month(match["m"], lang)
            if month:
                yield match, make_day(int(match["y"]), month.number, int(match["d"]), lang, solar=month.solar)
            # a match on the wrong word may hide a date that begins within it
            place = match.end() if month else match.start() + 1
