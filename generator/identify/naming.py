"""The headline, the address and the outlet of an article: found together, since a headline often ends in the outlet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, TypeAlias

from generator.identify.publishers import Publisher, by_address, by_name, by_slug, host_of
from generator.identify.titles import Split, fold, plain_title, split_suffix, title_from_lead
from generator.model.article import FILE_NAME, FIRST_SENTENCE
from generator.text.addresses import is_web_address
from generator.text.scripts import strip_controls

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from generator.identify.datelines import Dateline
    from generator.model.block import Block
    from generator.model.raw import Hint, RawArticle
    from generator.model.source import Source

_NO_OUTLET = frozenset({"home", "homepage", "news", "index", "blog", "rss", "feed", "wordpress", "untitled"})
_LONGEST_NAME = 60
_NO_ADDRESS = re.compile(r'[\s<>"\\^`{|}]')


@dataclass(frozen=True, slots=True)
class Naming:
    """The headline with its ground, the address, and the publisher. `title_from` is "lead" for a derived headline."""

    title: str
    title_from: str | None
    basis: str
    line: int
    url: str | None
    url_basis: str
    publisher: Publisher | None


def name_article(
    raw: RawArticle, blocks: Sequence[Block], lead: Block | None, dateline: Dateline | None, sources: Sequence[Source]
) -> Naming:
    """Find headline, address and publisher."""
    url, url_basis = _address(raw)
    host = host_of(url or "")
    sites = [
        hint.value
        for hint in raw.hints
        if hint.field == "source"
        and hint.basis not in {"inbox folder", "front matter"}
        and len(hint.value) <= _LONGEST_NAME  # some pages give their headline for the site's name
    ]
    known = [name for source in sources for name in (source.name, source.slug)]
    split, basis, line = _headline(raw, blocks, [*known, *sites], host)
    outlet = _outlet(raw, blocks, (split.outlet, line), sources)
    publisher = _publisher(raw, outlet, url, sources)
    if split.title:
        return Naming(split.title, None, basis, line, url, url_basis, publisher)
    text = lead.text if lead else ""
    bare = text[dateline.length :].lstrip() if dateline and len(text) > dateline.length + 20 else text
    title = title_from_lead(bare)
    if not title and raw.path:
        title = raw.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        return Naming(title, None, FILE_NAME, 0, url, url_basis, publisher)
    return Naming(title, "lead", FIRST_SENTENCE, lead.line if lead else 0, url, url_basis, publisher)


def _headline(raw: RawArticle, blocks: Sequence[Block], names: Sequence[str], host: str) -> _Candidate:
    """Return the headline (split from its outlet), its ground and its line; "" where there is none."""
    for hint in raw.hints:
        if hint.field == "title" and hint.basis == "front matter" and (title := plain_title(hint.value)):
            return Split(title), hint.basis, 0
    if raw.form == "html" and (chosen := _page_headline(raw, blocks, names, host)):
        return chosen
    for block in blocks:
        if block.label == "title":
            text = (
                block.text.lstrip("#").strip(" #") if raw.form == "markdown" and block.kind == "heading" else block.text
            )
            split = split_suffix(plain_title(text), names, host)
            if split.title:
                return (
                    split,
                    "headline of the page" if block.rule == "page-headline" else "headline of the text",
                    block.line,
                )
    for hint in raw.hints:
        if hint.field == "title":
            split = split_suffix(plain_title(hint.value), names, host)
            if split.title and fold(split.title) not in {fold(name) for name in names}:
                return split, hint.basis, 0
    return Split(""), "", 0


_Candidate: TypeAlias = tuple[Split, str, int]
"""A headline, its ground and its line, 0 outside the text."""

_DECLARED = ("JSON-LD headline", "og:title")


def _page_headline(raw: RawArticle, blocks: Sequence[Block], names: Sequence[str], host: str) -> _Candidate | None:
    """Choose among what a page calls its headline: what OpenGraph and one more say alike, else JSON-LD, then OpenGraph.

    The visible one sets their faults right.
    A candidate that ends in another one only has a kicker before it, and so have two that end alike; one that another one
    begins with, an outlet or a section behind it, or was cut short: the plain one is taken, but the longer of a headline
    cut with an ellipsis. Chosen
    on the development pages (JSON-LD first: 105 of 123 right, OpenGraph first 98, the visible headline first 91; what
    OpenGraph and one more say before all that 109).
    """
    found = [
        (split_suffix(plain_title(hint.value), names, host), wanted, 0)
        for wanted in _DECLARED
        for hint in raw.hints
        if hint.field == "title" and hint.basis == wanted
    ]
    visible = next((block for block in blocks if block.label == "title"), None)
    if visible:
        found.append((split_suffix(plain_title(visible.text), names, host), "headline of the page", visible.line))
    found = [item for item in found if item[0].title and fold(item[0].title) not in {fold(name) for name in names}]
    if not found:
        return None
    window = {
        fold(split_suffix(plain_title(hint.value), names, host).title) for hint in raw.hints if hint.basis == "title"
    }
    best = _shared(found, window) or _plainest(found)
    same = next((item for item in found if item[2] and fold(item[0].title) == fold(best[0].title)), None)
    outlet = next((item[0].outlet for item in found if item[0].outlet), None)
    return Split(best[0].title, outlet), best[1], same[2] if same else 0


def _shared(found: Sequence[_Candidate], window: AbstractSet[str]) -> _Candidate | None:
    """Return the headline that OpenGraph and one of the others give alike, kicker and all.

    JSON-LD keeps its word against these two where the title of the window sides with it.
    """
    said = [fold(item[0].title) for item in found]
    shared = next((fold(item[0].title) for item in found if item[1] == _DECLARED[1]), None)
    if shared is None or said.count(shared) == 1 or (said[0] != shared and said[0] in window):
        return None
    return found[said.index(shared)]


def _plainest(found: Sequence[_Candidate]) -> _Candidate:
    """Return the first headline, set right by the others."""
    best = found[0]
    for other in found[1:]:
        best = _plainer(_without_kickers(best, other), other)
    return best


def _without_kickers(first: _Candidate, second: _Candidate) -> _Candidate:
    """Return the first headline without its kicker, where the second has the same words behind another kicker."""
    one, other = first[0].title, second[0].title
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(reversed(one), reversed(other), strict=False)))
    headline = one[len(one) - same :].lstrip()
    kickers = (one.removesuffix(headline), other.removesuffix(headline))
    if len(fold(headline)) < _SHORTEST or not all(_KICKER.search(kicker) for kicker in kickers):
        return first
    return Split(headline, first[0].outlet), first[1], first[2]


def _plainer(first: _Candidate, second: _Candidate) -> _Candidate:
    """Return the better of two headlines of one page: the first, unless it is the second with something about it."""
    one, other = first[0].title, second[0].title
    if one.endswith(("...", "…")) and fold(other).startswith(fold(one)):
        return second
    if len(fold(other)) < _SHORTEST or len(other) >= len(one):
        return first
    before = one.removesuffix(other)
    if before != one and _KICKER.search(before):
        return second
    behind = one.removeprefix(other)
    return second if behind != one and _TAIL.match(behind) else first


_SHORTEST = 18
_KICKER = re.compile(r"(?:[:/|]|\s[–—-])\s+\Z")
_TAIL = re.compile(r"\s*(?:[|：｜]|\s[–—-])\s*\S")


def _address(raw: RawArticle) -> tuple[str | None, str]:
    """Return the article's own http(s) address, without fragment, and where it was read."""
    for hint in raw.hints:
        if hint.field != "url":
            continue
        value = strip_controls(hint.value).strip()
        if is_web_address(value) and not _NO_ADDRESS.search(value):
            return value.split("#")[0], hint.basis
    return None, ""


