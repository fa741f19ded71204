"""Grouping by event, measured: `python benchmarks/group.py [--copies] [--stability] [--scale] [SET...]`.

Prints BCubed precision, recall and F1 (Bagga and Baldwin 1998; mean over articles) for each labelled set beside what is
asked, the recall of pairs across languages, the largest group beside the largest event, the same recall for each pair of
languages with ten pairs or more, and the five articles. Exit 1 where a figure lies under its floor in `benchmarks/floors.toml`, [group]. The sets lie in `../shared/data/events`, beside
the project; vectors are cached in `.cache/bench`.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
import os
import resource
import sys
import time
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402  # after the number of threads is set

from generator.group import GroupOptions, group, regroup  # noqa: E402
from generator.group.encoder import ENCODER_NAME, encode, lead_of  # noqa: E402
from generator.group.translations import find_translations  # noqa: E402
from generator.model import Story  # noqa: E402
from generator.text.shingles import containment, shingles  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from generator.model import Event

SHARED = ROOT.parent / "shared"
CACHE = ROOT / ".cache" / "bench"
LEAST_PAIRS = 10
"""Pairs of two languages from which their recall is a figure."""

REWRITTEN = 0.2
"""Share of the runs of five words from which two reports are one, rewritten."""

SETS = ("basil_en", "ecbplus_en", "allsides_full_en", "semeval22_multi", "wire_multi", "itn_multi")
ASKED = {
    "basil_en": 0.985,
    "ecbplus_en": 0.83,
    "allsides_full_en": 0.925,
    "semeval22_multi": 0.942,
    "wire_multi": 0.93,
    "itn_multi": 0.78,
    "mean": 0.905,
    "wire_multi xR": 0.85,
}
FIVE_EVENTS = ((0, 1), (2,), (3,), (4,))
FIVE_DAYS = ("2022-09-21", "2022-09-21", "2024-04-09", "2024-01-31", "2023-12-01")
"""About when the five articles were published; the files themselves bear no date."""


@dataclass(frozen=True, slots=True)
class Score:
    """BCubed figures of one grouping; `cross` is the recall of pairs across languages, `None` where there are none."""

    precision: float
    recall: float
    f1: float
    cross: float | None
    largest: int
    largest_true: int
    pairs: dict[tuple[str, str], tuple[int, int]]
    """For each two languages: how many pairs were found, of how many."""


def read_set(name: str) -> tuple[list[Story], list[str]]:
    """Return a set's stories and the label of each."""
    path = SHARED / "data" / "events" / f"{name}{'' if name == 'scale_en' else '.dev'}.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    stories = [
        Story(
            row["id"],
            row["lang"],
            date.fromisoformat(row["date"][:10]) if row.get("date") else None,
            row.get("title"),
            row["text"],
            row.get("outlet"),
        )
        for row in rows
    ]
    return stories, [str(row.get("event")) for row in rows]


def read_five(*, dated: bool) -> list[Story]:
    """Return the five articles, cleaned by hand."""
    gold = json.loads((SHARED / "articles" / "gold.json").read_text(encoding="utf-8"))
    return [
        Story(
            article["file"],
            article["lang"],
            date.fromisoformat(day) if dated else None,
            article["title"],
            "\n".join(line["text"] for line in article["lines"] if line["label"] in {"body", "subhead"}),
        )
        for article, day in zip(gold, FIVE_DAYS, strict=True)
    ]


def vectors_of(name: str, stories: Sequence[Story]) -> dict[str, NDArray[np.float32]]:
    """Return the stories' vectors, from the cache where it has them."""
    path = CACHE / f"{name}-{ENCODER_NAME.replace('/', '-')}.npy"
    if path.exists():
        rows = np.load(path)
    else:
        rows = encode([lead_of(story) for story in stories])
        CACHE.mkdir(parents=True, exist_ok=True)
        np.save(path, rows)
    return {story.id: row for story, row in zip(stories, rows, strict=True)}


