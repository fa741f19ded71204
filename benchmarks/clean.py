"""Measure the cleaning on the development sets, beside the bars and the pinned floors.

    python benchmarks/clean.py [--worst N] [--missed N] [--rules] [--set NAME] [--speed]

Positive class: cut. P, R over scored lines; loss = mean share of good words that did not stay in the text; harm =
share of documents with a good line cut or lifted out; tokF1 = mean word F1 of what stayed against the good lines.
Bars are those for sealed documents of other sites, so the figures here must lie above them with room to spare.
Floors (`floors.toml`, section `clean`) are our own: under one of them the command fails, so that quality cannot sink
unnoticed. The texts belong to their publishers and are not part of the project; without them nothing is measured.
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
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from generator.clean import CleanOptions, clean, clean_all  # noqa: E402  # runs from a checkout, too
from generator.model import Block, RawArticle  # noqa: E402

if TYPE_CHECKING:
    from generator.clean import Cleaned

DATA = ROOT.parent / "shared" / "data" / "clean"
_TIMES = 20
STAYS = frozenset({"body", "subhead", "title"})
BARS: dict[str, dict[str, float]] = {
    "residue": {"P": 0.97, "R": 0.72, "loss": 0.001, "harm": 0.04, "tokF1": 0.968},
    "fundus-tfrec": {"P": 0.95, "R": 0.25, "loss": 0.001, "harm": 0.03, "tokF1": 0.964},
    "shub-tfrec": {"loss": 0.003, "harm": 0.10, "tokF1": 0.963},
    "daniel-tfrec": {"P": 0.97, "R": 0.60, "loss": 0.003, "harm": 0.08, "tokF1": 0.92},
}
AT_MOST = frozenset({"loss", "harm"})
_WORDS = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+")


@dataclass(frozen=True, slots=True)
class Document:
    """A labelled text: `truth` by 1-based line, True good, False boilerplate, None not scored."""

    id: str
    source: str | None
    raw: RawArticle
    truth: dict[int, bool | None]


def load(path: Path) -> list[Document]:
    """Read a set of labelled texts."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [document(json.loads(line)) for line in file]


def document(row: dict[str, Any]) -> Document:
    """Give each line of a row the number that the pipeline gives it."""
    truth = [(line["text"].strip(), line.get("keep")) for line in row["lines"]]
    lines = row["raw_text"].split("\n")
    if [line.strip() for line in lines if line.strip()] != [text for text, _ in truth]:
        lines = "\n\n".join(" ".join(text.split()) for text, _ in truth).split("\n")
    return Document(
        row["id"],
        row.get("domain"),
        article("\n".join(lines)),
        dict(zip((n for n, line in enumerate(lines, 1) if line.strip()), (keep for _, keep in truth), strict=True)),
    )


