"""The feed and the sitemap."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.model.views import FeedEntry, FeedView
from generator.model.when import When
from generator.plan.permalinks import FEED, HOME, event_url

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.galley import Card
    from generator.plan.desk import Desk

_BEGINNING = "1970-01-01T00:00:00Z"
"""The time of a feed or an entry that has none: Atom asks for one, and now is not when it was published."""


def feed_view(desk: Desk, cards: Sequence[Card], title: str, base_url: str) -> FeedView:
    """Make the site's Atom feed of these articles (RFC 4287).

    Entries are named by `tag:` addresses (RFC 4151) from the article's id, which outlive any change of address.
    """
    entries = tuple(_entry(desk, card, base_url) for card in cards)
    return FeedView(
        title=title,
        id=_tag(base_url, "feed"),
        url=FEED,
        home=HOME,
        updated=max((entry.updated for entry in entries), default=_BEGINNING),
        lang=desk.words.lang,
        entries=entries,
    )


def _entry(desk: Desk, card: Card, base_url: str) -> FeedEntry:
    item = desk.item(card.id)
    published, updated = _time(card.published), _time(card.updated)
    return FeedEntry(
        id=_tag(base_url, f"a/{card.id}"),
        title=item.title,
        url=item.url,
        updated=max(updated, published) or _BEGINNING,
        published=published,
        content=desk.digest.stock.galley(card).html,
        source=item.source.text.text if item.source else "",
        original=card.original,
        event=event_url(desk.sheet_of[card.id].event.slug),
    )


def _time(iso: str) -> str:
    """Return the instant of a time as UTC, "" where there is none."""
    return When(iso).instant.isoformat().replace("+00:00", "Z") if iso else ""


def _tag(base_url: str, name: str) -> str:
    host = urlsplit(base_url).hostname or "digest.invalid"
    path = urlsplit(base_url).path.strip("/")
    return f"tag:{host},2026:{path}/{name}" if path else f"tag:{host},2026:{name}"
