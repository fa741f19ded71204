"""A digest: everything the plan room needs, read and decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.event import Event
    from generator.model.galley import Card, Stock
    from generator.model.override import Override, Standing
    from generator.model.source import Source


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
