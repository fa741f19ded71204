r"""Patterns that editors write, on an engine of our own whose time is linear in the line: no pattern can stall a build.

A subset of Python's regular expressions, read with its meaning of `\w`, `\d` and `\s` (all scripts) and matched
against whole lines by following all ways at once (Thompson's construction). What would need going back is refused:
references to groups, looking ahead or behind, atomic groups and possessive repeats.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

STATES = 1000
"""A pattern with its counted repeats written out has at most so many places: with lines of 400 characters, that bounds
the work on the worst line to a fraction of a second. Patterns for lines of a page have 10 to 200."""


class PatternError(ValueError):
    """A pattern that cannot be used: what is wrong, and at which character (from 0)."""

    def __init__(self, what: str, at: int) -> None:
        super().__init__(what)
        self.what = what
        self.at = at


class _One(NamedTuple):
    """One character: a literal, or what the compiled class says."""

    fits: Callable[[str], object]


class _At(NamedTuple):
    """A place: "A" the beginning, "Z" the end, "b" the edge of a word, "B" none."""

    kind: str


class _Row(NamedTuple):
    parts: tuple[_Node, ...]


class _Either(NamedTuple):
    parts: tuple[_Node, ...]


class _Repeat(NamedTuple):
    part: _Node
    least: int
    most: int | None


_Node: TypeAlias = "_One | _At | _Row | _Either | _Repeat"
_FLAGS = re.compile(r"\(\?([a-zA-Z]+)\)")
_COUNT = re.compile(r"\{(\d*)(,?)(\d*)\}")
_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|.)", re.DOTALL)
_NAMED = re.compile(r"\?(?:P<\w+>|:)")
_REFUSED = (
    ("?=", "looking ahead"),
    ("?!", "looking ahead"),
    ("?<", "looking behind"),
    ("?>", "an atomic group"),
    ("?P=", "a reference to a group"),
    ("?(", "a condition"),
)


class _Reader:
    """Reads a pattern that Python has accepted."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._flags = 0
        if start := _FLAGS.match(source):
            if set(start[1]) - set("isu"):
                message = f"of the flags (?{start[1]}) only i and s may be used"
                raise PatternError(message, 0)
            self._flags = re.IGNORECASE if "i" in start[1] else 0
            self._at = start.end()

    def read(self) -> _Node:
        """Read alternatives up to the end of the pattern or of the group."""
        ways = [self._row()]
        while self._peek() == "|":
            self._at += 1
            ways.append(self._row())
        return ways[0] if len(ways) == 1 else _Either(tuple(ways))

    def _peek(self) -> str:
        return self._source[self._at : self._at + 1]

    def _row(self) -> _Node:
        parts: list[_Node] = []
        while self._peek() not in {"", "|", ")"}:
            parts.append(self._repeated(self._atom()))
        return parts[0] if len(parts) == 1 else _Row(tuple(parts))

    def _repeated(self, node: _Node) -> _Node:
        mark = self._peek()
        if mark in {"*", "+", "?"} and mark:
            least, most = {"*": (0, None), "+": (1, None), "?": (0, 1)}[mark]
            self._at += 1
        elif (count := _COUNT.match(self._source, self._at)) and count[0] not in {"{}", "{,}"}:
            least = int(count[1] or 0)
            most = int(count[3]) if count[3] else None if count[2] else least
            self._at = count.end()
        else:
            return node
        if self._peek() == "?":  # which way is tried first makes no difference to whether the line matches
            self._at += 1
        elif self._peek() == "+":
            message = "a possessive repeat cannot be used here"
            raise PatternError(message, self._at)
        return _Repeat(node, least, most)

    def _atom(self) -> _Node:
        start, letter = self._at, self._peek()
        self._at += 1
        if letter == "(":
            return self._group(start)
        if letter == "[":
            return self._class(start)
        if letter == "\\":
            return self._escape(start)
        if letter in "^$":
            return _At("A" if letter == "^" else "Z")
        return self._one(letter if letter == "." else re.escape(letter))

    def _group(self, start: int) -> _Node:
        if named := _NAMED.match(self._source, self._at):
            self._at = named.end()
        elif self._peek() == "?":
            found = next((what for sign, what in _REFUSED if self._source.startswith(sign, self._at)), "such a group")
            message = f"{found} cannot be used here"
            raise PatternError(message, start)
        inner = self.read()
        self._at += 1  # the closing bracket
        return inner

    def _class(self, start: int) -> _Node:
        at = start + 1
        at += self._source[at] == "^"
        at += 1  # a bracket that stands first is a letter
        while self._source[at] != "]":
            at += 2 if self._source[at] == "\\" else 1
        # The first member may have been a backslash with its letter behind it.
        while not self._compiles(start, at + 1):
            at = self._source.index("]", at + 1)
        self._at = at + 1
        return self._one(self._source[start : self._at])

    def _compiles(self, start: int, end: int) -> bool:
        try:
            re.compile(self._source[start:end])
        except re.error:
            return False
        return True

    def _escape(self, start: int) -> _Node:
        found = _ESCAPE.match(self._source, start)
        text = found[0] if found else "\\"
        self._at = start + len(text)
        if text[1:].isdigit():
            message = "a reference to a group cannot be used here"
            raise PatternError(message, start)
        return _At(text[1]) if text in {r"\A", r"\Z", r"\b", r"\B"} else self._one(text)

    def _one(self, source: str) -> _Node:
        return _One(re.compile(source, self._flags | re.DOTALL).fullmatch)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern. `steps[i]` is what stands at place `i`; the pattern has matched at the place behind the last."""

    steps: tuple[_One | _At | None, ...]
    ways: tuple[tuple[int, ...], ...]

    def fullmatch(self, text: str) -> bool:
        """Tell whether the whole of `text` matches, in time that grows with its length and with the pattern's alone."""
        places = self._reach({0}, text, 0)
        for at, letter in enumerate(text, 1):
            onward = {
                way
                for place in places
                if isinstance(step := self.steps[place], _One) and step.fits(letter)
                for way in self.ways[place]
            }
            if not onward:
                return False
            places = self._reach(onward, text, at)
        return len(self.steps) - 1 in places

    def _reach(self, places: set[int], text: str, at: int) -> set[int]:
        """Add the places that are reached without another letter."""
        found: set[int] = set()
        todo = list(places)
        while todo:
            place = todo.pop()
            if place in found:
                continue
            found.add(place)
            step = self.steps[place]
            if step is None or (isinstance(step, _At) and _holds(step.kind, text, at)):
                todo += self.ways[place]
        return found


