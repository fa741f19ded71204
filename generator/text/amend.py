"""Amendments: one value in the front matter of a Markdown file changed, every other letter left as it was.

An editor's file belongs to the editor: comments, keys that are not ours, the order of the keys, the style of a list and
the line ends stay. Each door takes the text of a file and returns it changed; where the head is written in a way that
cannot be changed safely, it raises DigestError and says what to write by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from generator.errors import DigestError, Exit, Problem
from generator.text.frontmatter import FENCE, parse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.text.frontmatter import FrontMatter, Value

Node: TypeAlias = Any
"""A node of PyYAML's tree: a scalar, a sequence or a mapping, whose types know nothing of each other."""


def put_value(text: str, key: str, value: str, path: str = "") -> str:
    """Return the text with `key: value` in its head, in the place of what the key held."""
    head = _open(text, path)
    node = head.find(key)
    if node is None:
        changed = head.add_line(f"{key}: {value}")
    else:
        gap = "" if text[head.start + node.start_mark.index - 1].isspace() else " "
        changed = head.replace(node, f"{gap}{value}")
    return _prove(text, changed, {**head.matter.values, key: value}, path)


def add_names(text: str, key: str, names: Sequence[str], path: str = "", *, under: str = "") -> str:
    """Return the text with `names` added to the list `key`, or to the list `under` of the mapping `key`."""
    head = _open(text, path)
    values = dict(head.matter.values)
    value = values.get(key)
    table = value if under and isinstance(value, dict) else {}
    held = _names(table.get(under) if under else value)
    fresh = [name for name in dict.fromkeys(names) if name not in held]
    if not fresh:
        return text
    if any(not isinstance(each, str) for each in held):
        raise _by_hand(path, {key: list(fresh)})
    values[key] = {**table, under: [*held, *fresh]} if under else [*held, *fresh]
    changed = _add_under(head, key, under, fresh) if under else _add(head, key, head.find(key), fresh)
    return _prove(text, changed, values, path)


def drop_name(text: str, key: str, name: str, path: str = "", *, under: str = "") -> str:
    """Return the text without `name` in the list `key`, or in the list `under` of the mapping `key`."""
    head = _open(text, path)
    values = dict(head.matter.values)
    table = values.get(key)
    if under:
        held = table if isinstance(table, dict) else {}
        before, node = _names(held.get(under)), _child(head.find(key), under)
        values[key] = {**held, under: [each for each in before if each != name]}
    else:
        before, node = _names(table), head.find(key)
        values[key] = [each for each in before if each != name]
    if name not in before or node is None:
        return text
    return _prove(text, _drop(head, node, name), values, path)


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of a text: where its keys begin (`start`) and its closing fence stands (`end`), and its YAML nodes."""

    text: str
    matter: FrontMatter
    start: int
    end: int
    root: Node

    @property
    def newline(self) -> str:
        """The line end that the file has."""
        return "\r\n" if "\r\n" in self.text else "\n"

    def find(self, key: str) -> Node:
        """Return the node of a key's value."""
        return _child(self.root, key)

    def add_line(self, line: str) -> str:
        """Return the text with a line below the last key, and with a head where it had none."""
        if self.end:
            return f"{self.text[: self.end]}{line}{self.newline}{self.text[self.end :]}"
        gap = "" if not self.text or self.text[0] in "\r\n" else self.newline
        return self.newline.join((FENCE, line, FENCE, "")) + gap + self.text

    def replace(self, node: Node, new: str) -> str:
        """Return the text with something else in the place of a node."""
        return self.splice(node.start_mark.index, node.end_mark.index, new)

    def splice(self, start: int, end: int, new: str) -> str:
        """Return the text with something else between two places of the head."""
        return self.text[: self.start + start] + new + self.text[self.start + end :]

    def line_end(self, at: int) -> int:
        """Return where the line of a place ends."""
        end = self.text.find("\n", self.start + at)
        end = self.end if end < 0 else end
        return end - self.start - (self.text[end - 1] == "\r")


def _open(text: str, path: str) -> _Head:
    import yaml

    matter = parse(text, path)
    if not matter.head:
        return _Head(text, matter, 0, 0, None)
    start = matter.head.index("\n") + 1
    end = matter.head.rstrip().rindex("\n") + 1
    # The reader in Python counts characters, as we do.
    root = yaml.compose(text[start:end], Loader=yaml.BaseLoader)
    return _Head(text, matter, start, end, root)


