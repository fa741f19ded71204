"""How a rule writes its findings into the blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from generator.clean.context import Context
from generator.model import Block, Label

Blocks: TypeAlias = tuple[Block, ...]
Rule: TypeAlias = Callable[[Blocks, Context], Blocks]
Marks: TypeAlias = Mapping[int, tuple[Label, str]]
"""Labels and rules by index of the block."""


def mark(blocks: Blocks, marks: Marks) -> Blocks:
    """Return the blocks with the marked ones relabelled; the same tuple where there is nothing to mark."""
    if not marks:
        return blocks
    changed = list(blocks)
    for i, (label, rule) in marks.items():
        changed[i] = blocks[i].relabel(label, rule)
    return tuple(changed)


def live(blocks: Blocks) -> list[int]:
    """List the indices of the blocks that are still in the text: neither cut nor lifted out of it."""
    return [i for i, block in enumerate(blocks) if block.label in {"body", "subhead", "title"}]


def cut(indices: list[int], rule: str) -> dict[int, tuple[Label, str]]:
    """Mark all of `indices` as cut by `rule`."""
    return dict.fromkeys(indices, ("cut", rule))
