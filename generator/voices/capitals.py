"""Names in languages that write them with capitals: a run of capitalised words, and what of it is a name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from generator.voices.found import Judged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.voices.tables import Tables

_TOKEN = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Prof|Lt|Col|Sgt|Capt|Sra?|Srta|Dra|Hon|Rev|Maj|Adm)\.|(?:[^\W\d_]\.){1,4}(?!\s*$)"
    r"|(?:[dlqnmtsjDLQNMTSJ]|[qQ]u|[jJ]usqu)[’'](?=[^\W\d_])"
    r"|[^\W\d_]\w*(?:[’'ʼ‑-]\w+)*"
    r"|\d[\d.,:]*\w*|[^\w\s]"
)
# An abbreviation with its stop, an elided article, a word, a number, a mark.

_POSSESSIVE = re.compile(r"[’'ʼ]s?$")

_APOSTROPHES = str.maketrans("’ʼ", "''")

_ALSO_NAMES = frozenset({"may", "april", "june", "august"})
"""Months that are names of people as well."""

_SECOND = frozenset({"der", "den", "dem", "la", "las", "los"})
"""Articles that stand in a name behind a small word: "von der Aue", "de la Torre"."""

MOST = 5
"""Words of a name at most."""


class Token(NamedTuple):
    """A word or a mark of a clause, as it is and in small letters with plain apostrophes."""

    text: str
    lower: str


def split(text: str) -> list[Token]:
    """Split a clause into words and marks."""
    words = _TOKEN.findall(text)
    if "’" in text or "ʼ" in text:
        return [Token(word, word.translate(_APOSTROPHES).lower()) for word in words]
    return [Token(word, word.lower()) for word in words]


def bare(word: str) -> str:
    """Return a word without the possessive at its end."""
    return _POSSESSIVE.sub("", word) if word[-1] in "s’'ʼ" else word


def is_capital(token: Token) -> bool:
    """Tell whether a token begins with a capital."""
    return token.text[0].isupper()


def is_acronym(word: str) -> bool:
    """Tell whether a word is an acronym: longer words in capitals are shouted."""
    return 1 < len(word) <= 6 and word.isupper() and "." not in word


def _is_plain(words: Sequence[str], lower: Sequence[str], tables: Tables) -> bool:
    """Tell whether a run has nothing in it that needs thought, as most names of two or three words have not."""
    if tables.feminine or not 1 < len(words) < 4 or not tables.special.isdisjoint(lower) or words[-1][-1] in "’'ʼ":
        return False
    if any(word.isupper() or word.endswith("'s") for word in words) or "'s" in lower[-1]:
        return False
    if len(words) == 3 and lower[1] in tables.given and lower[0] not in tables.given:
        return False
    return not tables.nouns or not any(map(tables.is_title, lower))


class _Run(NamedTuple):
    """A run of words being judged, as written and in small letters: an organisation's keeps what describes it."""

    words: Sequence[str]
    lower: Sequence[str]
    organisation: bool

    def cut(self, first: int, last: int | None = None) -> _Run:
        return _Run(self.words[first:last], self.lower[first:last], self.organisation)


def judge(words: Sequence[str], tables: Tables) -> Judged | None:
    """Return the name in a run of capitalised words, `None` where it holds none (a title, a day, a nationality)."""
    return _judge(tuple(words), tables)


@lru_cache(maxsize=50_000)  # a site's articles have most of their names in common
def _judge(words: tuple[str, ...], tables: Tables) -> Judged | None:
    lower = [word.lower().translate(_APOSTROPHES) for word in words]
    if _is_plain(words, lower, tables):
        return _kind(_Run(words, lower, organisation=False), tables, "", titled=False)
    run = _Run(words, lower, organisation=False)
    run = _without_tail(_once(run), tables)
    run, gender, titled = _behind_title(run, tables)
    led = _lead(run, tables)
    if led and run.lower[led - 1] in tables.prepositions:
        return None  # "In Westmark": where, not who
    run = _without_country(_behind_office(run.cut(led), tables), tables)
    if not run.words or len(run.words) > MOST or _POSSESSIVE.search(run.words[-1]):
        return None
    judged = _kind(run, tables, gender, titled=titled)
    shouted = judged is not None and not judged.code and len(words) > 1 and all(word.isupper() for word in words)
    return None if shouted else judged


