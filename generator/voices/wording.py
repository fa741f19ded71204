"""Wordings: how two prints of one statement differ, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from generator.model.voices import Change

_PIECE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+(?:['’ʼ-][^\W_]+)*|[^\w\s]+|\s+")
# Words, marks, and the white space between them: joined, they are the text.


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text in small letters, without marks; where a script sets no spaces, its characters."""
    level = text.replace("’", "'").replace("ʼ", "'").casefold()
    return tuple(piece for piece in _PIECE.findall(level) if piece[0].isalnum())


def differ(one: str, two: str) -> tuple[Change, ...]:
    """Return how the second wording differs from the first, as runs of words that are the same, added or removed.

    The runs that are not removed make up `two` to the letter, those that are not added make up the words of `one`.
    Capitals and the kind of marks make no difference.
    """
    first, second = _pieces(one), _pieces(two)
    matcher = SequenceMatcher(None, [key for key, _ in first], [key for key, _ in second], autojunk=False)
    changes: list[Change] = []
    for operation, a, b, c, d in matcher.get_opcodes():
        if operation == "equal":
            changes.append(Change("same", _text(second[c:d])))
            continue
        if b > a:
            changes.append(Change("removed", _text(first[a:b])))
        if d > c:
            changes.append(Change("added", _text(second[c:d])))
    return tuple(changes)


def likeness(one: tuple[str, ...], two: tuple[str, ...]) -> float:
    """Return how much of two wordings is the same, in [0, 1], by the words in their order."""
    return SequenceMatcher(None, one, two, autojunk=False).ratio() if one and two else 0.0


def _pieces(text: str) -> list[tuple[str, str]]:
    """Return the words with the marks and spaces behind each, and the key that they are compared by."""
    found: list[tuple[str, str]] = []
    for piece in _PIECE.findall(text):
        if found and not piece[0].isalnum():
            found[-1] = (found[-1][0], found[-1][1] + piece)
        else:
            found.append((piece.replace("’", "'").casefold() if piece[0].isalnum() else "", piece))
    return found


def _text(pieces: list[tuple[str, str]]) -> str:
    return "".join(piece for _, piece in pieces)
