"""Lines of facts at the head or the foot: outlet, date, author, counters, side by side on one line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.clean.marks import mark
from generator.clean.rules.bylines import is_agency, is_byline, is_outlet
from generator.clean.rules.timestamps import is_stamp
from generator.clean.zones import is_open, zones
from generator.text.fold import fold

if TYPE_CHECKING:
    from generator.clean.context import Context
    from generator.clean.marks import Blocks
    from generator.model import Label

# Facts stand between bars, bullets, wide spaces; a comma or a dash alone may belong to one of them.
_BARS = re.compile(r"\s*[|│•·]\s*|\s{2,}|\u3000+|\t+")
_SOFT = re.compile(r"\s+[–—-]\s+|,\s+|\s*[/|]\s*")
_DAY = re.compile(r"\d{1,4}\s?[-./年년]\s?\d{1,2}|\b(?:19|20)\d\d\b|(?:١٩|٢٠|۱۳|۱۴|۲۰)\w\w")
# "Comments: 12", "来源：新华社", "Просмотров: 2 318": a word or two, a colon, and a number or a name.
_FIELD = re.compile(r"[^\W\d_][\w.'’ -]{0,24}\s?[:：]\s?\S.{0,30}")
_COUNT = re.compile(r"(?:[\d.,  ]+[kKmM]?|[^\W\d_][\w.'’ -]{0,24}\s?[:：(]\s?[\d.,  ]+[kKmM]?\)?)")
# A line of facts is at most this wide.
_MOST = 120
# The name of a place or a person beside a date is at most so long, in words and characters.
_NAME_WORDS, _NAME = 4, 32


def facts(blocks: Blocks, context: Context) -> Blocks:
    """Lift lines of the head that consist of facts and nothing else."""
    zone = zones(blocks, context)
    if not zone.known:
        return blocks
    source = fold(context.options.source.name) if context.options.source else ""
    marks: dict[int, tuple[Label, str]] = {}
    if len(zone.head) < 2:
        return blocks
    for i in zone.head:
        line = context.lines[i]
        if "0" not in line.folded or line.size > _MOST or not is_open(blocks[i]):
            continue  # a day has digits
        if has_day_and_facts(blocks[i].text, source):
            marks[i] = ("meta", "meta-date")
    return mark(blocks, marks)


def has_day_and_facts(text: str, source: str) -> bool:
    """Tell whether a line consists of a date and of other facts; `source` is the folded name of the outlet, if known."""
    text = text.strip("*_ ")
    for split in (_BARS, _SOFT):
        parts = [part.strip("*_ ()[]（）【】") for part in split.split(text)]
        parts = [part for part in parts if part]
        if len(parts) < 2:
            continue
        kinds = [_kind(part, source) for part in parts]
        if "" not in kinds and "day" in kinds:
            return kinds.count("name") <= (1 if split is _SOFT else 2) and len(set(kinds)) > 1
    return False


def _kind(part: str, source: str) -> str:
    """Name the kind of fact that a part of a line is: day, time, name, fact; "" where it is none."""
    folded = fold(part)
    if is_stamp(part, folded):
        return "day" if _DAY.search(part) else "time"
    if source and (folded == source or folded.startswith(source + " ")):
        return "fact"
    if _COUNT.fullmatch(part) or is_byline(part, folded) or is_agency(folded) or is_outlet(part, folded):
        return "fact"
    if _FIELD.fullmatch(part):
        # "Published: 12 May 2025", "来源：新华社": what follows the colon may hold the date.
        value = re.split(r"[:：]", part, maxsplit=1)[1].strip()
        return "day" if _DAY.search(value) and is_stamp(value, fold(value)) else "fact"
    words = part.split()
    if len(words) <= _NAME_WORDS and len(part) <= _NAME and not any(letter.isdigit() for letter in part):
        return "name"
    return ""


def outlets(blocks: Blocks, context: Context) -> Blocks:
    """Lift the outlet's name, with its motto, from the line above the headline."""
    zone = zones(blocks, context)
    if not zone.known:
        return blocks
    head = zone.head
    if len(head) < 2 or not is_open(blocks[head[0]]):
        return blocks
    first = head[0]
    source = fold(context.options.source.name) if context.options.source else ""
    folded = context.lines[first].folded
    if source and folded.startswith(source) and re.match(r"\s?[-|:·,/]\s|$", folded[len(source) :]):
        return mark(blocks, {first: ("meta", "meta-outlet")})
    return blocks
