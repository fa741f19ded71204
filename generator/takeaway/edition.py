"""What is taken along: an edition and its items, every text with its language and direction."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from generator.text.scripts import strip_controls

if TYPE_CHECKING:
    from generator.model.views import Day, Sentence, Text


@dataclass(frozen=True, slots=True)
class Passage:
    """What the editor wrote: sanitised HTML, with the language and direction of the whole."""

    html: str
    lang: str
    dir: str


@dataclass(frozen=True, slots=True)
class Piece:
    """An article of an item. Its `title` has the language and direction of its text.

    `body` is the sanitised HTML of what its source's policy lets be shown, its n-th paragraph with the id `p{n}`; it is ""
    where no text was asked for or none may be shown. `excerpt` says that it is not the whole.
    """

    number: int
    title: Text
    url: str
    """Absolute address of its page, "" where the site has none yet."""
    source: Text | None
    day: Day | None
    language: Text
    body: str = ""
    dir: str = "ltr"
    """Direction of the body."""
    excerpt: bool = False
    original: str = ""
    """Address of the original, "" where unknown."""


@dataclass(frozen=True, slots=True)
class Item:
    """An event of an edition, with the articles that were new in it.

    Its sentences are these articles' own; each names the number of its article, and in the fragment of its address the
    paragraph.
    """

    title: Text
    url: str
    """Absolute address of its page, "" where the site has none yet."""
    pieces: tuple[Piece, ...]
    sentences: tuple[Sentence, ...] = ()
    counts: tuple[str, ...] = ()
    """"10 articles", "4 languages": in the interface language."""
    summary: Passage | None = None
    """The editor's summary of the event."""


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition, in the interface language `lang`, which has the direction `dir`."""

    name: str
    """"2026-03-03", or "2026-w10" for a week."""
    lang: str
    dir: str
    title: Text
    site: Text
    url: str
    """Absolute address of its page, "" where the site has none yet."""
    day: Day
    """Its day; of a week the last with news, its text the whole."""
    introduction: Passage | None
    items: tuple[Item, ...]
    gone: str = ""
    """A phrase on events that are no longer shown, "" where there are none."""


def escaped(text: str) -> str:
    """Return a text as HTML and XML write it, without characters that XML does not know."""
    return escape(strip_controls(text))


def element(tag: str, text: Text | Passage, attributes: str = "", inner: str = "") -> str:
    """Return a text in an element that says its language and direction; `inner` stands in for the text where given."""
    lang = escaped(text.lang)
    within = inner or (escaped(text.text) if hasattr(text, "text") else text.html)
    return f'<{tag} lang="{lang}" xml:lang="{lang}" dir="{text.dir}"{attributes}>{within}</{tag}>'
