"""Feeds, their list, and the sitemaps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.model.views import FeedEntry, FeedView
from generator.model.when import When
from generator.plan.permalinks import event_url, feed_urls

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.galley import Card
    from generator.plan.desk import Desk

BEGINNING = "1970-01-01T00:00:00Z"
"""The time of a feed or an entry that has none: Atom asks for one, and now is not when it was published."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A feed to be: what it is called, the page it follows, its name for ever, and its articles, newest first."""

    title: str
    home: str
    name: str
    cards: tuple[Card, ...]
    description: str = ""


def feed_view(desk: Desk, channel: Channel, base_url: str, entry_of: Callable[[str], FeedEntry]) -> FeedView:
    """Make a feed: Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1 say the same. `entry_of` is told the id of an article."""
    entries = tuple(entry_of(card.id) for card in channel.cards)
    atom, rss, json = feed_urls(channel.home)
    return FeedView(
        title=channel.title,
        id=tag_address(base_url, channel.name),
        url=atom,
        rss=rss,
        json=json,
        home=channel.home,
        description=channel.description,
        updated=max((entry.updated for entry in entries), default=BEGINNING),
        lang=desk.words.lang,
        entries=entries,
    )


def feed_entry(desk: Desk, base_url: str, ident: str) -> FeedEntry:
    """Make an entry of the feeds: the same in each that has the article.

    It is named by a `tag:` address (RFC 4151) from the article's id, which outlives any change of address.
    """
    card, item = desk.digest.cards[ident], desk.item(ident)
    published, updated = instant(card.published), instant(card.updated)
    return FeedEntry(
        id=tag_address(base_url, f"a/{card.id}"),
        title=item.title,
        url=item.url,
        updated=max(updated, published) or BEGINNING,
        published=published,
        content=desk.digest.stock.galley(card).html,
        source=item.source.text.text if item.source else "",
        original=card.original,
        event=event_url(desk.sheet_of[card.id].event.slug),
        tags=card.tags,
    )


def instant(iso: str) -> str:
    """Return the instant of a time as UTC, "" where there is none."""
    return When(iso).instant.isoformat().replace("+00:00", "Z") if iso else ""


def tag_address(base_url: str, name: str) -> str:
    """Return the `tag:` address (RFC 4151) of a feed or an entry of this name, which outlives any change of address."""
    host = urlsplit(base_url).hostname or "digest.invalid"
    path = urlsplit(base_url).path.strip("/")
    return f"tag:{host},2026:{path}/{name}" if path else f"tag:{host},2026:{name}"
