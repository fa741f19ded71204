"""An event: our group of articles about one happening, with an identity of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Tie:
    """Why a member belongs: its strongest link to another member, in numbers.

    `member` and `to` are article ids. `likeness` is the pair model's probability in [0, 1] (1 where an editor placed
    the article); `meaning` the cosine of the two encoder vectors; `words` the cosine of the two word vectors; `days`
    the days between the two publications, `None` where one is undated; `names` how many names of people
    and places, as far as that is sure, and `numbers` how many
    numbers the two texts share; `quotes` how many quotations of four words or more; `shared` up to three of the names,
    the rarest first, as the member writes them.
    """

    member: str
    to: str
    likeness: float
    meaning: float = 0.0
    words: float = 0.0
    days: int | None = None
    names: int = 0
    numbers: int = 0
    quotes: int = 0
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the ledger: an event's id, its address now and before, its members.

    `id` never changes; `slug` is the readable part of the permalink, `former` the slugs that redirect to it, oldest
    first; `members` are article ids, sorted; `ties` one for each member that was grouped by likeness, sorted by member.
    `merged` names the event this one went into: it has no members any more and its slugs redirect there. `heir` names
    the event where its last members are now, while it has none: its slugs redirect there until it has members again.
    `copies` are the members that are one report: sorted tuples of two ids or more, sorted; `texts` is the mark of the
    texts they were looked for in, "" where nobody looked. `feeds` tells of an event of fewer than two articles that it
    had more once, and feeds: who follows them finds them for ever.
    """

    id: str
    slug: str
    members: tuple[str, ...]
    former: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()
    merged: str | None = None
    heir: str | None = None
    copies: tuple[tuple[str, ...], ...] = ()
    texts: str = ""
    feeds: bool = False

    @property
    def followed(self) -> bool:
        """Whether the event has feeds: while one article has ever told it, there was nothing to follow."""
        return self.feeds or len(self.members) > 1

    @property
    def reports(self) -> tuple[tuple[str, ...], ...]:
        """The members as distinct reports: copies together, every other article by itself; sorted."""
        copied = {member for group in self.copies for member in group}
        return tuple(sorted((*self.copies, *((member,) for member in self.members if member not in copied))))

    def with_members(self, members: Iterable[str]) -> Event:
        """Return the event with other members; ties and copies that hold no more are gone."""
        kept = tuple(sorted(members))
        inside = set(kept)
        ties = tuple(tie for tie in self.ties if tie.member in inside and tie.to in inside)
        parts = (tuple(member for member in group if member in inside) for group in self.copies)
        copies = tuple(sorted(part for part in parts if len(part) > 1))
        texts = self.texts if kept == self.members else ""
        heir = None if kept else self.heir
        feeds = self.followed and len(kept) < 2
        return replace(self, members=kept, ties=ties, copies=copies, texts=texts, heir=heir, feeds=feeds)


def answering(event: Event, by_id: Mapping[str, Event]) -> Event:
    """Return the event that answers for another: itself, or the last of those that it went into."""
    target, seen = event, {event.id}
    while (into := target.merged or target.heir) and into in by_id and into not in seen:
        target = by_id[into]
        seen.add(target.id)
    return target
