"""Make the score for doubtful lines: `python benchmarks/train_lines.py [--check]`.

Writes `generator/clean/data/lines.json`: a logistic regression with a ridge over the measures of `generator.clean.lines`,
from the lines of the four development sets that no rule settles. Before that it prints how the score fares on sites
that it did not see (ten folds by site), which is the only honest figure, and what each threshold would cut there.
`--check` prints and writes nothing. Figures only: no text can be read back out of them.
"""

from __future__ import annotations

import argparse
import json
import zlib
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from clean import BARS, DATA, ROOT, load
from scipy.optimize import minimize

from generator.clean import CleanOptions, Shared, share_lines
from generator.clean.chain import RULES, settle
from generator.clean.context import Context, measure_all
from generator.clean.lines import NAMES, doubts
from generator.clean.rules.line_score import line_score
from generator.clean.zones import zones

if TYPE_CHECKING:
    from numpy.typing import NDArray

FOLDS = 10
WEIGHT = {"residue": 3.0, "fundus-tfrec": 2.0, "shub-tfrec": 2.0, "daniel-tfrec": 1.0}
"""How much a line of each set counts: by the care of its labels, and because daniel-tfrec has most of the lines."""
MANY = 8
"""The lines of a page with more doubtful ones count less, so that no list of headlines speaks for all pages."""
RIDGE = 2.0
CERTAIN, AGREED, DOUBTFUL = 0.97, 0.9, 0.65
"""Scores from which a line outside the text is cut, one that a phrase or a repeat speaks against is cut, and any is
shown to the editor. Chosen on the folds: see the table this command prints, and benchmarks/clean.py."""
NEVER_FOR = frozenset(
    {"cut above", "cut below", "cut near", "cut share", "cut run", "below foot", "phrase", "pair", "twice"}
)
"""Measures that may only speak for boilerplate: of a text that comes without its cut lines no line is then cut later."""


class Sample(NamedTuple):
    """A line: its measures, whether a phrase or a repeat agrees, whether it is boilerplate, where from, and its place."""

    measures: tuple[float, ...]
    agreed: bool
    bad: bool
    set: str
    site: str
    weight: float
    outside: bool
    listed: bool
    text: str


def samples() -> list[Sample]:
    """Collect the lines that no rule settles."""
    rules = tuple(rule for rule in RULES if rule is not line_score)
    found: list[Sample] = []
    for name in BARS:
        documents = load(DATA / f"{name}.dev.jsonl.gz")
        shared = share_lines((d.source, [block.text for block in d.raw.blocks]) for d in documents)
        for document in documents:
            several, two = shared.get(document.source or "", Shared())
            options = CleanOptions(repeats=several, pairs=two)
            context = Context(options, measure_all(document.raw.blocks))
            blocks = settle(document.raw.blocks, context, rules)
            zone = zones(blocks, context)
            lines = [d for d in doubts(blocks, context, zone) if document.truth[blocks[d.at].line] is not None]
            weight = WEIGHT[name] * min(1.0, MANY / (len(lines) or 1))
            found += [
                Sample(
                    doubt.measures,
                    doubt.agreed,
                    document.truth[blocks[doubt.at].line] is False,
                    name,
                    document.source or document.id,
                    weight,
                    not zone.first < doubt.at < zone.last,
                    doubt.listed,
                    blocks[doubt.at].text,
                )
                for doubt in lines
            ]
    return found


def fit(rows: list[Sample]) -> NDArray[np.float64]:
    """Fit weights and bias (last)."""
    x = np.array([[*row.measures, 1.0] for row in rows])
    y = np.array([row.bad for row in rows], dtype=float)
    w = np.array([row.weight for row in rows])
    ridge = np.full(x.shape[1], RIDGE)
    ridge[-1] = 0.01

    def loss(beta: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z = np.clip(x @ beta, -30, 30)
        p = 1 / (1 + np.exp(-z))
        value = float(w @ (np.logaddexp(0, z) - y * z) + 0.5 * ridge @ beta**2)
        return value, x.T @ (w * (p - y)) + ridge * beta

    bounds = [(0.0, None) if name in NEVER_FOR else (None, None) for name in (*NAMES, "bias")]
    return minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x  # type: ignore[no-any-return]


def unseen(rows: list[Sample]) -> list[float]:
    """Score each line by a model that saw no line of its site."""
    fold = [zlib.crc32(row.site.encode()) % FOLDS for row in rows]
    scores = [0.0] * len(rows)
    for held in range(FOLDS):
        beta = fit([row for row, n in zip(rows, fold, strict=True) if n != held])
        for i, row in enumerate(rows):
            if fold[i] == held:
                z = float(np.dot(row.measures, beta[:-1]) + beta[-1])
                scores[i] = 1 / (1 + float(np.exp(-z)))
    return scores


def report(rows: list[Sample], scores: list[float]) -> None:
    """Print what thresholds would do on unseen sites, set by set."""
    for title, wanted in (
        ("outside the text", [row.outside and not row.agreed and not row.listed for row in rows]),
        ("a phrase agrees", [row.agreed for row in rows]),
        ("anywhere", [True] * len(rows)),
    ):
        print(f"{title}: lines of boilerplate / good lines at or above a score, by set")
        for at in (0.5, 0.6, 0.65, 0.7, 0.8, 0.85, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.995):
            cells = []
            for name in BARS:
                hits = [
                    row.bad
                    for row, s, ok in zip(rows, scores, wanted, strict=True)
                    if ok and s >= at and row.set == name
                ]
                cells.append(f"{sum(hits):4}/{len(hits) - sum(hits):<3}")
            print(f"  {at:5}  " + "  ".join(cells))


def main() -> None:
    """Report on unseen sites, fit on all, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("--worst", type=int, default=0, help="show N good lines that unseen models score highest")
    options = parser.parse_args()
    rows = samples()
    print(f"{len(rows)} lines, {sum(row.bad for row in rows)} of them boilerplate, {len({r.site for r in rows})} sites")
    scores = unseen(rows)
    report(rows, scores)
    ranked = sorted(zip(scores, rows, strict=True), key=lambda pair: -pair[0])
    for score, row in [pair for pair in ranked if not pair[1].bad][: options.worst]:
        print(
            f"  {score:.3f} {row.set} {'out' if row.outside else 'in'} {'+' if row.agreed else ''}{'-' if row.listed else ''} {row.text[:100]}"
        )
    beta = [round(float(value), 4) + 0.0 for value in fit(rows)]
    figures = dict(zip(NAMES, beta, strict=False))
    print(figures)
    if not options.check:
        data = {"agreed": AGREED, "bias": beta[-1], "certain": CERTAIN, "doubtful": DOUBTFUL, "weights": figures}
        path = ROOT / "generator" / "clean" / "data" / "lines.json"
        path.write_text(json.dumps(data, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
