"""Interface words: what a catalogue lacks beside the English one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import Problem
from generator.text.words import FORMS, plural_forms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


def check_words(own: Collection[str], english: Collection[str], lang: str) -> Iterator[Problem]:
    """Yield a warning for each key of the English catalogue that another language's own catalogue lacks.

    A key within a table is named with it: "reasons.share". Where the table holds plural forms, those of the other
    language are asked for: "articles.few".
    """
    for key in sorted(_wanted(english, lang)):
        if key not in own:
            table, _, form = key.partition(".")
            what = f"there are no words for “{key}”."
            why = "The form “other” stands in." if form in FORMS and table in own else "English stands in for it."
            yield Problem(f"templates/words/{lang}.toml", 0, 0, "missing-word", what, why, "add the line.", "warning")


def _wanted(english: Collection[str], lang: str) -> set[str]:
    """Return the keys that a catalogue of `lang` should have."""
    forms = plural_forms(lang)
    wanted: set[str] = set()
    for key in english:
        table, _, form = key.partition(".")
        wanted |= {f"{table}.{each}" for each in forms} if form in FORMS else {key}
    return wanted
