"""What pages say in the words of schema.org, for machines that read JSON-LD. Only where the site knows its address."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.model.views import ArticleView, EventItem, EventView, Text

Data = dict[str, object]

_MOST = 30
"""Items of a list that are named one by one."""


def article_data(view: ArticleView, base: str, published: str, updated: str) -> Data:
    """Describe an article: `isBasedOn` the original, since the text is another's."""
    item = view.item
    return _node(
        "NewsArticle",
        headline=item.title.text,
        url=f"{base}{item.url}",
        inLanguage=item.title.lang,
        datePublished=published,
        dateModified=updated,
        author=_named("Person", item.byline),
        publisher=_named("NewsMediaOrganization", item.source.text if item.source else None),
        isBasedOn=view.original,
        isPartOf=f"{base}{view.event.url}" if view.event else "",
        keywords=[link.text.text for link in view.tags],
    )


def event_data(view: EventView, base: str) -> Data:
    """Describe the page of an event: a collection of articles about it."""
    item = view.item
    days = [day.iso[:10] for day in item.days]
    happening = {
        "@type": "Event",
        "name": item.title.text,
        "startDate": days[0] if days else "",
        "endDate": days[-1] if days else "",
    }
    return _node(
        "CollectionPage",
        name=item.title.text,
        url=f"{base}{item.url}",
        about={key: value for key, value in happening.items() if value} if days else {},
        hasPart=[
            _node("NewsArticle", context=False, headline=each.title.text, url=f"{base}{each.url}", inLanguage=each.title.lang)
            for each in view.articles[:_MOST]
        ],
    )  # fmt: skip


def list_data(kind: str, name: str, url: str, events: Iterable[EventItem], base: str) -> Data:
    """Describe a page that lists events in their order; `kind` is its type, "CollectionPage" or "PublicationIssue"."""
    items = [
        {"@type": "ListItem", "position": number, "url": f"{base}{event.url}", "name": event.title.text}
        for number, event in enumerate(events, 1)
    ][:_MOST]
    main = {"@type": "ItemList", "itemListElement": items} if items else {}
    return _node(kind, name=name, url=f"{base}{url}", mainEntity=main)


def _named(kind: str, name: Text | None) -> Mapping[str, object]:
    return {"@type": kind, "name": name.text} if name else {}


def _node(kind: str, *, context: bool = True, **values: object) -> Data:
    """Return a node without what is unknown."""
    head: Data = {"@context": "https://schema.org"} if context else {}
    return {**head, "@type": kind, **{key: value for key, value in values.items() if value}}
