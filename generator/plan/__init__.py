"""From a digest to the pages of its site: permalinks, views, feeds, redirects."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from generator.model.page import Composed, Page
from generator.model.views import Link, NotFoundView, PageHead, RedirectView, SiteView, StandingView
from generator.plan import permalinks
from generator.plan.articles import article_view, language_link, provenance_view, source_link, source_slug
from generator.plan.desk import Desk
from generator.plan.events import event_view, near_events, tie_key
from generator.plan.feeds import feed_view
from generator.plan.lists import (
    about_view,
    archive_view,
    count_figures,
    front,
    home_view,
    index_view,
    list_view,
    newest_first,
    paginate,
    source_facts,
)
from generator.plan.permalinks import article_url, event_url, provenance_url
from generator.plan.wording import set_text
from generator.text.fingerprint import fingerprint
from generator.text.scripts import tag_direction
from generator.text.segment import shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from generator.errors import Problem
    from generator.model.digest import Digest
    from generator.model.galley import Card
    from generator.model.override import Standing
    from generator.model.views import Fact, Text
    from generator.plan.desk import Sheet
    from generator.plan.lists import Figures, Listing
    from generator.text.fingerprint import Part
    from generator.text.words import Words

_LATEST_ON_404 = 5


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What of the configuration the plan asks for. `base_url` has no slash at its end, "" where unknown."""

    title: str
    description: str
    base_url: str
    stylesheet: str
    """Permalink of the stylesheet."""
    feed_entries: int = 50
    page_articles: int = 100


@dataclass(frozen=True, slots=True)
class Prose:
    """Texts of the editor's as sanitised HTML, by file (`content/...`), and by file and key ("summary", "note")."""

    html: Mapping[tuple[str, str], str]

    def of(self, path: str, key: str = "body") -> str:
        """Return the HTML of a text, "" where there is none."""
        return self.html.get((path, key), "")


@dataclass(frozen=True, slots=True)
class Plan:
    """The pages of a site in order of path, no two with one address."""

    site: SiteView
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]
    redirects: tuple[tuple[str, str], ...]
    """Old permalinks and where they lead."""


def plan_site(digest: Digest, settings: SiteSettings, words: Words, prose: Prose) -> Plan:
    """Plan every page of the site: its address, its template, the key of what it shows. Nothing is composed yet.

    A page's `key` covers everything that its `compose` reads, words and settings aside, which are those of the whole
    site. Where `compose` comes to read more, the key must name it.
    """
    desk = Desk(digest, words)
    redirects = _redirects(digest)
    planner = _Planner(desk, settings, words, prose)
    pages = [
        *planner.articles(),
        *planner.events(),
        *planner.lists(),
        *planner.standing(),
        *planner.machines(redirects),
    ]
    kept, problems = permalinks.refuse_collisions(pages)
    return Plan(planner.site(), tuple(sorted(kept, key=lambda page: page.path)), problems, redirects)


