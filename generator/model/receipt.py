"""A receipt: how the text of an article came out of its raw file, so that the raw file can be rebuilt from it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.article import Evidence  # noqa: TC001  # the store reads types at run time
from generator.model.block import Label  # noqa: TC001  # the store reads types at run time


@dataclass(frozen=True, slots=True)
class Repair:
    """A listed change of a kept line: at `column` (0-based, in the body's line) `now` stands where raw had `was`."""

    column: int
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Span:
    """One raw line. A kept line says where it stands in the body; any other keeps its text here.

    `line` is the 1-based raw line; `text` is the raw line to the letter for lines that are not kept, `None` for kept
    ones, whose letters are at line `at` (1-based) of the body, changed by `repairs` (in order of column).
    """

    line: int
    label: Label
    rule: str | None = None
    text: str | None = None
    at: int = 0
    repairs: tuple[Repair, ...] = ()
    suspect: bool = False


@dataclass(frozen=True, slots=True)
class Copy:
    """A raw article with the same text as another: its file, its place in it (0 for the whole), the file's SHA-256."""

    path: str
    item: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What happened to one raw article. Blank lines of the raw text have a span only where they are not empty.

    `raw = kept lines of the body, repairs undone, + the texts of the other spans`, in order of `line`, with empty lines
    where no span speaks, `lines` in all. `body_sha256` is the fingerprint of the body as the tool wrote it: another
    body was edited by hand. `refused` says why nothing was cut, where cleaning would have removed too much.
    """

    id: str
    path: str
    form: str
    sha256: str
    size: int
    encoding: str
    encoding_basis: str
    lines: int
    body_sha256: str
    evidence: tuple[Evidence, ...]
    spans: tuple[Span, ...]
    item: int = 0
    bom: bool = False
    newline: str = "\n"
    front_matter: str = ""
    refused: str | None = None
    also: tuple[Copy, ...] = ()
    """Other raw articles with the same text, merged into this one as exact duplicates."""