def score(stories: Sequence[Story], truth: Sequence[str], groups: Sequence[Sequence[str]]) -> Score:
    """Score a grouping against the labels."""
    guess = {member: number for number, members in enumerate(groups) for member in members}
    found = [guess[story.id] for story in stories]
    in_truth, in_guess = collections.Counter(truth), collections.Counter(found)
    both = collections.Counter(zip(truth, found, strict=True))
    precision = sum(n * n / in_guess[g] for (_, g), n in both.items()) / len(stories)
    recall = sum(n * n / in_truth[t] for (t, _), n in both.items()) / len(stories)
    events: dict[str, list[int]] = collections.defaultdict(list)
    for at, label in enumerate(truth):
        events[label].append(at)
    pairs: dict[tuple[str, str], tuple[int, int]] = {}
    for members in events.values():
        for place, i in enumerate(members):
            for j in members[:place]:
                if stories[i].lang != stories[j].lang:
                    one, two = sorted((stories[i].lang or "und", stories[j].lang or "und"))
                    hit, every = pairs.get((one, two), (0, 0))
                    pairs[one, two] = (hit + (found[i] == found[j]), every + 1)
    hits, total = (sum(column) for column in zip(*pairs.values(), strict=True)) if pairs else (0, 0)
    return Score(
        precision,
        recall,
        2 * precision * recall / (precision + recall),
        hits / total if total else None,
        max(in_guess.values()),
        max(in_truth.values()),
        pairs,
    )


def measure_sets(names: Sequence[str], options: GroupOptions) -> dict[str, float]:
    """Group each set, print a line for it, and return the figures by name."""
    figures: dict[str, float] = {}
    by_pair: dict[str, dict[tuple[str, str], tuple[int, int]]] = {}
    print(f"{'set':18} asked   F1     P      R      xR     largest / true   seconds")
    for name in names:
        stories, truth = read_set(name)
        vectors = vectors_of(name, stories)
        start = time.process_time()
        events = group(stories, vectors, options=options)
        took = time.process_time() - start
        got = score(stories, truth, [event.members for event in events if event.members])
        figures[name] = got.f1
        by_pair[name] = got.pairs
        figures[f"{name} spread"] = got.largest / got.largest_true
        cross = "" if got.cross is None else f"{got.cross:.3f}"
        if got.cross is not None:
            figures[f"{name} xR"] = got.cross
        print(
            f"{name:18} {ASKED[name]:.3f}  {got.f1:.4f} {got.precision:.4f} {got.recall:.4f} {cross:6} "
            f"{got.largest:4} / {got.largest_true:<4}      {took:6.1f}"
        )
    if len(names) == len(SETS):
        figures["mean"] = sum(figures[name] for name in SETS) / len(SETS)
        print(f"{'mean':18} {ASKED['mean']:.3f}  {figures['mean']:.4f}")
    for name, pairs in by_pair.items():
        print_pairs(name, pairs)
    return figures


def print_pairs(name: str, pairs: Mapping[tuple[str, str], tuple[int, int]]) -> None:
    """Print the recall of each pair of languages with at least ten pairs, most frequent first."""
    rows = sorted(((every, hit, two) for two, (hit, every) in pairs.items() if every >= LEAST_PAIRS), reverse=True)
    shown = [f"{'-'.join(two)} {hit / every:.2f} of {every}" for every, hit, two in rows]
    rest = [(hit, every) for hit, every in pairs.values() if every < LEAST_PAIRS]
    if rest:
        hits, total = (sum(column) for column in zip(*rest, strict=True))
        shown.append(f"{len(rest)} rarer pairs of languages {hits / total:.2f} of {total}")
    for at in range(0, len(shown), 6):
        print(f"{'' if at else name:18} {'; '.join(shown[at : at + 6])}")


def measure_stability(names: Sequence[str], options: GroupOptions) -> None:
    """Let each set arrive in four parts, then group from scratch: print what moves, without the margin and with it."""
    print("grown in four parts, then grouped from scratch: moved, F1 before -> after")
    for name in names:
        stories, truth = read_set(name)
        vectors = vectors_of(name, stories)
        ledger: tuple[Event, ...] = ()
        for part in range(1, 5):
            # Every fourth article, so that each part holds some of every event.
            arrived = [story for at, story in enumerate(stories) if at % 4 < part]
            ledger = group(arrived, vectors, ledger, options=options)
        homes = {member: event.id for event in ledger for member in event.members}
        line = f"{name:18}"
        for margin in (0.0, options.margin):
            after = regroup(stories, vectors, ledger, options=replace(options, margin=margin))
            moved = sum(homes[member] != event.id for event in after for member in event.members)
            was, now = (score(stories, truth, [e.members for e in each if e.members]).f1 for each in (ledger, after))
            line += f"  margin {margin:.2f}: {moved:4} of {len(stories)}, {was:.4f} -> {now:.4f}"
        print(line)


