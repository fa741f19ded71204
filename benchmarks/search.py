#!/usr/bin/env python3
"""Measure the search index beside what is asked: bytes before the first results, processor time to build.

    search.py [ARTICLES ...] [--data FOLDER]

FOLDER (default ../shared/data/events) holds `*.jsonl.gz` with rows {"title", "text", "lang"}; where there are too few, they
are taken again under other ids; two that follow each other are an event, and the names they have in common with others
lead to them in all scripts. Queries are two words of a title. Bytes are with gzip: the script, the register, the
shards of both words and the texts of ten results, as the mean shard of texts. Exits 1 where more is needed than asked.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.indexing import echo_names
from generator.model.views import Text
from generator.search import (
    IndexedArticle,
    IndexedEvent,
    Names,
    Shown,
    add_names,
    count_terms,
    index_article,
    merge,
)
from generator.search.letters import terms
from generator.search.postings import SHARD_BITS, key_of
from generator.voices import find_names, join_names

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parent.parent

BYTES = {1_000: 45_000, 10_000: 120_000}
"""What is asked for: most bytes before the first results, by number of articles."""

INDEX_MS, MERGE_S = 1.5, 0.3
"""What is asked for: milliseconds to index an article, seconds to merge 10,000."""

SETS = ("semeval22_multi.dev", "wire_multi.dev", "allsides_full_en.dev", "itn_multi.dev")


def read_texts(folder: Path, count: int) -> list[dict[str, str]]:
    """Return `count` texts of the sets, mixed."""
    rows: list[dict[str, str]] = []
    for name in SETS:
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows += [json.loads(line) for line in lines]
    random.Random(1).shuffle(rows)  # noqa: S311 - a fixed order, no secret
    return [rows[number % len(rows)] for number in range(count)]


def measure(rows: list[dict[str, str]]) -> bool:
    """Print the figures of so many texts; return whether they are within what is asked."""
    count = len(rows)
    shown = [
        Shown(f"/a/{number}/", row["title"] or "", tuple(filter(None, map(str.strip, row["text"].split("\n")))))
        for number, row in enumerate(rows)
    ]
    start = time.process_time()
    postings = [index_article(each) for each in shown]
    indexing = time.process_time() - start
    articles = [
        IndexedArticle(f"{place}", row["lang"] or "und", f"source-{place % 60}", f"2026-{1 + place % 12:02d}-01", data)
        for place, (row, data) in enumerate(zip(rows, postings, strict=True))
    ]
    home = {each.id: f"{int(each.id) // 2 * 2:x}" for each in articles}
    members = {home[each.id]: articles[place : place + 2] for place, each in enumerate(articles) if place % 2 == 0}
    mentions = {each.id: find_names(text.paragraphs, each.lang) for each, text in zip(articles, shown, strict=True)}
    known = join_names(mentions, (), (), home)
    start = time.process_time()
    echoes = echo_names(known, members, home)
    articles = [replace(each, postings=add_names(each.postings, echoes.get(each.id, ()))) for each in articles]
    index_ms = (indexing + time.process_time() - start) / count * 1000
    further = sum(count_terms(each.postings) - count_terms(data) for each, data in zip(articles, postings, strict=True))
    events = []
    for number in range(0, count, 2):
        title = Text(rows[number]["title"] or "", "en", "ltr")
        events.append(IndexedEvent(f"{number:x}", f"/e/{number:x}/", title, tuple(articles[number : number + 2])))
    merge(events[:10], Names({}, {}))
    merges = []
    for _ in range(3):
        start = time.process_time()
        files = merge(events, Names({}, {}))
        merges.append(time.process_time() - start)
    costs = query_costs({path: len(gzip.compress(data, 9)) for path, data in files.items()}, shown)
    asked = BYTES.get(count, 0)
    typical, high, most = costs[len(costs) // 2], costs[len(costs) * 95 // 100], costs[-1]
    print(f"{count} articles of {sum(len(row['text']) for row in rows) // count} characters, {len(files)} files")
    print(f"  {len(known)} names; by those of others {further} terms more, to {len(echoes)} articles")
    print(
        f"  index {index_ms:.2f} ms an article (asked {INDEX_MS}), merge {min(merges):.2f} s (asked {MERGE_S} for 10,000)"
    )
    print(f"  bytes before the results: half {typical:,}, 95 of 100 {high:,}, most {most:,} (asked {asked:,})")
    return not asked or high <= asked


def query_costs(sizes: Mapping[str, int], shown: list[Shown]) -> list[int]:
    """Return what queries of two words from one title cost, ascending."""
    script = len(gzip.compress((ROOT / "templates/search.js").read_bytes(), 9))
    bits = (sum(path.startswith("p") for path in sizes) - 1).bit_length()
    texts = [size for path, size in sizes.items() if path.startswith("t")]
    fixed = script + sizes["index.js"] + 10 * sum(texts) // len(texts)
    chance = random.Random(2)  # noqa: S311
    costs = []
    for each in chance.sample(shown, min(500, len(shown))):
        found = [term for term in terms(each.title) if len(term) > 1]
        if len(found) > 1:
            shards = {key_of(term) >> (64 - SHARD_BITS) >> (SHARD_BITS - bits) for term in chance.sample(found, 2)}
            costs.append(fixed + sum(sizes[f"p{shard}.js"] for shard in shards))
    return sorted(costs)


def main() -> int:
    """Measure each size that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="*", type=int, default=[1_000, 10_000])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared/data/events")
    options = parser.parse_args()
    if not options.data.is_dir():
        print(f"search.py: no texts at {options.data}", file=sys.stderr)
        return 2
    within = [measure(read_texts(options.data, count)) for count in options.articles]
    return 0 if all(within) else 1


if __name__ == "__main__":
    sys.exit(main())
