"""What is frozen: how rare words, numbers and names are in news at large, and where each language's texts lie.

Five articles have no statistics of their own, and an article must not move because others arrived: so nothing here is
counted on the site. `data/background.npz` is made by `benchmarks/train_group.py`, which says from what.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ENCODED = frozenset("ar de en es fr it ja ko nl pl pt ru th tr zh".split())
"""The languages the encoder was made for (its paper's sixteen, the two written forms of Chinese as one). Texts of any
other look alike to it."""

UNSEEN = 7.5
"""The rarity of what the table does not know: the natural logarithm of 1 in 1,800 texts, a little beyond the rarest
entries (1 in 1,000)."""

IDF_STEP = 32
"""Rarities are kept as whole numbers of 1/32."""


@dataclass(frozen=True, slots=True)
class Background:
    """`keys` (sorted hashes of marks) with their `idf`; `means` has one row of 512 numbers for each of `languages`.

    The last two rows stand for the languages without a row of their own: "+" those the encoder knows, "-" the others.
    """

    keys: NDArray[np.uint32]
    idf: NDArray[np.float32]
    languages: dict[str, int]
    means: NDArray[np.float32]

    @property
    def width(self) -> int:
        """How many numbers the packaged encoder's vectors have; another's have more or fewer."""
        return int(self.means.shape[1])

    def rarity(self, keys: NDArray[np.uint32]) -> NDArray[np.float32]:
        """Return how rare each of `keys` is: the logarithm of one in so many texts."""
        import numpy as np

        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[at] == keys, self.idf[at], np.float32(UNSEEN))

    def mean_of(self, lang: str, width: int) -> NDArray[np.float32]:
        """Return the mean vector of a language (its primary subtag); zeros for vectors of another encoder, told by width."""
        import numpy as np

        if width != self.width:
            return np.zeros(width, dtype=np.float32)
        row = self.languages.get(lang, self.languages["+" if lang in ENCODED else "-"])
        return np.asarray(self.means[row])


@cache
def load() -> Background:
    """Read the frozen tables out of the package, once."""
    from pathlib import Path

    import numpy as np

    with np.load(Path(__file__).parent / "data" / "background.npz", allow_pickle=False) as data:
        keys = np.cumsum(data["steps"], dtype=np.uint64).astype(np.uint32)
        languages = {str(lang): row for row, lang in enumerate(data["languages"])}
        return Background(keys, data["idf"].astype(np.float32) / IDF_STEP, languages, data["means"].astype(np.float32))
