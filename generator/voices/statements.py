"""Statements: the same words of one speaker in every outlet and language of an event, with the evidence."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from math import sqrt
from typing import TYPE_CHECKING, TypeAlias

from generator.model.voices import Likeness, Statement, Voice, Wording
from generator.text.slugs import short_hash
from generator.text.sounds import sounds
from generator.voices import arabic
from generator.voices.tables import tables
from generator.voices.wording import differ, likeness, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from generator.model.voices import Person, Quotation
    from generator.voices.tables import Tables

SAME = 0.62
"""Share of the words, in their order, from which two wordings in one language are one statement of one speaker."""

SAME_UNNAMED = 0.8
"""The same where one of the two articles does not name the speaker."""

WITHIN = 5
"""Words of a wording that stands whole in a longer one."""

ALIKE = 0.4
"""Likeness of two wordings in two languages by what they speak of, from which they are one."""

MARGIN = 0.08
"""By how much the best must be better than the second best, either way."""

MEANT = 0.62
"""Cosine of two quotations' vectors from which they are one statement of one speaker."""

UNLIKE = 0.3
"""Cosine below which they are not, whatever else they share."""

_NUMBER = re.compile(r"\d+(?:[.,٫٬]\d+)*")


def voices_of(
    quotations: Mapping[str, Sequence[Quotation]], people: Mapping[tuple[str, str], Person] | None = None
) -> tuple[Voice, ...]:
    """Return the quotations of some articles as voices, by article and place; a key is of the words alone.

    `people` says by article and speaker who that is over all articles.
    """
    known = people or {}
    return tuple(
        Voice(
            article,
            short_hash(" ".join(words_of(quotation.text)), 8),
            quotation,
            known.get((article, quotation.speaker or "")),
        )
        for article in sorted(quotations)
        for quotation in quotations[article]
    )


def measure_likeness(voices: Sequence[Voice], vectors: Mapping[str, NDArray[np.float32]]) -> tuple[Likeness, ...]:
    """Return how near the quotations of two languages are by meaning, sorted; what is far apart is left out.

    `vectors` are by `ARTICLE:KEY`, of length 1. Cosines are rounded: processors differ in their last bits.
    """
    found: set[Likeness] = set()
    for at, one in enumerate(voices):
        for two in voices[at + 1 :]:
            if one.article == two.article or _lang(one) == _lang(two):
                continue
            first, second = sorted((ident(one), ident(two)))
            if first in vectors and second in vectors:
                cosine = round(float(vectors[first] @ vectors[second]), 2)
                if cosine >= UNLIKE:
                    found.add(Likeness(first, second, cosine))
    return tuple(sorted(found, key=lambda likeness: (likeness.one, likeness.two)))


def ident(voice: Voice) -> str:
    """Return the key of a voice in its event: `ARTICLE:KEY`."""
    return f"{voice.article}:{voice.key}"


@dataclass(slots=True)
class _Group:
    """Voices of one language that are one statement."""

    lang: str
    voices: list[Voice]
    words: list[tuple[str, ...]]

    @property
    def speaker(self) -> str | None:
        return next((voice.quotation.speaker for voice in self.voices if voice.quotation.speaker), None)

    @property
    def speaks(self) -> Voice:
        """The voice that names the speaker, the first where none does."""
        return next((voice for voice in self.voices if voice.quotation.speaker), self.voices[0])

    @property
    def articles(self) -> set[str]:
        return {voice.article for voice in self.voices}

    @property
    def text(self) -> str:
        return max((voice.quotation.text for voice in self.voices), key=lambda text: (len(text), text))


def align_statements(
    quotations: Mapping[str, Sequence[Quotation]],
    likenesses: Sequence[Likeness] | None = None,
    people: Mapping[tuple[str, str], Person] | None = None,
) -> tuple[Statement, ...]:
    """Return the statements of one event's articles, those that most articles print first.

    Within a language wordings are compared word by word. Across languages one speaker's wordings are one statement if
    what they speak of agrees (places, numbers, common ideas), each is the other's best match, and no other is nearly as
    good; `likenesses` add what an encoder says, where one was at hand. A pair that is not evidenced stays apart.
    `people` says by article and speaker who that is over all articles; where the editor says so, it is so.
    """
    groups = _within_languages(voices_of(quotations, people))
    merged = _across_languages(groups, likenesses)
    statements = [_statement(members, evidence) for members, evidence in merged]
    return tuple(
        sorted(
            statements, key=lambda s: (-len({v.article for v in s.voices}), -len(s.wordings), _place(s.voices[0]), s.id)
        )
    )


def _place(voice: Voice) -> tuple[str, int, int]:
    return voice.article, voice.quotation.paragraph, voice.quotation.spans[0][0]


def _lang(voice: Voice) -> str:
    return voice.quotation.lang.split("-")[0]


