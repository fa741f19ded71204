"""The page of an event."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING

from generator.model.views import Coverage, CoverageRow, Dot, EventView, Reason
from generator.plan.brief import write_brief
from generator.plan.history import view_history
from generator.plan.voices import names_in, voices_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model import Event, Tie
    from generator.model.views import ArticleItem, EventItem, Link
    from generator.plan.desk import Desk, Sheet
    from generator.text.words import Words

_NEAR_DAYS = 14
"""Events at most so many days away are shown as earlier and later."""

_NEAR_MOST = 6


@dataclass(frozen=True, slots=True)
class Around:
    """The events around another: those close in time, and those of its story."""

    near: tuple[Sheet, ...]
    saga: tuple[Sheet, ...]

    @property
    def key(self) -> tuple[tuple[str, ...], ...]:
        """What tells whether lists show other things of them than before."""
        return tuple(other.key for other in self.near), tuple(other.key for other in self.saga)


def event_view(desk: Desk, sheet: Sheet, around: Around, summary: str, note: str) -> EventView:
    """Make the view of an event; `summary` and `note` are the editor's words as sanitised HTML."""
    item = desk.event(sheet.event.id)
    dated = tuple(article for article in item.articles if article.day)
    slips = [desk.digest.stock.slip(card) for card in sheet.cards]
    return EventView(
        item=item,
        articles=item.articles,
        undated=tuple(article for article in item.articles if not article.day),
        brief=write_brief(slips, desk.words.lang),
        timeline=_timeline(dated),
        coverage=_coverage(item.articles),
        reasons=_reasons(sheet.event, item, desk.words),
        near=tuple(desk.event(other.event.id) for other in around.near),
        saga=tuple(desk.event(other.event.id) for other in around.saga),
        summary=summary,
        note=note,
        voices=voices_of(desk, sheet),
        names=names_in(desk, sheet),
        changes=view_history(desk, sheet),
    )


def tie_key(event: Event) -> tuple[tuple[str | int | None, ...], ...]:
    """Return what tells whether the ties of an event are other than before."""
    return tuple(
        (
            tie.member,
            tie.to,
            str(tie.likeness),
            str(tie.meaning),
            str(tie.words),
            tie.days,
            tie.names,
            tie.numbers,
            tie.quotes,
            *tie.shared,
        )
        for tie in event.ties
    )


def events_around(desk: Desk, sheet: Sheet) -> Around:
    """Return the events around one: those near in time, and those of the story that the editor counts it to, by day."""
    saga = _saga(desk, sheet)
    return Around(tuple(other for other in _near(desk, sheet) if other not in saga), saga)


def _saga(desk: Desk, sheet: Sheet) -> tuple[Sheet, ...]:
    name = sheet.override.saga if sheet.override else ""
    if not name:
        return ()
    return tuple(other for other in desk.sagas[name] if other is not sheet)


def _near(desk: Desk, sheet: Sheet) -> tuple[Sheet, ...]:
    """Return the events that began at most two weeks before or after this one: the six nearest, by day."""
    if not sheet.days:
        return ()
    days, dated = desk.by_day
    own = date.fromisoformat(sheet.days[0]).toordinal()
    # The six nearest are among the six days' events before its own day, on it, and behind it.
    first, last = bisect_left(days, own), bisect_right(days, own)
    low = bisect_left(days, max(days[max(0, first - _NEAR_MOST)], own - _NEAR_DAYS))
    high = bisect_right(days, min(days[min(len(days), last + _NEAR_MOST) - 1], own + _NEAR_DAYS))
    away = [
        (abs(day - own), -len(other.cards), other.event.id, other)
        for day, other in zip(days[low:high], dated[low:high], strict=True)
        if other is not sheet
    ]
    nearest = sorted(away, key=itemgetter(0, 1, 2))[:_NEAR_MOST]
    return tuple(sorted((row[3] for row in nearest), key=lambda other: (other.days[0], other.event.id)))


def _timeline(dated: Sequence[ArticleItem]) -> tuple[Dot, ...]:
    by_day: dict[str, list[ArticleItem]] = {}
    for article in dated:
        if article.day:
            by_day.setdefault(article.day.iso[:10], []).append(article)
    if not by_day:
        return ()
    days = sorted(by_day)
    first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    span = (last - first).days
    dots: list[Dot] = []
    for iso in days:
        day = by_day[iso][0].day
        if day:
            x = round(1000 * (date.fromisoformat(iso) - first).days / span) if span else 500
            dots.append(Dot(day, x, len(by_day[iso]), tuple(by_day[iso])))
    return tuple(dots)


def _coverage(articles: Sequence[ArticleItem]) -> Coverage:
    languages: dict[str, Link] = {}
    sources: dict[str, Link | None] = {}
    cells: dict[tuple[str, str], int] = {}
    for article in articles:
        source = article.source.url if article.source else ""
        languages[article.language.url] = article.language
        sources[source] = article.source
        cells[source, article.language.url] = cells.get((source, article.language.url), 0) + 1
    columns = sorted(languages, key=lambda url: (-sum(n for (_, lang), n in cells.items() if lang == url), url))
    rows = [
        CoverageRow(link, tuple(cells.get((source, column), 0) for column in columns), 0)
        for source, link in sources.items()
    ]
    totalled = [CoverageRow(row.source, row.cells, sum(row.cells)) for row in rows]
    totalled.sort(key=lambda row: (row.source is None, -row.total, row.source.url if row.source else ""))
    totals = tuple(sum(row.cells[n] for row in totalled) for n in range(len(columns)))
    return Coverage(tuple(languages[url] for url in columns), tuple(totalled), totals)


def _reasons(event: Event, item: EventItem, words: Words) -> tuple[Reason, ...]:
    by_id = {article.id: article for article in item.articles}
    if len(by_id) < 2:
        return ()
    ties = {tie.member: tie for tie in event.ties if tie.member in by_id}
    reasons: list[Reason] = []
    for article in item.articles:
        tie = ties.get(article.id)
        if tie is None:
            continue
        to = by_id.get(tie.to)
        if to is None:
            reasons.append(Reason(article, None, 100, (words("tie_editor"),), editor=True))
        else:
            reasons.append(Reason(article, to, round(100 * tie.likeness), tuple(tie_words(tie, words))))
    return tuple(reasons)


def tie_words(tie: Tie, words: Words) -> list[str]:
    """Put the numbers of a tie into words, strongest kind first."""
    phrases = [words("tie_meaning", n=round(100 * max(tie.meaning, 0.0)))]
    if tie.words >= 0.05:
        phrases.append(words("tie_words", n=round(100 * tie.words)))
    if tie.days is not None:
        phrases.append(words("tie_days", n=tie.days) if tie.days else words("tie_same_day"))
    if tie.quotes:
        phrases.append(words("tie_quotes", n=tie.quotes))
    if tie.shared:
        # Each name keeps its own direction within the phrase (Unicode's first strong isolate).
        phrases.append(words("tie_shared", names=words("comma").join(f"\u2068{name}\u2069" for name in tie.shared)))
    elif tie.names:
        phrases.append(words("tie_names", n=tie.names))
    if tie.numbers:
        phrases.append(words("tie_numbers", n=tie.numbers))
    return phrases
