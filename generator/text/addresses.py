"""Web addresses: what may stand in a page as a link to elsewhere."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_NEVER = re.compile(r"[\s<>\"\\]")
"""White space in all scripts, and what no address holds bare (RFC 3986, appendix C)."""


def is_web_address(text: str) -> bool:
    """Tell whether `text` is an http or https address with a host that can be, and without a name in front of it.

    `https://bank.example@other.example/` leads to other.example, which few readers see; characters that cannot be printed
    turn what is read around.
    """
    if not text.isprintable() or _NEVER.search(text):
        return False
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(host) and "%" not in (host or "") and "@" not in parts.netloc
