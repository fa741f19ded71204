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
    from collections.abc import Iterable, Iterator, Sequence

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
    body: list[str] = []
    spans = {
        block.line: Span(block.line, block.label, block.rule, lines[block.line - 1], suspect=block.suspect)
        for block in blocks
        if block.label not in KEPT
    }
    for block, before, line, repairs in _set_kept(text, blocks, form):
        body += [*before, line]
        if block is not None:
            spans[block.line] = Span(block.line, block.label, block.rule, None, len(body), repairs, block.suspect)
    for number, raw in enumerate(lines, 1):
        if raw and number not in spans:
            spans[number] = Span(number, "cut", BLANK, raw)
    return Composed("\n".join(body) + "\n" if body else "", tuple(spans[n] for n in sorted(spans)), len(lines))


def compose_body(text: str, blocks: Sequence[Block], form: Form) -> str:
    """Return the body that `compose` makes, without the way back to the raw text."""
    body = [row for _, before, line, _ in _set_kept(text, blocks, form) for row in (*before, line)]
    return "\n".join(body) + "\n" if body else ""


def _set_kept(
    text: str, blocks: Sequence[Block], form: Form
) -> Iterator[tuple[Block | None, list[str], str, tuple[Repair, ...]]]:
    """Yield each kept block with the rows before it, its line of Markdown and its repairs; no block for a last fence."""
    lines = text.split("\n")
    wrapped = form == "text" and is_wrapped(lines)
    joined = wrapped or form == "markdown"
    fence = "" if form == "markdown" else _fence(lines, blocks)
    marks = [mark for mark in _MARKED if mark in text]
    last: Block | None = None
    for block in blocks:
        if block.label not in KEPT:
            continue
        raw = lines[block.line - 1]
        if form == "markdown" or block.kind == "code":
            line, repairs = _verbatim(raw)
        elif block.kind == "paragraph" and block.label == "body" and _is_plain(raw, marks):
            line, repairs = raw, ()
        else:
            line, repairs = _set(raw, block, run=wrapped or block.kind == "quote")
        yield block, _between(last, block, lines, fence, joined=joined), line, repairs
        last = block
    if last is not None and last.kind == "code" and fence:
        yield None, [], fence, ()


def rebuild(body: str, spans: Iterable[Span], lines: int) -> str:
    """Return the raw text of which `compose` made `body` and `spans`.

    Raises ValueError where they do not fit: a span points past the body, or a repair is not found at its column.
    """
    rebuilt = [""] * lines
    rows = body.split("\n")
    for span in spans:
        if not 1 <= span.line <= lines or (span.text is None and not 1 <= span.at <= len(rows)):
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


def _fence(lines: Sequence[str], blocks: Iterable[Block]) -> str:
    """Return a code fence that no line of code closes: longer than any run of backticks in them."""
    code = (lines[block.line - 1] for block in blocks if block.kind == "code")
    longest = max((len(run) for line in code for run in _BACKTICKS.findall(line)), default=0)
    return "`" * max(3, longest + 1)


def _between(last: Block | None, block: Block, lines: Sequence[str], fence: str, *, joined: bool) -> list[str]:
    """Return what stands between two kept lines: nothing, a blank line, and the fences of code.

    `fence` is "" in Markdown, where code has brought its own; `joined` says that neighbouring lines are one paragraph.
    """
    opens = [fence] if fence and block.kind == "code" else []
    if last is None:
        return opens
    if last.kind == block.kind == "paragraph" and not joined:
        return [""]
    between = range(last.line + 1, block.line)
    blanks = ["" for number in between if not lines[number - 1].strip()]
    if last.kind == block.kind == "code" and not (fence and between):
        return blanks
    closes = [fence] if fence and last.kind == "code" else []
    same_list = last.kind == block.kind and block.kind in {"item", "quote"} and not blanks
    same_run = joined and last.label == block.label == "body" and not between and not closes
    return [*closes, *([] if same_list or same_run else [""]), *opens]


# --- one line -------------------------------------------------------------------------------------------------------

_BACKTICKS = re.compile(r"`+")

_INLINE = re.compile(
    r"""\\(?=[!-/:-@\[-`{-~])"""  # a backslash that would escape
    r"""|\](?=\()"""  # a link
    r"""|<(?=[^<>\x00-\x20:@]*[:@][^<>\x00-\x20]*>)"""  # an address in angle brackets
    r"""|&(?=\#?[A-Za-z0-9]{1,31};)"""  # an entity
)

_PAIRED = re.compile(r"`+|\*+|_+|~~+")
"""Marks that mean something in pairs only: code, emphasis, strike."""

_START = re.compile(
    r"""\#{1,6}(?=[ \t]|\Z)"""  # a heading
    r"""|>"""  # a quotation
    r"""|[-+*](?=[ \t]|\Z)"""  # an item
    r"""|([-*_])(?=(?:[ \t]*\1){2,}[ \t]*\Z)"""  # a rule
    r"""|=(?==*[ \t]*\Z)|-(?=-*[ \t]*\Z)"""  # the line below a heading
    r"""|```|~~~"""  # a fence
    r"""|\[(?=.*\]:)"""  # a link definition
)

_START_IN_RUN = re.compile(
    r"""[-:|](?=[-:| \t]*\Z)"""  # the line below the head of a table
    r"""|\[(?=(?:[^\]]|\]\()*\Z)"""  # a link definition that goes on below
)

