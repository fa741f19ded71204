"""Make what grouping has frozen: `python benchmarks/train_group.py [background] [model]`.

`background` writes `generator/group/data/background.npz`: rarities of words, numbers and name skeletons (English from
the 20,000 unlabelled articles; other languages from the two multilingual sets) and the mean vector of each language.
`model` writes `generator/group/data/model.json`: two logistic regressions on pairs of neighbours from all development
sets, by Newton's method with a ridge. Figures only: no text of the sets can be read back out of either.
"""

from __future__ import annotations

import collections
import json
import sys
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from group import ROOT, SETS, read_set, vectors_of

from generator.group.background import ENCODED, IDF_STEP
from generator.group.likeness import terms
from generator.group.marks import MarkBook, mark
from generator.group.measures import COLUMNS, measure, primary, view
from generator.group.neighbours import pair_up
from generator.group.options import GroupOptions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

DATA = ROOT / "generator" / "group" / "data"
COUNTED = {"semeval22_multi": 1, "wire_multi": 1, "scale_en": 2}
"""Sets whose words are counted, and every which article of them. English is counted in the unlabelled set only."""
RAREST = 0.001
"""Marks in fewer than one text in a thousand are left out: unseen is as good a name for them."""
SHRINK = 30
"""A language's mean vector is drawn towards the mean of its kind as if by this many texts."""
CONTRAST = 1e-3
"""Variance (of 1 in all) below which a direction is not turned up: half of the mean direction's."""
RIDGE = 3e-4
"""Weight of the squared coefficients (of standardised terms) against a mean loss of 1."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """The neighbouring pairs of one set: their rows, their measures, whether they tell one event, and each row's label."""

    rows: NDArray[np.int64]
    table: NDArray[np.float64]
    same_event: NDArray[np.bool_]
    labels: NDArray[np.str_]


def make_background() -> None:
    """Count, average, and write."""
    seen: dict[str, collections.Counter[int]] = collections.defaultdict(collections.Counter)
    texts: collections.Counter[str] = collections.Counter()
    for name, step in COUNTED.items():
        for story in read_set(name)[0][::step]:
            lang = primary(story.lang)
            if lang == "en" and name != "scale_en":
                continue
            texts[lang] += 1
            marks = mark(story)
            for bag in (marks.terms, marks.numbers, marks.names):
                seen[lang].update(bag.keys.tolist())
    rate: dict[int, float] = {}
    for lang, counts in seen.items():
        if texts[lang] < 30:
            continue
        for key, count in counts.items():
            share = count / (texts[lang] + 10)
            if count >= 3 and share >= RAREST:
                rate[key] = max(rate.get(key, 0.0), share)
    keys = np.array(sorted(rate), dtype=np.uint32)
    idf = np.array([np.log(1 / rate[int(key)]) for key in keys])
    languages, means = make_means()
    turned, gain = make_contrast(languages, means)
    np.savez_compressed(
        DATA / "background.npz",
        steps=np.diff(keys, prepend=np.uint32(0)),
        idf=np.round(np.clip(idf, 0, 7.9) * IDF_STEP).astype(np.uint8),
        languages=np.array(languages),
        means=means.astype(np.float16),
        contrast=turned,
        gain=gain,
    )
    print(f"background: {len(keys)} marks, {len(languages)} means")


def make_means() -> tuple[list[str], NDArray[np.float64]]:
    """Return the languages with enough texts and their mean vectors; then "+" and "-" for the rest."""
    rows: dict[str, list[NDArray[np.float32]]] = collections.defaultdict(list)
    for name in SETS[2:]:
        stories, _ = read_set(name)
        vectors = vectors_of(name, stories)
        for story in stories:
            rows[primary(story.lang)].append(vectors[story.id])
    tables = {lang: np.array(of) for lang, of in sorted(rows.items())}
    known = np.mean([of.mean(0) for lang, of in tables.items() if lang in ENCODED and len(of) >= 20], axis=0)
    other = np.concatenate([of for lang, of in tables.items() if lang not in ENCODED]).mean(0)
    kept = [lang for lang, of in tables.items() if len(of) >= 5]
    means = [
        (tables[lang].sum(0) + SHRINK * (known if lang in ENCODED else other)) / (len(tables[lang]) + SHRINK)
        for lang in kept
    ]
    return [*kept, "+", "-"], np.array([*means, known, other])


