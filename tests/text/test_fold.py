"""Folding many lines at once is folding each of them, and digits of all scripts count."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from generator.text.fold import fold, fold_lines

LINES = [
    "→ Lire AUSSI : les bacs de l’estuaire",
    "اقرأ أيضًا: عبّارة الميناء ١٢",
    "Harbour\u00a0board  keeps\tthe ferry",
    "a `quoted` mark",
    "Ferry »",
    "« Bac » »",
    "港务委员会（12）。",
    "ΝΈΑ ΤΟΥ ΛΙΜΑΝΙΟΎ",
    "",
    "\u0301 a stray accent",
    "½ hour, 3² boats",
]


@given(st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=30)), max_size=8))
@example(LINES)
def test_lines_fold_together_as_each_alone(lines):
    """Whatever stands in the other lines, each line's folded form is its own."""
    assert fold_lines(lines) == [fold(line) for line in lines]


def test_the_digits_of_every_script_are_digits():
    """What Python takes for a decimal digit folds to "0", as far as two bytes reach."""
    digits = "".join(filter(re.compile(r"\d").match, map(chr, range(0x10000))))
    assert {fold(digit) for digit in digits} == {"0"}
