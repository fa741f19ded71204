"""Ties: why each member belongs, in numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.group.likeness import logits, probability
from generator.group.measures import COLUMNS, measure, view
from generator.group.people import MOST as MOST_NAMES
from generator.group.people import shared_names
from generator.group.quotations import count_shared, quotations
from generator.model import Tie

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from generator.group.marks import MarkBook
    from generator.model import Event, Story

MOST = 60
"""Members of an event that a tie is sought to: the strongest of sixty is strong enough."""


_AT_A_TIME = 50_000
"""Pairs whose texts are looked at together."""


@dataclass(frozen=True, slots=True)
class Editor:
    """Whom the editor `placed`, and who of these are `told`: their own files name their event."""

    placed: frozenset[str]
    told: frozenset[str]


def tie_up(
    events: Sequence[Event],
    stories: Mapping[str, Story],
    encode: Callable[[Iterable[Story]], Mapping[str, NDArray[np.float32]]],
    editor: Editor,
    marks: MarkBook,
) -> tuple[Event, ...]:
    """Return the events with a tie for every member that lacks one and is not alone.

    A member placed by the editor has likeness 1 and the true numbers otherwise. Where all members are told, the editor's
    word is the whole reason: nothing is read for them.
    """
    by_editor = editor.placed
    events = tuple(_sure(event) if editor.told.issuperset(event.members) else event for event in events)
    made: dict[str, Tie] = {}
    for lacking in _lacking(events, editor):
        made |= _tie(lacking, stories, encode, by_editor, marks)
    if not made:
        return events
    return tuple(
        replace(
            event,
            ties=tuple(
                sorted(
                    [
                        *(tie for tie in event.ties if tie.member not in made),
                        *(made[m] for m in event.members if m in made),
                    ],
                    key=lambda tie: tie.member,
                )
            ),
        )
        for event in events
    )


def _lacking(events: Sequence[Event], editor: Editor) -> Iterator[list[tuple[str, str]]]:
    """Yield the members that lack a tie, each with those it is sought to; of some events at a time."""
    lacking: list[tuple[str, str]] = []
    for event in events:
        if len(event.members) < 2 or editor.told.issuperset(event.members):
            continue
        tied = {tie.member for tie in event.ties if (tie.member in editor.placed) <= (tie.likeness == 1.0)}
        for member in event.members:
            if member not in tied:
                lacking.extend((member, other) for other in event.members[: MOST + 1] if other != member)
        if len(lacking) >= _AT_A_TIME:
            yield lacking
            lacking = []
    if lacking:
        yield lacking


def _tie(
    lacking: Sequence[tuple[str, str]],
    stories: Mapping[str, Story],
    encode: Callable[[Iterable[Story]], Mapping[str, NDArray[np.float32]]],
    by_editor: frozenset[str],
    marks: MarkBook,
) -> dict[str, Tie]:
    """Return the strongest tie of each member, of the pairs that were looked at."""
    import numpy as np

    ids = sorted({story for pair in lacking for story in pair})
    texts = {ident: stories[ident] for ident in ids}
    row = {story: number for number, story in enumerate(ids)}
    views = view([*texts.values()], encode(texts.values()), marks)
    first = np.array([row[member] for member, _ in lacking])
    second = np.array([row[other] for _, other in lacking])
    table = measure(views, first, second)
    likely = probability(logits(table))
    best: dict[str, int] = {}
    for number, (member, other) in enumerate(lacking):
        held = best.get(member)
        if held is None or (-likely[number], other) < (-likely[held], lacking[held][1]):
            best[member] = number
    return {
        member: _describe(
            texts[member],
            texts[lacking[number][1]],
            marks,
            table[number],
            Tie(member, lacking[number][1], 1.0 if member in by_editor else round(float(likely[number]), 3)),
        )
        for member, number in best.items()
    }


def _sure(event: Event) -> Event:
    """Return an event with nothing uncertain in it."""
    if all(tie.likeness == 1.0 for tie in event.ties):
        return event
    return replace(event, ties=tuple(replace(tie, likeness=1.0) for tie in event.ties))


def _describe(one: Story, two: Story, marks: MarkBook, row: NDArray[np.float64], tie: Tie) -> Tie:
    """Fill in what the two texts share; quotations are compared within a language only."""
    import numpy as np

    value = dict(zip(COLUMNS, row.tolist(), strict=True))
    shared = shared_names(one, two)
    return replace(
        tie,
        meaning=round(value["meaning"], 3),
        words=round(value["words"], 3),
        days=None if np.isnan(value["days"]) else int(value["days"]),
        names=len(shared),
        numbers=len(np.intersect1d(marks.read(one).numbers.keys, marks.read(two).numbers.keys)),
        quotes=count_shared(quotations(one.text), quotations(two.text)) if value["same"] else 0,
        shared=shared[:MOST_NAMES],
    )
