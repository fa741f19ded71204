"""Sentences and words, by rules that are the same in every language we print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# A sentence ends at . ! ? … or their kin in other scripts, with the closing marks that follow; French has a space before
# its own, where German opens with the same mark.
_END = re.compile(
    r"""((?<![.!?…؟۔।])[.!?…؟۔।]++(?:[ \xa0\u202f]»(?!\S))?["'”’»«“)\]]*+)\s++(?=\S)|[。！？]++[」』”’）]*+"""
)

# What a full stop may follow without ending a sentence; lower case, without the stop.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st sen rep gov gen col lt sgt capt maj hon rev mt jr sr vs etc e.g i.e u.s u.k u.n a.m p.m inc ltd "
    "co corp dept approx vol "
    "bzw z.b d.h u.a ca nr str hr fr abs vgl inkl usw mio mrd evtl ggf sog geb "
    "mme mlle mm av bd p.ex env "
    "sra srta dra ud uds ee ee.uu pág núm aprox "
    "гг вв им ул т.д т.п т.е тыс млн млрд руб долл стр см рис проф акад гр обл тел рр ст тис грн вул просп див".split()
)

# Those that are words as well: a sentence goes on behind them where a number follows.
_BEFORE_NUMBERS = frozenset(
    "no art jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun".split()
)

_LAST_WORD = re.compile(r"([^\s(“«„\"]+)$")

_ORDINAL_OF = re.compile(
    "(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jahrhundert|Weltkrieg|Liga"
    r"|Bundesliga|FC)\b"
)
"""German writes "3. Oktober": what may follow an ordinal with a capital."""

_GLANCE = 40
"""Characters looked at on either side of a stop: longer than any word in question."""


def sentences(text: str) -> tuple[str, ...]:
    """Split one paragraph into sentences; their letters are those of `text`, only the white space between them is gone."""
    return tuple(each_sentence(text))


def each_sentence(text: str) -> Iterator[str]:
    """Yield the sentences of a paragraph one by one: whoever asks for the first pays for no other."""
    start = 0
    for match in _END.finditer(text):
        stop = match.end()
        if match[1] is not None:
            if _goes_on(
                text[max(start, match.start() - _GLANCE) : match.start()], match[1], text[stop : stop + _GLANCE]
            ):
                continue
            stop = match.end(1)
        if piece := text[start:stop].strip():
            yield piece
        start = match.end()
    if rest := text[start:].strip():
        yield rest


def _goes_on(before: str, mark: str, after: str) -> bool:
    """Tell whether the sentence goes on behind `mark`: a small letter follows, or a full stop belongs to a word."""
    if after[:1].islower():
        return True
    if mark != ".":
        return False
    last = _LAST_WORD.search(before)
    word = last[1].lower() if last else ""
    if word in _BEFORE_NUMBERS:
        return after[:1].isdigit()
    if word.isdigit():
        return len(word) <= 2 and bool(_ORDINAL_OF.match(after))
    return word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha())


_WORD = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]|[^\W_]+(?:[’'\-][^\W_]+)*")


def count_words(text: str) -> int:
    """Count the words of `text`; where a script sets no spaces, each character counts as one."""
    return len(_WORD.findall(text))


def shorten(text: str, most: int) -> str:
    """Return `text`, or its first whole words within `most` characters with an ellipsis behind."""
    if len(text) <= most:
        return text
    head = text[:most]
    space = head.rfind(" ")
    return head[: space if space > most // 2 else most].rstrip(" ,;:–—-،、") + "…"
