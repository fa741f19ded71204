"""What a theme or a plugin says to the owner of the site: at the very top or the very end of the page."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from generator.clean.marks import cut, mark
from generator.clean.rules.phrases import REACH
from generator.clean.tables import inner_pieces, inner_words
from generator.clean.zones import is_open, zones

if TYPE_CHECKING:
    from generator.clean.context import Context
    from generator.clean.marks import Blocks

# Such a line is among the first so many lines of the page, or among the last so many.
_TOP = 3
_END = 6


def nags(blocks: Blocks, context: Context) -> Blocks:
    """Cut lines that have the words of a nag in them, whatever the theme is called; a quoted one stays."""
    rest = zones(blocks, context).live
    near = [*rest[:_TOP], *rest[_TOP:][-_END:]]
    words = "\n".join([context.lines[i].folded for i in near])
    if not _may_nag(words):
        return blocks
    hits = [i for i in near if is_open(blocks[i]) and _is_nag(blocks[i].text, context.lines[i].folded)]
    return mark(blocks, cut(hits, "licence-nag"))


@lru_cache(8)  # the next round of the chain asks about the same few lines
def _may_nag(words: str) -> bool:
    return any(map(words.__contains__, inner_pieces()))


def _is_nag(text: str, folded: str) -> bool:
    """Look for the words in a line that is not too long, and no quotation."""
    return len(text) <= REACH and text[0] not in "“\"«„‘'「" and any(map(folded.__contains__, inner_words()))
