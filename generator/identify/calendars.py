"""Calendars: what the names of months mean in each language, and which days there are."""

from __future__ import annotations

import tomllib
import unicodedata
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

EARLIEST, LATEST = 1900, 2099
"""Years within which a date is believed."""

_SOLAR_FIRST, _SOLAR_LAST = 1300, 1499
_SOLAR_LEAPS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})


class Month(NamedTuple):
    """A month's number, and whether it is one of the Persian calendar."""

    number: int
    solar: bool = False


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


def read_month(word: str, lang: str) -> Month | None:
    """Return the month that a word names in a language; in another, one that it names wherever it is a month's name."""
    named, everywhere, solar = _months()
    name = _fold(word).strip(".-'’॰׳ ").replace("\u200c", "").replace("_", "")
    if lang in {"fa", "und"} and name in solar:
        return Month(solar[name], solar=True)
    number = named.get(lang, {}).get(name) or everywhere.get(name)
    return Month(number) if number else None


def make_day(year: int, month: int, day: int, lang: str, *, solar: bool = False) -> date | None:
    """Return a day, `None` where no calendar has it: Persian years are 1300 to 1499, Thai ones count 543 more."""
    try:
        if _SOLAR_FIRST <= year <= _SOLAR_LAST and (solar or lang == "fa"):
            found = _from_solar(year, month, day)
        elif solar:
            return None
        else:
            found = date(year - 543 if lang == "th" and 2400 < year < 2700 else year, month, day)
    except ValueError:
        return None
    return found if EARLIEST <= found.year <= LATEST else None


def _from_solar(year: int, month: int, day: int) -> date:
    """Convert a day of the Persian calendar, by the 33-year rule, which holds from 1206 to 1498 AP.

    Leap years are those whose remainder by 33 is 1, 5, 9, 13, 17, 22, 26 or 30. Raises ValueError for days it has not.
    """
    leap = year % 33 in _SOLAR_LEAPS
    length = 31 if month <= 6 else 30 if month < 12 or leap else 29
    if not (1 <= month <= 12 and 1 <= day <= length):
        message = "no such day in the Persian calendar"
        raise ValueError(message)
    passed = sum(366 if y % 33 in _SOLAR_LEAPS else 365 for y in range(_SOLAR_FIRST, year))
    passed += sum(31 if m <= 6 else 30 for m in range(1, month)) + day - 1
    return date(1921, 3, 21) + timedelta(days=passed)  # 1 Farvardin 1300
