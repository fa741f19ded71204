"""Where the running text begins and ends, and what a line may be from its form alone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from generator.clean.marks import live

if TYPE_CHECKING:
    from generator.clean.context import Context
    from generator.clean.marks import Blocks
    from generator.model import Block


class Zones(NamedTuple):
    """The lines still in the text by index, and the first and last paragraph of running text among them.

    `head` are the lines before the first paragraph, `tail` those behind the last; `outside` are both, with these two
    paragraphs. Where there is no such paragraph, `first` lies behind every line and `last` before: there is no head and no tail
    to tell, see `known`.
    """

    live: list[int]
    first: int
    last: int
    head: list[int]
    tail: list[int]
    outside: list[int]

    @property
    def known(self) -> bool:
        """Whether there is running text at all."""
        return self.last >= 0


def zones(blocks: Blocks, context: Context) -> Zones:
    """Find the running text among the lines still there."""
    if context.found and context.found[0][0] is blocks:
        return context.found[0][1]
    rest = live(blocks)
    prose = [i for i in rest if context.lines[i].prose or blocks[i].kind in {"code", "quote"}]
    if prose:
        first, last = prose[0], prose[-1]
        head, tail = rest[: bisect_left(rest, first)], rest[bisect_right(rest, last) :]
        zone = Zones(rest, first, last, head, tail, [*head, *sorted({first, last}), *tail])
    else:
        zone = Zones(rest, len(blocks), -1, rest, rest, rest)
    context.found[:] = [(blocks, zone)]
    return zone


def is_open(block: Block) -> bool:
    """Tell whether a rule may still speak about the block: no rule has spoken, and it is no code."""
    return block.rule is None and block.kind != "code"


# A headline is at least so wide and at most so wide; measured on headline lines of the development sets.
HEADLINE = range(12, 200)


def headline_like(block: Block, context: Context, i: int) -> bool:
    """Tell whether the line could be the headline of a story by its form: no sentence, neither tiny nor long."""
    line = context.lines[i]
    if line.size not in HEADLINE or line.prose:
        return False
    return not line.ended or block.text[-1:] in "?!？！؟…"
