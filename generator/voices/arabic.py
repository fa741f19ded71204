"""Speakers in Arabic: no capitals, the verb before its subject, titles that lead up to the name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from generator.voices.found import Found, Judged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.voices.tables import Tables

_TOKEN = re.compile(r"[\u0621-\u064a\u064b-\u0652\u0670-\u06d3]+|\w+|[^\w\s]")

_VOWELS = re.compile("[\u064b-\u0652\u0640]")

_ENDS = frozenset(".!؟…")

MOST = 5
"""Words of a name at most."""

_REACH = 25
"""Words between a verb of speech and the quotation it introduces at most."""

_TITLES = 15
"""Words of titles before a name at most."""

_ADJECTIVE = ("ي", "ية", "يون", "يين", "ات", "ون")

_WORD = re.compile(r"[\u0621-\u064a\u0670-\u06d3]+\Z")


def split(text: str) -> list[str]:
    """Split a text into words without vowel signs, and marks."""
    return _TOKEN.findall(_VOWELS.sub("", text))


def _in(word: str, words: frozenset[str]) -> bool:
    """Tell whether a word is in a table, with or without what is written before it (و ف ل ب)."""
    return word in words or (len(word) > 3 and word[0] in "وفلب" and word[1:] in words)


def _is_place(word: str, tables: Tables) -> bool:
    return any(form in tables.place_parts for form in forms(word))


def forms(word: str) -> tuple[str, ...]:
    """Return a word as it may stand in a table: as it is, without particles, with the article that ل swallowed."""
    found = [word]
    if len(word) > 3 and word[0] in "وفبلك":
        found.append(word[1:])
        if word.startswith("لل"):
            found.append("ال" + word[2:])
        if len(word) > 4 and word[1] in "بلك" and word[0] in "وف":
            found.append(word[2:])
    return tuple(found)


def _verb(tokens: Sequence[str], at: int, tables: Tables) -> str:
    """Return the verb of speech at a place, "" where there is none. Verbs that are nouns as well need a sign."""
    word = tokens[at]
    if word in tables.verbs:
        if word in tables.ambiguous and at and tokens[at - 1] not in "،,:;":
            return ""
        return word
    if len(word) > 2 and word[0] in "وف" and word[1:] in tables.verbs:
        return word[1:]
    return ""


class Read(NamedTuple):
    """A name read behind its titles: "" where there is none; `someone` tells that a person or a body is spoken of."""

    name: str = ""
    titled: bool = False
    someone: bool = False


def read_name(tokens: Sequence[str], at: int, tables: Tables, known: Sequence[str] = ()) -> Read:
    """Read the name that begins at a place, behind its titles."""
    begin, titled, indefinite = _skip_titles(tokens, at, tables)
    if begin < 0:
        return Read(titled=titled, someone=True)
    words, end = _take_words(tokens, begin, tables)
    if not words:
        return Read(titled=titled, someone=titled)
    if not titled and _is_adverbial(words[0], tables, known):
        return Read()
    if titled and len(words) == 1:
        words = _between_commas(tokens, end, tables) or words
    name = " ".join(words)
    if words[0] in tables.verbs or not (tables.organisations | tables.outlets).isdisjoint(words):
        return Read(titled=titled, someone=True)
    doubtful = (indefinite and len(words) == 1) if titled else not _is_known_or_fit(words, tables, known)
    return Read("" if doubtful else name, titled, someone=True)


def _skip_titles(tokens: Sequence[str], at: int, tables: Tables) -> tuple[int, bool, bool]:
    """Return where the words behind the titles begin, whether there were any, and whether of someone indefinite.

    -1 stands for a body ("the ministry"), or for a title alone.
    """
    titled = indefinite = False
    for place in range(at, min(len(tokens), at + _TITLES)):
        word = tokens[place]
        body = _in(word, tables.organisations) or _is_place(word, tables)
        if _in(word, tables.titles):
            titled, indefinite = True, word in tables.indefinite
        elif not titled:
            return (-1 if body else place), False, False
        elif body or word.startswith(("ال", "لل")) or word in "،," or (indefinite and word.endswith(_ADJECTIVE)):
            continue
        elif word in tables.prepositions and place + 1 < len(tokens):
            following = tokens[place + 1]
            if not (_in(following, tables.organisations) or _is_place(following, tables)):
                return place, True, indefinite
        else:
            return place, True, indefinite
    return (-1 if titled else at), titled, indefinite


def _take_words(tokens: Sequence[str], at: int, tables: Tables) -> tuple[list[str], int]:
    """Return the words that may be a name, and where they end."""
    words: list[str] = []
    while at < len(tokens) and len(words) < MOST and not _ends_name(tokens[at], words, tables):
        words.append(tokens[at])
        at += 1
    return words, at


def _ends_name(word: str, words: Sequence[str], tables: Tables) -> bool:
    """Tell whether a word cannot be the next one of a name."""
    if not _WORD.match(word) or _in(word, tables.titles) or word in tables.never:
        return True
    if not words or word in tables.ambiguous:
        return not words and word in tables.prepositions
    rest = word[1:]
    if word in tables.prepositions or word in tables.verbs or word.startswith(("بال", "لل", "وال")):
        return True
    if word[0] in "وفبل" and (rest in tables.prepositions or (rest in tables.verbs and len(word) > 3)):
        return True
    if len(words) > 1 and word in tables.places:
        return True
    plural = len(words) > 1 and word.startswith("ال") and word.endswith(("ين", "ون", "ات"))
    return plural or (len(word) > 4 and word[0] in "بل" and (_is_place(rest, tables) or rest in tables.organisations))


def _is_adverbial(word: str, tables: Tables, known: Sequence[str]) -> bool:
    """Tell whether a word has a preposition written on to it: no subject."""
    return len(word) > 4 and word[0] in "بل" and word not in tables.given and not _part_of(word, known)


def _between_commas(tokens: Sequence[str], at: int, tables: Tables) -> list[str]:
    """Return the name between the next two commas: "مدرب سيتي، NAME،"."""
    if at >= len(tokens) or tokens[at] not in "،,":
        return []
    stop = next((place for place in range(at + 1, min(len(tokens), at + 6)) if tokens[place] in "،,"), 0)
    words = list(tokens[at + 1 : stop]) if stop else []
    fit = all(_WORD.match(word) and word not in tables.prepositions and not _in(word, tables.titles) for word in words)
    return words if fit and len(words) > 1 else []


def _is_known_or_fit(words: Sequence[str], tables: Tables, known: Sequence[str]) -> bool:
    """Tell whether words without a title are a name: one the article knows, or two that look like one."""
    if _part_of(" ".join(words), known):
        return True
    if len(words) == 1 or words[0].startswith("ال"):
        return False
    return words[0] in tables.given or not any(word.endswith(("ية", "ون", "ات", "ين")) for word in words[1:])


def _part_of(name: str, known: Sequence[str]) -> bool:
    return any(f" {name} " in f" {other} " for other in known)


def _last_sentence(tokens: list[str]) -> list[str]:
    for at in range(len(tokens) - 1, -1, -1):
        if tokens[at] in _ENDS:
            return tokens[at + 1 :]
    return tokens


def before(text: str, tables: Tables, known: Sequence[str] = ()) -> Found | None:
    """Read the clause before a quotation; `None` where no verb of speech stands in it."""
    tokens = _last_sentence(split(text))
    for at in range(len(tokens) - 1, max(-1, len(tokens) - 1 - _REACH), -1):
        if verb := _verb(tokens, at, tables):
            return _subject(tokens, at, verb, tables, known)
    return _according(tokens, tables, known)


def _according(tokens: Sequence[str], tables: Tables, known: Sequence[str]) -> Found | None:
    """Read "وفقا للباحث NAME": the ل before the title swallowed its article."""
    for at, word in enumerate(tokens[:-1]):
        if not _in(word, tables.according):
            continue
        first = tokens[at + 1]
        first = "ا" + first[1:] if first.startswith("لل") else first
        read = read_name([first, *tokens[at + 2 :]], 0, tables, known)
        if read.name and read.titled:
            return Found("named", word, read.name, read.name)
    return None


def after(text: str, tables: Tables, known: Sequence[str] = (), *, stopped: bool) -> Found | None:
    """Read the clause behind a quotation; `stopped` tells that the quotation ends with a full stop of its own."""
    if stopped:
        return None
    tokens = split(text)
    start = 0
    while start < len(tokens) and tokens[start] in "،,-–—":
        start += 1
    ends = (at for at in range(start, len(tokens)) if tokens[at] in _ENDS or tokens[at] in '“"«”:')
    end = next(ends, len(tokens))
    clause = tokens[start:end]
    verb = _verb(clause, 0, tables) if clause else ""
    introduces = tokens[end : end + 1] == [":"] or not tables.that.isdisjoint(clause)
    return _subject(clause, 0, verb, tables, known) if verb and not introduces else None


def _subject(tokens: list[str], at: int, verb: str, tables: Tables, known: Sequence[str]) -> Found | None:
    """Return the subject of the verb at a place: behind it, else the one person the sentence names before it."""
    gender = "f" if verb.endswith("ت") and len(verb) > 2 else "m"
    read = read_name(tokens, at + 1, tables, known)
    if read.name:
        return Found("named", verb, read.name, read.name, gender)
    if read.someone:
        return Found("unnamed", verb)
    earlier = " " + " ".join(tokens[:at]) + " "
    people = _known_in(earlier, known)
    if len(people) == 1:
        return Found("named", verb, people[0], people[0], gender)
    if people:
        return Found("unnamed", verb)
    if at == 0 or all(token in {"و", "ف", "كما", "ثم", "،"} for token in tokens[:at]):
        return Found("he", verb, gender=gender)
    return Found("unnamed", verb)


def _known_in(text: str, known: Sequence[str]) -> list[str]:
    """Return the known persons in a text between spaces, by the whole name."""
    return [
        name
        for name in known
        if f" {name} " in text or f" و{name} " in text or f" ل{name} " in text or f" ب{name} " in text
    ]


def persons(text: str, tables: Tables, known: Sequence[str] = ()) -> list[Judged]:
    """Return the persons that a text names: those behind a title, and those known."""
    tokens = split(text)
    found = {name: Judged(name, "person") for name in _known_in(" " + " ".join(tokens) + " ", known)}
    for name, gender in _titled(tokens, tables, known):
        found[name] = Judged(name, "person", gender, titled=True)
    return list(found.values())


@lru_cache(maxsize=512)  # an article's paragraphs are read for its quotations and for its names
def titled(text: str, tables: Tables) -> tuple[str, ...]:
    """Return the names of two words or more that follow a title or a verb of speech in a text."""
    return tuple(name for name, _ in _titled(split(text), tables))


def _titled(tokens: Sequence[str], tables: Tables, known: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Return the names of two words or more that follow a title or a verb of speech, with the gender it told."""
    signs = {word for word in set(tokens) if _in(word, tables.offices) or _verb((word,), 0, tables)}
    if not signs:
        return []
    found = []
    skip = 0
    for at, word in enumerate(tokens):
        if word not in signs or at < skip:
            continue
        verb = _verb(tokens, at, tables)
        read = read_name(tokens, at + 1 if verb else at, tables, known)
        first, _, second = read.name.partition(" ")
        if not second or (second.startswith("ال") and first not in tables.given):
            continue  # a noun and its genitive, more likely than a name
        if read.titled or first in tables.given:
            gender = "f" if _in(word, tables.womanly) or verb.endswith("ت") else ""
            found.append((read.name, gender))
            skip = at + 2
    return found


