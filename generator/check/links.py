"""Links: every internal address and fragment on every page leads somewhere."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from generator.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def check_links(files: Mapping[str, bytes], base_url: str) -> Iterator[Problem]:
    """Yield a problem for each link of the site's HTML pages that leads to no file, or to no id in it.

    `files` are the site's, by path; addresses below `base_url` count as internal.
    """
    from lxml import html

    targets: dict[str, set[str]] = {}
    links: list[tuple[str, str]] = []
    for path, data in sorted(files.items()):
        if not path.endswith(".html"):
            continue
        if not data.strip():
            yield _broken(path, "the page is empty.", "A reader would see nothing.")
            continue
        root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
        ids: list[str] = [str(found) for found in _all(root, "//@id")]
        targets[path] = set(ids)
        doubled = sorted({ident for ident in ids if ids.count(ident) > 1}) if len(ids) != len(targets[path]) else []
        for ident in doubled:
            yield _broken(path, f"the id “{ident}” stands twice.", "A link to it could mean either.")
        links += sorted({(path, str(found)) for found in _all(root, "//@href | //@src")})
    base = urlsplit(base_url)
    for path, link in links:
        problem = _follow(path, link, files, targets, base.netloc, base.path)
        if problem:
            yield problem


def _all(root: Any, path: str) -> list[Any]:  # noqa: ANN401  # lxml has no precise types for XPath
    found: list[Any] = root.xpath(path)
    return found


def _follow(  # noqa: PLR0913  # a link, where it stands, and what is there
    path: str, link: str, files: Mapping[str, bytes], targets: Mapping[str, set[str]], host: str, base: str
) -> Problem | None:
    try:
        parts = urlsplit(link)
    except ValueError:
        return _broken(path, f"the link “{link}” is no address.", "A reader would meet an error.")
    below = f"{parts.path}/".startswith(f"{base}/")
    if (parts.scheme or parts.netloc) and (parts.netloc != host or not host or not below):
        return None
    address = unquote(parts.path)
    if parts.netloc or address.startswith("/"):
        if not below:
            return _broken(path, f"the link “{link}” leads out of the site.", "The site lives below another path.")
        address = unquote(parts.path.removeprefix(base)).lstrip("/")
    elif address:
        address = posixpath.normpath(posixpath.join(posixpath.dirname(path), address)) + (
            "/" if address.endswith("/") else ""
        )
        address = "" if address in {".", "./"} else address
    else:
        address = path
    target = f"{address}index.html" if not address or address.endswith("/") else address
    if target not in files:
        return _broken(path, f"the link “{link}” leads to no page.", "A reader would meet an error.")
    if parts.fragment and target in targets and unquote(parts.fragment) not in targets[target]:
        return _broken(
            path, f"the link “{link}” leads to no such place in the page.", "A reader would land at the top."
        )
    return None


def _broken(path: str, what: str, why: str) -> Problem:
    return Problem(path, 0, 0, "broken-link", what, why, "if the theme is your own, correct it; else report it.")
