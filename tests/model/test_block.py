"""Blocks: a label and its rule change together, the letters never."""

from __future__ import annotations

from generator.model import Block


def test_another_label_leaves_the_rest():
    """Relabelling returns a block that differs in label and rule only."""
    block = Block(3, "Read also", kind="item", level=2, suspect=True)
    assert block.relabel("cut", "phrases") == Block(3, "Read also", "cut", "phrases", "item", 2, suspect=True)
    assert block.label == "body"
