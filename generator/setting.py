"""From article files to cards, slips, galleys, notes and postings: each article set for itself, so that many can be set side by side."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from generator.allowance import Allowance, refusal
from generator.errors import DigestError, Problem
from generator.model.galley import Notes
from generator.model.page import Body
from generator.store.articles import read_article
from generator.store.files import read_file
from generator.store.memory import Entry
from generator.store.receipts import FOLDER as RECEIPTS
from generator.store.receipts import MOST_BYTES, parse_receipt
from generator.text.conserve import rebuild
from generator.text.excerpt import allowed
from generator.text.fingerprint import fingerprint, fingerprint_body, fingerprint_bytes
from generator.text.shape import SHORT, is_doubtful

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.model import Article, Receipt, Source
    from generator.model.galley import Card
    from generator.plan.articles import Copytext
    from generator.text.words import Words


@dataclass(frozen=True, slots=True)
class Interface:
    """A language of the interface: its words, and what it says of each cleaning rule."""

    words: Words
    reasons: Mapping[str, str]


@dataclass(frozen=True)
class Terms:
    """What the setting of every article of a site depends on, and a fingerprint of it.

    Slips and galleys are set in each of the `interfaces`, of which the first is the site's own.
    """

    root: Path
    interfaces: tuple[Interface, ...]
    sources: Mapping[str, Source]
    policy: str
    code: str
    search: bool = False
    """Whether the site has a search page, for which postings are made."""
    _source_keys: dict[str, str] = field(default_factory=dict)

    @cached_property
    def key(self) -> str:
        """The fingerprint of all but the sources, of which an article has one."""
        spoken = ((each.words.key, repr(sorted(each.reasons.items()))) for each in self.interfaces)
        return fingerprint(self.code, *spoken, self.policy, self.search)

    def in_language(self, number: int) -> Terms:
        """Return the terms of a site that has this one of the interfaces alone."""
        return replace(self, interfaces=self.interfaces[number : number + 1])

    def key_of(self, version: str, receipt: str, outlet: str) -> str:
        """Return what an article of this version, receipt and source is set from."""
        return f"{version} {receipt} {self._source_key(outlet)} {self.key}"

    def _source_key(self, outlet: str) -> str:
        """Return the fingerprint of what is known of a source, "" for one that is known by its name only."""
        if outlet not in self._source_keys:
            source = self.sources.get(outlet)
            self._source_keys[outlet] = fingerprint(repr(source)) if source else ""
        return self._source_keys[outlet]


@dataclass(frozen=True, slots=True)
class SetArticle:
    """An article file, set: its path, the version that was read, its entry, and by name what goes into the stock."""

    path: str
    version: str
    entry: Entry
    stock: tuple[tuple[str, bytes], ...] = ()


def set_article(path: str, terms: Terms) -> SetArticle:
    """Read an article file and its receipt, and set it. What is wrong with it is in the entry."""
    from generator.plan.articles import set_card, set_galley, set_slip
    from generator.store.stock import pack

    version = ""
    try:
        data = read_file(terms.root, path)
        version = fingerprint_bytes(data)
        article, notes = read_article(path, data)
    except DigestError as error:
        # What could not be read has no key: the next build looks again.
        return SetArticle(path, version, Entry(version and terms.key_of(version, "", ""), None, error.problems))
    receipt, receipt_version = _read_receipt(terms.root, article.id)
    copy, problems = _ready(article, receipt, terms)
    main, *others = [
        (pack(set_slip(copy, each.words)), pack(set_galley(copy, each.words, each.reasons)))
        for each in terms.interfaces
    ]
    slip, galley = main
    heard = listen(copy.body.paragraphs, article.lang)
    voices = pack(heard) if heard != Notes() else b""
    names = fingerprint_bytes(slip), fingerprint_bytes(galley), fingerprint_bytes(voices) if voices else ""
    indexed = tuple((fingerprint_bytes(data), data) for data in _index(copy, terms))
    card = set_card(copy, *names, name_key(heard), *(name for name, _ in indexed))
    further = tuple((fingerprint_bytes(slip), fingerprint_bytes(galley)) for slip, galley in others)
    card = replace(card, further=further) if further else card
    entry = Entry(terms.key_of(version, receipt_version, card.outlet), card, (*notes, *problems))
    stock = ((names[0], slip), (names[1], galley), (names[2], voices), *indexed)
    spoken = (pair for named, packed in zip(further, others, strict=True) for pair in zip(named, packed, strict=True))
    return SetArticle(path, version, entry, (*stock, *spoken))


def set_again(terms: Terms, card: Card) -> tuple[bytes, bytes, bytes, bytes]:
    """Set an article again whose slip, galley, notes or postings the cache has lost."""
    (_, slip), (_, galley), (_, notes), *rest = set_article(card.path, terms).stock
    return slip, galley, notes, rest[0][1] if rest else b""


def set_articles(paths: tuple[str, ...], terms: Terms) -> list[SetArticle]:
    """Set several articles, in their order, each within the time for it."""

    def doubtful(path: str) -> bool:
        try:
            # Nearly every article is short, and is then read once: to be set.
            return (terms.root / path).stat().st_size > SHORT and is_doubtful(read_file(terms.root, path))
        except (DigestError, OSError):
            return False

    def late(path: str, code: str) -> SetArticle:
        # It is not tried again as long as its file is the same.
        version = fingerprint_bytes(read_file(terms.root, path))
        return SetArticle(path, version, Entry(terms.key_of(version, "", ""), None, (refusal(path, code),)))

    return Allowance(doubtful, late).map(lambda path: set_article(path, terms), paths)


def listen(paragraphs: Sequence[str], lang: str) -> Notes:
    """Return whom these paragraphs quote, and the names they speak of; a language without tables says nothing."""
    from generator.voices import add_speakers, find_names, find_quotations

    quotations = find_quotations(paragraphs, lang)
    return Notes(quotations, add_speakers(find_names(paragraphs, lang), quotations))


def name_key(notes: Notes) -> str:
    """Return the fingerprint of what joining asks of the names of an article, "" where it has none."""
    rows = sorted((each.text, each.lang, each.kind, each.place, each.titled) for each in notes.mentions)
    return fingerprint(*rows) if rows else ""


def _index(copy: Copytext, terms: Terms) -> Iterator[bytes]:
    """Yield the postings of an article, where the site has a search page: of what is shown, and of no more."""
    from generator.plan.permalinks import article_url
    from generator.search import Shown, index_article

    if terms.search:
        article = copy.article
        yield index_article(Shown(article_url(article.id), article.title, copy.body.paragraphs))


def _read_receipt(root: Path, ident: str) -> tuple[Receipt | None, str]:
    """Return the receipt of an article and its version; `None` and "" where there is none."""
    path = f"{RECEIPTS}/{ident}.json"
    if not (root / path).exists():
        return None, ""
    data = read_file(root, path, MOST_BYTES)
    return parse_receipt(data, ident), fingerprint_bytes(data)


def _ready(article: Article, receipt: Receipt | None, terms: Terms) -> tuple[Copytext, tuple[Problem, ...]]:
    """Make an article ready to be set: the part of its text that its source's policy allows, rendered and sanitised."""
    from generator.plan.articles import Copytext, entitle
    from generator.render import UnsettledError, render_body
    from generator.text.plain import plain

    problems: list[Problem] = []
    source = terms.sources.get(article.source or "")
    shown, whole = allowed(article.body, (source.policy if source else None) or terms.policy)
    try:
        body = render_body(shown, article.url)
    except UnsettledError as error:
        body = Body("", ())
        problems.append(error.problem(article.path))
    sha256 = fingerprint_body(article.body)
    edited = receipt is not None and sha256 != receipt.body_sha256
    raw = None
    if receipt is not None and not edited:
        try:
            raw = tuple(rebuild(article.body, receipt.spans, receipt.lines).split("\n"))
        except ValueError as error:
            path, what = f"{RECEIPTS}/{article.id}.json", f"the raw text cannot be rebuilt: {error}."
            mend = "restore the article and its receipt from version control, or delete both and run `digest build`."
            problems.append(Problem(path, 0, 0, "conservation", what, "A cut without a receipt is a loss.", mend))
    named = article if article.title else entitle(article, plain(article.body))
    return Copytext(named, body, receipt, source, raw, not whole, edited, sha256), tuple(problems)
