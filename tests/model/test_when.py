"""When: a day or a time with its zone, and nothing that no calendar has."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import When

zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
instants = st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=zones)  # noqa: DTZ001  # bounds of naive ones


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("2022-09-21", "2022-09-21"),
        (" 2022-09-21 ", "2022-09-21"),
        ("2022-09-21T09:30:00+08:00", "2022-09-21T09:30:00+08:00"),
        ("2022-09-21 09:30 +0800", "2022-09-21T09:30:00+08:00"),
        ("2022-09-21T09:30Z", "2022-09-21T09:30:00Z"),
        ("2022-09-21T09:30:00.123456-00:00", "2022-09-21T09:30:00Z"),
        ("2022-09-21T09:30:00", "2022-09-21"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_ways_of_writing(written, text):
    """ISO 8601 in its usual spellings is read into one; a time without a zone counts as a day."""
    assert When.parse(written).text == text


@pytest.mark.parametrize("text", ["", "2022", "2022-09", "21.09.2022", "2022-9-21", "2022-02-30", "2023-02-29", "0000-01-01", "2022-09-21T25:00Z", "2022-09-21T09:61", "2022-09-21T09:30+99:00", "2022-09-21T09:30 UTC", "2022-09-21 or so", "2022-09-21\n2022-09-22", "٢٠٢٢-٠٩-٢١", "yesterday", "0001-01-01T00:00+10:00", "9999-12-31T23:00-10:00"])  # fmt: skip
def test_what_is_no_date_is_refused(text):
    """What no calendar has, or what would have to be guessed, raises ValueError."""
    with pytest.raises(ValueError, match=r".+"):
        When.parse(text)


@given(st.dates())
def test_days_come_back(day):
    """A day is written, read and told as the same day; its instant is its first in UTC."""
    when = When.parse(day.isoformat())
    assert (when.day, when.precision, str(when)) == (day, "day", day.isoformat())
    assert when.instant == datetime(day.year, day.month, day.day, tzinfo=UTC)


@given(instants)
def test_times_come_back(instant):
    """A time keeps its instant to the second, its zone and its day, and reads the same a second time."""
    when = When.parse(instant.isoformat())
    assert when.instant == instant.replace(microsecond=0)
    assert (when.day, when.precision) == (instant.date(), "time")
    assert When.parse(when.text) == when


@given(st.text())
def test_any_text_is_a_date_or_refused(text):
    """No text breaks the door: it is a date, or ValueError says that it is none."""
    try:
        when = When.parse(text)
    except ValueError:
        return
    assert isinstance(when.day, date)
    assert when.instant.tzinfo is UTC
