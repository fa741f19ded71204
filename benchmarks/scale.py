"""Grouping at scale, measured: `python benchmarks/scale.py [--density N] [--undated SHARE] [COUNT...]`.

Invents an archive of COUNT articles, so many a day, about events that last three days and sagas that go on, and groups it
from nothing, a process for each count. Texts and vectors are made when grouping asks for them, from a seed, so the
memory is that of grouping; what making them costs is told apart. Encoding is not in it: it takes 6 to 12 ms an article,
and as long for each. Prints CPU seconds, the peak of the memory, how CPU grows with the count, and BCubed F1, which
tells only that the archive was grouped at all (F1 of 0.8): invented events share their words.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402  # after the number of threads is set

from generator.group import GroupOptions, group  # noqa: E402
from generator.group.background import load  # noqa: E402
from generator.model import Brief, Shelf, Story  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

COUNTS = (20_000, 50_000, 100_000, 200_000)
FIRST = date(2020, 1, 1)
SEED = 20_200_101
LASTS = (0, 0, 0, 0, 0, 0, 0, 1, 1, 2)
"""Days after its event that an article is published, as one of ten."""

STARTED = 0.4
"""Events that begin on a day, for each article of the day."""

SAGAS = 400
WIDTH = 512
TEXT_WORDS = 210
"""Words of a text: about 1,400 letters."""

SYLLABLES = tuple(first + vowel for first in "b d f g k l m n p r s t v z br st tr".split() for vowel in "aeiou")


def invent(rng: random.Random, count: int) -> list[str]:
    """Invent words."""
    return ["".join(rng.choices(SYLLABLES, k=rng.choice((2, 3, 3, 4)))) for _ in range(count)]


class Archive(Shelf):
    """An archive of invented articles, so many a day; each is made from its number alone."""

    def __init__(self, count: int, density: int, undated: float) -> None:
        rng = random.Random(SEED)  # noqa: S311  # invented data
        self._count, self._density, self._undated = count, density, undated
        self._common = invent(rng, 3000)
        self._weights = [1 / (rank + 10) for rank in range(3000)]
        self._sagas = [invent(rng, 40) for _ in range(SAGAS)]
        self._outlets = [f"outlet-{number}" for number in range(80)]
        self._mean = load().mean_of("en", WIDTH)
        self.spent = 0.0
        """CPU seconds that went into making texts and vectors."""

    def event_of(self, at: int) -> int:
        """Return the event of an article: of its day, or of one of the two days before."""
        rng = random.Random(SEED + 3 * at)  # noqa: S311  # invented data
        day = max(0, at // self._density - rng.choice(LASTS))
        begun = int(self._density * STARTED)
        return day * begun + int(begun * rng.random() ** 2)

    def brief(self, ident: str) -> Brief:
        """Return day and outlet."""
        at = int(ident[1:])
        rng = random.Random(SEED + 3 * at + 1)  # noqa: S311  # invented data
        day = None if rng.random() < self._undated else FIRST + timedelta(days=at // self._density)
        return Brief("en", day, rng.choice(self._outlets))

    def __getitem__(self, ident: str) -> Story:
        start = time.process_time()
        at = int(ident[1:])
        rng = random.Random(SEED + 3 * at + 2)  # noqa: S311  # invented data
        event = random.Random(-self.event_of(at) - 1)  # noqa: S311  # invented data
        saga = self._sagas[event.randrange(SAGAS)]
        own = invent(event, 30)
        names = [word.capitalize() for word in event.sample(saga, 4) + own[:4]]
        words = rng.choices(self._common, self._weights, k=TEXT_WORDS)
        for place in range(0, TEXT_WORDS, 3):
            words[place] = rng.choice(names if place % 2 else own if place % 4 else saga)
        brief = self.brief(ident)
        text = f"{' '.join(words)}. {event.randrange(10, 10**4)} {own[5]}."
        story = Story(ident, brief.lang, brief.date, " ".join(names[:5] + own[4:9]), text, brief.source)
        self.spent += time.process_time() - start
        return story

    def __iter__(self) -> Iterator[str]:
        return (f"a{at:09}" for at in range(self._count))

    def __len__(self) -> int:
        return self._count

    def vectors(self, stories: Iterable[Story]) -> dict[str, NDArray[np.float32]]:
        """Return vectors as an encoder might: a language's mean, then saga, event and text, each a direction."""
        found = {}
        for story in stories:
            start = time.process_time()
            event = self.event_of(int(story.id[1:]))
            saga = random.Random(-event - 1).randrange(SAGAS)  # noqa: S311  # invented data
            row = self._mean + 0.08 * (_direction(saga) + 1.6 * _direction(SAGAS + event)) * math.sqrt(WIDTH) / 4
            row = row + 0.8 * 0.08 * _direction(10**9 + int(story.id[1:])) * math.sqrt(WIDTH) / 4
            found[story.id] = np.asarray(np.round(row / np.linalg.norm(row) * 1024) / 1024, dtype=np.float32)
            self.spent += time.process_time() - start
        return found


