"""The shape of a text that a person may have written: bounds on its lines, and what makes it doubtful."""

from __future__ import annotations

import zlib
from typing import NamedTuple

MOST_LINES = 20_000
"""Lines of a text: a book has as many."""

LONGEST_LINE = 100_000
"""Characters of a line: the longest articles have 40,000 in all, and some come without a line end."""


class Misshape(NamedTuple):
    """What no person wrote: the line (from 1, 0 for the whole), and what is wrong."""

    line: int
    what: str


def misshape(text: str) -> Misshape | None:
    r"""Return what is wrong with the shape of a text with "\n" line ends, `None` where nothing is."""
    if (count := text.count("\n")) >= MOST_LINES:
        return Misshape(0, f"the text has {count + 1:,} lines, more than {MOST_LINES:,}.")
    if len(text) > LONGEST_LINE:
        lengths = [len(line) for line in text.split("\n")]
        longest = max(lengths)
        if longest > LONGEST_LINE:
            what = f"the line has {longest:,} characters, more than {LONGEST_LINE:,}."
            return Misshape(lengths.index(longest) + 1, what)
    return None


_LONG = 65_536
"""Bytes past which a text may take long whatever it says."""

SHORT = 8_192
"""Bytes up to which none does: what takes time by the square has not far to go."""

_SIGNS = b"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~\t"

_FEWEST_SIGNS, _DENSEST = 3, 10
"""A text is doubtful where a third of it is signs, or where it packs to a tenth: prose has 2 to 5 in a hundred and packs to a
half, a saved page has up to a quarter and packs to a sixth."""


def is_doubtful(data: bytes) -> bool:
    """Tell whether working on a text might take long: it is long, or full of signs, or the same over and over.

    It costs less than a hundredth of reading the text.
    """
    if not SHORT < len(data) <= _LONG:
        return len(data) > _LONG
    signs = len(data) - len(data.translate(None, _SIGNS))
    return signs * _FEWEST_SIGNS > len(data) or len(zlib.compress(data, 1)) * _DENSEST < len(data)
