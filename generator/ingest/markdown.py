"""The reader of Markdown: front matter apart, and how each line is marked up."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, get_args

from generator.errors import Problem
from generator.model.block import Block
from generator.model.raw import Field, Hint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.block import Kind
    from generator.text.frontmatter import FrontMatter, Value

KEYS: tuple[str, ...] = get_args(Field)
"""The front matter keys that we read."""

ALSO = {"date": "published", "author": "byline", "authors": "byline", "link": "url", "canonical": "url", "language": "lang",
         "publisher": "source", "description": "summary", "keywords": "tags", "categories": "tags", "modified": "updated",
         "lastmod": "updated", "headline": "title"}  # fmt: skip
"""What other tools call the same."""

_OURS = frozenset({"caption", "title_from", "extra"})

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)\Z", re.DOTALL)
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]|\Z)")
_ITEM = re.compile(r"([ \t]*)(?:[-*+]|\d{1,9}[.)])(?:[ \t]+\S|\Z)")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})\Z")
_QUOTE = re.compile(r" {0,3}>")


def front_hints(front: FrontMatter, path: str) -> tuple[tuple[Hint, ...], tuple[Problem, ...]]:
    """Return what the front matter says of the article, one hint a value, and a warning for each key we do not know."""
    hints: list[Hint] = []
    problems: list[Problem] = []
    for key, value in front.values.items():
        field = ALSO.get(key, key)
        if field in KEYS:
            if key == field or field not in front.values:
                hints.extend(Hint(field, text, "front matter") for text in _texts(value))
        elif key not in _OURS:
            close = difflib.get_close_matches(key, KEYS, n=1, cutoff=0.7)
            mend = f"Write `{close[0]}` if that is meant." if close else "Nothing need be done if it is meant."
            why = "It is kept, but changes nothing."
            problems.append(
                Problem(
                    path,
                    front.lines.get(key, 0),
                    1,
                    "unknown-key",
                    f"the key {key!r} is not known.",
                    why,
                    mend,
                    "warning" if close else "note",
                )
            )
    return tuple(hints), tuple(problems)


def _texts(value: Value) -> Iterator[str]:
    """Return the texts of a scalar or of a flat list; an empty one says nothing."""
    if isinstance(value, str):
        if value.strip():
            yield value.strip()
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, str):
                yield from _texts(item)


def read_markdown(text: str) -> tuple[Block, ...]:
    """Return a block for each line with words: CommonMark's block structure as far as a line tells it, text as it stands."""
    blocks: list[Block] = []
    fence = ""
    after_blank, listed = True, False
    for number, line in enumerate(text.split("\n"), 1):
        words = line.strip()
        if not words:
            after_blank = True
            continue
        kind, level, fence = _kind(line, fence, may_indent=after_blank and not listed)
        if kind == "item":
            listed = True
        elif after_blank and not line[:1].isspace():
            listed = False
        after_blank = kind == "code" and not fence and not _FENCE.match(line)  # indented code goes on
        blocks.append(Block(number, words, kind=kind, level=level))
    return _underlined(blocks)


def _kind(line: str, fence: str, *, may_indent: bool) -> tuple[Kind, int, str]:
    """Return kind and level of a line, and the code fence that is open after it."""
    mark = _FENCE.match(line)
    if fence:
        closes = mark and mark[1][0] == fence[0] and len(mark[1]) >= len(fence) and not mark[2].strip()
        return "code", 0, "" if closes else fence
    if mark and not (mark[1][0] == "`" and "`" in mark[2]):
        return "code", 0, mark[1]
    indent = line[: len(line) - len(line.lstrip())]
    if may_indent and ("\t" in indent or len(indent) >= 4):
        return "code", 0, ""
    return *_marked(line), ""


def _marked(line: str) -> tuple[Kind, int]:
    """Return kind and level of a line outside of code, by the mark it begins with."""
    if heading := _HEADING.match(line):
        return "heading", len(heading[1])
    if _QUOTE.match(line):
        return "quote", 0
    if not _RULE.match(line) and (item := _ITEM.match(line)):
        return "item", 1 + len(item[1].expandtabs(4)) // 2
    return "paragraph", 0


def _underlined(blocks: list[Block]) -> tuple[Block, ...]:
    """Mark the lines of setext headings: a line of words with a line of `=` right below it."""
    found = list(blocks)
    for place in range(1, len(found)):
        above, below = found[place - 1], found[place]
        if (
            above.line + 1 == below.line
            and above.kind == below.kind == "paragraph"
            and len(below.text) >= 3
            and not below.text.strip("=")
        ):
            found[place - 1] = Block(above.line, above.text, kind="heading", level=1)
            found[place] = Block(below.line, below.text, kind="heading", level=1)
    return tuple(found)
