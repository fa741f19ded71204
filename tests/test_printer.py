"""The printer: a page has another key under another version of the code."""

from __future__ import annotations

from generator.model.page import Composed, Page
from generator.printer import Printer
from generator.render import Addresses, Renderer, ThemeFile
from generator.text.words import Words


def test_a_newer_tool_makes_every_page_anew():
    """Code decides what comes of the same values, so its version is in the key; of one version the key stays."""
    theme = {"page.html": ThemeFile("{{ view }}", "templates/page.html")}
    renderer = Renderer(theme, None, Words("en", {}), Addresses("", relative=False))
    for template in ("page.html", "card.png"):
        page = Page("x/index.html", template, "key", lambda: Composed("text"))
        one, same, other = (Printer().with_renderers({"": renderer}, code).key(page) for code in ("1", "1", "2"))
        assert one == same != other
