"""Show that a cluster loses nothing, and what it costs: a scheduler and two workers on this machine, one of them killed.

    python benchmarks/workers.py [--articles 10000]

Invented articles are read, cleaned and identified in one process, by a pool of two, by a cluster of two, and by a
cluster of which one worker is killed midway. The answers are compared byte for byte; the price is in CPU seconds (user
and system) of all processes that took part, start-up apart. Asked: at most 20 % more for the cluster than for the pool.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import pickle
import random
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests/cluster")]
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ["PYTHONPATH"] = str(ROOT)

from crew import Crew  # noqa: E402  # the path is set above

from generator.cluster import Cluster  # noqa: E402
from generator.ingest import read_all  # noqa: E402
from generator.intake import IntakeOptions  # noqa: E402
from generator.intake.article import take_in_all  # noqa: E402
from generator.workers import Workers, _processes, map_chunks  # noqa: E402

ALLOWED = 0.20
TODAY = date(2026, 1, 1)
_OPENINGS = "ba be bi bo da de di do fa fe ka ke ko la le li lo ma me mi mo na ne no pa ra re ri ro sa se so ta te ti to va ve".split()
_CLOSINGS = "r n l st nd m rt k".split()


def invent(count: int) -> list[tuple[str, bytes]]:
    """Return as many plain articles of about 1,400 letters, with the clutter that saved ones have."""
    chance = random.Random(7)  # noqa: S311  # the same articles each time
    words = [
        "".join(chance.choices(_OPENINGS, k=chance.randint(1, 3))) + chance.choice(_CLOSINGS) for _ in range(4_000)
    ]

    def sentence() -> str:
        return " ".join(chance.choices(words, k=chance.randint(8, 20))).capitalize() + "."

    def article(number: int) -> bytes:
        body = "\n\n".join(" ".join(sentence() for _ in range(3)) for _ in range(5))
        day = f"{chance.randint(1, 28)} March 2025"
        return f"{sentence()[:-1]}\n\nBy {words[number % 4000].title()} Brandt\n{day}\n\n{body}\n\nShare this article\nRead more\n".encode()

    return [(f"content/inbox/outlet-{number % 40}/{number}.txt", article(number)) for number in range(count)]


def work(workers: Workers | None, articles: list[tuple[str, bytes]]) -> list[str]:
    """Read, clean and identify; return a fingerprint of each article with its receipt."""
    raws = [raw for reading in map_chunks(workers, read_all, articles) for raw in reading.articles]
    options = IntakeOptions((), TODAY)
    made = map_chunks(workers, take_in_all, [(raw, options) for raw in raws])
    return [hashlib.sha256(repr(intake).encode()).hexdigest() for intake in made]


def seconds(pids: list[int]) -> float:
    """Return the CPU seconds of processes so far."""
    stats = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids]
    return sum(int(stat[11]) + int(stat[12]) for stat in stats) / os.sysconf("SC_CLK_TCK")


@contextmanager
def timed(name: str, others: list[int], prices: dict[str, float]):  # noqa: ANN201  # a generator of nothing
    """Note the CPU seconds of this process and of `others` while the block runs."""
    pids, begun = [os.getpid(), *others], time.perf_counter()
    before = seconds(pids)
    yield
    prices[name] = seconds(pids) - before
    print(f"{name:32} {prices[name]:7.1f} CPU s {time.perf_counter() - begun:7.1f} s")


def main() -> int:
    """Run all four, and return 1 where anything was lost or the price is too high."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=10_000)
    articles = invent(parser.parse_args().articles)
    prices: dict[str, float] = {}
    with timed("one process", [], prices):
        wanted = work(None, articles)
    pool = Workers(lambda: _processes(2))
    work(pool, articles[:800])  # what they import is start-up
    with timed("pool of 2", [*pool.open()._processes], prices):  # noqa: SLF001  # their numbers
        pooled = work(pool, articles)
    pool.close()
    with tempfile.TemporaryDirectory() as folder:
        crew = Crew(Path(folder))
        try:
            crew.hire(2)
            cluster = Workers(lambda: Cluster(crew.address))
            work(cluster, articles[:800])
            everyone = [crew.scheduler.pid, *(worker.pid for worker in crew.workers)]
            with timed("cluster of 2", everyone, prices):
                shared = work(cluster, articles)
            begun = time.perf_counter()
            killing = threading.Timer(2, crew.kill, [0])
            killing.start()
            survived = work(cluster, articles)
            killing.join()
            alive = [worker.poll() is None for worker in crew.workers]
            print(
                f"{'cluster, one killed after 2 s':32} {'':13} {time.perf_counter() - begun:7.1f} s; alive: {alive.count(True)} of 2"
            )
            cluster.close()
        finally:
            crew.close()
    lost = sum(len(wanted) - len(found) for found in (pooled, shared, survived))
    other = sum(one != two for found in (pooled, shared, survived) for one, two in zip(wanted, found, strict=False))
    price = prices["cluster of 2"] / prices["pool of 2"] - 1
    sent = len(pickle.dumps(articles[:200]))
    print(f"lost or twice: {lost}; other bytes: {other}; of {len(wanted):,} articles, three times")
    print(
        f"the cluster costs {price:+.0%} CPU against the pool (asked: at most {ALLOWED:+.0%}); a chunk is {sent:,} bytes"
    )
    return int(bool(lost or other) or price > ALLOWED)


if __name__ == "__main__":
    sys.exit(main())
