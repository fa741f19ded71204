"""The history of events, read off what is kept anyway: editions that are out, and the ledger. Nothing else is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.change import Change
from generator.model.event import answering

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.model import Event
    from generator.model.edition import Edition
    from generator.model.override import Override


def trace(
    events: Iterable[Event], ledger: Sequence[Event], overrides: Iterable[Override], editions: Iterable[Edition]
) -> Mapping[str, tuple[Change, ...]]:
    """Return what became of each of the `events` that are shown, by id, oldest first, what has no day last.

    `editions` are those that are out, oldest first, and the coming one, if there is one. An edition says which event an
    article belonged to on its day, the ledger where it is now: where the two differ, it was moved, or its event went
    into another. Events without anything to tell are left out.
    """
    shown = {event.id: event for event in events}
    home = {article: event.id for event in shown.values() for article in event.members}
    into, split = _ways(ledger), _splits(ledger, overrides)
    news: dict[tuple[str, str, str], list[str]] = {}
    moves: dict[tuple[str, str, str, str], list[str]] = {}
    brought: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for day, event, article, kind in _told(editions):
        news.setdefault((event, day, kind), []).append(article)
        now = home.get(article)
        if now is None:
            moves.setdefault((event, day, "gone", ""), []).append(article)
        elif into.get(event) == now:
            brought.setdefault((event, now), []).append((day, article))
        elif event != now:
            how = "parted" if (event, article, now) in split else "moved"
            moves.setdefault((now, day, how, event), []).append(article)
            moves.setdefault((event, day, "left", now), []).append(article)
    changes: list[tuple[str, Change]] = []
    for (event, day, kind), articles in news.items():
        here = tuple(article for article in articles if home.get(article) == event)
        changes.append((event, Change(kind, day, here, "", len(articles))))
    for (event, day, kind, other), articles in moves.items():
        changes.append((event, Change(kind, day, () if kind == "gone" else tuple(articles), other, len(articles))))
    for event, now in into.items():
        came = brought.get((event, now), [])
        changes.append(
            (now, Change("merged", came[-1][0] if came else "", tuple(each for _, each in came), event, len(came)))
        )
    changes += ((event.id, Change("renamed", other=slug)) for event in shown.values() for slug in event.former)
    histories: dict[str, list[Change]] = {}
    for ident, change in changes:
        if ident in shown:
            histories.setdefault(ident, []).append(change)
    return {ident: tuple(sorted(of_one, key=_order)) for ident, of_one in histories.items()}


def _told(editions: Iterable[Edition]) -> Iterator[tuple[str, str, str, str]]:
    """Yield which articles editions tell: the day, the event, the article, and whether the event "began" or it "came"."""
    begun: set[str] = set()
    told: set[str] = set()
    for edition in editions:
        for event, articles in edition.events:
            kind = "came" if event in begun else "began"
            begun.add(event)
            for article in articles:
                if article not in told:  # two branches may have told it on two days: the first one counts
                    told.add(article)
                    yield edition.day, event, article, kind


def _splits(ledger: Iterable[Event], overrides: Iterable[Override]) -> set[tuple[str, str, str]]:
    """Return what the editor's files split: the event, the article, and the event it went to."""
    slugs = {slug: event.id for event in ledger for slug in (*event.former, event.slug)}
    return {
        (slugs[override.slug], article, slugs[slug])
        for override in overrides
        for slug, articles in override.split.items()
        for article in articles
        if override.slug in slugs and slug in slugs
    }


def _ways(ledger: Iterable[Event]) -> dict[str, str]:
    """Return where the events without members went at last, by id."""
    by_id = {event.id: event for event in ledger}
    ends = ((event, answering(event, by_id)) for event in by_id.values())
    return {event.id: end.id for event, end in ends if end is not event}


_KINDS = ("began", "came", "moved", "parted", "merged", "left", "gone", "renamed")


def _order(change: Change) -> tuple[bool, str, bool, int, str]:
    return (
        not change.day,
        change.day,
        change.after,
        _KINDS.index(change.kind),
        "" if change.kind == "renamed" else change.other,
    )
