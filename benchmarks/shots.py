#!/usr/bin/env python3
"""Take screenshots of the sample digest, in English and in Arabic, in a real headless Chromium.

    shots.py [--out DIR] [--only NAME ...] [--raw] [--docs]

Builds the sample into a temporary folder, with `language = "en"`, with "ar", and as one site in both, and photographs the
front page, the archive, the event told in the most languages, one of its articles and that article's raw text, the
newest week, the index, the names, the name that most articles speak of, the search page with what three queries find, and
the page for lost readers, on a desktop and on a phone, in light and in dark; of the site in both languages the front page and
the event. --only takes those of these names. The pictures go to DIR (default `shots/`, which git ignores); look at them,
for no test knows what is ugly. With --raw the sample is built from its raw articles, as if they had just come, and not
from the articles in `content/articles/`. With --docs the pictures of the README are taken anew, into `docs/images/`.

Needs Debian's chromium, or one named by CHROMIUM.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from generator.build import BuildOptions, build, configure, read_content
from generator.plan.editions import week_of
from generator.plan.permalinks import week_url
from generator.store.editions import read_editions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser, Route

    from generator.model.content import Content
    from generator.model.edition import Edition

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 1, 1)
"""Any day will do: the sample has no cut rules that end."""

LANGUAGES = ("en", "ar")
BOTH = "both"
"""What the site in both languages is called in the file names."""

QUERIES = {"zh": "停火", "ar": "مضيق", "en": "ceasefire"}
"""What is looked up on the search page, by language."""

SCREENS = {"desktop": (1280, 960), "phone": (390, 844)}
SCHEMES = ("light", "dark")

MADE = ("articles", "receipts", "ledger.jsonl", "editions.jsonl")
"""What the tool made of the raw articles in `content/`."""

PAIR_WIDTH = 760
"""Pixels of each half of the README's picture: the page has one column there, and reads well at half its size."""

SHEET = 1600
"""Pixels: taller than the head of any event page."""

PAIR_FOOT = 2
"""Pixels below the last sentence in brief, where that picture ends."""

LARGEST = 300_000
"""Bytes of a picture that may go into the repository."""

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


@dataclass(frozen=True, slots=True)
class Subject:
    """A page to photograph: its name in the file names, and its permalink."""

    name: str
    url: str
    query: str = ""
    """What is typed on the search page."""


def main() -> int:
    """Take the pictures and say where they are."""
    parser = argparse.ArgumentParser(description="Screenshots of the sample digest.")
    parser.add_argument("--out", type=Path, default=ROOT / "shots", help="folder of the pictures (default: shots/)")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="pages to photograph (default: all)")
    parser.add_argument("--raw", action="store_true", help="build from the raw articles, as if they had just come")
    parser.add_argument("--docs", action="store_true", help="take the README's pictures anew, into docs/images/")
    options = parser.parse_args()
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        print("chromium is not installed: no pictures were taken.", file=sys.stderr)
        return 1
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # only where there is a browser to drive

    with tempfile.TemporaryDirectory(prefix="digest-shots-") as folder, sync_playwright() as playwright:
        sites = {lang: build_sample(Path(folder) / lang, lang, MADE if not options.raw else ()) for lang in LANGUAGES}
        subjects = (*choose(read_sample(sites["en"]), read_editions(sites["en"])), *others(sites["en"]))
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        if options.docs:
            taken = list(photograph_docs(browser, sites, subjects, ROOT / "docs" / "images"))
        else:
            both = build_sample(Path(folder) / BOTH, "en", MADE if not options.raw else (), 'languages = ["ar"]\n')
            wanted = [(lang, root, subject) for lang, root in sites.items() for subject in subjects] + [
                (BOTH, both, subject) for subject in in_both(subjects)
            ]
            wanted = [each for each in wanted if not options.only or each[2].name in options.only]
            taken = list(photograph(browser, wanted, options.out))
        browser.close()
    for path in taken:
        print(f"{path.stat().st_size:>9,} bytes  {path}")
    return 0


def build_sample(root: Path, lang: str, made: tuple[str, ...], further: str = "") -> Path:
    """Copy the sample into `root` with what was `made` of it, build it with the interface in `lang`, return `root`.

    `further` are lines of its configuration.
    """
    left_out = [name for name in MADE if name not in made]
    shutil.copytree(ROOT / "content", root / "content", ignore=shutil.ignore_patterns(*left_out))
    config = (ROOT / "digest.toml").read_text(encoding="utf-8")
    config = re.sub(r'^language = ".*"$', f'language = "{lang}"', config, flags=re.MULTILINE)
    config = re.sub(r"^relative_urls = .*$", "relative_urls = true", config, flags=re.MULTILINE)
    (root / "digest.toml").write_text(f"{config}{further}", encoding="utf-8")
    build(root, BuildOptions(TODAY))
    return root


def read_sample(root: Path) -> Content:
    """Read the content of a built sample."""
    return read_content(root, configure(root, BuildOptions(TODAY)))


