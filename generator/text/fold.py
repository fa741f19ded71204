"""Folding: many spellings of one phrase become one, so that a table needs each phrase once."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Marks on letters (accents, Arabic vowel signs, the Arabic stretch) and characters without a shape of their own.
_MARKS = re.compile(
    "[\u0300-\u036f\u0640\u064b-\u065f\u0670\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c\ufe00-\ufe0f\ufeff]"
)
# The zeros of all scripts, each with its nine other digits behind it: what "\\d" means, at a third of its price.
_ZEROS = "0\u0660\u06f0\u07c0\u0966\u09e6\u0a66\u0ae6\u0b66\u0be6\u0c66\u0ce6\u0d66\u0de6\u0e50\u0ed0\u0f20\u1040\u1090\u17e0\u1810\u1946\u19d0\u1a80\u1a90\u1b50\u1bb0\u1c40\u1c50\ua620\ua8d0\ua900\ua9d0\ua9f0\uaa50\uabf0\uff10"
_DIGITS = re.compile(f"[{''.join(f'{zero}-{chr(ord(zero) + 9)}' for zero in _ZEROS)}]+")
_ASCII_DIGITS = re.compile("[0-9]+")
_ALIKE: dict[str, str] = {
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("“”„‟″", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "ي": "ی",
    "ى": "ی",
    "ك": "ک",
    "ة": "ه",
    "ı": "i",
    "。": ".",
    "、": ",",
}
_UNLIKE = re.compile("[" + "".join(_ALIKE) + "]")

# What may stand around a phrase without changing it: bullets, arrows, rules, brackets, closing marks; never quotes,
# for a quoted phrase is not the phrase.
_TRIM = " \t-•·*|>←→↑↓↗↵+#:.…!►▶▸▼▲◄◀✓✔○●■□▪◆◇★☆/\\_=~,;،؛()[]【】{}〈〉《》「」※▷▽△❯›‹❮⟩"


def _alike(match: re.Match[str]) -> str:
    return _ALIKE[match[0]]


@lru_cache(
    8192
)  # a source's pages have their own lines in common, and every document is read twice where repeats count
def fold(text: str) -> str:
    """Return the folded form of `text`: compatibility forms, case, accents, digits, spaces and trimmings levelled.

    Every run of digits becomes "0". Two lines that fold alike say the same thing to a reader.
    """
    if text.isascii():
        return _ASCII_DIGITS.sub("0", " ".join(text.lower().split()).replace(" :", ":")).strip(_TRIM)
    level = _MARKS.sub("", unicodedata.normalize("NFKD", text).casefold())
    level = unicodedata.normalize("NFC", _UNLIKE.sub(_alike, level))
    level = _DIGITS.sub("0", " ".join(level.split()).replace(" :", ":")).strip(_TRIM)
    if level[-1:] == "»" and "«" not in level:
        level = level.rstrip("» ")
    return level


def fold_lines(lines: Sequence[str]) -> list[str]:
    """Fold many lines at once: what `fold` makes of each, but most of the work is done on all of them together."""
    whole = "\n".join(lines)
    if "`" in whole:  # `fold` levels it beside letters beyond ASCII only
        return [fold(line) for line in lines]
    if whole.isascii():
        level = _ASCII_DIGITS.sub("0", whole.lower())
    else:
        level = _MARKS.sub("", unicodedata.normalize("NFKD", whole).casefold())
        for letter in filter(level.__contains__, _ALIKE):
            level = level.replace(letter, _ALIKE[letter])
        level = _DIGITS.sub("0", unicodedata.normalize("NFC", level))
    even = level.replace("\n", " ").isprintable()  # then no line has white space but spaces
    folded = [
        (line if even and "  " not in line else " ".join(line.split())).replace(" :", ":").strip(_TRIM)
        for line in level.split("\n")
    ]
    if "»" in level:
        folded = [line.rstrip("» ") if line[-1:] == "»" and "«" not in line else line for line in folded]
    return folded if len(folded) == len(lines) else [fold(line) for line in lines]
