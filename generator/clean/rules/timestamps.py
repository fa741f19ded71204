"""Lines that hold a date or a time and nothing else."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator.clean.marks import mark
from generator.clean.zones import zones
from generator.text.fold import fold

if TYPE_CHECKING:
    from generator.clean.context import Context
    from generator.clean.marks import Blocks
    from generator.model import Label

_LETTERS = re.compile(r"[^\W\d_]+")
_DAY = re.compile(r"\d{1,4}\s?[-./年년]\s?\d{1,2}\s?[-./月월]\s?\d{1,4}|\b(?:19|20)\d\d\b|(?:١٩|٢٠|۱۳|۱۴|۲۰)\w\w")
# A stamp is at most this wide: "Published Wednesday, 21 September 2022 09:30 | Updated 22 September 2022 10:15 GMT".
_MOST = 100
# A line of the foot with a day and a time in it is at most this wide: the programme it was broadcast in, say.
_NOTE = 60
_DATE = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b(?:19|20)\d\d\b")
_TIME = re.compile(r"\d{1,2}[:.]\d\d\b")
# A word that stood beside a date is at most so long.
_LABEL = 24


@cache
def _date_words() -> frozenset[str]:
    """Load the words dates are made of, folded: months, weekdays, and what stands beside them."""
    path = Path(__file__).parent.parent / "dates.toml"
    return frozenset(
        word
        for words in tomllib.loads(path.read_text(encoding="utf-8")).values()
        for phrase in words
        for word in _LETTERS.findall(fold(phrase))
    )


def is_stamp(text: str, folded: str) -> bool:
    """Tell whether a line consists of a date or a time, with the words that go with it."""
    if len(text) > _MOST or "0" not in folded:
        return False
    words = _LETTERS.findall(folded)
    if not words:
        return len(text) >= 5 and any(mark in text for mark in ":/.-")
    return _date_words().issuperset(words)


def is_dated(text: str) -> bool:
    """Tell whether a line names a day, whatever else it says."""
    return len(text) <= _MOST and _DAY.search(text) is not None


def timestamps(blocks: Blocks, context: Context) -> Blocks:
    """Lift the first date line of the head into front matter; cut other stamps of the head and the tail."""
    zone = zones(blocks, context)
    if not zone.known:
        return blocks
    marks: dict[int, tuple[Label, str]] = {}
    lifted = any(block.rule == "meta-date" for block in blocks)
    for i in zone.open:
        if zone.first < i < zone.last:
            continue
        block, line = blocks[i], context.lines[i]
        dated = "0" in line.folded
        if dated and is_stamp(block.text, line.folded):
            if i < zone.first and not lifted and _DAY.search(block.text):
                marks[i] = ("meta", "meta-date")
                lifted = True
            elif i < zone.first or len(_DAY.findall(block.text)) == 1:
                marks[i] = ("cut", "timestamp")
        elif dated and i > zone.last and line.size <= _NOTE and not line.ended and _TIME.search(block.text):
            if len(_DATE.findall(block.text)) == 1:
                marks[i] = ("cut", "timestamp")
        elif i < zone.first and _beside(blocks, i) and _is_label(blocks, context, i):
            marks[i] = ("cut", "timestamp")
    return mark(blocks, marks)


def _is_label(blocks: Blocks, context: Context, i: int) -> bool:
    """Tell whether a line is a word that stood beside a date: "Published", "hrs"."""
    words = _LETTERS.findall(context.lines[i].folded)
    return (
        bool(words)
        and len(blocks[i].text) <= _LABEL
        and not any(letter.isdigit() for letter in blocks[i].text)
        and _date_words().issuperset(words)
    )


def _beside(blocks: Blocks, i: int) -> bool:
    """Tell whether the line above or below was found to be a date line."""
    near = (*blocks[max(0, i - 1) : i], *blocks[i + 1 : i + 2])
    return any(block.rule in {"meta-date", "timestamp"} for block in near)
