"""A page: one file of the site, as the plan room hands it to the render room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.model.views import PageHead


@dataclass(frozen=True, slots=True)
class Body:
    """The shown text of an article: sanitised HTML, and the plain text of its paragraphs.

    `html` gives the n-th paragraph the id `p{n}`; `paragraphs[n - 1]` is its text.
    """

    html: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the site: where it goes, which template makes it, what that template sees.

    `path` is relative to the output folder; `head` is `None` for files that are no HTML pages.
    """

    path: str
    template: str
    view: object
    head: PageHead | None = None
