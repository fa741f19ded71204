"""What a page leaves behind without a word in it: bars, counters, bare addresses, unfilled placeholders."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.clean.marks import mark
from generator.clean.zones import zones

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
# The letters that program text and addresses begin with.
_BEGINNINGS = "vlcwdgjhHW"
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]")
_LETTER = re.compile(r"[^\W\d_]")
_PHONE = re.compile(r"[+(]?\d[\d ()./-]{5,}\d|.{21,}")
# An identifier that was never meant to be seen.
_SERIAL = re.compile(r"\d{9,}")
# More slashes than these make an address that of a page.
_DEEP = 3
_RULER = re.compile(r"[\s*_=~#•·⁂–—-]*")


def debris(blocks: Blocks, context: Context) -> Blocks:
    """Cut lines without words at the edges of the text, and lines that only a machine was to read anywhere."""
    zone = zones(blocks, context)
    marks: dict[int, tuple[Label, str]] = {}
    for i in zone.open:
        if context.lines[i].prose or _is_worded(blocks[i].text):
            continue
        text, outside = blocks[i].text, zone.known and not zone.first < i < zone.last
        rule = _debris(text, after=zone.known and zone.first < i)
        if not rule and outside and not _LETTER.search(text) and not _PHONE.fullmatch(text):
            rule = "bare-number" if _WORD.search(text) else "no-words"
        if rule:
            marks[i] = ("cut", rule)
    return mark(blocks, marks)


def _is_worded(text: str) -> bool:
    """Tell whether a line begins with a letter and is no debris for that: most are so, and this is seen at a glance."""
    return text[0] not in _BEGINNINGS and text[-1] not in "]}%" and text[0].isalpha()


def _debris(text: str, *, after: bool) -> str:
    """Name the kind of debris that a line is wherever it stands, "" where it is none; `after` the text's beginning."""
    if text[0] in "[{%$" or text[-1] in "]}%":
        if _PLACEHOLDER.fullmatch(text) or (text[0] == "[" and "=" in text and _SHORTCODE.fullmatch(text)):
            return "placeholder"
    elif _SCRIPT.match(text):
        return "script"
    # A bare host below the text may be the place's own address at the end of a review; a page's address is debris.
    if _ADDRESS.fullmatch(text) and (not after or text.count("/") > _DEEP):
        return "bare-address"
    if _SERIAL.fullmatch(text):
        return "bare-number"
    return "" if _WORD.search(text) or _RULER.fullmatch(text) else "no-words"