def article(text: str) -> RawArticle:
    """Wrap a text as the plain text reader does."""
    blocks = tuple(Block(n, line.strip()) for n, line in enumerate(text.split("\n"), 1) if line.strip())
    return RawArticle("", 0, "text", "", len(text), "utf-8", "given", bom=False, newline="\n", text=text, blocks=blocks)


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of one set, the good lines lost and the boilerplate left, and the false and true cuts by rule."""

    figures: dict[str, float]
    lost: list[tuple[str, Block]]
    left: list[tuple[str, Block]]
    by_rule: dict[str, tuple[int, int]]


def score(documents: list[Document], answers: list[Cleaned]) -> Score:
    """Compare labels with truth."""
    hit = miss = false = harmed = 0
    losses: list[float] = []
    overlap_f1: list[float] = []
    lost: list[tuple[str, Block]] = []
    left: list[tuple[str, Block]] = []
    rules: dict[str, list[int]] = {}
    for doc, answer in zip(documents, answers, strict=True):
        want: Counter[str] = Counter()
        kept: Counter[str] = Counter()
        good = gone = 0
        hurt = False
        for block in answer.blocks:
            keep = doc.truth[block.line]
            words = _WORDS.findall(block.text)
            if keep is True:
                good += len(words)
                want.update(words)
                if block.label not in STAYS:
                    gone += len(words)
                    hurt = True
                    lost.append((doc.id, block))
                    rules.setdefault(block.rule or "", [0, 0])[1] += 1
                false += block.label == "cut"
            elif keep is False:
                if block.label == "cut":
                    hit += 1
                    rules.setdefault(block.rule or "", [0, 0])[0] += 1
                else:
                    miss += 1
                    left.append((doc.id, block))
            if keep is not None and block.label in STAYS:
                kept.update(words)
        harmed += hurt
        losses.append(gone / good if good else 0.0)
        both = sum((want & kept).values())
        overlap_f1.append(_f1(both / (sum(kept.values()) or 1), both / (sum(want.values()) or 1)))
    count = len(documents)
    figures = {
        "P": hit / ((hit + false) or 1),
        "R": hit / ((hit + miss) or 1),
        "loss": sum(losses) / count,
        "harm": harmed / count,
        "tokF1": sum(overlap_f1) / count,
    }
    return Score(
        figures, lost, left, {rule: (a, b) for rule, (a, b) in sorted(rules.items(), key=lambda r: (-sum(r[1]), r[0]))}
    )


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _meets(name: str, measured: float, asked: float) -> bool:
    return measured <= asked if name in AT_MOST else measured >= asked


def speed() -> float:
    """Return how many megabytes a second `clean` labels in one process: the four sets together, 20 times."""
    documents = [document.raw for name in BARS for document in load(DATA / f"{name}.dev.jsonl.gz")]
    size = sum(len(raw.text.encode()) for raw in documents) / 1e6
    clean(documents[0])
    start = time.process_time()
    for _ in range(_TIMES):
        for raw in documents:
            clean(raw)
    return _TIMES * size / (time.process_time() - start)


def show(name: str, documents: list[Document], options: argparse.Namespace) -> Score:
    """Clean a set and print its row, with the details that were asked for."""
    start = time.perf_counter()
    answers = list(clean_all([(d.source, d.raw, CleanOptions()) for d in documents]))
    took = time.perf_counter() - start
    result = score(documents, answers)
    cells = []
    for key, measured in result.figures.items():
        asked = BARS[name].get(key)
        sign = " " if asked is None else ("+" if _meets(key, measured, asked) else "!")
        cells.append(f"{measured:.4f}{sign}{f'({asked:g})' if asked is not None else '':8}")
    amount = sum(len(d.raw.text.encode()) for d in documents) / 1e6
    print(f"{name:14} {len(documents):5}  " + "  ".join(f"{cell:>15}" for cell in cells) + f"  {amount / took:5.1f}")
    if options.rules:
        for rule, (right, wrong) in result.by_rule.items():
            print(f"    {rule:20} {right:5} right {wrong:4} wrong")
    for ident, block in result.lost[: options.worst]:
        print(f"  LOST {ident}:{block.line} {block.label} {block.rule}: {block.text[:110]}")
    for ident, block in result.left[: options.missed]:
        print(f"  LEFT {ident}:{block.line}: {block.text[:110]}")
    return result


def main() -> int:
    """Print the table; 1 where a figure lies under its floor, 0 otherwise."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worst", type=int, default=0, help="show N good lines lost of each set")
    parser.add_argument("--missed", type=int, default=0, help="show N lines of boilerplate left of each set")
    parser.add_argument("--rules", action="store_true", help="show right and wrong cuts by rule")
    parser.add_argument("--set", action="append", help="this set only")
    parser.add_argument("--speed", action="store_true", help="measure speed, too (about 20 seconds)")
    options = parser.parse_args()
    if not DATA.is_dir():
        print(f"{DATA} is missing: nothing to measure")
        return 0
    floors = tomllib.loads((ROOT / "benchmarks" / "floors.toml").read_text(encoding="utf-8")).get("clean", {})
    names = ("P", "R", "loss", "harm", "tokF1")
    print(f"{'set':14} {'docs':>5}  " + "  ".join(f"{name:>15}" for name in names) + "   MB/s  (asked of sealed sets)")
    sunk: list[str] = []
    for name in BARS:
        if options.set and name not in options.set:
            continue
        figures = show(name, load(DATA / f"{name}.dev.jsonl.gz"), options).figures
        sunk += [
            f"{name}: {key} {figures[key]:.4f} is worse than the floor {floor}"
            for key, floor in floors.get(name, {}).items()
            if not _meets(key, figures[key], floor)
        ]
    if options.speed:
        print(f"speed: {speed():.1f} MB/s (4 asked), the sets together {_TIMES} times, one process, load aside")
    for line in sunk:
        print(line, file=sys.stderr)
    return 1 if sunk else 0


if __name__ == "__main__":
    sys.exit(main())
