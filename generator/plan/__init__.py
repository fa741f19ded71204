"""From a digest to the pages of its site: permalinks, views, feeds, redirects."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING

from generator.model.page import Composed, Page
from generator.model.views import (
    CardView,
    DataView,
    FeedGroup,
    FeedsView,
    Link,
    NewsItem,
    NotFoundView,
    PageHead,
    RedirectView,
    SearchView,
    SiteView,
    StandingView,
)
from generator.plan import permalinks
from generator.plan.archive import Archive
from generator.plan.articles import (
    article_view,
    language_link,
    provenance_view,
    source_link,
    source_slug,
    topic_slug,
)
from generator.plan.az import az_views
from generator.plan.data import SCHEMAS, Clerk, listed_key
from generator.plan.desk import Desk
from generator.plan.editions import (
    check_forewords,
    edition_view,
    lay_issues,
    name_edition,
    newest_editions,
    tell_changes,
)
from generator.plan.events import event_view, events_around, tie_key
from generator.plan.feeds import Channel, feed_entry, feed_view, instant
from generator.plan.history import change_key, changes_of, changes_view, history_key, newest_changes, news_key
from generator.plan.lists import (
    about_view,
    count_figures,
    front,
    home_view,
    index_view,
    list_view,
    newest_first,
    paginate,
    source_facts,
)
from generator.plan.permalinks import article_url, event_url, name_url, provenance_url
from generator.plan.redirects import redirects
from generator.plan.standing import choose_pages
from generator.plan.structured import article_data, event_data, list_data
from generator.plan.voices import name_view, names_views, quotes_key
from generator.plan.wording import set_text
from generator.text.fingerprint import fingerprint
from generator.text.scripts import tag_direction
from generator.text.segment import shorten
from generator.text.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from generator.errors import Problem
    from generator.model.digest import Digest
    from generator.model.galley import Card
    from generator.model.override import Standing
    from generator.model.views import AzView, Fact, NamesView, SiteLanguage, Text
    from generator.model.voices import Name
    from generator.plan.archive import Month
    from generator.plan.desk import Sheet
    from generator.plan.editions import Issue
    from generator.plan.events import Around
    from generator.plan.history import News
    from generator.plan.lists import Figures, Listing
    from generator.plan.redirects import Redirects
    from generator.text.fingerprint import Part
    from generator.text.words import Words

_LATEST_ON_404 = 5

_MOST_ENTRIES = 2000
"""Entries of feeds that are kept at most, for the next feed that has the article: some 10 MB."""

_NEWS_DAYS = 2
"""Days of the sitemap for news, up to the newest article's: what search engines look for there."""

_INDEX_PAGE = 1000
"""Entries on a page of the alphabetic index, or of the names."""

_MOST_ADDRESSES = 50_000
"""Addresses in one file of a sitemap, as sitemaps.org has it."""

_ABOVE = {"source": permalinks.SOURCES, "language": permalinks.LANGUAGES, "topic": permalinks.TOPICS}
"""Where the pages of each kind of list lie."""


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
    cards: bool = False
    """Pages have pictures to be shown beside links to them."""
    search: str = ""
    """Permalink of the script of the search page, "" where the site has no such page."""
    languages: tuple[SiteLanguage, ...] = ()
    """The languages that the site is in, none where it is in one."""
    editor: Text | None = None
    """The title in the language the editor writes in, where that is not the interface's."""
    data: str = ""
    """What has records for programs beside its page: "events" and editions, "all" of articles too, or "" for nothing."""


@dataclass(frozen=True, slots=True)
class Prose:
    """Texts of the editor's as sanitised HTML, by file (`content/...`), and by file and key ("summary", "note")."""

    html: Mapping[tuple[str, str], str]
    problems: tuple[Problem, ...] = ()

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
    desk: Desk


