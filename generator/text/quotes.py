"""Quotation marks: where quoted words begin and end in a paragraph, in every style of marks, balanced or not."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile('[“”„‟"«»「」『』]')

_FAMILY = {
    **dict.fromkeys('“”„‟"', "double"),
    **dict.fromkeys("«»", "angle"),
    **dict.fromkeys("「」", "corner"),
    **dict.fromkeys("『』", "white"),
}
# A pair of one family may hold marks of another: those are no ends of it.

_OPENS = frozenset("“„‟«「『")

_CLOSES_IN = frozenset({"de", "cs", "sk", "sl", "bg", "lt", "et", "da"})
"""Languages that close with the mark that others open with: „so“."""

_BEFORE = frozenset("([{—–-:;,/،؛：，、（")
"""Marks after which a quotation may open without a space."""

_WIDE = frozenset("，。、：；？！（）")

_AFTER = frozenset(".,;:!?)]}…،؛؟。，！？：；、）—–")
"""Marks that may follow a closing mark at once."""

_SINGLE = re.compile(
    r"(?:(?<=[\s(—–:])|^)(?:‘(?P<curly>(?![\s’])[^‘“”\n]{3,1200}?[,.!?…])’|'(?P<plain>[^\W\d_][^\"“”\n]{3,1200}?[,.!?…])')(?=[\s,.;)—–]|$)"
)
# With an apostrophe in the same shape, only a mark behind a comma or a stop closes for sure.


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between marks: `[start, end)` without the marks, `[outer, after)` with them.

    `closed` is false where the closing mark is missing: the words then reach to the next opening mark or the end.
    """

    outer: int
    start: int
    end: int
    after: int
    closed: bool = True


def quoted(paragraph: str, lang: str = "") -> tuple[Quoted, ...]:
    """Return the outermost quoted spans of a paragraph, in order; a closing mark without an opening one is nothing."""
    marks = list(_MARK.finditer(paragraph))
    if not marks:
        return tuple(_singles(paragraph)) if "‘" in paragraph or "'" in paragraph else ()
    roles = [_role(paragraph, match.start(), match[0], lang) for match in marks]
    families = [_FAMILY[match[0]] for match in marks]
    found: list[Quoted] = []
    opened, depth = -1, 0
    for at, match in enumerate(marks):
        place = match.start()
        if opened < 0:
            if roles[at] != "c":
                opened, depth = at, 0
        elif families[at] != families[opened]:
            continue
        elif roles[at] == "o":
            if _closes_twice(roles, families, at):
                depth += 1  # a quotation in a quotation
            else:
                found.append(_span(marks, opened, place, place, closed=False))
                opened = at
        elif depth:
            depth -= 1
        else:
            found.append(_span(marks, opened, place, place + 1, closed=True))
            opened = -1
    if opened >= 0:
        found.append(_span(marks, opened, len(paragraph), len(paragraph), closed=False))
    return tuple(_trim(paragraph, span) for span in found)


def _span(marks: list[re.Match[str]], opened: int, end: int, after: int, *, closed: bool) -> Quoted:
    outer = marks[opened].start()
    return Quoted(outer, outer + 1, end, after, closed)


def _trim(paragraph: str, span: Quoted) -> Quoted:
    """Leave out the white space inside the marks, which French sets."""
    start, end = span.start, span.end
    while start < end and paragraph[start].isspace():
        start += 1
    while end > start and paragraph[end - 1].isspace():
        end -= 1
    return Quoted(span.outer, start, end, span.after, span.closed)


def _role(paragraph: str, at: int, mark: str, lang: str) -> str:
    """Return "o" where a mark opens, "c" where it closes, "?" where only what came before can tell.

    The place says more than the glyph, since many texts set the wrong one; where it says nothing, the glyph decides.
    """
    if mark in "「『」』":
        return "o" if mark in "「『" else "c"
    before, after = paragraph[at - 1 : at] if at else "", paragraph[at + 1 : at + 2]
    apart = not before or before.isspace()  # nothing is written on to it from the left
    begins = bool(after) and (after.isalnum() or after in "¿¡…([-‘'" or after in _OPENS)
    opening = begins and (apart or before in _BEFORE or before in _OPENS)
    closing = not apart and (not after or after.isspace() or after in _AFTER)
    if mark in "«»":
        inward = opening and not closing and (apart or before in "(:")
        outward = closing and not opening
        return "o" if (mark == "»" and inward) or (mark == "«" and not outward) else "c"
    if mark in "“”" and (before in _WIDE or after >= "\u3040"):
        return "o" if mark == "“" else "c"  # no spaces tell in Chinese, and its marks are set right
    if opening != closing:
        return "o" if opening else "c"
    return "c" if after and after in ".,،؛;!?؟" else _by_glyph(mark, lang)


def _by_glyph(mark: str, lang: str) -> str:
    if mark == '"':
        return "?"
    return "c" if mark == "”" or (mark == "“" and lang in _CLOSES_IN) else "o"


def _closes_twice(roles: list[str], families: list[str], at: int) -> bool:
    """Tell whether the next two marks of the family close: then the one at `at` opens a quotation in a quotation."""
    rest = [role for role, family in zip(roles[at + 1 :], families[at + 1 :], strict=True) if family == families[at]]
    return rest[:2] == ["c", "c"]


def _singles(paragraph: str) -> list[Quoted]:
    found = []
    for match in _SINGLE.finditer(paragraph):
        start, end = match.span("curly" if match["curly"] else "plain")
        found.append(Quoted(start - 1, start, end, end + 1))
    return found
