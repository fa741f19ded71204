"""The ledger against the articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model import Event

_PATH = "content/ledger.jsonl"

_MEND = "run `digest build` and commit content/."


def check_ledger(ledger: Iterable[Event], articles: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each article that has no event, or two, and for each member that has no article."""
    events = sorted(ledger, key=lambda event: event.id)
    known = set(articles)
    seen: dict[str, str] = {}
    ids = {event.id for event in events}
    for line, event in enumerate(events, 1):
        for member in event.members:
            if member not in known:
                yield Problem(
                    _PATH,
                    line,
                    1,
                    "lost-member",
                    f"event {event.slug} lists “{member}”, which is no article.",
                    "",
                    _MEND,
                    "warning",
                )
            if member in seen:
                what = f"“{member}” is in {seen[member]} and in {event.slug}."
                yield Problem(_PATH, line, 1, "two-events", what, "An article belongs to one event.", _MEND)
            seen[member] = event.slug
        into = event.merged or event.heir
        if into and into not in ids:
            what = f"event {event.slug} went into “{into}”, which is not in the ledger."
            yield Problem(
                _PATH,
                line,
                1,
                "lost-event",
                what,
                "Its old address leads nowhere.",
                "restore the line from version control.",
            )
    for ident in sorted(known - seen.keys()):
        yield Problem(
            f"content/articles/{ident}.md", 0, 0, "no-event", "the article has no event yet.", "", _MEND, "warning"
        )
