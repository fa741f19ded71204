"""The books of the inbox: which inputs are new, which known, which the same text again. Values in, values out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from generator.errors import Problem
from generator.intake.article import (
    IntakeOptions,
    refuse,
    remember,
    rename,
    source_of,
    take_in,
    take_in_all,
    text_mark,
)
from generator.model import Copy
from generator.model.block import KEPT
from generator.report import Input
from generator.store.articles import hidden_characters
from generator.text.conserve import BLANK
from generator.text.fingerprint import fingerprint_body as fingerprint
from generator.text.scripts import steers
from generator.text.slugs import slugify
from generator.workers import map_chunks, untold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from generator.clean import Shared
    from generator.intake.article import Intake
    from generator.model import Article, RawArticle, Receipt, Source, Span
    from generator.model.content import Content
    from generator.report import Fate
    from generator.workers import Workers


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
    return {(known.path, known.item): (sha256, known) for sha256, known in _fates(content)}


def _fates(content: Content) -> Iterator[tuple[str, Input]]:
    """Yield the SHA-256 and the fate of every input that was taken in before; a place may have had several."""
    for receipt in content.receipts.values():
        fate: Fate = "published" if receipt.id in content.articles else "withdrawn"
        for copy in receipt.also:
            yield copy.sha256, Input(copy.path, copy.item, "merged", receipt.id)
        yield receipt.sha256, Input(receipt.path, receipt.item, fate, receipt.id)


def sort_delivery(raws: Sequence[RawArticle], content: Content) -> Delivery:
    """Part what is new or changed from what was taken in before."""
    # By what it held, not by place alone: where a feed has moved on, another article once stood in an item's place.
    known = {(sha256, fate.path, fate.item): fate for sha256, fate in _fates(content)}
    new: list[RawArticle] = []
    inputs: list[Input] = []
    for raw in raws:
        before = known.get((raw.sha256, raw.path, raw.item))
        if before is not None:
            inputs.append(before)
        else:
            new.append(raw)
    return Delivery(tuple(new), tuple(inputs))


def take_in_new(
    raws: Sequence[RawArticle],
    content: Content,
    today: date,
    workers: Workers | None = None,
    tell: Callable[[int, int], None] = untold,
) -> Taken:
    """Make articles and receipts of raw articles that are new or changed, in order of path and item.

    A raw file that changed gives its article a new text, unless the editor changed that text: then nothing is touched
    and a problem says so. A text that is there already, from the same source or in the very same bytes, is merged. The
    cleaning is done by `workers`, where there are any; an article that they die of, or that takes too long, is refused by name.
    `tell` is told how many are done.
    """
    from generator.clean import Shared

    ordered = sorted(raws, key=lambda raw: (raw.path, raw.item))
    known = count_lines(content, ordered)
    books = _Books(content)
    before = [books.before(raw) for raw in ordered]
    work: list[tuple[RawArticle, IntakeOptions]] = []
    for raw, receipt in zip(ordered, before, strict=True):
        keep, cut = books.wishes(receipt)
        shared = known.get(source_of(raw) or "", Shared())
        work.append((raw, IntakeOptions(content.sources, today, *shared, keep, cut)))
    made = map_chunks(workers, take_in_all, work, refuse=refuse, tell=tell)
    for raw, receipt, new in zip(ordered, before, made, strict=True):
        if isinstance(new, Problem):
            books.refuse(raw, new)
        else:
            books.enter(raw, receipt, new)
    return Taken(books.articles, books.receipts, tuple(books.inputs), tuple(books.problems))


def count_lines(content: Content, raws: Sequence[RawArticle] = ()) -> dict[str, Shared]:
    """Return the fingerprints of the lines that several articles of a source have, and those that two have, by source.

    The articles are those that were taken in before, as their receipts remember them, and the new `raws`: so the tenth
    article of a source is cleaned better than its first.
    """
    from generator.clean import share_lines

    wanted = {source for raw in raws if (source := source_of(raw))}
    remembered = (
        (article.source, remember(article, receipt))
        for ident, receipt in content.receipts.items()
        if (article := content.articles.get(ident)) and article.source and (not raws or article.source in wanted)
    )
    new = ((source_of(raw), raw) for raw in raws)
    return share_lines((source, [block.text for block in raw.blocks]) for source, raw in chain(remembered, new))


def overruled(content: Content) -> tuple[str, ...]:
    """Return the ids of articles whose front matter wants lines in the text that are not, or out of it that are."""
    return tuple(
        ident
        for ident, article in content.articles.items()
        if (article.keep or article.cut)
        and (receipt := content.receipts.get(ident))
        and any(_is_overruled(span, article) for span in receipt.spans)
    )


def _is_overruled(span: Span, article: Article) -> bool:
    if span.label in KEPT:
        return span.line in article.cut
    return span.label == "cut" and span.rule != BLANK and span.line in article.keep


def lost_wishes(content: Content) -> Iterator[Problem]:
    """Yield a warning for each line that an editor decided on and that the raw text does not have."""
    for ident, article in content.articles.items():
        receipt = content.receipts.get(ident)
        known = {span.line for span in receipt.spans} if receipt else set()
        for key, line in (*(("keep", line) for line in article.keep), *(("cut", line) for line in article.cut)):
            if line not in known:
                what = f"{key}: there is no line {line} in the raw text."
                mend = f"run `digest explain {ident}` for the numbers of its lines."
                yield Problem(article.path, 0, 0, "unknown-line", what, "The wish has no effect.", mend, "warning")


def honour_lines(raws: Sequence[RawArticle], content: Content, today: date) -> Taken:
    """Keep and cut the lines that the editor decided on: the articles of `raws` are cleaned again under these wishes.

    A text that was edited by hand is left as it is, and a problem says so.
    """
    articles: dict[str, Article] = {}
    receipts: dict[str, Receipt] = {}
    problems: list[Problem] = []
    shared = count_lines(content, raws)
    known = receipts_by_place(content)
    for raw in raws:
        before = known.get((raw.sha256, raw.path, raw.item))
        if before is None:
            continue
        ident, article = before.id, content.articles[before.id]
        new = clean_again(raw, before, shared.get(source_of(raw) or ""), content, today)
        # The text may be the new one already, where a run was cut off before it wrote the receipt.
        if fingerprint(article.body) not in {before.body_sha256, new.receipt.body_sha256}:
            problems.append(_edited(raw, article))
            continue
        articles[ident], receipts[ident] = new.article, new.receipt
    return Taken(articles, receipts, (), tuple(problems))


def clean_again(raw: RawArticle, before: Receipt, shared: Shared | None, content: Content, today: date) -> Intake:
    """Return what would come today of a raw article with the receipt `before`, under the id it has."""
    from generator.clean import Shared

    article = content.articles[before.id]
    keep, cut = frozenset(article.keep), frozenset(article.cut)
    new = take_in(raw, IntakeOptions(content.sources, today, *(shared or Shared()), keep, cut))
    return _renew(new, article, before, content.sources)


def receipts_by_place(content: Content) -> dict[tuple[str, str, int], Receipt]:
    """Return the receipts by SHA-256, path and item: where a feed has moved on, another article has an item's place."""
    return {(receipt.sha256, receipt.path, receipt.item): receipt for receipt in content.receipts.values()}


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
        # Items of a feed move: they are known again by their address where it is theirs alone, else by their text.
        items = [receipt for receipt in receipts if receipt.item]
        addresses = Counter((receipt.path, _address_read(receipt)) for receipt in items)
        self._by_address = {
            (receipt.path, url): receipt
            for receipt in items
            if (url := _address_read(receipt)) and addresses[receipt.path, url] == 1
        }
        self._by_body = {(receipt.path, receipt.body_sha256): receipt for receipt in items}

    def wishes(self, before: Receipt | None) -> tuple[frozenset[int], frozenset[int]]:
        """Return the lines that the editor wants kept, and cut, in the article of an earlier state."""
        known = self._content.articles.get(before.id) if before else None
        return (frozenset(known.keep), frozenset(known.cut)) if known else (frozenset(), frozenset())

    def refuse(self, raw: RawArticle, why: Problem) -> None:
        """Enter a raw article that no process outlived, or that was not done in time."""
        self.inputs.append(Input(raw.path, raw.item, "refused"))
        self.problems.append(why)

    def enter(self, raw: RawArticle, before: Receipt | None, new: Intake) -> None:
        """Enter what came of one raw article; `before` is the receipt of its earlier state."""
        new = rename(new, raw, lambda ident: self._taken(ident, before) and not self._orphaned(ident, new))
        self.problems += _hidden_in_title(raw, new.receipt)
        if before is None and raw.item:
            before = self._by_body.pop((raw.path, new.receipt.body_sha256), None)
        twin = self._twin(raw, new) if before is None else None
        if twin is not None and self._receipt(twin) is not None:
            self._merge(raw, twin)
        elif before is None:
            orphan = self._content.articles.get(new.article.id) if self._orphaned(new.article.id, new) else None
            self._publish(raw, replace(new, article=orphan) if orphan else new)
        elif (old := self._content.articles.get(before.id)) is None:
            self.inputs.append(Input(raw.path, raw.item, "withdrawn", before.id))
        elif fingerprint(old.body) not in {before.body_sha256, new.receipt.body_sha256}:
            self.inputs.append(Input(raw.path, raw.item, "published", before.id))
            self.problems.append(_edited(raw, old))
        else:
            self._publish(raw, _renew(new, old, before, self._content.sources))

    def before(self, raw: RawArticle) -> Receipt | None:
        """Return the receipt of an earlier state of the same article: same file, or same feed and address."""
        if not raw.item:
            return self._by_place.get((raw.path, 0))
        url = next((hint.value.strip().split("#")[0] for hint in raw.hints if hint.field == "url"), None)
        return self._by_address.pop((raw.path, url), None) if url else None

    def _twin(self, raw: RawArticle, new: Intake) -> str | None:
        """Return the article with the same text: from the same bytes, or of the same source."""
        return self._by_file.get((raw.sha256, raw.item)) or self._by_text.get(text_mark(new.article))

    def _taken(self, ident: str, before: Receipt | None) -> bool:
        if before is not None and ident == before.id:
            return False
        known = (self.articles, self._content.articles, self._content.receipts)
        return any(ident in books for books in known)

    def _orphaned(self, ident: str, new: Intake) -> bool:
        """Tell whether an article is the new one, left without a receipt by a run that was cut off before it wrote that."""
        article = self._content.articles.get(ident)
        return (
            article is not None
            and self._receipt(ident) is None
            and fingerprint(article.body) == new.receipt.body_sha256
        )

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
        if new.receipt.refused and not new.article.keep and not new.article.cut:
            self.problems.append(_uncut(raw, new))
        self.inputs.append(Input(raw.path, raw.item, "published", ident))