def measure_five(options: GroupOptions) -> bool:
    """Group the five articles with and without dates and tell whether all is as it should be."""
    fine = True
    for dated in (False, True):
        stories = read_five(dated=dated)
        vectors = vectors_of("five", stories)
        events = group(stories, vectors, options=options)
        number = {story.id: at for at, story in enumerate(stories)}
        got = sorted(tuple(sorted(number[member] for member in event.members)) for event in events)
        fine &= got == sorted(FIVE_EVENTS)
        print(f"five articles, {'dated' if dated else 'undated'}: {got}")
    return fine


def measure_copies() -> dict[str, float]:
    """Count human translations that are found, and pairs of reports by two outlets that are taken for translations.

    For the latter the two texts are in one language, which the comparison is not told: no set has reports on one event
    in two languages of which it is known that none was translated. Reprints by a fifth of their runs are left out.
    """
    figures: dict[str, float] = {}
    for name, across in (("wire_multi", True), ("basil_en", False), ("allsides_full_en", False)):
        stories, truth = read_set(name)
        known = vectors_of(name, stories)
        events: dict[str, list[Story]] = collections.defaultdict(list)
        for story, label in zip(stories, truth, strict=True):
            events[label].append(story)
        pairs = [
            (one, two)
            for members in events.values()
            for one, two in combinations(members, 2)
            if (one.lang != two.lang) is across
            and (across or containment(shingles(one.text), shingles(two.text)) < REWRITTEN)
        ]

        def look(
            asked: Iterable[Story], known: dict[str, NDArray[np.float32]] = known
        ) -> Mapping[str, NDArray[np.float32]]:
            missing = [story for story in asked if story.id not in known]
            known.update(zip([s.id for s in missing], encode([lead_of(s) for s in missing]), strict=True))
            return known

        found = sum(bool([*find_translations(pair, [(0, 1)], look)]) for pair in pairs)
        figures[f"{name} {'translations' if across else 'independent'}"] = (
            found / len(pairs) if across else 1 - found / len(pairs)
        )
        print(f"{name:18} {found} of {len(pairs)} pairs are called translations")
    return figures


def measure_scale(options: GroupOptions) -> None:
    """Group 5,000 and 20,000 articles without labels and print what it costs, encoding left out."""
    stories, _ = read_set("scale_en")
    vectors = vectors_of("scale_en", stories)
    took: list[float] = []
    for count in (5000, 20000):
        start = time.process_time()
        events = group(stories[:count], vectors, options=options)
        took.append(time.process_time() - start)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        largest = max(len(event.members) for event in events)
        print(
            f"scale {count}: {took[-1]:.1f} s of one processor, peak {peak:.2f} GB, {len(events)} events, largest {largest}"
        )
    first = group(stories[100:], vectors, options=options)
    start = time.process_time()
    group(stories, vectors, first, options=options)
    print(f"100 new on top of 19,900: {time.process_time() - start:.1f} s; growth 5k -> 20k {took[1] / took[0]:.1f}")


def main() -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", default=SETS)
    parser.add_argument("--stability", action="store_true", help="also what a regrouping moves")
    parser.add_argument("--copies", action="store_true", help="also translations found, and taken for such")
    parser.add_argument("--scale", action="store_true", help="also 20,000 articles without labels")
    chosen = parser.parse_args()
    if not SHARED.is_dir():
        print(f"no data at {SHARED}: nothing to measure")
        return 0
    options = GroupOptions()
    figures = measure_sets(chosen.sets, options)
    fine = measure_five(options)
    if chosen.copies:
        figures |= measure_copies()
    if chosen.stability:
        measure_stability(chosen.sets, replace(options, reasons=False))
    if chosen.scale:
        measure_scale(options)
    floors = tomllib.loads((ROOT / "benchmarks" / "floors.toml").read_text(encoding="utf-8")).get("group", {})
    for name, floor in sorted(floors.items()):
        if name in figures and figures[name] < floor:
            print(f"under its floor: {name} {figures[name]:.4f} < {floor}")
            fine = False
    for name in sorted(figures):
        if name.endswith("spread") and figures[name] > 3:
            print(f"a group larger than three times the largest event: {name}")
            fine = False
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
