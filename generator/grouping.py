"""Articles, the editor's decisions and the ledger so far -> the ledger, and what moved and why. Values in, values out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from generator.curate import merge_events, place_articles, rename_events
from generator.curate.placing import ALONE
from generator.marking import mark_texts
from generator.stories import Stories, Vectors
from generator.text.fingerprint import fingerprint_body

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from generator.curate import Placement
    from generator.errors import Problem
    from generator.group import GroupOptions
    from generator.model import Article, Event, Story
    from generator.model.override import Override

    Encode: TypeAlias = Callable[[Sequence[Story]], Mapping[str, NDArray[np.float32]]]

_SLUG_BYTES = 60
"""Bytes of an event's slug at most: an address is read aloud, quoted and broken over lines."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """The ledger, and what was wrong with the editor's decisions."""

    ledger: tuple[Event, ...]
    problems: tuple[Problem, ...]

    def differs(self, ledger: Sequence[Event], *, copies: bool) -> bool:
        """Tell whether the ledger is another than `ledger`, in its `copies` or in the rest.

        Copies follow from the texts: a build that may write nothing finds them anew, and refuses nothing for it.
        """
        if self.ledger == ledger or copies:
            return self.ledger != ledger
        return _without_copies(self.ledger) != _without_copies(ledger)


@dataclass(frozen=True, slots=True)
class Move:
    """An article that came into an event: the slugs of both (`before` is `None` for a new article), and why."""

    article: str
    before: str | None
    after: str
    why: str

    def __str__(self) -> str:
        """`article: before -> after  why`."""
        return f"{self.article}: {self.before or '(new)'} -> {self.after}  {self.why}".rstrip()


def group_articles(  # noqa: PLR0913  # what is there, what the editor says, what was, how to encode, how to group
    articles: Mapping[str, Article],
    overrides: Sequence[Override],
    ledger: Sequence[Event],
    encode: Encode,
    options: GroupOptions,
    *,
    again: bool = False,
) -> Grouped:
    """Give every article an event; from scratch, ids kept, if `again`.

    `encode` is asked only where something is new or moves. A second run on what the first returned changes nothing.
    """
    renamed = rename_events(ledger, overrides)
    events = renamed.events
    placement = place_articles(articles, overrides, events)
    stories, vectors = Stories(articles), Vectors(encode)
    told = frozenset(ident for ident, article in articles.items() if article.event)
    if again or _has_work(articles, events, placement):
        from generator.group import group, regroup

        def name(members: Sequence[Story]) -> str:
            return name_event(members, articles)

        if again:
            kept = placement.kept
            events = regroup(stories, vectors, events, placement.placed, options, kept=kept, told=told, slug_of=name)
        else:
            events = group(stories, vectors, events, placement.placed, options, told=told, slug_of=name)
    events = rename_events(merge_events(events, placement.merges), overrides).events
    texts = {ident: (article.lang, fingerprint_body(article.body)) for ident, article in articles.items()}
    events = _find_copies(events, mark_texts(events, texts, told), articles, told, vectors)
    return Grouped(events, (*placement.problems, *renamed.problems))


def refresh_copies(
    events: Sequence[Event],
    marks: Mapping[str, str],
    told: frozenset[str],
    load: Callable[[str], Article],
    encode: Encode,
) -> tuple[Event, ...]:
    """Say again which members are one report, of events whose mark is another than their texts have by `marks`.

    Only articles of those events are loaded.
    """
    stale = [event for event in events if event.texts != marks[event.id]]
    articles = {member: load(member) for event in stale for member in event.members}
    return _find_copies(events, marks, articles, told, Vectors(encode))


def _find_copies(
    events: Sequence[Event],
    marks: Mapping[str, str],
    articles: Mapping[str, Article],
    told: frozenset[str],
    vectors: Vectors,
) -> tuple[Event, ...]:
    """Say of each event which members are one report; anew only where members or their texts changed.

    An event of articles that all name it themselves is asked for reprints only: nothing in it was ever encoded.
    """
    stories = Stories(articles)
    stale = [event for event in events if event.texts != marks[event.id]]
    if not stale:
        return tuple(events)
    from generator.group import find_copies

    crowds = [event for event in stale if len(event.members) > 1]
    mixed = {
        event.id
        for event in crowds
        if not told.issuperset(event.members) and len({articles[member].lang for member in event.members}) > 1
    }
    vectors(stories[member] for event in crowds if event.id in mixed for member in event.members)  # all at once
    found = {
        event.id: find_copies(
            [articles[member] for member in event.members], stories, vectors if event.id in mixed else None
        )
        for event in crowds
    }
    return tuple(
        replace(event, copies=found.get(event.id, ()), texts=marks[event.id])
        if event.texts != marks[event.id]
        else event
        for event in events
    )


def _without_copies(events: Sequence[Event]) -> list[Event]:
    return [replace(event, copies=(), texts="") for event in events]


def find_moves(  # noqa: PLR0913  # what was and what is
    articles: Mapping[str, Article],
    overrides: Sequence[Override],
    before: Sequence[Event],
    after: Sequence[Event],
    encode: Encode,
    options: GroupOptions,
) -> tuple[Move, ...]:
    """Return the articles whose event is another than before, sorted by article, each with its reason."""
    old = {member: event for event in before for member in event.members}
    new = {member: event for event in after for member in event.members}
    moved = [ident for ident in sorted(new) if ident not in old or old[ident].id != new[ident].id]
    if not moved:
        return ()
    from generator.group import weigh

    placed = place_articles(articles, overrides, rename_events(before, overrides).events).placed
    doubtful = [ident for ident in moved if ident not in placed]
    questions = [(ident, new[ident].members) for ident in doubtful]
    questions += [(ident, _present(old[ident], articles)) for ident in doubtful if ident in old]
    asked = {one for ident, members in questions for one in (ident, *members)}
    stories = Stories({ident: articles[ident] for ident in sorted(asked)})
    weights = weigh(questions, stories, encode(tuple(stories.values())), options)
    joins = dict(zip(doubtful, weights, strict=False))
    leaves = dict(zip([ident for ident in doubtful if ident in old], weights[len(doubtful) :], strict=True))
    moves = []
    for ident in moved:
        if ident in placed:
            why = "placed by the editor" + (", alone" if placed[ident] == ALONE else "")
        else:
            to, of = joins.get(ident), leaves.get(ident)
            parts = [
                f"likeness {to.mean:.2f} to what it joins (nearest {to.nearest}, {to.best:.2f})" if to else "alone"
            ]
            parts += [f"{of.mean:.2f} to what it leaves" if of else "it stood alone"] if ident in old else []
            why = ", ".join(parts)
        moves.append(Move(ident, old[ident].slug if ident in old else None, new[ident].slug, why))
    return tuple(moves)


def name_event(members: Sequence[Story], articles: Mapping[str, Article]) -> str:
    """Name a new event by the title of its first article that has a readable one, English before others."""
    from generator.text.slugs import slugify

    def speaks(story: Story) -> tuple[bool, bool, str, str]:
        article = articles[story.id]
        day = article.published.text[:10] if article.published else "9999"
        return (story.lang != "en", article.title_from is not None, day, story.id)

    for story in sorted(members, key=speaks):
        if slug := slugify(articles[story.id].title.rstrip("…"), _SLUG_BYTES):
            return slug
    return ""


def _has_work(articles: Mapping[str, Article], events: Sequence[Event], placement: Placement) -> bool:
    """Tell whether an article is new or gone, or is not where the editor wants it."""
    homes = {member: event for event in events for member in event.members}
    if homes.keys() != articles.keys():
        return True
    for ident, slug in placement.placed.items():
        home = homes[ident]
        if len(home.members) > 1 if slug == ALONE else home.slug != slug:
            return True
    return False


def _present(event: Event, articles: Mapping[str, Article]) -> tuple[str, ...]:
    return tuple(member for member in event.members if member in articles)