def same_speaker(one: str | None, two: str | None) -> bool | None:
    """Tell whether two names are one person's within an event, `None` where one of them is not known.

    The names are equal, one is the end or the head of the other, or they sound alike in their two scripts.
    """
    if one is None or two is None:
        return None
    a, b = one.casefold(), two.casefold()
    if a == b:
        return True
    first, second = a.split(), b.split()
    if len(first) != len(second) and (set(first) <= set(second) or set(second) <= set(first)):
        return True
    heard = {sound for sound in sounds(one) if len(sound) > 4}
    return not heard.isdisjoint(sounds(two))


def _one_person(one: Voice, two: Voice) -> bool | None:
    """Tell whether two voices are one person's, as the site's names say, else as the two articles write them."""
    a, b = one.person, two.person
    if a and b and (a.slug == b.slug or a.curated or b.curated):
        return a.slug == b.slug
    return same_speaker(one.quotation.speaker, two.quotation.speaker)


def _within_languages(voices: Sequence[Voice]) -> list[_Group]:
    """Put the wordings of one language that are one statement together."""
    groups: list[_Group] = []
    for voice in voices:
        words = words_of(voice.quotation.text)
        best: _Group | None = None
        best_score = 0.0
        for group in groups:
            if group.lang != _lang(voice):
                continue
            same = _one_person(voice, group.speaks)
            if same is False:
                continue
            score = max(_likeness(words, other) for other in group.words)
            least = SAME if same else SAME_UNNAMED
            if score >= least and score > best_score and (score == 1 or voice.article not in group.articles):
                best, best_score = group, score
        if best:
            best.voices.append(voice)
            best.words.append(words)
        else:
            groups.append(_Group(_lang(voice), [voice], [words]))
    return groups


def _likeness(one: tuple[str, ...], two: tuple[str, ...]) -> float:
    if one == two:
        return 1.0
    short, long = sorted((one, two), key=len)
    if len(short) >= WITHIN and f" {' '.join(short)} " in f" {' '.join(long)} ":
        return 0.95
    if not set(one) & set(two) or len(short) * 3 < len(long):
        return 0.0
    return likeness(one, two)


def _across_languages(
    groups: list[_Group], likenesses: Sequence[Likeness] | None
) -> list[tuple[list[_Group], list[str]]]:
    """Join groups of two languages, the surest pair first; a statement has one group a language."""
    scores = _score_pairs(groups, likenesses)
    merged: dict[int, tuple[list[int], list[str]]] = {at: ([at], []) for at in range(len(groups))}
    for pair in sorted(scores, key=lambda pair: (-scores[pair][0], pair)):
        score, shared = scores[pair]
        if score < ALIKE or not _stands_out(pair, scores, groups):
            continue
        one, two = merged[pair[0]], merged[pair[1]]
        if one is two or {groups[at].lang for at in one[0]} & {groups[at].lang for at in two[0]}:
            continue
        one[0].extend(two[0])
        one[1].extend(["same speaker", *shared, *two[1]])
        merged.update(dict.fromkeys(two[0], one))
    return [
        ([groups[member] for member in members], list(dict.fromkeys(evidence)))
        for at, (members, evidence) in merged.items()
        if members[0] == at
    ]


_Scores: TypeAlias = "dict[tuple[int, int], tuple[float, list[str]]]"


def _score_pairs(groups: list[_Group], likenesses: Sequence[Likeness] | None) -> _Scores:
    """Score the pairs of two languages that may be one statement: the same speaker, a fitting length, something shared."""
    near = _Nearness(likenesses or ())
    items = [_items(group) for group in groups]
    weights = _weights(items)
    scores: _Scores = {}
    for (a, one), (b, two) in combinations(enumerate(groups), 2):
        if one.lang == two.lang or not _lengths_fit(one, two) or not _one_person(one.speaks, two.speaks):
            continue
        score, shared = _agreement(items[a], items[b], weights)
        cosine = near.between(one, two)
        if cosine is not None:
            shared = [*shared, f"meaning {cosine:.2f}"]
            # Between the two bounds the encoder is in doubt, and counts against the pair.
            score = 0.0 if cosine < UNLIKE else max(score, cosine) if cosine >= MEANT else score * 0.8
        if score > 0:
            scores[a, b] = (score, shared)
    return scores


class _Nearness:
    """What an encoder said of the quotations of an event."""

    def __init__(self, likenesses: Sequence[Likeness]) -> None:
        self._cosines = {(likeness.one, likeness.two): likeness.cosine for likeness in likenesses}
        self._asked = {key for pair in self._cosines for key in pair}

    def between(self, one: _Group, two: _Group) -> float | None:
        """Return the greatest cosine between the voices of two groups, `None` where it was not asked about them."""
        pairs = [sorted((ident(a), ident(b))) for a in one.voices for b in two.voices]
        found = [self._cosines[first, second] for first, second in pairs if (first, second) in self._cosines]
        if found:
            return max(found)
        return 0.0 if any(self._asked.issuperset(pair) for pair in pairs) else None


