"""The door to readability-lxml: a second opinion on where the article of a page begins and ends."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def read_again(tree: Element) -> str:
    """Return the text that readability-lxml takes for the article, "" where it finds none; `tree` is left as it was."""
    from lxml import etree, html
    from readability import Document
    from readability.readability import Unparseable

    logging.getLogger("readability").setLevel(logging.CRITICAL + 1)
    try:
        summary = Document(html.tostring(tree, encoding="unicode")).summary(html_partial=True)
        return "".join(map(str, html.fromstring(summary).itertext()))
    except (Unparseable, etree.ParserError, ValueError, TypeError, AttributeError, RecursionError):
        return ""  # seen on odd trees: then there is no second opinion