def _address_read(receipt: Receipt) -> str | None:
    """Return the address that was read off the container, whether or not there is an article still."""
    return next((evidence.value for evidence in receipt.evidence if evidence.field == "url"), None)


def _renew(new: Intake, old: Article, before: Receipt, sources: Sequence[Source]) -> Intake:
    """Give an article its new text; its id, its file, what only an editor writes and what an editor mended stay."""
    mended: dict[str, Any] = {field: getattr(old, field) for field in _mended(old, before, sources)}
    if "title" in mended:
        mended["title_from"] = old.title_from
    article = replace(
        new.article,
        id=old.id,
        path=old.path,
        retrieved=old.retrieved,
        event=old.event or new.article.event,
        draft=old.draft or new.article.draft,
        keep=old.keep or new.article.keep,
        cut=old.cut or new.article.cut,
        extra={**new.article.extra, **old.extra},
        **mended,
    )
    return replace(new, article=article, receipt=replace(new.receipt, id=old.id, also=before.also))


def _mended(old: Article, before: Receipt, sources: Sequence[Source]) -> Iterator[str]:
    """Yield the facts that are not as their evidence says: an editor mended them, and the editor wins."""
    read = {evidence.field: " ".join(evidence.value.split()) for evidence in before.evidence}
    if before.form != "markdown":
        read.pop("summary", None)  # a container's summary is evidence only, no part of the article
    outlet = read.get("source", "")
    slugs = {source.slug for source in sources if source.name == outlet} | {slugify(outlet)}
    if old.source in slugs:
        read["source"] = old.source or ""
    has = {
        "title": old.title,
        "lang": old.lang if old.lang != "und" else "",
        "published": str(old.published or ""),
        "updated": str(old.updated or ""),
        "source": old.source or "",
        "url": old.url or "",
        "byline": old.byline or "",
        "tags": ", ".join(old.tags),
        "summary": old.summary or "",
    }
    yield from (field for field, value in has.items() if value != read.get(field, ""))


