"""What the editor has decided: lines to keep and lines to cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.clean.marks import mark

if TYPE_CHECKING:
    from generator.clean.context import Context
    from generator.clean.marks import Blocks
    from generator.model import Label


def editor(blocks: Blocks, context: Context) -> Blocks:
    """Settle the lines the editor named; `keep` wins over `cut`, and both over everything else."""
    keep, drop = context.options.keep, context.options.cut
    if not keep and not drop:
        return blocks
    marks: dict[int, tuple[Label, str]] = {}
    for i, block in enumerate(blocks):
        if block.line in keep:
            marks[i] = ("body" if block.label not in {"subhead", "title"} else block.label, "editor-keep")
        elif block.line in drop:
            marks[i] = ("cut", "editor-cut")
    return mark(blocks, marks)
