"""Names: the people, places and organisations that one article speaks of, as its own words evidence them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from generator.model.voices import Mention, NameKind
from generator.voices import arabic, capitals, dense
from generator.voices.found import Judged
from generator.voices.tables import tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.voices import Quotation
    from generator.voices.tables import Tables

MOST = 60
"""Names of one article: a list of winners has hundreds, and no page wants them."""

_CAPITALS = "".join(chr(code) for code in range(0x41, 0x530) if chr(code).isupper())

_SYLLABLE = "(?!(?:era|led|hit|run|born|held|wide|made|type|day|year|like|area|only|free|long|old|bound|run)\\b)[a-z]{1,4}(?:\\b|-)"
# "Kim Jong-un", but not "Soviet-era".

_BEGINS = frozenset('.!?…:;•\n"“”«»„‘([—–-*')
"""What stands before a word that has its capital from its place."""

_AHEAD = re.compile(r"[^\W\d_]+[’']?")

_WORD_AFTER = re.compile(r"[\s,]*([^\W\d_]+)")

_ACRONYM = 6
"""Letters of an acronym at most: longer words in capitals are shouted."""


@dataclass(slots=True)
class _Seen:
    """What was seen of one name: how often, how often with a capital of its own, where, and what told its kind."""

    kind: NameKind
    count: int = 0
    own: int = 0
    titled: bool = False
    code: str = ""
    places: set[int] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)


def find_names(paragraphs: Sequence[str], lang: str) -> tuple[Mention, ...]:
    """Return the names of an article in the order of their first paragraphs; a language without tables has none.

    A name of one word needs a capital of its own, a title, or a place in the tables; a day, a nationality, a title
    alone and a news outlet are none. Forms of one person ("Wang" beside "Wang Wenbin") are one mention.
    """
    table = tables(lang)
    if table is None:
        return ()
    text = "\n".join(paragraphs)
    starts = [0, *accumulate(len(paragraph) + 1 for paragraph in paragraphs)]
    read = {"cased": _read_cased, "arabic": _read_arabic, "dense": _read_dense}[table.script]
    seen = read(text, starts, table)
    ranked = sorted(seen, key=lambda name: (min(seen[name].places), -seen[name].count, name))
    return tuple(
        Mention(
            name,
            lang,
            seen[name].kind,
            tuple(sorted(seen[name].forms - {name})),
            tuple(sorted(seen[name].places)),
            seen[name].code,
            seen[name].titled,
        )
        for name in ranked[:MOST]
    )


def add_speakers(mentions: Sequence[Mention], quotations: Sequence[Quotation]) -> tuple[Mention, ...]:
    """Return an article's mentions with its speakers among them: who speaks is a name, wherever else it is evidenced.

    A mention that is a speaker gets the kind of the speaker where its own is not known.
    """
    found = list(mentions)
    for quotation in quotations:
        speaker = quotation.speaker
        if speaker is None:
            continue
        at = next((at for at, each in enumerate(found) if speaker == each.text or speaker in each.forms), None)
        if at is None:
            found.append(Mention(speaker, quotation.lang, quotation.kind, (), (quotation.paragraph,), titled=True))
        elif not found[at].titled or found[at].kind == "unknown":
            kind = quotation.kind if found[at].kind == "unknown" else found[at].kind
            found[at] = replace(found[at], kind=kind, titled=True)
    return tuple(found)


@cache
def _runs(particles: frozenset[str]) -> re.Pattern[str]:
    """Compile runs of capitalised words, small words between them as the language's names have them."""
    rest = rf"(?:[\w’'ʼ]|-(?=[{_CAPITALS}]|{_SYLLABLE})|\.(?=[{_CAPITALS}]))*(?:(?<=\b[{_CAPITALS}])\.)?"
    word = f"[{_CAPITALS}]{rest}"
    small = "|".join(sorted(particles, key=lambda particle: (-len(particle), particle))) or "(?!)"
    # The class stands first, so that the search skips from capital to capital.
    return re.compile(rf"[{_CAPITALS}](?<![\w’'-].){rest}(?:[ \xa0](?:(?:{small})[ \xa0]){{0,2}}{word})*")


def _read_cased(text: str, starts: Sequence[int], table: Tables) -> dict[str, _Seen]:
    seen: dict[str, _Seen] = {}
    singles: list[_Single] = []
    for match in _runs(table.particles).finditer(text):
        run, start = match[0], match.start()
        if run.count(" ") > 1:
            ahead = [word.lower() for word in _AHEAD.findall(text[max(0, start - 20) : start])]
            run = run.split(" ", capitals.after_department(ahead, run.split(), table))[-1]
        name = _judge(run, table)
        if name is None:
            continue
        one = name.kind == "person" and " " not in name.name
        if one and table.nouns:
            singles.append(
                _Single(name.name, start, begins=False, titled=False)
            )  # a noun, or the name of someone known
            continue
        begins = _begins(text, start) and run.startswith(name.name)
        titled = name.titled or (name.kind == "person" and _is_spoken_of(text, match, table, begins=begins))
        paragraph = bisect_right(starts, start)
        if one:
            singles.append(_Single(name.name, start, begins, titled))
        else:
            kind = _kind_of(name, table, titled=titled)
            _note(seen, name.name, kind, paragraph, code=name.code, titled=titled, own=not begins)
    _join_tails(seen)
    _join_singles(seen, singles, text, starts, table)
    seen = _join_cases(seen, table) if table.feminine else _join_codes(seen)
    return {name: one for name, one in seen.items() if _stands(name, one, table)}


