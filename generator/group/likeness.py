"""Likeness: how probable it is that two stories tell one event, by two small logistic models whose terms have names.

One model is for pairs within a language, one for pairs across languages. Their coefficients lie in `data/model.json`,
fitted by `benchmarks/train_group.py`. Re-run `benchmarks/group.py` when they change.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from generator.group.measures import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

FAR = 10
"""Days apart past which more days say no more."""


@dataclass(frozen=True, slots=True)
class Model:
    """A bias and the weight of each term, for pairs within a language ("same") and across ("cross")."""

    bias: float
    weights: dict[str, float]


def terms(table: NDArray[np.float64], kind: str) -> dict[str, NDArray[np.float64]]:
    """Return the named terms of one model for a table of measures: stretches of the measures, and a few conditions.

    "words 0.2" is how far `words` goes beyond 0.2, up to where the next stretch begins: each has a slope of its own.
    """
    import numpy as np

    words, lead, meaning, centred, numbers, names, days, _, outside, counted = table.T
    undated = np.isnan(days)
    apart = np.where(undated, 0.0, np.minimum(days, FAR))
    found = {
        "numbers": numbers,
        "counted": counted,
        "undated": undated.astype(float),
        "days": apart,
        "days 2": np.maximum(apart - 2.0, 0.0),
        "same day": (days == 0).astype(float),
    }
    if kind == "same":
        stretch(found, "centred", centred, (0.0, 0.3, 0.4, 0.5, 0.6, 0.7))
        stretch(found, "words", words, (0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5))
        stretch(found, "lead", lead, (0.0, 0.05, 0.1, 0.2, 0.4))
        stretch(found, "names", names, (0.0, 0.1, 0.2, 0.4))
    else:
        stretch(found, "meaning", meaning, (0.0, 0.5))
        stretch(found, "centred", centred, (0.0, 0.3, 0.45, 0.6, 0.75))
        stretch(found, "names", names, (0.0, 0.15, 0.3))
        # Texts in languages the encoder does not know look alike to it: there the centred cosine says less, names more.
        found["outside"] = (outside > 0).astype(float)
        found["outside x names"] = (outside > 0) * names
        found["outside x centred"] = (outside > 0) * centred
        found["both outside"] = (outside == 2).astype(float)
        found["both outside x centred"] = (outside == 2) * centred
    return found


def stretch(
    found: dict[str, NDArray[np.float64]], name: str, values: NDArray[np.float64], knees: tuple[float, ...]
) -> None:
    """Add to `found` one term for each stretch of `values` between `knees`, the last one open."""
    import numpy as np

    for low, high in zip(knees, (*knees[1:], np.inf), strict=True):
        found[f"{name} {low:g}"] = np.clip(values - low, 0.0, high - low)


def logits(table: NDArray[np.float64], models: Mapping[str, Model] | None = None) -> NDArray[np.float64]:
    """Return the log-odds that each pair of a table of measures tells one event, by other models where given."""
    import numpy as np

    result = np.zeros(len(table))
    same = table[:, COLUMNS.index("same")] > 0
    for kind, rows in (("same", same), ("cross", ~same)):
        model = (models or _models())[kind]
        values = terms(table[rows], kind)
        part = np.full(int(rows.sum()), model.bias)
        for name, weight in model.weights.items():
            part += weight * values[name]
        result[rows] = part
    return result


def probability(log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn log-odds into probabilities, rounded to 4 places, where processors agree."""
    import numpy as np

    return np.asarray(np.round(1.0 / (1.0 + np.exp(-np.clip(log_odds, -30.0, 30.0))), 4))


@cache
def _models() -> dict[str, Model]:
    from pathlib import Path

    read = json.loads((Path(__file__).parent / "data" / "model.json").read_text(encoding="utf-8"))
    return {kind: Model(read[kind]["bias"], read[kind]["weights"]) for kind in ("same", "cross")}
