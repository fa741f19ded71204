"""Language switchers and other menus on one line."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.clean.marks import mark
from generator.clean.zones import is_open, zones

if TYPE_CHECKING:
    from generator.clean.context import Context
    from generator.clean.marks import Blocks
    from generator.model import Label

# Codes and names of languages as switchers show them, folded.
_CODES = frozenset(
    "ar az be bg bn ca cn cs da de el en eng es et eu fa fi fr fra he hi hr hu hy id it ita ja jp ka kk ko kr ky lt lv mk ms nl no pl "
    "pt ro ru rus sk sl sq sr sv ta th tr ua uk ukr ur uz vi zh рус укр ру ук анг каз кыр қаз бел uzb тоҷ eesti".split()
)
_NAMES = frozenset(
    "english français francais русский українська українською по-русски español espanol deutsch italiano português portugues polski "
    "türkçe turkce العربية عربي فارسی 中文 简体中文 繁體中文 简体 繁體 日本語 한국어 ελληνικά svenska nederlands indonesia "
    "bahasa-indonesia tiếng-việt हिन्दी हिंदी اردو עברית қазақша o'zbek ქართული български română magyar čeština".casefold().split()
)
_SPLIT = re.compile(r"[\s|/·•,;]+")
_FIRST = re.compile(r"[^\s|/·•,;]+")
_BARS = re.compile(r"\s*[|│]\s*|\s+[›»>→•·]\s+|(?<=\S)>\s+|\\\|")

_STEP = re.compile(r"[›»>→]|\s/\s")
_BAR = re.compile(r"[|│›»>→•·]")
_PARTED = re.compile(r"[|│›»>→•·/]")
"""What trails and menus have, the one or the other: most lines have none of it."""


def is_switcher(text: str) -> bool:
    """Tell whether a line is a list of two or more languages and nothing else: "ua en ru", "English | العربية"."""
    if len(text) > 120:
        return False
    folded = text.casefold()
    first = _FIRST.match(folded)
    if first and first[0] not in _CODES and first[0] not in _NAMES:
        return False
    words = [word for word in _SPLIT.split(folded) if word]
    if not 2 <= len(words) <= 24 or len(set(words)) < 2:
        return False
    if not all(word in _CODES or word in _NAMES for word in words):
        return False
    # "no es", "de la": codes are words too. Two codes alone count in capitals, or beside a bar.
    return len(words) > 2 or text.isupper() or bool(re.search(r"[|/·•]", text)) or any(w in _NAMES for w in words)


def is_menu(text: str) -> bool:
    """Tell whether a line is a menu: four or more short items between bars, arrows or bullets."""
    if len(text) > 400 or not _BAR.search(text):
        return False
    items = [item for item in _BARS.split(text) if item.strip()]
    return len(items) >= 4 and all(len(item) <= 30 for item in items) and not text.rstrip().endswith((".", "。"))


def is_trail(text: str) -> bool:
    """Tell whether a line is a trail of sections: "Home > News > World"."""
    if len(text) > 160 or not _STEP.search(text) or "«" in text or any(letter.isdigit() for letter in text):
        return False
    items = [item.strip() for item in re.split(r"\s*[›»>→/]+\s*", text) if item.strip()]
    marks = len(_STEP.findall(text))
    return len(items) >= 2 and marks >= 2 and all(len(item) <= 30 for item in items[:-1])


# A headline that ends a trail has at least this width; shorter ends may be a section's name.
_HEADLINE = 15


def leads_to(text: str, folded: str, below: str) -> bool:
    """Tell whether a line is a trail of sections that ends with the headline on the line below it (both folded)."""
    if len(below) < _HEADLINE or len(folded) <= len(below) or not folded.endswith(below):
        return False
    trail = text[: len(text) - len(below) + 1]
    return re.search(r"[/›»>→|]", trail) is not None and len(trail) <= 100


def switchers(blocks: Blocks, context: Context) -> Blocks:
    """Cut language switchers and menus before and after the text."""
    zone = zones(blocks, context)
    if not zone.known:
        return blocks
    marks: dict[int, tuple[Label, str]] = {}
    for i, after in pairwise([*zone.head, zone.first]):
        if is_open(blocks[i]) and leads_to(blocks[i].text, context.lines[i].folded, context.lines[after].folded):
            marks[i] = ("cut", "breadcrumbs")
    for i in zone.open:
        if zone.first < i < zone.last or context.lines[i].ended:
            continue
        text = blocks[i].text
        if is_switcher(text):
            marks[i] = ("cut", "language-switcher")
        elif _PARTED.search(text) is None:
            continue
        elif i < zone.first and is_trail(text):
            marks[i] = ("cut", "breadcrumbs")
        elif is_menu(text):
            marks[i] = ("cut", "menu")
    return mark(blocks, marks)
