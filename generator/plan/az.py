"""The alphabetic index: every event, source and topic by its first letter."""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING

from generator.model.views import AzView, Names
from generator.plan.lists import pager
from generator.plan.permalinks import AZ, page_url
from generator.text.scripts import main_script
from generator.text.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.views import Link

_ARTICLE = "ال"
"""The Arabic article, which indexes pass over."""


def az_views(title: str, entries: Iterable[tuple[Link, str]], size: int) -> tuple[AzView, ...]:
    """Make the index of these links, each with what it is, `size` a page. Letters in the order of their code points."""
    rows = sorted(_row(link, kind) for link, kind in entries)
    letters = {letter: f"letter-{number}" for number, letter in enumerate(dict.fromkeys(row[0][1] for row in rows), 1)}
    pages = [rows[start : start + size] for start in range(0, len(rows), size)] or [[]]
    jumps: dict[str, str] = {}
    for number, page in enumerate(pages, 1):
        for (_, letter), *_ in page:
            jumps.setdefault(letter, f"{page_url(AZ, number)}#{letters[letter]}")
    return tuple(
        AzView(
            title,
            tuple(
                Names(letter, letters[letter], tuple((row[3], row[4]) for row in same))
                for (_, letter), same in groupby(page, key=lambda row: row[0])
            ),
            tuple(jumps.items()),
            pager(AZ, number, len(pages)),
        )
        for number, page in enumerate(pages, 1)
    )


def _row(link: Link, kind: str) -> tuple[tuple[bool, str], str, str, Link, str]:
    """Return what an entry is sorted by, first whether it begins with no letter, and the entry."""
    name = _plain(link.text.text)
    letter = _letter(name)
    return (not letter, letter), name, link.url, link, kind


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
