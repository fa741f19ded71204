"""Excerpts: the part of a text that a policy lets be shown."""

from __future__ import annotations

_LETTERS = 600
"""Letters of an excerpt: whole paragraphs from the top until so many are shown, at least one."""


def allowed(body: str, policy: str) -> tuple[str, bool]:
    """Return the part of a Markdown text that a policy (`full`, `excerpt`, `link`) lets be shown, and whether it is the whole."""
    if policy == "full":
        return body, True
    if policy == "link":
        return "", not body.strip()
    paragraphs = body.strip().split("\n\n")
    shown: list[str] = []
    for paragraph in paragraphs:
        if shown and sum(map(len, shown)) + len(paragraph) > _LETTERS:
            break
        shown.append(paragraph)
    return "\n\n".join(shown) + "\n", len(shown) == len(paragraphs)
