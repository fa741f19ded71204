"""What stands below the article: reader comments, headlines of other stories, the page's foot."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.clean.marks import mark
from generator.clean.rules.phrases import family_of
from generator.clean.rules.timestamps import is_stamp
from generator.clean.zones import headline_like, is_open, zones

if TYPE_CHECKING:
    from generator.clean.context import Context
    from generator.clean.marks import Blocks
    from generator.clean.zones import Zones
    from generator.model import Block, Label

# Families that stand below an article and hardly ever within one. On the development sets, of 230 documents with such
# a line behind at least two paragraphs, four have good lines below it. Re-run benchmarks/clean.py.
_END = frozenset(
    {"comments", "related", "share", "tags", "print", "copyright", "neighbours", "poll", "feed-footer", "author-bio"}
)
# Paragraphs that must stand above the foot, and the share of all running text (in characters) that must.
_PARAGRAPHS = 2
_SHARE = 0.6
# So many recurring lines in a row below that share of the text are the page's foot, too.
_REPEATS = 2
_HEADER_LINES = 3
# So many lines with a time, or with the words of a comment form, make what follows a comment marker a list of comments.
_SIGNS = 3
# The text that must stand above them, in characters; the width of a line with a poster's name and a time, and of a name.
_TEXT = 400
_NAME = 70
POSTER = 40
_HEADER = frozenset({"tail"})
# Below a header so many postings are enough.
_FEW = 2
# The words of one posting take at most so many lines.
_APART = 20
_TIME = re.compile(r"\d{1,2}[:.]\d\d|\d\s?[ap]m\b", re.IGNORECASE)
_DAY = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\b(?:19|20)\d\d\b")
_LETTERS = re.compile(r"[^\W\d_]")
_STAMP = re.compile(r"\d{1,2}[:.]\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\b20\d\d\b")
# What a post from a social network ends with: its lines are quoted by the article.
POST = re.compile(r"[—–-] .{1,60}\(@\w+\)")
# So many headlines in a row below the text are those of other stories.
_HEADLINES = 4


def find_foot(blocks: Blocks, context: Context, zone: Zones) -> int | None:
    """Return the index of the first line that the page has below its articles, or `None`."""
    rules = {block.rule for block in blocks}
    if _END.isdisjoint(rules) and "repeat" not in rules:
        return None
    whole = sum(len(blocks[i].text) for i in zone.live if context.lines[i].prose)
    above = paragraphs = run = 0
    for i, block in enumerate(blocks):
        if block.label == "cut":
            run = run + 1 if block.rule == "repeat" else 0
            ends = block.rule in _END or run >= _REPEATS
            if block.rule == "related":
                # Such a header may stand within the text, too: then it has only the headline of one story below it.
                ends = all(blocks[k].label == "cut" for k in range(i, min(i + _HEADER_LINES, len(blocks))))
            if ends and paragraphs >= _PARAGRAPHS and above >= _SHARE * whole:
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
    """Cut the readers' comments: all that follows a marker of comments, or the first of several stamped names."""
    zone = zones(blocks, context)
    if not zone.known:
        return blocks
    signs = _signs(blocks, context)
    if len(signs) < _FEW:
        return blocks
    above = paragraphs = 0
    for i, block in enumerate(blocks[: signs[-_FEW]]):
        if context.lines[i].prose and block.label != "cut":
            above += len(block.text)
            paragraphs += 1
        elif paragraphs >= _PARAGRAPHS and above >= _TEXT:
            start = _comments_from(blocks, context, i, len(signs))
            if start is not None:
                return _rest(blocks, zone.live, start)
    return blocks


def _comments_from(blocks: Blocks, context: Context, i: int, signs: int) -> int | None:
    """Return the line that the comments begin with, if line `i` opens them."""
    if blocks[i].rule == "comments" and signs > _SIGNS:
        return i + 1
    if blocks[i].label != "cut" and _heads_comments(blocks, context, i):
        return i
    if _is_posting(blocks[i], context, i) and _several(blocks, context, i):
        return _name_above(blocks, context, i)
    return None


def _rest(blocks: Blocks, rest: list[int], start: int) -> Blocks:
    return mark(blocks, {k: ("cut", "reader-comments") for k in rest if k >= start and is_open(blocks[k])})


def _signs(blocks: Blocks, context: Context) -> list[int]:
    """List the lines that belong to comments: names with a time, "Reply", "Report this comment"."""
    found = {i for i, block in enumerate(blocks) if block.rule in {"comments", "timestamp"}}
    for i in context.stamped:
        line = context.lines[i]
        if line.size <= _NAME and not line.ended and _STAMP.search(blocks[i].text) is not None:
            found.add(i)
    return sorted(found)


def _is_posting(block: Block, context: Context, i: int) -> bool:
    """Tell whether a line says when something was posted, with day and time, and perhaps by whom."""
    text, line = block.text, context.lines[i]
    if (
        "0" not in line.folded
        or line.size > _NAME
        or block.label == "meta"
        or (line.ended and not _TIME.search(text[-7:]))
    ):
        return False
    return _TIME.search(text) is not None and _DAY.search(text) is not None


def _heads_comments(blocks: Blocks, context: Context, i: int) -> bool:
    """Tell whether a line is the bare header of comments ("Comments"), with postings below it."""
    phrase = family_of(blocks[i].text, context.lines[i], _HEADER) if context.lines[i].phrases else None
    if phrase is None or phrase.family != "comments":
        return False
    return sum(_is_posting(blocks[k], context, k) for k in range(i + 1, len(blocks))) >= _FEW


def _several(blocks: Blocks, context: Context, start: int) -> bool:
    """Tell whether postings go on below `start`, each with its words between."""
    found = [i for i in context.stamped if i >= start and _is_posting(blocks[i], context, i)]
    apart = sum(1 < b - a <= _APART for a, b in pairwise(found))
    return apart >= _SIGNS and apart >= len(found) // 2


def _name_above(blocks: Blocks, context: Context, i: int) -> int:
    """Return the line of the poster's name, where it stands above the stamp."""
    stamp = _LETTERS.search(_TIME.sub("", blocks[i].text)) is None or is_stamp(blocks[i].text, context.lines[i].folded)
    above = context.lines[i - 1]
    return i - 1 if stamp and above.size <= POSTER and not above.ended else i


def other_stories(blocks: Blocks, context: Context) -> Blocks:
    """Cut four or more headlines in a row that end the text, unless a colon announces them as a list of its own."""
    zone = zones(blocks, context)
    if not zone.known:
        return blocks
    run: list[int] = []
    for i in reversed(zone.tail):
        if not is_open(blocks[i]) or (context.lines[i].ended and not headline_like(blocks[i], context, i)):
            break
        run.append(i)
    if len(run) < _HEADLINES:
        return blocks
    run.reverse()
    likely = sum(_is_story(blocks[i].text, context, i) for i in run)
    before = [i for i in zone.live if i < run[0]]
    announced = [*before[-1:], *run]
    if likely < 0.7 * len(run) or any(blocks[i].text[-1:] in ":：" or POST.match(blocks[i].text) for i in announced):
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
