"""What templates see: one frozen view per kind of page, ready-made values only.

Every `url` is a permalink: a path from the site's root, `/e/some-event/`, which the render room turns into an address
(absolute path or relative, as the site is configured). Every text that may be in another language than the page comes
as `Text`, with its language tag and its direction. Numbers and dates come with their words, in the interface language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Text:
    """A text in its own language: `lang` a BCP 47 tag ("und" where unknown), `dir` "ltr" or "rtl"."""

    text: str
    lang: str
    dir: str


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere: `url` is a permalink, or an absolute http(s) address of another host."""

    text: Text
    url: str


@dataclass(frozen=True, slots=True)
class Day:
    """A date: `iso` for the machine, `text` in the interface language for the reader."""

    iso: str
    text: str


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole: a language or a source with its number of articles, `words` such as "English 3"."""

    link: Link
    count: int
    percent: int


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of an event: articles >= distinct reports, outlets, languages; each also in words."""

    articles: int
    reports: int
    outlets: int
    languages: int
    words: tuple[str, ...]
    """"5 articles", "4 distinct reports", "3 outlets", "2 languages": in the interface language."""


@dataclass(frozen=True, slots=True)
class ArticleItem:
    """An article in a list. `day`, `source` and `byline` are `None` where unknown."""

    id: str
    number: int
    """1-based number in the list of its event, what `[n]` refers to."""
    title: Text
    derived: bool
    """The title is the first sentence: the article came without a headline."""
    url: str
    language: Link
    source: Link | None
    day: Day | None
    byline: Text | None
    lead: Text | None
    """Its first sentences, at most about 300 characters, extracted."""
    words: str
    """"420 words", in the interface language."""
    cuts: str
    """"3 cuts", or "" where nothing was cut."""
    likely: bool = True
    """False for the least certain member of its event."""
    retitled: bool = False
    """The editor gave it another headline than it came with."""
    was: Text | None = None
    """The headline it came with, where the editor gave another; `None` also where it came without one."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a sentence stands: `[number]` of the article in the event, `url` with the fragment of the paragraph."""

    number: int
    url: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """An extracted sentence with its places."""

    text: Text
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class EventItem:
    """An event in a list."""

    id: str
    title: Text
    url: str
    counts: Counts
    languages: tuple[Share, ...]
    days: tuple[Day, ...]
    """First and last day of its dated articles: none, one or two."""
    span: str
    """"13 – 14 May 2025": these days in words, "" where there are none."""
    lead: Sentence | None
    pinned: bool = False
    articles: tuple[ArticleItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one article belongs to the event, in words; `percent` is the likeness of the strongest link."""

    article: ArticleItem
    to: ArticleItem | None
    percent: int
    words: tuple[str, ...]
    editor: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A day on the timeline: `x` from 0 to 1000, `count` articles that day."""

    day: Day
    x: int
    count: int
    articles: tuple[ArticleItem, ...]


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One source of an event; `cells` are counts, one for each of `Coverage.languages`."""

    source: Link | None
    cells: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """An event's articles by source and language."""

    languages: tuple[Link, ...]
    rows: tuple[CoverageRow, ...]
    totals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Print:
    """Where a wording is printed: `lang` of the article, `place` "paragraph 2", `url` with the fragment of that."""

    lang: str
    place: str
    url: str
    number: int
    """Number of the article in its event."""
    source: Text | None


@dataclass(frozen=True, slots=True)
class WordingView:
    """One wording of a statement, and who prints it.

    `changes` are pairs of "same", "added" or "removed" and a run of words: how it differs from the first wording of its
    language; none for that one.
    """

    text: Text
    changes: tuple[tuple[str, str], ...]
    prints: tuple[Print, ...]


@dataclass(frozen=True, slots=True)
class StatementView:
    """The same words of one speaker in every outlet and language that has them; `speaker` is `None` where unnamed."""

    speaker: Text | None
    wordings: tuple[WordingView, ...]


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """What one speaker said; `url` of the name's page, or ""; `name` is `None` for words that nobody is named for."""

    name: Text | None
    url: str
    statements: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True)
class NameItem:
    """A name in a list: `forms` as other languages write it, `count` "3 articles"."""

    name: Text
    url: str
    forms: tuple[Text, ...]
    count: str


