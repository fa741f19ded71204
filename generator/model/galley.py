"""An article set for the pages: a card to sort by, a slip for lists, a galley for its own page, notes of its voices.

As at a newspaper, where copy is set once and then placed: each is made from the article's own file, its receipt and its
source, and from nothing else. So it holds as long as these do, whatever becomes of the articles around it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from generator.model.views import ArticleItem, Day, Fact, Provenance, Text  # noqa: TC001  # the store reads types
from generator.model.voices import Mention, Quotation  # noqa: TC001  # the store reads types

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.model.article import Article
    from generator.model.receipt import Receipt


@dataclass(frozen=True, slots=True)
class Card:
    """What sorting, counting and gathering ask of an article. "" means unknown.

    `slip`, `galley` and `postings` name those in the stock, and are fingerprints of them: equal names, equal values;
    `postings`, what the search page looks up, is "" where the site has none. `outlet` is the source as the article names it, `source` the slug of that source's page; `day` an ISO 8601 day, `published` and
    `updated` as the article has them; `event` the editor's word, `None` for none; `letters` counts the body's, `size`
    the raw file's bytes, `kept` those that stayed, `cuts` what each rule took out, `item` the place in a feed.
    """

    id: str
    path: str
    title: str
    lang: str
    slip: str
    galley: str
    body: str
    """SHA-256 of the body as the file has it, by which edits are told."""
    outlet: str = ""
    source: str = ""
    day: str = ""
    published: str = ""
    updated: str = ""
    original: str = ""
    tags: tuple[str, ...] = ()
    event: str | None = None
    derived: bool = False
    draft: bool = False
    letters: int = 0
    wishes: str = ""
    """Fingerprint of the lines that the editor wants kept or cut, "" for none."""
    receipt: bool = False
    size: int = 0
    kept: int = 0
    item: int = 0
    cuts: tuple[tuple[str, int], ...] = ()
    notes: str = ""
    """Names its notes in the stock as `slip` does the slip; "" where it quotes and names nobody."""
    names: str = ""
    """Fingerprint of what joining asks of its names, wherever in the text they stand."""
    postings: str = ""
    further: tuple[tuple[str, str], ...] = ()
    """Names of its slip and galley in each further language of the interface, in the order of the site's."""

    def in_language(self, number: int) -> Card:
        """Return the card with the slip and the galley of a language of the interface; 0 is the site's first."""
        if not number:
            return self
        slip, galley = self.further[number - 1]
        return replace(self, slip=slip, galley=galley)


@dataclass(frozen=True, slots=True)
class Opening:
    """A sentence from the opening of an article, and the paragraph it stands in, counted from 1."""

    paragraph: int
    text: str


@dataclass(frozen=True, slots=True)
class Slip:
    """What lists and events show of an article. `item` has no number yet: its event gives it one.

    `lead` is the first sentence that can stand alone; `openings` are the first two sentences of each of the first four
    paragraphs.
    """

    item: ArticleItem
    lead: Opening | None
    openings: tuple[Opening, ...]


@dataclass(frozen=True, slots=True)
class Galley:
    """What an article's own page shows, and feeds. `html` is sanitised, its n-th paragraph has the id `p{n}`."""

    html: str
    paragraphs: tuple[str, ...]
    dir: str
    captions: tuple[Text, ...]
    original_host: str
    updated: Day | None
    provenance: Provenance | None
    facts: tuple[Fact, ...]
    excerpt: bool


@dataclass(frozen=True, slots=True)
class Notes:
    """Whom an article quotes, and of whom and what it speaks, as far as its text is shown."""

    quotations: tuple[Quotation, ...] = ()
    mentions: tuple[Mention, ...] = ()


class Stock(Protocol):
    """Where slips, galleys and notes lie, by the names that cards give."""

    def slip(self, card: Card) -> Slip:
        """Return the slip of an article."""

    def galley(self, card: Card) -> Galley:
        """Return the galley of an article."""

    def notes(self, card: Card) -> Notes:
        """Return the notes of an article, empty ones where it has none."""

    def notes_of(self, cards: Iterable[Card]) -> Mapping[str, Notes]:
        """Return the notes of many articles by id; those without any are left out."""

    def postings(self, cards: Iterable[Card]) -> Mapping[str, bytes]:
        """Return what the search page looks up of articles, by the names that their cards give."""

    def find_postings(self, names: Iterable[str]) -> Mapping[str, bytes]:
        """Return the postings of these names as far as they are at hand, those of former articles among them."""

    def raw(self, card: Card) -> tuple[Article, Receipt]:
        """Return an article that has a receipt, with it, as their files have them."""
