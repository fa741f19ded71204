"""What the rules are given: the editor's wishes, and the measures of every line, taken once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from generator.clean.tables import SHORT, spoken
from generator.model.light import light
from generator.text.fold import fold, fold_lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from generator.clean.lines import Doubt, Form
    from generator.clean.marks import Blocks
    from generator.clean.tables import Phrase
    from generator.clean.zones import Zones
    from generator.model import Block, Source


@light
@dataclass(frozen=True, slots=True)
class CleanOptions:
    """What is known beside the text.

    `keep` and `cut` are raw lines (1-based) the editor has decided on, and win over every rule. `source` brings the
    publisher's own cut rules, whose `until` is compared with `today` (rules without a known day apply). `repeats` are
    the `repeat_key`s of lines that recur in several other documents of the source, `pairs` of those that stand in two
    documents, which proves nothing alone. `title` is the headline the
    container gave, if any; `lang` a BCP 47 tag, if known (the tables of all languages apply together either way). With
    `mark_suspects` off, doubtful lines are not pointed out, which saves the time to measure them.
    """

    keep: frozenset[int] = frozenset()
    cut: frozenset[int] = frozenset()
    source: Source | None = None
    today: date | None = None
    repeats: frozenset[str] = frozenset()
    title: str | None = None
    lang: str | None = None
    pairs: frozenset[str] = frozenset()
    mark_suspects: bool = True


class Line(NamedTuple):
    """The measures of one line.

    `folded` is its folded form; of a line longer than `WHOLE` characters only that of its first `GLANCE`.
    `size` is its width in Latin characters (a Han, Kana or Hangul character counts as two); `ended` tells whether it
    ends like a sentence; `prose` whether it is a paragraph of running text. `wrapped` numbers the paragraph the line is a
    part of where the text came with its lines broken at a fixed width; 0 elsewhere. `phrases` are those of the tables that
    it is, begins with or ends with, wherever they may fire (`tables.spoken`).
    """

    folded: str
    size: int
    ended: bool
    prose: bool
    wrapped: int = 0
    phrases: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class Context:
    """What every rule sees beside the blocks: `lines[i]` measures `blocks[i]`."""

    options: CleanOptions
    lines: tuple[Line, ...]
    title: str = field(default="")
    """Folded headline of the container, "" where unknown."""
    found: list[tuple[Blocks, Zones]] = field(default_factory=list, compare=False, repr=False)
    """The running text of the blocks that were asked about last: most rules ask about the same ones."""
    doubted: list[tuple[tuple[bool, list[int], list[bool]], list[Doubt]]] = field(
        default_factory=list, compare=False, repr=False
    )
    """The doubtful lines found last, with what was asked: all or some, the lines that were there, those that were cut."""
    keys: list[str] = field(default_factory=list, compare=False, repr=False)
    """The fingerprints of the lines, empty until they are asked for (`repetition.keys_of`)."""
    forms: dict[int, Form] = field(default_factory=dict, compare=False, repr=False)
    """What the score for doubtful lines has measured of a line already."""

    @cached_property
    def spoken(self) -> tuple[int, ...]:
        """The lines that have a phrase: rules about phrases need look at no other."""
        return tuple(i for i, line in enumerate(self.lines) if line.phrases)

    @cached_property
    def stamped(self) -> tuple[int, ...]:
        """The lines that have a digit: rules about days and times need look at no other."""
        return tuple(i for i, line in enumerate(self.lines) if "0" in line.folded)


# Lines up to so many characters are folded whole: no phrase that is a whole line is longer, and most prose is.
WHOLE = 160
# Of longer lines so many characters are looked at, enough for the first words of a legal notice.
GLANCE = 80
# A line of this width that ends like a sentence is a paragraph. Calibrated on the development sets
# (benchmarks/clean.py): below 70 teasers pass for prose, above 110 short paragraphs no longer do.
PARAGRAPH = 90

_WIDE = re.compile("[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff01-\uff60]")
_SENTENCE = re.compile(r"""[.!?…。！？؟۔।][\s"'”’“»«」』）)\]*]*$""")
_INSIDE = re.compile(r"[,;.!?،؛،।][\s\"'”’»]|[，。；！？、]")


def fold_line(text: str) -> str:
    """Fold a line, of a long one only the beginning."""
    return fold(text) if len(text) <= WHOLE else fold(text[:GLANCE])


def fold_each(texts: Sequence[str]) -> list[str]:
    """Fold lines (`fold_line`), all at once."""
    return fold_lines([text if len(text) <= WHOLE else text[:GLANCE] for text in texts])


def measure(block: Block, folded: str | None = None) -> Line:
    """Take the measures of a block's line; `folded` where it is known."""
    text = block.text
    size = length = len(text)
    if folded is None:
        folded = fold_line(text)
    if length < 2 * PARAGRAPH and not text.isascii() and _WIDE.search(text):
        size += len(_WIDE.findall(text))
    # Most lines end in a letter or in a full stop: only the others are searched.
    last = text[-1]
    ended = last == "." or (not last.isalnum() and _SENTENCE.search(text, max(0, length - 12)) is not None)
    prose = size >= PARAGRAPH and (ended or (size >= 2 * PARAGRAPH and _INSIDE.search(text) is not None))
    return Line(folded, size, ended, prose, 0, spoken(folded, short=size <= SHORT))


def measure_all(blocks: tuple[Block, ...], folded: Sequence[str] = ()) -> tuple[Line, ...]:
    """Take the measures of all lines, and join those that a fixed width has broken to paragraphs."""
    lines = list(map(measure, blocks, folded or fold_each([block.text for block in blocks])))
    for number, group in enumerate(_broken(blocks), 1):
        for i in group:
            lines[i] = lines[i]._replace(prose=True, wrapped=number)
        lines[group[-1]] = lines[group[-1]]._replace(ended=True)
    return tuple(lines)


# Mail and wire services break lines at 60 to 80 characters; narrower lines are verse or a list.
_WIDTH = range(50, 101)
# The lines of one paragraph differ by a word at most: the shortest but the last is at least this share of the longest.
_EVEN = 0.65
# A text is broken at a fixed width if it has so many paragraphs of two lines or more, and if at least this share of
# the lines that go on begin in lower case: lists of headlines never do.
_GROUPS = 3
_LOWER = 0.3


def _broken(blocks: tuple[Block, ...]) -> list[list[int]]:
    """List the paragraphs of two and more lines of a text whose lines were broken at a fixed width, if it is one."""
    if sum(b.line == a.line + 1 and len(a.text) in _WIDTH for a, b in pairwise(blocks)) < _GROUPS:
        return []
    groups: list[list[int]] = []
    run: list[int] = []
    for i, block in enumerate(blocks):
        if run and (block.line != blocks[run[-1]].line + 1 or len(blocks[run[-1]].text) not in _WIDTH):
            groups.append(run)
            run = []
        run.append(i)
    groups = [group for group in [*groups, run] if len(group) > 1 and _even([len(blocks[i].text) for i in group])]
    later = [blocks[i].text[0] for group in groups for i in group[1:]]
    if len(groups) < _GROUPS or sum(letter.islower() for letter in later) < _LOWER * len(later):
        return []
    return groups


def _even(widths: list[int]) -> bool:
    return max(widths) < _WIDTH.stop and min(widths[:-1]) >= _EVEN * max(widths)