def _once(run: _Run) -> _Run:
    """Return one of two equal halves: a name at the end of a headline, and again at the head of the text."""
    half, odd = divmod(len(run.words), 2)
    return run.cut(half) if half > 1 and not odd and run.lower[:half] == run.lower[half:] else run


def _without_tail(run: _Run, tables: Tables) -> _Run:
    """Take a day or an article off the end."""
    last = len(run.words)
    while last and run.lower[last - 1] in tables.not_first and not (last > 1 and run.lower[last - 1] in _ALSO_NAMES):
        last -= 1
    return run.cut(0, last)


def _behind_title(run: _Run, tables: Tables) -> tuple[_Run, str, bool]:
    """Return what stands behind the last title or office, the gender the title told, and whether there was one."""
    offices = [at for at, word in enumerate(run.lower[:-1]) if word in tables.organisations]
    if offices and run.lower[offices[-1] + 1] in tables.given:
        return run.cut(offices[-1] + 1), "", True  # "Security Council Yuri Orlov"
    if offices and len(run.words) - offices[-1] > 3 and run.lower[offices[-1] + 1].endswith(tables.genitive):
        return run.cut(offices[-1] + 2), "", True  # "Речник МЗС Кестранії Теодор Маравек"
    if not tables.organisations.isdisjoint(run.lower):
        return run._replace(organisation=True), "", False
    at = next((at for at in range(len(run.lower) - 1, -1, -1) if tables.is_title(run.lower[at])), -1)
    return (run.cut(at + 1), tables.gender(run.lower[at]), True) if at >= 0 else (run, "", False)


def _lead(run: _Run, tables: Tables) -> int:
    """Count the words at the head that are no part of a name; what describes an organisation is part of its."""
    first = 0
    for word in run.lower:
        possessive = word.endswith("'s") and not run.organisation
        described = run.organisation and word not in tables.openers and word not in tables.never
        if not possessive and (word not in tables.not_first or described):
            break
        first += 1
    return first


def _behind_office(run: _Run, tables: Tables) -> _Run:
    """Step over an office in capitals and its country before a person: "МИД Германии Анна Берг"."""
    count = len(run.words)
    if tables.feminine and count > 2 and run.lower[0] in tables.organisations and is_acronym(run.words[0]):
        at = 1
        while at < count and tables.place(run.words[at]):
            at += 1
        if count - at >= 2 and tables.organisations.isdisjoint(run.lower[at:]):
            return run.cut(at)._replace(organisation=False)
    first = 0
    while (
        first < count - 1
        and not run.organisation
        and is_acronym(run.words[first])
        and not is_acronym(run.words[first + 1])
    ):
        first += 1
    return run.cut(first)


def _without_country(run: _Run, tables: Tables) -> _Run:
    """Step over a place in the genitive before a person: "мэр Тарнхольма Клара Фосс", "президент Франции Поль Моро"."""
    if run.organisation:
        return run
    first, count = 0, len(run.words)
    if count > 2 and run.lower[0] not in tables.given and run.lower[1] in tables.given:
        first = 1
    if tables.feminine:
        while count - first > 1 and run.lower[first] not in tables.given and tables.place(run.words[first]):
            first += 1
        if count - first > 2 and tables.place(" ".join(run.words[first : first + 2])):
            first += 2
        if count - first > 2 and run.words[first].isascii() and not run.words[first + 1].isascii():
            first += 1
        if count - first > 2 and run.lower[first] not in tables.given and run.lower[first].endswith(tables.genitive):
            first += 1  # a country that no table has: its case tells it from a given name
    return run.cut(first)


def _kind(run: _Run, tables: Tables, gender: str, *, titled: bool) -> Judged | None:
    """Return a run that has lost all that is no name, with its kind; `None` where it is an outlet, or shouted."""
    words, lower = run.words, run.lower
    name = " ".join(words)
    if lower[-1] in tables.outlet_words or tables.outlets.issuperset(lower):
        return None
    if code := tables.place(name):
        return Judged(name, "organisation" if is_organisation(code) else "place", code=code)
    for width in (3, 2):
        behind = lower[width:]
        if len(behind) in {2, 3} and tables.organisations.isdisjoint(behind) and tables.place(" ".join(words[:width])):
            return Judged(" ".join(words[width:]), "person", gender)  # "ambassador to the United Nations Li Wen"
    return _kind_by_words(run, tables, Judged(name, "person", gender, titled))


