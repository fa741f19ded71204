"""An edition: one dated issue, and what the editor says of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Edition:
    """What was new on a day, as it stood when the next day began: a line of `content/editions.jsonl`.

    `day` is an ISO 8601 day. `events` pairs the id of each event with the ids of the articles that were new in it, the
    event with the most outlets first. Each dated article is in one edition: that of its day, or, where that was out
    already, in the next.
    """

    day: str
    events: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Foreword:
    """What `content/editions/NAME.md` says of the edition of a day (`2025-05-16`) or a week (`2025-w20`).

    Empty means: the editor says nothing of it. `body` is Markdown; `lead` the slug of the event to lead with, `order`
    slugs of those to follow it, `without` slugs of those to leave out; `lines` holds the line of each key in the file.
    """

    name: str
    path: str
    title: str = ""
    body: str = ""
    lead: str = ""
    order: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)
