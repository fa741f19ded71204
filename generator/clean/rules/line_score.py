"""The score for doubtful lines: nearly certain ones outside the text are cut, others only where something agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.clean.lines import RULE, doubts, scale
from generator.clean.marks import cut, mark
from generator.clean.zones import is_open, zones

if TYPE_CHECKING:
    from generator.clean.context import Context
    from generator.clean.marks import Blocks


def line_score(blocks: Blocks, context: Context) -> Blocks:
    """Cut lines that a phrase speaks against, too, and outside the text those that the model is nearly certain of.

    A line inside the text that the model alone doubts is never cut, and no item of a list anywhere.
    """
    zone = zones(blocks, context)
    model = scale()
    hits: list[int] = []
    for doubt in doubts(blocks, context, zone, inside=False):
        if not is_open(blocks[doubt.at]):
            continue
        outside = not zone.first < doubt.at < zone.last
        certain = model.agreed if doubt.agreed else model.certain if outside and not doubt.listed else 1
        if certain < 1 and model.score(doubt.measures) >= certain:
            hits.append(doubt.at)
    return mark(blocks, cut(hits, RULE))
