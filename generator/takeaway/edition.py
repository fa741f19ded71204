"""What is taken along: an edition and its items, every text with its language and direction."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from generator.text.scripts import strip_controls

if TYPE_CHECKING:
    from generator.model.views import Day, Link, Text


@dataclass(frozen=True, slots=True)
class Item:
    """An event (or an article) of an edition: its sentences are a source's own, in their order."""

    title: Text
    url: str
    """Absolute address of its page."""
    source: Text | None
    day: Day | None
    lead: Text | None
    sentences: tuple[Text, ...] = ()
    """What follows the lead: extracted sentences, each a paragraph of its own."""
    counts: tuple[str, ...] = ()
    """"10 articles", "4 languages": in the interface language."""
    also: tuple[Link, ...] = ()
    """The event's other articles, in their own languages; absolute addresses."""


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition. Its `title` has the language and direction of the whole; `url` is its absolute address."""

    title: Text
    site: str
    url: str
    day: Day
    introduction: tuple[Text, ...]
    """The editor's words, a paragraph each."""
    items: tuple[Item, ...]


def escaped(text: str) -> str:
    """Return a text as HTML and XML write it, without characters that XML does not know."""
    return escape(strip_controls(text))


def element(tag: str, text: Text, attributes: str = "", inner: str = "") -> str:
    """Return a text in an element that says its language and direction; `inner` stands in for the text where given."""
    lang = escaped(text.lang)
    return f'<{tag} lang="{lang}" xml:lang="{lang}" dir="{text.dir}"{attributes}>{inner or escaped(text.text)}</{tag}>'
