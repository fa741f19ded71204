"""The reader of saved HTML pages: the visible lines, settled by the extractor, and what the head says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.ingest.extract import kept_lines
from generator.ingest.metadata import page_hints
from generator.ingest.tree import parse, visible_lines
from generator.model.block import Block

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from generator.ingest.tree import Line
    from generator.model.raw import Hint

OUTSIDE = "outside-article"
"""The rule of lines that the extractor does not take for the article."""

HEADLINE = "page-headline"
FIGCAPTION = "figcaption"

_ASIDES = frozenset({"nav", "aside", "form", "footer", "button", "menu", "label"})
_NEVER = frozenset({"nav", "menu", "button"})
"""What no article stands in, though the extractor takes all of a short page."""

_SUMMARY = 30
"""Letters of a standfirst at least: shorter summaries are names of sections and sites."""

_WHOLLY = 0.9
"""Of a bare headline at least so much is a link: marks before it may not be."""

_HEADLINE_LEAST = 12
"""Letters of a headline at least."""

_FEW = 0.2
"""Part of the text that links to other stories are at most; a list of links has more."""

_NEAR = 15
"""Lines above the text in which a standfirst may stand where the page has no headline."""

_INK = re.compile(r"\w+")


def read_page(text: str, path: str) -> tuple[str, tuple[Block, ...], tuple[Hint, ...]]:
    """Read a page: its visible text (a block element a line), the blocks, and the hints of its head.

    Lines of the article stay open, captions and the headline are labelled, all others are `cut`. Raises DigestError.
    """
    root = parse(text, path)
    lines = visible_lines(root, path)
    hints = page_hints(root, text, lines)
    kept = kept_lines(root, lines)
    if kept is None:
        kept = _main_part(lines)
    else:
        kept = frozenset(number for number in kept if not _NEVER.intersection(lines[number].inside))
        kept -= _other_stories(lines, kept)
    return "\n".join(line.text for line in lines), _settle(lines, kept, hints), hints


def _settle(lines: Sequence[Line], kept: Collection[int], hints: Sequence[Hint]) -> tuple[Block, ...]:
    """Label every line of the page."""
    headline = _headline(lines, kept, hints)
    standfirst = _standfirst(lines, kept, hints, headline)
    first, last = (min(kept), max(kept)) if kept else (0, -1)
    if headline is not None:
        first = min(first, headline)
    blocks: list[Block] = []
    for number, line in enumerate(lines):
        block = Block(number + 1, line.text.strip(), kind=line.kind, level=line.level)
        if number == headline:
            block = block.relabel("title", HEADLINE)
        elif number in standfirst:
            block = Block(number + 1, line.text.strip())
        elif "figcaption" in line.inside and first <= number <= last and not _ASIDES.intersection(line.inside):
            block = block.relabel("caption", FIGCAPTION)
        elif number not in kept:
            block = block.relabel("cut", OUTSIDE)
        blocks.append(block)
    return tuple(blocks)


def _headline(lines: Sequence[Line], kept: Collection[int], hints: Sequence[Hint]) -> int | None:
    """Return the line that is the page's headline: the `<h1>`, or a line that says what the metadata's title says."""
    titles = [_fold(hint.value) for hint in hints if hint.field == "title"]
    last = max(kept) if kept else len(lines)
    heads = [number for number, line in enumerate(lines) if "h1" in line.inside and number <= last]
    for number in heads:
        ink = _fold(lines[number].text)
        if ink and any(ink == title or (len(ink) > 15 and ink in title) for title in titles):
            return number
    for number, line in enumerate(lines[: last + 1]):
        if line.kind == "heading" or number in kept:
            ink = _fold(line.text)
            if len(ink) > 15 and ink in titles:
                return number
    if len(heads) == 1 and not _ASIDES.intersection(lines[heads[0]].inside):
        return heads[0]
    return None


def _other_stories(lines: Sequence[Line], kept: Collection[int]) -> frozenset[int]:
    """Return the headings and items that are a link to another page as a whole, and no sentence: bare headlines.

    Where they are much of what was kept, the article is about them: then they stay.
    """
    found = frozenset(
        number
        for number in kept
        if (line := lines[number]).kind in {"item", "heading"}
        and line.linked >= _WHOLLY * len(line.text)
        and len(line.text) >= _HEADLINE_LEAST
        and line.text[-1] not in ".。"
    )
    size = sum(len(lines[number].text) for number in found)
    return found if size <= _FEW * sum(len(lines[number].text) for number in kept) else frozenset()


def _standfirst(
    lines: Sequence[Line], kept: Collection[int], hints: Sequence[Hint], headline: int | None
) -> frozenset[int]:
    """Return the lines between headline and text that say what the metadata's summary says.

    Extractors lose such a standfirst often, for it stands in the page's header. On 123 pages 24 get one back; of these the
    reference has it on 20 and more. A summary that stands nowhere on the page is none of its text.
    """
    first = min(kept, default=0)
    start = max(0, first - _NEAR) if headline is None else headline + 1
    said = [ink for hint in hints if hint.field == "summary" and len(ink := _fold(hint.value)) >= _SUMMARY]
    return frozenset(
        number
        for number in range(start, first)
        if len(ink := _fold(lines[number].text)) >= _SUMMARY
        and not _NEVER.intersection(lines[number].inside)
        and any(summary.startswith(ink) or ink.startswith(summary) for summary in said)
    )


def _fold(text: str) -> str:
    return "".join(_INK.findall(text.lower()))


def _main_part(lines: Sequence[Line]) -> frozenset[int]:
    """Take what stands in `<article>` or `<main>`, else all: for pages too short for the extractor."""
    for name in ("article", "main", "body", ""):
        found = frozenset(
            number
            for number, line in enumerate(lines)
            if (not name or name in line.inside) and not {*_ASIDES, "header"}.intersection(line.inside)
        )
        if found:
            return found
    return frozenset()
