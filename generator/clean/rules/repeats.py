"""Lines that recur in several other documents of the same source: the page's, not the article's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.clean.marks import mark
from generator.clean.repetition import keys_of
from generator.clean.rules.timestamps import is_dated
from generator.clean.zones import zones

if TYPE_CHECKING:
    from generator.clean.context import Context
    from generator.clean.marks import Blocks
    from generator.model import Label


def repeats(blocks: Blocks, context: Context) -> Blocks:
    """Cut recurring lines; a recurring paragraph only outside the text that is this article's own.

    A background paragraph may stand in every report of a series, but then it has the article's own paragraphs on both
    sides; the page's own words stand at its edges.
    """
    known = context.options.repeats
    if not known:
        return blocks
    zone = zones(blocks, context)
    keys = keys_of(blocks, context)
    hits = {i for i in zone.open if keys[i] in known}
    if not hits:
        return blocks
    own = [i for i in zone.live if context.lines[i].prose and i not in hits]
    marks: dict[int, tuple[Label, str]] = {}
    for i in sorted(hits):
        if own and i < own[0] and is_dated(blocks[i].text):
            continue  # the date differs from one document to the next: it is this article's
        inside = bool(own) and own[0] < i < own[-1]
        if inside and (context.lines[i].prose or context.lines[i].ended):
            continue
        marks[i] = ("cut", "repeat")
    return mark(blocks, marks)
