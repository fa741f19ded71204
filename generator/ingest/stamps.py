"""The door to htmldate: a last guess at a page's date from its markup, taken only where the page does not speak against it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.ingest.tree import Line

_DIGITS = re.compile(r"\d+")
_SHORT = 90
_EARLY = 30


def guess_date(text: str, lines: Sequence[Line]) -> str | None:
    """Return the day that htmldate reads in a page's source, as ISO 8601; `None` where it has none or is doubtful.

    Of 7 development pages without a date in their metadata it is right on 6; the seventh was the date of a photograph. So a
    day that readers see in no line but a caption's or a sentence's, behind its first 30 characters, is not taken.
    """
    day = _ask(text)
    if day is None:
        return None
    year, _, number = (int(part) for part in day.split("-"))
    seen = [place for line in lines if (place := _place(line.text, year, number)) is not None]
    if seen and not any(length <= _SHORT and start <= _EARLY for start, length in seen):
        return None
    return day


def _place(text: str, year: int, day: int) -> tuple[int, int] | None:
    """Return (where the date begins, length of the line) for a line that holds year and day; the month may be a word."""
    if str(year) not in text:
        return None
    numbers = [(int(match[0]), match.start()) for match in _DIGITS.finditer(text[:1_000])]
    values = [value for value, _ in numbers]
    if day not in values or year not in values:
        return None
    return min(start for value, start in numbers if value in {day, year}), len(text)


def _ask(text: str) -> str | None:
    """Ask htmldate, without its search through all text, where wrong dates come from, and without a look at the clock."""
    import logging

    from htmldate import find_date

    for name in ("htmldate", "htmldate.core", "htmldate.utils", "htmldate.extractors", "htmldate.validators"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        return find_date(text, extensive_search=False, original_date=True, max_date="2099-12-31")
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError):
        return None
