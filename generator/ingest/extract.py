"""The door to trafilatura: which lines of a page are the article; readability-lxml is asked, too.

Each text node is marked with its line's number before the extractor sees the tree, and the marks are read off what it
kept: no guessing afterwards which of two equal lines it meant. The marks are Braille signs, which the extractor takes
for symbols, neither letters nor white space.
"""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING

from generator.ingest.second import read_again

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from generator.ingest.tree import Line

_FIRST = 0x2801
_SIGNS = 255
_MARK = re.compile("([\u2801-\u28ff])([\u2801-\u28ff])([^\u2801-\u28ff]*)")
_UNFIT = re.compile("[\u2800-\u28ff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Our own signs, and the controls that a tree gives out (from `&#1;`) but does not take in."""
_INK = re.compile(r"\w")

_HALF = 0.5
"""A line counts as kept where at least this share of its letters is: links within a paragraph are sometimes lost."""


_AGREED = 0.75
"""Two opinions that share this part of what either keeps are one. Among 123 pages three differ more and are better for
the second, none is worse, and no line of the truth is lost; at 0.85 two pages lose subheads. Re-run benchmarks/pages.py."""


def kept_lines(root: Element, lines: Sequence[Line]) -> frozenset[int] | None:
    """Return the indexes of the lines that are the article; `None` where the extractor finds no article at all.

    `root` is left as it was.
    """
    tree = _marked(root, lines)
    again = read_again(tree)
    body = _extract(tree)
    if body is None:
        return None
    text = "".join(map(str, body.itertext()))
    if not _MARK.search(text):
        return _contained(text, lines) or None
    return _bounded(_read_off(text, lines), _read_off(again, lines), lines)


def _read_off(text: str, lines: Sequence[Line]) -> frozenset[int]:
    """Return the lines whose marks stand in `text` with at least half of their letters behind them."""
    ink: dict[int, int] = {}
    for match in _MARK.finditer(text):
        line = (ord(match[1]) - _FIRST) * _SIGNS + ord(match[2]) - _FIRST
        ink[line] = ink.get(line, 0) + len(_INK.findall(match[3]))
    return frozenset(
        line
        for line, kept in ink.items()
        if line < len(lines) and kept >= _HALF * max(1, len(_INK.findall(lines[line].text)))
    )


def _bounded(first: frozenset[int], second: frozenset[int], lines: Sequence[Line]) -> frozenset[int]:
    """Let a second opinion that differs much say where the article begins and ends; never what is in between.

    It is heard where it has at least half of the text itself: on some pages it finds a picture's caption only.
    """

    def size(found: frozenset[int]) -> int:
        return sum(len(lines[line].text) for line in found)

    if size(first & second) >= _AGREED * size(first | second) or size(second) < _HALF * size(first):
        return first
    return frozenset(line for line in first if min(second) <= line <= max(second))


def _marked(root: Element, lines: Sequence[Line]) -> Element:
    """Return a copy of the tree with each line's number in front of each of its text nodes."""
    twin = copy.deepcopy(root)
    twins = dict(zip(root.iter(), twin.iter(), strict=True))
    done: set[tuple[int, str]] = set()
    for number, line in enumerate(lines):
        mark = chr(_FIRST + number // _SIGNS) + chr(_FIRST + number % _SIGNS)
        for element, place in line.parts:
            if (id(element), place) in done:  # the rows of a <pre> share their text node
                continue
            done.add((id(element), place))
            other = twins[element]
            text = _UNFIT.sub(" ", (other.text if place == "text" else other.tail) or "")
            ahead = len(text) - len(text.lstrip())
            marked = f"{text[:ahead]}{mark}{text[ahead:]}"
            if place == "text":
                other.text = marked
            else:
                other.tail = marked
    return twin


def _extract(tree: Element) -> Element | None:
    """Run trafilatura in its default mode, silently, without metadata and comments."""
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL + 1)
    try:
        document = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=False)
    except (
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
    ):  # seen on odd trees: then there is no article
        return None
    return getattr(document, "body", None)


def _contained(text: str, lines: Sequence[Line]) -> frozenset[int]:
    """Return the lines whose letters stand in `text`: for articles taken from a page's JSON-LD, where no mark is."""
    whole = "".join(_INK.findall(text))
    return frozenset(
        number
        for number, line in enumerate(lines)
        if len(ink := "".join(_INK.findall(line.text))) >= 12 and ink in whole
    )
