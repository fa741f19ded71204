"""Make what grouping has frozen: `python benchmarks/train_group.py [background] [model] [leave-out]`.

`background` writes `generator/group/data/background.npz`: rarities of words, numbers and name skeletons (English from
the 20,000 unlabelled articles; other languages from the two multilingual sets) and the mean vector of each language.
`model` writes `generator/group/data/model.json`: two logistic regressions on pairs of neighbours from all labelled
sets, and on unlabelled pairs that look near and are far apart in time, with a ridge and signs that make sense.
`leave-out` writes nothing: it prints how the models fare on events, and on sets, that they did not see.

Figures only: no text of the sets can be read back out of either.
"""

from __future__ import annotations

import collections
import json
import sys
import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from group import ROOT, SETS, read_set, score, vectors_of
from scipy.optimize import minimize

from generator.group import group
from generator.group.background import ENCODED, IDF_STEP
from generator.group.likeness import Model, terms
from generator.group.marks import MarkBook, mark
from generator.group.measures import COLUMNS, UNDATED, measure, primary, view
from generator.group.neighbours import pair_up
from generator.group.options import GroupOptions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from generator.model import Story

DATA = ROOT / "generator" / "group" / "data"
COUNTED = {"semeval22_multi": 1, "wire_multi": 1, "scale_en": 2}
"""Sets whose words are counted, and every which article of them. English is counted in the unlabelled set only."""
RAREST = 0.001
"""Marks in fewer than one text in a thousand are left out: unseen is as good a name for them."""
SHRINK = 30
"""A language's mean vector is drawn towards the mean of its kind as if by this many texts."""
FREE = frozenset(
    {
        "counted",
        "undated",
        "outside",
        "outside x names",
        "outside x centred",
        "both outside",
        "both outside x centred",
        "meaning 0",
        "meaning 0.5",
    }
)
"""Terms that may speak either way: conditions, and the cosine that the centred one corrects."""
EMPHASIS = {"semeval22_multi": 2.0, "wire_multi": 2.0, "itn_multi": 0.5}
"""How much a set weighs beside its size: many languages and noisy pages are what a site brings, single sentences are not."""
LEAST_TRUE = 5
"""True pairs that a set must have, within a language or across, to be learnt from there."""
RIDGE = 3e-4
"""Weight of the squared coefficients (of standardised terms) against a mean loss of 1."""