@dataclass(frozen=True, slots=True)
class _Planner:
    """Makes pages: each gets its address, template and key, and composes view and head when it is asked."""

    desk: Desk
    settings: SiteSettings
    words: Words
    prose: Prose

    def site(self) -> SiteView:
        """Return what every page knows."""
        words = self.words
        nav = (
            (words("nav_latest"), permalinks.HOME),
            (words("nav_archive"), permalinks.ARCHIVE),
            (words("nav_sources"), permalinks.SOURCES),
            (words("nav_languages"), permalinks.LANGUAGES),
            (words("nav_about"), permalinks.ABOUT),
        )
        standing = [page for page in self.desk.digest.pages if page.slug != "about"]
        return SiteView(
            title=self.settings.title,
            description=self.settings.description,
            lang=words.lang,
            dir=tag_direction(words.lang),
            base_url=self.settings.base_url,
            stylesheet=self.settings.stylesheet,
            feed=permalinks.FEED,
            nav=tuple(Link(set_text(text, words.lang), url) for text, url in nav),
            footer=tuple(Link(set_text(page.title, page.lang), f"/{page.slug}/") for page in standing),
        )

    def articles(self) -> Iterator[Page]:
        """Plan each article and its provenance."""
        for card in self.desk.digest.cards.values():
            sheet = self.desk.sheet_of[card.id]
            yield self._page("article.html", article_url(card.id), partial(self._article, card), card.galley, sheet.key)
            if card.receipt:
                make = partial(self._provenance, card)
                doubtful = sheet.doubtful == card.id
                yield self._page("provenance.html", provenance_url(card.id), make, card.galley, card.slip, doubtful)

    def _article(self, card: Card) -> Composed:
        desk = self.desk
        event = desk.event(desk.sheet_of[card.id].event.id)
        item = desk.item(card.id)
        others = tuple(other for other in event.articles if other.id != card.id)
        view = article_view(item, desk.digest.stock.galley(card), card, event, others)
        description = item.lead.text if item.lead else ""
        # The text is another's: where it can be read at home, search engines are sent there.
        head = PageHead(item.url, item.title.text, description, card.original, index=not card.original)
        return Composed(view, head)

    def _provenance(self, card: Card) -> Composed:
        desk = self.desk
        item, stock = desk.item(card.id), desk.digest.stock
        view = provenance_view(item, stock.galley(card), stock.raw(card), self.words, desk.digest.rule_reasons)
        heading = f"{self.words('raw_title')}: {item.title.text}"
        return Composed(view, PageHead(provenance_url(card.id), heading, "", "", index=False))

    def events(self) -> Iterator[Page]:
        """Plan each event."""
        for sheet in self.desk.sheets.values():
            near = near_events(self.desk, sheet)
            override = sheet.override
            summary = self.prose.of(override.path, "summary") if override else ""
            note = self.prose.of(override.path, "note") if override else ""
            make = partial(self._event, sheet, near, summary, note)
            parts = (sheet.key, sheet.event.former, tie_key(sheet.event), tuple(other.key for other in near))
            yield self._page("event.html", event_url(sheet.event.slug), make, *parts, summary, note)

    def _event(self, sheet: Sheet, near: tuple[Sheet, ...], summary: str, note: str) -> Composed:
        view = event_view(self.desk, sheet, near, summary, note)
        description = view.item.lead.text.text if view.item.lead else ""
        return Composed(view, PageHead(view.item.url, view.item.title.text, description, ""))

    def lists(self) -> Iterator[Page]:
        """Plan home, archive, and the lists of sources and languages."""
        desk = self.desk
        sheets = front(desk)
        older = len(sheets) < len(desk.ranked)
        make = partial(self._home, sheets, older=older)
        yield self._page("home.html", permalinks.HOME, make, *(sheet.key for sheet in sheets), older)
        keys = tuple(sheet.key for sheet in desk.ranked)
        yield self._page("archive.html", permalinks.ARCHIVE, self._archive, *keys)
        by_source: dict[str, list[Card]] = {}
        by_language: dict[str, list[Card]] = {}
        for card in desk.digest.cards.values():
            by_language.setdefault(card.lang.lower(), []).append(card)
            if card.source:
                by_source.setdefault(card.source, []).append(card)
        for kind, groups in (("source", by_source), ("language", by_language)):
            yield from self._lists(kind, groups)

    def _lists(self, kind: str, groups: Mapping[str, Sequence[Card]]) -> Iterator[Page]:
        """Plan the list of all sources, or languages, and the pages of each; the first card of each tells its name."""
        above = permalinks.SOURCES if kind == "source" else permalinks.LANGUAGES
        links = tuple((self._name(kind, cards[0]), len(cards)) for _, cards in sorted(groups.items()))
        keys = tuple((*astuple(link.text), link.url, count) for link, count in links)
        yield self._page("index.html", above, partial(self._index, kind, above, links), kind, keys)
        for slug, cards in sorted(groups.items()):
            url = permalinks.source_url(slug) if kind == "source" else permalinks.language_url(slug)
            facts = source_facts(self.desk, slug) if kind == "source" else ()
            for listing in paginate(self.desk, kind, url, cards, self.settings.page_articles):
                name = self._name(kind, cards[0]).text
                make = partial(self._list, listing, name, facts)
                counts = (listing.page, listing.pages, listing.articles, listing.events)
                shown = self.desk.key_of(listing.cards)
                said = tuple(fact.value.text for fact in facts)
                address = permalinks.page_url(url, listing.page)
                yield self._page("list.html", address, make, kind, astuple(name), *counts, shown, said)

    def _name(self, kind: str, card: Card) -> Link:
        if kind == "language":
            return language_link(card.lang, self.words)
        return source_link(card.outlet, card.lang, self.desk.digest.sources.get(card.source))

    def _index(self, kind: str, url: str, links: tuple[tuple[Link, int], ...]) -> Composed:
        view = index_view(self.desk, f"{kind}s", links)
        return Composed(view, PageHead(url, view.title, "", "", current=url))

    def _list(self, listing: Listing, name: Text, facts: tuple[Fact, ...]) -> Composed:
        view = list_view(self.desk, listing, name, facts)
        url = permalinks.page_url(listing.url, listing.page)
        current = permalinks.SOURCES if listing.kind == "source" else permalinks.LANGUAGES
        return Composed(view, PageHead(url, name.text, "", "", index=listing.page == 1, current=current))

    def _home(self, sheets: tuple[Sheet, ...], *, older: bool) -> Composed:
        view = home_view(self.desk, sheets, older=older)
        return Composed(view, PageHead(permalinks.HOME, self.settings.title, self.settings.description, ""))

    def _archive(self) -> Composed:
        url = permalinks.ARCHIVE
        return Composed(archive_view(self.desk), PageHead(url, self.words("nav_archive"), "", "", current=url))

    def standing(self) -> Iterator[Page]:
        """Plan the editor's standing pages, about with the site's figures, and the page for lost readers."""
        desk = self.desk
        about = next((page for page in desk.digest.pages if page.slug == "about"), None)
        title = about.title if about else self.words("nav_about")
        body = self.prose.of(about.path) if about else ""
        figures = count_figures(desk)
        make = partial(self._about, figures, title, body)
        yield self._page("about.html", permalinks.ABOUT, make, astuple(figures), title, body)
        for page in desk.digest.pages:
            if page.slug != "about":
                html = self.prose.of(page.path)
                make = partial(self._standing, page, html)
                yield self._page("standing.html", f"/{page.slug}/", make, page.title, page.lang, html)
        latest = desk.ranked[:_LATEST_ON_404]
        keys = tuple(sheet.key for sheet in latest)
        yield self._page("404.html", "/404.html", partial(self._not_found, latest), *keys)

    def _about(self, figures: Figures, title: str, body: str) -> Composed:
        head = PageHead(permalinks.ABOUT, title, "", "", current=permalinks.ABOUT)
        return Composed(about_view(self.desk, figures, title, body), head)

    def _standing(self, page: Standing, html: str) -> Composed:
        view = StandingView(set_text(page.title, page.lang), html)
        return Composed(view, PageHead(f"/{page.slug}/", page.title, "", ""))

    def _not_found(self, latest: tuple[Sheet, ...]) -> Composed:
        view = NotFoundView(tuple(self.desk.event(sheet.event.id) for sheet in latest))
        return Composed(view, PageHead("/404.html", self.words("not_found_title"), "", "", index=False))

    def machines(self, redirects: tuple[tuple[str, str], ...]) -> Iterator[Page]:
        """Plan what machines read: feed, sitemap, robots, and the pages at old permalinks."""
        base = self.settings.base_url
        desk = self.desk
        newest = newest_first(desk.digest.cards.values())[: self.settings.feed_entries]
        keys = tuple((card.slip, card.galley, desk.sheet_of[card.id].event.slug) for card in newest)
        yield _file("feed.xml", lambda: feed_view(desk, newest, self.settings.title, base), keys)
        yield _file("robots.txt", lambda: None)
        if base:
            rows = self._sitemap()
            yield _file("sitemap.xml", lambda: rows, rows)
        for old, target in redirects:
            yield self._page("redirect.html", old, partial(self._redirect, old, target), target)

    def _redirect(self, old: str, target: str) -> Composed:
        base = self.settings.base_url
        head = PageHead(old, self.words("moved"), "", f"{base}{target}" if base else "", index=False)
        return Composed(RedirectView(target), head)

    def _sitemap(self) -> tuple[tuple[str, str], ...]:
        """List the pages that search engines should know, each with the day of its newest article."""
        desk = self.desk
        rows = [(permalinks.HOME, ""), (permalinks.ARCHIVE, ""), (permalinks.ABOUT, "")]
        rows += ((event_url(sheet.event.slug), sheet.days[-1] if sheet.days else "") for sheet in desk.sheets.values())
        rows += ((article_url(card.id), card.day) for card in desk.digest.cards.values() if not card.original)
        return tuple((f"{self.settings.base_url}{url}", day) for url, day in sorted(rows))

    def _page(self, template: str, url: str, make: Callable[[], Composed], *parts: Part) -> Page:
        """Return the page at a permalink; `parts` are what `make` reads."""

        def compose() -> Composed:
            composed = make()
            head = composed.head
            if head is None:
                return composed
            own = f"{self.settings.base_url}{head.permalink}" if self.settings.base_url else ""
            head = replace(head, description=shorten(head.description, 300), canonical=head.canonical or own)
            return replace(composed, head=head)

        return Page(permalinks.file_of(url), template, fingerprint(template, url, *parts), compose)


def _file(path: str, view: Callable[[], object], *parts: Part) -> Page:
    """Return a file that is no page of its own: its template has its path for a name."""
    return Page(path, path, fingerprint(path, *parts), lambda: Composed(view()))


def _redirects(digest: Digest) -> tuple[tuple[str, str], ...]:
    """List the old permalinks of events: former slugs, and the slugs of events that went into others."""
    by_id = {event.id: event for event in digest.ledger}
    shown = {event.id for event in digest.events}
    live = {event.slug for event in digest.events}
    rows: list[tuple[str, str]] = []
    for event in digest.ledger:
        target, seen = event, {event.id}
        while (into := target.merged or target.heir) and into in by_id and into not in seen:
            target = by_id[into]
            seen.add(target.id)
        if target.id in shown:
            old = [*event.former, *([event.slug] if target is not event else [])]
            new = permalinks.event_url(target.slug)
            rows += [(permalinks.event_url(slug), new) for slug in old if slug not in live]
    return tuple(sorted(rows))


__all__ = ["Plan", "Prose", "SiteSettings", "plan_site", "source_slug"]