def choose(content: Content, editions: Sequence[Edition]) -> tuple[Subject, ...]:
    """Choose the pages: the event told in the most languages, its English article with the most cuts, the newest week."""
    articles, receipts = content.articles, content.receipts

    def width(members: tuple[str, ...]) -> int:
        return len({articles[member].lang for member in members})

    def cuts(ident: str) -> int:
        return sum(span.label == "cut" for span in receipts[ident].spans) if ident in receipts else 0

    event = max(content.ledger, key=lambda event: (width(event.members), len(event.members), event.id))
    english = [member for member in event.members if articles[member].lang == "en"] or list(event.members)
    article = max(english, key=lambda ident: (cuts(ident), ident))
    return (
        Subject("home", "/"),
        Subject("archive", "/archive/"),
        Subject("event", f"/e/{event.slug}/"),
        Subject("article", f"/a/{article}/"),
        Subject("raw", f"/a/{article}/provenance/"),
        Subject("edition", week_url(week_of(editions[-1].day))),
        Subject("index", "/index/"),
    )


def others(root: Path) -> Iterator[Subject]:
    """Choose the pages that the built site tells of: names, the search page, the page for lost readers."""
    names = {page.parent.name: page.stat().st_size for page in (root / "site/p").glob("*/index.html")}
    yield Subject("names", "/p/")
    if names:  # the page of the name that is spoken of most is the largest
        yield Subject("name", f"/p/{max(names, key=lambda slug: (names[slug], slug))}/")
    yield from (Subject(f"search-{lang}", "/search/", query) for lang, query in QUERIES.items())
    yield Subject("search", "/search/", "xyzzy")
    yield Subject("404", "/404.html")


def in_both(subjects: Sequence[Subject]) -> Iterator[Subject]:
    """Yield the front page and the event of a site in two languages, in each of them."""
    for subject in subjects:
        if subject.name in {"home", "event"}:
            yield subject
            yield Subject(f"{subject.name}-ar", f"/ar{subject.url}")


def photograph(browser: Browser, wanted: Sequence[tuple[str, Path, Subject]], out: Path) -> Iterator[Path]:
    """Photograph every page whole, on every screen and in both colour schemes: the site's name, its folder, the page."""
    out.mkdir(parents=True, exist_ok=True)
    for screen, (width, height) in SCREENS.items():
        for scheme in SCHEMES:
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
            )
            page = context.new_page()
            for site, root, subject in wanted:
                if subject.url == "/404.html":  # its links begin at the root of a host, wherever it is shown
                    page.route("http://digest.example/**", partial(answer, root))
                    page.goto(f"http://digest.example{subject.url}")
                    page.unroute("http://digest.example/**")
                else:
                    page.goto(address(root, subject))
                if subject.query:
                    page.fill("#q", subject.query)
                    page.press("#q", "Enter")
                    page.wait_for_function("query => document.forms.search.dataset.done === query", arg=subject.query)
                path = out / f"{subject.name}-{site}-{screen}-{scheme}.png"
                page.screenshot(path=path, full_page=True)
                yield path
            context.close()


def answer(root: Path, route: Route) -> None:
    """Answer as a host of the site would, without one."""
    path = root / "site" / route.request.url.removeprefix("http://digest.example/")
    if path.is_file():
        route.fulfill(path=path)
    else:
        route.abort()


def photograph_docs(
    browser: Browser, sites: dict[str, Path], subjects: tuple[Subject, ...], out: Path
) -> Iterator[Path]:
    """Photograph the README's pictures: the event in English beside Arabic, and the raw text with its cuts."""
    out.mkdir(parents=True, exist_ok=True)
    by_name = {subject.name: subject for subject in subjects}
    context = browser.new_context(viewport={"width": PAIR_WIDTH, "height": SHEET}, reduced_motion="reduce")
    page = context.new_page()
    ends: list[int] = []
    with tempfile.TemporaryDirectory(prefix="digest-pair-") as folder:
        for lang, root in sites.items():
            page.goto(address(root, by_name["event"]))
            page.screenshot(path=Path(folder) / f"{lang}.png")
            ends.append(page.evaluate("Math.ceil(document.querySelector('.brief').getBoundingClientRect().bottom)"))
        height = max(ends) + PAIR_FOOT
        sheet = Path(folder) / "sheet.html"
        halves = "".join(f'<img src="{lang}.png" width="{PAIR_WIDTH}" height="{SHEET}">' for lang in sites)
        sheet.write_text(
            f'<!DOCTYPE html><body style="margin:0;display:flex;gap:2px;overflow:hidden;background:#999">{halves}</body>',
            encoding="utf-8",
        )
        page.set_viewport_size({"width": 2 * PAIR_WIDTH + 2, "height": height})
        page.goto(sheet.as_uri())
        yield save(page.screenshot(), out / "event-en-ar.png")
    page.set_viewport_size({"width": 1000, "height": 700})
    page.goto(address(sites["en"], by_name["raw"]))
    # The end of the text: there most is cut.
    page.locator("ol.raw").evaluate("list => list.scrollIntoView({block: 'end'})")
    yield save(page.screenshot(), out / "raw-en.png")
    context.close()


def save(picture: bytes, path: Path) -> Path:
    """Write a picture that may go into the repository. Raises ValueError where it is too large for that."""
    if len(picture) > LARGEST:
        message = f"{path.name} has {len(picture):,} bytes; at most {LARGEST:,} may go into the repository"
        raise ValueError(message)
    path.write_bytes(picture)
    return path


def address(root: Path, subject: Subject) -> str:
    """Return the address of a page of the site built at `root`, on this disk."""
    return (root / "site" / subject.url.strip("/") / "index.html").as_uri()


if __name__ == "__main__":
    raise SystemExit(main())
