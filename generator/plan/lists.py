"""The pages that list: home, sources, languages, about."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from generator.model.views import (
    AboutView,
    Fact,
    HomeView,
    IndexView,
    Link,
    ListView,
    Pager,
    Share,
    Text,
)
from generator.plan.articles import tally_rules
from generator.plan.permalinks import ARCHIVE, page_url
from generator.plan.wording import set_text, shares

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.model.galley import Card
    from generator.model.views import ArticleItem, Day
    from generator.plan.desk import Desk, Sheet

_EDITION_DAYS = 7
"""The front page holds the events of the week that ends with the newest article."""

_EDITION_MOST = 40

_SINGLE_MOST = 5


def front(desk: Desk) -> tuple[Sheet, ...]:
    """Choose the events of the front page: the newest week's, the most attested first, pinned ones before all."""
    ranked = desk.ranked
    newest = next((sheet.days[-1] for sheet in ranked if sheet.days), None)
    if newest:
        first = (date.fromisoformat(newest) - timedelta(days=_EDITION_DAYS - 1)).isoformat()
        recent = [sheet for sheet in ranked if sheet.pinned or (sheet.days and sheet.days[-1] >= first)]
        recent += [sheet for sheet in ranked if not sheet.days and not sheet.pinned]
    else:
        recent = list(ranked)
    return tuple(sorted(recent, key=_weight)[:_EDITION_MOST])


def home_view(desk: Desk, sheets: Sequence[Sheet], *, older: bool) -> HomeView:
    """Make the front page of these events; `older` says that there are others."""
    edition = [desk.event(sheet.event.id) for sheet in sheets]
    items = [article for event in edition for article in event.articles]
    languages = shares([item.language for item in items])
    single = [event for event in edition if event.counts.languages == 1] if len(languages) > 1 else []
    days = [event.days[-1] for event in edition if event.days]
    return HomeView(
        day=max(days, key=lambda day: day.iso[:10], default=None),
        counts=count_events(desk, sheets) if items else (),
        lead=edition[0] if edition else None,
        rest=tuple(edition[1:]),
        single=tuple(single[:_SINGLE_MOST]),
        languages=languages,
        sources=shares([item.source for item in items if item.source]),
        older=Link(set_text(desk.words("nav_archive"), desk.words.lang), ARCHIVE) if older else None,
    )


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list of articles: its cards, and where it stands in the list."""

    kind: str
    """"source", "language"."""
    url: str
    cards: tuple[Card, ...]
    page: int
    pages: int
    articles: int
    events: int


def paginate(desk: Desk, kind: str, url: str, cards: Iterable[Card], size: int) -> tuple[Listing, ...]:
    """Part the articles of a source or a language into pages: by day, newest first, `size` a page."""
    ordered = newest_first(cards)
    pages = [ordered[start : start + size] for start in range(0, len(ordered), size)] or [()]
    events = len({desk.sheet_of[card.id].event.id for card in ordered})
    return tuple(
        Listing(kind, url, page, number, len(pages), len(ordered), events) for number, page in enumerate(pages, 1)
    )


def list_view(desk: Desk, listing: Listing, name: Text, facts: tuple[Fact, ...]) -> ListView:
    """Make one page of a list of articles."""
    words, page = desk.words, listing.page
    return ListView(
        kind=listing.kind,
        name=name,
        facts=facts if page == 1 else (),
        counts=(words("articles", n=listing.articles), words("events", n=listing.events)),
        articles=_by_day(desk.items(listing.cards)),
        pager=pager(listing.url, page, listing.pages),
    )


def pager(url: str, page: int, pages: int) -> Pager:
    """Say where a page stands in the list that begins at `url`."""
    before = page_url(url, page - 1) if page > 1 else ""
    return Pager(page, pages, before, page_url(url, page + 1) if page < pages else "")


def newest_first(cards: Iterable[Card]) -> tuple[Card, ...]:
    """Sort articles by day, newest first, undated last, ties by id."""
    ordered = sorted(cards, key=lambda card: card.id)
    return tuple(sorted(ordered, key=lambda card: card.day, reverse=True))


def index_view(desk: Desk, kind: str, links: Sequence[tuple[Link, int]]) -> IndexView:
    """Make the list of all sources, or of all languages, with their numbers of articles."""
    most = max((count for _, count in links), default=1)
    ordered = sorted(links, key=lambda pair: (-pair[1], pair[0].url))
    return IndexView(
        kind, desk.words(f"nav_{kind}"), tuple(Share(link, count, round(100 * count / most)) for link, count in ordered)
    )


@dataclass(frozen=True, slots=True)
class Figures:
    """This site's own numbers, and what each rule cut."""

    articles: int
    events: int
    sources: int
    languages: int
    cuts: int
    overrides: int
    raw_bytes: int
    kept_bytes: int
    rules: tuple[tuple[str, int], ...]


def count_figures(desk: Desk) -> Figures:
    """Count what the page on how the digest is made tells of this site."""
    cards = desk.digest.cards.values()
    rules: Counter[str] = Counter()
    for card in cards:
        for rule, count in card.cuts:
            rules[rule] += count
    return Figures(
        articles=len(cards),
        events=len(desk.sheets),
        sources=len({card.source for card in cards if card.source}),
        languages=len({card.lang.lower() for card in cards}),
        cuts=rules.total(),
        overrides=sum(bool(card.event) for card in cards) + len(desk.digest.overrides),
        raw_bytes=sum(card.size for card in cards if card.item <= 1),
        kept_bytes=sum(card.kept for card in cards),
        rules=tuple(sorted(rules.items())),
    )


def about_view(desk: Desk, figures: Figures, title: Text, body: str) -> AboutView:
    """Make the page on how the digest is made, with the site's own figures."""
    words = desk.words
    rows = (
        ("figure_articles", figures.articles),
        ("figure_events", figures.events),
        ("figure_sources", figures.sources),
        ("figure_languages", figures.languages),
        ("figure_cuts", figures.cuts),
        ("figure_overrides", figures.overrides),
        ("figure_raw_bytes", figures.raw_bytes),
        ("figure_kept_bytes", figures.kept_bytes),
    )
    rules = tally_rules(dict(figures.rules), desk.digest.rule_reasons)
    return AboutView(title, body, tuple((words(key), words.number(number)) for key, number in rows), rules)


def source_facts(desk: Desk, slug: str) -> tuple[Fact, ...]:
    """Return what the file of a source says about it."""
    source = desk.digest.sources.get(slug)
    if source is None or not source.url:
        return ()
    return (Fact(desk.words("fact_url"), Text(source.url, "und", "ltr"), f"content/sources/{slug}.toml"),)


def _weight(sheet: Sheet) -> tuple[bool, int, int, int, int, str]:
    newest = -int(sheet.days[-1].replace("-", "")) if sheet.days else 0
    return (not sheet.pinned, -sheet.outlets, -sheet.reports, -sheet.languages, newest, sheet.event.id)


def count_events(desk: Desk, sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """Say how many events these are, with how many articles in how many languages."""
    languages = {card.lang.lower() for sheet in sheets for card in sheet.cards}
    articles = sum(len(sheet.cards) for sheet in sheets)
    words = desk.words
    return (words("events", n=len(sheets)), words("articles", n=articles), words("languages", n=len(languages)))


def _by_day(articles: Sequence[ArticleItem]) -> tuple[tuple[Day | None, tuple[ArticleItem, ...]], ...]:
    groups = groupby(articles, key=lambda item: item.day.iso[:10] if item.day else "")
    return tuple((found[0].day, found) for found in (tuple(same) for _, same in groups))
