"""Subheads: short lines without a full stop between paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.clean.marks import mark
from generator.clean.zones import is_open, zones

if TYPE_CHECKING:
    from generator.clean.context import Context
    from generator.clean.marks import Blocks
    from generator.model import Label

# A subhead is at most this wide; wider lines without a full stop are sentences that lost it.
_MOST = 80
_OPENING = "-•*|>—–"


def subheads(blocks: Blocks, context: Context) -> Blocks:
    """Label lone short lines between two sentences; two such lines in a row are a list, not subheads."""
    zone = zones(blocks, context)
    marks: dict[int, tuple[Label, str]] = {}
    for place, i in enumerate(zone.live):
        block = blocks[i]
        if not is_open(block):
            continue
        if block.kind == "heading":
            marks[i] = ("subhead", "subhead")
            continue
        if not zone.first < i < zone.last or block.kind != "paragraph":
            continue
        line = context.lines[i]
        before, after = zone.live[place - 1], zone.live[place + 1]
        if (
            3 <= line.size <= _MOST
            and not line.ended
            and block.text[0] not in _OPENING
            and block.text[-1] not in ":：,;，；、"
            and any(letter.isalpha() for letter in block.text)
            and _is_sentence(context, before)
            and _is_sentence(context, after)
        ):
            marks[i] = ("subhead", "subhead")
    return mark(blocks, marks)


def _is_sentence(context: Context, i: int) -> bool:
    line = context.lines[i]
    return line.prose or line.ended
