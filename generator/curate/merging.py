"""Merges the editor asked for, written into the ledger."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.model import Event


def merge_events(events: Sequence[Event], merges: Mapping[str, str]) -> tuple[Event, ...]:
    """Mark each event of `merges` that has no members left as gone into the event with that slug, to redirect there.

    Where that one goes on into another, by these merges or by earlier ones, it is the last that is named.
    """
    by_id = {event.id: event for event in events}
    by_slug = {event.slug: event for event in events}

    def end(event: Event) -> str:
        seen: set[str] = set()
        while event.id not in seen and not event.members:
            seen.add(event.id)
            event = by_slug.get(merges.get(event.id, ""), by_id.get(event.merged or "", event))
        return event.id

    return tuple(
        replace(event, merged=into, heir=None)
        if event.id in merges and not event.members and (into := end(event)) != event.id
        else event
        for event in events
    )
