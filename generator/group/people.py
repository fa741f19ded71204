"""People and places: the names that two texts share, as the first one writes them, where that is sure enough to say.

Grouping compares skeletons of all words that may be names, and chance hits do it no harm. A reader is told names, so
here a name must be written like one: capitalised within a sentence, or be a neighbour of another shared name; and a
short skeleton is no proof between two scripts.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.group.background import load
from generator.group.marks import WORDS_OF
from generator.text.skeleton import ARABIC_HEAD, CASELESS, skeleton

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from generator.model import Story

MOST = 3
"""Names that are told."""

RARE = 3.0
"""A name that more than one text in twenty has tells nothing (natural logarithm)."""

SURE = 5
"""Letters of the skeletons of a name, all its words together, from which it is the same across two scripts. Of three
letters there are about 1,300 skeletons, and two texts make thousands of pairs of words."""

_WORD = re.compile(r"[^\W\d_]+(?:[’'ʼ][^\W\d_]+)*")

_BEGINS = re.compile(r"(?:^|[.!?…:;•\n\"“”«»„'‘(\[—–-])\s*$")
"""What stands before a word that has its capital from its place."""

_NOUNS = frozenset({"de", "lb"})
"""Languages that write every noun with a capital: there a name has two words, or follows one of these:"""

_GENITIVE = re.compile(r"[’'ʼ]s\Z")

_TO = frozenset("in aus von nach bei für gegen".split())


@dataclass(frozen=True, slots=True)
class _Name:
    """A word that may be a name: `word` as it is written, its skeleton, its letters without accents, and its place.

    `own` tells whether its capital is its own, not its place's; `joined` whether a space or a hyphen ties it to the
    word before; `caseless` whether its script has no capitals.
    """

    word: str
    bones: str
    plain: str
    start: int
    end: int
    own: bool
    joined: bool
    caseless: bool


def shared_names(one: Story, two: Story) -> tuple[str, ...]:
    """Return the names both texts have, as `one` writes them, the rarest first; words that stand together are one."""
    first, second = _names(one), _names(two)
    if all(name.caseless for name in first) and all(name.caseless for name in second):
        return ()  # two texts without capitals: any word they share could be one, and would be told as a name
    bones = {name.bones for name in second}
    written = {name.plain for name in second}
    own = {name.bones for name in second if name.own}
    follows = {(a.bones, b.bones) for a, b in pairwise(second) if b.start - a.end == 1}
    runs: list[list[_Name]] = []
    for name in first:
        if name.bones not in bones:
            continue
        last = runs[-1][-1] if runs else None
        if last and name.joined and name.start - last.end == 1 and (last.bones, name.bones) in follows:
            runs[-1].append(name)
        else:
            runs.append([name])
    background = load()
    ranked: dict[str, tuple[float, int]] = {}
    for run in runs:
        whole = _GENITIVE.sub("", one.text[run[0].start : run[-1].end])
        same = all(name.plain in written for name in run)
        sure = same or sum(len(name.bones) for name in run) >= SURE
        capital = len(run) > 1 or (run[0].own and run[0].bones in own)
        if sure and capital and whole not in ranked:
            rarity = max(float(background.rarity(_key(name.bones))[0]) for name in run)
            # Short skeletons are common, but two words written alike in both texts are a name however short.
            if rarity >= RARE or (same and len(run) > 1):
                ranked[whole] = (-rarity - len(run), len(ranked))
    chosen: list[str] = []
    for whole in sorted(ranked, key=lambda name: (ranked[name], name)):
        parts = set(whole.casefold().split())
        if not any(parts & set(other.casefold().split()) for other in chosen):
            chosen.append(whole)
    return tuple(chosen)


def _names(story: Story) -> list[_Name]:
    """Return the words of a text that may be names; those without a capital of their own count only beside others."""
    text = story.text[:WORDS_OF]
    lower = {match[0] for match in _WORD.finditer(text) if match[0][0].islower()}
    nouns = (story.lang or "").split("-")[0] in _NOUNS
    found: list[_Name] = []
    before = ""
    for match in _WORD.finditer(text):
        word = match[0]
        caseless = bool(CASELESS.match(word[0]))
        if caseless or (word[0].isupper() and word.lower() not in lower):
            stem = ARABIC_HEAD.sub("", word) if "\u0600" <= word[0] <= "\u06ff" else _GENITIVE.sub("", word)
            bones = skeleton(stem)
            begins = _BEGINS.search(text[max(0, match.start() - 3) : match.start()])
            own = not caseless and not begins and (not nouns or before in _TO)
            if len(bones) >= 2:
                found.append(
                    _Name(
                        word,
                        bones,
                        _plain(stem),
                        match.start(),
                        match.end(),
                        own,
                        text[match.start() - 1 : match.start()] in {" ", "-"},
                        caseless,
                    )
                )
        before = word
    return found


def _plain(word: str) -> str:
    return "".join(
        letter for letter in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(letter)
    )


def _key(bones: str) -> NDArray[np.uint32]:
    import numpy as np

    return np.array([zlib.crc32(b"~" + bones.encode())], dtype=np.uint32)
