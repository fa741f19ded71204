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

    `open` are those that a rule may still speak about (`is_open`). `head` are the lines before the first paragraph, `tail` those behind the last; `outside` are both, with these two
    paragraphs. Where there is no such paragraph, `first` lies behind every line and `last` before: there is no head and no tail
    to tell. `known` says whether there is one.
    """

    live: list[int]
    open: list[int]
    first: int
    last: int
    head: list[int]
    tail: list[int]
    outside: list[int]
    known: bool


def zones(blocks: Blocks, context: Context) -> Zones:
    """Find the running text among the lines still there."""
    if context.found and context.found[0][0] is blocks:
        return context.found[0][1]
    rest = live(blocks)
    still = [i for i in rest if blocks[i].rule is None and blocks[i].kind != "code"]
    first = next((i for i in rest if _stands(blocks[i], context, i)), None)
    if first is not None:
        last = next(i for i in reversed(rest) if _stands(blocks[i], context, i))
        head, tail = rest[: bisect_left(rest, first)], rest[bisect_right(rest, last) :]
        zone = Zones(rest, still, first, last, head, tail, [*head, *sorted({first, last}), *tail], known=True)
    else:
        zone = Zones(rest, still, len(blocks), -1, rest, rest, rest, known=False)
    context.found[:] = [(blocks, zone)]
    return zone


def _stands(block: Block, context: Context, i: int) -> bool:
    """Tell whether the line is running text, or stands where only running text has it."""
    return context.lines[i].prose or block.kind in {"code", "quote"}


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