def known_in(paragraphs: Sequence[str], tables: Tables) -> tuple[str, ...]:
    """Return the persons that the article names with a title: they are known where they stand without one."""
    names: dict[str, None] = {}
    for paragraph in paragraphs:
        names.update(dict.fromkeys(titled(paragraph, tables)))
    return tuple(names)


def swallowed(text: str, tables: Tables, known: Sequence[str] = ()) -> tuple[int, Found] | None:
    """Find an attribution that stands before the closing mark was set: `“words and said NAME in PLACE “more words”`."""
    for match in _AND_SAID.finditer(text):
        if match[1] in tables.verbs:
            read = read_name(split(text[match.start() :]), 1, tables, known)
            if read.name and read.titled:
                gender = "f" if match[1].endswith("ت") else "m"
                return match.start(), Found("named", match[1], read.name, read.name, gender)
    return None


def inside(text: str, tables: Tables, known: Sequence[str] = ()) -> None:  # a grammar has all doors
    """Return nothing: Arabic closes its marks before an attribution, or forgets to."""


def tail(text: str, tables: Tables) -> None:  # a grammar has all doors
    """Return nothing: Arabic papers print no dialogue with dashes."""


_AND_SAID = re.compile(r"(?<=\s)[وف](\w{3,7})(?=\s)")
