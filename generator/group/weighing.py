"""Weighing: how alike a story is to an event, as one number that can be said to an editor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.group.marks import MarkBook
from generator.group.measures import view
from generator.group.proposal import votes
from generator.group.ties import MOST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from generator.group.options import GroupOptions
    from generator.model import Story


@dataclass(frozen=True, slots=True)
class Weight:
    """How alike a story is to an event.

    `mean` is its average vote with the members, where a half decides; `nearest` the member most alike to it, with its
    own vote, `best`.
    """

    mean: float
    nearest: str
    best: float


def weigh(
    questions: Sequence[tuple[str, Sequence[str]]],
    stories: Mapping[str, Story],
    vectors: Mapping[str, NDArray[np.float32]],
    options: GroupOptions,
) -> tuple[Weight | None, ...]:
    """Weigh each question, a story and the members of an event (the first sixty others); `None` where it has none."""
    import numpy as np

    asked = [(one, [other for other in members if other != one][:MOST]) for one, members in questions]
    ids = sorted({story for one, members in asked for story in (one, *members)})
    row = {story: number for number, story in enumerate(ids)}
    pairs = np.array([(row[one], row[other]) for one, members in asked for other in members], dtype=np.int64)
    if not len(pairs):
        return (None,) * len(asked)
    with MarkBook() as marks:
        ballots = votes(view([stories[story] for story in ids], vectors, marks), pairs, options).tolist()
    found: list[Weight | None] = []
    at = 0
    for _, members in asked:
        part = ballots[at : at + len(members)]
        at += len(members)
        best, nearest = min(((-vote, other) for vote, other in zip(part, members, strict=True)), default=(0.0, ""))
        found.append(Weight(round(sum(part) / len(part), 2), nearest, round(-best, 2)) if part else None)
    return tuple(found)
