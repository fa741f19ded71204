"""The headline of the article, and the headlines of other stories."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.clean.marks import mark
from generator.clean.zones import headline_like, is_open, zones
from generator.text.fold import fold

if TYPE_CHECKING:
    from generator.clean.context import Context
    from generator.clean.marks import Blocks
    from generator.model import Label

# A headline has at least so many words, or so much width where words have no spaces.
_WORDS = 3
_WIDTH = 14
# The headline is among the first lines that are still there.
_DEPTH = 3
_DATELINE = re.compile(r"\s*[(（]?[A-ZА-ЯЁІЇЄҐ]{3,}[^a-zа-я]{0,40}[—–-]\s")


def find_title(blocks: Blocks, context: Context) -> int | None:
    """Return the index of the line that is the headline, or `None` where the text starts right with prose."""
    zone = zones(blocks, context)
    known = context.title
    head = [i for i in zone.live if i < zone.first or i == zone.live[0]]
    if known:
        for i in head[:6]:
            folded = context.lines[i].folded
            if folded == known or (len(known) >= 20 and folded.startswith(known) and len(folded) - len(known) < 50):
                return i
    for i in head[:6]:
        if blocks[i].kind == "heading" and blocks[i].level == 1:
            return i
    if not zone.known:
        return None
    for i in head[:_DEPTH]:
        block, line = blocks[i], context.lines[i]
        if not is_open(block) or block.kind not in {"paragraph", "heading"} or not headline_like(block, context, i):
            continue
        if block.text[:1] in "-•*|>:" or block.text[-1:] in ":：;,":
            continue
        if len(block.text.split()) >= _WORDS or (line.size >= _WIDTH and line.size > len(block.text)):
            return i
    return None


def title(blocks: Blocks, context: Context) -> Blocks:
    """Label the headline, whole as it stands: an outlet's name behind it is split off later."""
    if any(block.label == "title" for block in blocks):
        return blocks
    at = find_title(blocks, context)
    if at is None or not is_open(blocks[at]):
        return blocks
    return mark(blocks, {at: ("title", "headline")})


def doubles(blocks: Blocks, context: Context) -> Blocks:
    """Cut a second and third copy of the headline before the text begins, and after it has ended."""
    zone = zones(blocks, context)
    at = find_title(blocks, context)
    if at is None or not zone.known:
        return blocks
    head = context.lines[at].folded
    hits = [
        i
        for i in zone.live
        if i != at and is_open(blocks[i]) and not zone.first <= i <= zone.last and context.lines[i].folded == head
    ]
    marks: dict[int, tuple[Label, str]] = dict.fromkeys(hits, ("cut", "headline-again"))
    return mark(blocks, marks)


def folded_title(title: str | None) -> str:
    """Fold the headline the container gave, "" where it gave none."""
    return fold(title) if title else ""
