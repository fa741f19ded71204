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
    """Return the named terms of one model for a table of measures: the measures, their bends and a few products.

    "x>0.4" is how far x lies beyond 0.4: it lets a line bend there.
    """
    import numpy as np

    words, meaning, centred, numbers, names, days, _, outside, counted = table.T
    undated = np.isnan(days)
    apart = np.where(undated, 0.0, np.minimum(days, FAR))
    both_outside = (outside == 2).astype(float)
    found = {
        "meaning": meaning,
        "centred": centred,
        "numbers": numbers,
        "counted": counted,
        "undated": undated.astype(float),
        "days": apart,
        "same day": (days == 0).astype(float),
        "days>2": (apart > 2).astype(float),
        "both outside": both_outside,
        "both outside x centred": both_outside * centred,
    }
    bend(found, "centred", centred, (0.4, 0.55, 0.7) if kind == "same" else (0.3, 0.45, 0.6, 0.75))
    if kind == "same":
        found["words"] = words
        found["words x centred"] = words * centred
        bend(found, "words", words, (0.1, 0.2, 0.35))
    else:
        one_outside = (outside > 0).astype(float)
        found["names"] = names
        found["names x centred"] = names * centred
        found["outside"] = one_outside
        found["outside x centred"] = one_outside * centred
        found["outside x names"] = one_outside * names
        bend(found, "names", names, (0.15, 0.3))
    return found


def bend(found: dict[str, NDArray[np.float64]], name: str, values: NDArray[np.float64], at: tuple[float, ...]) -> None:
    """Add to `found` the terms that let the line of `values` bend at each of `at`."""
    import numpy as np

    for knee in at:
        found[f"{name}>{knee}"] = np.maximum(values - knee, 0.0)


def logits(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the log-odds that each pair of a table of measures tells one event."""
    import numpy as np

    result = np.zeros(len(table))
    same = table[:, COLUMNS.index("same")] > 0
    for kind, rows in (("same", same), ("cross", ~same)):
        model = _models()[kind]
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
