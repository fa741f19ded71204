"""The shape of a text that a person may have written: bounds on its lines."""

from __future__ import annotations

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
