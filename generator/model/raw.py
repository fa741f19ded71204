"""A raw article: what a reader made of the bytes, before any judgement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from generator.model.light import light

if TYPE_CHECKING:
    from generator.model.block import Block

Form: TypeAlias = Literal["text", "html", "markdown", "feed", "rows"]

Field: TypeAlias = Literal[
    "id",
    "title",
    "lang",
    "published",
    "updated",
    "retrieved",
    "source",
    "url",
    "byline",
    "tags",
    "summary",
    "draft",
    "keep",
    "cut",
    "event",
    "text_direction",
]


@light
@dataclass(frozen=True, slots=True)
class Hint:
    """What the container of an article says about it: metadata, the file's name, the folder.

    `field` is a front matter key; `value` the words found, to the letter; `basis` where they stood, such as
    "JSON-LD datePublished", "og:title", "file name", "inbox folder", "front matter". Hints come in the order of trust.
    """

    field: str
    value: str
    basis: str


@light
@dataclass(frozen=True, slots=True)
class RawArticle:
    r"""One article as it came.

    `path` is the file's, relative to the site's folder, with forward slashes; `item` the 1-based place within a feed,
    the line of a row, 0 elsewhere. `sha256` (hex) and `size` (bytes) are those of the file. `encoding` is a Python codec name and
    `encoding_basis` says how it was found; `bom` whether a byte order mark stood in front; `newline` is "\r\n" where
    every line of the file ends so, else "\n". `text` is the decoded text, without the mark, with "\n" line ends; for
    a page or a feed item it is the visible text, one block a line. `blocks` are its non-blank lines in order; a reader
    that knows more than the text (markup) has settled some of them already. `front` counts the lines that stand before
    `text` in the file (front matter of a Markdown file, fences included), kept whole in `front_matter`.
    """

    path: str
    item: int
    form: Form
    sha256: str
    size: int
    encoding: str
    encoding_basis: str
    bom: bool
    newline: str
    text: str
    blocks: tuple[Block, ...]
    hints: tuple[Hint, ...] = ()
    front_matter: str = ""
