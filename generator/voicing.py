"""Voices of a whole site: its names, joined over all articles, and who in an article is which of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.model.voices import KnownName, Roll
from generator.text.fingerprint import fingerprint
from generator.voices import join_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.model.voices import Mention, Name, NameRule

_ROUNDS = 3
"""How often names are joined at most until their addresses stay: once more than a new address needs."""


def enrol(
    mentions: Mapping[str, Sequence[Mention]],
    rules: Sequence[NameRule],
    known: tuple[KnownName, ...],
    events: Mapping[str, str],
) -> tuple[Roll, tuple[KnownName, ...]]:
    """Join the names of all articles; return them, and those that have an address from now on.

    Joined again under these addresses the names are the same, so that a build from nothing finds what this one did.
    """
    names = join_names(mentions, rules, known, events)
    for _ in range(_ROUNDS):
        now = _know(names, known)
        if now == known:
            break
        known = now
        names = join_names(mentions, rules, known, events)
    keys = tuple(
        fingerprint(each.slug, each.kind, each.name, each.lang, each.forms, each.articles, each.curated)
        for each in names
    )
    return Roll(names, keys, _moved(names, known)), known


def addressed(roll: Roll, known: Sequence[KnownName]) -> Roll:
    """Return the names that have an address written down, or from the editor: what a build shows that may write none."""
    slugs = {each.slug for each in known}
    kept = [(name, key) for name, key in zip(roll.names, roll.keys, strict=True) if name.slug in slugs or name.curated]
    return replace(roll, names=tuple(name for name, _ in kept), keys=tuple(key for _, key in kept))


def _know(names: Sequence[Name], known: Sequence[KnownName]) -> tuple[KnownName, ...]:
    """Add the addresses and forms of these names to those that are known."""
    book = {each.slug: each for each in known}
    for name in names:
        had = book.get(name.slug)
        forms = tuple(sorted({*name.forms, *(had.forms if had else ())}))
        book[name.slug] = KnownName(name.slug, had.kind if had else name.kind, forms)
    return tuple(book[slug] for slug in sorted(book))


def _moved(names: Sequence[Name], known: Sequence[KnownName]) -> tuple[tuple[str, str], ...]:
    """Return the addresses of names that went into others, each with the one it leads to."""
    live = {name.slug for name in names}
    homes = {form: name.slug for name in reversed(names) for form in name.forms}
    rows = ((each.slug, next((homes[form] for form in each.forms if form in homes), "")) for each in known)
    return tuple((old, new) for old, new in rows if old not in live and new)
