"""Phrases that mean something only in their place: headers of blocks after the text, inserts, the page's head and foot."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from generator.clean.marks import mark
from generator.clean.rules.phrases import family_of
from generator.clean.tables import SHORT, tables
from generator.clean.zones import headline_like, is_open, zones

if TYPE_CHECKING:
    from generator.clean.context import Context, Line
    from generator.clean.marks import Blocks
    from generator.clean.zones import Zones
    from generator.model import Label

_HEAD = frozenset({"head"})
_FOOT = frozenset({"tail", "tail_start"})
_TAIL = frozenset({"tail_start"})
# The credit of a picture or a table is at most this wide.
_CREDIT = 50
_HEADERS = frozenset({"opener"})
# An insert points to so many stories at most; a longer list is a list of the article.
_MOST = 6
# A lone line between a header and a paragraph that is narrower than this may be a subhead, and stays.
_SUBHEAD = 45


def edges(blocks: Blocks, context: Context) -> Blocks:
    """Cut lines that are boilerplate only before or only after the running text."""
    zone = zones(blocks, context)
    if not zone.known:
        return blocks
    marks: dict[int, tuple[Label, str]] = {}
    for i in context.spoken:
        if context.lines[i].size > SHORT or i in {zone.first, zone.last} or not is_open(blocks[i]):
            continue
        if zone.first < i < zone.last:
            if _is_credit(blocks[i].text, context.lines[i]):
                marks[i] = ("cut", "photo-credit")
            continue
        if phrase := family_of(blocks[i].text, context.lines[i], _HEAD if i < zone.first else _FOOT):
            marks[i] = ("cut", phrase.family)
    return mark(blocks, marks)


def _is_credit(text: str, line: Line) -> bool:
    """Tell whether a line between paragraphs says no more than where a picture or a table is from: "Source: ..."."""
    if line.ended or line.size > _CREDIT:
        return False
    phrase = family_of(text, line, _TAIL)
    return phrase is not None and phrase.family == "source-link" and phrase.text in _sources()


@cache
def _sources() -> frozenset[str]:
    return frozenset(
        phrase.text
        for key in tables().starts.values()
        for phrase in key.phrases
        if phrase.family == "source-link" and phrase.place == "tail_start" and phrase.text.endswith(":")
    )


def inserts(blocks: Blocks, context: Context) -> Blocks:
    """Cut the headlines that follow a bare insert header ("Read also") in the middle of the text."""
    zone = zones(blocks, context)
    marks: dict[int, tuple[Label, str]] = {}
    for i in context.spoken:
        block = blocks[i]
        if i < zone.first or block.label != "cut" or block.rule not in {"insert", "related"}:
            continue
        phrase = family_of(block.text, context.lines[i], frozenset({"insert"}))
        if phrase is None or phrase.text != context.lines[i].folded:
            continue
        marks.update(_followers(blocks, context, i, block.rule))
    return mark(blocks, {i: m for i, m in marks.items() if is_open(blocks[i])})


def _followers(blocks: Blocks, context: Context, start: int, rule: str) -> dict[int, tuple[Label, str]]:
    """Mark the headlines right below `start`, but not a subhead that stands between them and the text."""
    found: list[int] = []
    for i in range(start + 1, min(start + 1 + _MOST, len(blocks))):
        if blocks[i].label == "cut":
            continue
        if not headline_like(blocks[i], context, i) or not is_open(blocks[i]):
            break
        found.append(i)
    last = found[-1] if found else start
    above = context.lines[found[-2]].size if len(found) > 1 else 2 * _SUBHEAD
    if found and last + 1 < len(blocks) and context.lines[last + 1].prose and 2 * context.lines[last].size < above:
        found.pop()
    return dict.fromkeys(found, ("cut", rule))


def openers(blocks: Blocks, context: Context) -> Blocks:
    """Cut a block that a header opens after the text has begun, up to the next paragraph of running text."""
    zone = zones(blocks, context)
    if not zone.known:
        return blocks
    marks: dict[int, tuple[Label, str]] = {}
    for i in context.spoken:
        if i <= zone.first or i in marks or context.lines[i].size > SHORT or not is_open(blocks[i]):
            continue
        phrase = family_of(blocks[i].text, context.lines[i], _HEADERS)
        if phrase is None:
            continue
        marks[i] = ("cut", phrase.family)
        marks.update(_block(blocks, context, zone, i, phrase.family))
    return mark(blocks, marks)


def _block(blocks: Blocks, context: Context, zone: Zones, header: int, rule: str) -> dict[int, tuple[Label, str]]:
    """Mark the lines below a header: all of them where no running text follows, else its headlines only."""
    marks: dict[int, tuple[Label, str]] = {}
    for i in zone.live[bisect_right(zone.live, header) :]:
        if not is_open(blocks[i]) or context.lines[i].prose:
            break
        if i < zone.last and not headline_like(blocks[i], context, i):
            break
        marks[i] = ("cut", rule)
    return marks