_NUMBER = re.compile(r"[0-9]{1,9}(?=[.)](?:[ \t]|\Z))")

_CLOSING = re.compile(r"(?:\A|(?<=[ \t]))#+\Z")
"""What Markdown takes for the right frame of a heading."""


def _set(raw: str, block: Block, *, run: bool) -> tuple[str, tuple[Repair, ...]]:
    """Write a line of plain text as Markdown: `(line, repairs)`; `run` says that others may stand in its paragraph."""
    prefix = _prefix(block)
    if not prefix and raw.isprintable() and raw.strip() == raw and not _escapes(raw, heading=False, run=run):
        return raw, ()
    places, letters = list(range(len(raw))), raw
    if not raw.isprintable():
        # Marks are looked for in what is left: without its controls, a line may begin or pair otherwise.
        shown = [(place, new) for place, letter in enumerate(raw) if (new := _show(letter))]
        places, letters = [place for place, _ in shown], "".join(new for _, new in shown)
    text = letters.strip()
    if not text:
        return _apply(raw, [(0, raw, prefix.rstrip())])
    start = len(letters) - len(letters.lstrip())
    places = places[start : start + len(text)]
    head, tail = places[0], places[-1] + 1
    edits = [(0, raw[:head], prefix)] if head or prefix else []
    edits += [(places[index], "", "\\") for index in _escapes(text, heading=prefix.startswith("#"), run=run)]
    if letters != raw:
        edits += [(place, raw[place], new) for place in range(head, tail) if (new := _show(raw[place])) != raw[place]]
    edits += [(tail, raw[tail:], "")] if tail < len(raw) else []
    return _apply(raw, sorted(edits, key=lambda edit: edit[0]))


_MARKED = "\\`*_~<&]"
"""A letter without which nothing inside a line means anything but itself."""

_OPENING = frozenset("“\"„«‘'‹「『（(—–")
"""What a line may begin with, beside a letter, and still mean nothing but itself."""


def _is_plain(raw: str, marks: list[str]) -> bool:
    """Tell whether a line stays as it is: no mark, control or space to change, and nothing that Markdown begins with.

    `marks` are those of `_MARKED` that the text has.
    Most lines are so, and this is much faster than to look for each mark.
    """
    first = raw[:1]
    if not (first.isalpha() or first in _OPENING) or raw[-1] == " ":
        return False
    for mark in marks:
        if mark in raw:
            return False
    return raw.isprintable()


def _escapes(text: str, *, heading: bool, run: bool) -> list[int]:
    """Return where in `text` a backslash must stand in front, so that Markdown shows it to the letter."""
    escapes = "\\" in text or "<" in text or "&" in text or "](" in text
    found = {mark.start() for mark in _INLINE.finditer(text)} if escapes else set[int]()
    pairs: dict[str, list[range]] = {}
    for mark in _PAIRED.finditer(text) if any(map(text.__contains__, "`*_~")) else ():
        start, end = mark.span()
        if _may_pair(mark[0][0], text[max(start - 1, 0) : start], text[end : end + 1]):
            pairs.setdefault(mark[0][0], []).append(range(start, end))
    for marks in pairs.values():
        if run or len(marks) > 1:
            found.update(place for mark in marks for place in mark)
    if heading:
        found.update([len(text) - 1] if _CLOSING.search(text) else [])
    elif _START.match(text) or (run and _START_IN_RUN.match(text)):
        found.add(0)
    elif number := _NUMBER.match(text):
        found.add(number.end())
    if run and text.endswith("\\"):
        found.add(len(text) - 1)
    return sorted(found)


def _may_pair(mark: str, before: str, after: str) -> bool:
    """Tell whether a run of marks between these letters can open or close anything."""
    if mark in "`~":
        return True
    if before in {"", " "} and after in {"", " "}:
        return False
    return not (mark == "_" and before.isalnum() and after.isalnum())


def _prefix(block: Block) -> str:
    if block.kind == "paragraph" and block.label == "body":
        return ""
    if block.label == "subhead" or block.kind == "heading":
        return "#" * min(max(block.level, 2), 6) + " "
    return {"item": "- ", "quote": "> "}.get(block.kind, "")


def _verbatim(raw: str) -> tuple[str, tuple[Repair, ...]]:
    """Keep a line of Markdown or code as it is, but for control characters."""
    if raw.isprintable():
        return raw, ()
    tail = len(raw.rstrip())
    edits = [(place, letter, _show(letter)) for place, letter in enumerate(raw) if _show(letter) != letter]
    return _apply(raw, [(place, was, now if place < tail else "") for place, was, now in edits])


def _show(letter: str) -> str:
    """Return what is shown of a letter: itself, nothing of a control, a space for one that parts lines or columns."""
    if letter.isprintable() or strip_controls(letter):
        return letter
    return " " if letter.isspace() else ""


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
    pieces: list[str] = []
    done = 0
    for repair in repairs:
        end = repair.column + len(repair.now)
        if repair.column < done or line[repair.column : end] != repair.now:
            message = f"{repair.now!r} does not stand at column {repair.column + 1} of {line[:60]!r}"
            raise ValueError(message)
        pieces += line[done : repair.column], repair.was
        done = end
    pieces.append(line[done:])
    return "".join(pieces)
