"""Sanitised HTML made ready to travel: as XHTML for a book, with its look written in for a mail, as lines for a plain text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.text.addresses import is_web_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

_KEPT = frozenset({"lang", "dir", "href", "title", "start"})
"""Attributes that mean something away from the site: classes are a theme's."""

_HEADING = re.compile(r"h([1-6])")

_LOWEST = 6


def to_xhtml(html: str, anchor: str, below: int) -> str:
    """Return HTML as XHTML; headings stand below the level `below`, and the paragraph `p3` becomes `{anchor}-p3`."""
    root = _read(html)
    shift = max(0, below - 1)
    for each in _links_first(root):
        ident, align = each.get("id"), each.get("align")
        _strip(each)
        if ident and anchor:
            each.set("id", f"{anchor}-{ident}")
        if align in {"left", "center", "right"}:
            each.set("style", f"text-align: {align}")
        if "lang" in each.attrib:
            each.set("{http://www.w3.org/XML/1998/namespace}lang", str(each.get("lang")))
        if level := _HEADING.fullmatch(str(each.tag)):
            each.tag = f"h{min(_LOWEST, int(level[1]) + shift)}"
    return _write(root, "xml")


def with_looks(html: str, direction: str, looks: Mapping[str, tuple[str, str]]) -> str:
    """Return HTML with direction, class and style on each element that has a look by its tag; headings look like "h"."""
    root = _read(html)
    for each in _links_first(root):
        _strip(each)
        tag = "h" if _HEADING.fullmatch(str(each.tag)) else str(each.tag)
        if tag in looks:
            if tag != "a" and "dir" not in each.attrib:
                each.set("dir", direction)
            each.set("class", looks[tag][0])
            each.set("style", looks[tag][1])
    return _write(root, "html")


_BLOCKS = frozenset("p li dt dd h1 h2 h3 h4 h5 h6 pre tr".split())


def to_lines(html: str) -> tuple[str, ...]:
    """Return the blocks of HTML as lines of plain text: the address of a link stands behind its words, in brackets."""
    lines = [""]
    for piece in _pieces(_read(html)):
        if piece == "\n":
            lines.append("")
        else:
            lines[-1] += piece
    said = "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)
    return tuple(said.replace("–\n", "– ").split("\n")) if said else ()  # an entry may begin with a paragraph


def _pieces(node: HtmlElement) -> Iterator[str]:
    """Yield the text of an element and what is in it, a block or line end as a line feed."""
    yield (node.text or "").replace("\n", " ")
    for child in node.iterchildren("*"):
        block = child.tag in _BLOCKS
        if block or child.tag == "br":
            yield "\n"
        if child.tag == "li":
            yield "– "
        yield from _pieces(child)
        if child.tag in {"td", "th"}:
            yield " "
        href = child.get("href") or ""
        if child.tag == "a" and is_web_address(href) and href != "".join(child.itertext()):
            yield f" ({href})"
        if block:
            yield "\n"
        yield (child.tail or "").replace("\n", " ")


def _read(html: str) -> HtmlElement:
    from lxml.html import fragment_fromstring

    root: HtmlElement = fragment_fromstring(str(html), create_parent="div")
    return root


def _links_first(root: HtmlElement) -> list[HtmlElement]:
    """Return the elements, after unwrapping links that lead nowhere from there: those within the site, and broken ones."""
    for each in root.xpath(".//a"):
        href = each.get("href") or ""
        if not (is_web_address(href) or href.startswith("mailto:")):
            each.drop_tag()
    return list(root.iterdescendants("*"))


def _strip(each: HtmlElement) -> None:
    """Take away what means nothing elsewhere: attributes of the theme."""
    for name in sorted(set(each.attrib) - _KEPT):
        del each.attrib[name]


def _write(root: HtmlElement, method: str) -> str:
    from lxml.etree import tostring

    text: str = tostring(root, encoding="unicode", method=method)
    return text.removeprefix("<div>").removesuffix("</div>").removesuffix("<div/>").strip()
