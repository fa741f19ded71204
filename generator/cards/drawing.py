"""The drawing of a card: values in, the bytes of a PNG out."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from generator.text.scripts import count_scripts, direction

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

    from generator.cards.fonts import Fonts

WIDTH, HEIGHT = 1200, 630
_MARGIN = 72
_MEASURE = WIDTH - 2 * _MARGIN
_TITLE_TOP, _TITLE_FOOT = 168, 452
"""Pixels from the top: between these the headline stands."""

_SIZES = (76, 68, 60, 54, 48, 42)
"""Sizes of the headline in pixels: the largest that fits is taken."""

_MOST_LINES = 4
_LEADING = {"ltr": 1.2, "rtl": 1.42}
"""Height of a line against the size of its letters: Arabic needs air."""

_MOST_MARKS = 6
"""Articles in one language that are drawn one by one; more are a number."""

_NO_START = frozenset("、。，．：；！？）》」』】〕”’…％ー々")
_NO_END = frozenset("（《「『【〔“‘")
_JOINERS = frozenset("\u200c\u200d")
_WORD = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]|[^\s\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]+|\s+")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A text of the card in its language; `dir` "ltr" or "rtl"."""

    text: str
    lang: str
    dir: str


@dataclass(frozen=True, slots=True)
class Colours:
    """The five colours of a card, as `#rrggbb`."""

    paper: str = "#ffffff"
    ink: str = "#1b1a19"
    quiet: str = "#5d5a56"
    line: str = "#dcd9d4"
    accent: str = "#a81c2c"


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says.

    `title` is that of the page, `site` the name of the digest, `counts` one line of numbers in words, and `coverage` the
    languages with their numbers of articles, each name in its own script.
    """

    title: Line
    site: Line
    counts: Line | None = None
    coverage: tuple[tuple[Line, int], ...] = ()
    colours: Colours = Colours()


@dataclass(frozen=True, slots=True)
class _Word:
    """A word ready to be drawn: its pieces with their fonts, its width, and whether a space stands before it."""

    pieces: tuple[tuple[str, FreeTypeFont], ...]
    dir: str
    lang: str
    width: float
    spaced: bool


@dataclass(frozen=True, slots=True)
class _Row:
    """Words beside each other, in letters of one size, read in one direction."""

    words: tuple[_Word, ...]
    dir: str
    size: int

    @property
    def gap(self) -> float:
        """The width of a space."""
        return self.size * 0.26

    @property
    def width(self) -> float:
        """The width of the row in pixels."""
        spaces = sum(word.spaced for word in self.words[1:])
        return sum(word.width for word in self.words) + spaces * self.gap


def draw_card(card: Card, fonts: Fonts) -> bytes:
    """Draw a card as PNG. A line of which no font has all letters is left out, for boxes say nothing.

    The result depends on the arguments and the fonts alone.
    """
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (WIDTH, HEIGHT), card.colours.paper)
    draw = ImageDraw.Draw(image)
    _draw_head(draw, card, fonts)
    _draw_title(draw, card, fonts)
    if card.counts is not None and (row := _set_row(card.counts, fonts, 30)):
        _draw_row(draw, replace(row, dir=card.site.dir), None, 508, card.colours.quiet)
    _draw_coverage(draw, card, fonts)
    data = io.BytesIO()
    # Few colours: letters of two inks on one ground. A palette makes the file a fifth as large.
    image.quantize(64, dither=Image.Dither.NONE).save(data, "PNG", compress_level=9)
    return data.getvalue()


def _draw_head(draw: ImageDraw, card: Card, fonts: Fonts) -> None:
    """Draw the name of the digest over the double rule of its pages."""
    if row := _set_row(card.site, fonts, 38, bold=True):
        _draw_row(draw, row, None, 92, card.colours.ink)
    for y in (116, 122):
        draw.rectangle((_MARGIN, y, WIDTH - _MARGIN, y + 2), fill=card.colours.ink)


def _draw_title(draw: ImageDraw, card: Card, fonts: Fonts) -> None:
    """Draw the headline as large as it fits; what fits at no size ends in an ellipsis."""
    for size in _SIZES:
        words = _set_words(card.title, fonts, size, bold=True) or ()
        rows = _break(_Row(words, card.title.dir, size), _MEASURE)
        height = size * _LEADING[card.title.dir]
        if len(rows) <= _MOST_LINES and height * len(rows) <= _TITLE_FOOT - _TITLE_TOP:
            break
    room = int((_TITLE_FOOT - _TITLE_TOP) // height)
    if len(rows) > room:
        end = _set_words(Line("…", card.title.lang, card.title.dir), fonts, size, bold=True) or ()
        rows = [*rows[: room - 1], replace(rows[room - 1], words=(*rows[room - 1].words[:-1], *end))]
    else:
        rows = _balance(rows)
    for number, row in enumerate(rows):
        _draw_row(draw, row, None, round(_TITLE_TOP + height * number + size), card.colours.ink)


def _draw_coverage(draw: ImageDraw, card: Card, fonts: Fonts) -> None:
    """Draw a strip of languages, each with one mark an article, from the edge where reading begins."""
    at, rtl = float(_MARGIN), card.site.dir == "rtl"
    draw.rectangle((_MARGIN, 534, WIDTH - _MARGIN, 534), fill=card.colours.line)

    def place(start: float, width: float) -> float:
        return WIDTH - start - width if rtl else start

    for name, count in card.coverage:
        row = _set_row(name, fonts, 26)
        many = _set_row(Line(str(count), "en", "ltr"), fonts, 26) if count > _MOST_MARKS else None
        if row is None:
            continue
        marks = 1 if many else count
        first = at + row.width + 12
        end = first + 20 * marks + (many.width + 12 if many else 0)
        if end > WIDTH - _MARGIN:
            break
        _draw_row(draw, row, place(at, row.width), 580, card.colours.quiet)
        for mark in range(marks):
            left = place(first + 20 * mark, 14)
            draw.rectangle((left, 562, left + 14, 578), fill=card.colours.accent)
        if many:
            _draw_row(draw, many, place(first + 24, many.width), 580, card.colours.quiet)
        at = end + 30


def _set_row(line: Line, fonts: Fonts, size: int, *, bold: bool = False) -> _Row | None:
    """Return the words of a line that fit beside each other, `None` where there are none, or a letter has no font."""
    words = _set_words(line, fonts, size, bold=bold)
    return next(iter(_break(_Row(words, line.dir, size), _MEASURE))) if words else None


def _set_words(line: Line, fonts: Fonts, size: int, *, bold: bool) -> tuple[_Word, ...] | None:
    words: list[_Word] = []
    spaced = False
    for token in _WORD.findall(_visible(line.text)):
        if token.isspace():
            spaced = True
            continue
        pieces = fonts.pieces(token, line.lang, size, bold=bold)
        if pieces is None:
            return None
        way = direction(token) if count_scripts(token) else ("ltr" if any(map(str.isdigit, token)) else line.dir)
        width = sum(font.getlength(piece, direction=way, language=line.lang) for piece, font in pieces)
        words.append(_Word(pieces, way, line.lang, width, spaced))
        spaced = False
    return tuple(words)


def _visible(text: str) -> str:
    """Return a text without marks that steer direction: the drawing orders words itself. Joiners stay."""
    kept = (c for c in text if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"} or c in _JOINERS or c.isspace())
    return "".join(kept).strip()


def _break(row: _Row, most: float) -> list[_Row]:
    """Break a row into rows at most so wide; a mark that may not begin a row takes its neighbour along."""
    rows: list[_Row] = []
    for word in row.words:
        if rows and (longer := replace(rows[-1], words=(*rows[-1].words, word))).width <= most:
            rows[-1] = longer
            continue
        taken: tuple[_Word, ...] = ()
        if rows and not word.spaced and len(rows[-1].words) > 1:
            first, last = word.pieces[0][0][0], rows[-1].words[-1].pieces[-1][0][-1]
            if first in _NO_START or last in _NO_END:
                taken = rows[-1].words[-1:]
                rows[-1] = replace(rows[-1], words=rows[-1].words[:-1])
        rows.append(replace(row, words=(*taken, word)))
    return rows


def _balance(rows: list[_Row]) -> list[_Row]:
    """Make rows of nearly one length, no more of them than before."""
    whole = replace(rows[0], words=tuple(word for row in rows for word in row.words)) if rows else None
    most, step = _MEASURE, 20
    while whole and most - step > 200 and len(tried := _break(whole, most - step)) == len(rows):
        if any(row.width > most - step for row in tried):
            break
        rows, most = tried, most - step
    return rows


def _draw_row(draw: ImageDraw, row: _Row, left: float | None, baseline: int, colour: str) -> None:
    """Draw a row from `left`, in the order in which it is seen; where that is `None`, at the edge where it is read from."""
    x = (_MARGIN if row.dir == "ltr" else WIDTH - _MARGIN - row.width) if left is None else left
    for word, spaced in _seen(row):
        x += row.gap if spaced else 0
        for piece, font in word.pieces if word.dir == "ltr" else word.pieces[::-1]:
            draw.text((x, baseline), piece, fill=colour, font=font, anchor="ls", direction=word.dir, language=word.lang)
            x += font.getlength(piece, direction=word.dir, language=word.lang)


def _seen(row: _Row) -> list[tuple[_Word, bool]]:
    """Order the words of a row from left to right, each with whether a space stands before it.

    Runs of words in the other direction stand turned round within the row, as in the bidirectional algorithm.
    """
    runs = [list(run) for _, run in groupby(enumerate(row.words), key=lambda numbered: numbered[1].dir)]
    ordered = [
        numbered
        for run in (runs if row.dir == "ltr" else runs[::-1])
        for numbered in (run if run[0][1].dir == "ltr" else run[::-1])
    ]
    # Between two words stands the space that the later one of them has before it in the text.
    spaces = [row.words[max(before, number)].spaced for (before, _), (number, _) in pairwise(ordered)]
    return [(word, spaced) for (_, word), spaced in zip(ordered, [False, *spaces], strict=True)]
