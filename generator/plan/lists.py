"""The pages that list: home, archive, sources, languages, about."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from generator.model.views import (
    AboutView,
    ArchiveMonth,
    ArchiveView,
    Fact,
    HomeView,
    IndexView,
    Link,
    ListView,
    Text,
)
from generator.plan.articles import kept_bytes, tally_rules
from generator.plan.desk import set_text, shares
from generator.plan.permalinks import ARCHIVE, SOURCES, page_url

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.views import ArticleItem, Day, EventItem
    from generator.plan.desk import Desk

_EDITION_DAYS = 7
"""The front page holds the events of the week that ends with the newest article."""

_EDITION_MOST = 40

_SINGLE_MOST = 5


def home_view(desk: Desk) -> HomeView:
    """Make the front page: the newest week's events, the most attested first, pinned ones before all."""
    ranked = [desk.events[ident] for ident in desk.ranked]
    newest = next((item.days[-1] for item in ranked if item.days), None)
    if newest:
        first = (date.fromisoformat(newest.iso[:10]) - timedelta(days=_EDITION_DAYS - 1)).isoformat()
        recent = [item for item in ranked if item.pinned or (item.days and item.days[-1].iso[:10] >= first)]
        recent += [item for item in ranked if not item.days and not item.pinned]
    else:
        recent = ranked
    edition = sorted(recent, key=_weight)[:_EDITION_MOST]
    items = [article for event in edition for article in event.articles]
    languages = shares([item.language for item in items])
    single = [event for event in edition if event.counts.languages == 1] if len(languages) > 1 else []
    older = Link(set_text(desk.words("nav_archive"), desk.words.lang), ARCHIVE) if len(edition) < len(ranked) else None
    return HomeView(
        day=newest,
        counts=_counts(desk, edition, items) if items else (),
        lead=edition[0] if edition else None,
        rest=tuple(edition[1:]),
        single=tuple(single[:_SINGLE_MOST]),
        languages=languages,
        sources=shares([item.source for item in items if item.source]),
        older=older,
    )


def list_views(desk: Desk, kind: str, link: Link, articles: Sequence[ArticleItem], size: int) -> tuple[ListView, ...]:
    """Make the pages of a source or a language: its articles by day, newest first, `size` a page."""
    ordered = newest_first(articles)
    pages = [ordered[start : start + size] for start in range(0, len(ordered), size)] or [()]
    events = {desk.event_of[item.id] for item in articles}
    counts = (desk.words("articles", n=len(articles)), desk.words("events", n=len(events)))
    facts = _source_facts(desk, link.url) if kind == "source" else ()
    return tuple(
        ListView(
            kind=kind,
            name=link.text,
            facts=facts if number == 1 else (),
            counts=counts,
            articles=_by_day(page),
            page=number,
            pages=len(pages),
            previous=page_url(link.url, number - 1) if number > 1 else "",
            next=page_url(link.url, number + 1) if number < len(pages) else "",
        )
        for number, page in enumerate(pages, 1)
    )


def newest_first(articles: Sequence[ArticleItem]) -> tuple[ArticleItem, ...]:
    """Sort articles by day, newest first, undated last, ties by id."""
    dated = sorted((item for item in articles if item.day), key=lambda item: item.id)
    dated.sort(key=lambda item: item.day.iso[:10] if item.day else "", reverse=True)
    return (*dated, *sorted((item for item in articles if not item.day), key=lambda item: item.id))


def index_view(desk: Desk, kind: str) -> IndexView:
    """Make the list of all sources, or of all languages."""
    items = desk.articles.values()
    links = [item.language for item in items] if kind == "languages" else [item.source for item in items if item.source]
    return IndexView(kind, desk.words(f"nav_{kind}"), shares(links))


def archive_view(desk: Desk) -> ArchiveView:
    """Make the list of every event, by month and day, newest first, undated last."""
    ranked = [desk.events[ident] for ident in desk.ranked]
    months: list[ArchiveMonth] = []
    for iso, group in groupby(ranked, key=lambda item: item.days[-1].iso[:7] if item.days else ""):
        events = list(group)
        days = groupby(events, key=lambda item: item.days[-1].iso[:10] if item.days else "")
        by_day = tuple((_day(found), found) for found in (tuple(same) for _, same in days))
        name = desk.words.month(date.fromisoformat(f"{iso}-01")) if iso else ""
        months.append(ArchiveMonth(name, iso, by_day, len(events)))
    return ArchiveView(tuple(months), _counts(desk, ranked, list(desk.articles.values())) if ranked else ())


def about_view(desk: Desk, title: str, body: str) -> AboutView:
    """Make the page on how the digest is made, with the site's own figures."""
    words, digest = desk.words, desk.digest
    receipts = digest.receipts
    placed = sum(bool(article.event) for article in digest.articles.values()) + len(digest.overrides)
    rules = tally_rules(receipts, digest.rule_reasons)
    figures = (
        ("figure_articles", len(digest.articles)),
        ("figure_events", len(digest.events)),
        ("figure_sources", len({item.source.url for item in desk.articles.values() if item.source})),
        ("figure_languages", len({item.language.url for item in desk.articles.values()})),
        ("figure_cuts", sum(tally.count for tally in rules)),
        ("figure_overrides", placed),
        ("figure_raw_bytes", sum(receipt.size for receipt in receipts.values() if receipt.item <= 1)),
        (
            "figure_kept_bytes",
            sum(kept_bytes(digest, ident) for ident in receipts),
        ),
    )
    return AboutView(title, body, tuple((words(key), words.number(number)) for key, number in figures), rules)


def _source_facts(desk: Desk, url: str) -> tuple[Fact, ...]:
    """Return what the file of a source says about it."""
    slug = url.removeprefix(SOURCES).strip("/")
    source = desk.digest.sources.get(slug)
    if source is None or not source.url:
        return ()
    name = desk.words("fact_url")
    return (Fact(name, Text(source.url, "und", "ltr"), f"content/sources/{slug}.toml"),)


def _weight(item: EventItem) -> tuple[bool, int, int, int, int, str]:
    newest = -int(item.days[-1].iso[:10].replace("-", "")) if item.days else 0
    counts = item.counts
    return (not item.pinned, -counts.outlets, -counts.reports, -counts.languages, newest, item.id)


def _counts(desk: Desk, events: Sequence[EventItem], items: Sequence[ArticleItem]) -> tuple[str, ...]:
    languages = len({item.language.url for item in items})
    words = desk.words
    return (words("events", n=len(events)), words("articles", n=len(items)), words("languages", n=languages))


def _by_day(articles: Sequence[ArticleItem]) -> tuple[tuple[Day | None, tuple[ArticleItem, ...]], ...]:
    groups = groupby(articles, key=lambda item: item.day.iso[:10] if item.day else "")
    return tuple((found[0].day, found) for found in (tuple(same) for _, same in groups))


def _day(events: Sequence[EventItem]) -> Day | None:
    return events[0].days[-1] if events[0].days else None
