"""Doubtful lines: kept, but pointed out to the editor."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.clean.lines import doubts, scale
from generator.clean.zones import is_open, zones

if TYPE_CHECKING:
    from generator.clean.context import Context
    from generator.clean.marks import Blocks


def suspects(blocks: Blocks, context: Context) -> Blocks:
    """Mark the lines still in the text that the score finds more likely boilerplate than not.

    Nothing is cut on this ground alone: `digest clean --review` and the provenance page show these lines.
    """
    if not context.options.mark_suspects:
        return blocks
    model = scale()
    doubtful = {
        doubt.at
        for doubt in doubts(blocks, context, zones(blocks, context))
        if is_open(blocks[doubt.at]) and model.score(doubt.measures) >= model.doubtful
    }
    if not doubtful:
        return blocks
    return tuple(replace(block, suspect=True) if i in doubtful else block for i, block in enumerate(blocks))