def plan_site(digest: Digest, settings: SiteSettings, words: Words, prose: Prose) -> Plan:
    """Plan every page of the site: its address, its template, the key of what it shows. Nothing is composed yet.

    A page's `key` covers everything that its `compose` reads, words and settings aside, which are those of the whole
    site. Where `compose` comes to read more, the key must name it.
    """
    desk = Desk(digest, words)
    old = redirects(digest)
    planner = _Planner(desk, settings, words, prose, old)
    pages = [
        *planner.articles(),
        *planner.events(),
        *planner.changes(),
        *planner.lists(),
        *planner.editions(),
        *planner.names(),
        *planner.standing(),
        *planner.records(),
        *planner.feeds(),
        *planner.machines(),
    ]
    kept, problems = permalinks.refuse_collisions(pages)
    problems = (*problems, *check_forewords(digest, (*planner.days, *planner.weeks)))
    return Plan(planner.site(), tuple(sorted(kept, key=lambda page: page.path)), problems, old.pages, desk)


class _Planner:
    """Makes pages: each gets its address, template and key, and composes view and head when it is asked.

    `days` and `weeks` are the editions laid out, oldest first; `groups` the articles by source, language and topic.
    """

    def __init__(self, desk: Desk, settings: SiteSettings, words: Words, prose: Prose, old: Redirects) -> None:
        self.desk = desk
        self.old = old
        self.settings = settings
        self.words = words
        self.prose = prose
        self.days, self.weeks = lay_issues(desk)
        self.pages = choose_pages(desk.digest.pages, words.lang, desk.digest.lang or words.lang)
        self._entry_of = lru_cache(_MOST_ENTRIES)(partial(feed_entry, desk, settings.base_url))
        self.groups: dict[str, dict[str, list[Card]]] = {"source": {}, "language": {}, "topic": {}}
        for card in desk.digest.cards.values():
            self.groups["language"].setdefault(slugify(card.lang), []).append(card)
            if card.source:
                self.groups["source"].setdefault(card.source, []).append(card)
            for slug in sorted({topic_slug(tag) for tag in card.tags}):
                self.groups["topic"].setdefault(slug, []).append(card)

    def site(self) -> SiteView:
        """Return what every page knows."""
        words = self.words
        nav = (
            (words("nav_latest"), permalinks.HOME),
            (words("nav_archive"), permalinks.ARCHIVE),
            *([(words("nav_topics"), permalinks.TOPICS)] if self.groups["topic"] else []),
            (words("nav_sources"), permalinks.SOURCES),
            (words("nav_languages"), permalinks.LANGUAGES),
            *([(words("nav_names"), permalinks.NAMES)] if self.desk.digest.roll.names else []),
            (words("nav_about"), permalinks.ABOUT),
            *([(words("search_title"), permalinks.SEARCH)] if self.settings.search else []),
        )
        standing = [page for page in self.pages if page.slug != "about"]
        return SiteView(
            title=self.settings.title,
            description=self.settings.description,
            lang=words.lang,
            dir=tag_direction(words.lang),
            base_url=self.settings.base_url,
            stylesheet=self.settings.stylesheet,
            feed=permalinks.FEED,
            feeds=permalinks.FEEDS,
            nav=tuple(Link(set_text(text, words.lang), url) for text, url in nav),
            footer=(
                *(Link(set_text(page.title, page.lang), f"/{page.slug}/") for page in standing),
                Link(set_text(words("what_changed"), words.lang), permalinks.CHANGES),
                Link(set_text(words("nav_az"), words.lang), permalinks.AZ),
                *([Link(set_text(words("data"), words.lang), permalinks.DATA_HOME)] if self.settings.data else []),
            ),
            languages=self.settings.languages,
            editor=self.settings.editor,
        )

    def articles(self) -> Iterator[Page]:
        """Plan each article and its provenance."""
        for card in self.desk.digest.cards.values():
            sheet = self.desk.sheet_of[card.id]
            parts = (card.galley, sheet.key, card.tags, card.original, card.published, card.updated)
            yield self._page("article.html", article_url(card.id), partial(self._article, card), *parts)
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
        head = PageHead(
            item.url,
            item.title.text,
            description,
            card.original,
            index=not card.original,
            card=self._card_url(event.url),
            data=self._data(article_data, view, self.settings.base_url, instant(card.published), instant(card.updated)),
            record=self._record_url(item.url) if self.settings.data == "all" else "",
        )
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
            around = events_around(self.desk, sheet)
            override = sheet.override
            summary = self.prose.of(override.path, "summary") if override else ""
            note = self.prose.of(override.path, "note") if override else ""
            make = partial(self._event, sheet, around, summary, note)
            parts: tuple[Part, ...] = (
                sheet.key,
                history_key(self.desk, sheet),
                sheet.event.id in self.old.followed,
                tie_key(sheet.event),
                *around.key,
                *quotes_key(self.desk, sheet),
            )
            url = event_url(sheet.event.slug)
            yield self._page("event.html", url, make, *parts, summary, note)
            if self.settings.cards:
                yield self._card(url, partial(self._event_card, sheet), sheet.key)

    def changes(self) -> Iterator[Page]:
        """Plan the newest changes of all events, as a page and as a feed."""
        desk, settings = self.desk, self.settings
        news = newest_changes(desk, settings.feed_entries)
        key = news_key(desk, news)
        yield self._page("changes.html", permalinks.CHANGES, partial(self._changes, news), key)
        title = f"{self.words('what_changed')} – {settings.title}"
        make = partial(changes_view, desk, news, title, settings.base_url)
        yield _file(permalinks.file_of(permalinks.CHANGES_FEED), make, title, key, template="changes.xml")

    def _changes(self, news: tuple[News, ...]) -> Composed:
        view = changes_view(self.desk, news, self.words("what_changed"), self.settings.base_url)
        head = PageHead(permalinks.CHANGES, view.title, self.words("changes_text"), "", current=permalinks.ARCHIVE)
        return Composed(view, head)

    def _event(self, sheet: Sheet, around: Around, summary: str, note: str) -> Composed:
        view = event_view(self.desk, sheet, around, summary, note)
        description = view.item.lead.text.text if view.item.lead else ""
        head = PageHead(
            view.item.url,
            view.item.title.text,
            description,
            "",
            feed=view.item.url if sheet.event.id in self.old.followed else "",
            card=self._card_url(view.item.url),
            data=self._data(event_data, view, self.settings.base_url),
            record=self._record_url(view.item.url),
        )
        return Composed(view, head)

    def _event_card(self, sheet: Sheet) -> CardView:
        item = self.desk.event(sheet.event.id)
        coverage = tuple((share.link.text, share.count) for share in item.languages)
        site = set_text(self.settings.title, self.words.lang)
        return CardView(item.title, site, " · ".join(item.counts.words), coverage)

    def _card(self, url: str, make: Callable[[], CardView], *parts: Part) -> Page:
        """Return the picture of the page at a permalink."""
        path = permalinks.file_of(f"{url}{permalinks.CARD}")
        key = fingerprint(path, self.settings.title, self.words.lang, *parts)
        return Page(path, permalinks.CARD, key, lambda: Composed(make()))

    def _card_url(self, url: str) -> str:
        return f"{url}{permalinks.CARD}" if self.settings.cards else ""

    def _data(self, describe: Callable[..., dict[str, object]], *values: object) -> dict[str, object] | None:
        """Return what a page says to machines, where the site knows the addresses to say it with."""
        return describe(*values) if self.settings.base_url else None

    def lists(self) -> Iterator[Page]:
        """Plan home, archive, the search page, and the lists of sources and languages."""
        desk = self.desk
        sheets = front(desk)
        older = len(sheets) < len(desk.ranked)
        make = partial(self._home, sheets, older=older)
        news = tell_changes(desk, self.days), tuple(issue.name for issue in self.days)
        yield self._page("home.html", permalinks.HOME, make, *(sheet.key for sheet in sheets), older, *news)
        keys = tuple(sheet.key for sheet in desk.ranked)
        yield from self._archive()
        for kind, groups in self.groups.items():
            if groups or kind != "topic":
                yield from self._lists(kind, groups)
        entries = len(desk.ranked) + len(self.groups["source"]) + len(self.groups["topic"])
        names = self._names_key()
        for number in range(1, _pages(entries) + 1):
            make, address = partial(self._az, number), permalinks.page_url(permalinks.AZ, number)
            yield self._page("az.html", address, make, number, *keys, names)
        if script := self.settings.search:
            yield self._page("search.html", permalinks.SEARCH, partial(self._search, script), script)
        if self.settings.cards:
            yield self._card(permalinks.HOME, partial(self._home_card, sheets), *(sheet.key for sheet in sheets))

    def _lists(self, kind: str, groups: Mapping[str, Sequence[Card]]) -> Iterator[Page]:
        """Plan the list of all sources, or languages, and the pages of each; the first card of each tells its name."""
        above = _ABOVE[kind]
        links = tuple((self._name(kind, slug), len(cards)) for slug, cards in sorted(groups.items()))
        keys = tuple((*astuple(link.text), link.url, count) for link, count in links)
        yield self._page("index.html", above, partial(self._index, kind, above, links), kind, keys)
        for slug, cards in sorted(groups.items()):
            url = f"{above}{slug}/"
            facts = source_facts(self.desk, slug) if kind == "source" else ()
            for listing in paginate(self.desk, kind, url, cards, self.settings.page_articles):
                name = self._name(kind, slug).text
                make = partial(self._list, listing, name, facts)
                counts = (listing.page, listing.pages, listing.articles, listing.events)
                shown = self.desk.key_of(listing.cards)
                said = tuple(fact.value.text for fact in facts)
                address = permalinks.page_url(url, listing.page)
                yield self._page("list.html", address, make, kind, astuple(name), *counts, shown, said)

    def _name(self, kind: str, slug: str) -> Link:
        """Return the name of a source, a language or a topic as its first article says it, with its permalink."""
        card = self.groups[kind][slug][0]
        if kind == "topic":
            tag = next(tag for tag in card.tags if topic_slug(tag) == slug)
            return Link(set_text(tag, card.lang), permalinks.topic_url(slug))
        if kind == "language":
            return language_link(card.lang, self.words)
        return source_link(card.outlet, card.lang, self.desk.digest.sources.get(card.source))

    def _names_key(self) -> tuple[Part, ...]:
        """Return what tells whether a source, a language or a topic is called or counted otherwise than before."""
        return tuple(
            (kind, slug, *astuple(self._name(kind, slug).text), len(cards))
            for kind, groups in self.groups.items()
            for slug, cards in sorted(groups.items())
        )

    def _index(self, kind: str, url: str, links: tuple[tuple[Link, int], ...]) -> Composed:
        view = index_view(self.desk, f"{kind}s", links)
        return Composed(view, PageHead(url, view.title, "", "", current=url))

    def _list(self, listing: Listing, name: Text, facts: tuple[Fact, ...]) -> Composed:
        view = list_view(self.desk, listing, name, facts)
        url = permalinks.page_url(listing.url, listing.page)
        current = _ABOVE[listing.kind]
        head = PageHead(
            url, name.text, ", ".join(view.counts), "", index=listing.page == 1, current=current, feed=listing.url
        )
        return Composed(view, head)

    def _home(self, sheets: tuple[Sheet, ...], *, older: bool) -> Composed:
        view = home_view(self.desk, sheets, older=older)
        editions = newest_editions(self.words, self.days)
        view = replace(view, changes=tell_changes(self.desk, self.days), editions=editions)
        title, base = self.settings.title, self.settings.base_url
        events = [*([view.lead] if view.lead else []), *view.rest]
        head = PageHead(
            permalinks.HOME,
            title,
            self.settings.description,
            "",
            feed=permalinks.HOME,
            card=self._card_url(permalinks.HOME),
            data=self._data(list_data, "CollectionPage", title, permalinks.HOME, events, base),
        )
        return Composed(view, head)

    def _home_card(self, sheets: tuple[Sheet, ...]) -> CardView:
        view = home_view(self.desk, sheets, older=False)
        site = set_text(self.settings.title, self.words.lang)
        coverage = tuple((share.link.text, share.count) for share in view.languages)
        title = view.lead.title if view.lead else site
        return CardView(title, site, " · ".join(view.counts), coverage)

    def _archive(self) -> Iterator[Page]:
        """Plan the archive: its first page, and the page of each month."""
        archive = Archive.of(self.desk, self.days, self.weeks)
        name, url = self.words("nav_archive"), permalinks.ARCHIVE

        def front() -> Composed:
            view = archive.front_view()
            return Composed(view, PageHead(url, name, ", ".join(view.counts), "", current=url))

        def one(month: Month) -> Composed:
            view = archive.month_view(month)
            return Composed(view, PageHead(month.url, f"{name}: {view.name}", ", ".join(view.counts), "", current=url))

        yield self._page("archive.html", url, front, *archive.front_key())
        for month in archive.months:
            yield self._page("archive.html", month.url, partial(one, month), *archive.month_key(month))

    def _az(self, number: int) -> Composed:
        view = self._az_views[number - 1]
        return Composed(
            view, PageHead(permalinks.page_url(permalinks.AZ, number), view.title, self.words("az_text"), "")
        )

    @cached_property
    def _az_views(self) -> tuple[AzView, ...]:
        words, desk = self.words, self.desk
        events = (desk.event(sheet.event.id) for sheet in desk.ranked)
        entries = [(Link(event.title, event.url), words("event")) for event in events]
        for kind in ("source", "topic"):
            entries += ((self._name(kind, slug), words(f"fact_{kind}")) for slug in sorted(self.groups[kind]))
        return az_views(words("nav_az"), entries, _INDEX_PAGE)

    def editions(self) -> Iterator[Page]:
        """Plan the editions of days and weeks."""
        for issues in (self.days, self.weeks):
            names = ["", *(issue.name for issue in issues), ""]
            for issue, earlier, later in zip(issues, names, names[2:], strict=False):
                intro = self.prose.of(issue.foreword.path) if issue.foreword else ""
                make = partial(self._edition, issue, intro, earlier, later)
                yield self._page("edition.html", issue.url, make, *issue.key(), intro, earlier, later)

    def _edition(self, issue: Issue, intro: str, earlier: str, later: str) -> Composed:
        view = edition_view(self.desk, issue, intro, earlier, later)
        base = self.settings.base_url
        events = [*([view.lead] if view.lead else []), *view.rest]
        title = view.title.text if view.title else name_edition(self.words, issue.name)
        description = view.lead.title.text if view.lead else ""
        data = self._data(list_data, "CollectionPage", title, issue.url, events, base)
        record = self._record_url(issue.url)
        head = PageHead(issue.url, title, description, "", current=permalinks.ARCHIVE, data=data, record=record)
        return Composed(view, head)

    def names(self) -> Iterator[Page]:
        """Plan the page of each name, and their index."""
        desk = self.desk
        roll = desk.digest.roll
        for name, key in zip(roll.names, roll.keys, strict=True):
            sheets = {desk.sheet_of[ident].event.id: desk.sheet_of[ident].key for ident in name.articles}
            notes = tuple((desk.digest.cards[ident].notes, desk.digest.cards[ident].day) for ident in name.articles)
            yield self._page(
                "name.html", name_url(name.slug), partial(self._one_name, name), key, *sheets.values(), notes
            )
        if roll.names:
            for number in range(1, _pages(len(roll.names)) + 1):
                make, address = partial(self._names, number), permalinks.page_url(permalinks.NAMES, number)
                yield self._page("names.html", address, make, number, roll.keys)

    def _one_name(self, name: Name) -> Composed:
        view = name_view(self.desk, name)
        return Composed(view, PageHead(name_url(name.slug), view.name.text, "", "", current=permalinks.NAMES))

    def _names(self, number: int) -> Composed:
        view, address = self._names_views[number - 1], permalinks.page_url(permalinks.NAMES, number)
        return Composed(view, PageHead(address, view.title, "", "", current=permalinks.NAMES))

    @cached_property
    def _names_views(self) -> tuple[NamesView, ...]:
        return names_views(self.desk, _INDEX_PAGE)

    def _search(self, script: str) -> Composed:
        url = permalinks.SEARCH
        view = SearchView(script, permalinks.SEARCH_INDEX, permalinks.AZ)
        return Composed(view, PageHead(url, self.words("search_title"), "", "", current=url))

    def standing(self) -> Iterator[Page]:
        """Plan the editor's standing pages, about with the site's figures, and the page for lost readers."""
        desk = self.desk
        about = next((page for page in self.pages if page.slug == "about"), None)
        title = set_text(about.title, about.lang) if about else set_text(self.words("nav_about"), self.words.lang)
        body = self.prose.of(about.path) if about else ""
        figures = count_figures(desk)
        make = partial(self._about, figures, title, body)
        more = (len(self.groups["topic"]), len(self.days))
        yield self._page("about.html", permalinks.ABOUT, make, astuple(figures), astuple(title), body, more)
        for page in self.pages:
            if page.slug != "about":
                html = self.prose.of(page.path)
                make = partial(self._standing, page, html)
                yield self._page("standing.html", f"/{page.slug}/", make, page.title, page.lang, html)
        latest = desk.ranked[:_LATEST_ON_404]
        keys = tuple(sheet.key for sheet in latest)
        yield self._page("404.html", "/404.html", partial(self._not_found, latest), self.settings.search, *keys)

    def _about(self, figures: Figures, title: Text, body: str) -> Composed:
        head = PageHead(permalinks.ABOUT, title.text, "", "", current=permalinks.ABOUT)
        view = about_view(self.desk, figures, title, body)
        more = (("figure_topics", len(self.groups["topic"])), ("figure_editions", len(self.days)))
        rows = tuple((self.words(key), self.words.number(number)) for key, number in more if number)
        return Composed(replace(view, figures=(*view.figures[:4], *rows, *view.figures[4:])), head)

    def _standing(self, page: Standing, html: str) -> Composed:
        view = StandingView(set_text(page.title, page.lang), html)
        return Composed(view, PageHead(f"/{page.slug}/", page.title, "", ""))

    def _not_found(self, latest: tuple[Sheet, ...]) -> Composed:
        view = NotFoundView(
            tuple(self.desk.event(sheet.event.id) for sheet in latest),
            permalinks.SEARCH if self.settings.search else "",
        )
        return Composed(view, PageHead("/404.html", self.words("not_found_title"), "", "", index=False))

    def records(self) -> Iterator[Page]:
        """Plan what articles, events and editions say to programs, where the site has that, and the page that leads there."""
        if not self.settings.data:
            return
        yield self._page("data.html", permalinks.DATA_HOME, self._data_page)
        if self.settings.editor is not None:
            return  # records hold no word of the interface: all languages of a site share them
        desk, clerk = self.desk, Clerk(self.desk, self.settings.base_url)
        for card in desk.digest.cards.values() if self.settings.data == "all" else ():
            sheet = desk.sheet_of[card.id]
            said = (card.slip, card.galley, card.notes, card.tags, sheet.event.id, sheet.event.slug)
            key = (*said, desk.known_in(card), *listed_key([card]), card.size, card.kept, card.cuts)
            yield self._record(article_url(card.id), partial(clerk.article, card), *key)
        for sheet in desk.sheets.values():
            event, voices = sheet.event, quotes_key(desk, sheet)
            changes = tuple(change_key(desk, change) for change in changes_of(desk, sheet))
            key = (sheet.key, event.former, event.reports, tie_key(event), *voices, *listed_key(sheet.cards), *changes)
            yield self._record(event_url(event.slug), partial(clerk.event, sheet), *key)
        for issue in (*self.days, *self.weeks):
            shown = tuple(listed_key(cards) for _, cards in issue.news)
            yield self._record(issue.url, partial(clerk.edition, issue), *issue.key(), *shown)

    def _record(self, url: str, make: Callable[[], dict[str, object]], *parts: Part) -> Page:
        """Return the record beside the page at a permalink."""
        path = permalinks.file_of(f"{url}{permalinks.DATA}")
        return Page(path, permalinks.DATA, fingerprint(path, self.settings.base_url, *parts), partial(_compose, make))

    def _record_url(self, url: str) -> str:
        return f"{url}{permalinks.DATA}" if self.settings.data else ""

    def _data_page(self) -> Composed:
        words = self.words
        schemas = tuple((f"{kind}.json", permalinks.schema_url(kind)) for kind in SCHEMAS)
        view = DataView(words("data"), permalinks.QUOTATIONS, permalinks.SUMS, schemas)
        return Composed(view, PageHead(permalinks.DATA_HOME, view.title, words("data_text"), ""))

    def feeds(self) -> Iterator[Page]:
        """Plan the feeds: of the site, of events that have or had two articles or more, of sources, languages and topics."""
        desk, settings = self.desk, self.settings
        whole = self._channel(settings.title, permalinks.HOME, desk.digest.cards.values())
        yield from self._feed(replace(whole, description=settings.description))
        groups: list[tuple[str, list[str]]] = []
        for kind, found in self.groups.items():
            for slug, cards in sorted(found.items()):
                name = self._name(kind, slug)
                yield from self._feed(self._channel(f"{name.text.text} – {settings.title}", name.url, cards))
            groups.append((kind, sorted(found)))
        for sheet in desk.sheets.values():
            ident = sheet.event.id
            if ident in self.old.followed:
                title = sheet.override.title if sheet.override and sheet.override.title else sheet.cards[0].title
                channel = self._channel(f"{title} – {settings.title}", event_url(sheet.event.slug), sheet.cards)
                yield from self._feed(replace(channel, name=f"e/{ident}/feed"), *self.old.homes.get(ident, ()))
        yield _file("feeds.opml", self._opml, settings.title, self._names_key())

    def _channel(self, title: str, home: str, cards: Iterable[Card]) -> Channel:
        name = "feed" if home == permalinks.HOME else f"{home.strip('/')}/feed"
        return Channel(title, home, name, newest_first(cards)[: self.settings.feed_entries])

    def _feed(self, channel: Channel, *old: str) -> Iterator[Page]:
        """Plan the feeds of a page, and the same once more below each of its `old` permalinks."""
        slugs = tuple(self.desk.sheet_of[card.id].event.slug for card in channel.cards)
        shown = tuple((card.slip, card.galley, card.tags) for card in channel.cards)
        key = (channel.title, channel.home, channel.name, channel.description, shown, slugs)
        make = partial(feed_view, self.desk, channel, self.settings.base_url, self._entry_of)
        for home in (channel.home, *old):
            for url, template in zip(permalinks.feed_urls(home), ("feed.xml", "rss.xml", "feed.json"), strict=True):
                path = permalinks.file_of(url)
                yield Page(path, template, fingerprint(path, *key), partial(_compose, make))

    def _opml(self) -> FeedsView:
        words = self.words
        whole = (Link(set_text(self.settings.title, words.lang), permalinks.HOME), permalinks.FEED)
        changed = (Link(set_text(words("what_changed"), words.lang), permalinks.CHANGES), permalinks.CHANGES_FEED)
        groups = [FeedGroup(words("feeds"), (whole, changed))]
        for kind, found in self.groups.items():
            names = [self._name(kind, slug) for slug in sorted(found)]
            feeds = tuple((name, permalinks.feed_urls(name.url)[0]) for name in names)
            groups += [FeedGroup(words(f"nav_{kind}s"), feeds)] if feeds else []
        return FeedsView(self.settings.title, tuple(groups))

    def machines(self) -> Iterator[Page]:
        """Plan what else machines read: sitemaps, robots, and the pages at old permalinks."""
        base = self.settings.base_url
        yield _file("robots.txt", lambda: None)
        if base:
            yield from self._sitemaps()
        for old, target in self.old.pages:
            yield self._page("redirect.html", old, partial(self._redirect, old, target), target)

    def _redirect(self, old: str, target: str) -> Composed:
        base = self.settings.base_url
        head = PageHead(old, self.words("moved"), "", f"{base}{target}" if base else "", index=False)
        return Composed(RedirectView(target), head)

    def _sitemaps(self) -> Iterator[Page]:
        """Plan the sitemap, in files of as many addresses as one may have, and that of the newest two days."""
        rows = self._sitemap()
        parts = [rows[start : start + _MOST_ADDRESSES] for start in range(0, len(rows), _MOST_ADDRESSES)]
        names = ["sitemap-pages.xml", *(f"sitemap-pages-{number}.xml" for number in range(2, len(parts) + 1))]
        index = [(name, max((day for _, day in part), default="")) for name, part in zip(names, parts, strict=True)]
        for (name, _), part in zip(index, parts, strict=True):
            yield _file(name, partial(_same, part), part, template="sitemap.xml")
        newest = max((sheet.days[-1] for sheet in self.desk.sheets.values() if sheet.days), default="")
        if newest:
            since = (date.fromisoformat(newest) - timedelta(days=_NEWS_DAYS - 1)).isoformat()
            recent = tuple(sheet for sheet in self.desk.ranked if sheet.days and sheet.days[-1] >= since)
            keys = tuple(sheet.key for sheet in recent)
            yield _file("sitemap-news.xml", partial(self._news, recent), keys, self.settings.title)
            index.append(("sitemap-news.xml", newest))
        listed = tuple((f"{self.settings.base_url}/{name}", day) for name, day in index)
        yield _file("sitemap.xml", partial(_same, listed), listed, template="sitemap-index.xml")

    def _news(self, sheets: tuple[Sheet, ...]) -> tuple[NewsItem, ...]:
        events = (self.desk.event(sheet.event.id) for sheet in sheets)
        base = self.settings.base_url
        return tuple(NewsItem(f"{base}{event.url}", event.title, event.days[-1].iso[:10]) for event in events)

    def _sitemap(self) -> tuple[tuple[str, str], ...]:
        """List the pages that search engines should know, each with the day of its newest article."""
        desk = self.desk
        rows = [
            (permalinks.HOME, ""),
            (permalinks.ARCHIVE, ""),
            (permalinks.ABOUT, ""),
            (permalinks.AZ, ""),
            (permalinks.CHANGES, ""),
        ]
        rows += ((issue.url, "") for issue in (*self.days, *self.weeks))
        rows += ((_ABOVE[kind] + f"{slug}/", "") for kind, found in self.groups.items() for slug in found)
        rows += ((event_url(sheet.event.slug), sheet.days[-1] if sheet.days else "") for sheet in desk.sheets.values())
        rows += ((name_url(name.slug), "") for name in desk.digest.roll.names)
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


def _file(path: str, view: Callable[[], object], *parts: Part, template: str = "") -> Page:
    """Return a file that is no page of its own; where no template is named, it has its path for a name."""
    return Page(path, template or path, fingerprint(path, *parts), partial(_compose, view))


def _compose(view: Callable[[], object]) -> Composed:
    return Composed(view())


def _same(value: object) -> object:
    return value


__all__ = ["Desk", "Plan", "Prose", "SiteSettings", "plan_site", "source_slug"]


def _pages(entries: int) -> int:
    """Return how many pages of an index these entries fill, at least one."""
    return max(1, -(-entries // _INDEX_PAGE))
