"""A story: the part of an article that grouping looks at."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Story:
    """What grouping knows of an article: plain text, no markup. `None` means unknown.

    `lang` is a BCP 47 tag; `title` is `None` where the article came without a headline (a headline derived from the
    lead says nothing new); `text` the whole plain body.
    """

    id: str
    lang: str | None
    date: date | None
    title: str | None
    text: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """What is known of a story without its text."""

    lang: str | None
    date: date | None
    source: str | None


class Shelf(Mapping[str, Story]):
    """Stories by id, where a text costs something: what can be said without it is asked for by itself."""

    @abstractmethod
    def brief(self, ident: str) -> Brief:
        """Return what is known of a story without its text."""