def _kind_by_words(run: _Run, tables: Tables, person: Judged) -> Judged | None:
    """Return the kind that the words of a name tell: an organisation's, a river's, else a person's."""
    natural = run.lower[0] in tables.place_words or run.lower[-1] in tables.place_words
    if len(run.words) == 1:
        if run.organisation or natural:
            return None
        return person._replace(kind="organisation", titled=False) if is_acronym(person.name) else person
    if run.organisation:
        return person._replace(kind="organisation", titled=False)
    return person._replace(kind="place", titled=False) if natural else person


def is_organisation(code: str) -> bool:
    """Tell whether a code of the tables is an organisation's."""
    return code[0] == "@" or code in {"UN", "EU"}


def links(tokens: Sequence[Token], at: int, tables: Tables) -> bool:
    """Tell whether a small word ties two parts of a name: "Anna de Vries", "Karl von der Aue"."""
    if tokens[at].lower in _SECOND and at and tokens[at - 1].lower in tables.particles:
        return at + 1 < len(tokens) and is_capital(tokens[at + 1])
    if tokens[at].lower not in tables.particles or at + 1 >= len(tokens):
        return False
    following = tokens[at + 1]
    if following.lower in _SECOND and at + 2 < len(tokens):
        following = tokens[at + 2]
    return is_capital(following) and not is_acronym(following.text)


def run_end(tokens: Sequence[Token], at: int, tables: Tables) -> int:
    """Return where the run of capitalised words that begins at `at` ends."""
    end = at + 1
    while end < len(tokens) and (is_capital(tokens[end]) or links(tokens, end, tables)):
        end += 1
    return end


def run_start(tokens: Sequence[Token], end: int, tables: Tables) -> int:
    """Return where the run of capitalised words whose last is at `end` begins."""
    start = end
    while start > 0:
        if is_capital(tokens[start - 1]):
            start -= 1
        elif start > 1 and links(tokens, start - 1, tables) and is_capital(tokens[start - 2]):
            start -= 2
        elif start > 2 and links(tokens, start - 2, tables) and is_capital(tokens[start - 3]):
            start -= 3
        else:
            break
    return start


def after_department(ahead: Sequence[str], run: Sequence[str], tables: Tables) -> int:
    """Return how many words of a run belong to an office before it: 1 in "ministre des Finances Paul Moro", else 0.

    `ahead` are the words before the run, in small letters.
    """
    if len(run) < 3 or not ahead or not (ahead[-1] in tables.prepositions or ahead[-1] in tables.articles):
        return 0
    bound = any(word in tables.prepositions for word in ahead[-2:])
    office = bound and any(tables.is_title(word) for word in ahead)
    return int(office and not tables.place(" ".join(run[:2])))


def persons_in(tokens: Sequence[Token], tables: Tables) -> list[tuple[int, Judged]]:
    """Return the persons that a clause names, with the token where each begins; a place behind "in" is none."""
    found = []
    at = 0
    while at < len(tokens):
        if not is_capital(tokens[at]):
            at += 1
            continue
        end = run_end(tokens, at, tables)
        ahead = [token.lower for token in tokens[max(0, at - 4) : at]]
        begin = at + after_department(ahead, [token.text for token in tokens[at:end]], tables)
        judged = judge([bare(token.text) for token in tokens[begin:end]], tables)
        if judged and begin and tables.is_title(tokens[begin - 1].lower):
            judged = judged._replace(titled=True, gender=judged.gender or tables.gender(tokens[begin - 1].lower))
        if judged and judged.kind == "person" and (judged.titled or not _is_where(tokens, at, tables)):
            noun = (
                tables.nouns
                and " " not in judged.name
                and not judged.titled
                and judged.name.lower() not in tables.given
            )
            if not noun:
                found.append((at, judged))
        at = end
    return found


def _is_where(tokens: Sequence[Token], at: int, tables: Tables) -> bool:
    return at > 0 and tokens[at - 1].lower in tables.locative


def persons(text: str, tables: Tables, known: Sequence[str] = ()) -> list[Judged]:  # noqa: ARG001  # capitals tell
    """Return the persons that a text names."""
    return [judged for _, judged in persons_in(split(text), tables)]
