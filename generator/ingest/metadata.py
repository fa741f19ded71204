"""What the head of a saved page says about the article: JSON-LD, OpenGraph, meta, `<time>`, htmldate, in that order."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from generator.ingest.stamps import guess_date
from generator.model.raw import Hint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element as Element

    from generator.ingest.tree import Line

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|LiveBlogPosting|Posting)\Z")
_SPACE = re.compile(r"\s+")
_COMMA = re.compile(r"[,;،、]")
_MOST_JSON = 400_000
_MOST_NODES = 5_000
_MOST_HINTS = 300
_LONGEST = 2_000

_METAS: tuple[tuple[str, str], ...] = (
    ("title", "og:title"),
    ("published", "article:published_time"),
    ("published", "og:article:published_time"),
    ("published", "og:published_time"),
    ("published", "datepublished"),
    ("published", "parsely-pub-date"),
    ("published", "sailthru.date"),
    ("published", "dc.date.issued"),
    ("published", "dcterms.created"),
    ("published", "dc.date"),
    ("published", "article.published"),
    ("published", "publish-date"),
    ("published", "publish_date"),
    ("published", "publishdate"),
    ("published", "published_at"),
    ("published", "pubdate"),
    ("published", "cxenseparse:recs:publishtime"),
    ("published", "article_date_original"),
    ("published", "date"),
    ("updated", "article:modified_time"),
    ("updated", "og:updated_time"),
    ("updated", "datemodified"),
    ("updated", "last-modified"),
    ("byline", "article:author"),
    ("byline", "author"),
    ("byline", "parsely-author"),
    ("byline", "sailthru.author"),
    ("byline", "dc.creator"),
    ("byline", "byl"),
    ("url", "og:url"),
    ("source", "og:site_name"),
    ("source", "application-name"),
    ("source", "dc.publisher"),
    ("lang", "og:locale"),
    ("lang", "content-language"),
    ("tags", "article:tag"),
    ("tags", "news_keywords"),
    ("tags", "keywords"),
    ("summary", "og:description"),
    ("summary", "description"),
    ("title", "twitter:title"),
    ("title", "dc.title"),
)
"""(field, name of the meta element in lower case), in the order of trust within a field."""


def page_hints(root: Element, text: str, lines: Sequence[Line]) -> tuple[Hint, ...]:
    """Return what the page says about its article; `text` is its source and `lines` what is visible, for the last resort."""
    hints: list[Hint] = []
    for field, value, basis in (*_json_ld(root), *_meta(root), *_elements(root)):
        if len(hints) >= _MOST_HINTS:
            break
        folded = _SPACE.sub(" ", value[:_LONGEST]).strip()
        if folded and not any(hint.field == field and hint.value == folded for hint in hints if field != "tags"):
            hints.append(Hint(field, folded, basis))
    if not any(hint.field == "published" for hint in hints) and (day := guess_date(text, lines)):
        hints.append(Hint("published", day, "htmldate"))
    return tuple(dict.fromkeys(hints))


Found = tuple[str, str, str]


def _json_ld(root: Element) -> Iterator[Found]:
    """Read the articles among the page's JSON-LD, then its web pages."""
    nodes: list[Mapping[str, object]] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and (source := script.text):
            nodes.extend(_nodes(source))
    articles = [node for node in nodes if any(_ARTICLE.search(kind) for kind in _texts(node.get("@type")))]
    for node in articles[:1] if len(articles) == 1 else _main(articles, root):
        yield from _article(node)
    for node in nodes:
        if "WebPage" in _texts(node.get("@type")) and not articles:
            for key, field in (("datePublished", "published"), ("dateModified", "updated"), ("inLanguage", "lang")):
                for value in _texts(node.get(key))[:1]:
                    yield field, value, f"JSON-LD WebPage {key}"


def _main(articles: list[Mapping[str, object]], root: Element) -> list[Mapping[str, object]]:
    """Of several articles choose the page's own: the one with its address, else with its title; else none is sure."""
    if not articles:
        return []
    address = next(
        (
            link.get("href") or ""
            for link in root.iter("link")
            if "canonical" in (link.get("rel") or "").lower().split()
        ),
        "",
    )
    title = next((_inner(element) for element in root.iter("title")), "")
    for node in articles:
        own = [*_texts(node.get("url")), *_texts(node.get("mainEntityOfPage")), *_texts(node.get("@id"))]
        if address and any(part.split("#")[0].rstrip("/") == address.rstrip("/") for part in own):
            return [node]
    for node in articles:
        if any(headline and headline in title for headline in _texts(node.get("headline"))):
            return [node]
    return articles[:1] if articles[0].get("datePublished") and articles[0].get("articleBody") else []