def _publisher(
    raw: RawArticle, outlet: Publisher | None, url: str | None, sources: Sequence[Source]
) -> Publisher | None:
    """Return the publisher from the most trusted place: front matter, folder, address, then the outlet's name."""
    for basis in ("front matter", "inbox folder"):
        for hint in raw.hints:
            if hint.field == "source" and hint.basis == basis and (found := by_slug(hint.value, basis, sources)):
                return found if found.name or outlet is None else Publisher(found.slug, outlet.name, basis)
    if url and (found := by_address(url, sources)):
        return found
    return outlet


def _outlet(
    raw: RawArticle, blocks: Sequence[Block], suffix: tuple[str | None, int], sources: Sequence[Source]
) -> Publisher | None:
    """Return the outlet that a line, the container or the headline's end names; `suffix` is that end and its line."""
    for block in blocks:
        if block.rule == "meta-outlet":
            return by_name(plain_title(block.text).strip(" .|—–-"), "outlet line of the text", sources, block.line)
    named = [
        hint
        for hint in raw.hints
        if hint.field == "source" and hint.basis not in {"inbox folder", "front matter"} and _is_outlet(hint)
    ]
    if suffix[0] and not named:
        return by_name(suffix[0], "end of the headline", sources, suffix[1])
    for hint in named:
        return by_name(plain_title(hint.value), hint.basis, sources)
    return None


def _is_outlet(hint: Hint) -> bool:
    value = plain_title(hint.value)
    return 0 < len(value) <= _LONGEST_NAME and fold(value) not in _NO_OUTLET and "://" not in value
