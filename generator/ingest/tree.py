"""The door to lxml: an HTML page as a tree of bounded depth and size, and the lines a reader sees of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from generator.errors import DigestError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from generator.model.block import Kind

_MOST_ELEMENTS = 20_000
"""The largest of our 123 real pages has 3,320 (and 674 lines); at the worst each costs the extractor 0.2 ms."""

_MOST_LINES = 10_000

_MOST_ATTRIBUTES = 1_000
"""Attributes of one element: libxml2 compares each with all before it."""

_LONG_TAG = re.compile(r"<[A-Za-z][^>]{4000,}")
_QUOTED = re.compile(r"""\"[^\"]*\"|'[^']*'""")

_DROPPED = frozenset(
    "head script style template noscript iframe object embed applet svg math canvas audio video select datalist textarea map frame frameset noframes".split()
)
"""Elements whose content is not read as text."""

_BLOCKS = frozenset(
    "address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hgroup hr html label legend li listing main menu nav ol optgroup option p plaintext pre search section summary table "
    "tbody td tfoot th thead tr ul xmp".split()
)
"""Elements that begin a line of their own. `label` and `button` are inline to CSS, but forms are read by the line."""

_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_SPACE = re.compile(r"[ \t\n\r\f\v\u00a0]+")

Place = Literal["text", "tail"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page as a reader sees it, white space folded.

    `parts` are the text nodes it was read from, `inside` the names of the block elements around it, outermost first;
    `linked` counts its characters within links to other pages.
    """

    text: str
    kind: Kind
    level: int
    inside: tuple[str, ...]
    parts: tuple[tuple[Element, Place], ...]
    linked: int = 0


def parse(text: str, path: str) -> Element:
    """Parse a page; refuse (`too-deep`, `too-many-tags`) what no browser shows and no reader wrote.

    Raises DigestError.
    """
    from lxml import etree, html

    for tag in _LONG_TAG.finditer(text):
        if len(_QUOTED.sub("", tag[0]).split()) > _MOST_ATTRIBUTES:
            raise _too_many(
                path, f"an element has more than {_MOST_ATTRIBUTES:,} attributes.", text.count("\n", 0, tag.start()) + 1
            )
    parser = html.HTMLParser(encoding="utf-8", remove_pis=True, no_network=True, huge_tree=False, collect_ids=False)
    clean = text.replace("\0", "")
    try:
        root = etree.fromstring(clean.encode("utf-8", "replace"), parser=parser)
    except (etree.XMLSyntaxError, etree.ParserError, ValueError):
        root = None
    for entry in parser.error_log:
        if "depth" in entry.message and "Excessive" in entry.message:
            why = "Such depth stops every reader of the page, ours too."
            mend = "Save the article's text as .txt instead."
            raise DigestError(
                Problem(path, entry.line, 0, "too-deep", "elements are nested more than 255 deep.", why, mend)
            )
    if root is None:
        why = "There is nothing to publish."
        raise DigestError(Problem(path, 0, 0, "empty-file", "the page has no content.", why, "Save the page again."))
    count = sum(1 for _ in root.iter())
    if count > _MOST_ELEMENTS:
        raise _too_many(path, f"the page has {count:,} elements, more than {_MOST_ELEMENTS:,}.")
    return root


@dataclass(slots=True)
class _Pen:
    """Collects the text nodes of the line being read."""

    lines: list[Line] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    parts: list[tuple[Element, Place]] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)
    links: int = 0
    linked: int = 0

    def write(self, element: Element, place: Place) -> None:
        """Take up one text node."""
        text = element.text if place == "text" else element.tail
        if not text:
            return
        self.words.append(text)
        if not text.isspace():
            self.parts.append((element, place))
            if self.links:
                self.linked += len(text.strip())

    def end_line(self) -> None:
        """End the line, if anything stands on it."""
        if self.parts:
            joined = "".join(self.words)
            names = tuple(str(element.tag) for element in self.open)
            if "pre" in names:
                for row in joined.split("\n"):
                    if row.strip():
                        self.lines.append(Line(row.rstrip(), "code", 0, names, tuple(self.parts)))
            elif text := _SPACE.sub(" ", joined).strip():
                kind, level = _kind(names)
                self.lines.append(Line(text, kind, level, names, tuple(self.parts), self.linked))
        self.words.clear()
        self.parts.clear()
        self.linked = 0


def _kind(names: tuple[str, ...]) -> tuple[Kind, int]:
    """Tell how a line is marked by the block elements around it."""
    for name in reversed(names):
        if name in _HEADINGS:
            return "heading", _HEADINGS[name]
        if name == "figcaption":
            return "figure", 0
        if name == "blockquote":
            return "quote", 0
        if name in {"li", "dd", "dt"}:
            return "item", max(1, sum(1 for other in names if other in _LISTS))
    return "paragraph", 0


def visible_lines(root: Element, path: str) -> tuple[Line, ...]:
    """Return the lines of a page in document order: a block element each, `<br>` ends one, hidden matter left out.

    Raises DigestError (`too-many-tags`) past 10,000.
    """
    pen = _Pen()
    for step, element in _steps(root):
        tag = element.tag
        named = isinstance(tag, str)
        if step == "start":
            if named and tag in _BLOCKS:
                pen.end_line()
                pen.open.append(element)
            if _leads_away(element):
                pen.links += 1
            if named and tag not in _DROPPED:
                pen.write(element, "text")
            continue
        if named and tag in _BLOCKS:
            pen.end_line()
            pen.open.pop()
        if _leads_away(element):
            pen.links -= 1
        if element is not root:
            pen.write(element, "tail")
        if len(pen.lines) > _MOST_LINES:
            raise _too_many(path, f"the page has more than {_MOST_LINES:,} lines.")
    pen.end_line()
    return tuple(pen.lines)


def _leads_away(element: Element) -> bool:
    """Tell whether an element is a link to another page: headings are often links to themselves."""
    return element.tag == "a" and not (element.get("href") or "#").startswith("#")


def _steps(root: Element) -> Iterator[tuple[Literal["start", "end"], Element]]:
    """Walk the tree without recursion; dropped elements and comments are entered, their children are not."""
    stack: list[tuple[Element, bool]] = [(root, False)]
    while stack:
        element, left = stack.pop()
        if left:
            yield "end", element
            continue
        yield "start", element
        stack.append((element, True))
        if isinstance(element.tag, str) and element.tag not in _DROPPED:
            stack.extend((child, False) for child in reversed(element))


def _too_many(path: str, what: str, line: int = 0) -> DigestError:
    why = "Working them through would hold up all other articles."
    return DigestError(Problem(path, line, 0, "too-many-tags", what, why, "Save the article's text as .txt instead."))