def _holds(kind: str, text: str, at: int) -> bool:
    if kind in "AZ":
        return at == (0 if kind == "A" else len(text))
    before, behind = (bool(_WORD.match(letter)) for letter in (text[at - 1 : at] if at else "", text[at : at + 1]))
    return (before != behind) == (kind == "b")


_WORD = re.compile(r"\w")


class _Builder:
    """Writes a pattern out as places and ways between them, from its end to its beginning."""

    def __init__(self) -> None:
        self.steps: list[_One | _At | None] = []
        self.ways: list[list[int]] = []

    def place(self, step: _One | _At | None, *ways: int) -> int:
        """Add a place and return its number."""
        if len(self.steps) >= STATES:
            message = f"with its repeats written out it has more than {STATES} places"
            raise PatternError(message, 0)
        self.steps.append(step)
        self.ways.append(list(ways))
        return len(self.steps) - 1

    def build(self, node: _Node, end: int) -> int:
        """Write `node` out before the place `end`; return where it begins."""
        if isinstance(node, _Row):
            for part in reversed(node.parts):
                end = self.build(part, end)
            return end
        if isinstance(node, _Either):
            return self.place(None, *[self.build(part, end) for part in node.parts])
        if isinstance(node, _Repeat):
            return self._repeat(node, end)
        return self.place(node, end)

    def _repeat(self, node: _Repeat, end: int) -> int:
        if node.most is None:
            again = self.place(None, end)
            self.ways[again].append(self.build(node.part, again))
            end = again
        else:
            last = end
            for _ in range(node.most - node.least):
                end = self.place(None, last, self.build(node.part, end))
        for _ in range(node.least):
            before = len(self.steps)
            end = self.build(node.part, end)
            if len(self.steps) == before:  # nothing to repeat
                break
        return end


@lru_cache(512)
def compile_pattern(source: str) -> Pattern:
    """Compile a pattern. Raises PatternError that says what is wrong, and where."""
    try:
        re.compile(source)
    except (re.error, OverflowError, RecursionError) as error:
        raise PatternError(getattr(error, "msg", str(error)), getattr(error, "pos", None) or 0) from None
    builder = _Builder()
    end = builder.place(None)
    start = builder.build(_Reader(source).read(), end)
    # Places are numbered from the end; turned around, the pattern begins at 0 and ends at the last.
    builder.place(None, start)
    top = len(builder.steps) - 1
    return Pattern(
        tuple(reversed(builder.steps)), tuple(tuple(top - way for way in ways) for ways in reversed(builder.ways))
    )
