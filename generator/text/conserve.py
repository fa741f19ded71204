r"""Conservation: compose the body of an article out of its kept blocks, and rebuild the raw text from it.

    raw text = kept lines of the body, repairs undone + the texts of all other lines

Both halves stand in one file because each is the other's inverse: `rebuild(compose(text, blocks)) == text`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.model.block import KEPT
from generator.model.receipt import Repair, Span
from generator.text.scripts import strip_controls

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.model.block import Block
    from generator.model.raw import Form

BLANK = "blank"
"""The rule of lines that hold white space only: no cut that a reader need know of."""

_WRAP_WIDTH = 100
"""No line of a hard-wrapped text is longer: mail and terminal programs break at 65 to 80, some at 98."""

_WRAP_SHORTEST = 45
"""A line broken for its width is at least so long, unless the next word was very long."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A body in Markdown, and the spans that lead from it back to the raw text of `lines` lines."""

    body: str
    spans: tuple[Span, ...]
    lines: int


def compose(text: str, blocks: Sequence[Block], form: Form) -> Composed:
    """Set the kept `blocks` of `text` as Markdown that shows them to the letter, and list how.

    Plain text becomes a paragraph a line, or a paragraph a run of lines where the text was wrapped at a width. Lines of
    Markdown stay as they are. Order and line numbers of the blocks are those of `text`.
    """
    lines = text.split("\n")
    wrapped = form == "text" and is_wrapped(lines)
    body: list[str] = []
    spans: dict[int, Span] = {}
    last: Block | None = None
    for block in blocks:
        raw = lines[block.line - 1]
        if block.label not in KEPT:
            spans[block.line] = Span(block.line, block.label, block.rule, raw, suspect=block.suspect)
            continue
        verbatim = form == "markdown" or block.kind == "code"
        _part(body, last, block, lines, joined=wrapped or form == "markdown")
        if (
            form != "markdown"
            and block.kind == "code"
            and not (last and last.kind == "code" and last.line == block.line - 1)
        ):
            body.append("```")
        line, repairs = _verbatim(raw) if verbatim else _set(raw, block)
        body.append(line)
        spans[block.line] = Span(block.line, block.label, block.rule, None, len(body), repairs, block.suspect)
        last = block
    _close(body, last, form)
    for number, raw in enumerate(lines, 1):
        if raw and number not in spans:
            spans[number] = Span(number, "cut", BLANK, raw)
    return Composed("\n".join(body) + "\n" if body else "", tuple(spans[n] for n in sorted(spans)), len(lines))


def rebuild(body: str, spans: Iterable[Span], lines: int) -> str:
    """Return the raw text of which `compose` made `body` and `spans`.

    Raises ValueError where they do not fit: a span points past the body, or a repair is not found at its column.
    """
    rebuilt = [""] * lines
    rows = body.split("\n")
    for span in spans:
        if span.line > lines or span.at > len(rows):
            message = f"the receipt speaks of raw line {span.line} and body line {span.at}, which are not there"
            raise ValueError(message)
        rebuilt[span.line - 1] = span.text if span.text is not None else _undo(rows[span.at - 1], span.repairs)
    return "\n".join(rebuilt)


def is_wrapped(lines: Sequence[str]) -> bool:
    """Tell whether a text was broken at a width: runs of several lines, nearly all of them nearly full, none longer."""
    inner = full = 0
    longest = max(map(len, lines), default=0)
    if longest > _WRAP_WIDTH:
        return False
    for line, after in pairwise(lines):
        if line.strip() and after.strip():
            inner += 1
            # Full: the first word of the next line would not have fitted.
            full += len(line) >= _WRAP_SHORTEST and len(line.rstrip()) + 1 + len(after.split(None, 1)[0]) > longest - 8
    return inner >= 4 and full >= 0.7 * inner and "" in (line.strip() for line in lines)


def _part(body: list[str], last: Block | None, block: Block, lines: Sequence[str], *, joined: bool) -> None:
    """Put what stands between two kept lines: nothing, the close of a code block, or a blank line."""
    if last is None:
        return
    between = range(last.line + 1, block.line)
    gap = any(not lines[number - 1].strip() for number in between)
    if last.kind == "code" and block.kind == "code" and (joined or last.line == block.line - 1):
        body.extend("" for number in between if not lines[number - 1].strip())
        return
    if last.kind == "code" and not joined:
        body.append("```")
    same_list = last.kind == block.kind and block.kind in {"item", "quote"} and not gap
    same_run = joined and not gap and last.label == block.label == "body" and not between
    if not (same_list or same_run) or (not joined and last.kind == "code"):
        body.append("")


