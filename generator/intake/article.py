"""Intake: one raw article, cleaned, identified and set as an article with its receipt. Values in, values out."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from generator.allowance import Allowance, refusal
from generator.ingest.markdown import ALSO
from generator.model import Article, Block, RawArticle, Receipt, When
from generator.store.articles import KEYS
from generator.text.conserve import compose, rebuild
from generator.text.fingerprint import fingerprint_body as fingerprint
from generator.text.frontmatter import parse
from generator.text.shape import is_doubtful
from generator.text.slugs import is_slug, short_hash, slugify

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from generator.clean import CleanOptions
    from generator.errors import Problem
    from generator.identify import Identity
    from generator.model import Source
    from generator.text.conserve import Composed

_NAME_BYTES = 48
"""Bytes of the title in an article's id: enough to know the file in a list."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What came of a raw article: the article as it will be written, and the receipt of how."""

    article: Article
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class IntakeOptions:
    """What is known beside the raw article.

    `sources` are the known publishers; `today` decides which of their cut rules still hold; `repeats` are the
    fingerprints of lines that recur in several articles of its source, `pairs` of those that two have; `keep` and `cut`
    are raw lines that the editor has decided on.
    """

    sources: Sequence[Source]
    today: date
    repeats: frozenset[str] = frozenset()
    pairs: frozenset[str] = frozenset()
    keep: frozenset[int] = frozenset()
    cut: frozenset[int] = frozenset()


def take_in(raw: RawArticle, options: IntakeOptions, taken: Callable[[str], bool] = lambda _: False) -> Intake:
    """Clean, identify and set one raw article; `taken` tells whether an id belongs to another article already."""
    from generator.clean import clean
    from generator.identify import identify

    hints = _hints(raw)
    cleaned = clean(raw, _clean_options(hints, options))
    composed = compose(raw.text, cleaned.blocks, raw.form)
    identity = identify(raw, cleaned.blocks, options.sources)
    article = _article(raw, identity, composed, hints, taken)
    receipt = Receipt(
        id=article.id,
        path=raw.path,
        form=raw.form,
        sha256=raw.sha256,
        size=raw.size,
        encoding=raw.encoding,
        encoding_basis=raw.encoding_basis,
        lines=composed.lines,
        body_sha256=fingerprint(composed.body),
        evidence=identity.evidence,
        spans=composed.spans,
        item=raw.item,
        bom=raw.bom,
        newline=raw.newline,
        front_matter=raw.front_matter,
        refused=cleaned.refused,
    )
    return Intake(article, receipt)


Work: TypeAlias = "tuple[RawArticle, IntakeOptions]"


def take_in_all(work: Sequence[Work]) -> list[Intake | Problem]:
    """Take in several raw articles, each for itself and within the time for it, as workers are asked to."""
    allowance: Allowance[Work, Intake | Problem] = Allowance(_is_doubtful, refuse)
    return allowance.map(_take_in, work)


def refuse(work: Work, code: str = "dead-worker") -> Problem:
    """Return what stands in for an article that no process outlived, or that was not done in time."""
    return refusal(work[0].path, code)


def _take_in(work: Work) -> Intake | Problem:
    return take_in(*work)


def _is_doubtful(work: Work) -> bool:
    return is_doubtful(work[0].text.encode("utf-8", "surrogatepass"))


def rename(new: Intake, raw: RawArticle, taken: Callable[[str], bool]) -> Intake:
    """Give an article that was taken in by itself another id if its own is `taken` by then."""
    if not taken(new.article.id):
        return new
    title = new.article.title
    ident = _ident(raw, title, _hints(raw).get("id"), taken)
    article = replace(new.article, id=ident, path=f"content/articles/{ident}.md")
    return Intake(article, replace(new.receipt, id=ident))


def text_mark(article: Article) -> str:
    """Return what two exact duplicates have in common: source and text, white space aside; the title where that is all."""
    return fingerprint(f"{article.source or ''}\n{' '.join(article.body.split()) or f'# {article.title}'}")


