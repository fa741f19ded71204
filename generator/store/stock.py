"""The stock: slips, galleys, notes and postings in the cache, each under the fingerprint of its bytes, so that a torn one is never shown."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from generator.model.galley import Galley, Notes, Slip
from generator.store.articles import read_article
from generator.store.cache import Cache
from generator.store.files import read_file
from generator.store.receipts import read_receipt
from generator.text.fingerprint import fingerprint_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from generator.model import Article, Receipt
    from generator.model.galley import Card

T = TypeVar("T")

ROOM = "set"


def pack(value: Slip | Galley | Notes) -> bytes:
    """Return a slip, a galley or notes as bytes (MessagePack)."""
    return bytes(_encoder().encode(value))


class StockRoom:
    """Slips, galleys and notes of the site at `root`, as the cache has them; what it lacks is set again by `reset`.

    `reset` is given a card and returns the bytes of its slip, galley, notes and postings.
    """

    def __init__(self, root: Path, reset: Callable[[Card], tuple[bytes, bytes, bytes, bytes]]) -> None:
        self._root = root
        self._reset = reset
        self._connection: sqlite3.Connection | None = None
        self._process = 0
        self._last: tuple[str, Galley] | None = None

    def slip(self, card: Card) -> Slip:
        """Return the slip of an article."""
        data = self._read(card.slip)
        return _decode(Slip, self._reset(card)[0] if data is None else data)

    def galley(self, card: Card) -> Galley:
        """Return the galley of an article; the last one is kept at hand, for the pages of an article are made in a row."""
        from markupsafe import Markup

        if self._last and self._last[0] == card.galley:
            return self._last[1]
        data = self._read(card.galley)
        galley = _decode(Galley, self._reset(card)[1] if data is None else data)
        galley = replace(galley, html=Markup(galley.html))  # noqa: S704  # it went in behind the sanitiser, and is whole
        self._last = card.galley, galley
        return galley

    def notes(self, card: Card) -> Notes:
        """Return the notes of an article, empty ones where it has none."""
        if not card.notes:
            return Notes()
        data = self._read(card.notes)
        return _decode(Notes, self._reset(card)[2] if data is None else data)

    def notes_of(self, cards: Iterable[Card]) -> dict[str, Notes]:
        """Return the notes of many articles by id; those without any are left out. They are read in one go."""
        wanted = {card.id: card for card in cards if card.notes}
        found = Cache(self._root).read(ROOM, {card.notes for card in wanted.values()})
        notes: dict[str, Notes] = {}
        for ident, card in wanted.items():
            data = found.get(card.notes)
            whole = data is not None and fingerprint_bytes(data) == card.notes
            notes[ident] = _decode(Notes, data if data is not None and whole else self._reset(card)[2])
        return notes

    def postings(self, cards: Iterable[Card]) -> dict[str, bytes]:
        """Return the postings of articles by name: many at once, for 10,000 look-ups cost more than what they serve."""
        wanted = {card.postings: card for card in cards}
        found = self.find_postings(wanted)
        return {name: found[name] if name in found else self._reset(card)[3] for name, card in wanted.items()}

    def find_postings(self, names: Iterable[str]) -> dict[str, bytes]:
        """Return the postings of these names as far as they are there."""
        found = Cache(self._root).read(ROOM, names)
        return {name: data for name, data in found.items() if fingerprint_bytes(data) == name}

    def raw(self, card: Card) -> tuple[Article, Receipt]:
        """Return an article that has a receipt, with it, read from their files."""
        article, _ = read_article(card.path, read_file(self._root, card.path))
        return article, read_receipt(self._root, card.id)

    def add(self, values: Mapping[str, bytes]) -> None:
        """Add packed slips, galleys, notes and postings by name."""
        Cache(self._root).write(ROOM, values)

    def clear_out(self, names: Iterable[str]) -> None:
        """Throw away what is not among these names, once that is the larger part."""
        Cache(self._root).keep(ROOM, set(names))

    def _read(self, name: str) -> bytes | None:
        """Return the bytes of this name, `None` where they are not there or not whole."""
        if self._process != os.getpid():  # a connection does not outlive a fork
            self._connection, self._process = Cache(self._root).connect(), os.getpid()
        if self._connection is None:
            return None
        try:
            row = self._connection.execute(
                "SELECT value FROM entry WHERE room = ? AND key = ?", (ROOM, name)
            ).fetchone()
        except sqlite3.DatabaseError:
            return None
        return row[0] if row and fingerprint_bytes(row[0]) == name else None


@cache
def _encoder() -> Any:  # noqa: ANN401  # msgspec is imported late
    import msgspec

    return msgspec.msgpack.Encoder()


@cache
def _decoder(kind: type[Slip | Galley | Notes]) -> Any:  # noqa: ANN401  # msgspec is imported late
    import msgspec

    return msgspec.msgpack.Decoder(kind)


def _decode(kind: type[T], data: bytes) -> T:
    value: T = _decoder(kind).decode(data)  # type: ignore[arg-type]
    return value