def _stands_out(pair: tuple[int, int], scores: _Scores, groups: Sequence[_Group]) -> bool:
    """Tell whether no other wording of the same two languages is nearly as near to either."""
    best = scores[pair][0]
    langs = {groups[at].lang for at in pair}
    return not any(
        other != pair
        and not set(pair).isdisjoint(other)
        and score >= best - MARGIN
        and {groups[at].lang for at in other} == langs
        for other, (score, _) in scores.items()
    )


def _lengths_fit(one: _Group, two: _Group) -> bool:
    """Tell whether one wording can be the other's translation by its length; Han says as much in a third of the letters."""
    first, second = (len(group.text) * (3 if group.lang in {"zh", "ja"} else 1) for group in (one, two))
    return max(first, second) <= 2.6 * min(first, second) + 12


def _items(group: _Group) -> frozenset[str]:
    """Return what a wording speaks of, as far as the tables know: ideas, places, numbers."""
    table = tables(group.lang)
    text = group.text
    found = {f"#{_digits(number)}" for number in _NUMBER.findall(text)}
    if table:
        found |= _ideas(text, table) | _places_in(text, table)
    return frozenset(found)


def _digits(number: str) -> str:
    return "".join(str(int(digit)) for digit in number if digit.isdigit())


@cache
def _idea_patterns(tag: str) -> re.Pattern[str]:
    """Compile the beginnings of words that tell an idea; one group an idea, the longest beginnings first."""
    table = tables(tag)
    assert table is not None
    parts = [(stem, idea) for idea, stems in table.concepts.items() for stem in stems]
    parts.sort(key=lambda part: (-len(part[0]), part))
    head = (
        "" if table.script == "dense" else r"(?<!\w)[وفبلك]{0,2}(?:ال|ل)?" if table.script == "arabic" else r"(?<!\w)"
    )
    return re.compile(head + "(" + "|".join(re.escape(stem) for stem, _ in parts) + ")")


def _ideas(text: str, table: Tables) -> set[str]:
    by_stem = table.ideas
    return {idea for stem in _idea_patterns(table.tag).findall(text.casefold()) for idea in by_stem[stem]}


def _places_in(text: str, table: Tables) -> set[str]:
    """Return the codes of the places and known organisations in a text."""
    if table.script == "dense":
        return {code for name, code in table.places.items() if len(name) > 1 and name in text}
    words = arabic.split(text) if table.script == "arabic" else re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)
    found: set[str] = set()
    for at, word in enumerate(words):
        if table.script != "arabic" and not word[0].isupper():
            continue
        for width in (3, 2, 1):
            rest = " ".join(["", *words[at + 1 : at + width]])
            forms = arabic.forms(word) if table.script == "arabic" else (re.sub(r"['’]s$", "", word),)
            code = (
                next((code for form in forms if (code := table.place(form + rest))), "")
                if at + width <= len(words)
                else ""
            )
            if code:
                found.add(code)
                break
    return found


def _weights(items: Iterable[frozenset[str]]) -> dict[str, float]:
    """Weigh items by how few of the event's wordings have them: what all speak of tells them not apart."""
    counts = Counter(item for each in items for item in each)
    return {
        item: 1 / sqrt(count) * (1.6 if item[0] == "#" or item[0].isupper() or item.startswith("@") else 1)
        for item, count in counts.items()
    }


def _agreement(one: frozenset[str], two: frozenset[str], weights: Mapping[str, float]) -> tuple[float, list[str]]:
    """Return how much two wordings speak of the same, in [0, 1], and of what."""
    shared = sorted(one & two, key=lambda item: (-weights[item], item))
    if not shared or (len(shared) == 1 and max(len(one), len(two)) > 2):
        return 0.0, []
    both = sum(weights[item] ** 2 for item in shared)
    norm = sqrt(sum(weights[item] ** 2 for item in one) * sum(weights[item] ** 2 for item in two))
    return both / norm, [item.lstrip("#@") for item in shared[:4]]


def _statement(groups: Sequence[_Group], evidence: Sequence[str]) -> Statement:
    wordings: list[Wording] = []
    for group in sorted(groups, key=lambda group: (group.lang != "en", group.lang)):
        prints: dict[tuple[str, ...], list[Voice]] = {}
        for voice, words in zip(group.voices, group.words, strict=True):
            prints.setdefault(words, []).append(voice)
        ranked = sorted(prints.values(), key=lambda voices: (-len({v.article for v in voices}), _place(voices[0])))
        head = ranked[0][0].quotation.text
        for at, voices in enumerate(ranked):
            text = voices[0].quotation.text
            wordings.append(Wording(group.lang, text, tuple(voices), differ(head, text) if at else ()))
    speakers = [
        group.speaker for group in sorted(groups, key=lambda group: (group.lang != "en", group.lang)) if group.speaker
    ]
    key = min(ident(voice) for group in groups for voice in group.voices)
    return Statement(short_hash(key), speakers[0] if speakers else None, tuple(wordings), tuple(evidence))