@dataclass(frozen=True, slots=True)
class NameGroup:
    """Names of one kind, most articles first; `title` "People"."""

    title: str
    names: tuple[NameItem, ...]


@dataclass(frozen=True, slots=True)
class NameView:
    """The page of a person, a place or an organisation; `kind` in words.

    `forms` are pairs of a language's name and the name as that language's articles write it; `days` count the articles
    of each day; `said` gives events what their articles quote of the name.
    """

    name: Text
    kind: str
    forms: tuple[tuple[Text, Text], ...]
    counts: tuple[str, ...]
    days: tuple[Dot, ...]
    said: tuple[tuple[EventItem, tuple[WordingView, ...]], ...]
    events: tuple[EventItem, ...]


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a page stands in a long list: its number, of how many, and the permalinks beside it, "" for none."""

    page: int = 1
    pages: int = 1
    previous: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class NamesView:
    """All names that have pages, a page of them."""

    title: str
    groups: tuple[NameGroup, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change of an event: `words` says what, and of which `articles`.

    `event` is the other event where it has a page, `address` one that leads here now, "" where there is none. `was` is
    a headline as it came.
    """

    kind: str
    """"began", "came", "moved", "parted", "merged", "left", "gone", "renamed" or "retitled"."""
    words: str
    articles: tuple[ArticleItem, ...]
    event: Link | None = None
    address: str = ""
    was: Text | None = None


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """Changes of one time: `title` says which, `url` is the edition that it names, "" for none."""

    title: str
    url: str
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """A change in the list and the feed of all: `when` names the edition that tells of it, `updated` is an instant."""

    id: str
    updated: str
    when: Link
    event: Link
    change: ChangeView


@dataclass(frozen=True, slots=True)
class ChangesView:
    """The newest changes of all events, newest first: a page, and a feed of the same at `url`."""

    title: str
    id: str
    url: str
    home: str
    updated: str
    lang: str
    entries: tuple[ChangeEntry, ...]
    editions: tuple[tuple[Link, tuple[tuple[Link, tuple[ChangeView, ...]], ...]], ...]
    """The same by the edition that tells, and by event."""


@dataclass(frozen=True, slots=True)
class EventView:
    """The page of an event. `summary` and `note` are the editor's (sanitised HTML), "" where there are none."""

    item: EventItem
    articles: tuple[ArticleItem, ...]
    undated: tuple[ArticleItem, ...]
    brief: tuple[Sentence, ...]
    timeline: tuple[Dot, ...]
    coverage: Coverage
    reasons: tuple[Reason, ...]
    near: tuple[EventItem, ...]
    """Other events close in time, for "earlier and later"."""
    saga: tuple[EventItem, ...]
    """The other events of the story that the editor counts this one to, by day."""
    summary: str
    note: str
    voices: tuple[SpeakerView, ...] = ()
    """Who said what."""
    names: tuple[NameGroup, ...] = ()
    """People, places and organisations."""
    changes: tuple[ChangeGroup, ...] = ()
    """What became of it since it began, newest first."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A rule and how often it cut; `reason` says in a short phrase what the rule takes out."""

    rule: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an article's text came from. `None` as a whole where an article was written by hand."""

    path: str
    size: str
    """"2,845 bytes", in the interface language."""
    kept: str
    encoding: str
    sha256: str
    tallies: tuple[Tally, ...]
    cut_lines: int
    repairs: int
    edited: bool
    refused: str
    url: str
    """The provenance page."""


