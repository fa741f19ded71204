"""In brief: sentences taken from the articles to the letter, each with its places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.model.views import ArticleItem, Reference, Sentence, Text
from generator.text.scripts import direction
from generator.text.segment import sentences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.model.page import Body

MOST_SENTENCES = 4

_SHORTEST = 40
_LONGEST = 420
"""Characters: a shorter sentence says little alone, a longer one is no brief (CJK sentences count threefold)."""

_SAME = 0.5
"""Share of the shorter sentence's words that two sentences of one meaning have in common at least."""

_WORD = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]|[^\W_]{2,}")

_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def lead_sentence(item: ArticleItem, body: Body) -> Sentence | None:
    """Return the first sentence of an article that can stand alone, with its place."""
    for number, paragraph in enumerate(body.paragraphs[:3], 1):
        for sentence in sentences(paragraph):
            if _stands_alone(sentence):
                text = Text(sentence, item.title.lang, direction(sentence))
                return Sentence(text, (Reference(item.number, f"{item.url}#p{number}"),))
    return None


def write_brief(items: Sequence[ArticleItem], bodies: Mapping[str, Body], lang: str) -> tuple[Sentence, ...]:
    """Choose up to four sentences: the lead of the lead article, then what other reports add.

    Sentences are taken from the openings of the articles in one language: that of the site where there is one, else
    that of the lead article. A sentence that several articles share names them all.
    """
    if not items:
        return ()
    wanted = lang if any(_base(item.title.lang) == _base(lang) for item in items) else items[0].title.lang
    chosen: list[tuple[set[str], Sentence]] = []
    for item in items:
        if _base(item.title.lang) != _base(wanted):
            continue
        taken = 0
        for number, paragraph in enumerate(bodies[item.id].paragraphs[:4], 1):
            for sentence in sentences(paragraph)[:2]:
                place = Reference(item.number, f"{item.url}#p{number}")
                bag = set(_WORD.findall(sentence.lower()))
                same = next((n for n, (other, _) in enumerate(chosen) if _alike(bag, other)), None)
                if same is not None:
                    chosen[same] = (chosen[same][0], _add_place(chosen[same][1], place))
                elif taken < 2 and len(chosen) < MOST_SENTENCES and _stands_alone(sentence):
                    chosen.append((bag, Sentence(Text(sentence, item.title.lang, direction(sentence)), (place,))))
                    taken += 1
    return tuple(sentence for _, sentence in chosen)


def _add_place(sentence: Sentence, place: Reference) -> Sentence:
    if any(reference.number == place.number for reference in sentence.references):
        return sentence
    return Sentence(sentence.text, (*sentence.references, place))


def _alike(a: set[str], b: set[str]) -> bool:
    return bool(a and b) and len(a & b) >= _SAME * min(len(a), len(b))


def _base(tag: str) -> str:
    return tag.split("-", maxsplit=1)[0].lower()


def _stands_alone(sentence: str) -> bool:
    """Tell whether a sentence can be read alone: long enough, not too long, its quotation marks closed."""
    length = len(sentence) + 2 * len(_DENSE.findall(sentence))
    opened = sum(sentence.count(mark) for mark in "“«「『")
    closed = sum(sentence.count(mark) for mark in "”»」』")
    # „ is closed by “ in German and by ” in Polish: where it stands, the marks prove nothing.
    balanced = sentence.count('"') % 2 == 0 and (opened <= closed or "„" in sentence)
    return _SHORTEST <= length <= _LONGEST and balanced and sentence[0] not in "”»’"
