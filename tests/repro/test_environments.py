"""Same input, same bytes: hash seed, time zone, locale, folder, umask, order of files, processes, clock; and the wheel."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from itertools import combinations, product
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

MOMENT = "1780272000"
"""SOURCE_DATE_EPOCH: 1 June 2026, 00:00 UTC."""

BUILD = """
import os, sys, time
if sys.argv[1] == "later":
    clock = time.time
    time.time = lambda: clock() + 366 * 86_400
if sys.argv[2] == "backwards":
    scan, walk = os.scandir, os.listdir
    class Backwards:
        def __init__(self, path="."):
            self.found = scan(path)
            self.entries = iter(sorted(self.found, key=lambda entry: entry.name, reverse=True))
        def __iter__(self): return self.entries
        def __next__(self): return next(self.entries)
        def __enter__(self): return self
        def __exit__(self, *_): self.found.close()
        def close(self): self.found.close()
    os.scandir = Backwards
    os.listdir = lambda path=".": sorted(walk(path), reverse=True)
os.umask(int(sys.argv[3], 8))
sys.argv = ["digest", "-C", sys.argv[4], "build", "--quiet", "--jobs", sys.argv[5]]
from generator.cli import main
main()
"""
"""Runs the tool with another clock and another order of what a folder lists: both are the machine's."""

FACTORS = {
    "seed": ("0", "1"),
    "zone": ("UTC", "Pacific/Kiritimati"),
    "locale": ("C", "C.UTF-8"),
    "folder": ("a", "another/much longer folder"),
    "umask": ("022", "077"),
    "order": ("forwards", "backwards"),
    "jobs": ("1", "2"),
    "clock": ("now", "later"),
}

PAIRS = ("00000000", "11111100", "11100011", "10011011", "01010110", "00101101")
"""Which of its two values each factor has in each run: any two factors stand in all four pairs of values in some run."""

THREES = tuple(
    "".join(map(str, (a, b, c, d, b ^ c ^ d, a ^ c ^ d, a ^ b ^ c, a ^ b ^ d)))
    for a, b, c, d in product((0, 1), repeat=4)
)
"""The same of any three factors (the fractional factorial design 2^(8-4) of resolution IV)."""

ROWS = THREES if os.environ.get("DIGEST_EVERY_ENVIRONMENT") else PAIRS


def content(root: Path) -> None:
    """Write a small site of which the pages are of every kind: events, languages, sources, names, editions, redirects."""
    said = {
        "en": "The council of Norby voted on Monday to close the old iron bridge to lorries, the mayor, Anna Reed, said.",
        "ar": "صوت مجلس نوربي يوم الاثنين على إغلاق الجسر الحديدي القديم أمام الشاحنات، كما قالت العمدة آنا ريد.",
        "zh": "诺比市议会星期一投票决定禁止卡车通过旧铁桥，市长安娜·里德说。",
    }
    for lang, text in said.items():
        for number in (1, 2):
            put(
                root,
                f"content/inbox/outlet-{lang}/{number}.txt",
                f"{text[:30]} {number}\n\n2{number} March 2026\n\n“{text}” Anna Reed said. {text * number}\n\nRead more\n",
            )
    put(
        root,
        "content/inbox/outlet-en/feed.xml",
        "".join(
            (
                "<rss><channel>",
                *(
                    f"<item><title>Item {n}</title><link>https://outlet.example/{n}</link><description>{said['en']} {n}.</description></item>"
                    for n in (1, 2)
                ),
                "</channel></rss>",
            )
        ),
    )
    put(
        root,
        "content/inbox/outlet-en/page.html",
        f"<html lang=en><body><article><h1>A page</h1><p>{said['en']}</p><p>{said['en']}</p></article></body></html>",
    )
    put(root, "content/pages/about.md", "---\ntitle: About\n---\n\nBy hand.\n")
    put(
        root,
        "content/articles/by-hand.md",
        f"---\ntitle: By hand\nlang: en\npublished: 2026-03-02\ntags: [bridges, b]\nevent: the-bridge\n---\n\n{said['en']}\n",
    )
    put(root, "content/events/the-bridge.md", "---\ntitle: The bridge\npin: true\n---\n")
    put(
        root,
        "content/ledger.jsonl",
        '{"id": "k1", "slug": "the-bridge", "members": ["by-hand"], "former": ["old-bridge"]}\n',
    )
    put(root, "content/sources/outlet-en.toml", 'name = "Outlet"\ncountry = "GB"\n')
    put(root, "digest.toml", 'title = "Same"\nbase_url = "https://digest.example/news"\n')


def put(root: Path, name: str, text: str) -> None:
    """Write a file below a site's folder."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def built(top: Path, row: str) -> dict[str, str]:
    """Build the site as a row says; return the SHA-256 of every file of `site/` and `content/` by path."""
    how = {name: values[int(bit)] for (name, values), bit in zip(FACTORS.items(), row, strict=True)}
    root = top / row / how["folder"]
    root.mkdir(parents=True)
    content(root)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(top),
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": how["seed"],
        "TZ": how["zone"],
        "LC_ALL": how["locale"],
        "PYTHONUTF8": "0",
        "SOURCE_DATE_EPOCH": MOMENT,
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    command = [sys.executable, "-c", BUILD, how["clock"], how["order"], how["umask"], str(root), how["jobs"]]
    done = subprocess.run(command, env=environment, cwd=top, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    files = (path for folder in ("site", "content") for path in (root / folder).rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """Return the files of the first run."""
    return built(tmp_path_factory.mktemp("first"), ROWS[0])


@pytest.mark.parametrize(("rows", "together"), [(PAIRS, 2), (THREES, 3)])
def test_rows_cover_all_combinations(rows, together):
    """Any two factors, or three, are seen in all combinations of their values."""
    assert {len(row) for row in rows} == {len(FACTORS)}
    for chosen in combinations(range(len(FACTORS)), together):
        assert len({tuple(row[factor] for factor in chosen) for row in rows}) == 2**together, chosen


@pytest.mark.parametrize("row", ROWS[1:])
def test_same_bytes_in_every_environment(first, tmp_path, row):
    """The same files with the same bytes, in the output and in what the tool writes into `content/`."""
    assert built(tmp_path, row) == first


def test_the_site_has_pages_of_every_kind(first):
    """The comparison is not between sites that lack what could differ."""
    for begin in ("site/index.html", "site/a/", "site/e/the-bridge/", "site/e/old-bridge/", "site/l/ar/", "site/s/outlet-en/", "site/t/", "site/d/", "site/w/", "site/p/", "site/search/", "site/about/", "site/archive/", "site/feed.xml", "content/receipts/", "content/ledger.jsonl"):  # fmt: skip
        assert any(path.startswith(begin) for path in first), begin