@dataclass(frozen=True, slots=True)
class Fact:
    """An inferred value with its ground: "Language: English. Script of the letters, then py3langid"."""

    name: str
    value: Text
    basis: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """The page of an article. `body` is sanitised HTML whose paragraphs have ids `p1`, `p2`, ..."""

    item: ArticleItem
    body: str
    dir: str
    """Direction of the text: that of most of its letters."""
    captions: tuple[Text, ...]
    original: str
    """Address of the original, "" where unknown; the page is `noindex` with it as canonical."""
    original_host: str
    updated: Day | None
    tags: tuple[Link, ...]
    event: EventItem | None
    neighbours: tuple[ArticleItem, ...]
    """The event's other articles."""
    provenance: Provenance | None
    facts: tuple[Fact, ...]
    excerpt: bool
    """Only a part is shown, as the source's policy asks; then `body` is that part."""


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line of the raw text: `label` as in the receipt, `reason` in words where it was not kept as it came."""

    number: int
    text: str
    label: str
    rule: str
    reason: str
    dir: str
    suspect: bool


@dataclass(frozen=True, slots=True)
class ProvenanceView:
    """The raw text of an article with its cuts struck through and the reasons in the margin."""

    item: ArticleItem
    provenance: Provenance
    facts: tuple[Fact, ...]
    lines: tuple[RawLine, ...]
    whole: bool
    """All lines are shown; false where only those are that are not in the text."""


@dataclass(frozen=True, slots=True)
class HomeView:
    """The front page: the latest edition, ranked."""

    day: Day | None
    counts: tuple[str, ...]
    """"12 events", "31 articles", "4 languages": in words."""
    lead: EventItem | None
    rest: tuple[EventItem, ...]
    single: tuple[EventItem, ...]
    """Events told in one language only, while the site has several."""
    languages: tuple[Share, ...]
    sources: tuple[Share, ...]
    older: Link | None
    changes: tuple[str, ...] = ()
    """What is new since the last edition: "3 new events", "1 event with new articles"."""
    editions: tuple[Link, ...] = ()
    """The newest editions, the open one first."""


@dataclass(frozen=True, slots=True)
class EditionView:
    """An edition, of a day or of a week: what was new in it. `name` "Edition of 16 May 2025", `title` the editor's."""

    kind: str
    """"day", "week"."""
    iso: str
    name: str
    title: Text | None
    intro: str
    """The editor's words as sanitised HTML, "" where there are none."""
    counts: tuple[str, ...]
    lead: EventItem | None
    rest: tuple[EventItem, ...]
    """Events as they are now; the first of their counts in words says how many of their articles were new."""
    gone: int
    """Events that were in it and are shown no more."""
    out: bool
    """It is out and does not change."""
    days: tuple[Link, ...]
    """Of a week, its days; of a day, its week."""
    earlier: Link | None
    later: Link | None


