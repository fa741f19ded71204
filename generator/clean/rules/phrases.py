"""Phrases that are boilerplate wherever they stand: whole lines, first words, last words."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from generator.clean.context import WHOLE
from generator.clean.credits import credits_someone
from generator.clean.marks import mark
from generator.clean.tables import SHORT, Phrase
from generator.clean.zones import is_open
from generator.text.fold import fold

if TYPE_CHECKING:
    from generator.clean.context import Context, Line
    from generator.clean.marks import Blocks
    from generator.model import Label

# A line that calls on the reader is at most this long, in characters.
REACH = 320

ANYWHERE = frozenset({"line", "start", "call", "notice", "end", "insert", "glued"})
"""Places that need no look at the neighbours."""


def family_of(text: str, line: Line, places: frozenset[str]) -> Phrase | None:
    """Return the phrase that fires on a line in one of `places`, if any does."""
    for phrase in line.phrases:
        if phrase.place not in places:
            continue
        if _fires(phrase, text, line) if phrase.part == "start" else phrase.part == "whole" or not line.ended:
            return phrase
    return None


def _fires(phrase: Phrase, text: str, line: Line) -> bool:
    """Tell whether a phrase that the line begins with may fire there."""
    at = len(phrase.text)
    if phrase.place == "glued":
        return len(text) <= REACH and _is_glued(text, phrase.text)
    if not _at_end_of_word(line.folded, at):
        return False
    if phrase.rest is not None:
        whole = line.folded if len(text) <= WHOLE else fold(text[:REACH])
        return len(text) <= REACH and phrase.rest.match(whole, at) is not None
    if phrase.place in {"notice", "call"}:
        return phrase.place == "notice" or len(text) <= REACH
    if phrase.family == "photo-credit" and not credits_someone(text):
        return False
    return line.size <= SHORT and (not line.ended or not phrase.text[-1].isalnum())


def _at_end_of_word(folded: str, at: int) -> bool:
    """Tell whether a word ends at `at`; scripts without spaces have no such ends."""
    if at >= len(folded) or not folded[at - 1].isalnum():
        return True
    return not folded[at].isalnum() or folded[at - 1] >= "\u2e80" or "\u0e00" <= folded[at - 1] <= "\u0eff"


def _is_glued(text: str, phrase: str) -> bool:
    """Tell whether a headline begins inside the last word of the phrase: "articleRain"."""
    count = phrase.count(" ") + 1
    words = text.split(maxsplit=count)
    if len(words) < count:
        return False
    word = words[count - 1]
    if all(letter >= "\u2e80" for letter in word[:1]):
        return False
    return any(a.islower() and (b.isupper() or b.isdigit() or b in "“\"«'‘„") for a, b in pairwise(word))


def phrases(blocks: Blocks, context: Context) -> Blocks:
    """Cut the lines that a phrase names as boilerplate wherever they stand."""
    marks: dict[int, tuple[Label, str]] = {}
    for i in context.spoken:
        block = blocks[i]
        if is_open(block) and (phrase := family_of(block.text, context.lines[i], ANYWHERE)):
            marks[i] = ("cut", phrase.family)
    return mark(blocks, marks)
