"""Measures: a pair of stories in ten numbers, each of which can be said in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.group.background import ENCODED, Background, load

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    from generator.group.marks import Bag, MarkBook
    from generator.model import Story

COLUMNS = (
    "words",  # cosine of the rarity-weighted words and pairs of words
    "lead",  # the same of the title and the first 400 characters only
    "meaning",  # cosine of the encoder's vectors
    "centred",  # the same after the languages' means are taken away
    "numbers",  # cosine of the numbers, weighted likewise
    "names",  # cosine of the name skeletons, weighted likewise
    "days",  # days apart; not a number where either is undated
    "same",  # 1 where both are in one language
    "outside",  # how many of the two are in a language the encoder does not know
    "counted",  # 1 where both texts have numbers
)
"""The columns of a table of measures."""

COMMON = 0.7
"""Words rarer than this only: one in two texts has the others, and they say nothing."""

RARE = 3.0
"""Neighbours are searched by words that at most one text in twenty has: the others made more than half of the
work and changed no score by a point."""

THIN = 300
"""Bytes of headline and text below which a story is a remnant (bytes, for a Chinese sentence has fewer letters)."""

UNDATED = -1

_BLOCK = 20_000
"""Pairs measured at a time: bounds the memory at about 100 MB."""


@dataclass(frozen=True, slots=True)
class Views:
    """A set of stories, row by row, as every measure looks at them.

    `days` are ordinals, -1 where undated; `langs` primary subtags as numbers; `sources` likewise, 0 where unknown; `outside` flags languages the encoder
    does not know; `vectors` and `centred` have unit rows; `words`, `rare` (the rare words only, to search by), `lead`, `numbers` and `names` are sparse with unit rows (but
    for what no other story has); `counted` flags texts with numbers, `thin` those too short to say what happened, `mute` those
    without a word.
    """

    days: NDArray[np.int64]
    langs: NDArray[np.int64]
    sources: NDArray[np.int64]
    outside: NDArray[np.bool_]
    vectors: NDArray[np.float32]
    centred: NDArray[np.float32]
    words: csr_matrix
    rare: csr_matrix
    lead: csr_matrix
    numbers: csr_matrix
    names: csr_matrix
    counted: NDArray[np.bool_]
    thin: NDArray[np.bool_]
    mute: NDArray[np.bool_]


def primary(lang: str | None) -> str:
    """Return the primary subtag of a BCP 47 tag, "und" where unknown."""
    return (lang or "und").replace("_", "-").split("-")[0].lower()


def number(names: Sequence[str]) -> NDArray[np.int64]:
    """Return names as numbers from 1 on, 0 for an empty one."""
    import numpy as np

    known = {name: at for at, name in enumerate(sorted(set(names) - {""}), 1)}
    return np.array([known.get(name, 0) for name in names], dtype=np.int64)


def is_thin(story: Story) -> bool:
    """Tell whether a story is too short to say what happened, as a refusal page or a teaser is."""
    return len(f"{story.title or ''}{story.text[:THIN]}".encode("utf-8", "surrogatepass")) < THIN


def view(stories: Sequence[Story], vectors: Mapping[str, NDArray[np.float32]], book: MarkBook) -> Views:
    """Look at stories from all sides; row i is story i."""
    import numpy as np

    background = load()
    marks = book.read_all(stories)
    langs = [primary(story.lang) for story in stories]
    rows = np.array([vectors[story.id] for story in stories], dtype=np.float32).reshape(len(stories), -1)
    means = np.array([background.mean_of(lang, rows.shape[1]) for lang in langs], dtype=np.float32)
    means = means.reshape(len(stories), -1)
    words, rare = _weigh([one.terms for one in marks], background, COMMON, RARE)
    return Views(
        days=np.array([story.date.toordinal() if story.date else UNDATED for story in stories], dtype=np.int64),
        langs=number(langs),
        sources=number([story.source or "" for story in stories]),
        outside=np.array([lang not in ENCODED for lang in langs], dtype=bool),
        vectors=unit(rows),
        centred=unit(rows - means),
        words=words,
        rare=rare,
        lead=_weigh([one.lead for one in marks], background, COMMON)[0],
        numbers=_weigh([one.numbers for one in marks], background, 0.0)[0],
        names=_weigh([one.names for one in marks], background, COMMON)[0],
        counted=np.array([len(one.numbers.keys) > 0 for one in marks], dtype=bool),
        mute=np.array([len(one.terms.keys) == 0 for one in marks], dtype=bool),
        thin=np.array([is_thin(story) for story in stories], dtype=bool),
    )


def measure(views: Views, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float64]:
    """Measure the pairs (first[i], second[i]); one row a pair, one column for each of `COLUMNS`.

    Cosines are rounded to 4 places, where processors agree.
    """
    import numpy as np

    one, two = views.days[first], views.days[second]
    table = np.empty((len(first), len(COLUMNS)))
    for at in range(0, len(first), _BLOCK):
        a, b = first[at : at + _BLOCK], second[at : at + _BLOCK]
        cosines = (
            _products(views.words, a, b),
            _products(views.lead, a, b),
            np.einsum("ij,ij->i", views.vectors[a], views.vectors[b]),
            np.einsum("ij,ij->i", views.centred[a], views.centred[b]),
            _products(views.numbers, a, b),
            _products(views.names, a, b),
        )
        table[at : at + _BLOCK, :6] = np.round(np.stack(cosines, axis=1), 4)
    table[:, 6] = np.where((one != UNDATED) & (two != UNDATED), np.abs(one - two), np.nan)
    table[:, 7] = views.langs[first] == views.langs[second]
    table[:, 8] = views.outside[first].astype(int) + views.outside[second]
    table[:, 9] = views.counted[first] & views.counted[second]
    return table


def unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the rows, each of length 1."""
    import numpy as np

    length = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    return np.asarray(rows / np.maximum(length, 1e-9)[:, None], dtype=np.float32)


def _weigh(bags: Sequence[Bag], background: Background, *common: float) -> list[csr_matrix]:
    """Weigh marks by (1 + log of their count) x their rarity, every row of length 1: a table for each of `common`.

    What only one story has counts in its length, and then leaves the table: no product will ask for it.
    """
    import numpy as np
    from scipy.sparse import csr_matrix

    rows = np.repeat(np.arange(len(bags), dtype=np.int32), [len(bag.keys) for bag in bags])
    different, columns, owners = np.unique(
        np.concatenate([bag.keys for bag in bags]), return_inverse=True, return_counts=True
    )
    columns = columns.astype(np.int32)
    rarity = background.rarity(different)
    counted = 1.0 + np.log(np.concatenate([bag.counts for bag in bags]))
    tables = []
    for least in common:
        weights = counted * np.where(rarity >= least, rarity, 0.0)[columns]
        length = np.sqrt(np.bincount(rows, weights * weights, minlength=len(bags)))
        weights /= np.maximum(length, 1e-9)[rows]
        shared = (owners > 1)[columns] & (weights > 0)
        table = csr_matrix(
            (weights[shared].astype(np.float32), (rows[shared], columns[shared])), shape=(len(bags), len(owners))
        )
        table.sort_indices()
        tables.append(table)
    return tables


def _products(table: csr_matrix, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float32]:
    import numpy as np

    return np.asarray(table[first].multiply(table[second]).sum(axis=1)).ravel()
