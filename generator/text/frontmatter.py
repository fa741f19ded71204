"""Front matter: the YAML head of a Markdown file, read strictly and with every scalar as text.

YAML guesses types: `lang: no` becomes False, `012` ten, `12:30` seven hundred and fifty, `1.10` 1.1. Here a scalar is
the text that was written, and whoever asks for a key gives it its type. Of YAML only mappings, lists and scalars are
read: anchors, aliases, tags and second documents are refused, so that a small head cannot grow into a large one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from generator.errors import DigestError, Exit, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from yaml.events import Event

Value: TypeAlias = "str | list[Value] | dict[str, Value]"

FENCE = "---"

MOST_LETTERS = 65_536
"""No head is longer: the longest seen in real digests has about 4,000 characters."""

_DEEPEST = 16
_KEY_LINE = re.compile(r"""["']?[\w.-]+["']?[ \t]*:(?:[ \t]|\Z)""")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

_WHY = "Without its front matter, title, date and language of the article would be guessed."


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The head of a Markdown text, and what stands below it.

    `values` keeps the order of the keys; `lines` holds the 1-based line of each top-level key in the file; `head` is
    the head to the letter, fences included ("" where there is none), and `head + body` is the text.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    head: str = ""
    body: str = ""


def parse(text: str, path: str = "") -> FrontMatter:
    r"""Read the front matter of a Markdown text with "\n" line ends; a text without one has no values.

    An empty scalar (`title:`) is "". A text may begin with a horizontal rule: `---` is no fence where a
    blank line follows and then no key, or where there is neither a key nor a second fence. Raises DigestError with line and column where the head is broken:
    no closing fence, no mapping, a key twice, a byte order mark, whatever YAML itself forbids.
    """
    if text.startswith("\ufeff"):
        raise _broken(
            path, 1, 1, "a byte order mark stands before the front matter", "Save the file as UTF-8 without BOM."
        )
    head, inner, body = _split(text, path)
    if not head:
        return FrontMatter(body=text)
    if len(inner) > MOST_LETTERS:
        raise _broken(
            path, 2, 1, f"the front matter is longer than {MOST_LETTERS:,} characters", "Move text below `---`."
        )
    if bad := _FORBIDDEN.search(inner):
        line = inner.count("\n", 0, bad.start()) + 2
        column = bad.start() - (inner.rfind("\n", 0, bad.start()) + 1) + 1
        raise _broken(path, line, column, f"the character U+{ord(bad[0]):04X} may not stand in YAML", "Delete it.")
    values = _read_simple(inner)
    if values is not None:
        return FrontMatter(values, {key: line for line, key in enumerate(values, 2)}, head, body)
    values, lines = _read(inner, path)
    return FrontMatter(values, lines, head, body)


def _split(text: str, path: str) -> tuple[str, str, str]:
    """Return (head with fences, what stands between the fences, the rest); head is "" where there is none."""
    first, _, rest = text.partition("\n")
    if first.rstrip(" \t\r") != FENCE:
        return "", "", text
    second = rest.partition("\n")[0].strip()
    opening = next((line for line in rest.split("\n", 50)[:50] if line.strip()), "")
    if not second and not _KEY_LINE.match(opening):
        return "", "", text
    start = place = len(first) + 1
    for line in rest.split("\n"):
        end = min(place + len(line) + 1, len(text))
        if line.rstrip(" \t\r") in {FENCE, "..."}:
            return text[:end], text[start:place], text[end:]
        place = end
    if _KEY_LINE.match(opening):
        raise _broken(path, 1, 1, "the front matter has no closing `---`", "Put a line `---` below the last key.")
    return "", "", text


_SIMPLE = re.compile(
    r"""([A-Za-z_][\w-]*):\ (?:(\w[^\n]*)|"([^"\\\n]*)"|\[(\w[\w.-]*(?:,\ \w[\w.-]*)*)\])\n""", re.VERBOSE
)


def _read_simple(inner: str) -> dict[str, Value] | None:
    """Read a head of which every line is a key and a plain or quoted text, or a list of words; `None` for any other.

    Such are nearly all heads, and YAML's own reader takes twenty times as long over them. What is doubtful in the least
    is left to it.
    """
    values: dict[str, Value] = {}
    place = 0
    while match := _SIMPLE.match(inner, place):
        key, plain, quoted, words = match.groups()
        if key in values or not match[0][:-1].isprintable():
            return None
        if plain is not None:
            if ": " in plain or " #" in plain or plain[-1] in ": ":
                return None
            values[key] = plain
        else:
            values[key] = quoted if quoted is not None else list(words.split(", "))
        place = match.end()
    return values if place == len(inner) else None


def _read(inner: str, path: str) -> tuple[dict[str, Value], dict[str, int]]:
    """Read the YAML between the fences; lines count from the opening fence."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        return _Reader(yaml.parse(inner, Loader=loader), path).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 2, mark.column + 1) if mark else (0, 0)
        raise _broken(
            path, line, column, f"this is no YAML: {error.problem or error.context}", _mend(inner, line)
        ) from None
    except yaml.YAMLError as error:
        what = " ".join(str(error).split())
        raise _broken(path, 2, 1, f"this is no YAML: {what}", _mend(inner, 0)) from None


def _mend(inner: str, line: int) -> str:
    """Say how the line that YAML stumbled over is most often mended."""
    lines = inner.split("\n")
    text = lines[line - 2] if 2 <= line <= len(lines) + 1 else ""
    if "\t" in text[: len(text) - len(text.lstrip())]:
        return "Indent with spaces, not with tabs."
    return (
        "Put the value in quotation marks if it holds a colon, a quotation mark, or begins with one of @ ` * & ! % [ {."
    )


def _broken(path: str, line: int, column: int, what: str, mend: str) -> DigestError:
    return DigestError(Problem(path, line, column, "front-matter", f"{what}.", _WHY, mend), code=Exit.CONFIG)


class _Reader:
    """Builds plain values from YAML events, refusing whatever is not a mapping, a list or a scalar."""

    def __init__(self, events: Iterator[Event], path: str) -> None:
        self._events = events
        self._path = path

    def document(self) -> tuple[dict[str, Value], dict[str, int]]:
        """Return the only document's mapping, and the line of each of its keys."""
        from yaml.events import (
            DocumentEndEvent,
            DocumentStartEvent,
            MappingStartEvent,
            ScalarEvent,
            StreamEndEvent,
            StreamStartEvent,
        )

        lines: dict[str, int] = {}
        event = next(self._events)
        while isinstance(event, (StreamStartEvent, DocumentStartEvent)):
            event = next(self._events)
        if isinstance(event, StreamEndEvent):
            return {}, {}
        if isinstance(event, ScalarEvent) and event.value == "":
            values: dict[str, Value] = {}
        elif isinstance(event, MappingStartEvent):
            values = self._mapping(event, 1, lines)
        else:
            raise self._refuse(
                event, "the front matter is no list of `key: value` lines", "Write `title: ...` and so on."
            )
        for event in self._events:
            if not isinstance(event, (DocumentEndEvent, StreamEndEvent)):
                raise self._refuse(event, "a second YAML document stands in the front matter", "Keep one document.")
        return values, lines

    def _mapping(self, start: Event, depth: int, lines: dict[str, int] | None = None) -> dict[str, Value]:
        from yaml.events import MappingEndEvent, ScalarEvent

        self._check(start, depth)
        values: dict[str, Value] = {}
        for event in self._events:
            if isinstance(event, MappingEndEvent):
                return values
            if not isinstance(event, ScalarEvent):
                raise self._refuse(event, "a key must be a word", "Put the key in quotation marks.")
            self._check(event, depth)
            key = event.value
            if key in values:
                raise self._refuse(event, f"the key {key!r} stands twice", "Keep one of the two.")
            if lines is not None:
                lines[key] = (event.start_mark.line if event.start_mark else 0) + 2
            values[key] = self._value(next(self._events), depth)
        raise self._refuse(start, "the mapping has no end", "Close it.")

    def _value(self, event: Event, depth: int) -> Value:
        from yaml.events import MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

        if isinstance(event, ScalarEvent):
            self._check(event, depth)
            return str(event.value)
        if isinstance(event, MappingStartEvent):
            return self._mapping(event, depth + 1)
        if not isinstance(event, SequenceStartEvent):
            raise self._refuse(event, "anchors and aliases (& and *) are not read here", "Write the value out.")
        self._check(event, depth + 1)
        items: list[Value] = []
        for item in self._events:
            if isinstance(item, SequenceEndEvent):
                return items
            items.append(self._value(item, depth + 1))
        raise self._refuse(event, "the list has no end", "Close it.")

    def _check(self, event: Event, depth: int) -> None:
        """Refuse anchors, tags and deep nesting."""
        if getattr(event, "anchor", None):
            raise self._refuse(event, "anchors and aliases (& and *) are not read here", "Write the value out.")
        if getattr(event, "tag", None) not in {None, "!"}:
            raise self._refuse(event, f"the YAML tag {str(event.tag)!r} is not read here", "Delete it.")  # type: ignore[attr-defined]
        if depth > _DEEPEST:
            raise self._refuse(event, f"lists and mappings are nested deeper than {_DEEPEST}", "Flatten them.")

    def _refuse(self, event: Event, what: str, mend: str) -> DigestError:
        mark = getattr(event, "start_mark", None)
        return _broken(self._path, mark.line + 2 if mark else 0, mark.column + 1 if mark else 0, what, mend)
