"""Paragraphs whose lines were broken at a fixed width: they stand or fall as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.clean.marks import mark
from generator.clean.rules.phrases import ANYWHERE, family_of
from generator.clean.zones import is_open

if TYPE_CHECKING:
    from generator.clean.context import Context
    from generator.clean.marks import Blocks
    from generator.model import Label

_NOTICES = ANYWHERE & {"call", "notice"}


def wrapped(blocks: Blocks, context: Context) -> Blocks:
    """Keep the lines of a broken paragraph together, or cut them together where its first words are a notice."""
    verdicts: dict[int, tuple[Label, str]] = {}
    marks: dict[int, tuple[Label, str]] = {}
    for i, line in enumerate(context.lines):
        if not line.wrapped:
            continue
        if line.wrapped not in verdicts:
            phrase = family_of(blocks[i].text, line, _NOTICES)
            verdicts[line.wrapped] = ("cut", phrase.family) if phrase else ("body", "wrapped")
        if is_open(blocks[i]):
            marks[i] = verdicts[line.wrapped]
    return mark(blocks, marks)
