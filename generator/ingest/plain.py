"""The reader of plain text: a line is a block."""

from __future__ import annotations

from generator.model.block import Block


def read_plain(text: str) -> tuple[Block, ...]:
    r"""Return a block for each line that holds more than white space; lines are split at "\n" only."""
    return tuple(Block(number, words) for number, line in enumerate(text.split("\n"), 1) if (words := line.strip()))
