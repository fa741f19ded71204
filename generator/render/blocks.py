"""Markdown to blocks: those that can be set at sight, and stretches of source that only a parser can read.

Most paragraphs of news hold nothing that Markdown takes for more than text, stress and links. CommonMark says of a line
that begins at the margin after a blank one, and with nothing that opens another block, that it begins a paragraph of the
document's own, whatever stood before (0.31, 3.5 and 4.8); so each such block can be set by itself. The rest goes to the
parser as it is. What is set here is what the parser and the sanitiser make of it, to the letter: a test compares.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Block(NamedTuple):
    """A block of a text: a paragraph (`level` 0) or a heading (1 to 6), its letters in `text` and its HTML in `html`.

    Source for the parser has the level -1, and stands in `text`.
    """

    level: int
    text: str
    html: str = ""


REL = "noopener noreferrer"
"""What every link that leads to another host says of itself."""

_SPECIAL = re.compile(r"[\\`*_\[\]<>&|~]")

_OPENS = re.compile(r"^(?:[#+=:\- ]|\d+[.)]|\*(?!\*?[^\W_]))| $", re.MULTILINE)
"""What opens another block at the head of a line, a line that stands further in, and one with blanks at its end."""

_HEADING = re.compile(r"(#{1,6}) ([^\\`*_\[\]<>&|~#\n ](?:[^\\`*_\[\]<>&|~#\n]*[^\\`*_\[\]<>&|~#\n ])?)")

_FAR = re.compile(r"```|~~~|\]:|[\t\r\0]")
"""What reaches past a blank line: fences, and definitions of links; and what the parser replaces before it reads."""

_WORDS = r"[^\W_](?:[^\\`*_\[\]<>&|~\n]*[^\W_])?"

_ADDRESS = (
    r"https?://[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+"
    r"/(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*/)*(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*)?(?:\?[A-Za-z0-9_.=-]+)?(?:\#[A-Za-z0-9_.-]+)?"
)

_INLINE = re.compile(
    rf"""
    (?P<text>[^\\`*_\[\]<>&|~]+)
    | (?<!\S)(?P<stress>\*\*?)(?P<stressed>{_WORDS})(?P=stress)(?![^\s.,;:!?)])
    | (?<!!)\[(?P<linked>{_WORDS})\]\((?P<address>{_ADDRESS})\)
    """,
    re.VERBOSE,
)
"""What a paragraph is made of: text, words that are stressed between blanks, links that are written out."""


def split_blocks(markdown: str) -> Iterator[Block]:
    """Yield the blocks of a text, in order; neighbours that only a parser can read are one."""
    if _FAR.search(markdown):
        yield Block(-1, markdown)
        return
    rest = ""
    for text in markdown.split("\n\n"):
        block = _read(text.strip("\n"))
        if block is None:
            rest += f"{text}\n\n"
            continue
        if rest.strip("\n"):
            yield Block(-1, rest)
        rest = ""
        yield block
    if rest.strip("\n"):
        yield Block(-1, rest)


def _read(text: str) -> Block | None:
    """Return a block that can be set at sight; `None` for another, and where there is none."""
    if heading := _HEADING.fullmatch(text):
        return Block(len(heading[1]), heading[2], heading[2]) if heading[2].isprintable() else None
    letters = text.replace("\n", " ")
    if not text or not letters.isprintable() or _OPENS.search(text):
        return None
    return _mix(text) if _SPECIAL.search(text) else Block(0, letters, text)


def _mix(text: str) -> Block | None:
    """Return a paragraph that holds stress or links and is otherwise plain; `None` for another."""
    html: list[str] = []
    letters: list[str] = []
    at = 0
    while at < len(text):
        found = _INLINE.match(text, at)
        if found is None:
            return None
        at = found.end()
        if stressed := found["stressed"]:
            tag = "em" if found["stress"] == "*" else "strong"
            html.append(f"<{tag}>{stressed}</{tag}>")
            letters.append(stressed)
        elif linked := found["linked"]:
            html.append(f'<a href="{found["address"]}" rel="{REL}">{linked}</a>')
            letters.append(linked)
        else:
            html.append(found["text"])
            letters.append(found["text"])
    return Block(0, "".join(letters).replace("\n", " "), "".join(html))
