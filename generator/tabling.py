"""The table of quotations: a row for each, in one file, which is put together anew from what the cache has of each article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.store.cache import Cache
from generator.store.corpus import csv_row
from generator.text.fingerprint import fingerprint, fingerprint_bytes
from generator.text.scripts import strip_controls

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.model.galley import Card, Notes
    from generator.model.voices import Name
    from generator.plan import Desk

COLUMNS = ("article", "event", "source", "lang", "published", "paragraph", "speaker", "name", "verb", "basis", "text", "url")  # fmt: skip
"""The columns of the table, in order: docs/data.md says what each holds."""

_ROOM = "quotations"

_MARK = 32
"""Letters of a fingerprint, which stands before the rows of an article: torn ones are made again."""


@dataclass(frozen=True, slots=True)
class Table:
    """What a table is made of: articles that quote somebody, by day, undated last; `keys` tell what is said of each."""

    desk: Desk
    cards: tuple[Card, ...]
    keys: tuple[str, ...]
    base_url: str

    @property
    def key(self) -> str:
        """The fingerprint of all that the table holds."""
        return fingerprint(*self.keys)


def plan_table(desk: Desk, base_url: str, code: str) -> Table:
    """Say what the table of quotations is made of, by cards alone."""
    quoting = (card for card in desk.digest.cards.values() if card.notes)
    cards = tuple(sorted(quoting, key=lambda card: (card.day or "9999", card.id)))
    keys = (
        fingerprint(code, base_url, card.id, desk.sheet_of[card.id].event.id, card.source, card.published, card.notes, desk.known_in(card))
        for card in cards
    )  # fmt: skip
    return Table(desk, cards, tuple(keys), base_url)


def make_table(root: Path, table: Table) -> bytes:
    """Return the table as CSV in UTF-8, its lines ended as in all files of a site. Rows of articles about which nothing changed come from the cache."""
    cache = Cache(root)
    found = {key: data[_MARK:] for key, data in cache.read(_ROOM, table.keys).items() if _is_whole(data)}
    missing = {key: card for key, card in zip(table.keys, table.cards, strict=True) if key not in found}
    if missing:
        notes = table.desk.digest.stock.notes_of(missing.values())
        made = {key: "".join(_rows(table, card, notes[card.id])).encode() for key, card in missing.items()}
        cache.write(_ROOM, {key: fingerprint_bytes(data).encode() + data for key, data in made.items()})
        cache.keep(_ROOM, set(table.keys))
        found |= made
    return csv_row(COLUMNS, "\n").encode() + b"".join(found[key] for key in table.keys)


def _is_whole(data: bytes) -> bool:
    return data[:_MARK] == fingerprint_bytes(data[_MARK:]).encode()


def _rows(table: Table, card: Card, notes: Notes) -> Iterator[str]:
    from generator.plan.data import article_place
    from generator.plan.voices import speakers_of

    names: Sequence[Name] = table.desk.names_in_article(card)
    speakers: Mapping[tuple[str, str], Name] = speakers_of({card.id: notes}, names)
    event = table.desk.sheet_of[card.id].event.id
    for each in notes.quotations:
        name = speakers.get((card.id, each.speaker or ""))
        cells: Iterable[str] = (
            card.id,
            event,
            card.source,
            each.lang,
            card.published,
            str(each.paragraph),
            each.speaker or "",
            name.slug if name else "",
            each.verb,
            each.basis,
            each.text,
            f"{table.base_url}{article_place(card.id, each.paragraph)}",
        )
        yield csv_row([strip_controls(cell) for cell in cells], "\n")
