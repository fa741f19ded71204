"""Speakers in languages whose names have capitals: the subject of the verb of speech beside a quotation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.voices.capitals import (
    MOST,
    Token,
    is_capital,
    judge,
    persons,
    persons_in,
    run_end,
    run_start,
    split,
)
from generator.voices.found import Found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.voices.found import Judged
    from generator.voices.tables import Tables

__all__ = ["after", "before", "inside", "known_in", "persons", "swallowed", "tail"]

_PARTS = re.compile(r"[^\W\d_]+")

_ENDS = frozenset(".!?…;")

_OPEN = frozenset('«“„"')

_REACH = 14
"""Words between a quotation and the verb that belongs to it, at most, where the verb stands behind."""

_REACH_BACK = 25
"""The same where the verb stands before."""

_SUBJECT = 13
"""Words behind a verb among which its subject is looked for."""

_BETWEEN_DASHES = re.compile(r"(?<=[,.!?…])\s*[—–-]\s+([^—–]{4,90}?)[,.]?\s+[—–-]\s+")

_COMMA = re.compile(r",(?=\s)")

_CLOSE = re.compile(r"[,.!?…](?=\s)")
"""Where a clause ends within a quotation."""

_APPOSITION = re.compile(r"\s+([^\W\d_]+)[^,.;:!?…«»“”]{0,90}(?=[,.])")
""""…, says Anna Berg, president of the pilots": what follows the name, up to where it ends."""


def known_in(paragraphs: Sequence[str], tables: Tables) -> tuple[str, ...]:  # noqa: ARG001  # capitals tell
    """Return nothing: where names have capitals, none need be known beforehand."""
    return ()


def _may_speak(text: str, tables: Tables) -> bool:
    """Tell at little cost whether a clause can have a verb of speech."""
    return not tables.signs.isdisjoint(_PARTS.findall(text.lower()))


# --- the clause before a quotation ----------------------------------------------------------------------------------


def before(text: str, tables: Tables, known: Sequence[str] = ()) -> Found | None:  # noqa: ARG001  # capitals tell
    """Read the clause before a quotation; `None` where no verb of speech stands in it."""
    colon = text.rstrip()[-1:] == ":"
    if not colon and not _may_speak(text, tables):
        return None
    tokens = _last_sentence(split(text))
    for at in range(len(tokens) - 1, max(-1, len(tokens) - 1 - _REACH_BACK), -1):
        lower = tokens[at].lower
        if lower in tables.chained:
            return _chained(tokens, at, tables)
        if lower in tables.verbs:
            return _around(tokens, at, tables, colon=colon)
    return _according(tokens, tables) or (
        _headed(tokens, tables) or _subject_of_colon(tokens, tables) if colon else None
    )


def _last_sentence(tokens: list[Token]) -> list[Token]:
    """Return the tokens behind the last end of a sentence."""
    for at in range(len(tokens) - 1, -1, -1):
        if tokens[at].text in _ENDS:
            return tokens[at + 1 :]
    return tokens


def _chained(tokens: list[Token], at: int, tables: Tables) -> Found:
    """Read a participle: it belongs to the speaker of the quotation before, unless a name stands right at it."""
    found = _subject_left(tokens, at, tables) if at and tokens[at - 1].text != "," else None
    named = found and found.manner == "named" and found.kind == "person"
    return found if found and named else Found("same", tokens[at].lower)


def _around(tokens: list[Token], at: int, tables: Tables, *, colon: bool) -> Found | None:
    """Return who says it where the verb stands at `at`; its subject stands before it, else behind it."""
    left = _subject_left(tokens, at, tables)
    if left and left.manner in {"named", "he"}:
        # Between the verb and a quotation inside the sentence no other person may stand: the words could be theirs.
        return left if colon or not persons_in(tokens[at + 1 :], tables) else None
    right = _subject_right(tokens, at, tables)
    if right and (right.manner == "named" or left is None):
        return right
    if left is None and tables.drops_subject:
        return Found("he", tokens[at].lower)
    if colon and (subject := _subject_of_colon(tokens, tables)):
        return subject
    return left or Found("unnamed", tokens[at].lower)


def _headed(tokens: list[Token], tables: Tables) -> Found | None:
    """Read `NAME: “...”`, as headlines and interviews have it."""
    names = tokens[:-1]
    if not 0 < len(names) <= MOST or not all(is_capital(token) or token.lower in tables.particles for token in names):
        return None
    judged = judge([token.text for token in names], tables)
    if judged is None or judged.kind != "person" or len(judged.name) < 3:
        return None
    return Found("named", "", judged.name, judged.name, judged.gender)


def _subject_of_colon(tokens: list[Token], tables: Tables) -> Found | None:
    """Read `NAME did something: “...”`: one person at the head of the clause, and nothing in it that could be quoted."""
    people = persons_in(tokens, tables)
    if len(people) != 1 or not tables.works.isdisjoint(token.lower for token in tokens):
        return None
    start, judged = people[0]
    if start > 6 or " " not in judged.name or (start and tokens[start - 1].lower in tables.prepositions):
        return None
    return _as_speaker(judged, "", tables)


# --- the clause behind a quotation ----------------------------------------------------------------------------------


def after(text: str, tables: Tables, known: Sequence[str] = (), *, stopped: bool) -> Found | None:  # noqa: ARG001
    """Read the clause behind a quotation; `stopped` tells that the quotation ends with a full stop of its own."""
    if not _may_speak(text, tables):
        return None
    tokens = _first_sentence(split(text))
    if spoken := _according(tokens[:8], tables):
        return spoken
    for at, token in enumerate(tokens[:_REACH]):
        lower = token.lower
        if lower in tables.that or lower in {":", "("} or (at == 0 and lower in tables.conjunctions):
            return None
        if "-" in lower and (inverted := _inverted(tokens, at, tables)):
            return inverted
        if lower in tables.verbs and not (at and lower in tables.chained):
            return None if stopped and not _closes(tokens, at, tables) else _behind(tokens, at, tables)
    return None


def _first_sentence(tokens: list[Token]) -> list[Token]:
    """Return the tokens up to the end of the sentence or the next quotation; none where the sentence ended before."""
    start = 0
    while start < len(tokens) and tokens[start].text in {",", "-", "–", "—", "،"}:
        start += 1
    ends = (at for at in range(start, len(tokens)) if tokens[at].text in _ENDS or tokens[at].text in _OPEN)
    return tokens[start : next(ends, len(tokens))]


def _inverted(tokens: list[Token], at: int, tables: Tables) -> Found | None:
    """Read a pronoun that is tied to its verb: "a-t-elle dit", "affirme-t-il"."""
    stem, _, pronoun = tokens[at].lower.rpartition("-")
    if pronoun not in tables.pronouns:
        return None
    stem = stem.removesuffix("-t")
    following = (token.lower for token in tokens[at + 1 : at + 3] if token.lower in tables.verbs)
    verb = stem if stem in tables.verbs else next(following, "")
    return _pronoun(pronoun, pronoun, verb, tables) if verb else None


def _pronoun(lower: str, text: str, verb: str, tables: Tables) -> Found:
    """Return what a pronoun says: a person of a sex, or someone that could be anyone."""
    if lower not in tables.he and lower not in tables.she:
        return Found("unnamed", verb, named=text)
    gender = ("f" if lower in tables.she else "m") if lower not in tables.he & tables.she else ""
    return Found("he", verb, named=text, gender=gender)


def _behind(tokens: list[Token], at: int, tables: Tables) -> Found:
    """Return who says it where the verb stands at `at` in the clause behind the quotation."""
    verb = tokens[at].lower
    if all(token.lower in tables.between or token.lower in tables.passive for token in tokens[:at]):
        if right := _subject_right(tokens, at, tables):
            return right
        return Found("he" if tables.drops_subject else "unnamed", verb)
    left = _subject_left(tokens, at, tables)
    return left if left and left.manner != "same" else Found("unnamed", verb)


def _closes(tokens: list[Token], at: int, tables: Tables) -> bool:
    """Tell whether the clause ends soon behind its verb: then it belongs to the quotation that stands before it."""
    rest = next((token for token in tokens[at + 1 :] if token.lower not in tables.between), None)
    if rest is None or rest.text == "," or rest.lower in tables.prepositions:
        return True
    return at == 0 and _subject_right(tokens, at, tables) is not None


# --- the subject before its verb ------------------------------------------------------------------------------------


def _subject_left(tokens: list[Token], at: int, tables: Tables) -> Found | None:
    """Return the subject that ends before the verb at `at`; `None` where nothing stands there."""
    verb = tokens[at].lower
    place = at - 1
    while place >= 0 and tokens[place].lower in tables.between:
        place -= 1
    if place < 0:
        return None
    token = tokens[place]
    if token.lower in tables.passive:
        return Found("unnamed", verb) if place else None
    if token.lower in tables.pronouns:
        found = _pronoun(token.lower, token.text, verb, tables)
        return found if found.gender else found._replace(gender=_told(verb, tables))
    if token.text == ",":
        return _beside_comma(tokens, place, verb, tables)
    if token.lower in tables.conjunctions:
        return _shared_subject(tokens, place, verb, tables)
    return _run_back(tokens, place, verb, tables) if is_capital(token) else Found("unnamed", verb)


def _told(verb: str, tables: Tables) -> str:
    """Return the gender that the verb tells, where its language has one for each."""
    return "f" if tables.feminine and verb.endswith(tables.feminine) else ""


def _run_back(tokens: list[Token], end: int, verb: str, tables: Tables) -> Found:
    """Return the name whose last word stands at `end`."""
    start = _organisation_start(tokens, run_start(tokens, end, tables), tables)
    if start > 1 and tokens[start - 1].lower in tables.prepositions:
        if is_capital(tokens[start - 2]) and not tables.nouns:
            head = run_start(tokens, start - 2, tables)
            if head and tokens[head - 1].lower in tables.articles:
                name = " ".join(token.text for token in tokens[head : end + 1])
                return Found("named", verb, name, name, kind="organisation")  # "the Guild of Northern Rowers said"
            return _run_back(tokens, start - 2, verb, tables)  # "Anna Berg of Westmark said"
        return Found("unnamed", verb)
    return _name(tokens, start, end + 1, verb, tables) or Found("unnamed", verb)


def _organisation_start(tokens: list[Token], start: int, tables: Tables) -> int:
    """Return where a name begins that goes back over small words to an organisation: "the Union of Northern Drivers"."""
    link = start - 1
    while link >= max(0, start - 2) and (
        tokens[link].lower in tables.prepositions or tokens[link].lower in tables.articles
    ):
        link -= 1
    if 0 <= link < start - 1 and tokens[link].lower in tables.organisations and is_capital(tokens[link]):
        return run_start(tokens, link, tables)
    return start


def _name(tokens: list[Token], start: int, end: int, verb: str, tables: Tables) -> Found | None:
    """Return the name in a run of tokens as a speaker, `None` where it is none."""
    judged = judge([token.text for token in tokens[start:end]], tables)
    if judged is None:
        return None
    previous = tokens[start - 1].lower if start else ""
    titled = judged.titled or tables.is_title(previous)
    if tables.nouns and previous in tables.articles and not titled and " " not in judged.name:
        return None  # "sagte ein Anwohner"
    if previous in tables.prepositions and judged.kind == "place":
        return None
    if previous in tables.articles and judged.kind == "person" and not titled and not tables.nouns:
        judged = judged._replace(kind="organisation")  # "l'Insee", "the Fevad": no person has an article
    return _as_speaker(judged, verb, tables, tables.gender(previous))


def _as_speaker(judged: Judged, verb: str, tables: Tables, gender: str = "") -> Found:
    return Found("named", verb, judged.name, judged.name, judged.gender or gender or _told(verb, tables), judged.kind)


def _beside_comma(tokens: list[Token], comma: int, verb: str, tables: Tables) -> Found:
    """Read an apposition that ends before the verb: the name is the apposition, or stands before it."""
    end = comma
    for _ in range(3):
        start = next((place for place in range(end - 1, -1, -1) if tokens[place].text == ","), -1)
        words = tokens[start + 1 : end]
        named = None
        if words and all(is_capital(token) or token.lower in tables.particles for token in words):
            named = _name(tokens, start + 1, end, verb, tables)
        if (named is None or named.kind != "person") and words and start > 0 and is_capital(tokens[start - 1]):
            named = _run_back(tokens, start - 1, verb, tables)
        if named and named.manner == "named" and named.kind == "person":
            return named
        if start < 0:
            break
        end = start
    return Found("unnamed", verb)


def _shared_subject(tokens: list[Token], end: int, verb: str, tables: Tables) -> Found:
    """Return the subject that two verbs share: the name at the head of the sentence, where no other person is named."""
    people = persons_in(tokens[:end], tables)
    if not people:
        head = next((token for token in tokens[: min(end, 3)] if token.lower in tables.pronouns), None)
        if head:
            return _pronoun(head.lower, head.text, verb, tables)
        return Found("unnamed" if end else "same", verb)
    start, judged = people[0]
    if len(people) > 1 or start > 6 or (start and tokens[start - 1].lower in tables.prepositions):
        return Found("unnamed", verb)
    return _as_speaker(judged, verb, tables)


# --- the subject behind its verb ------------------------------------------------------------------------------------


def _subject_right(tokens: list[Token], at: int, tables: Tables) -> Found | None:
    """Return the subject that begins behind the verb at `at`; `None` where nothing fit stands there.

    A name fits at once behind the verb, behind a title, or behind a comma where an office was named; one that stands in
    a phrase of its own ("in Westmark", "of the council") does not.
    """
    verb = tokens[at].lower
    end = min(len(tokens), at + 1 + _SUBJECT)
    start = next((place for place in range(at + 1, end) if tokens[place].lower not in tables.between), end)
    if start < end and tokens[start].lower in tables.pronouns:
        found = _pronoun(tokens[start].lower, tokens[start].text, verb, tables)
        return found if found.gender else found._replace(gender=_told(verb, tables))
    place = start
    office = bound = False  # an office was named; a preposition stands behind it
    while place < end:
        token = tokens[place]
        lower = token.lower
        if is_capital(token):
            stop = _subject_end(tokens[:end], place, tables)
            if _describes(tokens, stop, end, tables):
                office, place = True, stop  # "said the Kremlin spokesman"
                continue
            if _fits(tokens, place, stop, start, tables, office=office, bound=bound):
                named = _name(tokens, place, stop, verb, tables)
                if named and (named.kind != "place" or (place == start and not office)):
                    return named
                office = office or any(tables.is_title(each.lower) for each in tokens[place:stop])
            place = stop
            continue
        if _breaks(token, tables, office=office, far=place - start >= 3):
            return None
        if tables.is_title(lower) or (place == start + 1 and tokens[start].lower in tables.articles):
            office, bound = True, False  # "said the skipper of the ferry, Tom Reed"
        elif token.text == ",":
            bound = False
        else:
            bound = bound or (office and lower in tables.prepositions)
        place += 1
    return Found("unnamed", verb) if office else None


def _breaks(token: Token, tables: Tables, *, office: bool, far: bool) -> bool:
    """Tell whether no subject can come behind a small word or a mark."""
    if token.text == ",":
        return not office
    if token.text in ':«“„"()—–' or token.lower in tables.that or token.lower in tables.verbs:
        return True
    if office or token.lower in tables.articles or token.lower in tables.between or tables.is_title(token.lower):
        return False
    return far or token.lower in tables.prepositions


def _describes(tokens: list[Token], stop: int, end: int, tables: Tables) -> bool:
    """Tell whether a run only describes the office behind it: "North Peace branch manager"."""
    if stop >= end or not tokens[stop].text.isalpha():
        return False
    return any(tables.is_title(token.lower) and not is_capital(token) for token in tokens[stop : stop + 2])


def _fits(  # noqa: PLR0913  # where it stands, and what stood before
    tokens: list[Token], place: int, stop: int, start: int, tables: Tables, *, office: bool, bound: bool
) -> bool:
    """Tell whether a run of capitals stands where a subject can."""
    previous = tokens[place - 1].lower
    if previous in tables.articles and place > start + 1 and tokens[place - 2].lower in tables.prepositions:
        previous = tokens[place - 2].lower
    between = previous in tables.between and previous not in tables.prepositions
    if place == start or between or tables.is_title(previous):
        return True
    if not office:
        return previous in tables.articles
    if previous == "," or not (bound or previous in tables.articles):
        return True
    words = [token.lower for token in tokens[place:stop]]
    if len(words) > 2 and words[1] in tables.given:
        return True  # "la ministre du Commerce Olga Brandt"
    close = previous in tables.prepositions or previous in tables.articles  # "a friend of Paul Moro"
    return len(words) > 1 and words[0] in tables.given and not close


def _subject_end(tokens: list[Token], place: int, tables: Tables) -> int:
    """Return where a run of capitals ends; an organisation's name goes on over small words."""
    stop = run_end(tokens, place, tables)
    while stop + 1 < len(tokens) and any(token.lower in tables.organisations for token in tokens[place:stop]):
        lower = tokens[stop].lower
        link = lower in tables.articles or (lower in tables.prepositions and lower not in tables.locative)
        if not link or not is_capital(tokens[stop + 1]):
            break
        stop = run_end(tokens, stop + 1, tables)
    return stop


