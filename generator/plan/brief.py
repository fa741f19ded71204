"""In brief: sentences taken from the articles to the letter, each with its places."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from generator.model.views import Reference, Sentence, Text
from generator.text.scripts import direction
from generator.text.segment import each_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.galley import Opening, Slip

MOST_SENTENCES = 4

_SHORTEST = 40
_LONGEST = 420
"""Characters: a shorter sentence says little alone, a longer one is no brief (CJK sentences count threefold)."""

_SAME = 0.5
"""Share of the shorter sentence's words that two sentences of one meaning have in common at least."""

_WORD = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]|[^\W_]{2,}")

_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def find_lead(paragraphs: Sequence[str]) -> tuple[int, str] | None:
    """Return the first sentence of an article that can stand alone, behind the number of its paragraph."""
    for number, paragraph in enumerate(paragraphs[:3], 1):
        for sentence in each_sentence(paragraph):
            if _stands_alone(sentence):
                return number, sentence
    return None


def find_openings(paragraphs: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the first two sentences of each of the first four paragraphs, behind the number of the paragraph."""
    for number, paragraph in enumerate(paragraphs[:4], 1):
        for sentence in islice(each_sentence(paragraph), 2):
            yield number, sentence


def lead_sentence(slip: Slip, number: int) -> Sentence | None:
    """Return the lead of an article, which is the `number`-th of its event, with its place."""
    if slip.lead is None:
        return None
    return _place(slip, slip.lead, number)


def write_brief(slips: Sequence[Slip], lang: str) -> tuple[Sentence, ...]:
    """Choose up to four sentences: the lead of the lead article, then what other reports add.

    `slips` stand in the order of their numbers in the event. Sentences are taken from the openings of the articles in
    one language: that of the site where there is one, else that of the lead article. A sentence that several articles
    share names them all.
    """
    if not slips:
        return ()
    tongues = [_base(slip.item.title.lang) for slip in slips]
    wanted = _base(lang) if _base(lang) in tongues else tongues[0]
    chosen: list[tuple[set[str], Sentence]] = []
    for place, slip in enumerate(slips, 1):
        if tongues[place - 1] != wanted:
            continue
        taken = 0
        for opening in slip.openings:
            sentence = _place(slip, opening, place)
            bag = set(_WORD.findall(opening.text.lower()))
            same = next((n for n, (other, _) in enumerate(chosen) if _alike(bag, other)), None)
            if same is not None:
                chosen[same] = (chosen[same][0], _add_place(chosen[same][1], sentence.references[0]))
            elif taken < 2 and len(chosen) < MOST_SENTENCES and _stands_alone(opening.text):
                chosen.append((bag, sentence))
                taken += 1
    return tuple(sentence for _, sentence in chosen)


def _place(slip: Slip, opening: Opening, number: int) -> Sentence:
    text = Text(opening.text, slip.item.title.lang, direction(opening.text))
    return Sentence(text, (Reference(number, f"{slip.item.url}#p{opening.paragraph}"),))


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