def _direction(seed: int) -> NDArray[np.float64]:
    row = np.random.default_rng([SEED, seed]).standard_normal(WIDTH)
    return np.asarray(row / np.linalg.norm(row))


def measure(count: int, density: int, undated: float) -> dict[str, float]:
    """Group an archive in this process and return what it cost."""
    archive = Archive(count, density, undated)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    events = group(archive, archive.vectors, options=GroupOptions(reasons=False))
    took = time.process_time() - start
    truth = {ident: archive.event_of(int(ident[1:])) for ident in archive}
    whole = Counter(truth.values())
    both = [n * n for event in events for n in Counter(truth[m] for m in event.members).values()]
    precision = sum(both_ / len(e.members) for e in events for both_ in _squares(truth[m] for m in e.members)) / count
    recall = sum(n * n / whole[key] for e in events for key, n in Counter(truth[m] for m in e.members).items()) / count
    assert sum(both) >= count
    return {
        "count": count,
        "cpu": took - archive.spent,
        "making": archive.spent,
        "before": before / 1e6,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6,
        "events": len(events),
        "largest": max(len(event.members) for event in events),
        "f1": 2 * precision * recall / (precision + recall),
    }


def _squares(keys: Iterable[int]) -> list[int]:
    return [n * n for n in Counter(keys).values()]


def main() -> int:
    """Measure each count in a process of its own, and print a line for it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", nargs="*", type=int, default=COUNTS)
    parser.add_argument("--density", type=int, default=500, help="articles a day")
    parser.add_argument("--undated", type=float, default=0.01, help="share of the articles without a date")
    parser.add_argument("--here", action="store_true", help="measure in this process, and answer in JSON")
    chosen = parser.parse_args()
    if chosen.here:
        print(json.dumps(measure(chosen.counts[0], chosen.density, chosen.undated)))
        return 0
    print(f"{'articles':>9} {'CPU s':>8} {'(making)':>9} {'peak GB':>8} {'events':>8} {'largest':>8} {'F1':>6}  growth")
    last: dict[str, float] | None = None
    for count in chosen.counts:
        same = ["--density", str(chosen.density), "--undated", str(chosen.undated), "--here", str(count)]
        done = subprocess.run([sys.executable, __file__, *same], check=True, capture_output=True, text=True)
        got = json.loads(done.stdout)
        power = f"n^{math.log(got['cpu'] / last['cpu'], count / last['count']):.2f}" if last else ""
        print(
            f"{count:9} {got['cpu']:8.1f} {got['making']:9.1f} {got['peak']:8.2f} {got['events']:8} "
            f"{got['largest']:8} {got['f1']:6.3f}  {power}",
            flush=True,
        )
        last = got
    return 0


if __name__ == "__main__":
    sys.exit(main())
