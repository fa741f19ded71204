"""The archive: every event by month and day, with the calendar of the editions. Each month has a page of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from generator.model.views import ArchiveMonth, ArchiveView, Link, Share
from generator.plan.editions import calendar
from generator.plan.lists import count_events
from generator.plan.permalinks import month_url
from generator.plan.wording import set_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.views import Day, EventItem
    from generator.plan.desk import Desk, Sheet
    from generator.plan.editions import Issue
    from generator.text.fingerprint import Part

_ON_FRONT = 300
"""Events on the first page of the archive: whole months, the newest at any rate."""


@dataclass(frozen=True, slots=True)
class Month:
    """The events of a month, newest first. `iso` is "2025-05", "" for events without a day."""

    iso: str
    sheets: tuple[Sheet, ...]

    @property
    def url(self) -> str:
        """The permalink of its page."""
        return month_url(self.iso)


@dataclass(frozen=True)
class Archive:
    """All months, newest first, the undated last, and the editions by day and week."""

    desk: Desk
    months: tuple[Month, ...]
    days: tuple[Issue, ...]
    weeks: tuple[Issue, ...]

    @classmethod
    def of(cls, desk: Desk, days: tuple[Issue, ...], weeks: tuple[Issue, ...]) -> Archive:
        """Part all events by the month of their newest article."""
        months = groupby(desk.ranked, key=lambda sheet: sheet.days[-1][:7] if sheet.days else "")
        return cls(desk, tuple(Month(iso, tuple(sheets)) for iso, sheets in months), days, weeks)

    def front(self) -> tuple[Month, ...]:
        """Return the months of the first page."""
        shown: list[Month] = []
        for month in self.months:
            if shown and sum(len(each.sheets) for each in (*shown, month)) > _ON_FRONT:
                break
            shown.append(month)
        return tuple(shown)

    def front_key(self) -> tuple[Part, ...]:
        """Return what tells whether the first page shows anything else than before."""
        return self._key(self.front()), tuple((month.iso, len(month.sheets)) for month in self.months)

    def month_key(self, month: Month) -> tuple[Part, ...]:
        """Return what tells whether the page of a month shows anything else than before."""
        return self._key((month,)), tuple(other.url if other else "" for other in self._beside(month))

    def front_view(self) -> ArchiveView:
        """Make the first page: all months with their numbers, and the events of the newest."""
        most = max((len(month.sheets) for month in self.months), default=1)
        index = tuple(
            Share(self._link(month), len(month.sheets), round(100 * len(month.sheets) / most)) for month in self.months
        )
        return replace(self._view(self.front()), index=index, counts=self._counts(self.desk.ranked))

    def month_view(self, month: Month) -> ArchiveView:
        """Make the page of a month, with the ways to the months beside it."""
        newer, older = (self._link(other) if other else None for other in self._beside(month))
        view = self._view((month,))
        return replace(view, name=self.name(month), counts=self._counts(month.sheets), newer=newer, older=older)

    def name(self, month: Month) -> str:
        """Return what a month is called."""
        words = self.desk.words
        return words.month(date.fromisoformat(f"{month.iso}-01")) if month.iso else words("unknown_date")

    @cached_property
    def _most(self) -> int:
        return max((1, *(len(issue.news) for issue in self.days)))

    @cached_property
    def _issues(self) -> tuple[dict[str, Issue], dict[str, Issue]]:
        return {issue.name: issue for issue in self.days}, {issue.name: issue for issue in self.weeks}

    def _key(self, shown: tuple[Month, ...]) -> tuple[Part, ...]:
        isos = {month.iso for month in shown}
        issues = tuple((issue.name, len(issue.news)) for issue in self.days if issue.name[:7] in isos)
        reach = tuple(issue.name for issue in self.weeks if _months(issue) & isos)
        return tuple(sheet.key for month in shown for sheet in month.sheets), issues, reach, self._most

    def _beside(self, month: Month) -> tuple[Month | None, Month | None]:
        """Return the month after this one, and the month before it."""
        at = self.months.index(month)
        return self.months[at - 1] if at else None, self.months[at + 1] if at + 1 < len(self.months) else None

    def _link(self, month: Month) -> Link:
        return Link(set_text(self.name(month), self.desk.words.lang), month.url)

    def _counts(self, sheets: Sequence[Sheet]) -> tuple[str, ...]:
        return count_events(self.desk, sheets) if sheets else ()

    def _view(self, shown: tuple[Month, ...]) -> ArchiveView:
        first, names = self.desk.words.first_weekday, self.desk.words.weekdays()
        months = tuple(self._month(month) for month in shown)
        return ArchiveView(months, (), (*names[first:], *names[:first]), self._most)

    def _month(self, month: Month) -> ArchiveMonth:
        desk = self.desk
        of_day = groupby(month.sheets, key=lambda sheet: sheet.days[-1] if sheet.days else "")
        by_day = tuple(_of_day(desk, tuple(same)) for _, same in of_day)
        rows = calendar(month.iso, desk.words.first_weekday, *self._issues, desk.words) if month.iso else ()
        return ArchiveMonth(self.name(month), month.iso, by_day, len(month.sheets), rows, month.url)


def _months(week: Issue) -> set[str]:
    """Return the months that a week lies in: its row is in the calendar of each, whichever days had news."""
    day = date.fromisoformat(week.first)
    monday = day - timedelta(days=day.weekday())
    return {monday.isoformat()[:7], (monday + timedelta(days=6)).isoformat()[:7]}


def _of_day(desk: Desk, sheets: tuple[Sheet, ...]) -> tuple[Day | None, tuple[EventItem, ...]]:
    events = tuple(desk.event(sheet.event.id) for sheet in sheets)
    return (events[0].days[-1] if events[0].days else None, events)