def _child(node: Node, key: str) -> Node:
    if node is None or node.id != "mapping":
        return None
    return next((value for name, value in node.value if name.value == key), None)


def _names(value: Value | None) -> list[Value]:
    return list(value) if isinstance(value, list) else [value] if value else []


def _add(head: _Head, key: str, node: Node, names: Sequence[str]) -> str:
    """Add to a list in the style it has: in brackets, a line each, or one bare name."""
    listed = ", ".join(names)
    if node is None:
        return head.add_line(f"{key}: [{listed}]")
    if node.id == "sequence" and node.value and node.flow_style:
        at = _end(node.value[-1])
        return head.splice(at, at, f", {listed}")
    if node.id == "sequence" and node.value:
        at = head.line_end(_end(node.value[-1]))
        indent = " " * node.start_mark.column
        return head.splice(at, at, "".join(f"{head.newline}{indent}- {name}" for name in names))
    if node.id == "sequence":
        return head.replace(node, f"[{listed}]")
    start, end = (head.start + mark.index for mark in (node.start_mark, node.end_mark))
    bare = head.text[start:end]
    gap = "" if head.text[start - 1].isspace() else " "
    return head.replace(node, f"{gap}[{bare}, {listed}]" if bare else f"{gap}[{listed}]")


def _add_under(head: _Head, key: str, under: str, names: Sequence[str]) -> str:
    """Add to a list of a mapping, which gets the list, or is made, where it is missing."""
    table, listed = head.find(key), ", ".join(names)
    if table is None:
        return head.add_line(f"{key}: {{{under}: [{listed}]}}")
    node = _child(table, under)
    if node is not None:
        return _add(head, under, node, names)
    if table.id == "mapping" and table.value:
        at = _end(table.value[-1][1])
        if table.flow_style:
            return head.splice(at, at, f", {under}: [{listed}]")
        at = head.line_end(at)
        return head.splice(at, at, f"{head.newline}{' ' * table.start_mark.column}{under}: [{listed}]")
    gap = "" if head.text[head.start + table.start_mark.index - 1].isspace() else " "
    return head.replace(table, f"{gap}{{{under}: [{listed}]}}")


def _drop(head: _Head, node: Node, name: str) -> str:
    """Take one name out of a list, with its comma or its line."""
    if node.id != "sequence":
        return head.replace(node, "[]")
    items = node.value
    place = next(number for number, item in enumerate(items) if item.value == name)
    item = items[place]
    if not node.flow_style:
        first = head.text.rindex("\n", 0, head.start + item.start_mark.index) + 1 - head.start
        last = head.line_end(_end(item))
        after = head.start + last
        return head.splice(first, last + (2 if head.text[after : after + 2] == "\r\n" else 1), "")
    if place:
        return head.splice(_end(items[place - 1]), _end(item), "")
    if len(items) > 1:
        return head.splice(item.start_mark.index, items[1].start_mark.index, "")
    return head.replace(node, "[]")


def _end(node: Node) -> int:
    """Return where a node's last letter stands; a list of lines ends, for YAML, where the next key begins."""
    if node.id == "scalar" or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(last[1] if node.id == "mapping" else last)


def _prove(before: str, after: str, wanted: Mapping[str, Value], path: str) -> str:
    """Return the changed text if it says what it should, and nothing else changed; raise DigestError otherwise."""
    import yaml

    try:
        old, new = parse(before, path), parse(after, path)
        fine = _plain(new.values) == _plain(wanted) and new.body.lstrip("\r\n") == old.body.lstrip("\r\n")
    except (DigestError, yaml.YAMLError):
        fine = False
    if fine:
        return after
    changed = {key: value for key, value in wanted.items() if value != parse(before, path).values.get(key)}
    raise _by_hand(path, changed)


def _by_hand(path: str, changed: Mapping[str, Value]) -> DigestError:
    problem = Problem(
        path,
        1,
        1,
        "by-hand",
        "the front matter is written in a way that cannot be changed here.",
        "Nothing was written.",
        f"write it by hand: {'; '.join(f'{key}: {value}' for key, value in changed.items())}.",
    )
    return DigestError(problem, code=Exit.CONFIG)


def _plain(value: Any) -> Any:  # noqa: ANN401  # whatever a head may hold
    """Return a value without the difference between one name, a list of one, and nothing."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return _names(value)
