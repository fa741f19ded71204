"""Marks of the texts of events: while the mark is the same, so are the copies among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.text.slugs import short_hash

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.model import Event

COPIES_VERSION = 2
"""How copies are told: with another number all ledgers look for them again."""

_MARK_LETTERS = 10


def mark_texts(events: Sequence[Event], texts: Mapping[str, tuple[str, str]], told: frozenset[str]) -> dict[str, str]:
    """Return the mark of the texts of each event, "" where there are no two: it changes where copies may."""
    return {event.id: _mark(event, texts, told) if len(event.members) > 1 else "" for event in events}


def _mark(event: Event, texts: Mapping[str, tuple[str, str]], told: frozenset[str]) -> str:
    rows = (f"{ident} {' '.join(texts[ident])}" for ident in event.members)
    how = "told" if told.issuperset(event.members) else "read"
    return short_hash("\n".join((f"{COPIES_VERSION} {how}", *rows)), _MARK_LETTERS)
