"""The feed and the sitemap."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.model.views import FeedEntry, FeedView
from generator.plan.lists import newest_first
from generator.plan.permalinks import FEED, HOME, article_url

if TYPE_CHECKING:
    from generator.model.article import Article
    from generator.plan.desk import Desk

_BEGINNING = "1970-01-01T00:00:00Z"
"""The time of a feed or an entry that has none: Atom asks for one, and now is not when it was published."""


def feed_view(desk: Desk, title: str, base_url: str, most: int) -> FeedView:
    """Make the site's Atom feed: the newest `most` articles, dated ones first (RFC 4287).

    Entries are named by `tag:` addresses (RFC 4151) from the article's id, which outlive any change of address.
    """
    ordered = newest_first(list(desk.articles.values()))[:most]
    entries = tuple(_entry(desk, desk.digest.articles[item.id], base_url) for item in ordered)
    return FeedView(
        title=title,
        id=_tag(base_url, "feed"),
        url=FEED,
        home=HOME,
        updated=max((entry.updated for entry in entries), default=_BEGINNING),
        lang=desk.words.lang,
        entries=entries,
    )


def _entry(desk: Desk, article: Article, base_url: str) -> FeedEntry:
    item = desk.articles[article.id]
    published = _time(article.published.instant.isoformat()) if article.published else ""
    updated = _time(article.updated.instant.isoformat()) if article.updated else published
    event = desk.events.get(desk.event_of.get(article.id, ""))
    return FeedEntry(
        id=_tag(base_url, f"a/{article.id}"),
        title=item.title,
        url=article_url(article.id),
        updated=max(updated, published) or _BEGINNING,
        published=published,
        content=desk.digest.bodies[article.id].html,
        source=item.source.text.text if item.source else "",
        original=article.url or "",
        event=event.url if event else "",
    )


def _time(iso: str) -> str:
    return iso.replace("+00:00", "Z")


def _tag(base_url: str, name: str) -> str:
    host = urlsplit(base_url).hostname or "digest.invalid"
    path = urlsplit(base_url).path.strip("/")
    return f"tag:{host},2026:{path}/{name}" if path else f"tag:{host},2026:{name}"