def _article(node: Mapping[str, object]) -> Iterator[Found]:
    """Read one schema.org article."""
    for field, key in (
        ("title", "headline" if _texts(node.get("headline")) else "name"),
        ("published", "datePublished"),
        ("updated", "dateModified"),
        ("lang", "inLanguage"),
    ):
        for value in _texts(node.get(key))[:1]:
            yield field, value, f"JSON-LD {key}"
    if names := _texts(node.get("author")) or _texts(node.get("creator")):
        yield "byline", ", ".join(dict.fromkeys(names)), "JSON-LD author"
    for key in ("publisher", "sourceOrganization"):
        yield from (("source", value, f"JSON-LD {key}") for value in _texts(node.get(key))[:1])
    for key in ("url", "mainEntityOfPage"):
        yield from (("url", value, f"JSON-LD {key}") for value in _texts(node.get(key))[:1] if value.startswith("http"))
    tags = (tag for value in _texts(node.get("keywords")) for tag in _COMMA.split(value))
    yield from (("tags", tag, "JSON-LD keywords") for tag in tags)
    yield from (("summary", value, "JSON-LD description") for value in _texts(node.get("description"))[:1])


def _nodes(source: str) -> list[Mapping[str, object]]:
    """Return all objects of a JSON-LD script, outermost first; none where it is broken or huge."""
    if len(source) > _MOST_JSON:
        return []
    try:
        data = json.loads(source.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return []
    found: list[Mapping[str, object]] = []
    queue: list[object] = [data]
    for value in queue:
        if len(queue) > _MOST_NODES:
            break
        if isinstance(value, dict):
            if "@type" in value:
                found.append(value)
            queue.extend(child for child in value.values() if isinstance(child, (dict, list)))
        elif isinstance(value, list):
            queue.extend(child for child in value if isinstance(child, (dict, list)))
    return found


def _texts(value: object) -> list[str]:
    """Read a schema.org value as texts: a string, an object's name or address, or a list of such."""
    import html

    if isinstance(value, str):
        return [text] if (text := html.unescape(value).strip()) else []
    if isinstance(value, dict):
        for key in ("name", "@value", "@id", "url"):
            if isinstance(value.get(key), (str, list)):
                return _texts(value[key])
    if isinstance(value, list):
        return [text for item in value[:50] if not isinstance(item, list) for text in _texts(item)]
    return []


def _meta(root: Element) -> Iterator[Found]:
    """Read `<meta>` by property, name, itemprop and http-equiv."""
    values: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name, content = element.get(attribute), element.get("content")
            if name and content:
                values.setdefault(name.strip().lower(), []).append(content)
    for field, name in _METAS:
        found = values.get(name, [])[:50]
        if field == "tags":
            tags = found if name == "article:tag" else [tag for value in found for tag in _COMMA.split(value)]
            yield from ((field, tag, name) for tag in tags)
        elif field == "byline":
            people = dict.fromkeys(value for value in found if "://" not in value and "@" not in value)
            yield field, ", ".join(people), name
        elif found:
            yield field, found[0], name


def _elements(root: Element) -> Iterator[Found]:
    """Read `<html lang dir>`, canonical links, dates marked as such, `<h1>` and `<title>`; "" where they say nothing."""
    page = root if root.tag == "html" else next(root.iter("html"), root)
    yield "lang", page.get("lang") or page.get("xml:lang") or "", "html lang"
    yield "text_direction", (page.get("dir") or "").lower(), "html dir"
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            yield "url", link.get("href") or "", "link canonical"
    yield from _marked_dates(root)
    heads = [_inner(element) for element in root.iter("h1")]
    if len(heads) == 1:
        yield "title", heads[0], "h1"
    for element in root.iter("title"):
        parent = element.getparent()
        if parent is not None and parent.tag == "head":
            yield "title", _inner(element), "title"
            break


def _marked_dates(root: Element) -> Iterator[Found]:
    """Read the elements that say that they hold the date: microdata, and `<time>` of publication."""
    for element in root.iter("*"):
        kind = element.get("itemprop")
        if kind in {"datePublished", "dateModified"} and element.tag != "meta":
            value = element.get("datetime") or element.get("content") or _inner(element)
            yield ("published" if kind == "datePublished" else "updated"), value[:60], f"itemprop {kind}"
    for element in root.iter("time"):
        if element.get("pubdate") is not None or "published" in (element.get("class") or ""):
            yield "published", element.get("datetime") or "", "time"


def _inner(element: Element) -> str:
    """Return the text within an element."""
    return "".join(map(str, element.itertext()))
