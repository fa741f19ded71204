"""Slugs: the readable part of an address, in `[a-z0-9-]`."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from generator.text.scripts import count_scripts, main_script

MOST_BYTES = 80
"""The longest slug: file systems allow 255 bytes a name, but addresses are also read, quoted and broken over lines."""

_READABLE = frozenset({"Latin", "Cyrillic", "Greek", "Han", "Kana", "Hangul", "Armenian", "Georgian"})
# anyascii writes Arabic and Hebrew without vowels ("bkyn td`w"): worse than no words at all.

_NOT_SLUG = re.compile(r"[^a-z0-9]+")

_SYLLABLE = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")

_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
# Names that Windows refuses for files, with any suffix.


def slugify(text: str, most: int = MOST_BYTES) -> str:
    """Return a slug for `text`, at most `most` bytes, broken at a word; "" where the script has no readable form."""
    folded = unicodedata.normalize("NFKC", text)
    if not folded.isascii():
        if main_script(folded) not in _READABLE:
            return ""
        from anyascii import anyascii

        written = anyascii(folded.replace("’", "").replace("ʼ", ""))
        # anyascii writes a Han character as a capitalised syllable: part them.
        folded = _SYLLABLE.sub("-", written) if "Han" in count_scripts(folded) else written
    folded = folded.replace("'", "").replace("’", "").lower()
    slug = _NOT_SLUG.sub("-", folded).strip("-")
    if len(slug) > most:
        head = slug[: most + 1]
        slug = (head[: head.rindex("-")] if "-" in head[1:] else head[:most]).strip("-")
    return f"{slug}-x" if slug in _DEVICES else slug


_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"


def short_hash(data: str, length: int = 6) -> str:
    """Return `length` characters of `[a-z2-9]` (5 bits each, without l, o, 0, 1), from the SHA-256 of `data`."""
    number = int.from_bytes(hashlib.sha256(data.encode("utf-8", "surrogatepass")).digest(), "big")
    return "".join(_ALPHABET[(number >> (5 * place)) & 31] for place in range(length))


def is_slug(text: str) -> bool:
    """Tell whether `text` may stand in an address as it is: `[a-z0-9]` words joined by single hyphens, not too long."""
    return bool(re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text)) and len(text) <= MOST_BYTES and text not in _DEVICES
