"""The editor's files: decisions about events, standing pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Override:
    """What `content/events/SLUG.md` says of the event with that slug. Empty means: the editor says nothing of it.

    `summary` and `note` are Markdown; `articles` are ids put into the event, `without` ids put out of it; `merge` are
    slugs of events that go into this one; `split` gives slugs of new events the ids of articles that leave for them;
    `rename` is the slug the event is to have from now on; events of one `saga`, a name of the editor's,
    are told as one story. `lines` holds the line of each key in the file.
    """

    slug: str
    path: str
    title: str = ""
    summary: str = ""
    note: str = ""
    pin: bool = False
    hide: bool = False
    articles: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    merge: tuple[str, ...] = ()
    split: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    rename: str = ""
    saga: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A standing page, `content/pages/SLUG.md`, or `SLUG.ar.md` for one language of the interface; `body` is Markdown.

    `tongue` is the language in the file's name, "" where none is: such a page is for all that have none of their own.
    """

    slug: str
    path: str
    title: str
    lang: str
    body: str
    tongue: str = ""
