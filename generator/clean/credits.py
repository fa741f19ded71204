"""Whose picture it is: names told from sentences, since "Photo:" may stand in front of either."""

from __future__ import annotations

import re

# A name of so many words and more is no name if so many of them are small words of some length: "the artist's family"
# has one, "the first ship leaves for home" three. Where letters have no case, only the count of words speaks.
_WORDS, _SMALL, _LENGTH, _UNCASED = 4, 2, 4, 6

_COLON = re.compile(r"[:：]")


def credits_someone(text: str) -> bool:
    """Tell whether what stands behind the first colon of `text` may be a name; true where there is no colon."""
    parts = _COLON.split(text, maxsplit=1)
    words = parts[-1].split()
    if len(parts) == 1 or len(words) < _WORDS:
        return True
    if text.upper() == text.lower():
        return len(words) <= _UNCASED
    small = [word for word in words if len(word) >= _LENGTH and word[0].islower()]
    return len(small) < _SMALL
