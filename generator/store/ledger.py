"""The ledger: one line an event, sorted by id, in `content/ledger.jsonl`."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from generator.errors import DigestError, Exit, Problem
from generator.model import Event, Tie
from generator.store.atomic import settle, write_whole
from generator.store.files import read_memory
from generator.text.slugs import is_slug

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LEDGER = "content/ledger.jsonl"


def read_ledger(root: Path) -> tuple[Event, ...]:
    """Read the ledger of the site at `root`; no file is an empty ledger.

    Lines that two branches wrote for one event are united: members and former slugs of both, the newer slug where one
    of them tells, else the first line's; an article that both moved stays with one event.
    Raises DigestError that names each torn or contradictory line; the file is then left alone.
    """
    data = read_memory(root, LEDGER)
    events: dict[str, Event] = {}
    slugs: dict[str, str] = {}
    problems: list[Problem] = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            event = _event(json.loads(line.decode("utf-8")))
        except (ValueError, TypeError, KeyError, RecursionError, OverflowError) as error:
            what = "a merge conflict stands here." if line[:7] in _CONFLICT else f"the line is no event ({error})."
            problems.append(_torn(number, what))
            continue
        event = _unite(events[event.id], event) if event.id in events else event
        events[event.id] = event
        taken = (slug for slug in (event.slug, *event.former) if slugs.setdefault(slug, event.id) != event.id)
        problems.extend(_torn(number, f"slug “{slug}” belongs to event {slugs[slug]} already.") for slug in taken)
    if problems:
        raise DigestError(*problems, code=Exit.CONFIG)
    return _part([events[ident] for ident in sorted(events)])


def write_ledger(root: Path, events: Sequence[Event]) -> bool:
    """Write the ledger; return whether it changed."""
    lines = (_line(event) for event in sorted(events, key=lambda event: event.id))
    changed = write_whole(root / LEDGER, "".join(lines).encode())
    settle((root / LEDGER).parent)
    return changed


_CONFLICT = (b"<<<<<<<", b"=======", b">>>>>>>")


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
    if not isinstance(raw, dict):
        message = "it is no JSON object"
        raise TypeError(message)
    members = tuple(sorted(_names(raw.get("members", []))))
    feeds = raw.get("feeds", False)
    if not isinstance(feeds, bool):
        _refuse(feeds)
    return Event(
        _name(raw["id"]),
        _name(raw["slug"]),
        members,
        _names(raw.get("former", [])),
        tuple(_read_tie(tie) for tie in raw.get("ties", ())),
        _name(raw["merged"]) if "merged" in raw else None,
        _name(raw["heir"]) if "heir" in raw else None,
        tuple(sorted(tuple(sorted(_names(group))) for group in raw.get("copies", ()))),
        str(raw.get("texts", "")),
        feeds and len(members) < 2,
    )


def _read_tie(raw: Any) -> Tie:  # noqa: ANN401  # whatever JSON holds
    shares = (raw["likeness"], raw.get("meaning", 0.0), raw.get("words", 0.0))
    counts = (raw.get("names", 0), raw.get("numbers", 0), raw.get("quotes", 0))
    likeness, meaning, words = (float(share) if -1 <= share <= 1 else _refuse(share) for share in shares)
    names, numbers, quotes = (count if _counts(count) else _refuse(count) for count in counts)
    days = raw.get("days")
    if days is not None and not _counts(days):
        _refuse(days)
    shared = tuple(_text(each) for each in raw.get("shared", ()))
    to = _name(raw["to"]) if raw["to"] else ""
    return Tie(_name(raw["member"]), to, likeness, meaning, words, days, names, numbers, quotes, shared)


def _counts(value: object) -> bool:
    return type(value) is int and 0 <= value < _MANY


_MANY = 10_000_000
"""More days than the calendar has."""


def _text(value: object) -> str:
    return value if isinstance(value, str) else _refuse(value)


def _refuse(value: object) -> Any:  # noqa: ANN401  # never returns
    message = f"{value!r} cannot stand there"
    raise ValueError(message)


def _name(value: object) -> str:
    """Return an id or a slug; a name that could lead out of the site's folders is none."""
    if not isinstance(value, str) or not is_slug(value):
        message = f"{value!r} is no name"
        raise TypeError(message)
    return value


def _names(values: object) -> tuple[str, ...]:
    if not isinstance(values, list):
        message = f"{values!r} is no list of names"
        raise TypeError(message)
    return tuple(_name(value) for value in values)


def _unite(a: Event, b: Event) -> Event:
    """Unite two lines of one event, as a union merge of two branches leaves them, in either order."""
    if a.slug in b.former and b.slug not in a.former:
        a, b = b, a  # one branch knows that the other's slug is an old one
    former = dict.fromkeys(slug for slug in (*a.former, *b.former, b.slug) if slug != a.slug)
    merged = a.merged or b.merged
    if merged:  # what one branch merged away has no members, whatever the other added
        return Event(a.id, a.slug, (), tuple(former), (), merged, feeds=a.followed or b.followed)
    ties = {tie.member: tie for tie in (*b.ties, *a.ties)}
    members = tuple(sorted({*a.members, *b.members}))
    heir = None if members else a.heir or b.heir
    feeds = (a.followed or b.followed) and len(members) < 2
    united = Event(
        a.id, a.slug, members, tuple(former), tuple(ties[member] for member in sorted(ties)), heir=heir, feeds=feeds
    )
    # What one branch did not see was compared with nothing there: copies are looked for again.
    return replace(united, copies=a.copies, texts=a.texts) if (a.members, a.texts) == (b.members, b.texts) else united


def _part(events: Sequence[Event]) -> tuple[Event, ...]:
    """Leave each article in one event, the last by id, as grouping does: one branch may have moved what one had not."""
    home = {member: event.id for event in events for member in event.members}
    if len(home) == sum(len(event.members) for event in events):
        return tuple(events)
    return tuple(
        replace(
            event.with_members(member for member in event.members if home[member] == event.id),
            heir=home[event.members[0]] if all(home[m] != event.id for m in event.members) else None,
        )
        if event.members
        else event
        for event in events
    )


def _line(event: Event) -> str:
    raw: dict[str, object] = {"id": event.id, "slug": event.slug, "members": list(event.members)}
    if event.former:
        raw["former"] = list(event.former)
    if event.ties:
        raw["ties"] = [_tie(tie) for tie in event.ties]
    if event.copies:
        raw["copies"] = [list(group) for group in event.copies]
    if event.texts:
        raw["texts"] = event.texts
    if event.merged:
        raw["merged"] = event.merged
    if event.heir:
        raw["heir"] = event.heir
    if event.feeds:
        raw["feeds"] = True
    return json.dumps(raw, ensure_ascii=False, separators=(",", ":")) + "\n"


def _tie(tie: Tie) -> dict[str, object]:
    raw: dict[str, object] = {
        "member": tie.member,
        "to": tie.to,
        "likeness": round(tie.likeness, 3),
        "meaning": round(tie.meaning, 3),
        "words": round(tie.words, 3),
    }
    raw |= {"days": tie.days, "names": tie.names, "numbers": tie.numbers}
    if tie.quotes:
        raw["quotes"] = tie.quotes
    if tie.shared:
        raw["shared"] = list(tie.shared)
    return raw
