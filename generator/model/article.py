"""An article: one text, one source, one language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.model.light import light

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.when import When


@light
@dataclass(frozen=True, slots=True)
class Evidence:
    """Where an inferred value was read: the answer to "how do you know?".

    `basis` is a short phrase ("JSON-LD datePublished", "first sentence of the text", "script of the letters"); `line`
    the 1-based raw line it stood on, 0 where it stood outside the text.
    """

    field: str
    value: str
    basis: str
    line: int = 0


FIRST_SENTENCE, FILE_NAME = "first sentence of the text", "file name"
"""Bases of the title of an article that came without one."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article as its file in `content/articles/` has it. `None` and empty mean: the world does not say.

    `lang` is a BCP 47 tag, "und" where unknown; `source` the slug of a source; `body` is Markdown.
    `event` is an event's slug given by the editor, or "none"; `keep` are raw lines that must not be cut, `cut`
    raw lines that must be.
    """

    id: str
    title: str
    lang: str
    body: str
    published: When | None = None
    updated: When | None = None
    retrieved: When | None = None
    source: str | None = None
    url: str | None = None
    byline: str | None = None
    tags: tuple[str, ...] = ()
    summary: str | None = None
    draft: bool = False
    keep: tuple[int, ...] = ()
    cut: tuple[int, ...] = ()
    event: str | None = None
    title_from: str | None = None
    """"lead" where the article came without a headline and its first sentence stands in for one."""
    caption: tuple[str, ...] = ()
    path: str = ""
    """The file, relative to the site's folder; "" where there is none."""
    extra: Mapping[str, object] = field(default_factory=dict)
    """Front matter keys that are not ours, kept as they are."""
