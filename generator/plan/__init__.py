"""From a digest to the pages of its site: permalinks, views, feeds, redirects."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.model.page import Page
from generator.model.views import Link, NotFoundView, PageHead, RedirectView, SiteView, StandingView
from generator.plan import permalinks
from generator.plan.articles import article_view, provenance_view
from generator.plan.desk import Desk, set_desk, set_text, source_slug
from generator.plan.events import event_view
from generator.plan.feeds import feed_view
from generator.plan.lists import about_view, archive_view, home_view, index_view, list_views
from generator.text.scripts import tag_direction
from generator.text.segment import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.errors import Problem
    from generator.model.digest import Digest
    from generator.model.views import ArticleItem
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
    """Plan every page of the site."""
    desk = set_desk(digest, words)
    redirects = _redirects(digest)
    builder = _Planner(desk, settings, words, prose)
    pages = [
        *builder.articles(),
        *builder.events(),
        *builder.lists(),
        *builder.standing(),
        *builder.machines(redirects),
    ]
    kept, problems = permalinks.refuse_collisions(pages)
    return Plan(builder.site(), tuple(sorted(kept, key=lambda page: page.path)), problems, redirects)


@dataclass(frozen=True, slots=True)
class _Planner:
    """Makes pages out of views: each gets its address, template and head."""

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
        for article in self.desk.digest.articles.values():
            view = article_view(self.desk, article)
            title = view.item.title.text
            description = view.item.lead.text if view.item.lead else ""
            # The text is another's: where it can be read at home, search engines are sent there.
            head = PageHead(view.item.url, title, description, article.url or "", index=not article.url)
            yield self._page("article.html", view, head)
            raw = provenance_view(self.desk, article)
            if raw is not None and view.provenance is not None:
                heading = f"{self.words('raw_title')}: {title}"
                yield self._page("provenance.html", raw, PageHead(view.provenance.url, heading, "", "", index=False))

    def events(self) -> Iterator[Page]:
        """Plan each event."""
        for event in self.desk.digest.events:
            override = self.desk.digest.overrides.get(event.id)
            summary = self.prose.of(override.path, "summary") if override else ""
            note = self.prose.of(override.path, "note") if override else ""
            view = event_view(self.desk, event, summary, note)
            description = view.item.lead.text.text if view.item.lead else ""
            yield self._page("event.html", view, PageHead(view.item.url, view.item.title.text, description, ""))

    def lists(self) -> Iterator[Page]:
        """Plan home, archive, and the lists of sources and languages."""
        desk, title = self.desk, self.settings.title
        yield self._page("home.html", home_view(desk), PageHead(permalinks.HOME, title, self.settings.description, ""))
        archive = permalinks.ARCHIVE
        heading = self.words("nav_archive")
        yield self._page("archive.html", archive_view(desk), PageHead(archive, heading, "", "", current=archive))
        for kind, url in (("sources", permalinks.SOURCES), ("languages", permalinks.LANGUAGES)):
            view = index_view(desk, kind)
            yield self._page("index.html", view, PageHead(url, view.title, "", "", current=url))
        by_source: dict[str, list[ArticleItem]] = {}
        by_language: dict[str, list[ArticleItem]] = {}
        for item in desk.articles.values():
            by_language.setdefault(item.language.url, []).append(item)
            if item.source:
                by_source.setdefault(item.source.url, []).append(item)
        for _, items in sorted(by_source.items()):
            if items[0].source:
                yield from self._list("source", items[0].source, items, permalinks.SOURCES)
        for _, items in sorted(by_language.items()):
            yield from self._list("language", items[0].language, items, permalinks.LANGUAGES)

    def standing(self) -> Iterator[Page]:
        """Plan the editor's standing pages, about with the site's figures, and the page for lost readers."""
        words = self.words
        about = next((page for page in self.desk.digest.pages if page.slug == "about"), None)
        title = about.title if about else words("nav_about")
        body = self.prose.of(about.path) if about else ""
        view = about_view(self.desk, title, body)
        yield self._page("about.html", view, PageHead(permalinks.ABOUT, title, "", "", current=permalinks.ABOUT))
        for page in self.desk.digest.pages:
            if page.slug != "about":
                standing = StandingView(set_text(page.title, page.lang), self.prose.of(page.path))
                yield self._page("standing.html", standing, PageHead(f"/{page.slug}/", page.title, "", ""))
        latest = tuple(self.desk.events[ident] for ident in self.desk.ranked[:_LATEST_ON_404])
        head = PageHead("/404.html", words("not_found_title"), "", "", index=False)
        yield self._page("404.html", NotFoundView(latest), head)

    def machines(self, redirects: tuple[tuple[str, str], ...]) -> Iterator[Page]:
        """Plan what machines read: feed, sitemap, robots, and the pages at old permalinks."""
        base = self.settings.base_url
        feed = feed_view(self.desk, self.settings.title, base, self.settings.feed_entries)
        yield Page("feed.xml", "feed.xml", feed)
        yield Page("robots.txt", "robots.txt", None)
        if base:
            yield Page("sitemap.xml", "sitemap.xml", self._sitemap())
        for old, target in redirects:
            head = PageHead(old, self.words("moved"), "", f"{base}{target}" if base else "", index=False)
            yield Page(permalinks.file_of(old), "redirect.html", RedirectView(target), head)

    def _sitemap(self) -> tuple[tuple[str, str], ...]:
        """List the pages that search engines should know, each with the day of its newest article."""
        desk = self.desk
        rows = [("/", ""), (permalinks.ARCHIVE, ""), (permalinks.ABOUT, "")]
        rows += ((event.url, event.days[-1].iso[:10] if event.days else "") for event in desk.events.values())
        own = (item for item in desk.articles.values() if not desk.digest.articles[item.id].url)
        rows += ((item.url, item.day.iso[:10] if item.day else "") for item in own)
        return tuple((f"{self.settings.base_url}{url}", day) for url, day in sorted(rows))

    def _list(self, kind: str, link: Link, items: list[ArticleItem], current: str) -> Iterator[Page]:
        for view in list_views(self.desk, kind, link, items, self.settings.page_articles):
            url = permalinks.page_url(link.url, view.page)
            head = PageHead(url, link.text.text, "", "", index=view.page == 1, current=current)
            yield self._page("list.html", view, head)

    def _page(self, template: str, view: object, head: PageHead) -> Page:
        """Give a page its file and the canonical address of its own where it has no other."""
        own = f"{self.settings.base_url}{head.permalink}" if self.settings.base_url else ""
        head = replace(head, description=shorten(head.description, 300), canonical=head.canonical or own)
        return Page(permalinks.file_of(head.permalink), template, view, head)


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
