"""Sentences and words, by rules that are the same in every language we print."""

from __future__ import annotations

import re

# A sentence ends at . ! ? … or their kin in other scripts, with the closing marks that follow.
_END = re.compile(r"""([.!?…؟۔।]+["'”’»“)\]]*)(\s+)(?=\S)|([。！？]+[」』”’）]*)""")

# What a full stop may follow without ending a sentence; lower case, without the stop.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st sen rep gov gen col lt sgt capt jr sr no vs etc e.g i.e u.s u.k u.n a.m p.m inc ltd co corp "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun "
    "bzw z.b d.h u.a ca nr str dr hr fr abs art vgl inkl usw "
    "m mme mlle mm art av bd p.ex env "
    "sr sra srta dr dra ud uds ee.uu art pág núm aprox "
    "г гг в вв им ул д т.д т.п т.е тыс млн млрд руб долл стр см рис проф акад гр "
    "с м р рр ст".split()
)

_LAST_WORD = re.compile(r"([^\s(“«„\"]+)$")


def sentences(text: str) -> tuple[str, ...]:
    """Split one paragraph into sentences; their letters are those of `text`, only the white space between them is gone."""
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        if match[1] is not None:
            if match[1][0] == "." and len(match[1]) == 1 and _goes_on(text[start : match.start()], text[match.end() :]):
                continue
            stop = match.end(1)
        else:
            stop = match.end()
        if piece := text[start:stop].strip():
            found.append(piece)
        start = match.end()
    if rest := text[start:].strip():
        found.append(rest)
    return tuple(found)


def _goes_on(before: str, after: str) -> bool:
    """Tell whether a full stop between `before` and `after` belongs to a word and not to the sentence."""
    last = _LAST_WORD.search(before)
    word = last[1].lower() if last else ""
    if after[:1].islower():
        return True
    if word in _ABBREVIATIONS:
        return True
    initial = len(word) == 1 and word.isalpha() and before[-1:].isupper()
    return initial or (word.isdigit() and len(word) <= 2 and after[:1].islower())


_WORD = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]|[^\W_]+(?:[’'\-][^\W_]+)*")


def count_words(text: str) -> int:
    """Count the words of `text`; where a script sets no spaces, each character counts as one."""
    return sum(1 for _ in _WORD.finditer(text))


def shorten(text: str, most: int) -> str:
    """Return `text`, or its first whole words within `most` characters with an ellipsis behind."""
    if len(text) <= most:
        return text
    head = text[:most]
    space = head.rfind(" ")
    return head[: space if space > most // 2 else most].rstrip(" ,;:–—-،、") + "…"