@dataclass(frozen=True, slots=True)
class ListView:
    """The page of a source, a language or a topic: its articles, newest first, undated last, under their events."""

    kind: str
    """"source", "language", "topic"."""
    name: Text
    facts: tuple[Fact, ...]
    counts: tuple[str, ...]
    articles: tuple[tuple[Day | None, tuple[ArticleItem, ...]], ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class IndexView:
    """All sources, all languages or all topics, with their numbers of articles."""

    kind: str
    title: str
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """A letter of the alphabetic index: what begins with it, each with what it is ("Event", "Source", "Topic").

    `anchor` is the id of its heading.
    """

    letter: str
    anchor: str
    links: tuple[tuple[Link, str], ...]


@dataclass(frozen=True, slots=True)
class AzView:
    """Every event, source and topic by its first letter, a page of it. `letter` "" is for other signs, and comes last.

    `jumps` are pairs of each letter of the whole index and the address of its heading.
    """

    title: str
    letters: tuple[Names, ...]
    jumps: tuple[tuple[str, str], ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day of the calendar: its number in the month, and how many events had news; `url` of its edition, or ""."""

    number: int
    iso: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class ArchiveMonth:
    """A month with its events by day, newest first; `name` "September 2022", `iso` "2022-09", "" for the undated.

    `weeks` are the rows of its calendar, each of seven days, `None` where a day is another month's; none for the undated.
    Each row has a link to the edition of the week, or `None`.
    """

    name: str
    iso: str
    days: tuple[tuple[Day | None, tuple[EventItem, ...]], ...]
    count: int
    weeks: tuple[tuple[Link | None, tuple[CalendarDay | None, ...]], ...] = ()
    url: str = ""
    """Permalink of its page."""


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """Events by month, newest first: the first page, with the newest months and the `index` of all; or the page of one.

    A page of one month has its `name`, and links to the `newer` and the `older` one where there are any.
    """

    months: tuple[ArchiveMonth, ...]
    counts: tuple[str, ...]
    weekdays: tuple[tuple[str, str], ...] = ()
    """Pairs of the short and the full name of each day of the week, in the order of the calendar's columns."""
    most: int = 1
    """The largest number of a day in the calendar, at least 1."""
    index: tuple[Share, ...] = ()
    name: str = ""
    newer: Link | None = None
    older: Link | None = None


@dataclass(frozen=True, slots=True)
class AboutView:
    """How this digest is made, with this site's own figures. `body` is the editor's text (sanitised HTML), in the language of `title`."""

    title: Text
    body: str
    figures: tuple[tuple[str, str], ...]
    """Pairs of words and number: "Articles", "31"."""
    rules: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class StandingView:
    """A standing page of the editor's."""

    title: Text
    body: str


@dataclass(frozen=True, slots=True)
class SearchView:
    """The search page: permalinks of its script, of the index that the script loads, and of the A-Z that needs neither."""

    script: str
    index: str
    letters: str


@dataclass(frozen=True, slots=True)
class DataView:
    """The page that leads to the data: permalinks of the table of quotations and of the sums of all files.

    `schemas` are pairs of a file's name and its permalink.
    """

    title: str
    quotations: str
    sums: str
    schemas: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """The page for addresses that lead nowhere; `search` is the search page's permalink, "" where there is none."""

    latest: tuple[EventItem, ...]
    search: str = ""


@dataclass(frozen=True, slots=True)
class RedirectView:
    """A page at an old permalink that leads to the new one."""

    target: str


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An article in a feed; times in RFC 3339; `content` sanitised HTML."""

    id: str
    title: Text
    url: str
    updated: str
    published: str
    content: str
    source: str
    original: str
    event: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedView:
    """A feed: `url` as Atom, `rss` as RSS, `json` as JSON Feed, of the page `home`.

    `updated` is the newest article's time, so that an idle rebuild changes nothing.
    """

    title: str
    id: str
    url: str
    rss: str
    json: str
    home: str
    description: str
    updated: str
    lang: str
    entries: tuple[FeedEntry, ...]


@dataclass(frozen=True, slots=True)
class FeedGroup:
    """Feeds of one kind: each with the page it follows, as a link, and the permalink of the Atom feed."""

    name: str
    feeds: tuple[tuple[Link, str], ...]


@dataclass(frozen=True, slots=True)
class FeedsView:
    """Every feed of the site, for OPML."""

    title: str
    groups: tuple[FeedGroup, ...]


@dataclass(frozen=True, slots=True)
class NewsItem:
    """An event in the sitemap for news: its absolute address, and the day of its newest article."""

    address: str
    title: Text
    published: str


@dataclass(frozen=True, slots=True)
class CardView:
    """The picture beside a shared link: no template makes it. `coverage` pairs languages with numbers of articles."""

    title: Text
    site: Text
    counts: str
    coverage: tuple[tuple[Text, int], ...]


@dataclass(frozen=True, slots=True)
class SiteLanguage:
    """A language that the whole site is in: its name in itself, what its pages lie below, "/ar", and their address."""

    name: Text
    prefix: str
    """"" for the site's first language."""
    base_url: str
    """"https://example.org/digest/ar", "" where unknown."""


@dataclass(frozen=True, slots=True)
class SiteView:
    """What every page knows of the site."""

    title: str
    description: str
    lang: str
    dir: str
    base_url: str
    """"https://example.org/digest", without a slash at the end; "" where unknown."""
    stylesheet: str
    feed: str
    nav: tuple[Link, ...]
    footer: tuple[Link, ...]
    feeds: str = ""
    """Permalink of the list of all feeds."""
    languages: tuple[SiteLanguage, ...] = ()
    """Those that the site is in, this one among them; none where it is in one."""
    editor: Text | None = None
    """The title in the language the editor writes in, where that is not the interface's."""


@dataclass(frozen=True, slots=True)
class PageHead:
    """What the head of a page says: `canonical` is an absolute address or ""; `index` false means `noindex`."""

    permalink: str
    title: str
    description: str
    canonical: str
    index: bool = True
    current: str = ""
    """Permalink of the navigation entry this page belongs to, or ""."""
    feed: str = ""
    """Permalink below which this page has feeds of its own, `feed.xml`, `rss.xml` and `feed.json`, or ""."""
    card: str = ""
    """Permalink of the picture beside a shared link, or ""."""
    data: Mapping[str, object] | None = None
    """What the page says in the words of schema.org, for JSON-LD."""
    record: str = ""
    """Permalink of what the page says to programs, as JSON, or ""."""
