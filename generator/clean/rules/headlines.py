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
# The outlet's name behind a headline: a mark that stands apart, and at most so many characters.
_NAMED = re.compile(r"\s?[_|]\s?|\s[-:·»]\s")
_OUTLET = 40


def find_title(blocks: Blocks, context: Context) -> int | None:
    """Return the index of the line that is the headline, or `None` where the text starts right with prose."""
    zone = zones(blocks, context)
    head = [i for i in zone.live if i < zone.first or i == zone.live[0]]
    known = next((i for i in head[:6] if _is_known(context, i)), None)
    if known is not None:
        return known
    marked = next((i for i in head[:6] if blocks[i].kind == "heading" and blocks[i].level == 1), None)
    if marked is not None:
        return marked
    if not zone.known:
        return _above_a_note(blocks, context, zone.live)
    return next((i for i in head[:_DEPTH] if is_open(blocks[i]) and _is_headline(blocks, context, i)), None)


def _above_a_note(blocks: Blocks, context: Context, rest: list[int]) -> int | None:
    """Return the first line where it is the headline of a note too short for running text: a sentence below it."""
    if len(rest) < 2:
        return None
    head, text = rest[0], context.lines[rest[1]]
    apart = blocks[rest[1]].line - blocks[head].line > 1
    sentence = text.ended and text.size >= max(_NOTE, context.lines[head].size)
    return head if apart and sentence and is_open(blocks[head]) and _is_headline(blocks, context, head) else None


# The sentence below a headline is at least so wide, where it is the whole text.
_NOTE = 30


def _is_known(context: Context, i: int) -> bool:
    """Tell whether a line is the headline the container gave, perhaps with the outlet's name behind it."""
    known, folded = context.title, context.lines[i].folded
    if not known:
        return False
    return folded == known or (len(known) >= 20 and folded.startswith(known) and len(folded) - len(known) < 50)


def _is_headline(blocks: Blocks, context: Context, i: int) -> bool:
    """Tell whether a line of the head can be the headline by its form."""
    block, line = blocks[i], context.lines[i]
    if block.kind not in {"paragraph", "heading"} or not headline_like(block, context, i):
        return False
    if block.text[:1] in "-•*|>:" or block.text[-1:] in ":：;,":
        return False
    return len(block.text.split()) >= _WORDS or (line.size >= _WIDTH and line.size > len(block.text))


# The name of a section above the headline has at most so many words, and at most this width.
_SECTION_WORDS, _SECTION = 2, 24


def sections(blocks: Blocks, context: Context) -> Blocks:
    """Cut one or two words on the very first line, right above the headline: the section it stands in."""
    zone = zones(blocks, context)
    head = zone.head
    if not zone.known or len(head) < 2:
        return blocks
    block, line = blocks[head[0]], context.lines[head[0]]
    if not is_open(block) or block.kind != "paragraph" or line.ended or not 2 <= line.size <= _SECTION:
        return blocks
    words = block.text.split()
    if len(words) > _SECTION_WORDS or not block.text[0].isalpha() or any(letter.isdigit() for letter in block.text):
        return blocks
    below = head[1]
    if not (blocks[below].label == "title" or (is_open(blocks[below]) and _is_headline(blocks, context, below))):
        return blocks
    if line.folded == context.title or 2 * line.size > context.lines[below].size:
        return blocks
    return mark(blocks, {head[0]: ("cut", "section")})


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
    outside = [i for i in (*zone.head, *zone.tail) if i != at and is_open(blocks[i])]
    hits = [i for i in outside if context.lines[i].folded == head or _is_start(head, context.lines[i].folded)]
    marks: dict[int, tuple[Label, str]] = dict.fromkeys(hits, ("cut", "headline-again"))
    return mark(blocks, marks)


def _is_start(head: str, folded: str) -> bool:
    """Tell whether a line is the headline without the outlet's name that stands behind it there."""
    return (
        len(folded) >= _WIDTH
        and len(head) - len(folded) <= _OUTLET
        and _NAMED.match(head, len(folded)) is not None
        and (head.startswith(folded))
    )


def folded_title(title: str | None) -> str:
    """Fold the headline the container gave, "" where it gave none."""
    return fold(title) if title else ""
