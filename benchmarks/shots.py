#!/usr/bin/env python3
"""Take screenshots of the sample digest, in English and in Arabic, in a real headless Chromium.

    shots.py [--out DIR] [--raw] [--docs]

Builds the sample twice into a temporary folder, once with `language = "en"` and once with "ar", and photographs the
front page, the archive, the event told in the most languages, one of its articles and that article's raw text, the
newest week and the index, on a
desktop and on a phone, in light and in dark. The pictures go to DIR (default `shots/`, which git ignores); look at them,
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
from pathlib import Path
from typing import TYPE_CHECKING

from generator.build import BuildOptions, build, configure, read_content
from generator.plan.editions import week_of
from generator.plan.permalinks import week_url
from generator.store.editions import read_editions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser

    from generator.model.content import Content
    from generator.model.edition import Edition

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 1, 1)
"""Any day will do: the sample has no cut rules that end."""

LANGUAGES = ("en", "ar")
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


def main() -> int:
    """Take the pictures and say where they are."""
    parser = argparse.ArgumentParser(description="Screenshots of the sample digest.")
    parser.add_argument("--out", type=Path, default=ROOT / "shots", help="folder of the pictures (default: shots/)")
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
        subjects = choose(read_sample(sites["en"]), read_editions(sites["en"]))
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        if options.docs:
            taken = list(photograph_docs(browser, sites, subjects, ROOT / "docs" / "images"))
        else:
            taken = list(photograph(browser, sites, subjects, options.out))
        browser.close()
    for path in taken:
        print(f"{path.stat().st_size:>9,} bytes  {path}")
    return 0


def build_sample(root: Path, lang: str, made: tuple[str, ...]) -> Path:
    """Copy the sample into `root` with what was `made` of it, build it with the interface in `lang`, return `root`."""
    left_out = [name for name in MADE if name not in made]
    shutil.copytree(ROOT / "content", root / "content", ignore=shutil.ignore_patterns(*left_out))
    config = (ROOT / "digest.toml").read_text(encoding="utf-8")
    config = re.sub(r'^language = ".*"$', f'language = "{lang}"', config, flags=re.MULTILINE)
    config = re.sub(r"^relative_urls = .*$", "relative_urls = true", config, flags=re.MULTILINE)
    (root / "digest.toml").write_text(config, encoding="utf-8")
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


def photograph(browser: Browser, sites: dict[str, Path], subjects: tuple[Subject, ...], out: Path) -> Iterator[Path]:
    """Photograph every subject whole, on every screen, in both languages and colour schemes."""
    out.mkdir(parents=True, exist_ok=True)
    for screen, (width, height) in SCREENS.items():
        for scheme in SCHEMES:
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
            )
            page = context.new_page()
            for lang, root in sites.items():
                for subject in subjects:
                    page.goto(address(root, subject))
                    path = out / f"{subject.name}-{lang}-{screen}-{scheme}.png"
                    page.screenshot(path=path, full_page=True)
                    yield path
            context.close()


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
