"""The alphabetic index: every event, source and topic by its first letter."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from generator.model.views import AzView, Names
from generator.text.scripts import main_script
from generator.text.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.views import Link

_ARTICLE = "ال"
"""The Arabic article, which indexes pass over."""


def az_view(title: str, entries: Iterable[tuple[Link, str]]) -> AzView:
    """Make the index of these links, each with what it is. Letters in the order of their code points."""
    letters: dict[str, list[tuple[str, Link, str]]] = {}
    for link, kind in entries:
        name = _plain(link.text.text)
        letters.setdefault(_letter(name), []).append((name, link, kind))
    ordered = sorted(letters, key=lambda letter: (not letter, letter))
    return AzView(
        title,
        tuple(
            Names(letter, tuple((link, kind) for _, link, kind in sorted(letters[letter], key=lambda row: (row[0], row[1].url))))
            for letter in ordered
        ),
    )  # fmt: skip


def _plain(text: str) -> str:
    """Return the letters that a name is sorted by: without marks and quotation marks before it, and without accents."""
    start = next((n for n, c in enumerate(text) if c.isalnum()), 0)
    name = "".join(c for c in unicodedata.normalize("NFD", text[start:].casefold()) if not unicodedata.combining(c))
    return name.removeprefix(_ARTICLE) if len(name) > len(_ARTICLE) + 1 else name


def _letter(name: str) -> str:
    """Return the letter that a name stands under, "" for what begins with none. Chinese stands under its sound."""
    first = name[:1]
    if main_script(first) == "Han":
        first = slugify(first)[:1]
    return first.upper() if first.isalpha() else ""
