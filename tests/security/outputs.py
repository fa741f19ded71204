"""What may stand in the files of a site: each is parsed as what its name says, and every fault is named."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import html5lib
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066\u2067\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Controls, bidi marks, and what no document may hold. U+2068 and U+2069 may stand in pairs."""

POLICY = re.compile(r"default-src 'none'; (?:[a-z-]+ '(?:self|none)'; ?)*[a-z-]+ '(?:self|none)'")

ELEMENTS = frozenset(
    "html head title meta link body a header footer nav main aside article section div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tfoot tr th td "
    "span bdi time code pre em strong s del blockquote br hr abbr details summary figure figcaption svg g rect line circle path desc form input label button search mark small caption colgroup col b i sub sup ins".split()
)
ATTRIBUTES = frozenset(
    "lang dir class id href rel title charset name content property type datetime scope aria-label aria-current aria-hidden aria-labelledby aria-describedby role tabindex start align open "
    "preserveaspectratio width height x x1 x2 y y1 y2 cx cy r d viewbox colspan rowspan for value placeholder hidden accesskey hreflang download sizes media".split()
)
OF_SEARCH = re.compile(
    r"<(?:fieldset|legend|select|option|noscript)\b|<(?:form|input|li) (?:method|action|auto\w+|spellcheck|enterkeyhint|data-[a-z]+|id|name)="
)
"""What the page for searching has beside the others: no text of an article reaches it."""
OWN_SCRIPT = re.compile(r"(?:/[a-z/-]*|(?:\.\./)*)(?:assets|search)/[a-z0-9.-]+\.js")
IDS = re.compile(r"(?:letter-)?[a-z]?\d+|m(?:\d{4}-\d\d|undated)|[a-z][a-z-]{1,30}")
FORMULA = re.compile(r"[=+\-@\t\r|%\uff1d\uff0b\uff0d\uff20]")


def faults(files: Mapping[str, bytes]) -> Iterator[str]:
    """Yield a line for each thing that must not be, in any file of a site."""
    for path, data in files.items():
        reader = next((read for ending, read in _READERS if path.endswith(ending)), None)
        if reader is None:
            yield f"{path}: nobody looks into files of this kind"
            continue
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            yield f"{path}: {error}"
            continue
        if path != "search/index.js" and (found := STEERING.search(text)):  # it lists the letters of all scripts
            yield f"{path}: U+{ord(found[0]):04X} in {text[max(0, found.start() - 60) : found.end() + 20]!r}"
        yield from (f"{path}: {fault}" for fault in reader(path, text))


def page_faults(path: str, text: str) -> Iterator[str]:
    """Yield what is wrong with a page, as an HTML5 parser reads it."""
    root = html5lib.parse(text, namespaceHTMLElements=False)
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    for element in elements:
        found = _element_faults(element, text)
        yield from (fault for fault in found if path != "search/index.html" or not OF_SEARCH.match(fault))
    policies = [
        element.get("content") or "" for element in elements if element.get("http-equiv") == "Content-Security-Policy"
    ]
    if len(policies) != 1 or not POLICY.fullmatch(policies[0]):
        yield f"the content security policies {policies}"
    ids = Counter(element.get("id") for element in elements if element.get("id"))
    yield from (f"the id {ident!r} {n} times" for ident, n in ids.items() if n > 1)


def _element_faults(element: Any, text: str) -> Iterator[str]:
    tag = element.tag.rpartition("}")[2].lower()
    if tag == "script":
        yield from _script_faults(element)
        return
    if tag not in ELEMENTS:
        yield f"<{tag}>"
    equivalent = element.get("http-equiv")
    if equivalent and equivalent.lower() == "refresh":
        target = (element.get("content") or "").partition("url=")[2]
        if 'class="moved"' not in text or not re.fullmatch(r"[a-z0-9./:_-]+", target):
            yield f"refresh to {target!r}"
    elif equivalent and equivalent != "Content-Security-Policy":
        yield f"http-equiv={equivalent!r}"
    for name, value in element.attrib.items():
        if name != "http-equiv":
            yield from _attribute_faults(tag, name.rpartition("}")[2].lower(), value)


def _script_faults(element: Any) -> Iterator[str]:
    text = element.text or ""
    if element.attrib == {"type": "application/ld+json"}:
        # Data, which no browser runs; nothing in it can end the element or begin another.
        yield from json_faults("", text)
        if re.search(r"[<>&\u2028\u2029]", text):
            yield f"<script> of data that is not escaped: {text}"
    elif set(element.attrib) - {"src", "defer"} or not OWN_SCRIPT.fullmatch(element.get("src") or "") or text:
        yield f"<script {dict(element.attrib)}>{text}"


def _attribute_faults(tag: str, name: str, value: str) -> Iterator[str]:
    if name not in ATTRIBUTES:
        yield f"<{tag} {name}={value[:60]!r}>"
    if name == "name" and tag != "meta" and not (tag == "input" and value == "q"):
        yield f"<{tag} name={value!r}>"
    if name == "id" and not IDS.fullmatch(value):
        yield f"<{tag} id={value!r}>"
    if name in {"href", "src", "action"}:
        yield from (f"<{tag} {name}={value[:80]!r}> {fault}" for fault in _address_faults(tag, value))


def _address_faults(tag: str, value: str) -> Iterator[str]:
    scheme = re.match(r"[\x00-\x20]*([^:/?#]*):", value)
    if scheme and scheme[1].lower() not in {"http", "https", "mailto"}:
        yield "has another scheme"
    try:
        parts = urlsplit(value)
    except ValueError:
        yield "is no address"
        return
    if tag in {"form", "img", "script"} and parts.netloc:
        yield "asks another host"
    if re.search(r"[\x00-\x20\x7f-\xa0\u2000-\u200f\u2028-\u202f\u2066-\u2069]", value):
        yield "holds what no address may"
    if value.startswith("//") or "\\" in value.partition("?")[0]:
        yield "leads out by another way"


