"""Letters to terms: the one table of folding and splitting that the index and the script of the search page share.

The tables go into the index as they stand here (`tables`), so that the script has none of its own: a word is folded
alike when an article is indexed and when a reader asks for it. Characters are told apart by the ranges below and not by
Unicode's classes, of which every browser has its own edition.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import chain


def _ranges(table: str) -> str:
    """Return the inside of a character class: "30-39 AA" becomes "0-9ª"; the bracket is escaped as both engines ask."""
    found = ("-".join(chr(int(end, 16)) for end in each.split("-")) for each in table.split())
    return "".join(found).replace("[", r"\[")


BREAKS = _ranges(
    "0-2F 3A-40 5B-60 7B-A9 AB-AC AE-B4 B6-B9 BB-BF D7 F7 2B9-2BA 2C2-2DF 2E5-2EB 2ED 2EF-2FF 375 37E 384-385 387 3F6 "
    "482 55A-55F 589-58A 5BE 5C0 5C3 5C6 5F3-5F4 600-60F 61B 61D-61F 66A-66D 6D4 6DD-6DE 6E9 6FD-6FE 700-70F 7F6-7F9 "
    "830-83E 85E 964-965 970 9F2-9F3 AF0-AF1 DF4 E3F E4F E5A-E5B F01-F17 F3A-F3D FD0-FD4 104A-104F 10FB 1360-1368 "
    "1400 166D-166E 1680 169B-169C 16EB-16ED 17D4-17D6 17D8-17DB 1800-180A 1944-1945 1A1E-1A1F 2000-200B 2010-2029 "
    "202F-205F 2070-2BFF 2E00-2E7F 2FF0-3004 3008-3020 3030 3036-3037 303D-303F 30A0 30FB 3200-33FF 4DC0-4DFF "
    "A4FE-A4FF A60D-A60F A673 A67E A700-A721 A789-A78A E000-F8FF FB29 FD3E-FD4F FDFC-FDFF FE10-FE1F FE30-FE6F "
    "FF00-FF0F FF1A-FF20 FF3B-FF40 FF5B-FF65 FFE0-FFFF 10100-1018F 1D000-1D24F 1D300-1D35F 1F000-1FBFF E0000-E00FF "
    "F0000-10FFFF"
)
"""What parts words: blanks, punctuation, symbols, pictures, private use."""

SILENT = _ranges(
    "AD 300-36F 483-487 591-5BD 5BF 5C1-5C2 5C4-5C5 5C7 610-61A 61C 640 64B-65F 670 6D6-6DC 6DF-6E8 6EA-6ED 711 730-74A "
    "93C 9BC A3C ABC B3C CBC 180B-180F 1AB0-1AFF 1DC0-1DFF 200C-200F 202A-202E 2060-206F FE00-FE0F FE20-FE2F FEFF "
    "E0100-E01EF"
)
"""What is left out of a word: accents, vowel signs of Arabic and Hebrew, the Arabic stretch, nukta, unseen marks."""

PAIRS = _ranges(
    "1100-11FF 3005-3007 3021-3029 3031-3035 3038-303C 3041-309F 30A1-30FA 30FC-30FF 3105-318F 31A0-31BF 31F0-31FF "
    "3400-4DBF 4E00-9FFF A960-A97F AC00-D7FF F900-FAFF FF66-FFDC 20000-323AF"
)
"""Han, Kana, Hangul: written without spaces, or with endings grown on. Indexed by pairs of characters."""

TRIPLES = _ranges("E01-E3A E40-E4E E50-E59 E80-EFF 1000-1049 1050-109F 1780-17D3 17D7 17DC-17FF")
"""Thai, Lao, Burmese, Khmer: alphabets without spaces between words. Indexed by threes."""

ALIKE = {
    **dict(zip("ßæœøłđðþıŧħĸŋςґ", "ss ae oe o l d d th i t h k n σ г".split(), strict=True)),
    **dict(zip("ىیېۍکڪةەھہۃۇ", "ييييككهههههو", strict=True)),
    "ँ": "ं",
    **{chr(zero + digit): str(digit) for zero in (0x660, 0x6F0, 0x966, 0x9E6, 0xE50) for digit in range(10)},
}
"""What Unicode does not take apart and readers do not tell apart. Its keys are letters after folding of case."""

ARTICLE = "^(?:[وف]?[بكل]?ال|[وف]?لل)(?=...)"
"""The Arabic article with the particles written with it, before a word of three letters or more: always taken off."""

PARTICLES = ("^[وف](?=...)", "^[وف]?[بكلس](?=....)", "^[ובהלמכש](?=...)")
"""Arabic and Hebrew particles that may as well be letters of the word: indexed with and without."""

ENDINGS = (
    ("[a-z]", "s$", 2),
    ("[\u0400-\u052f]", "(?:[иы]ми|[ао]го|[ео]му|[аеиоуыэюяьі]?[хмвию]|[аеиоуыэюяьі])$", 3),
)
"""For a word of a query, by its first letter: what may be taken off its end, and how many letters another ending has."""

WORD_KEY, GRAM_KEY = 3, 1
"""Terms that begin alike lie in one shard: with so many letters, or with so many where a term is a pair or a triple."""

_RUNS = re.compile(f"[^{BREAKS}]+")
_PARTS = re.compile(f"([{PAIRS}]+)|([{TRIPLES}]+)|[^{PAIRS}{TRIPLES}]+")
_BREAKS = re.compile(f"[{BREAKS}]+")
_SILENT = re.compile(f"[{SILENT}]+")
_ALIKE = str.maketrans(ALIKE)
_ARTICLE = re.compile(ARTICLE)
_PARTICLES = tuple(map(re.compile, PARTICLES))


def fold(word: str) -> str:
    """Return a word as it is looked up: without case, accents, vowel signs, in one form of each letter."""
    if word.isascii():
        return word.lower()
    level = _SILENT.sub("", unicodedata.normalize("NFKD", word).lower()).translate(_ALIKE)
    return _BREAKS.sub("", unicodedata.normalize("NFC", level))


@lru_cache(1 << 16)
def forms(run: str) -> tuple[str, ...]:
    """Return the terms of a run of letters: of a word its folded form and those without particles, else its grams."""
    if run.isascii():
        return (run.lower(),)
    found: list[str] = []
    for part in _PARTS.finditer(run):
        level = fold(part[0])
        if part.lastindex:
            # The last grams are shorter, so that every letter begins one.
            found += (level[start : start + part.lastindex + 1] for start in range(len(level)))
        elif level:
            bare = _ARTICLE.sub("", level)
            both = (level, *(particle.sub("", level) for particle in _PARTICLES)) if bare == level else (bare,)
            found += dict.fromkeys(both)
    return tuple(found)


def terms(text: str) -> list[str]:
    """Return the terms of a text in its order, repeats included."""
    return list(chain.from_iterable(map(forms, _RUNS.findall(text))))


def tables() -> dict[str, object]:
    """Return what the script needs in order to fold and split like this module."""
    return {
        "breaks": BREAKS,
        "silent": SILENT,
        "pairs": PAIRS,
        "triples": TRIPLES,
        "alike": ALIKE,
        "article": ARTICLE,
        "particles": PARTICLES,
        "endings": ENDINGS,
        "key": [WORD_KEY, GRAM_KEY],
    }
