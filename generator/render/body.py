"""Markdown to sanitised HTML. Nothing is edited behind the sanitiser."""

from __future__ import annotations

import re
from functools import cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from generator.errors import Problem
from generator.model.page import Body
from generator.render.blocks import REL, Block, split_blocks
from generator.text.scripts import strip_controls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from nh3 import Cleaner

_TAGS = frozenset(
    "a abbr b blockquote br code dd del div dl dt em h2 h3 h4 h5 h6 hr i li ol p pre s span strong sub sup table tbody td th thead tr ul".split()
)

_ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "title"},
    "p": {"id"},
    "code": {"class"},
    "span": {"class"},
    "ol": {"start"},
    "td": {"align"},
    "th": {"align"},
}

_SCHEMES = frozenset({"http", "https", "mailto"})

_PARAGRAPH_ID = re.compile(r"p[1-9]\d{0,5}")

_CLASS = re.compile(r"(?:language-[a-z0-9+#-]{1,30}|[a-z][a-z0-9]{0,3}(?: [a-z][a-z0-9]{0,3})?)")
"""Classes that may pass: those of Pygments (`k`, `nf`, `s1`) and the language of a code block."""

_ROUNDS = 8
"""Rounds of cleaning after which a text that still changes is refused: real texts settle in the first."""

_MOST_BRACKETS = 10_000
"""Opening brackets past which a text has no links: looking for their ends takes time by the square (40,000: 1.3 s)."""


class UnsettledError(ValueError):
    """Raised where sanitising does not come to rest: a text made to get past it."""

    def problem(self, path: str) -> Problem:
        """Return the problem of the file that the text stands in."""
        return Problem(
            path, 0, 0, "unsafe-text", f"{self}.", "The text is left out.", "look at it: it was made to do harm."
        )


def render_body(markdown: str, base: str | None = None) -> Body:
    """Render an article's Markdown: its n-th paragraph gets the id `p{n}`; relative links are resolved against `base`.

    Pictures become links to them, for a page asks nothing of another host; links that cannot be resolved, or lead
    elsewhere than http, https or mailto, become plain text. Raises UnsettledError for a text made to get past the sanitiser.
    """
    return set_blocks(split_blocks(markdown), base, links=markdown.count("[") <= _MOST_BRACKETS)


def set_blocks(blocks: Iterable[Block], base: str | None, *, links: bool = True) -> Body:
    """Set the blocks of a text, one after the other. Raises UnsettledError as `render_body` does."""
    from markupsafe import Markup

    address = partial(_address, base=base)
    paragraphs: list[str] = []
    above: list[int] = []
    pieces: list[str] = []
    for level, text, inner in blocks:
        if level == 0:
            paragraphs.append(text)
            pieces.append(f'<p id="p{len(paragraphs)}">{inner}</p>\n')
        elif level > 0:
            tag = _rank(level, above)
            pieces.append(f"<{tag}>{inner}</{tag}>\n")
        else:
            tokens = _parse(text, above, links=links)
            for token in tokens:
                token.children = _resolve(token.children or (), address)
            for token, inline in pairwise(tokens):
                if token.type == "paragraph_open" and not token.hidden:
                    paragraphs.append(_plain(inline.children or ()))
                    token.attrSet("id", f"p{len(paragraphs)}")
            pieces.append(_sanitise(_render(tokens)))
    # Each piece is whole: what was plain at sight holds no sign of HTML, the rest comes from the sanitiser.
    return Body(Markup("").join(map(Markup, pieces)), tuple(paragraphs))


def render_prose(markdown: str, resolve: Callable[[str], str] = str) -> str:
    """Render a text of the editor's: the same HTML, without ids; links to `/permalinks/` go through `resolve`.

    Relative links stay, an address without its scheme gets https; what leads elsewhere than http, https or mailto becomes plain text, as in an article.
    """

    def address(href: str) -> str | None:
        if href.startswith("/") and not href.startswith("//"):
            return resolve(href)
        return href if RELATIVE.match(href) else _address(href, "https:")

    tokens = _parse(markdown, [], links=markdown.count("[") <= _MOST_BRACKETS)
    for token in tokens:
        token.children = _resolve(token.children or (), address)
    return _sanitise(_render(tokens), ids=False)


RELATIVE = re.compile(r"[#?.]|[\w%-][^:/]*(?:/|\Z)")
"""A link within the site, told from a scheme and from another host."""


