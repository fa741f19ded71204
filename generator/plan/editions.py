"""Editions: what was new on a day and in a week, under the events that the articles belong to now."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from generator.errors import Problem
from generator.model.views import CalendarDay, EditionView, Link
from generator.plan.permalinks import day_url, week_url
from generator.plan.wording import set_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.model.digest import Digest
    from generator.model.edition import Edition, Foreword
    from generator.model.galley import Card
    from generator.model.views import EventItem
    from generator.plan.desk import Desk, Sheet
    from generator.text.fingerprint import Part
    from generator.text.words import Words

_NEWEST = 4
"""Editions that the front page links."""


@dataclass(frozen=True, slots=True)
class Issue:
    """An edition laid out. `name` is "2025-05-16" or "2025-w20", `first` its first day.

    `news` pairs the events with their articles that were new; `gone` counts events of which nothing is shown any more;
    `parts` names the days of a week, or the week of a day.
    """

    name: str
    first: str
    news: tuple[tuple[Sheet, tuple[Card, ...]], ...]
    gone: int
    out: bool
    parts: tuple[str, ...]
    foreword: Foreword | None

    @property
    def kind(self) -> str:
        """Whether it is the edition of a "day" or of a "week"."""
        return "week" if "w" in self.name else "day"

    @property
    def url(self) -> str:
        """The permalink."""
        return week_url(self.name) if self.kind == "week" else day_url(self.name)

    def key(self) -> tuple[Part, ...]:
        """Return what tells whether the page would show something else, its neighbours aside."""
        shown = tuple((sheet.key, tuple(card.id for card in cards)) for sheet, cards in self.news)
        return (self.name, shown, self.gone, self.out, self.parts, self.foreword.title if self.foreword else "")


def lay_issues(desk: Desk) -> tuple[tuple[Issue, ...], tuple[Issue, ...]]:
    """Return the editions of the days and those of the weeks, oldest first. Days without anything to show are none."""
    digest = desk.digest
    editions = (*digest.editions, *([digest.coming] if digest.coming else []))
    days = [issue for issue in (_day(desk, edition) for edition in editions) if issue.news or issue.gone]
    newest = days[-1].name if days else ""
    weeks: list[Issue] = []
    for name, found in groupby(days, key=lambda issue: week_of(issue.name)):
        of_week = list(found)
        monday = _monday(name)
        merged: dict[str, tuple[Sheet, list[Card]]] = {}
        for issue in of_week:
            for sheet, cards in issue.news:
                merged.setdefault(sheet.event.id, (sheet, []))[1].extend(cards)
        news = sorted(((sheet, tuple(cards)) for sheet, cards in merged.values()), key=_weight)
        out = newest >= (monday + timedelta(days=7)).isoformat()
        gone = sum(issue.gone for issue in of_week)
        foreword = digest.forewords.get(name)
        parts = tuple(issue.name for issue in of_week)
        shown = tuple(_edited(desk, news, foreword))
        weeks.append(Issue(name, monday.isoformat(), shown, gone, out, parts, foreword))
    return tuple(days), tuple(weeks)


def check_forewords(digest: Digest, issues: Sequence[Issue]) -> Iterator[Problem]:
    """Yield a warning for each event that a foreword names and its edition does not have, and for each lost foreword."""
    by_name = {issue.name: issue for issue in issues}
    slugs = {slug: event.id for event in digest.ledger for slug in (*event.former, event.slug)}
    for foreword in digest.forewords.values():
        issue = by_name.get(foreword.name)
        if issue is None:
            what, mend = "there is no edition of this name.", "rename the file, or wait until the day has news."
            yield Problem(foreword.path, 0, 0, "foreword", what, "Nobody reads it.", mend, "warning")
            continue
        there = {sheet.event.id for sheet, _ in issue.news}
        for key, named in (("lead", (foreword.lead,)), ("order", foreword.order)):
            for slug in named:
                if slug and slugs.get(slug) not in there:
                    what = f"{key}: no event of this edition has the slug “{slug}”."
                    line = foreword.lines.get(key, 1)
                    mend = "write the slug as the address of the event has it."
                    yield Problem(foreword.path, line, 1, "foreword", what, "It has no effect.", mend, "warning")


def edition_view(desk: Desk, issue: Issue, intro: str, earlier: str, later: str) -> EditionView:
    """Make the page of an edition; `earlier` and `later` are the names of its neighbours, "" where there is none."""
    words = desk.words
    events = [_as_news(desk.event(sheet.event.id), sheet, len(cards), words) for sheet, cards in issue.news]
    articles = [card for _, cards in issue.news for card in cards]
    languages = {card.lang.lower() for card in articles}
    counts = (
        words("events", n=len(events)),
        words("articles", n=len(articles)),
        words("languages", n=len(languages)),
    )
    title = issue.foreword.title if issue.foreword else ""
    return EditionView(
        kind=issue.kind,
        iso=issue.first,
        name=name_edition(words, issue.name),
        title=set_text(title, desk.digest.lang or words.lang) if title else None,
        intro=intro,
        counts=counts if events else (),
        lead=events[0] if events else None,
        rest=tuple(events[1:]),
        gone=issue.gone,
        out=issue.out,
        days=tuple(link_edition(words, name) for name in issue.parts),
        earlier=link_edition(words, earlier) if earlier else None,
        later=link_edition(words, later) if later else None,
    )


def name_edition(words: Words, name: str) -> str:
    """Return the name of an edition in words: "Edition of 16 May 2025", "Week 20 of 2025"."""
    if "w" in name:
        year, _, week = name.partition("-w")
        return words("edition_week", n=int(week), year=year)
    return words("edition_day", day=words.day(date.fromisoformat(name)))


def link_edition(words: Words, name: str) -> Link:
    """Return the link to an edition: a day is called by its date alone."""
    if "w" in name:
        return Link(set_text(name_edition(words, name), words.lang), week_url(name))
    return Link(set_text(words.day(date.fromisoformat(name)), words.lang), day_url(name))


def week_of(day: str) -> str:
    """Return the name of the ISO week of a day: "2025-w20"."""
    year, week, _ = date.fromisoformat(day).isocalendar()
    return f"{year:04}-w{week:02}"


def tell_changes(desk: Desk, days: Sequence[Issue]) -> tuple[str, ...]:
    """Say what is new since the last edition that is out: events, and events with new articles."""
    if len(days) < 2 or days[-1].out:
        return ()
    before = {card.id for issue in days[:-1] for _, cards in issue.news for card in cards}
    new = sum(all(card.id not in before for card in sheet.cards) for sheet, _ in days[-1].news)
    grown = len(days[-1].news) - new
    phrases = [desk.words("new_events", n=new)] if new else []
    return (*phrases, *([desk.words("grown_events", n=grown)] if grown else []))


def newest_editions(words: Words, days: Sequence[Issue]) -> tuple[Link, ...]:
    """Link the newest editions, newest first."""
    return tuple(link_edition(words, issue.name) for issue in days[::-1][:_NEWEST])


def calendar(
    month: str, first_weekday: int, issues: Mapping[str, Issue], weeks: Mapping[str, Issue], words: Words
) -> tuple[tuple[Link | None, tuple[CalendarDay | None, ...]], ...]:
    """Return the rows of a month's calendar ("2025-05"), each with the link to its week's edition."""
    weekday, length = monthrange(int(month[:4]), int(month[5:]))
    cells: list[CalendarDay | None] = [None] * ((weekday - first_weekday) % 7)
    for number in range(1, length + 1):
        iso = f"{month}-{number:02}"
        issue = issues.get(iso)
        cells.append(CalendarDay(number, iso, len(issue.news) if issue else 0, issue.url if issue else ""))
    cells += [None] * (-len(cells) % 7)
    rows: list[tuple[Link | None, tuple[CalendarDay | None, ...]]] = []
    for start in range(0, len(cells), 7):
        row = tuple(cells[start : start + 7])
        names = [week_of(cell.iso) for cell in row if cell and week_of(cell.iso) in weeks]
        rows.append((link_edition(words, names[0]) if names else None, row))
    return tuple(rows)


def _day(desk: Desk, edition: Edition) -> Issue:
    """Lay out the edition of a day: its articles, in their order, under the events that they belong to now."""
    news: dict[str, tuple[Sheet, list[Card]]] = {}
    gone = 0
    for _, articles in edition.events:
        shown = [desk.digest.cards[ident] for ident in articles if ident in desk.digest.cards]
        gone += not shown
        for card in shown:
            sheet = desk.sheet_of[card.id]
            news.setdefault(sheet.event.id, (sheet, []))[1].append(card)
    foreword = desk.digest.forewords.get(edition.day)
    pairs = [(sheet, tuple(cards)) for sheet, cards in news.values()]
    out = edition is not desk.digest.coming
    shown_news = tuple(_edited(desk, pairs, foreword))
    return Issue(edition.day, edition.day, shown_news, gone, out, (week_of(edition.day),), foreword)


def _edited(
    desk: Desk, news: Sequence[tuple[Sheet, tuple[Card, ...]]], foreword: Foreword | None
) -> Sequence[tuple[Sheet, tuple[Card, ...]]]:
    """Order the news of an edition as the editor wants them."""
    if foreword is None:
        return news
    slugs = {slug: event.id for event in desk.digest.ledger for slug in (*event.former, event.slug)}
    wanted = [slugs[slug] for slug in (foreword.lead, *foreword.order) if slug in slugs]
    place = {ident: number for number, ident in reversed(list(enumerate(wanted)))}
    unwanted = {slugs[slug] for slug in foreword.without if slug in slugs}
    kept = [pair for pair in news if pair[0].event.id not in unwanted]
    return sorted(kept, key=lambda pair: place.get(pair[0].event.id, len(wanted)))


def _weight(pair: tuple[Sheet, tuple[Card, ...]]) -> tuple[int, int, str]:
    sheet, cards = pair
    return (-len({card.source for card in cards if card.source}), -len(cards), sheet.event.id)


def _as_news(event: EventItem, sheet: Sheet, news: int, words: Words) -> EventItem:
    """Say first how many of an event's articles were new, where it has others."""
    if news == len(sheet.cards):
        return event
    counts = replace(event.counts, words=(words("new_articles", n=news), *event.counts.words))
    return replace(event, counts=counts)


def _monday(week: str) -> date:
    year, _, number = week.partition("-w")
    return date.fromisocalendar(int(year), int(number), 1)
