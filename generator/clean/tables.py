"""The phrase tables: one file a language under `phrases/`, read once, looked up by the first characters.

A file has a table for each family (its name is the rule's name), and in it lists of phrases by the place where they
may fire:

- `line`: the whole line, anywhere
- `head`, `tail`: the whole line, only before the first or after the last paragraph of running text
- `start`: the beginning of a line of at most `SHORT` characters that is no sentence, at a word's end
- `tail_start`: likewise, only after the last paragraph
- `call`: the beginning of a line of any kind up to `REACH` characters: words that speak to the reader of the page
- `notice`: the beginning of a line of any length: legal and technical notices
- `end`: the end of a line of at most `SHORT` characters
- `insert`: a line that points to another story; where the phrase stands alone, it takes the headlines below with it
- `opener`: the header of a block after the text, which ends at the next paragraph of running text
- `inner`: words anywhere in a line up to `REACH` characters, on the first and last lines of the page only
- `glued`: words that are followed by a headline without a space ("Previous articleRain stops play")

Phrases are matched folded (`generator.text.fold`), so write them as a reader sees them; digits stand for any digits,
and `*` for any words.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from generator.text.fold import fold

Place: TypeAlias = Literal[
    "line", "head", "tail", "start", "tail_start", "call", "notice", "end", "insert", "opener", "glued", "inner"
]

WHOLE_LINE: frozenset[str] = frozenset({"line", "head", "tail", "opener"})

# A line up to this width may begin with a phrase of `start`: longer ones say something of their own.
SHORT = 140


class Phrase(NamedTuple):
    """One phrase: `text` folded, `rest` what must follow it, if anything must, `part` the part of a line that it makes."""

    text: str
    family: str
    place: str
    rest: re.Pattern[str] | None
    part: Literal["whole", "start", "end"] = "start"


class _Key(NamedTuple):
    """The phrases that share their first characters (or their last two), the longest first, and their texts."""

    texts: tuple[str, ...]
    phrases: tuple[Phrase, ...]


# Phrases are looked up by so many of their first characters; shorter ones by two. More would miss many short phrases,
# fewer would leave many candidates for each line.
_KEY = 5


class Tables(NamedTuple):
    """All phrases: whole lines by their folded text, the others by their first characters, or their last two."""

    whole: dict[str, tuple[Phrase, ...]]
    starts: dict[str, _Key]
    ends: dict[str, _Key]


@cache
def _read() -> tuple[tuple[str, str, str], ...]:
    """Read all files: (family, place, phrase), in a fixed order."""
    found: list[tuple[str, str, str]] = []
    for path in sorted((Path(__file__).parent / "phrases").glob("*.toml")):
        for family, places in sorted(tomllib.loads(path.read_text(encoding="utf-8")).items()):
            found += [(family, place, phrase) for place, phrases in sorted(places.items()) for phrase in phrases]
    return tuple(found)


def _pattern(parts: list[str], place: str) -> re.Pattern[str]:
    """Compile what follows the first star; `.{1,200}?` keeps the work within bounds."""
    rest = "".join(r".{1,200}?" + re.escape(part) for part in parts)
    return re.compile(rest + (r"\Z" if place in WHOLE_LINE else ""), re.DOTALL)


@cache
def tables() -> Tables:
    """Load the tables, once in a process."""
    whole: dict[str, set[tuple[str, str]]] = {}
    starts: dict[str, set[Phrase]] = {}
    ends: dict[str, set[Phrase]] = {}
    for family, place, phrase in _read():
        if place == "inner":
            continue
        # The star of "Name *" marks a field one must fill in: it stands for no words.
        first, *others = (fold_part(part) for part in phrase.removesuffix(" *").split("*"))
        if place == "end":
            ends.setdefault(first[-2:], set()).add(Phrase(first, family, place, None, "end"))
        elif others:
            rest = _pattern(others, place)
            starts.setdefault(first[: _KEY if len(first) >= _KEY else 2], set()).add(Phrase(first, family, place, rest))
        elif place in WHOLE_LINE:
            whole.setdefault(fold(phrase), set()).add((family, place))
        else:
            # "Background:" points to a story only with a headline behind it; "Read also:" may stand alone.
            if place == "insert" and (" " in first or not first.endswith(":") or first[0] >= "\u2e80"):
                whole.setdefault(fold(phrase), set()).add((family, place))
            starts.setdefault(first[: _KEY if len(first) >= _KEY else 2], set()).add(Phrase(first, family, place, None))
    return Tables(
        {key: _whole(key, sorted(found)) for key, found in whole.items()},
        {key: _longest(found) for key, found in starts.items()},
        {key: _longest(found) for key, found in ends.items()},
    )


def spoken(folded: str, *, short: bool) -> tuple[Phrase, ...]:
    """Return the phrases that a folded line is, begins with or ends with, in this order and the longest first.

    Whether one may fire there is another question (`rules.phrases.family_of`), but most lines have none, and that all
    rules that ask of phrases then know. Lines up to `SHORT` are `short`: of others only the beginning counts.
    """
    table = tables()
    found: tuple[Phrase, ...] = table.whole.get(folded, ()) if short else ()
    for key in (folded[:_KEY], folded[:2]):
        if (likely := table.starts.get(key)) and folded.startswith(likely.texts):
            found += tuple(phrase for phrase in likely.phrases if folded.startswith(phrase.text))
    if short and (likely := table.ends.get(folded[-2:])) and folded.endswith(likely.texts):
        found += tuple(phrase for phrase in likely.phrases if folded.endswith(phrase.text))
    return found


@cache
def inner_words() -> tuple[str, ...]:
    """Return the phrases that may stand anywhere in a line, folded; CJK words have no boundaries, so none are asked for."""
    return tuple(sorted({fold(phrase) for _, place, phrase in _read() if place == "inner"}))


# The pieces of phrases that are looked for first are so long, or a whole phrase that is shorter.
_PIECE = 6


@cache
def inner_pieces() -> tuple[str, ...]:
    """Return a few pieces of phrases, of which each phrase of `inner_words` has one: hardly any other line has."""
    left, found = list(inner_words()), list[str]()
    while left:
        pieces = ({word[i : i + _PIECE] for i in range(max(1, len(word) - _PIECE + 1))} for word in left)
        counts = Counter(chain.from_iterable(pieces))
        found.append(min(counts, key=lambda piece: (-counts[piece], piece)))
        left = [word for word in left if found[-1] not in word]
    return tuple(found)


def _whole(text: str, found: list[tuple[str, str]]) -> tuple[Phrase, ...]:
    """Make phrases of a whole line out of its families and places.

    The bare header of other stories is one, wherever it stands: an insert takes the family that readers know it by.
    """
    header = next((family for family, place in found if place == "opener"), None)
    return tuple(
        Phrase(text, header or family if place == "insert" else family, place, None, "whole") for family, place in found
    )


def _longest(phrases: set[Phrase]) -> _Key:
    """Sort the longest phrases first, ties by text: the first that matches is the one that says most."""
    found = tuple(sorted(phrases, key=lambda p: (-len(p.text), p.text, p.family, p.place)))
    return _Key(tuple(phrase.text for phrase in found), found)


# Within a phrase of `start` a colon counts, at its end too: "read also:" fires where "read also" need not.
_LAST = re.compile(r"[^\w\s]+$")


def fold_part(part: str) -> str:
    """Fold a part of a phrase, but keep a mark at its end and a space at either end."""
    core = fold(part)
    mark = _LAST.search(part.rstrip())
    tail = mark[0].replace("：", ":") if mark else ""
    if tail and core.endswith(tail):
        tail = ""  # a question mark, or a vowel sign of an Indic script: folding has left it
    lead = " " if part[:1].isspace() else ""
    return f"{lead}{core}{tail}{' ' if part[-1:].isspace() else ''}"
