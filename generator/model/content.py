"""Everything in `content/`, read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.errors import Problem
    from generator.model.article import Article
    from generator.model.event import Event
    from generator.model.override import Override, Standing
    from generator.model.receipt import Receipt
    from generator.model.source import Source


@dataclass(frozen=True, slots=True)
class Content:
    """The site's memory at one moment: articles and receipts by id in order of id, and what is wrong with some files."""

    sources: tuple[Source, ...]
    articles: Mapping[str, Article]
    receipts: Mapping[str, Receipt]
    ledger: tuple[Event, ...]
    overrides: tuple[Override, ...]
    standing: tuple[Standing, ...]
    problems: tuple[Problem, ...] = ()
