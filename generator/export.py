"""Export: the articles that are shown, as rows of `text`, `id` and `metadata`; of each text what its source allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.store.articles import read_articles
from generator.store.curation import read_overrides
from generator.store.ledger import read_ledger
from generator.text.excerpt import allowed
from generator.text.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.errors import Problem
    from generator.model import Article
    from generator.store.config import Config

KEYS = ("title", "lang", "date", "updated", "source", "url", "byline", "tags", "event", "partial")
"""Keys of a row's metadata, in order; what is not known is left out."""


def export_rows(root: Path, config: Config) -> tuple[tuple[dict[str, Any], ...], tuple[Problem, ...]]:
    """Return a row for each article that a build would show, sorted by id, and what was wrong with article files.

    `text` is plain: a paragraph a line, with blank lines between. `partial` says that a policy let only a part of it out.
    Raises DigestError where a memory is torn.
    """
    from generator.store.config import read_sources

    shelf = read_articles(root)
    ledger = read_ledger(root)
    overrides, _ = read_overrides(root)
    hiding = {override.slug for override in overrides if override.hide}
    policies = {source.slug: source.policy for source in read_sources(root)}
    slugs = {member: event.slug for event in ledger for member in event.members}
    hidden = {member for event in ledger if hiding & {event.slug, *event.former} for member in event.members}
    shown = (article for ident, article in sorted(shelf.articles.items()) if ident not in hidden and not article.draft)
    rows = tuple(
        _row(article, policies.get(article.source or "") or config.policy, slugs.get(article.id)) for article in shown
    )
    return rows, shelf.problems


def _row(article: Article, policy: str, event: str | None) -> dict[str, Any]:
    shown, whole = allowed(article.body, policy)
    text = "\n\n".join(plain(shown).split("\n"))
    metadata = {key: value for key, value in _metadata(article, event) if value}
    return {"text": text, "id": article.id, "metadata": metadata if whole else {**metadata, "partial": True}}


def _metadata(article: Article, event: str | None) -> Iterator[tuple[str, Any]]:
    yield "title", "" if article.title_from else article.title
    yield "lang", article.lang if article.lang != "und" else ""
    yield "date", str(article.published or "")
    yield "updated", str(article.updated or "")
    yield "source", article.source
    yield "url", article.url
    yield "byline", article.byline
    yield "tags", list(article.tags)
    yield "event", event
