"""Slugs the editor gave: `rename:` in a file of `content/events/`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model import Event
    from generator.model.override import Override


@dataclass(frozen=True, slots=True)
class Renaming:
    """The ledger with the slugs the editor gave, and which of them could not be given."""

    events: tuple[Event, ...]
    problems: tuple[Problem, ...]


def rename_events(events: Sequence[Event], overrides: Sequence[Override]) -> Renaming:
    """Give events the slugs that files ask for; the slug they had joins their former ones and redirects for ever.

    A file speaks of the event that has, or had, its name as a slug. Of two files that want two slugs for one event the
    first by name wins. A slug that another event has or had is refused: an address never changes hands.
    """
    by_id = {event.id: event for event in events}
    owner = {slug: event.id for event in events for slug in (*event.former, event.slug)}
    said: dict[str, Override] = {}
    problems: list[Problem] = []
    for override in sorted(overrides, key=lambda each: each.slug):
        ident, wanted = owner.get(override.slug), override.rename
        if ident is None or not wanted:
            continue
        first = said.setdefault(ident, override)
        if first.rename != wanted:
            problems.append(_two_names(override, first))
        elif owner.setdefault(wanted, ident) != ident:
            problems.append(_taken(override, by_id[owner[wanted]]))
        elif (event := by_id[ident]).slug != wanted:
            former = (*(slug for slug in event.former if slug != wanted), event.slug)
            by_id[ident] = replace(event, slug=wanted, former=former)
    return Renaming(tuple(by_id[event.id] for event in events), tuple(problems))


def _two_names(override: Override, first: Override) -> Problem:
    return Problem(
        override.path,
        override.lines.get("rename", 1),
        1,
        "contradiction",
        f"the event is called otherwise by {first.path}.",
        "An event has one address; the others redirect to it.",
        "delete one of the two.",
    )


def _taken(override: Override, other: Event) -> Problem:
    return Problem(
        override.path,
        override.lines.get("rename", 1),
        1,
        "taken-slug",
        f"slug “{override.rename}” is, or was, that of another event ({other.slug}).",
        "An address never changes hands.",
        "choose another slug.",
    )