def _close(body: list[str], last: Block | None, form: Form) -> None:
    if last is not None and last.kind == "code" and form != "markdown":
        body.append("```")


# --- one line -------------------------------------------------------------------------------------------------------

_INLINE = re.compile(
    r"""(?P<escape>\\(?=[!-/:-@\[-`{-~]))"""  # a backslash that would escape
    r"""|(?P<code>`)"""
    r"""|(?P<star>\*)"""
    r"""|(?P<bar>(?<![^\W_])_|_(?![^\W_]))"""  # at a word's edge: inside a word it is no emphasis
    r"""|(?P<strike>~~)"""
    r"""|(?P<link>\]\()"""
    r"""|(?P<angle><(?=[A-Za-z][A-Za-z0-9+.-]*[:@]))"""
    r"""|(?P<entity>&(?=\#?[A-Za-z0-9]{1,31};))"""
)

_PAIRED = frozenset({"code", "star", "bar", "strike"})
"""Marks that mean nothing alone."""

_START = re.compile(
    r"""(?P<before>\#{1,6}(?=\s|$)|>|[-+](?=\s|$)|-(?=[\s-]*-[\s-]*$)|=+\s*$|~~~|\[(?=[^\]]+\]:)|:(?=-))|(?P<number>\d{1,9})(?=[.)](?:\s|$))"""
)


def _set(raw: str, block: Block) -> tuple[str, tuple[Repair, ...]]:
    """Write a line of plain text as Markdown: `(line, repairs)`."""
    head = len(raw) - len(raw.lstrip())
    tail = len(raw.rstrip())
    edits: list[tuple[int, str, str]] = []
    prefix = _prefix(block)
    if head or prefix:
        edits.append((0, raw[:head], prefix))
    marks = list(_INLINE.finditer(raw, head, tail))
    kinds = [mark.lastgroup for mark in marks]
    inserts = {
        mark.start() for mark, kind in zip(marks, kinds, strict=True) if kind not in _PAIRED or kinds.count(kind) > 1
    }
    start = _START.match(raw, head, tail)
    if start and not prefix.startswith("#"):
        inserts.add(start.start() if start.lastgroup == "before" else start.end())
    if raw[head : head + 1] in {"*", "_", "`"}:
        inserts.add(head)
    if prefix.startswith("#") and raw[head:tail].endswith("#"):
        inserts.add(tail - 1)
    edits.extend((place, "", "\\") for place in inserts)
    edits.extend((place, raw[place], "") for place in range(head, tail) if _is_control(raw[place]))
    if tail < len(raw):
        edits.append((tail, raw[tail:], ""))
    return _apply(raw, sorted(edits, key=lambda edit: (edit[0], len(edit[1]))))


def _prefix(block: Block) -> str:
    if block.label == "subhead" or block.kind == "heading":
        return "#" * min(max(block.level, 2), 6) + " "
    return {"item": "- ", "quote": "> "}.get(block.kind, "")


def _verbatim(raw: str) -> tuple[str, tuple[Repair, ...]]:
    """Keep a line of Markdown or code as it is, but for control characters."""
    if raw.isprintable():
        return raw, ()
    return _apply(raw, [(place, letter, "") for place, letter in enumerate(raw) if _is_control(letter)])


def _is_control(letter: str) -> bool:
    return not letter.isprintable() and not strip_controls(letter)


def _apply(raw: str, edits: Sequence[tuple[int, str, str]]) -> tuple[str, tuple[Repair, ...]]:
    """Replace `was` by `now` at each place of `raw`; the repairs count in columns of the result."""
    pieces: list[str] = []
    repairs: list[Repair] = []
    done = column = 0
    for place, was, now in edits:
        pieces += raw[done:place], now
        column += place - done
        repairs.append(Repair(column, was, now))
        column += len(now)
        done = place + len(was)
    pieces.append(raw[done:])
    return "".join(pieces), tuple(repairs)


def _undo(line: str, repairs: Sequence[Repair]) -> str:
    for repair in reversed(repairs):
        end = repair.column + len(repair.now)
        if line[repair.column : end] != repair.now:
            message = f"{repair.now!r} does not stand at column {repair.column + 1} of {line[:60]!r}"
            raise ValueError(message)
        line = line[: repair.column] + repair.was + line[end:]
    return line
