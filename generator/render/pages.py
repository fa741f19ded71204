"""Templates to pages: Jinja2 with autoescape, strict about names, blind to files."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from generator.errors import DigestError, Exit, Problem
from generator.text.fingerprint import fingerprint
from generator.text.scripts import strip_controls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, MutableMapping
    from types import CodeType

    from jinja2 import BytecodeCache, Environment
    from jinja2.bccache import Bucket
    from jinja2.runtime import Context

    from generator.model.page import Page
    from generator.model.views import SiteView
    from generator.text.words import Words


_ISOLATED = re.compile("\u2068([^\u2066-\u2069]*)\u2069")
"""A name that keeps its own direction within a phrase: what begins is ended."""


def _compiled(shelf: Shelf) -> BytecodeCache:
    """Return where Jinja2 finds the templates that it compiled before: in `shelf`, by a key of their name."""
    from jinja2 import BytecodeCache

    class Compiled(BytecodeCache):
        """Jinja2 itself tells by the text of a template whether what lies there still is its own."""

        def load_bytecode(self, bucket: Bucket) -> None:
            if data := shelf.get(bucket.key):
                bucket.bytecode_from_string(data)

        def dump_bytecode(self, bucket: Bucket) -> None:
            shelf.put(bucket.key, bucket.bytecode_to_string())

    return Compiled()


def _harmless(value: object) -> object:
    """Return what a template prints of a value: of texts, nothing that steers; HTML comes from the sanitiser.

    Files of the theme are trusted; the texts that they show are not.
    """
    if not isinstance(value, str) or value.isprintable() or hasattr(value, "__html__"):
        return value
    parts = _ISOLATED.split(value)
    return "".join(
        f"\u2068{strip_controls(part)}\u2069" if n % 2 else strip_controls(part) for n, part in enumerate(parts)
    )


def _escaping(escape: Callable[[object], str]) -> Callable[[object], str]:
    """Return what makes harmless and escapes, in one step: most texts have nothing to escape, and come back as they are."""

    def show(value: object) -> str:
        if type(value) is str and value.isprintable():
            if "&" in value or "<" in value or ">" in value or '"' in value or "'" in value:
                return escape(value)
            return value
        return escape(_harmless(value))

    return show


_HYPHENS = "-\u2010\u2013"

_HYPHENATED = re.compile(rf"(?<!\S)((?=\S*\w[{_HYPHENS}]\w)[!-\u05ff\u2010-\u201f]{{3,12}})(?!\S)")
"""A short word with a hyphen or a dash in it, or a span of years. Twelve of the widest letters fit a phone; a longer word may
break where it must, and so may scripts that break anywhere."""


def _headline(show: Callable[[object], str]) -> Callable[[str], str]:
    """Return the filter `headline`: in a title, no line ends within a short hyphenated word. Its letters stay what they are.

    No property of a style sheet does that, and a hyphen that does not break would be another letter to whoever copies it.
    """
    from markupsafe import Markup

    def headline(title: str) -> str:
        if not any(hyphen in title for hyphen in _HYPHENS):
            return title
        parts = _HYPHENATED.split(str(_harmless(title)))
        if len(parts) == 1:
            return title
        return Markup(  # noqa: S704  # every part of it was escaped
            "".join(f'<span class="whole">{show(part)}</span>' if n % 2 else show(part) for n, part in enumerate(parts))
        )

    return headline


_MOST_KEPT = 2000
"""Pieces of pages that are kept at most: those past it push the oldest out."""


def _keeper() -> Callable[..., str]:
    """Return `kept`, for templates: `{% call kept("name", ...) %}piece{% endcall %}` renders a piece once for each key."""
    pieces: dict[tuple[object, ...], str] = {}

    def kept(*key: object, caller: Callable[[], str]) -> str:
        piece = pieces.get(key)
        if piece is None:
            if len(pieces) >= _MOST_KEPT:
                del pieces[next(iter(pieces))]
            piece = pieces[key] = caller()
        return piece

    return kept


_dump = json.JSONEncoder(sort_keys=True).encode


_NAMING = re.compile(r"""\{%[-+]?\s*(extends|include|import|from)\s+(?:["']([^"'\s]+)["'])?""")
"""A tag that names another template; no name where an expression stands for it."""


_RECORD = "/data.json"
"""How the permalinks of records end, which all languages of a site have in common."""


@dataclass(frozen=True, slots=True)
class ThemeFile:
    """A template: its text, and its file for messages, relative to the site where it is the site's own."""

    text: str
    path: str


class Shelf(Protocol):
    """Where compiled templates lie, by a key of their name."""

    def get(self, name: str) -> bytes | None:
        """Return a compiled template, `None` where there is none."""

    def put(self, name: str, template: bytes) -> None:
        """Keep a compiled template."""


@dataclass(frozen=True)
class Addresses:
    """How permalinks become addresses: below `base_url`, or relative to the page they stand on.

    The pages of a further language lie below its `prefix` ("/ar"); `shared` are the permalinks of what all have in common.
    """

    base_url: str
    relative: bool
    prefix: str = ""
    shared: frozenset[str] = field(default=frozenset(), repr=False)

    def of(self, url: str, page: str | None, prefix: str | None = None) -> str:
        """Return the address of permalink `url` on the page at permalink `page`.

        `page` is `None` in files that stand nowhere, such as feeds: they get absolute addresses where the site knows
        its own. Addresses of other hosts stay as they are. `prefix` is that of another language of the site.
        """
        if not url.startswith("/") or url.startswith("//"):
            return url
        if self.shared:
            common = url in self.shared or url.endswith(_RECORD)
            url = url if common else f"{self.prefix if prefix is None else prefix}{url}"
            page = page and f"{self.prefix}{page}"
        if page is None:
            return f"{self.base_url}{url}"
        up = self._up(page)
        if up is None:
            return f"{self._path}{url}"
        path, mark, fragment = url.partition("#")
        if path == page and fragment:
            return f"#{fragment}"
        # By way of the site's root: such an address is the same on every page as deep as this.
        return f"{up}{path[1:]}{'index.html' if path.endswith('/') else ''}{mark}{fragment}"

    def _up(self, page: str) -> str | None:
        """Return the way from a page up to the site's root, such as `../../`; `None` where addresses begin at the host's."""
        # The page for lost readers answers at any depth: its addresses cannot be relative.
        return None if not self.relative or page == f"{self.prefix}/404.html" else "../" * (page.count("/") - 1)

    @cached_property
    def _path(self) -> str:
        return urlsplit(self.base_url).path


class Renderer:
    """Renders pages with one theme for one site.

    `theme` holds the templates by name; `site` and `words` are handed to every page. The result of `render` depends on
    these and on the page alone. `shelf` keeps compiled templates: those that are not there are put there.
    """

    def __init__(
        self,
        theme: Mapping[str, ThemeFile],
        site: SiteView,
        words: Words,
        addresses: Addresses,
        shelf: Shelf | None = None,
    ) -> None:
        self._theme = theme
        self._shelf = shelf
        self._addresses = addresses
        self._site = site
        self._words = words
        self._keys: dict[str, str] = {}

    def key(self, page: Page) -> str:
        """Return the fingerprint of everything that the bytes of a page depend on: what it shows, theme, site, words."""
        name = page.template
        if name not in self._keys:
            of_site = (repr(self._site), repr(self._addresses), self._words.key)
            texts = tuple((each, self._theme[each].text) for each in self._needed(name) if each in self._theme)
            self._keys[name] = fingerprint(of_site, texts)
        return fingerprint(page.key, self._keys[name])

    def compile(self, pages: Iterable[Page]) -> None:
        """Compile the templates of these pages now, once, before several processes would each do so.

        One that does not compile is left for `render` to tell of.
        """
        from jinja2 import TemplateError

        for name in sorted({each for page in pages for each in self._needed(page.template)}):
            if name.endswith((".html", ".xml", ".json", ".txt")):
                with suppress(TemplateError):
                    self._environment.get_template(name)

    def _needed(self, name: str) -> tuple[str, ...]:
        """Return a template and those it names, whatever these name, and so on; all, where one is named by an expression."""
        needed: set[str] = set()
        waiting = [name]
        while waiting:
            each = waiting.pop()
            if each in needed or each not in self._theme:
                continue
            needed.add(each)
            tags = _NAMING.findall(self._theme[each].text)
            if any(not quoted for _, quoted in tags):
                return tuple(sorted(self._theme))
            waiting += [quoted for _, quoted in tags]
        return tuple(sorted(needed))

    def render(self, page: Page) -> bytes:
        """Return the bytes of a page. Raises DigestError that names template and line where the template fails."""
        from jinja2 import TemplateError

        from generator.text.words import MissingWordError

        try:
            template = self._environment.get_template(page.template)
            composed = page.compose()
            text = template.render(view=composed.view, head=composed.head)
        except (TemplateError, MissingWordError) as error:
            raise DigestError(self._problem(page, error), code=Exit.CONFIG) from error
        return (text.strip("\n") + "\n").encode()

    @cached_property
    def _environment(self) -> Environment:
        from jinja2 import Environment, FunctionLoader, StrictUndefined, Template, pass_context
        from markupsafe import escape

        addresses = self._addresses
        show = _escaping(escape)

        class Shown(Template):
            """A compiled template whose every expression is printed by `show`."""

            @classmethod
            def from_code(
                cls,
                environment: Environment,
                code: CodeType,
                globals: MutableMapping[str, Any],  # noqa: A002  # Jinja2's name for them
                uptodate: Callable[[], bool] | None = None,
            ) -> Template:
                template = super().from_code(environment, code, globals, uptodate)
                template.root_render_func.__globals__["escape"] = show
                return template

        @pass_context
        def url(context: Context, permalink: str, prefix: str | None = None) -> str:
            head: Any = context.get("head")
            return addresses.of(permalink, head.permalink if head is not None else None, prefix)

        def load(name: str) -> tuple[str, str, None] | None:
            file = self._theme.get(name)
            return (file.text, file.path, None) if file else None

        # The settings of the last door: whatever a template prints is escaped, and holds nothing that steers.
        environment = Environment(
            loader=FunctionLoader(load),
            bytecode_cache=_compiled(self._shelf) if self._shelf is not None else None,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        environment.template_class = Shown
        environment.filters["url"] = url
        environment.filters["headline"] = _headline(show)
        environment.globals.update(site=self._site, words=self._words, kept=_keeper())
        environment.policies["json.dumps_function"] = _dump
        environment.policies["json.dumps_kwargs"] = {}
        return environment

    def _problem(self, page: Page, error: Exception) -> Problem:
        """Say where in which template it went wrong: the innermost template line that was running."""
        paths = {file.path for file in self._theme.values()}
        path, line = self._theme[page.template].path if page.template in self._theme else page.template, 0
        trace = error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename in paths:
                path, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
            trace = trace.tb_next
        line = getattr(error, "lineno", None) or line
        path = getattr(error, "filename", None) or path
        return Problem(
            path,
            line,
            1 if line else 0,
            "template",
            f"{type(error).__name__}: {error} (while making {page.path}).",
            "The page cannot be made, so the site is left as it was.",
            "correct the template; the names each one may use are in docs/templates.md.",
        )
