"""Blocks: a label and its rule change together, the letters never."""

from __future__ import annotations

from dataclasses import replace

from generator.model import Block


def test_another_label_leaves_the_rest():
    """Relabelling returns a block that differs in label and rule only."""
    block = Block(3, "Read also", kind="item", level=2, suspect=True)
    assert block.relabel("cut", "phrases") == Block(3, "Read also", "cut", "phrases", "item", 2, suspect=True)
    assert block.label == "body"


def test_a_block_is_a_value():
    """Blocks that say the same are the same, whatever way they were made, and a copy leaves its model alone."""
    block = Block(3, "Read also")
    assert block == replace(Block(4, "Read also"), line=3)
    assert len({block, Block(3, "Read also"), block.relabel("cut", "insert")}) == 2
    assert (block.kind, block.level, block.rule, block.suspect) == ("paragraph", 0, None, False)
