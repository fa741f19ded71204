"""A digest: everything the plan room needs, read and decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.model.voices import Roll

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from generator.model.change import Change
    from generator.model.edition import Edition, Foreword
    from generator.model.event import Event
    from generator.model.galley import Card, Stock
    from generator.model.override import Override, Standing
    from generator.model.source import Source
    from generator.model.voices import Likeness, Person, Quotation, Statement

    Align = Callable[
        [Mapping[str, Sequence[Quotation]], Sequence[Likeness], Mapping[tuple[str, str], Person]], tuple[Statement, ...]
    ]

NOBODY = Roll()


@dataclass(frozen=True, slots=True)
class Digest:
    """The values a site is planned from. Nothing here is a draft or hidden.

    `cards` by article id, in order of id; `events` those with members, sorted by id; `ledger` all events, those without
    members included; `overrides` by event id; `rule_reasons` what each cleaning rule takes out, in a short phrase;
    `stock` holds the rest of each article.
    """

    cards: Mapping[str, Card]
    events: tuple[Event, ...]
    ledger: tuple[Event, ...]
    sources: Mapping[str, Source]
    overrides: Mapping[str, Override]
    pages: tuple[Standing, ...]
    rule_reasons: Mapping[str, str]
    stock: Stock
    editions: tuple[Edition, ...] = ()
    """Those that are out, oldest first."""
    coming: Edition | None = None
    """The edition of the newest day, which is not out yet."""
    histories: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    """What became of events, by id, oldest first."""
    forewords: Mapping[str, Foreword] = field(default_factory=dict)
    """What the editor says of editions, by name: "2025-05-16", "2025-w20"."""
    roll: Roll = NOBODY
    """The names that have pages."""
    likenesses: Mapping[str, tuple[Likeness, ...]] = field(default_factory=dict)
    """How near quotations in two languages are, by event id."""
    lang: str = ""
    """The language the editor writes in, "" where that is the interface's."""
    align: Align | None = None
    """What finds the statements among the quotations of an event's articles."""
