"""Voices: how near quotations in two languages are by meaning, one line an event, in `content/voices.jsonl`.

Only the grouping step has an encoder at hand; it measures once and writes it down, and every build reads it. A torn
line costs the evidence of its event and nothing else: it is measured again when the event is grouped again.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.errors import DigestError, Problem
from generator.model.voices import Likeness
from generator.store.atomic import write_whole
from generator.store.files import read_memory

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

VOICES = "content/voices.jsonl"


def read_likenesses(root: Path) -> tuple[dict[str, tuple[Likeness, ...]], tuple[Problem, ...]]:
    """Read the likenesses by event id, and what is wrong with some lines; two lines of one event are united."""
    try:
        data = read_memory(root, VOICES)
    except DigestError as error:
        return {}, error.problems
    found: dict[str, set[Likeness]] = {}
    problems: list[Problem] = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            event, likenesses = _read(json.loads(line.decode("utf-8")))
        except (ValueError, TypeError, KeyError, RecursionError, OverflowError) as error:
            problems.append(
                Problem(
                    VOICES,
                    number,
                    1,
                    "voices",
                    f"the line is no list of likenesses ({error}).",
                    "The event's quotations in several languages are aligned without it.",
                    "delete the line: `digest group` writes it again.",
                    "warning",
                )
            )
            continue
        found.setdefault(event, set()).update(likenesses)
    return {event: _sort(found[event]) for event in sorted(found)}, tuple(problems)


def write_likenesses(root: Path, likenesses: Mapping[str, Sequence[Likeness]]) -> bool:
    """Write the likenesses by event id; events without any have no line. Return whether the file changed."""
    lines = (
        json.dumps(
            {"event": event, "alike": [[each.one, each.two, each.cosine] for each in _sort(likenesses[event])]},
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for event in sorted(likenesses)
        if likenesses[event]
    )
    return write_whole(root / VOICES, "".join(f"{line}\n" for line in lines).encode())


def _sort(likenesses: Sequence[Likeness] | set[Likeness]) -> tuple[Likeness, ...]:
    """Sort, and keep one likeness of each pair: the greater, should two branches differ."""
    best: dict[tuple[str, str], Likeness] = {}
    for likeness in sorted(likenesses, key=lambda likeness: (likeness.one, likeness.two, likeness.cosine)):
        best[likeness.one, likeness.two] = likeness
    return tuple(best.values())


def _read(raw: Any) -> tuple[str, list[Likeness]]:  # noqa: ANN401  # whatever JSON holds
    event = raw["event"]
    if not isinstance(event, str):
        message = f"{event!r} is no event"
        raise TypeError(message)
    return event, [Likeness(str(one), str(two), float(cosine)) for one, two, cosine in raw["alike"]]