class _Single(NamedTuple):
    """A capitalised word by itself: perhaps the short form of a name, perhaps only the head of a sentence."""

    word: str
    start: int
    begins: bool
    titled: bool


def _begins(text: str, start: int) -> bool:
    """Tell whether a word has its capital from its place: it stands at the head of a line, a sentence or a quotation."""
    before = text[start - 1 : start]
    return before in _BEGINS or (before in " \xa0" and text[start - 2 : start - 1] in _BEGINS)


def _is_spoken_of(text: str, match: re.Match[str], table: Tables, *, begins: bool) -> bool:
    """Tell whether a title stands before a name, or a verb of speech behind it."""
    start = match.start()
    if not begins and text[start - 1] == " ":
        before = text[text.rfind(" ", 0, start - 1) + 1 : start - 1].lower().lstrip('(«„“"')
        if table.is_title(before):
            return True
        if before in table.prepositions or before in table.articles:
            return False  # "the Guild of Northern Rowers said"
    after = None if table.nouns else _WORD_AFTER.match(text, match.end())
    return after is not None and after[1].lower() in table.verbs


@lru_cache(maxsize=50_000)  # a site's articles have most of their names in common
def _judge(run: str, table: Tables) -> Judged | None:
    """Judge a run of capitalised words; one word is done at less cost."""
    words = run.split()
    if len(words) > 1 and words[0].lower() in table.prepositions:
        words = words[1:]  # "С Кларой Фосс": what stands before a speaker's name matters, before a name it does not
    if len(words) > 1:
        return capitals.judge([capitals.bare(word) for word in words], table)
    word = capitals.bare(words[0])
    lower = word.lower()
    if lower in table.no_names or len(word) < 2:
        return None
    if table.place(word):
        return capitals.judge([word], table)
    if word.isupper():
        acronym = len(word) <= _ACRONYM and lower not in table.given and word.isalpha()
        return Judged(word, "organisation") if acronym else None
    return None if table.is_title(lower) else Judged(word, "person")


def _join_tails(seen: dict[str, _Seen]) -> None:
    """Give a name to the one longer name that ends with it: "De Haan" to "Karel De Haan"."""
    for name in [name for name in seen if " " in name and not seen[name].code]:
        longer = [other for other in seen if other.endswith(f" {name}")]
        if len(longer) == 1:
            _take_in(seen[longer[0]], seen.pop(name))


def _kind_of(name: Judged, table: Tables, *, titled: bool) -> NameKind:
    if name.kind == "place":
        return "place"
    if name.kind == "organisation":
        return "organisation"
    return "person" if titled or name.name.split(" ")[0].lower() in table.given else "unknown"


def _note(  # noqa: PLR0913  # what was seen, and where
    seen: dict[str, _Seen],
    name: str,
    kind: NameKind,
    paragraph: int,
    *,
    code: str = "",
    titled: bool = False,
    own: bool = True,
    form: str = "",
) -> None:
    one = seen.get(name)
    if one is None:
        one = seen[name] = _Seen(kind, code=code)
    elif one.kind == "unknown":
        one.kind = kind
    one.count += 1
    one.own += own
    one.titled = one.titled or titled
    one.places.add(paragraph)
    one.forms.add(form or name)


def _join_singles(
    seen: dict[str, _Seen], singles: Sequence[_Single], text: str, starts: Sequence[int], table: Tables
) -> None:
    """Give names of one word to the person of the article whose name has the word, where it is one person's.

    A word at the head of a sentence is none where the article has it in small letters as well.
    """
    owners: dict[str, set[str]] = {}
    for name, one in seen.items():
        if one.kind in {"person", "unknown"} and not one.code:
            parts = name.split()
            for part in {parts[0], parts[-1]}:
                owners.setdefault(_key(part, table), set()).add(name)
    for word, start, begins, titled in singles:
        whole = owners.get(_key(word, table), set())
        if (table.nouns and not whole) or (begins and f" {word.lower()}" in text):
            continue
        paragraph = bisect_right(starts, start)
        if len({_key(name, table) for name in whole}) == 1:
            name = min(whole, key=lambda name: (-seen[name].count, len(name), name))
            _note(seen, name, "person" if titled else seen[name].kind, paragraph, titled=titled, form=word)
        elif not whole:
            kind: NameKind = "person" if titled else "unknown"
            _note(seen, word, kind, paragraph, titled=titled, own=not begins)


def _key(name: str, table: Tables) -> str:
    return table.stem(name) if table.feminine else name.casefold()