APART = 45
"""Days between two articles past which they tell two events, though nobody labelled them."""
APART_WEIGHT = 0.015
"""Weight of such a pair; a labelled pair of the largest set has 0.035."""
BLANK_WEIGHT = 0.5
"""Weight of a pair shown without its dates, against one as it is."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of neighbours: their measures, whether they tell one event, and how much each weighs."""

    table: NDArray[np.float64]
    same_event: NDArray[np.bool_]
    weight: NDArray[np.float64]


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
    np.savez_compressed(
        DATA / "background.npz",
        steps=np.diff(keys, prepend=np.uint32(0)),
        idf=np.round(np.clip(idf, 0, 7.9) * IDF_STEP).astype(np.uint8),
        languages=np.array(languages),
        means=means.astype(np.float16),
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


def read_pairs(name: str, stories: Sequence[Story], labels: Sequence[str]) -> Pairs:
    """Return the neighbouring pairs of one set that the models learn from.

    A set weighs by the root of its true pairs, within a language and across. Where a set has dates, its neighbours are
    taken a second time with all dates hidden: what then looks near, and is years apart, shows what undated stories of the
    same actors look like.
    """
    options = GroupOptions()
    with MarkBook() as marks:
        views = view(stories, vectors_of(name, read_set(name)[0]), marks)
    truth = np.array(labels)
    parts = []
    hidden = replace(views, days=np.full(len(stories), UNDATED))
    for sight, share in ((views, 1.0), (hidden, BLANK_WEIGHT)):
        if share < 1 and (views.days == UNDATED).all():
            continue
        rows = pair_up(sight, options.neighbours, options.window_days)
        table = measure(sight, rows[:, 0], rows[:, 1])
        true = truth[rows[:, 0]] == truth[rows[:, 1]]
        same = table[:, COLUMNS.index("same")] > 0
        weight = np.zeros(len(rows))
        for kind in (same, ~same):
            # A kind with hardly a true pair has nothing to teach.
            if true[kind].sum() >= LEAST_TRUE:
                weight[kind] = share * EMPHASIS.get(name, 1.0) / np.sqrt(true[kind].sum())
        parts.append(Pairs(table, true, weight))
    return Pairs(
        np.vstack([part.table for part in parts]),
        np.concatenate([part.same_event for part in parts]),
        np.concatenate([part.weight for part in parts]),
    )


def read_apart() -> Pairs:
    """Return pairs of unlabelled articles that look near and are far apart in time, with their dates hidden."""
    stories, _ = read_set("scale_en")
    vectors = vectors_of("scale_en", stories)
    dated = [story for story in stories if story.date][::4]
    with MarkBook() as marks:
        views = view(dated, vectors, marks)
    hidden = replace(views, days=np.full(len(dated), UNDATED))
    rows = pair_up(hidden, GroupOptions().neighbours // 2, GroupOptions().window_days)
    rows = rows[np.abs(views.days[rows[:, 0]] - views.days[rows[:, 1]]) > APART]
    number = len(rows)
    table = measure(hidden, rows[:, 0], rows[:, 1])
    return Pairs(table, np.zeros(number, dtype=bool), np.full(number, APART_WEIGHT))


def fit(named: dict[str, NDArray[np.float64]], truth: NDArray[np.bool_], weight: NDArray[np.float64]) -> Model:
    """Fit a logistic regression in which more likeness never counts against a pair, and more days never for it.

    Without that bound the copies of one template (a refusal page, a newsletter's frame), which are labelled as many
    events, teach it that the same text is another event.
    """
    values = np.stack(list(named.values()), axis=1)
    spread = values.std(0)
    spread[spread < 1e-9] = np.inf
    mean = values.mean(0)
    table = np.hstack([(values - mean) / spread, np.ones((len(values), 1))])
    weight = weight / weight.sum()
    ridge = np.append(np.full(len(named), RIDGE), 0.0)
    bounds = [(None, 0) if name.startswith("days") else (None, None) if name in FREE else (0, None) for name in named]

    def loss(found: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        log_odds = table @ found
        value = weight @ (np.logaddexp(0, log_odds) - truth * log_odds) + ridge @ found**2 / 2
        return float(value), table.T @ (weight * (1 / (1 + np.exp(-log_odds)) - truth)) + ridge * found

    best = minimize(
        loss,
        np.zeros(table.shape[1]),
        jac=True,
        method="L-BFGS-B",
        bounds=[*bounds, (None, None)],
        options={"maxiter": 3000, "maxfun": 10000, "ftol": 1e-12, "gtol": 1e-8},
    ).x
    plain = best[:-1] / spread
    bias = best[-1] - float((mean * plain).sum())
    return Model(round(bias, 4), {name: round(float(slope), 4) for name, slope in zip(named, plain, strict=True)})


def train(sets: Sequence[Pairs]) -> dict[str, Model]:
    """Train both models on the pairs of `sets`."""
    table = np.vstack([pairs.table for pairs in sets])
    truth = np.concatenate([pairs.same_event for pairs in sets])
    weight = np.concatenate([pairs.weight for pairs in sets])
    same = table[:, COLUMNS.index("same")] > 0
    models = {}
    for kind, wanted in (("same", same), ("cross", ~same)):
        rows = wanted & (weight > 0)
        models[kind] = fit(terms(table[rows], kind), truth[rows], weight[rows])
    return models


def leave_out() -> None:
    """Print the scores of models on events they did not see: on half of every set, and on a whole set left out."""
    kept: dict[tuple[str, int | None], tuple[list[Story], list[str]]] = {}
    pairs: dict[tuple[str, int | None], Pairs] = {}
    for name in SETS:
        stories, labels = read_set(name)
        for half in (None, 0, 1):
            chosen = [at for at, label in enumerate(labels) if half is None or zlib.crc32(label.encode()) % 2 == half]
            kept[name, half] = [stories[at] for at in chosen], [labels[at] for at in chosen]
            pairs[name, half] = read_pairs(name, *kept[name, half])
    apart = read_apart()
    seen = train([apart, *(pairs[name, None] for name in SETS)])
    by_half = [train([apart, *(pairs[name, 1 - half] for name in SETS)]) for half in (0, 1)]
    print(f"{'set':18} half seen / unseen   whole seen / unseen")
    for name in SETS:
        without = train([apart, *(pairs[other, None] for other in SETS if other != name)])
        halves = [
            np.mean([rate(name, *kept[name, half], models) for half, models in enumerate(pair)])
            for pair in ((seen, seen), by_half)
        ]
        whole = [rate(name, *kept[name, None], models) for models in (seen, without)]
        print(f"{name:18} {halves[0]:.4f} / {halves[1]:.4f}     {whole[0]:.4f} / {whole[1]:.4f}")


def rate(name: str, stories: list[Story], labels: list[str], models: dict[str, Model]) -> float:
    """Return the BCubed F1 of grouping some stories of a set by `models`."""
    vectors = vectors_of(name, read_set(name)[0])
    events = group(stories, vectors, options=GroupOptions(models=models))
    return score(stories, labels, [event.members for event in events if event.members]).f1


def main() -> None:
    """Make what the command line names; everything where it names nothing."""
    asked = sys.argv[1:] or ["background", "model"]
    if "background" in asked:
        make_background()
    if "leave-out" in asked:
        leave_out()
    if "model" in asked:
        models = train([read_apart(), *(read_pairs(name, *read_set(name)) for name in SETS)])
        plain = {kind: {"bias": model.bias, "weights": model.weights} for kind, model in models.items()}
        (DATA / "model.json").write_text(json.dumps(plain, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        print(json.dumps(plain, indent=1, sort_keys=True))


if __name__ == "__main__":
    main()
