"""What a theme or a plugin says to the owner of the site: at the very top or the very end of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.clean.marks import live, mark
from generator.clean.rules.phrases import REACH
from generator.clean.tables import inner_words
from generator.clean.zones import is_open

if TYPE_CHECKING:
    from generator.clean.context import Context
    from generator.clean.marks import Blocks
    from generator.model import Label

# Such a line is among the first so many lines of the page, or among the last so many.
_TOP = 3
_END = 6


def nags(blocks: Blocks, context: Context) -> Blocks:
    """Cut lines that have the words of a nag in them, whatever the theme is called; a quoted one stays."""
    rest = live(blocks)
    marks: dict[int, tuple[Label, str]] = {}
    for i in (*rest[:_TOP], *rest[_TOP:][-_END:]):
        text = blocks[i].text
        if not is_open(blocks[i]) or len(text) > REACH or text[0] in "“\"«„‘'「":
            continue
        found = inner_words().search(context.lines[i].folded)
        if found:
            marks[i] = ("cut", "licence-nag")
    return mark(blocks, marks)
