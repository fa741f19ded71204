"""Datelines: the place, agency and day at the head of a text, such as `BEIJING, Nov. 21, 2023 (AP) —` or `(بكين)`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.identify.agencies import AGENCIES, agency
from generator.identify.dates import find_dates

if TYPE_CHECKING:
    from generator.model.when import When

_HEAD = 140
_DASH = r"(?:\s*(?:--|[—–―-]|\.\s?[—–-])\s*)"
_NAMES = "|".join(sorted(map(re.escape, AGENCIES), key=lambda name: (-len(name), name)))
_SIGNED = rf"(?:[(\[/]\s*(?P<agency>{_NAMES})(?:\s*[/,]\s*(?:{_NAMES}))?\s*[)\]/])"
_UPPER = r"(?P<place>[^\W\d_a-zа-яёіїєґα-ω][^\W\d_a-zа-яёіїєґα-ω'’.\-]+(?:[ /-][^\W\d_a-zа-яёіїєґα-ω][^\W\d_a-zа-яёіїєґα-ω'’.\-]*){0,3}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?)"
_TITLED = r"(?P<place>[^\W\d_][\w'’.-]+(?:[ /-][^\W\d_][\w'’.-]+){0,3}(?:, [^\W\d_][\w.]+(?: [A-Z][\w.]+)?)?)"
_DAY = r"(?P<day>[^()—–\n]{3,30}?)"

_WHOLE_DAY = r"(?P<day>(?:\d{1,2}\.?\s[^\W\d_]{3,12}\.?|[^\W\d_]{3,9}\.?\s\d{1,2},?)\s\d{4})"

_FORMS = (
    # BEIJING, Nov. 21, 2023 (AP) — / PARIS (AFP) – / Berlin (dpa) - / Madrid, 21 nov 2023 (EFE).-
    re.compile(rf"\A{_TITLED}(?:,\s*{_DAY})?\s*{_SIGNED}(?:\s*[.:]?\s*(?:--|[—–―=-])|\s*[:.]|\s)\s*"),
    # (Reuters) - / (ANSA) - ROMA, 21 NOV -
    re.compile(rf"\A{_SIGNED}{_DASH}(?:{_UPPER},?\s*(?:{_DAY})?{_DASH})?"),
    # МОСКВА, 21 ноя — РИА Новости. / МОСКВА, 21 ноября. /ТАСС/. / КИЇВ. 21 листопада. УНН.
    re.compile(rf"\A{_UPPER}[,.]\s*(?P<day>\d[^()—–/\n]{{2,24}}?)[.,]?{_DASH}?\s*/?(?P<agency>{_NAMES})/?[.:]?\s*"),
    # BEIJING, Nov. 21, 2023 — / BEIJING —
    re.compile(rf"\A{_UPPER}(?:,\s*{_DAY})?\s*(?:--|[—–])\s*"),
    # BEIJING, 21 November 2023 - : a hyphen ends it where a whole day stands before
    re.compile(rf"\A{_UPPER},\s*{_WHOLE_DAY}\s+-\s+"),
    # واشنطن - رويترز / القاهرة (أ ف ب) / بكين 21 نوفمبر 2023 (شينخوا)
    re.compile(rf"\A(?P<place>[\u0600-\u06ff]+(?: [\u0600-\u06ff]+){{0,2}})\s*(?:[-–—]\s*(?P<agency>{_NAMES})(?=[\s:.-])\s*[-–—:.]?)\s*"),
    re.compile(rf"\A(?P<place>[\u0600-\u06ff]+(?: [\u0600-\u06ff]+){{0,2}})\s*،?\s*(?P<day>[\d\u0660-\u0669\u06f0-\u06f9][^()\n]{{2,30}})?{_SIGNED}\s*[-–—:.]{{0,2}}\s*"),
    # a place alone, in brackets: بكين
    re.compile(r"\A\((?P<place>[\u0600-\u06ff]+(?: [\u0600-\u06ff]+){0,2})\)\s*[-–—:]?\s*"),
    # 新华社北京11月21日电 / （路透北京11月21日电）/ 【北京＝...】/ 中新网11月21日电
    re.compile(rf"\A[（(【]?(?P<agency>{_NAMES})(?P<place>[\u3400-\u9fff]{{2,6}}?)?(?P<day>(?:\d{{4}}年)?\d{{1,2}}月\d{{1,2}}日)?[电電讯訊][）)】]?[\s:：]*(?:[（(]记者[^）)]{{2,20}}[）)])?\s*"),
    re.compile(rf"\A[\[【［](?P<place>[\u3040-\u30ff\u3400-\u9fff]{{2,10}})(?:[\s　]+(?P<day>[\d０-９]{{1,2}}日))?(?:[\s　]*[＝=][^\]】］]{{1,30}}|[\s　]+(?P<agency>{_NAMES}))[\]】］]\s*[-－―]?\s*"),
    # (서울=연합뉴스) 홍길동 기자 =
    re.compile(rf"\A[\[(（](?P<place>[\uac00-\ud7a3]{{2,8}})\s*=\s*(?P<agency>{_NAMES})[\])）]\s*(?:[\uac00-\ud7a3·\s]{{2,20}}(?:기자|특파원)\s*=\s*)?"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dateline:
    """What the head of a text says: `length` characters of it are the dateline; what it does not say is `None`."""

    length: int
    place: str | None = None
    agency: str | None = None
    when: When | None = None


def read_dateline(text: str, lang: str = "und") -> Dateline | None:
    """Read the dateline at the head of a paragraph; `None` where it begins with its first sentence."""
    head = text[:_HEAD]
    for form in _FORMS:
        match = form.match(head)
        if not match or not text[match.end() :].strip():
            continue
        groups = match.groupdict()
        day = (groups.get("day") or "").strip()
        if day and not any(c.isdigit() for c in day):
            continue
        place = (groups.get("place") or "").strip(" ,") or None
        if place and "," not in place:  # "SPRINGFIELD, Ill." keeps its stop
            place = place.rstrip(".")
        if place and not _is_place(place):
            continue
        found = find_dates(day, lang) if day else ()
        signed = groups.get("agency")
        return Dateline(
            match.end(), place, agency(signed) if signed else None, found[0].when if len(found) == 1 else None
        )
    return None


def _is_place(text: str) -> bool:
    """Tell whether words may be a place: short, and begun by capitals where the script has them."""
    words = re.split(r"[\s/]+", text)
    return (
        len(text) <= 48
        and len(words) <= 6
        and all(
            word[:1] == word[:1].upper()
            for word in words
            if word not in {"de", "la", "am", "an", "der", "of", "el", "do", "del"}
        )
    )