def _parse(markdown: str, above: list[int], *, links: bool) -> list[Token]:
    """Return the tokens of a text; its headings stand below the page's own, and none skips a level past those `above`."""
    tokens = _markdown(links=links).parse(markdown)
    fences = [token for token in tokens if token.type == "fence"]
    if len(fences) > _MOST_BLOCKS or sum(len(token.content) for token in fences) > _MOST_CODE:
        for token in fences:
            token.info = ""
    for token in tokens:
        if token.type == "heading_open":
            token.tag = _rank(int(token.tag[1]), above)
        elif token.type == "heading_close":
            token.tag = f"h{len(above) + 1}"
    return tokens


def _rank(level: int, above: list[int]) -> str:
    """Return the tag of a heading of a level, below those `above`, and let it be the last of them."""
    level = max(level, 2)
    while above and above[-1] >= level:
        above.pop()
    above.append(level)
    return f"h{len(above) + 1}"


def _render(tokens: Sequence[Token]) -> str:
    parser = _markdown(links=True)
    html: str = parser.renderer.render(tokens, parser.options, {})
    return html


@cache
def _markdown(*, links: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False, "highlight": _highlight})
    return parser.disable(["image"] if links else ["image", "link", "reference"])


def _plain(children: Sequence[Token]) -> str:
    """Return the letters of a paragraph."""
    pieces = (
        " " if child.type in {"softbreak", "hardbreak"} else child.content
        for child in children
        if child.type in {"text", "code_inline", "softbreak", "hardbreak", "text_special"}
    )
    return "".join(pieces)


def _resolve(children: Sequence[Token], address_of: Callable[[str], str | None]) -> list[Token]:
    """Resolve links, and unwrap those that lead nowhere."""
    kept: list[Token] = []
    unwrapped: list[bool] = []
    for child in children:
        if child.type == "link_open":
            address = address_of(str(child.attrGet("href") or ""))
            unwrapped.append(address is None)
            if address is None:
                continue
            child.attrSet("href", address)
            child.attrSet("rel", REL)  # as the sanitiser will, which is then done in one round
            # What is left of a picture, `![words](address)`, is a link to it.
            if kept and kept[-1].type == "text":
                kept[-1].content = kept[-1].content.removesuffix("!")
        elif child.type == "link_close" and unwrapped.pop():
            continue
        kept.append(child)
    return kept


def _address(href: str, base: str | None) -> str | None:
    """Return where a link leads, `None` where that is nowhere: another scheme, no host, or a host that cannot be."""
    try:
        address = urljoin(base or "", href)
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme not in _SCHEMES or (parts.scheme != "mailto" and (not host or "%" in host)):
        return None
    return address


_MOST_CODE = 20_000
"""Letters of all code blocks of a text past which none is marked up: Pygments takes 0.2 s for as many."""

_MOST_BLOCKS = 200
"""Code blocks of a text past which none is marked up: each costs 0.6 ms at least."""


def _highlight(code: str, language: str, _: str) -> str:
    """Mark up a code block of a named language with Pygments; "" leaves it to the default."""
    if not language:
        return ""
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return ""
    marked: str = highlight(code, lexer, HtmlFormatter(nowrap=True))
    return marked


def _sanitise(html: str, *, ids: bool = True) -> str:
    """Clean and strip control characters until nothing changes: nh3 decodes `&#1;` into the control itself."""
    from markupsafe import Markup

    cleaner = _cleaner(ids=ids)
    html = html.encode("utf-8", "ignore").decode()  # half surrogates, which JSON and YAML can spell
    for _ in range(_ROUNDS):
        cleaned = strip_controls(cleaner.clean(html))
        if cleaned == html:
            return Markup(cleaned)  # noqa: S704  # this is where text becomes markup: right behind the sanitiser
        html = cleaned
    message = "the text does not come to rest under the sanitiser"
    raise UnsettledError(message)


@cache
def _cleaner(*, ids: bool) -> Cleaner:
    import nh3

    def keep(tag: str, name: str, value: str) -> str | None:
        if name == "id":
            return value if ids and tag == "p" and _PARAGRAPH_ID.fullmatch(value) else None
        if name == "class":
            return value if _CLASS.fullmatch(value) else None
        return value

    attributes: Any = _ATTRIBUTES
    return nh3.Cleaner(
        tags=set(_TAGS),
        attributes=attributes,
        url_schemes=set(_SCHEMES),
        link_rel=REL,
        attribute_filter=keep,
    )
