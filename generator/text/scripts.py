"""Scripts and directions, told from the letters themselves and not from a list of languages."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, TypeAlias

Direction: TypeAlias = Literal["ltr", "rtl"]

_RANGES: tuple[tuple[str, str], ...] = (
    ("Latin", r"A-Za-z\u00AA\u00BA\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u024F\u1E00-\u1EFF"),
    ("Cyrillic", r"\u0400-\u052F\u1C80-\u1C8F"),
    (
        "Arabic",
        r"\u0620-\u064A\u066E-\u06D3\u06D5\u06EE\u06EF\u06FA-\u06FF\u0750-\u077F\u08A0-\u08FF\uFB50-\uFDFF\uFE70-\uFEFC",
    ),
    ("Han", r"\u3005\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\U00020000-\U0003134F"),
    ("Kana", r"\u3041-\u30FF\u31F0-\u31FF\uFF66-\uFF9D"),
    ("Hangul", r"\u1100-\u11FF\u3131-\u318E\uAC00-\uD7A3"),
    ("Hebrew", r"\u05D0-\u05EA\u05EF-\u05F2\uFB1D-\uFB4F"),
    ("Greek", r"\u0370-\u03FF\u1F00-\u1FFF"),
    ("Devanagari", r"\u0900-\u097F"),
    ("Thai", r"\u0E01-\u0E3A\u0E40-\u0E4E"),
    ("Bengali", r"\u0980-\u09FF"),
    ("Tamil", r"\u0B80-\u0BFF"),
    ("Armenian", r"\u0531-\u0587"),
    ("Georgian", r"\u10A0-\u10FF\u1C90-\u1CBF\u2D00-\u2D2F"),
    ("Ethiopic", r"\u1200-\u137F"),
    ("Syriac", r"\u0700-\u074F"),
    ("Thaana", r"\u0780-\u07BF"),
)

_RIGHT_TO_LEFT = frozenset({"Arabic", "Hebrew", "Syriac", "Thaana"})

# One pass over the text, one group a script: the group that matched names the script.
_RUNS = re.compile("|".join(f"(?P<{name}>[{ranges}]+)" for name, ranges in _RANGES))


_ASCII = re.compile("[^A-Za-z]+")


def count_scripts(text: str) -> dict[str, int]:
    """Count the letters of each script in `text`, most frequent first, ties by name; other characters do not count."""
    if text.isascii():
        letters = len(_ASCII.sub("", text))
        return {"Latin": letters} if letters else {}
    counts: dict[str, int] = {}
    for run in _RUNS.finditer("".join(text.split())):  # without its spaces a text has few runs, and long ones
        name = run.lastgroup or ""
        counts[name] = counts.get(name, 0) + run.end() - run.start()
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def main_script(text: str) -> str | None:
    """Return the script with the most letters ("Latin", "Arabic", "Han", ...), or `None` where there is no letter."""
    return next(iter(count_scripts(text)), None)


def direction(text: str) -> Direction:
    """Return the direction in which `text` reads: that of the script with the most letters.

    Not of its first strong character, which is what `dir="auto"` takes: `AFP - ` before an Arabic sentence would turn
    the sentence around.
    """
    return "rtl" if main_script(text) in _RIGHT_TO_LEFT else "ltr"


_RTL_TAG_SCRIPTS = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg"})


@cache
def tag_direction(tag: str) -> Direction:
    """Return the direction of a BCP 47 tag's usual script, by CLDR's likely subtags ("ar" is "rtl", "az" is "ltr")."""
    from babel.core import get_global

    parts = tag.replace("_", "-").split("-")
    script = next((part.title() for part in parts[1:] if len(part) == 4), None)
    if script is None:
        likely = get_global("likely_subtags").get(parts[0].lower(), "")
        script = next((part for part in likely.split("_") if len(part) == 4), "")
    return "rtl" if script in _RTL_TAG_SCRIPTS else "ltr"


def speaks(tag: str, wanted: str) -> bool:
    """Tell whether language tag `tag` is `wanted`, or a variety of it: "ar-EG" is "ar", and no "ar-SA"."""
    return f"{tag.lower()}-".startswith(f"{wanted.lower()}-")


_MARKS = (0x200E, 0x200F, 0x061C)

_STEERING = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]+"
)


def strip_controls(text: str) -> str:
    r"""Drop the characters that steer and do not speak: C0 and C1 controls but tab and newline, bidi marks, "\uFEFF".

    With them goes what no XML may hold: half surrogates, U+FFFE and U+FFFF. ZWNJ and ZWJ stay: Persian and the Indic
    scripts spell with them.
    """
    return text if text.isprintable() else _STEERING.sub("", text)


def steers(text: str) -> bool:
    """Tell whether a line holds characters that steer without being seen, which nobody types.

    Left-to-right and right-to-left marks do not count: Arabic and Hebrew headlines are typed with them.
    """
    if text.isprintable():
        return False
    kept = "".join(text.translate(dict.fromkeys(_MARKS)).split())
    return strip_controls(kept) != kept