def _according(tokens: list[Token], tables: Tables) -> Found | None:
    """Read "according to NAME", "laut NAME", "по словам NAME"."""
    lower = [token.lower for token in tokens]
    for phrase in tables.phrases:
        if phrase[0] not in lower:
            continue
        at = lower.index(phrase[0])
        if tuple(lower[at : at + len(phrase)]) == phrase and (at == 0 or phrase != ("pour",)):
            found = _subject_right(tokens, at + len(phrase) - 1, tables)
            if found and found.manner == "named" and found.kind != "place":
                return found._replace(verb=" ".join(phrase))
    return None


# --- attributions within a quotation --------------------------------------------------------------------------------


def inside(text: str, tables: Tables, known: Sequence[str] = ()) -> tuple[int, int, Found] | None:  # noqa: ARG001
    """Find an attribution within the marks, as French and Russian set it: its place, and what it says."""
    if not tables.dash:
        return None
    for match in _BETWEEN_DASHES.finditer(text):
        if found := _whole_clause(match[1], tables) or _one_person(match[1], tables):
            return match.start(), match.end(), found
    for comma in _COMMA.finditer(text) if tables.elides else ():
        first, close = comma.start(), _CLOSE.search(text, comma.end())
        if close is None or close.start() - first >= 90:
            continue
        second, stopped = close.start(), close[0] != ","
        if found := _whole_clause(text[first + 1 : second], tables):
            beside = None if stopped else _APPOSITION.match(text, second + 1)
            if beside and tables.is_title(beside[1].lower()):  # what the speaker is goes with the name
                second, stopped = beside.end(), text[beside.end()] != ","
            # Where the sentence ends with the attribution, the stop is that of what is said.
            return (first, second, found) if stopped else (first + 1, second + 1, found)
    return None


