"""What a theme or a plugin says to the owner of the site: at the very top or the very end of the page."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from generator.clean.marks import mark
from generator.clean.rules.phrases import REACH
from generator.clean.tables import inner_words
from generator.clean.zones import is_open, zones

if TYPE_CHECKING:
    from generator.clean.context import Context
    from generator.clean.marks import Blocks
    from generator.model import Label

# Such a line is among the first so many lines of the page, or among the last so many.
_TOP = 3
_END = 6


def nags(blocks: Blocks, context: Context) -> Blocks:
    """Cut lines that have the words of a nag in them, whatever the theme is called; a quoted one stays."""
    rest = zones(blocks, context).live
    marks: dict[int, tuple[Label, str]] = {}
    for i in (*rest[:_TOP], *rest[_TOP:][-_END:]):
        text = blocks[i].text
        if not is_open(blocks[i]) or len(text) > REACH or text[0] in "“\"«„‘'「":
            continue
        if _is_nag(context.lines[i].folded):
            marks[i] = ("cut", "licence-nag")
    return mark(blocks, marks)


@lru_cache(64)
def _is_nag(folded: str) -> bool:
    """Look for the words; remembered, because the next round of the chain asks about the same few lines."""
    return inner_words().search(folded) is not None
