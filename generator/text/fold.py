"""Folding: many spellings of one phrase become one, so that a table needs each phrase once."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Marks on letters (accents, Arabic vowel signs, the Arabic stretch) and characters without a shape of their own.
_MARKS = re.compile(
    "[\u0300-\u036f\u0640\u064b-\u065f\u0670\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c\ufe00-\ufe0f\ufeff]"
)
_DIGITS = re.compile(r"\d+")
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
