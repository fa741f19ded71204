"""A digest: everything the plan room needs, read and decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.article import Article
    from generator.model.event import Event
    from generator.model.override import Override, Standing
    from generator.model.page import Body
    from generator.model.receipt import Receipt
    from generator.model.source import Source


@dataclass(frozen=True, slots=True)
class Digest:
    """The values a site is planned from. Nothing here is a draft or hidden.

    `articles` by id; `events` those with members, sorted by id; `ledger` all events, those without members included;
    `receipts` by article id; `bodies` the shown text of each article; `partial` the ids of articles of which only a
    part is shown; `overrides` by event id; `reports` the near-copies of each event id's members as groups of article
    ids; `rule_reasons` what each cleaning rule takes out, in a short phrase.
    """

    articles: Mapping[str, Article]
    events: tuple[Event, ...]
    ledger: tuple[Event, ...]
    sources: Mapping[str, Source]
    receipts: Mapping[str, Receipt]
    bodies: Mapping[str, Body]
    partial: frozenset[str]
    overrides: Mapping[str, Override]
    pages: tuple[Standing, ...]
    reports: Mapping[str, tuple[tuple[str, ...], ...]]
    rule_reasons: Mapping[str, str]
    raws: Mapping[str, tuple[str, ...]]
    """The raw lines of each article that the tool wrote, rebuilt from its body and receipt."""
    edited: frozenset[str]
    """Articles whose body is no longer the one the tool wrote."""
