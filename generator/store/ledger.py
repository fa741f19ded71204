"""The ledger: one line an event, sorted by id, in `content/ledger.jsonl`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.errors import DigestError, Exit, Problem
from generator.model import Event, Tie
from generator.store.atomic import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

LEDGER = "content/ledger.jsonl"


def read_ledger(root: Path) -> tuple[Event, ...]:
    """Read the ledger of the site at `root`; no file is an empty ledger.

    Lines that two branches wrote for one event are united: members and former slugs of both, the first line's slug.
    Raises DigestError that names each torn or contradictory line; the file is then left alone.
    """
    try:
        data = (root / LEDGER).read_bytes()
    except FileNotFoundError:
        return ()
    events: dict[str, Event] = {}
    slugs: dict[str, str] = {}
    problems: list[Problem] = []
    for number, line in enumerate(data.decode("utf-8", "replace").split("\n"), 1):
        if not line.strip():
            continue
        try:
            event = _event(json.loads(line))
        except (ValueError, TypeError, KeyError) as error:
            what = "a merge conflict stands here." if line[:7] in _CONFLICT else f"the line is no event ({error})."
            problems.append(_torn(number, what))
            continue
        event = _unite(events[event.id], event) if event.id in events else event
        events[event.id] = event
        taken = (slug for slug in (event.slug, *event.former) if slugs.setdefault(slug, event.id) != event.id)
        problems.extend(_torn(number, f"slug “{slug}” belongs to event {slugs[slug]} already.") for slug in taken)
    if problems:
        raise DigestError(*problems, code=Exit.CONFIG)
    return tuple(events[ident] for ident in sorted(events))


def write_ledger(root: Path, events: Sequence[Event]) -> bool:
    """Write the ledger; return whether it changed."""
    lines = (_line(event) for event in sorted(events, key=lambda event: event.id))
    return write_whole(root / LEDGER, "".join(lines).encode())


_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")


def _torn(line: int, what: str) -> Problem:
    return Problem(
        LEDGER,
        line,
        1,
        "ledger",
        what,
        "The ledger is the memory of every permalink, so it is never guessed at.",
        "restore the line from version control (one JSON object a line).",
    )


def _event(raw: Any) -> Event:  # noqa: ANN401  # whatever JSON holds
    ties = (Tie(**tie) for tie in raw.get("ties", ()))
    return Event(
        _string(raw["id"]),
        _string(raw["slug"]),
        _strings(raw.get("members", ())),
        _strings(raw.get("former", ())),
        tuple(ties),
        raw.get("merged"),
    )


def _string(value: object) -> str:
    if not isinstance(value, str) or not value:
        message = f"{value!r} is no name"
        raise TypeError(message)
    return value


def _strings(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(_string(value) for value in values)


def _unite(a: Event, b: Event) -> Event:
    """Unite two lines of one event, as a union merge of two branches leaves them."""
    former = dict.fromkeys((*a.former, *b.former, *([b.slug] if b.slug != a.slug else [])))
    ties = {tie.member: tie for tie in (*b.ties, *a.ties)}
    return Event(
        a.id,
        a.slug,
        tuple(sorted({*a.members, *b.members})),
        tuple(former),
        tuple(ties[member] for member in sorted(ties)),
        a.merged or b.merged,
    )


def _line(event: Event) -> str:
    raw: dict[str, object] = {"id": event.id, "slug": event.slug, "members": list(event.members)}
    if event.former:
        raw["former"] = list(event.former)
    if event.ties:
        raw["ties"] = [_tie(tie) for tie in event.ties]
    if event.merged:
        raw["merged"] = event.merged
    return json.dumps(raw, ensure_ascii=False, separators=(",", ":")) + "\n"


def _tie(tie: Tie) -> dict[str, object]:
    raw: dict[str, object] = {
        "member": tie.member,
        "to": tie.to,
        "likeness": round(tie.likeness, 3),
        "meaning": round(tie.meaning, 3),
        "words": round(tie.words, 3),
    }
    return raw | {"days": tie.days, "names": tie.names, "numbers": tie.numbers}
