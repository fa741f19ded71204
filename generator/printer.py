"""The printer: a page to its bytes, by a template, as JSON where it is a record, by drawing where it is a picture."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.errors import Problem
from generator.model.views import CardView
from generator.text.fingerprint import fingerprint
from generator.text.scripts import strip_controls

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.cards import Card, Fonts
    from generator.model.page import Page
    from generator.model.views import Text
    from generator.render import Renderer


_CARD, _RECORD = "card.png", "data.json"
"""Templates that are none: what they name is made without one."""

_ESCAPED = ("\\u", "\\r", "\\b", "\\f")
"""What JSON writes for controls; a backslash of the text's own before such a letter costs a second look, and no more."""


@dataclass(frozen=True, slots=True)
class Printer:
    """What makes the bytes of pages.

    `renderers` makes those of templates, one for each language by the prefix of its pages; `fonts` has the letters of
    pictures, where there are any.
    """

    renderers: Mapping[str, Renderer] = field(default_factory=dict)
    fonts: Fonts | None = None
    code: str = ""
    """The version of the code: another may make other bytes of the same."""

    @classmethod
    def find(cls, cards: bool) -> tuple[Printer, tuple[Problem, ...]]:  # noqa: FBT001  # a setting, handed on
        """Return a printer that draws where that is wanted and can be done; where it cannot, say so."""
        if not cards:
            return cls(), ()
        from generator.cards import can_draw, find_fonts

        fonts = find_fonts() if can_draw() else None
        if fonts is not None:
            return cls(fonts=fonts), ()
        what = "cards are wanted and cannot be drawn."
        mend = "install the extra [cards] and the fonts fonts-noto-core and fonts-noto-cjk, or write cards = false."
        return cls(), (Problem("digest.toml", 0, 0, "cards", what, "Pages have no picture.", mend, "warning"),)

    @property
    def draws(self) -> bool:
        """Whether there are pictures."""
        return self.fonts is not None

    def with_renderers(self, renderers: Mapping[str, Renderer], code: str) -> Printer:
        """Return the printer with what renders templates; `code` is the version of the code."""
        return replace(self, renderers=renderers, code=code)

    def key(self, page: Page) -> str:
        """Return the fingerprint of everything that the bytes of a page depend on."""
        plain = page.template in {_CARD, _RECORD}
        return fingerprint(self.code, page.key if plain else self.renderers[page.prefix].key(page))

    def compile(self, pages: Iterable[Page]) -> None:
        """Compile the templates of these pages once, before several processes would each do so."""
        for renderer in self.renderers.values():
            renderer.compile(pages)

    def render(self, page: Page) -> bytes:
        """Return the bytes of a page. Raises DigestError where its template fails."""
        if page.template == _RECORD:
            return _write_record(page.compose().view)
        if page.template == _CARD and self.fonts is not None:
            from generator.cards import draw_card

            view = page.compose().view
            assert isinstance(view, CardView)
            return draw_card(_card(view), self.fonts)
        return self.renderers[page.prefix].render(page)


def _write_record(record: object) -> bytes:
    """Write a record as JSON: of its texts nothing that steers, as on pages."""
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    if not text.isprintable() or any(sign in text for sign in _ESCAPED):
        text = json.dumps(_harmless(record), ensure_ascii=False, separators=(",", ":"))
    return text.encode() + b"\n"


def _harmless(value: object) -> object:
    if isinstance(value, str):
        return strip_controls(value)
    if isinstance(value, dict):
        return {key: _harmless(each) for key, each in value.items()}
    return [_harmless(each) for each in value] if isinstance(value, list) else value


def _card(view: CardView) -> Card:
    from generator.cards import Card, Line

    def line(text: Text) -> Line:
        return Line(text.text, text.lang, text.dir)

    counts = Line(view.counts, view.site.lang, view.site.dir)
    coverage = tuple((line(name), count) for name, count in view.coverage)
    return Card(line(view.title), line(view.site), counts, coverage)