def _one_person(text: str, tables: Tables) -> Found | None:
    """Read a clause between dashes that begins small and names one person: whatever its verb, it says who speaks."""
    people = persons_in(split(text), tables) if text[:1].islower() else []
    return _as_speaker(people[0][1], "", tables) if len(people) == 1 else None


def swallowed(text: str, tables: Tables, known: Sequence[str] = ()) -> None:  # a grammar has all doors
    """Return nothing: a mark that is missing leaves a quotation out."""


def tail(text: str, tables: Tables) -> tuple[int, Found] | None:
    """Find an attribution at the end of a paragraph of dialogue, behind its last comma: its place, and what it says."""
    at = text.rfind(",")
    found = _whole_clause(text[at + 1 :].rstrip(". "), tables) if at > 0 else None
    return (at, found) if found else None


def _whole_clause(text: str, tables: Tables) -> Found | None:
    """Read a clause that is an attribution and no more: it begins with its verb, and names or means someone."""
    tokens = split(text)
    if tokens and "-" in tokens[0].lower and (inverted := _inverted(tokens, 0, tables)):
        return inverted
    at = next((place for place, token in enumerate(tokens[:4]) if token.lower in tables.verbs), -1)
    if at < 0 or not all(token.lower in tables.between for token in tokens[:at]):
        return None
    found = _subject_right(tokens, at, tables)
    return found if found and found.manner in {"named", "he"} else None
