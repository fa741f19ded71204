"""What a page leaves behind without a word in it: bars, counters, bare addresses, unfilled placeholders."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.clean.marks import mark
from generator.clean.zones import is_open, zones

if TYPE_CHECKING:
    from generator.clean.context import Context
    from generator.clean.marks import Blocks
    from generator.model import Label

# A name in square or curly brackets or percent signs with an underscore, as templates write their fields; and
# WordPress shortcodes.
_PLACEHOLDER = re.compile(
    r"(?:\w+(?: \w+){0,2}:? )?(?:\[[a-z]+(?:_[a-z]+)+\]|\{\{.{1,60}\}\}|%%?[a-z]+(?:_[a-z]+)+%%?|\$\{.{1,60}\})\.?",
    re.IGNORECASE,
)
_SHORTCODE = re.compile(r"\[/?[a-z][a-z_-]{2,}(?: [a-z_-]+=.{1,200})?\].{0,80}", re.IGNORECASE)
_SCRIPT = re.compile(
    r"\(adsbygoogle\b|(?:var|let|const) \w+ ?=|(?:window|document|googletag|jQuery)[.(]\S|\$\(function|<!--|-->|/\*|//<!\[CDATA"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]")
_LETTER = re.compile(r"[^\W\d_]")
_RULER = re.compile(r"[\s*_=~#•·⁂–—-]*")


def debris(blocks: Blocks, context: Context) -> Blocks:
    """Cut lines without words at the edges of the text, and lines that only a machine was to read anywhere."""
    zone = zones(blocks, context)
    marks: dict[int, tuple[Label, str]] = {}
    for i in zone.live:
        block = blocks[i]
        if not is_open(block) or context.lines[i].prose:
            continue
        text = block.text
        if text[0] in "[{%$" or text[-1] in "]}%":
            if _PLACEHOLDER.fullmatch(text) or (text[0] == "[" and "=" in text and _SHORTCODE.fullmatch(text)):
                marks[i] = ("cut", "placeholder")
                continue
        elif _SCRIPT.match(text):
            marks[i] = ("cut", "script")
            continue
        if text[-1] == "]" and _PLACEHOLDER.fullmatch(text):
            marks[i] = ("cut", "placeholder")
        elif _ADDRESS.fullmatch(text):
            marks[i] = ("cut", "bare-address")
        elif not _WORD.search(text) and not _RULER.fullmatch(text):
            marks[i] = ("cut", "no-words")
        elif zone.known and not zone.first < i < zone.last and not _LETTER.search(text) and len(text) <= 20:
            marks[i] = ("cut", "bare-number" if _WORD.search(text) else "no-words")
    return mark(blocks, marks)
