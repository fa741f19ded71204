"""Merges the editor asked for, written into the ledger."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.model import Event


def merge_events(events: Sequence[Event], merges: Mapping[str, str]) -> tuple[Event, ...]:
    """Mark each event of `merges` that has no members left as gone into its target, so that its slugs redirect there."""
    return tuple(
        replace(event, merged=merges[event.id]) if event.id in merges and not event.members else event
        for event in events
    )
