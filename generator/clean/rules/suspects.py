"""Doubtful lines: kept, but pointed out to the editor."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.clean.rules.foot import find_foot
from generator.clean.tables import SHORT
from generator.clean.zones import zones

if TYPE_CHECKING:
    from generator.clean.context import Context
    from generator.clean.marks import Blocks

# On the development sets 86 of 100 scored lines marked so are boilerplate, of the other kept lines 18.


def suspects(blocks: Blocks, context: Context) -> Blocks:
    """Mark short lines without a full stop below the running text, and whatever is left below the page's foot.

    Nothing is cut on this ground alone: `digest clean --review` and the provenance page show these lines.
    """
    zone = zones(blocks, context)
    if not zone.known:
        return blocks
    foot = find_foot(blocks, context, zone)
    doubtful = {
        i
        for i in zone.live
        if blocks[i].label == "body"
        and blocks[i].rule is None
        and (
            (i > zone.last and not context.lines[i].ended and context.lines[i].size <= SHORT)
            or (foot is not None and i > foot and not context.lines[i].prose)
        )
    }
    if not doubtful:
        return blocks
    return tuple(replace(block, suspect=True) if i in doubtful else block for i, block in enumerate(blocks))
