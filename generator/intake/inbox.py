"""The books of the inbox: which inputs are new, which known, which the same text again. Values in, values out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.errors import Problem
from generator.intake.article import fingerprint, source_of, take_in, text_mark
from generator.model import Copy
from generator.report import Input

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from generator.intake.article import Intake
    from generator.model import Article, RawArticle, Receipt
    from generator.model.content import Content
    from generator.report import Fate


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came out of the inbox, sorted: raw articles that are new or changed, and the fates of all other inputs."""

    raws: tuple[RawArticle, ...]
    inputs: tuple[Input, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking in changed: articles and receipts to be written, by id; the fates of the inputs; what was wrong."""

    articles: Mapping[str, Article]
    receipts: Mapping[str, Receipt]
    inputs: tuple[Input, ...]
    problems: tuple[Problem, ...]


def known_places(content: Content) -> dict[tuple[str, int], tuple[str, Input]]:
    """Return the SHA-256 and the fate of every input that was taken in before, by path and item."""
    known: dict[tuple[str, int], tuple[str, Input]] = {}
    for receipt in content.receipts.values():
        fate: Fate = "published" if receipt.id in content.articles else "withdrawn"
        known[receipt.path, receipt.item] = (receipt.sha256, Input(receipt.path, receipt.item, fate, receipt.id))
        for copy in receipt.also:
            known[copy.path, copy.item] = (copy.sha256, Input(copy.path, copy.item, "merged", receipt.id))
    return known


def sort_delivery(raws: Sequence[RawArticle], content: Content) -> Delivery:
    """Part what is new or changed from what was taken in before."""
    known = known_places(content)
    new: list[RawArticle] = []
    inputs: list[Input] = []
    for raw in raws:
        sha256, before = known.get((raw.path, raw.item), ("", None))
        if before is not None and sha256 == raw.sha256:
            inputs.append(before)
        else:
            new.append(raw)
    return Delivery(tuple(new), tuple(inputs))


def take_in_new(raws: Sequence[RawArticle], content: Content, today: date) -> Taken:
    """Make articles and receipts of raw articles that are new or changed, in order of path and item.

    A raw file that changed gives its article a new text, unless the editor changed that text: then nothing is touched
    and a problem says so. A text that is there already, from the same source or in the very same bytes, is merged.
    """
    from generator.clean import count_repeats, recurring

    ordered = sorted(raws, key=lambda raw: (raw.path, raw.item))
    counts = count_repeats((source_of(raw), raw) for raw in ordered)
    repeats = {source: recurring(lines) for source, lines in counts.items()}
    books = _Books(content)
    for raw in ordered:
        books.enter(raw, repeats.get(source_of(raw) or "", frozenset()), today)
    return Taken(books.articles, books.receipts, tuple(books.inputs), tuple(books.problems))


class _Books:
    """What is known, and what is entered on top of it."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self.articles: dict[str, Article] = {}
        self.receipts: dict[str, Receipt] = {}
        self.inputs: list[Input] = []
        self.problems: list[Problem] = []
        receipts = content.receipts.values()
        self._by_place = {(receipt.path, receipt.item): receipt for receipt in receipts if not receipt.item}
        self._by_file = {(receipt.sha256, receipt.item): receipt.id for receipt in receipts}
        self._by_text = {text_mark(article): ident for ident, article in content.articles.items()}
        self._by_address = {
            (receipt.path, article.url): receipt
            for receipt in receipts
            if receipt.item and (article := content.articles.get(receipt.id)) and article.url
        }

    def enter(self, raw: RawArticle, repeats: frozenset[str], today: date) -> None:
        """Enter one raw article."""
        before = self._before(raw)
        new = take_in(raw, self._content.sources, repeats, today, lambda ident: self._taken(ident, before))
        twin = self._twin(raw, new) if before is None else None
        if twin is not None and self._receipt(twin) is not None:
            self._merge(raw, twin)
        elif before is None:
            self._publish(raw, new)
        elif (old := self._content.articles.get(before.id)) is None:
            self.inputs.append(Input(raw.path, raw.item, "withdrawn", before.id))
        elif fingerprint(old.body) != before.body_sha256:
            self.inputs.append(Input(raw.path, raw.item, "published", before.id))
            self.problems.append(_edited(raw, old))
        else:
            self._publish(raw, _renew(new, old, before))

    def _before(self, raw: RawArticle) -> Receipt | None:
        """Return the receipt of an earlier state of the same article: same file, or same feed and address."""
        if not raw.item:
            return self._by_place.get((raw.path, 0))
        url = next((hint.value for hint in raw.hints if hint.field == "url"), None)
        return self._by_address.get((raw.path, url)) if url else None

    def _twin(self, raw: RawArticle, new: Intake) -> str | None:
        """Return the article with the same text: from the same bytes, or of the same source."""
        return self._by_file.get((raw.sha256, raw.item)) or self._by_text.get(text_mark(new.article))

    def _taken(self, ident: str, before: Receipt | None) -> bool:
        if before is not None and ident == before.id:
            return False
        known = (self.articles, self._content.articles, self._content.receipts)
        return any(ident in books for books in known)

    def _receipt(self, ident: str) -> Receipt | None:
        return self.receipts.get(ident) or self._content.receipts.get(ident)

    def _merge(self, raw: RawArticle, twin: str) -> None:
        receipt = self._receipt(twin)
        if receipt is None:
            return
        copies = {(copy.path, copy.item): copy for copy in receipt.also}
        if (raw.path, raw.item) != (receipt.path, receipt.item):
            copies[raw.path, raw.item] = Copy(raw.path, raw.item, raw.sha256)
        self.receipts[twin] = replace(receipt, also=tuple(copies[place] for place in sorted(copies)))
        self.inputs.append(Input(raw.path, raw.item, "merged", twin))

    def _publish(self, raw: RawArticle, new: Intake) -> None:
        ident = new.article.id
        self.articles[ident], self.receipts[ident] = new.article, new.receipt
        self._by_text[text_mark(new.article)] = self._by_file[raw.sha256, raw.item] = ident
        self.inputs.append(Input(raw.path, raw.item, "published", ident))


def _renew(new: Intake, old: Article, before: Receipt) -> Intake:
    """Give an article its new text; its id, its file and what only an editor writes stay."""
    article = replace(
        new.article,
        id=old.id,
        path=old.path,
        event=old.event or new.article.event,
        draft=old.draft or new.article.draft,
        keep=old.keep or new.article.keep,
        extra={**new.article.extra, **old.extra},
    )
    return replace(new, article=article, receipt=replace(new.receipt, id=old.id, also=before.also))


def _edited(raw: RawArticle, old: Article) -> Problem:
    return Problem(
        raw.path,
        0,
        0,
        "edited-by-hand",
        f"the raw file changed, but {old.path} was edited by hand and is left as it is.",
        "The editor's text is never overwritten.",
        f"carry the change over yourself, or delete {old.path} and its receipt to take the file in again.",
        "warning",
    )
