"""What stands below the article: reader comments, headlines of other stories, the page's foot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.clean.marks import mark
from generator.clean.zones import headline_like, is_open, zones

if TYPE_CHECKING:
    from generator.clean.context import Context
    from generator.clean.marks import Blocks
    from generator.clean.zones import Zones
    from generator.model import Label

# Families that stand below an article and hardly ever within one. On the development sets, of 230 documents with such
# a line behind at least two paragraphs, four have good lines below it. Re-run benchmarks/clean.py.
_END = frozenset({"comments", "related", "share", "tags", "print", "copyright", "neighbours", "poll", "feed-footer", "author-bio"})
# Paragraphs that must stand above the foot, and the share of all running text (in characters) that must.
_PARAGRAPHS = 2
_SHARE = 0.6
# So many lines with a time, or with the words of a comment form, make what follows a comment marker a list of comments.
_SIGNS = 3
_STAMP = re.compile(r"\d{1,2}[:.]\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\b20\d\d\b")
# So many headlines in a row below the text are those of other stories.
_HEADLINES = 4


def find_foot(blocks: Blocks, context: Context, zone: Zones) -> int | None:
    """Return the index of the first line that the page has below its articles, or `None`."""
    whole = sum(len(blocks[i].text) for i in zone.live if context.lines[i].prose)
    above = paragraphs = 0
    for i, block in enumerate(blocks):
        if block.label == "cut":
            if block.rule in _END and paragraphs >= _PARAGRAPHS and above >= _SHARE * whole:
                return i
        elif context.lines[i].prose and block.label in {"body", "subhead"}:
            above += len(block.text)
            paragraphs += 1
    return None


def foot(blocks: Blocks, context: Context) -> Blocks:
    """Cut the short lines below the first line that only stands below articles; paragraphs there stay."""
    zone = zones(blocks, context)
    start = find_foot(blocks, context, zone) if zone.known else None
    if start is None:
        return blocks
    marks: dict[int, tuple[Label, str]] = {}
    after_prose = False
    for i in zone.live:
        if i < start:
            continue
        line = context.lines[i]
        if line.prose:
            after_prose = True
        elif not line.ended or not after_prose:
            if is_open(blocks[i]):
                marks[i] = ("cut", "page-foot")
            after_prose = False
    return mark(blocks, marks)


def discussion(blocks: Blocks, context: Context) -> Blocks:
    """Cut the readers' comments: all that follows a comment marker below the text, where it is built like comments."""
    zone = zones(blocks, context)
    if not zone.known:
        return blocks
    above = paragraphs = 0
    for i, block in enumerate(blocks):
        if block.label == "cut":
            if block.rule == "comments" and paragraphs >= _PARAGRAPHS and above >= 400 and _signs(blocks, context, i) >= _SIGNS:
                hits = [k for k in zone.live if k > i and is_open(blocks[k])]
                return mark(blocks, dict.fromkeys(hits, ("cut", "reader-comments")))
        elif context.lines[i].prose:
            above += len(block.text)
            paragraphs += 1
    return blocks


def _signs(blocks: Blocks, context: Context, start: int) -> int:
    """Count the lines below `start` that belong to comments: names with a time, "Reply", "Report this comment"."""
    return sum(
        block.rule in {"comments", "timestamp"}
        or (context.lines[i].size <= 70 and not context.lines[i].ended and _STAMP.search(block.text) is not None)
        for i, block in enumerate(blocks)
        if i > start
    )


def other_stories(blocks: Blocks, context: Context) -> Blocks:
    """Cut four or more headlines in a row that end the text, unless a colon announces them as a list of its own."""
    zone = zones(blocks, context)
    if not zone.known:
        return blocks
    tail = [i for i in zone.live if i > zone.last]
    run: list[int] = []
    for i in reversed(tail):
        if not is_open(blocks[i]) or context.lines[i].ended and not headline_like(blocks[i], context, i):
            break
        run.append(i)
    if len(run) < _HEADLINES:
        return blocks
    run.reverse()
    likely = sum(_is_story(blocks[i].text, context, i) for i in run)
    before = [i for i in zone.live if i < run[0]]
    if likely < 0.7 * len(run) or (before and blocks[before[-1]].text[-1:] in ":："):
        return blocks
    return mark(blocks, dict.fromkeys(run, ("cut", "other-stories")))


def _is_story(text: str, context: Context, i: int) -> bool:
    """Tell whether a line reads like a headline: four words or more, a capital, few digits, no colon at the end."""
    line = context.lines[i]
    bare = text.lstrip("-•*·▪■>» .")
    words = bare.split()
    wide = line.size > len(text)
    digits = sum(letter.isdigit() for letter in bare)
    return (
        25 <= line.size <= 170
        and (len(words) >= 4 or wide)
        and (wide or not bare[:1].islower())
        and digits <= 0.15 * len(bare)
        and text[-1] not in ":：;；,"
    )
