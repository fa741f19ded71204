"""Doubtful lines as numbers: what a line and its neighbours look like, and the score a small model gives them.

The model is a logistic regression; `benchmarks/train_lines.py` makes its figures (`data/lines.json`). It knows no word
of any language: only form, place, and whether a phrase or a repeat that does not fire alone points the same way.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, compress, groupby
from operator import mul
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.clean.repetition import keys_of
from generator.clean.rules.foot import POST, find_foot
from generator.clean.rules.headlines import find_title
from generator.clean.rules.phrases import family_of
from generator.clean.tables import SHORT

if TYPE_CHECKING:
    from generator.clean.context import Context, Line
    from generator.clean.marks import Blocks
    from generator.clean.zones import Zones

RULE = "line-score"

NAMES = (
    "width",
    "narrow",
    "sentence",
    "asks",
    "colon",
    "ellipsis",
    "digits",
    "address",
    "capitals",
    "shouted",
    "lower start",
    "marks",
    "bars",
    "comma",
    "quoted",
    "bullet",
    "words",
    "one word",
    "day",
    "time",
    "phrase",
    "head",
    "tail",
    "first line",
    "last line",
    "far above",
    "far below",
    "touches above",
    "touches below",
    "depth",
    "run",
    "cut above",
    "cut below",
    "cut near",
    "cut share",
    "below foot",
    "pair",
    "twice",
    "tail x sentence",
    "tail x far above",
    "head x first line",
    "inside x sentence",
    "inside x run",
    "tail x run",
    "head x run",
    "cut run",
)
"""The measures, in the order of the figures."""

_PHRASES = frozenset({"head", "tail", "tail_start", "start", "call", "insert", "opener", "end", "line"})
_ADDRESS = re.compile(r"https?://|www\.|\w@\w|@\w|\w\.(?:com|org|net|info|ru|pl|gr|cn|de|fr|uk|eu)\b", re.IGNORECASE)
_ADDRESS_SIGNS = frozenset(".:@")
_CONTACT = re.compile(r"\S*[./@]\S*|[\W\d_]+")
_BULLETS = "-•*–—·▪■►+#"
_MARK = re.compile(r"[^\w\s]")
_DIGIT = re.compile(r"\d")
_BARS = "|│›»→•·/\\>"
_COMMAS = frozenset(",،，、;")
_DAY = re.compile(r"\d{1,4}\s?[-./年]\s?\d{1,2}\s?[-./月]\s?\d{1,4}|\b(?:19|20)\d\d\b")
_TIME = re.compile(r"\b\d{1,2}[:.]\d\d\b")
# Distances are counted in lines up to this many, and fade: the tenth line is hardly farther than the ninth.
_FAR = 20
_FADE = tuple(round(math.log2(1 + distance) / 4, 6) for distance in range(_FAR + 1))
_NEAR = 2


class Form(NamedTuple):
    """What a line says of itself: the measures that need no neighbour, and the two tests of `Doubt`."""

    measures: tuple[float, ...]
    agreed: bool
    listed: bool


class Doubt(NamedTuple):
    """A line that no rule has settled: its measures, whether a phrase agrees, and whether it may be the article's own.

    `agreed`: a phrase that does not fire alone points to boilerplate. `listed`: an item of a list, a footnote, a row of
    a table, or the address or telephone number of a place; these stand below articles that are about them. `at` is its index.
    """

    at: int
    measures: tuple[float, ...]
    agreed: bool
    listed: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """The figures of the model, and the scores from which a line is cut or shown to the editor."""

    weights: tuple[float, ...]
    bias: float
    certain: float
    agreed: float
    doubtful: float

    def score(self, measures: tuple[float, ...]) -> float:
        """Return how likely a line is boilerplate, from 0 to 1."""
        total = self.bias + sum(map(mul, self.weights, measures))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def scale() -> Scale:
    """Load the model, once in a process."""
    path = Path(__file__).parent / "data" / "lines.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    weights = data["weights"]
    return Scale(
        tuple(float(weights[name]) for name in NAMES),
        float(data["bias"]),
        float(data["certain"]),
        float(data["agreed"]),
        float(data["doubtful"]),
    )


def doubts(blocks: Blocks, context: Context, zone: Zones, *, inside: bool = True) -> list[Doubt]:
    """Measure the lines that no rule has settled and that are no running text; the headline is not among them.

    Lines that the score has cut count as if they were still there, so a cut never makes its neighbours look worse. Without
    `inside`, lines that no phrase speaks against are left out within the text and where they may be the article's own:
    nothing cuts them.
    """
    if not zone.known:
        return []
    lines = context.lines
    scored = [i for i, block in enumerate(blocks) if block.rule == RULE]
    there = sorted([*zone.live, *scored]) if scored else zone.live
    gone = [block.label == "cut" and block.rule != RULE for block in blocks]
    state = (inside, there, gone)
    if context.doubted and context.doubted[0][0] == state:
        return context.doubted[0][1]
    wanted = [
        (n, i)
        for n, i in enumerate(there)
        if not lines[i].prose
        and (blocks[i].rule is None or blocks[i].rule == RULE)
        and blocks[i].kind == "paragraph"
        and (inside or not zone.first < i < zone.last or _is_suspected(blocks[i].text, lines[i]))
        and not POST.match(blocks[i].text)
    ]
    title = find_title(blocks, context) if wanted else None
    found: list[Doubt] = []
    context.doubted[:] = [(state, found)]
    if not wanted or wanted == [(0, title)]:
        return found
    prose = [lines[i].prose for i in there]
    above, below = _distances(prose), _distances(prose[::-1])[::-1]
    runs = _runs(prose)
    sizes = [len(blocks[i].text) if is_prose else 0 for i, is_prose in zip(there, prose, strict=True)]
    seen = list(accumulate(sizes, initial=0))
    whole = seen[-1] or 1
    share = sum(gone) / len(gone)
    foot = find_foot(blocks, context, zone)
    folded = Counter([lines[i].folded for i in there])
    doubled = sum(folded[lines[i].folded] > 1 for i in compress(there, prose)) > _SAME * sum(prose)
    pairs = _pairs(there, blocks, context)
    for n, i in wanted:
        if i == title:
            continue
        line, head, tail = lines[i], i < zone.first, i > zone.last
        within = not head and not tail
        form = context.forms.get(i)
        if form is None:
            form = context.forms[i] = _form(blocks[i].text, line)
        listed = form.listed or (not head and blocks[i].text[0] == "|")
        if not inside and listed and not form.agreed:
            continue
        measures = (
            *form.measures,
            float(head),
            float(tail),
            float(n == 0),
            float(n == len(there) - 1),
            _FADE[above[n]],
            _FADE[below[n]],
            float(above[n] == 1),
            float(below[n] == 1),
            seen[n] / whole,
            _FADE[runs[n]],
            float(i > 0 and gone[i - 1]),
            float(i + 1 < len(gone) and gone[i + 1]),
            sum(gone[max(0, i - _NEAR) : i + _NEAR + 1]) / (2 * _NEAR),
            share,
            float(foot is not None and i > foot),
            float(i in pairs),
            float(folded[line.folded] > 1 and not doubled),
            float(tail and line.ended),
            _FADE[above[n]] if tail else 0.0,
            float(head and n == 0),
            float(within and line.ended),
            _FADE[runs[n]] if within else 0.0,
            _FADE[runs[n]] if tail else 0.0,
            _FADE[runs[n]] if head else 0.0,
            float(0 < i < len(gone) - 1 and gone[i - 1] and gone[i + 1]),
        )
        found.append(Doubt(i, measures, form.agreed, listed))
    return found


def _is_suspected(text: str, line: Line) -> bool:
    """Tell whether a phrase speaks against a line, though it does not fire there."""
    return bool(line.phrases) and line.size <= SHORT and family_of(text, line, _PHRASES) is not None


def _form(text: str, line: Line) -> Form:
    """Measure what does not depend on the neighbours."""
    phrase = _is_suspected(text, line)
    words = text.split()
    initials = [word[0] for word in words]
    capital = sum(map(str.isupper, initials))
    cased = capital + sum(map(str.islower, initials))
    size, last = len(text), text[-1]
    signs = _MARK.findall(text)
    digits = len(_DIGIT.findall(text))
    measures = (
        min(line.size, 180) / 100,
        float(line.size <= 25),
        float(line.ended),
        float(last in "?!？！؟"),
        float(last in ":："),
        float(text.endswith(("...", "…"))),
        digits / size,
        float(not _ADDRESS_SIGNS.isdisjoint(signs) and _ADDRESS.search(text) is not None),
        capital / cased if cased else 0.5,
        float(text.isupper()),
        float(text[0].islower()),
        min(0.5, len(signs) / size),
        min(4, sum(sign in _BARS for sign in signs)) / 4,
        float(not _COMMAS.isdisjoint(signs)),
        float(text[0] in "“\"«„‘'「" or last in '”"»“」'),
        float(text[0] in _BULLETS),
        min(20, len(words)) / 10,
        float(len(words) == 1),
        float(bool(digits) and _DAY.search(text) is not None),
        float(bool(digits) and _TIME.search(text) is not None),
        float(phrase),
    )
    return Form(measures, phrase, text[0] in _BULLETS or _CONTACT.fullmatch(text) is not None)


# Where the other document has more than this share of the paragraphs, it is a second text on the matter, or the same
# again, and what else the two share proves nothing.
_SAME = 0.3


def _pairs(there: list[int], blocks: Blocks, context: Context) -> set[int]:
    """Find the lines that one other document of the source has, too, unless it has the text as well."""
    known = context.options.pairs
    if not known:
        return set()
    keys = keys_of(blocks, context)
    found = {i for i in there if keys[i] in known}
    prose = [i for i in there if context.lines[i].prose]
    return found if len(found.intersection(prose)) <= _SAME * len(prose) else set()


def _distances(prose: list[bool]) -> list[int]:
    """Count the lines from each to the nearest paragraph above it; `_FAR` where there is none."""
    found, last = [], _FAR
    for is_prose in prose:
        found.append(last)
        last = 1 if is_prose else min(last + 1, _FAR)
    return found


def _runs(prose: list[bool]) -> list[int]:
    """Count, for each line, the lines of the run of short lines it stands in; 0 for a paragraph."""
    found: list[int] = []
    for is_prose, run in groupby(prose):
        size = sum(1 for _ in run)
        found += [0 if is_prose else min(size, _FAR)] * size
    return found
