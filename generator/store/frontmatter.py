"""Front matter in and out: the one door to python-frontmatter, with a strict handler of our own."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from generator.text.frontmatter import FENCE, FrontMatter, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLAIN = re.compile(r"[^\W\d_](?:[^:#\n\"'\\\[\]{}]|(?<=\S)#|:(?=\S))*(?<![\s:])\Z|\d{4}-\d\d-\d\d(?:T[\d:.+Z-]+)?\Z")
"""What YAML reads as the text it is, without quotation marks; days and times read well bare."""

_TYPED = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n", "none"})
"""Words that other YAML readers take for something else than a word."""

_NOT_BARE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What JSON may hold bare and YAML not: controls, and the line ends that only YAML knows."""


def read_front_matter(text: str, path: str) -> FrontMatter:
    """Read the head of a Markdown text, every scalar as text. Raises DigestError with line and column where broken."""
    return parse(text, path)


def write_front_matter(values: Mapping[str, object], body: str) -> str:
    """Return a Markdown file: `values` in their order between fences, a blank line, `body`."""
    import frontmatter

    class Strict(frontmatter.default_handlers.BaseHandler):
        """Writes keys in the order given, each scalar so that every YAML reader sees the same text."""

        FM_BOUNDARY = re.compile(rf"^{FENCE}\s*$", re.MULTILINE)
        START_DELIMITER = END_DELIMITER = FENCE

        def export(self, metadata: dict[str, object], **_: object) -> str:
            return "\n".join(_entry(key, value) for key, value in metadata.items())

    post = frontmatter.Post("", handler=Strict())
    post.metadata = dict(values)
    head: str = frontmatter.dumps(post)
    return f"{head}\n\n{body}" if body else f"{head}\n"


def _entry(key: str, value: object) -> str:
    return f"{_scalar(key)}: {_flow(value) if isinstance(value, (dict, list, tuple)) else _scalar(value)}"


def _flow(value: object) -> str:
    """Write a value inside brackets, where a comma would end a plain scalar."""
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_flow(each) for each in value)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_flow(name)}: {_flow(each)}" for name, each in value.items()) + "}"
    text = _scalar(value)
    return _quoted(text) if "," in text and not text.startswith('"') else text


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = str(value)
    plain = _PLAIN.match(text) and text.lower() not in _TYPED and text.isprintable()
    return text if plain else _quoted(text)


def _quoted(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    return _NOT_BARE.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)
