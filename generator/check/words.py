"""Interface words: what a catalogue lacks beside the English one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def check_words(catalogue: Mapping[str, object], english: Mapping[str, object], lang: str) -> Iterator[Problem]:
    """Yield a warning for each key of the English catalogue that another language's lacks or leaves in English."""
    for key in sorted(english):
        if key not in catalogue or (catalogue[key] == english[key] and lang.split("-", maxsplit=1)[0] != "en"):
            what = f"there are no words for “{key}”."
            yield Problem(
                f"templates/words/{lang}.toml",
                0,
                0,
                "missing-word",
                what,
                "English stands in for it.",
                "add the line.",
                "warning",
            )