def remember(article: Article, receipt: Receipt) -> RawArticle:
    """Return the raw article as its receipt remembers it: its lines, without what a reader knew of them.

    Of a text that was edited by hand, or that its receipt does not fit (which `digest check` reports), only the lines
    that are not in it are remembered.
    """
    kept: list[str] = []
    if fingerprint(article.body) == receipt.body_sha256:
        with suppress(ValueError):
            kept = rebuild(article.body, receipt.spans, receipt.lines).split("\n")
    lines = (
        (span.line, span.text if span.text is not None else "".join(kept[span.line - 1 : span.line]))
        for span in receipt.spans
    )
    blocks = tuple(Block(line, text.strip()) for line, text in lines if text.strip())
    return RawArticle(
        path=receipt.path,
        item=receipt.item,
        form="text",
        sha256=receipt.sha256,
        size=receipt.size,
        encoding=receipt.encoding,
        encoding_basis=receipt.encoding_basis,
        bom=receipt.bom,
        newline=receipt.newline,
        text="",
        blocks=blocks,
    )


def source_of(raw: RawArticle) -> str | None:
    """Return the slug of the source that the container names, `None` where it names none."""
    return next((hint.value for hint in raw.hints if hint.field == "source" and is_slug(hint.value)), None)


def _hints(raw: RawArticle) -> dict[str, str]:
    """Return the most trusted hint of each field; of `keep` and `cut`, which are lists, all values."""
    found: dict[str, str] = {}
    for hint in raw.hints:
        found.setdefault(hint.field, hint.value)
    for field in ("keep", "cut"):
        found[field] = " ".join(hint.value for hint in raw.hints if hint.field == field)
    return found


def _clean_options(hints: Mapping[str, str], options: IntakeOptions) -> CleanOptions:
    from generator.clean import CleanOptions

    return CleanOptions(
        keep=options.keep | _numbers(hints["keep"]),
        cut=options.cut | _numbers(hints["cut"]),
        source=next((source for source in options.sources if source.slug == hints.get("source")), None),
        today=options.today,
        repeats=options.repeats,
        pairs=options.pairs,
        title=hints.get("title"),
        lang=hints.get("lang"),
    )


def _numbers(text: str) -> frozenset[int]:
    return frozenset(int(number) for number in re.findall(r"\b[0-9]{1,9}\b", text))


def _article(
    raw: RawArticle, identity: Identity, composed: Composed, hints: Mapping[str, str], taken: Callable[[str], bool]
) -> Article:
    front = parse(raw.front_matter + "\n", raw.path).values if raw.front_matter else {}
    ident = _ident(raw, identity.title, hints.get("id"), taken)
    event = hints.get("event")
    return Article(
        id=ident,
        title=identity.title,
        lang=identity.lang,
        body=composed.body,
        published=identity.published,
        updated=identity.updated,
        retrieved=_when(hints.get("retrieved")),
        source=identity.source_slug or identity.source_name,
        url=identity.url,
        byline=identity.byline,
        tags=identity.tags,
        summary=identity.summary if raw.form == "markdown" else None,
        draft=hints.get("draft", "").lower() in {"true", "yes"},
        event=event if event and is_slug(event) else None,
        title_from=identity.title_from,
        caption=identity.captions,
        path=f"content/articles/{ident}.md",
        extra={key: value for key, value in front.items() if key not in KEYS and key not in ALSO},
    )


def _when(text: str | None) -> When | None:
    try:
        return When.parse(text) if text else None
    except ValueError:
        return None  # the reader has named the value as a problem, or the container is not to be trusted with it


def _ident(raw: RawArticle, title: str, given: str | None, taken: Callable[[str], bool]) -> str:
    """Return the article's id: the one given, else the title's slug and a hash of source and text.

    It depends on the article alone, so that taking in the same files in another order gives the same ids; only where
    two articles would share one is the hash lengthened.
    """
    if given and is_slug(given) and not taken(given):
        return given
    mark = f"{source_of(raw) or ''}\n{raw.text}"
    name = slugify(title, _NAME_BYTES)
    for length in (6, 12, 24):
        ident = f"{name}-{short_hash(mark, length)}".strip("-")
        if not taken(ident):
            return ident
    return f"{name}-{short_hash(f'{raw.path} {raw.item} {mark}', 24)}".strip("-")
