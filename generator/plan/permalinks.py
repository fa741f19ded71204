"""Permalinks: where each page lives, for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import Problem
from generator.text.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.page import Page

HOME = "/"
ARCHIVE = "/archive/"
SOURCES = "/s/"
LANGUAGES = "/l/"
ABOUT = "/about/"
TOPICS = "/t/"
AZ = "/index/"
NAMES = "/p/"
FEED = "/feed.xml"
FEEDS = "/feeds.opml"
SEARCH = "/search/"
SEARCH_INDEX = "/search/index.js"
CARD = "card.png"
"""Name of a page's picture, below its permalink."""
CHANGES = "/changes/"
CHANGES_FEED = "/changes/feed.xml"

DATA = "data.json"
"""Name of what a page says to programs, below its permalink."""
DATA_HOME = "/data/"
QUOTATIONS = "/data/quotations.csv"
SUMS = "/data/sha256sums.txt"


def article_url(ident: str) -> str:
    """Return the permalink of an article."""
    return f"/a/{ident}/"


def provenance_url(ident: str) -> str:
    """Return the permalink of an article's raw text."""
    return f"/a/{ident}/provenance/"


def event_url(slug: str) -> str:
    """Return the permalink of an event, or an old one where `slug` is a former slug."""
    return f"/e/{slug}/"


def source_url(slug: str) -> str:
    """Return the permalink of a source."""
    return f"{SOURCES}{slug}/"


def language_url(tag: str) -> str:
    """Return the permalink of a language."""
    return f"{LANGUAGES}{slugify(tag)}/"  # `con`, `aux` and `nul` are languages, and devices elsewhere


def topic_url(slug: str) -> str:
    """Return the permalink of a topic."""
    return f"{TOPICS}{slug}/"


def day_url(day: str) -> str:
    """Return the permalink of the edition of a day (ISO 8601)."""
    return f"/d/{day}/"


def week_url(week: str) -> str:
    """Return the permalink of the edition of a week, "2025-w20"."""
    return f"/w/{week}/"


def month_url(month: str) -> str:
    """Return the permalink of a month of the archive ("2025-05", "" for what has no day)."""
    return f"{ARCHIVE}{month or 'undated'}/"


def feed_urls(home: str) -> tuple[str, str, str]:
    """Return the permalinks of the feeds of a page: Atom, RSS, JSON Feed."""
    return f"{home}feed.xml", f"{home}rss.xml", f"{home}feed.json"


def name_url(slug: str) -> str:
    """Return the permalink of a name."""
    return f"{NAMES}{slug}/"


def schema_url(kind: str) -> str:
    """Return the permalink of the JSON Schema of a kind of record."""
    return f"{DATA_HOME}schema/{kind}.json"


def page_url(base: str, number: int) -> str:
    """Return the permalink of the `number`-th page of a list that begins at `base`."""
    return base if number == 1 else f"{base}{number}/"


def file_of(url: str) -> str:
    """Return the file, relative to the output folder, that answers at a permalink."""
    path = url.lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def refuse_collisions(pages: Iterable[Page]) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """Keep the first page of each path, without regard to case, and name the others as problems."""
    seen: dict[str, Page] = {}
    problems: list[Problem] = []
    for page in pages:
        other = seen.setdefault(page.path.lower(), page)
        if other is not page:
            problems.append(
                Problem(
                    page.path,
                    0,
                    0,
                    "same-address",
                    f"two pages want this address ({other.template} and {page.template}).",
                    "One of them would be lost.",
                    "give one of them another slug.",
                )
            )
    return tuple(seen.values()), tuple(problems)
