"""The reader of RSS and Atom (the door to feedparser): one file, many articles, each published or refused by name."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

from generator.errors import DigestError, Problem
from generator.ingest.tree import parse, visible_lines
from generator.model.block import Block
from generator.model.raw import Hint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MARKUP = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<(?P<close>/?)(?P<name>(?:[\w-]+:)?(?:item|entry))(?=[\s>/])(?P<rest>[^>]*)(?P<end>>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_ROOT = re.compile(r"<((?:[\w-]+:)?(?:rss|feed|RDF))[\s>]")
_CHANNEL = re.compile(r"<((?:[\w-]+:)?channel)[\s>]")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_TITLE = re.compile(r"<(?:[\w-]+:)?title[^>]*>\s*(?:<!\[CDATA\[)?([^<\]]{1,120})")
_ENTITY = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?:(#\d{1,7}|#[xX][0-9a-fA-F]{1,6})|(\w{1,31}));?", re.DOTALL)
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
_SPACE = re.compile(r"\s+")

_DEEPEST = 300

_MOST_ITEMS = 20_000
"""Items of a feed: the largest exports of a whole archive have 12,000."""

_FEEDPARSER_FAULTS = (
    ValueError,
    TypeError,
    AttributeError,
    KeyError,
    IndexError,
    RecursionError,
    AssertionError,
    OverflowError,
)
"""What feedparser was seen to raise on feeds that no program wrote; one is refused then, the others are read."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a feed as read: its 1-based place, visible text, blocks and hints."""

    number: int
    text: str
    blocks: tuple[Block, ...]
    hints: tuple[Hint, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """The items that can be published, the problems found, and how many items were refused."""

    items: tuple[Item, ...]
    problems: tuple[Problem, ...]
    refused: int


def read_feed(text: str, path: str) -> Feed:
    """Read a feed. Items that stand whole before a cut are read; the cut one is refused by name.

    Raises DigestError where nothing of the file can be read: entity declarations, no items, elements nested too deep.
    """
    if (declaration := text.find("<!ENTITY")) >= 0 and declaration < _first_item(text):
        line = text.count("\n", 0, declaration) + 1
        why = "Entities can blow a small file up without end, so feeds that declare any are not read."
        raise DigestError(
            Problem(
                path,
                line,
                0,
                "entity-declaration",
                "the feed declares entities of its own.",
                why,
                "Ask its publisher for a plain feed.",
            )
        )
    if (count := sum(1 for _ in _starts(text))) > _MOST_ITEMS:
        what = f"the feed has {count:,} items, more than {_MOST_ITEMS:,}."
        why = "Working them through would hold up all others."
        raise DigestError(Problem(path, 0, 0, "too-many-tags", what, why, "Split the feed."))
    whole, problems, lost = _mend_cut(text, path)
    parsed, entries = _parse(whole, path)
    if parsed.get("bozo") and not entries and not lost:
        fault = " ".join(str(parsed.get("bozo_exception", "")).split())
        raise DigestError(
            Problem(
                path,
                0,
                0,
                "broken-feed",
                f"the feed cannot be read: {fault}.",
                "None of its items is published.",
                "Fetch it again.",
            )
        )
    if not entries and not lost:
        raise DigestError(
            Problem(
                path,
                0,
                0,
                "empty-feed",
                "the feed has no items.",
                "There is nothing to publish.",
                "Fetch it again, or take it out of the inbox.",
            )
        )
    items: list[Item] = []
    refused = lost
    for number, entry in enumerate(entries, 1):
        try:
            if entry is None:
                raise DigestError(_broken_item(number, path))  # noqa: TRY301  # one way out for whatever cannot be read
            items.append(_read_item(entry, number, parsed.feed, path))
        except DigestError as error:
            problems.extend(error.problems)
            refused += 1
    return Feed(tuple(items), tuple(problems), refused)


def _first_item(text: str) -> int:
    return next((match.start() for match in _MARKUP.finditer(text) if match["name"]), len(text))


def _mend_cut(text: str, path: str) -> tuple[str, list[Problem], int]:
    """Take a half item off the end and close the feed; return (whole feed, problems, number of items lost)."""
    opened, number, end = -1, 0, 0
    for match in _MARKUP.finditer(text):
        if not match["name"]:
            continue
        if match["close"]:
            if opened >= 0 and match["end"]:
                opened, end = -1, match.end()
        elif match["end"] and match["rest"].endswith("/"):
            number, end = number + 1, match.end()
        elif opened < 0:
            opened, number = match.start(), number + 1
    root = _ROOT.search(text)
    closed = root is not None and re.search(
        rf"</{re.escape(root[1])}\s*>\s*(?>(?><!--.*?-->)\s*)*+\Z", text[-2000:], re.DOTALL
    )
    if root is None or (closed and opened < 0):
        return text, [], 0
    cut = opened if opened >= 0 else max(end, 0)
    why = "What stands before the cut is published; a half article is not."
    line = text.count("\n", 0, cut if opened >= 0 else len(text)) + 1
    problems: list[Problem] = []
    if opened >= 0:
        found = _TITLE.search(text, opened)
        name = f" (“{_SPACE.sub(' ', html.unescape(found[1])).strip()}”)" if found else ""
        what = f"the feed is cut off within item {number}{name}."
        problems.append(Problem(path, line, 0, "cut-off-feed", what, why, "Fetch the feed again."))
    else:
        what = "the feed is cut off after its last whole item."
        problems.append(
            Problem(
                path,
                line,
                0,
                "cut-off-feed",
                what,
                "Items behind the cut are missing.",
                "Fetch the feed again.",
                "warning",
            )
        )
        if not end:
            return text, problems, 0
    lost = sum(1 for _ in _starts(text[opened:])) if opened >= 0 else 0
    channel = _CHANNEL.search(text)
    inside = channel is not None and not re.search(rf"</{re.escape(channel[1])}\s*>", text[:cut])
    return text[:cut] + (f"</{channel[1]}>" if channel and inside else "") + f"</{root[1]}>", problems, lost


def _broken_item(number: int, path: str) -> Problem:
    what = f"item {number} cannot be told from what stands around it: its markup is broken."
    return Problem(path, 0, 0, "broken-feed-item", what, "Its parts could be another item's.", "Fetch the feed again.")


Entries = list[Any]
"""feedparser's own dictionaries, which have no types; `None` for an item that cannot be read."""


def _parse(text: str, path: str) -> tuple[Any, Entries]:
    """Parse a feed, and return it with its items.

    Entities that XML does not know are mended in a feed that is not well-formed; if it is not even then, each item is read
    by itself, so that none takes part of another.
    """
    _refuse_depth(text, path)
    plain = _DECLARATION.sub("", text)
    if not _is_whole(plain):
        plain = _mend_entities(plain)
        if not _is_whole(plain) and (root := _ROOT.search(plain)):
            return _parse_apart(plain, root)
    parsed = _parse_xml(plain)
    # An item within an item is lost to feedparser: it is named, not passed over.
    prefix = (_ROOT.search(plain) or [""] * 2)[1].rpartition(":")[0]
    begun = sum(1 for match in _starts(plain) if match["name"].rpartition(":")[0] == prefix)
    return parsed, [*parsed.entries, *[None] * max(0, begun - len(parsed.entries))]


def _starts(text: str) -> Iterator[re.Match[str]]:
    return (match for match in _MARKUP.finditer(text) if match["name"] and not match["close"])


def _parse_apart(text: str, root: re.Match[str]) -> tuple[Any, Entries]:
    """Parse a feed that is not well-formed: what stands before its first item, then each item, from its beginning to the next."""
    starts = [match.start() for match in _starts(text)]
    open_tag = re.compile(r"<[^<>]*>").match(text, root.start())
    begin, end = open_tag[0] if open_tag else f"<{root[1]}>", f"</{root[1]}>"
    parsed = _parse_xml(text[: starts[0]] if starts else text)
    entries: Entries = []
    for start, stop in pairwise([*starts, len(text)]):
        item = text[start:stop]
        closed = next((match for match in _MARKUP.finditer(item) if match["name"] and match["close"]), None)
        item = item[: closed.end()] if closed else item
        source = f"{begin}{item}{end}"
        found = _parse_xml(source).entries if _is_whole(source) or _is_titled(item) else []
        entries.append(found[0] if len(found) == 1 else None)
    return parsed, entries


def _is_titled(item: str) -> bool:
    """Tell whether the title of an item that is not well-formed is whole all the same."""
    titles = re.findall(
        r"<(?:\w+:)?title(?:\s[^>]*)?>[^<]*(?:<!\[CDATA\[.*?\]\]>[^<]*)?</(?:\w+:)?title\s*>",
        item,
        re.DOTALL | re.IGNORECASE,
    )
    return len(titles) == len(re.findall(r"</?(?:\w+:)?title[\s>]", item, re.IGNORECASE)) / 2 > 0


def _parse_xml(source: str) -> Any:  # noqa: ANN401  # feedparser's own dictionary, which has no types
    """Parse with feedparser, from memory only."""
    import io

    import feedparser

    headers = {"content-type": "application/xml; charset=utf-8", "content-location": ""}
    data = b'<?xml version="1.0" encoding="utf-8"?>' + source.encode("utf-8", "replace")
    try:
        return feedparser.parse(
            io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except _FEEDPARSER_FAULTS as error:
        return feedparser.FeedParserDict(bozo=True, bozo_exception=error, entries=[], feed={})


def _is_whole(text: str) -> bool:
    """Tell whether XML is well-formed."""
    from xml.parsers import (
        expat,
    )  # expat bounds the growth of entities, and a feed that declares any was refused before

    try:
        expat.ParserCreate("utf-8").Parse(text.encode("utf-8", "replace"), True)  # noqa: FBT003  # expat's own interface
    except expat.ExpatError:
        return False
    return True


def _refuse_depth(text: str, path: str) -> None:
    """Refuse elements nested too deep, before a parser with a stack sees them."""
    depth = 0
    for match in re.finditer(
        r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<(/?)[A-Za-z][^<>]*?(/?)>", text, re.DOTALL
    ):
        if match[1] is None:
            continue
        depth += -1 if match[1] else 0 if match[2] else 1
        if depth > _DEEPEST:
            line = text.count("\n", 0, match.start()) + 1
            what = f"elements are nested more than {_DEEPEST} deep."
            raise DigestError(
                Problem(path, line, 0, "too-deep", what, "No feed is written so.", "Take the file out of the inbox.")
            )


def _mend_entities(text: str) -> str:
    """Write HTML's named entities out, which XML does not know, and free bare ampersands; CDATA stays as it is."""

    def mend(match: re.Match[str]) -> str:
        whole = match[0]
        if whole.startswith("<!") or match[2] in _XML_ENTITIES:
            return whole
        if match[1]:
            return whole if html.unescape(f"&{match[1]};") not in {"", "\ufffd"} else "\ufffd"
        meant = html.unescape(f"&{match[2]};")
        return meant if len(meant) <= 2 and whole.endswith(";") else f"&amp;{whole[1:]}"

    return re.sub(r"&(?![#\w])", "&amp;", _ENTITY.sub(mend, _ILLEGAL.sub("", text)))


def _read_item(entry: Mapping[str, Any], number: int, feed: Mapping[str, Any], path: str) -> Item:
    """Read one item, or raise DigestError with the reason why it cannot be published."""
    title = _plain(entry.get("title") or "", path)
    link = (entry.get("link") or "").strip()
    name = f"item {number}" + (f" (“{title[:80]}”)" if title else f" ({link[:120]})" if link else "")
    if not title and not link:
        why = "Nobody could tell what it is or where it came from."
        raise DigestError(
            Problem(
                path,
                0,
                0,
                "feed-item-untitled",
                f"{name} has neither a title nor a link.",
                why,
                "Ask the feed's publisher.",
            )
        )
    text, blocks = _content(entry, path)
    if not blocks:
        why = "A title alone is no article."
        raise DigestError(
            Problem(
                path,
                0,
                0,
                "feed-item-empty",
                f"{name} has no text.",
                why,
                "Save the article's page into the inbox instead.",
            )
        )
    return Item(number, text, blocks, tuple(_hints(entry, feed, title, link, path)))


def _content(entry: Mapping[str, Any], path: str) -> tuple[str, tuple[Block, ...]]:
    """Return the visible text of an item's content, else of its summary, and its blocks."""
    contents = [part for part in entry.get("content") or [] if part.get("value", "").strip()]
    summary = entry.get("summary") or ""
    source = max((part["value"] for part in contents), key=len, default=summary)
    if not source.strip():
        return "", ()
    if not _TAG.search(source) and "\n" in source:
        source = "<br>".join(html.escape(html.unescape(line), quote=False) for line in source.split("\n"))
    lines = visible_lines(parse(f"<html><body><div>{source}</div></body></html>", path), path)
    blocks = tuple(
        Block(place, line.text.strip(), "caption", "figcaption", line.kind, line.level)
        if "figcaption" in line.inside
        else Block(place, line.text.strip(), kind=line.kind, level=line.level)
        for place, line in enumerate(lines, 1)
    )
    return "\n".join(line.text for line in lines), blocks


def _hints(entry: Mapping[str, Any], feed: Mapping[str, Any], title: str, link: str, path: str) -> Iterator[Hint]:
    """Return what the item and its feed say about the article, each once, in the order of trust."""
    own = dict.items(cast("dict[str, Any]", entry))  # feedparser's own look-up falls back from `updated` to `published`
    times = {key: str(value).strip() for key, value in own if key in {"published", "updated"} and value}
    origin = entry.get("source") or {}
    found = [
        ("title", title, "feed item title"),
        ("url", link, "feed item link"),
        *((field, times.get(field, ""), f"feed item {field}") for field in ("published", "updated")),
        ("byline", _authors(entry, path), "feed item author"),
        (
            "lang",
            (entry.get("title_detail") or {}).get("language") or entry.get("language") or "",
            "feed item language",
        ),
        ("lang", feed.get("language") or "", "feed language"),
        ("source", _plain(origin.get("title") or "", path), "feed item source"),
        ("source", _plain(feed.get("title") or "", path), "feed title"),
        *(
            ("tags", _plain(tag.get("label") or tag.get("term") or "", path), "feed item category")
            for tag in entry.get("tags") or []
        ),
        (
            "summary",
            _plain(entry.get("summary") or "", path)[:2_000] if entry.get("content") else "",
            "feed item summary",
        ),
    ]
    seen: set[tuple[str, str]] = set()
    for field, value, basis in found:
        if value and (field, value) not in seen:
            seen.add((field, value))
            yield Hint(field, value, basis)


_ADDRESS = re.compile(r"\s*<?[^\s<>()]+@[^\s<>()]+>?\s*")


def _authors(entry: Mapping[str, Any], path: str) -> str:
    """Return the names of an item's authors; of RSS's "address (name)" the name, for feedparser cuts that one wrong."""
    whole = str(entry.get("author") or "")
    if "@" in whole:
        return _plain(_ADDRESS.sub(" ", whole).strip(" ()"), path)
    names = [name for person in entry.get("authors") or [] if (name := _plain(person.get("name") or "", path))]
    return ", ".join(dict.fromkeys(names)) or _plain(whole, path)


def _plain(value: str, path: str) -> str:
    """Return a feed's text construct as plain text: no tags, no entities, white space folded."""
    if "<" in value and _TAG.search(value):
        try:
            value = " ".join(
                line.text for line in visible_lines(parse(f"<html><body><p>{value}</p></body></html>", path), path)
            )
        except DigestError:
            value = _TAG.sub(" ", value)
    elif "&" in value:
        value = html.unescape(value)
    return _SPACE.sub(" ", value).strip()
