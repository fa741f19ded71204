"""Name skeletons: what is left of a name when alphabets, vowels and voicing are taken away.

"Putin", "Путин" and "بوتين" share the skeleton "btn": names survive translation, so two texts in two languages that share
rare skeletons speak of the same people and places.
"""

from __future__ import annotations

import re
from functools import lru_cache

_FOLD = str.maketrans("pvzqcgydj", "bfskkkitj", "aeiouyhw'`-ʼ’")
# Voiced and unvoiced fold into one (b/p, f/v, s/z, k/q/c/g, t/d); vowels, half-vowels and breath go.

_DOUBLED = re.compile(r"(.)\1+")

_NOT_LETTER = re.compile(r"[^a-z]+")

_DIGRAPHS = re.compile(r"shch|sch|tch|ch|sh|zh|kh|ts|tz|ph|th|x")
_DIGRAPH = {
    "shch": "s",
    "sch": "s",
    "tch": "s",
    "ch": "s",
    "sh": "s",
    "zh": "s",
    "kh": "k",
    "ts": "s",
    "tz": "s",
    "ph": "f",
    "th": "t",
    "x": "ks",
}

SHORTEST = 2
"""Skeletons of fewer letters are as good as any other and say nothing."""


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """Return the skeleton of one word in any script: `[bdfjklmnrst]*`, "" where nothing firm is left."""
    if not word.isascii():
        from anyascii import anyascii

        word = anyascii(word)
    plain = _NOT_LETTER.sub("", word.lower())
    folded = _DIGRAPHS.sub(lambda match: _DIGRAPH[match[0]], plain).translate(_FOLD)
    return _DOUBLED.sub(r"\1", folded)


_WORD = re.compile(r"(?<![^\W\d_])(?<![^\W\d_][’'ʼ])(?![a-z])[^\W\d_]+(?:[’'ʼ][^\W\d_]+)*")
# A word from its beginning; one that begins with a small Latin letter, as most do, is passed over at once.

CASELESS = re.compile(r"[\u0590-\u08ff\u0900-\u109f\u10d0-\u10ff\u1200-\u137f\u1780-\u17ff\ufb1d-\ufefc]")
# Hebrew, Arabic, the scripts of India, Thai, Georgian, Ethiopic, Khmer: no capitals, so that any word may be a name.

ARABIC_HEAD = re.compile(r"^[وفبلك]?ال(?=.{3})")
# The article and the particles written with it: "والصين" speaks of "صين".


def names(text: str) -> tuple[str, ...]:
    """Return the skeletons of the words that may be names, in order, repeats included.

    Those are the capitalised words, and every word where the script has no capitals. Han and Kana have no words to
    see, hence no names.
    """
    found = []
    for match in _WORD.finditer(text):
        word = match[0]
        first = word[0]
        if not (first.isupper() or CASELESS.match(first)):
            continue
        bones = skeleton(ARABIC_HEAD.sub("", word) if "\u0600" <= first <= "\u06ff" else word)
        if len(bones) >= SHORTEST:
            found.append(bones)
    return tuple(found)
