"""Who wrote it and who published it: lines to lift into front matter."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.clean.marks import mark
from generator.clean.zones import zones
from generator.text.fold import fold

if TYPE_CHECKING:
    from generator.clean.context import Context
    from generator.clean.marks import Blocks
    from generator.model import Label

# A byline or an outlet line is at most this wide.
_MOST = 80


class _Names(NamedTuple):
    agencies: frozenset[str]
    outlets: frozenset[str]
    bylines: tuple[str, ...]
    endings: frozenset[str]
    """What the names of agencies end with."""


@cache
def _names() -> _Names:
    path = Path(__file__).parent.parent / "names.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return _Names(
        frozenset(map(fold, data["agencies"])),
        frozenset(map(fold, data["outlet_words"])),
        tuple(sorted((fold(word) for word in data["bylines"]), key=lambda word: (-len(word), word))),
        frozenset(fold(name)[-2:] for name in data["agencies"]),
    )


_PARTS = re.compile(r"\s*(?:[/,|+&]|\b(?:and|und|et|y|и|mit|avec|con|with|από|med|par|via)\b)\s*")
_CAPITALISED = re.compile(
    r"(?:[A-ZÀ-ÞĀ-ŽΆ-ΫА-ЯЁЄІЇҐ][\w.’'-]*|de|da|di|von|van|der|den|del|la|le|bin|al|el|dos|do|y|und|and|et|&|и|та|і|og|och|\||,|/|,)(?:\s+|\Z)"
)
_HAN = re.compile(
    r"[（(]?[\u4e00-\u9fff]{0,8}?(?:记者|記者|特派員|编辑|編輯|责编|責編|责任编辑|作者|撰文|编译|文)[:：/\s|]?\s?[\u4e00-\u9fff·、 /()（）|—／]{2,30}[)）]?(?:报道|報導)?"
)
_KOREAN = re.compile(r"[가-힣]{2,4} ?(?:기자|특파원|객원기자)(?: ?=)?(?: \S+@\S+)?|\S+@\S+ ?[가-힣]{2,4} ?기자")


# "By Ann Lee, for The Daily Sample", "Von Karl Maier für das Probeblatt": who for is no part of the name.
_FOR = re.compile(
    r",?\s(?:for|in|für|aus|pour|para|per|voor|для|à|en|от|from)\s(?:[A-ZÀ-ÞА-ЯЁЄІЇҐ]|the\s|le\s|la\s|das\s|die\s|den\s).*$"
)


# The editors' initials that German desks set before the agencies: "hb/sti (dpa, rtr)".
_INITIALS = re.compile(r"^(?:[a-z]{1,4}[,/ ]{1,2}){0,3}[a-z]{1,4} \(")


def is_agency(folded: str) -> bool:
    """Tell whether a line names agencies and nothing else: "AFP", "(dpa/afp)", "mit dpa", "hb/sti (dpa)"."""
    if len(folded) > 60:
        return False
    if folded.rstrip("/,|+& ")[-2:] not in _names().endings:
        return False  # the last agency is not there, to be seen at a glance
    folded = _INITIALS.sub("", folded)
    parts = [part for part in _PARTS.split(folded) if part]
    return bool(parts) and all(part in _names().agencies for part in parts)


def is_outlet(text: str, folded: str) -> bool:
    """Tell whether a short line is the name of an outlet: capitalised words, one of which outlets are called by."""
    words = folded.split()
    if not 2 <= len(words) <= 5 or len(text) > 40 or not text[0].isupper() or text[-1] in ".!?:;,":
        return False
    capital = sum(word[:1].isupper() for word in text.split())
    return capital >= len(words) - 1 and not _names().outlets.isdisjoint(words)


def is_byline(text: str, folded: str) -> bool:
    """Tell whether a line says who wrote the article: "By Ann Lee", "Von Karl Maier", "记者 李明"."""
    if text[-1] in ".!?:;。！？" and not text.endswith((" Jr.", " Sr.")):
        return False
    if not text.isascii() and (_HAN.fullmatch(text) or _KOREAN.fullmatch(text)):
        return True
    names = _names()
    if not folded.startswith(names.bylines):
        return False
    for word in names.bylines:
        if folded.startswith(word) and folded[len(word) : len(word) + 1] in {" ", ":", "|"}:
            rest = text.split(None, word.count(" ") + 1)
            return len(rest) == word.count(" ") + 2 and _is_name(rest[-1])
    return False


# Names in scripts without capitals: two to four words and nothing else.
_UNCASED = re.compile(r"[\u0590-\u0dff]{2,}(?:[ -][\u0590-\u0dff]{2,}){1,3}")


def _is_name(text: str) -> bool:
    """Tell whether every word is capitalised, or one of those that stand between the parts of names."""
    if _UNCASED.fullmatch(text.strip(" :|")):
        return True
    text = re.sub(r"[\s,|•·-]+(?:\d|@).*$", "", text.strip(" :|"))
    who = _FOR.sub("", text)
    if who != text and " " not in who:
        return False  # "Von Frauen für Frauen"
    text, at = who, 0
    while at < len(text):
        match = _CAPITALISED.match(text, at)
        if not match:
            return False
        at = match.end()
    return bool(text) and len(text.split()) <= 9


def bylines(blocks: Blocks, context: Context) -> Blocks:
    """Lift the bylines of head and tail, and the agency or outlet named alone on the last lines."""
    zone = zones(blocks, context)
    if not zone.known:
        return blocks
    source = fold(context.options.source.name) if context.options.source else ""
    marks: dict[int, tuple[Label, str]] = {}
    for i in zone.open:
        text, line = blocks[i].text, context.lines[i]
        if zone.first <= i <= zone.last or line.size > _MOST:
            continue
        if is_byline(text, line.folded):
            marks[i] = ("meta", "meta-byline")
        elif is_agency(line.folded):
            marks[i] = ("meta", "meta-agency")
        elif (source and line.folded == source) or (i == zone.live[-1] and is_outlet(text, line.folded)):
            marks[i] = ("meta", "meta-outlet")
    return mark(blocks, marks)
