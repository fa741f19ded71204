"""The reader of JSON lines: a row is an article, in the columns of text-processing pipelines: `text`, `id`, `metadata`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.errors import DigestError, Problem
from generator.ingest.markdown import ALSO
from generator.ingest.plain import read_plain
from generator.model.raw import Hint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model.block import Block

_FIELDS = frozenset("title lang published updated retrieved source url byline tags summary".split())
"""What a row's metadata may say of its article. What an editor decides (`event`, `keep`, `draft`) is said elsewhere."""

_BASIS = "front matter"
"""A row's metadata counts as front matter does: someone wrote it down beside the text."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its line in the file, its text, and what its metadata says."""

    number: int
    text: str
    blocks: tuple[Block, ...]
    hints: tuple[Hint, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a file that can be published; what was wrong with others, and how many these are."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    refused: int


def read_rows(text: str, path: str) -> Rows:
    """Read each line that is not blank; a row that is no article is refused by its line, and the others go on."""
    rows: list[Row] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            rows.append(_row(line, number, path))
        except DigestError as error:
            problems += error.problems
    return Rows(tuple(rows), tuple(problems), len(problems))


def _row(line: str, number: int, path: str) -> Row:
    try:
        raw = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _refused(path, number, f"it is no JSON ({error})") from None
    if not isinstance(raw, dict) or not isinstance(raw.get("text"), str):
        raise _refused(path, number, "it has no “text” that is a text")
    text = raw["text"].replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text or not _is_text(text):
        raise _refused(path, number, "its text holds what is no letter (a null, or half of a pair)")
    blocks = read_plain(text)
    if not blocks:
        raise _refused(path, number, "its text is empty")
    metadata = raw.get("metadata")
    if metadata is None:
        metadata = {}
    if not isinstance(metadata, dict):
        raise _refused(path, number, "its “metadata” is no object")
    return Row(number, text, blocks, tuple(_hints(raw.get("id"), metadata)))


def _hints(ident: object, metadata: Mapping[str, Any]) -> Iterator[Hint]:
    """Yield what a row says of its article; a key by its own name before what other tools call the same."""
    if isinstance(ident, str | int) and not isinstance(ident, bool):
        yield Hint("id", str(ident), _BASIS)
    said: set[str] = set()
    for own in (True, False):
        for key, value in metadata.items():
            field = ALSO.get(key, key)
            if (key == field) is not own or field not in _FIELDS or field in said:
                continue
            values = value if isinstance(value, list) else [value]
            texts = [
                " ".join(each.split()) for each in values if isinstance(each, str) and each.strip() and _is_text(each)
            ]
            if texts:
                said.add(field)
            yield from (Hint(field, each, _BASIS) for each in texts)


def _is_text(text: str) -> bool:
    """Tell whether a text can be written: JSON can spell half of a surrogate pair, which is no letter."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _refused(path: str, number: int, what: str) -> DigestError:
    why = "The other rows are read."
    mend = "see docs/inputs.md for what a row holds."
    return DigestError(Problem(path, number, 1, "json-line", f"the row is no article: {what}.", why, mend))
