#!/usr/bin/env python3
"""Measure what is made of saved pages: body, headline, date, against publisher-specific parsers.

    pages.py [--worst N] [DATA]

DATA (default ../shared/data/html) holds `truth.jsonl.gz` with rows {"id", "file", "url", "title", "published", "body"}. Bodies
are compared as bags of 4-word shingles, every CJK character a word; P and R are means over pages, F1 is of the means.
Headlines are equal after folding case and punctuation; dates are compared by calendar day. Prints measured beside asked,
exits 1 under a floor (`floors.toml`, section `pages`: our own, so that quality cannot sink unnoticed).
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
import tomllib
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from generator.clean import clean
from generator.identify import identify
from generator.ingest import read
from generator.model.block import KEPT
from generator.model.raw import Hint

ROOT = Path(__file__).resolve().parent.parent

F1, HEADLINE, WRONG_DATES = 0.957, 0.88, 0.01
"""What is asked for: body F1, share of equal headlines, share of wrong dates among dated pages."""

_TOKEN = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")


@dataclass(frozen=True, slots=True)
class Page:
    """The figures of one page: precision and recall of the body, headline equal, date "right", "wrong", "missing" or ""."""

    id: str
    precision: float
    recall: float
    headline: bool
    date: str
    note: str = ""

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def tokens(text: str) -> list[str]:
    """Split a text into words, CJK and Thai into characters."""
    return _TOKEN.findall(text.lower())


def shingles(text: str, width: int = 4) -> Counter[tuple[str, ...]]:
    """Count the runs of `width` words of a text; a shorter text is one run."""
    words = tokens(text)
    return Counter(tuple(words[i : i + width]) for i in range(max(1, len(words) - width + 1))) if words else Counter()


def measure(row: dict[str, str], data: bytes) -> Page:
    """Read, clean and identify one page, and compare it with the truth."""
    reading = read("content/inbox/page.html", data, limit=50_000_000)
    if not reading.articles:
        return Page(
            row["id"],
            0.0,
            0.0,
            headline=False,
            date="missing" if row.get("published") else "",
            note=str(reading.problems),
        )
    raw = reading.articles[0]
    raw = replace(raw, hints=(*raw.hints, Hint("url", row["url"], "given")))
    blocks = clean(raw).blocks
    identity = identify(raw, blocks)
    want, have = shingles(row["body"]), shingles("\n".join(block.text for block in blocks if block.label in KEPT))
    common = sum((want & have).values())
    date = ""
    if row.get("published"):
        day = str(identity.published or "")[:10]
        date = "missing" if not day else "right" if day == str(row["published"])[:10] else "wrong"
    equal = tokens(row["title"] or "") == tokens(identity.title)
    basis = {evidence.field: evidence.basis for evidence in identity.evidence}
    note = "" if equal else f"headline ({basis.get('title')}): {identity.title!r}, asked {row['title']!r}"
    if date == "wrong":
        note += f" date ({basis.get('published')}): {identity.published}, asked {row['published']}"
    return Page(row["id"], common / (have.total() or 1), common / (want.total() or 1), equal, date, note)


def main() -> int:
    """Measure all pages and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("data", nargs="?", type=Path, default=ROOT.parent / "shared" / "data" / "html")
    parser.add_argument("--worst", type=int, default=0)
    options = parser.parse_args()
    if not (options.data / "truth.jsonl.gz").exists():
        print(f"{options.data} is not here: nothing measured.")
        return 0
    with gzip.open(options.data / "truth.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    start = time.perf_counter()
    pages = []
    for row in rows:
        path = options.data / row["file"]
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            pages.append(measure(row, file.read()))
    took = time.perf_counter() - start
    precision = sum(page.precision for page in pages) / len(pages)
    recall = sum(page.recall for page in pages) / len(pages)
    f1 = 2 * precision * recall / (precision + recall)
    headline = sum(page.headline for page in pages) / len(pages)
    dates = Counter(page.date for page in pages if page.date)
    wrong = dates["wrong"] / max(1, dates.total())
    print(f"{len(pages)} pages, {1000 * took / len(pages):.0f} ms a page")
    print("                measured   asked")
    print(f"body P / R      {precision:.4f} / {recall:.4f}")
    print(f"body F1         {f1:.4f}     >= {F1}")
    print(f"headline equal  {headline:.4f}     >= {HEADLINE}")
    print(
        f"wrong dates     {wrong:.4f}     <= {WRONG_DATES}   ({dates['right']} right, {dates['wrong']} wrong, {dates['missing']} missing)"
    )
    for page in sorted(pages, key=lambda page: (page.f1, page.id))[: options.worst]:
        print(f"  {page.f1:.3f} P {page.precision:.3f} R {page.recall:.3f} {page.id}")
    if options.worst:
        print(*(f"  {page.id}: {page.note}" for page in pages if page.note), sep="\n")
    floors = tomllib.loads((ROOT / "benchmarks/floors.toml").read_text(encoding="utf-8"))["pages"]
    sunk = f1 < floors["f1"] or headline < floors["headline"] or wrong > floors["wrong_dates"]
    if sunk:
        print(f"under the floors pinned in benchmarks/floors.toml: {floors}")
    return int(sunk)


if __name__ == "__main__":
    sys.exit(main())
