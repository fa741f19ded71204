"""Markdown to plain text, roughly: for counting and comparing, where a page is not worth its price."""

from __future__ import annotations

import re

_FENCE = re.compile(r"^(`{3,}|~{3,})[^\n]*\n(?:.*?\n)?\1[^\n]*$", re.MULTILINE | re.DOTALL)
_LINE = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-+*][ \t]+|\d{1,9}[.)][ \t]+)", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\n]*\)")
_MARK = re.compile(r"\*{1,3}|(?<!\w)_{1,2}|_{1,2}(?!\w)|`+|~~")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")

_BEGINS = frozenset("#>-+*")
"""What a line with a mark at its head begins with, but for numbers."""

_PARAGRAPHS = re.compile(r"\n\s*\n")

_HIDING = 0x10FE00
_HIDDEN = re.compile("[\U0010fe21-\U0010fe7e]")
"""The far end of the private use planes, where no text has letters (icon fonts use U+E000 to U+F8FF)."""


def plain(markdown: str) -> str:
    """Return the words of a Markdown text, a paragraph a line; marks, link targets and code blocks are gone."""
    # Most texts have no marks: what begins one is looked for first, a hundred times as fast as a pattern that finds none.
    text = markdown
    if "```" in text or "~~~" in text:
        text = _FENCE.sub("", text)
    if any((first := line.lstrip()[:1]) in _BEGINS or first.isdigit() for line in text.split("\n")):
        text = _LINE.sub("", text)
    hidden = "\\" in text
    if hidden:
        # Escaped marks are letters: hide them until the marks are gone.
        text = _ESCAPE.sub(lambda match: chr(_HIDING + ord(match[1])), text)
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if "*" in text or "_" in text or "`" in text or "~~" in text:
        text = _MARK.sub("", text)
    # Such a character may stand in the text of itself.
    if hidden or not text.isascii():
        text = _HIDDEN.sub(lambda match: chr(ord(match[0]) - _HIDING), text)
    return "\n".join(" ".join(part.split()) for part in _PARAGRAPHS.split(text) if part.strip())