def _hidden_in_title(raw: RawArticle, receipt: Receipt) -> tuple[Problem, ...]:
    """Point out a headline that would have been read otherwise than it stands there."""
    lines = [(span.line, span.text or "") for span in receipt.spans if span.label == "title"]
    told = [(0, hint.value) for hint in raw.hints if hint.field == "title"]
    found = next((line for line, text in (*lines, *told) if steers(text)), None)
    if found is None:
        return ()
    return (hidden_characters(raw.path, found if raw.form == "text" else 0),)


def _uncut(raw: RawArticle, new: Intake) -> Problem:
    """Ask the editor about a text that the rules would have left little of."""
    return Problem(
        raw.path,
        0,
        0,
        "uncut",
        f"nothing was cut: {new.receipt.refused}.",
        "So little text in so long a page is rare, and a mistake of the rules more likely.",
        f"look at it with `digest explain {new.article.id}`; a line `cut: [3, 4]` in {new.article.path} takes lines out.",
        "warning",
    )


def _edited(raw: RawArticle, old: Article) -> Problem:
    return Problem(
        raw.path,
        0,
        0,
        "edited-by-hand",
        f"{old.path} was edited by hand, so it is not made anew from this file.",
        "The editor's text is never overwritten.",
        f"carry the change over yourself, or delete {old.path} and its receipt to take the file in again.",
        "warning",
    )
