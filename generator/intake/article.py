"""Intake: one raw article, cleaned, identified and set as an article with its receipt. Values in, values out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.ingest.markdown import ALSO
from generator.model import Article, Receipt
from generator.store.articles import KEYS
from generator.text.conserve import compose
from generator.text.frontmatter import parse
from generator.text.slugs import is_slug, short_hash, slugify

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from generator.identify import Identity
    from generator.model import RawArticle, Source
    from generator.text.conserve import Composed

_NAME_BYTES = 48
"""Bytes of the title in an article's id: enough to know the file in a list."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What came of a raw article: the article as it will be written, and the receipt of how."""

    article: Article
    receipt: Receipt


def take_in(
    raw: RawArticle,
    sources: Sequence[Source],
    repeats: frozenset[str],
    today: date,
    taken: Callable[[str], bool],
) -> Intake:
    """Clean, identify and set one raw article.

    `repeats` are the fingerprints of lines that recur in other documents of its source; `taken` tells whether an id
    belongs to another article already.
    """
    from generator.clean import clean
    from generator.identify import identify

    hints = _hints(raw)
    cleaned = clean(raw, _options(hints, sources, repeats, today))
    composed = compose(raw.text, cleaned.blocks, raw.form)
    identity = identify(raw, cleaned.blocks, sources)
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


def fingerprint(body: str) -> str:
    """Return the fingerprint by which a body that was edited by hand is told: SHA-256, hex."""
    return hashlib.sha256(body.strip().encode()).hexdigest()


def text_mark(article: Article) -> str:
    """Return what two exact duplicates have in common: source and text, white space aside."""
    return fingerprint(f"{article.source or ''}\n{' '.join(article.body.split())}")


def source_of(raw: RawArticle) -> str | None:
    """Return the slug of the source that the container names, `None` where it names none."""
    return next((hint.value for hint in raw.hints if hint.field == "source" and is_slug(hint.value)), None)


def _hints(raw: RawArticle) -> dict[str, str]:
    """Return the most trusted hint of each field."""
    found: dict[str, str] = {}
    for hint in raw.hints:
        found.setdefault(hint.field, hint.value)
    return found


def _options(hints: Mapping[str, str], sources: Sequence[Source], repeats: frozenset[str], today: date):  # type: ignore[no-untyped-def]  # noqa: ANN202  # its type is imported late
    from generator.clean import CleanOptions

    source = next((source for source in sources if source.slug == hints.get("source")), None)
    keep = frozenset(int(number) for number in hints.get("keep", "").replace(",", " ").split() if number.isdigit())
    return CleanOptions(
        keep=keep, source=source, today=today, repeats=repeats, title=hints.get("title"), lang=hints.get("lang")
    )


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
