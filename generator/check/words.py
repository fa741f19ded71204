"""Interface words: what a catalogue lacks beside the English one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


def check_words(own: Collection[str], english: Collection[str], lang: str) -> Iterator[Problem]:
    """Yield a warning for each key of the English catalogue that another language's own catalogue lacks."""
    for key in sorted(english):
        if key not in own:
            what = f"there are no words for “{key}”."
            path, mend = f"templates/words/{lang}.toml", "add the line."
            yield Problem(path, 0, 0, "missing-word", what, "English stands in for it.", mend, "warning")
