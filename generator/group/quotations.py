"""Quotations: what two articles in one language both quote, word for word."""

from __future__ import annotations

import re

LEAST = 4
"""Words of a quotation that counts: shorter ones are titles and turns of phrase. Two Han or Kana make a word."""

_MARKS = re.compile(
    r"“([^“”]{12,1200})”|„([^„“”]{12,1200})[“”]|«([^«»]{12,1200})»|»([^«»]{12,1200})«|「([^「」]{6,1200})」|『([^『』]{6,1200})』"
    r"|(?<![\w\"])\"([^\"\n]{12,1200})\"(?![\w\"])"
)
# In Chinese a quotation between “ and ” may be short, hence the count of words below decides.

_SHORT = re.compile(r"“([^“”]{6,11})”")

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")


def quotations(text: str) -> tuple[str, ...]:
    """Return the distinct quotations of a text in order, as words in lower case without marks between them."""
    found: dict[str, None] = {}
    for match in sorted((*_MARKS.finditer(text), *_SHORT.finditer(text)), key=lambda match: match.start()):
        words = _WORD.findall(next(filter(None, match.groups())).lower())
        dense = sum("\u3040" <= word[0] <= "\u9fff" for word in words)
        if len(words) - dense + dense // 2 >= LEAST:
            found[" ".join(words)] = None
    return tuple(found)


def count_shared(one: tuple[str, ...], two: tuple[str, ...]) -> int:
    """Count the quotations of `one` that stand in a quotation of `two`, or hold one of them."""
    return sum(any(f" {a} " in f" {b} " or f" {b} " in f" {a} " for b in two) for a in one)