def _join_cases(seen: dict[str, _Seen], table: Tables) -> dict[str, _Seen]:
    """Join the cases of one name, as Slavic languages write them; the most frequent form stays, then the shortest."""
    groups: dict[str, list[str]] = {}
    for name, one in seen.items():
        groups.setdefault(one.code or table.stem(name), []).append(name)
    joined: dict[str, _Seen] = {}
    for names in groups.values():
        best = min(names, key=lambda name: (-seen[name].titled, -seen[name].count, len(name), name))
        one = seen[best]
        for name in names:
            if name != best:
                _take_in(one, seen[name])
        joined[best] = one
    return joined


def _take_in(one: _Seen, other: _Seen) -> None:
    """Add what was seen of another form of a name."""
    one.count += other.count
    one.own += other.own
    one.titled = one.titled or other.titled
    one.places |= other.places
    one.forms |= other.forms
    if one.kind == "unknown":
        one.kind = other.kind


def _stands(name: str, one: _Seen, table: Tables) -> bool:
    """Tell whether a name is evidenced well enough to be one."""
    if one.code or one.titled or one.kind == "organisation":
        return True
    if table.nouns:
        # every noun has a capital: two words may be two nouns
        return one.kind == "person" or (one.kind == "place" and " " in name)
    if " " in name or "-" in name:
        return one.own > 0 or one.kind == "person"
    return one.own > 2 and len(name) > 2 and not table.feminine


def _read_arabic(text: str, starts: Sequence[int], table: Tables) -> dict[str, _Seen]:
    seen: dict[str, _Seen] = {}
    people: dict[str, None] = {}
    paragraphs = [text[start : starts[number] - 1] for number, start in enumerate(starts[:-1], 1)]
    rows = [arabic.split(paragraph) for paragraph in paragraphs]
    for number, tokens in enumerate(rows, 1):
        for name in arabic.titled(paragraphs[number - 1], table):
            people[name] = None
            _note(seen, name, "person", number, titled=True)
        at = 0
        while at < len(tokens):
            name, code, width = _arabic_place(tokens, at, table)
            if code:
                _note(seen, name, _coded(code), number, code=code)
            at += width
    for number, tokens in enumerate(rows, 1):
        line = f" {' '.join(tokens)} "
        for name in people:
            if number not in seen[name].places and any(f" {head}{name} " in line for head in ("", "و", "ل", "ب")):
                _note(seen, name, "person", number)
    return _join_codes(seen)


def _coded(code: str) -> NameKind:
    return "organisation" if capitals.is_organisation(code) else "place"


def _arabic_place(tokens: Sequence[str], at: int, table: Tables) -> tuple[str, str, int]:
    """Return the place whose name begins at a token, its code, and how many tokens it has; ("", "", 1) where none does."""
    forms = [form for form in arabic.forms(tokens[at]) if form in _first_words(table.tag)]
    if forms:
        for width in range(min(3, len(tokens) - at), 0, -1):
            rest = " ".join(["", *tokens[at + 1 : at + width]])
            for form in forms:
                name = form + rest
                if len(name) > 2 and name not in table.given and (code := table.places.get(name)):
                    return name, code, width
    return "", "", 1


@cache
def _first_words(tag: str) -> frozenset[str]:
    table = tables(tag)
    return frozenset(name.split(" ")[0] for name in table.places) if table else frozenset()


def _read_dense(text: str, starts: Sequence[int], table: Tables) -> dict[str, _Seen]:
    seen: dict[str, _Seen] = {}
    people = dense.known_in([text], table)
    whole = dense.wholes(people)
    taken: set[int] = set()
    for name in sorted(people, key=lambda name: (-len(name), name)):
        at = text.find(name)
        while at >= 0:
            if at not in taken:
                taken.update(range(at, at + len(name)))
                _note(seen, whole.get(name, name), "person", bisect_right(starts, at), titled=True, form=name)
            at = text.find(name, at + len(name))
    first, places = _dense_places(table.tag)
    end = 0
    for match in first.finditer(text):
        at = match.start()
        if at < end or at in taken:
            continue
        for width in (8, 7, 6, 5, 4, 3, 2):
            code = places.get(text[at : at + width]) if at + width <= len(text) else None
            if code:
                name = text[at : at + width]
                _note(
                    seen,
                    name,
                    "organisation" if capitals.is_organisation(code) else "place",
                    bisect_right(starts, at),
                    code=code,
                )
                end = at + width
                break
    return _join_codes(seen)


def _join_codes(seen: dict[str, _Seen]) -> dict[str, _Seen]:
    """Keep one spelling of each place."""
    best: dict[str, str] = {}
    kept: dict[str, _Seen] = {}
    for name in sorted(seen, key=lambda name: (-seen[name].count, name)):
        one = seen[name]
        if one.code and one.code in best:
            _take_in(kept[best[one.code]], one)
            continue
        if one.code:
            best[one.code] = name
        kept[name] = one
    return kept


@cache
def _dense_places(tag: str) -> tuple[re.Pattern[str], dict[str, str]]:
    table = tables(tag)
    places = {name: code for name, code in (table.places if table else {}).items() if len(name) > 1}
    return re.compile(f"[{''.join(sorted({name[0] for name in places}))}]"), places
