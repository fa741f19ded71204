"""A page: one file of the site, as the plan room hands it to the render room."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.views import PageHead


@dataclass(frozen=True, slots=True)
class Body:
    """The shown text of an article: sanitised HTML, and the plain text of its paragraphs.

    `html` gives the n-th paragraph the id `p{n}`; `paragraphs[n - 1]` is its text.
    """

    html: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Composed:
    """What a template sees of a page; `head` is `None` for files that are no HTML pages."""

    view: object
    head: PageHead | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the site: where it goes, which template makes it, and what that template sees, once it is asked for.

    `path` is relative to the output folder. `key` is the fingerprint of everything that `compose` reads: two pages with
    one path and one key are equal, so a page whose key is that of the last build is not made again.
    """

    path: str
    template: str
    key: str
    compose: Callable[[], Composed]
    prefix: str = ""
    """Where the pages of its language lie, "/ar"; "" for the site's first."""

    def below(self, prefix: str) -> Page:
        """Return the page as one of the language whose pages lie below `prefix`."""
        return replace(self, path=f"{prefix[1:]}/{self.path}", prefix=prefix) if prefix else self

    @property
    def view(self) -> object:
        """What the template sees, made now."""
        return self.compose().view

    @property
    def head(self) -> PageHead | None:
        """What the head of the page says, made now."""
        return self.compose().head
