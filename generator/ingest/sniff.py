"""What a file is, by its suffix and by what stands in it; the content decides where they disagree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.errors import DigestError, Problem

if TYPE_CHECKING:
    from generator.model.raw import Form

_SUFFIXES: dict[str, Form] = {
    ".txt": "text", ".text": "text", "": "text", ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html", ".mhtml": "html",
    ".md": "markdown", ".markdown": "markdown", ".mdown": "markdown",
    ".jsonl": "rows", ".ndjson": "rows",
    ".xml": "feed", ".rss": "feed", ".atom": "feed", ".rdf": "feed",
}  # fmt: skip

SUFFIXES = frozenset(_SUFFIXES)
"""The suffixes of files that we read."""

_PROLOGUE = r"\A\s*(?>(?:<\?[^>]*\?>|(?><!--.*?-->)|<!DOCTYPE[^>\[]*(?>\[.*?\]\s*)?>)\s*)*+"
_FEED = re.compile(_PROLOGUE + r"<(?:[\w-]+:)?(?:rss|feed|RDF)[\s>]", re.DOTALL)
_PAGE = re.compile(
    r"\A\s*(?>(?:<\?xml[^>]*\?>|(?><!--.*?-->))\s*)*+(?:<!DOCTYPE\s+html|<html[\s>]|<head[\s>]|<body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_PAGE_BYTES = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<\?xml", re.IGNORECASE)


def looks_marked_up(path: str, data: bytes) -> bool:
    """Tell whether an encoding declared within the bytes counts: in HTML and XML, not in plain text that mentions it."""
    return _SUFFIXES.get(suffix(path)) in {"html", "feed"} or bool(_PAGE_BYTES.match(data[:512].lstrip()))


def suffix(path: str) -> str:
    """Return the suffix of a path in lower case, with its dot."""
    name = path.rsplit("/", 1)[-1]
    return "." + name.rsplit(".", 1)[1].lower() if "." in name[1:] else ""


def sniff(path: str, text: str) -> Form:
    """Return the form of a decoded file.

    Raises DigestError (`unknown-format`) for suffixes we do not read and for XML that is no feed.
    """
    ending = suffix(path)
    form = _SUFFIXES.get(ending)
    head = text[:20_000]
    if form is None:
        known = " ".join(sorted(name for name in SUFFIXES if name))
        why = "What the suffix promises is not among what is read here."
        raise DigestError(
            Problem(
                path,
                0,
                0,
                "unknown-format",
                f"files ending in {ending!r} are not read.",
                why,
                f"Save it as one of {known}.",
            )
        )
    if form not in {"markdown", "rows"}:
        if _FEED.match(head):
            return "feed"
        if _PAGE.match(head):
            return "html"
    if form == "feed":
        why = "Of XML only RSS and Atom are read."
        raise DigestError(
            Problem(
                path,
                1,
                1,
                "unknown-format",
                "this XML is neither RSS nor Atom.",
                why,
                "Save the article as .html or .txt.",
            )
        )
    return form
