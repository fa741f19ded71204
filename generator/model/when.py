"""A point in time with its precision and its zone, as ISO 8601 writes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal, TypeAlias

Precision: TypeAlias = Literal["day", "time"]

_ISO = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T ](?P<time>\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?\Z"
)


@dataclass(frozen=True, slots=True)
class When:
    """A day (`2022-09-21`), or a time with its zone (`2022-09-21T09:30:00+08:00`), in the words of ISO 8601."""

    text: str

    @classmethod
    def parse(cls, text: str) -> When:
        """Read an ISO 8601 day, or time with zone; a time without a zone counts as a day, for it names no instant.

        Raises ValueError for anything else, and for days that no calendar has.
        """
        match = _ISO.match(text.strip())
        if not match:
            message = f"{text!r} is no ISO 8601 date"
            raise ValueError(message)
        date.fromisoformat(match["day"])
        if not match["time"] or not match["zone"]:
            if match["time"]:
                datetime.fromisoformat(f"{match['day']}T{match['time']}")
            return cls(match["day"])
        zone = (
            match["zone"]
            if match["zone"] == "Z" or ":" in match["zone"]
            else f"{match['zone'][:3]}:{match['zone'][3:]}"
        )
        instant = datetime.fromisoformat(f"{match['day']}T{match['time']}{zone}").replace(microsecond=0)
        try:
            instant.astimezone(UTC)
        except OverflowError:
            message = f"{text!r} lies outside the calendar in UTC"
            raise ValueError(message) from None
        return cls(instant.isoformat().replace("+00:00", "Z"))

    @property
    def precision(self) -> Precision:
        """Whether a day or a time is known."""
        return "time" if "T" in self.text else "day"

    @property
    def day(self) -> date:
        """The calendar day in the zone of the text."""
        return date.fromisoformat(self.text[:10])

    @property
    def instant(self) -> datetime:
        """The instant in UTC; for a day, its first."""
        if self.precision == "day":
            return datetime(self.day.year, self.day.month, self.day.day, tzinfo=UTC)
        return datetime.fromisoformat(self.text).astimezone(UTC)

    def __str__(self) -> str:
        """Return the ISO 8601 text."""
        return self.text
