"""Merges the editor asked for, written into the ledger."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.model import Event


def merge_events(events: Sequence[Event], merges: Mapping[str, str]) -> tuple[Event, ...]:
    """Mark each event of `merges` that has no members left as gone into the event with that slug, to redirect there."""
    ids = {event.slug: event.id for event in events}
    return tuple(
        replace(event, merged=into)
        if not event.members and (into := ids.get(merges.get(event.id, ""), event.id)) != event.id
        else event
        for event in events
    )