def make_contrast(
    languages: list[str], means: NDArray[np.float64]
) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return the whitening of the centred vectors, without labels: a turn (bytes) and the gain of each direction.

    Directions in which all news differs (politics or sports) are turned down to the loudness of the others, so that what
    tells two events of one kind apart is heard.
    """
    row = {lang: number for number, lang in enumerate(languages)}
    clouds = []
    for names in (["scale_en"], list(SETS[3:])):
        rows = []
        for name in names:
            stories, _ = read_set(name)
            vectors = vectors_of(name, stories)
            for story in stories:
                lang = primary(story.lang)
                centred = vectors[story.id] - means[row.get(lang, row["+" if lang in ENCODED else "-"])]
                rows.append(centred / np.sqrt(centred @ centred))
        cloud = np.array(rows, dtype=np.float64)
        clouds.append(cloud.T @ cloud / len(cloud))
    spread, turn = np.linalg.eigh((clouds[0] + clouds[1]) / 2)
    loud = 1 / np.sqrt(np.maximum(spread, 0) + CONTRAST)
    peak = np.abs(turn).max(axis=0)
    return np.round(turn / peak * 127).astype(np.int8), (peak / 127 * loud).astype(np.float32)


def read_pairs(name: str) -> Pairs:
    """Return the pairs of one set that the model learns from."""
    stories, labels = read_set(name)
    options = GroupOptions()
    views = view(stories, vectors_of(name, stories), MarkBook())
    rows = pair_up(views, options.neighbours, options.window_days)
    truth = np.array(labels)
    return Pairs(rows, measure(views, rows[:, 0], rows[:, 1]), truth[rows[:, 0]] == truth[rows[:, 1]], truth)


def fit(values: NDArray[np.float64], truth: NDArray[np.bool_], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    """Fit a logistic regression; returns the coefficients of the values as they are, then the bias."""
    mean, spread = values.mean(0), values.std(0)
    spread[spread < 1e-9] = np.inf
    table = np.hstack([(values - mean) / spread, np.ones((len(values), 1))])
    weight = weight / weight.sum()
    ridge = np.full(table.shape[1], RIDGE)
    ridge[-1] = 0.0
    found = np.zeros(table.shape[1])
    for _ in range(60):
        likely = 1 / (1 + np.exp(-np.clip(table @ found, -30, 30)))
        slope = table.T @ (weight * (likely - truth)) + ridge * found
        bend = (table * (weight * likely * (1 - likely))[:, None]).T @ table + np.diag(ridge + 1e-9)
        step = np.linalg.solve(bend, slope)
        found -= step
        if np.abs(step).max() < 1e-8:
            break
    plain = found[:-1] / spread
    return np.append(plain, found[-1] - float((mean * np.where(np.isinf(spread), 0, plain)).sum()))


def train(sets: Sequence[Pairs]) -> dict[str, dict[str, object]]:
    """Train both models on the pairs of `sets`.

    Dated pairs are shown twice, the second time without their dates, at half the weight: undated articles are many, and
    the dated sets know the hard cases. A set weighs by the root of its true pairs.
    """
    models: dict[str, dict[str, object]] = {}
    days = COLUMNS.index("days")
    for kind in ("same", "cross"):
        tables, truths, weights = [], [], []
        for pairs in sets:
            rows = (pairs.table[:, COLUMNS.index("same")] > 0) == (kind == "same")
            table, truth = pairs.table[rows], pairs.same_event[rows]
            if truth.sum() < 5:
                continue
            weight = np.full(len(truth), 1 / np.sqrt(truth.sum()))
            tables.append(table)
            truths.append(truth)
            weights.append(weight)
            if not np.isnan(table[:, days]).all():
                blank = table.copy()
                blank[:, days] = np.nan
                tables.append(blank)
                truths.append(truth)
                weights.append(weight / 2)
        named = terms(np.vstack(tables), kind)
        found = fit(np.stack([named[name] for name in named], axis=1), np.concatenate(truths), np.concatenate(weights))
        models[kind] = {
            "bias": round(float(found[-1]), 4),
            "weights": {name: round(float(value), 4) for name, value in zip(named, found[:-1], strict=True)},
        }
    return models


def halve(labels: NDArray[np.str_]) -> NDArray[np.int64]:
    """Return 0 or 1 for each row, the same for all articles of an event."""
    return np.array([zlib.crc32(label.encode()) % 2 for label in labels.tolist()])


def main() -> None:
    """Make what the command line names; everything where it names nothing."""
    asked = sys.argv[1:] or ["background", "model"]
    if "background" in asked:
        make_background()
    if "model" in asked:
        models = train([read_pairs(name) for name in SETS])
        text = json.dumps(models, indent=1, sort_keys=True) + "\n"
        (DATA / "model.json").write_text(text, encoding="utf-8")
        print(text)


if __name__ == "__main__":
    main()