def xml_faults(path: str, text: str) -> Iterator[str]:
    """Yield what is wrong with XML: whether it is well-formed, its addresses, the HTML that it carries."""
    try:
        root = etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        yield str(error)
        return
    if root.getroottree().docinfo.internalDTD is not None:
        yield "a document type"
    for node in root.iter():
        if isinstance(node.tag, str):
            yield from _node_faults(node)
        elif not path.endswith(".svg"):
            yield type(node).__name__


def _node_faults(node: Any) -> Iterator[str]:
    tag, text = etree.QName(node).localname, (node.text or "").strip()
    for name, value in node.attrib.items():
        local = etree.QName(name).localname
        if local in {"href", "src", "url", "uri"}:
            yield from (f"<{tag} {local}={value[:80]!r}> {fault}" for fault in _address_faults(tag, value))
        if local.startswith("on"):
            yield f"<{tag} {name}>"
    if tag in {"content", "description", "encoded"} or node.get("type") == "html":
        yield from fragment_faults(node.text or "")
    if tag in {"link", "uri", "loc", "url", "guid"} and text and node.get("isPermaLink") != "false":
        yield from (f"<{tag}>{text[:80]!r} {fault}" for fault in _address_faults(tag, text))
    if tag in {"script", "style", "foreignObject"}:
        yield f"<{tag}>"


def fragment_faults(text: str) -> Iterator[str]:
    """Yield what is wrong with a piece of HTML."""
    for element in html5lib.parseFragment(text, namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str) or element.tag == "DOCUMENT_FRAGMENT":
            continue
        tag = element.tag.rpartition("}")[2].lower()
        if tag not in ELEMENTS or tag in {"html", "head", "meta", "link", "form", "input", "button"}:
            yield f"<{tag}> within"
        for name, value in element.attrib.items():
            yield from _attribute_faults(tag, str(name).lower(), value)


def json_faults(path: str, text: str) -> Iterator[str]:
    """Yield what is wrong with JSON: duplicate keys, other numbers, addresses and HTML that run."""

    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        if len({name for name, _ in pairs}) < len(pairs):
            message = "a key twice"
            raise ValueError(message)
        return dict(pairs)

    def refuse(name: str) -> None:
        raise ValueError(name)

    lines = text.splitlines() if path.endswith("l") else [text]
    for line in lines:
        try:
            value = json.loads(line, object_pairs_hook=unique, parse_constant=refuse)
        except ValueError as error:
            yield str(error)
            continue
        yield from _value_faults("", value)


def _value_faults(key: str, value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _value_faults(name, each)
    elif isinstance(value, list):
        for each in value:
            yield from _value_faults(key, each)
    elif isinstance(value, str):
        if found := STEERING.search(value):
            yield f"{key}: U+{ord(found[0]):04X} in {value[:80]!r}"
        if key in {"url", "href", "external_url", "home_page_url", "feed_url", "original"} and value:
            yield from (f"{key} {value[:80]!r} {fault}" for fault in _address_faults(key, value))
        if "html" in key:
            yield from fragment_faults(value)


def csv_faults(path: str, text: str) -> Iterator[str]:
    """Yield the cells that a spreadsheet would run, and rows of another width than the first."""
    rows = list(csv.reader(io.StringIO(text, newline="")))
    for row in rows:
        if len(row) != len(rows[0]):
            yield f"a row of {len(row)} cells"
        yield from (f"the cell {cell[:40]!r}" for cell in row if FORMULA.match(cell))


def redirect_faults(_: str, text: str) -> Iterator[str]:
    """Yield lines that are no redirect of ours."""
    yield from (
        line
        for line in text.splitlines()
        if not re.fullmatch(r"/[a-z0-9/_.-]+ (?:https?://[a-z0-9.:-]+)?/[a-z0-9/_.-]* 30[18]", line)
    )


def header_faults(_: str, text: str) -> Iterator[str]:
    """Yield lines that are no headers of ours."""
    for line in text.splitlines():
        if not re.fullmatch(r"/[a-z0-9/_.*-]*|  [A-Z][A-Za-z-]+: [ -~]+", line):
            yield line
    if text.count("Content-Security-Policy: default-src 'none';") != 1:
        yield "no policy, or two"


def text_faults(_: str, text: str) -> Iterator[str]:
    """Yield lines of robots.txt and its like that content could have written."""
    yield from (line for line in text.splitlines() if "trap" in line or "evil" in line)


def sum_faults(_: str, text: str) -> Iterator[str]:
    """Yield lines that are no sum of a file of ours."""
    yield from (line for line in text.splitlines() if not re.fullmatch(r"[0-9a-f]{64}  [A-Za-z0-9/_.-]+", line))


def nothing(_: str, __: str) -> Iterator[str]:
    """Files that no content reaches."""
    yield from ()


_READERS = (
    (".html", page_faults), (".xml", xml_faults), (".opml", xml_faults), (".svg", xml_faults), (".xsl", xml_faults), (".json", json_faults), (".jsonl", json_faults), (".webmanifest", json_faults),
    (".csv", csv_faults), ("_redirects", redirect_faults), ("_headers", header_faults), ("sha256sums.txt", sum_faults), (".txt", text_faults), (".css", nothing), (".js", nothing), (".nojekyll", nothing),
)  # fmt: skip
