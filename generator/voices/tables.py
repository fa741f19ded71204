"""The tables of a language: one file a language under `languages/` and one under `places/`, read when first needed.

`languages/TAG.toml` says how the language introduces speech and writes names; a new file teaches a new language. Its
`script` chooses the grammar: "cased" (names have capitals), "arabic" (no capitals, words apart), "dense" (no spaces).
`places/TAG.json` is made of CLDR by `benchmarks/make_places.py`.
"""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_HERE = Path(__file__).parent

_ENDINGS = re.compile(
    "(?:ьої|ої|ами|ями|ого|его|ому|ему|ыми|ими|ией|ией|иях|ими|ою|ею|ов|ев|ей|ой|ом|ем|єм|ам|ям|ах|ях|ия|ии|ию|ии|ія|ії|ію|ою|ий|ый|ым|им|ая|а|я|у|ю|е|є|и|ы|і|ї|о|ь|й)$"
)
# Endings of Russian and Ukrainian nouns and adjectives: a name is known by what stands before them.


_NOMINATIVE = re.compile("(?<=..)[аеиоуыэюяієїйьая]$")

_CASES = re.compile(
    "(?:ями|ами|ого|ому|ому|ыми|ими|ої|ій|ою|ою|ею|єю|ой|ей|ий|ый|ая|ов|ев|ів|ом|ем|єм|ам|ям|ах|ях|ых|их|а|у|ю|е|є|и|ы|і|ї|о|я|ь|й)$"
)


def _stems(word: str) -> tuple[str, ...]:
    """Return what may be the stem of a word in any case: without a letter, without an ending, as it is."""
    if len(word) < 4:
        return (word,)
    return tuple(
        dict.fromkeys(
            (word[:-1], _CASES.sub("", word), word, _CASES.sub("", word[:-1]) if word[-1] in "мйюхв" else word)
        )
    )


_OUTLETS = frozenset(
    "afp ap apa ani ansa bbc bloomberg cbs cnn dpa dw efe interfax kyodo lusa nbc npr pti reuters rfi rt tass unian upi xinhua yonhap".split()
)
"""Agencies and stations that are written so in every language with capitals."""


class Tables:
    """The tables of one language, each a set of words in small letters."""

    def __init__(self, tag: str, raw: Mapping[str, Any], places: Mapping[str, str]) -> None:  # noqa: PLR0915  # a table of tables
        speech, people, names = raw["speech"], raw["people"], raw["names"]
        self.tag = tag
        self.script: str = raw["script"]
        self.dash: bool = raw.get("dash", False)
        self.elides: bool = raw.get("elides", False)
        self.drops_subject: bool = raw.get("drops_subject", False)
        self.nouns: bool = raw.get("nouns", False)
        self.feminine: str = raw.get("feminine", "")
        self.verbs = _words(speech, "verbs")
        self.chained = _words(speech, "chained")
        self.according = _words(speech, "according")
        self.phrases = tuple(tuple(phrase.split("_")) for phrase in sorted(self.according))
        """Phrases that name a speaker without a verb, word by word: ("according", "to")."""
        self.he = _words(speech, "he")
        self.she = _words(speech, "she")
        self.pronouns = self.he | self.she | _words(speech, "they")
        self.locative = _words(speech, "locative")
        self.between = _words(speech, "between")
        self.passive = _words(speech, "passive")
        self.conjunctions = _words(speech, "conjunctions")
        self.that = _words(speech, "that")
        self.prepositions = _words(speech, "prepositions")
        self.adverbs = _words(speech, "adverbs")
        self.ambiguous = _words(speech, "ambiguous")
        self.titles = _words(people, "titles")
        self.title_endings = tuple(sorted(_words(people, "title_endings")))
        self.womanly = _words(people, "womanly")
        self.manly = _words(people, "manly")
        self.articles = _words(people, "articles")
        self.particles = _words(people, "particles")
        self.given = _words(people, "given") | _words(names, "given")
        self.surnames = _words(people, "surnames")
        self.indefinite = _words(people, "indefinite")
        self.offices = self.titles - self.indefinite
        self.organisations = _words(names, "organisations")
        self.place_words = _words(names, "places")
        self.works = _words(names, "works")
        self.title_stems = frozenset(map(self.stem, self.titles)) if self.feminine else frozenset()
        self.work_ends = tuple(sorted(self.works))
        self.outlets = _words(names, "outlets") | _OUTLETS
        self.outlet_words = _words(names, "outlet_words")
        self.never = _words(names, "never")
        self.openers = _words(names, "openers")
        self.demonyms = _words(names, "demonyms")
        self.genitive = tuple(sorted(_words(names, "genitive")))
        """Endings of countries that stand before a person's name, which no given name has."""
        self.signs = frozenset(
            part for word in self.verbs | self.chained | self.according for part in re.findall(r"[^\W\d_]+", word)
        )
        """What a clause must have one of, to speak of speech."""
        self.not_first = self.openers | self.never | self.demonyms | self.articles
        self.concepts: dict[str, tuple[str, ...]] = {
            idea: tuple(_level(stem) for stem in stems.split("|")) for idea, stems in raw.get("concepts", {}).items()
        }
        """The beginnings of words that tell an idea, by idea."""
        self.ideas: dict[str, tuple[str, ...]] = {}
        for idea, stems in self.concepts.items():
            for stem in stems:
                self.ideas[stem] = (*self.ideas.get(stem, ()), idea)
        self.no_names = (
            self.not_first | self.titles | self.outlets | self.outlet_words | self.organisations | self.place_words
        )
        """Words that are no name by themselves, whatever their capital."""
        self.special = self.no_names | {f"{title}s" for title in self.titles}
        """Words that tell what a run of capitals is, or that are no part of it."""
        self._places = {
            **places,
            **_forms(raw.get("places", {})),
            **{n: f"@{c}" for n, c in _forms(raw.get("known", {})).items()},
        }

    @property
    def places(self) -> Mapping[str, str]:
        """Names of places and known organisations in small letters, and what they name."""
        return self._places

    @cached_property
    def _place_stems(self) -> Mapping[str, str]:
        """The same without the ending of each word in the nominative; a country before a city."""
        ranked = sorted(self._places.items(), key=lambda item: (item[1].isupper(), item[1], item[0]))
        return {" ".join(_NOMINATIVE.sub("", word) for word in name.split(" ")): code for name, code in ranked}

    @cached_property
    def place_parts(self) -> frozenset[str]:
        """The single words of names of places, given names apart: what may follow a title before a name."""
        return frozenset(word for name in self._places for word in name.split() if len(word) > 2) - self.given

    def place(self, name: str) -> str:
        """Return the code of what a name names in every language, "" where it is not in the tables.

        A territory's is CLDR's ("CN"), a city's a slug ("moscow"), that of an organisation begins with "@" ("@nato").
        """
        level = _level(name)
        found = self._places.get(level)
        if found is None and self.feminine:
            cases = [[""]]
            for word in level.split(" "):
                cases = [[*head, stem] for head in cases for stem in _stems(word)]
            found = next(
                (self._place_stems[stem] for case in cases if (stem := " ".join(case[1:])) in self._place_stems), None
            )
        return found or ""

    def stem(self, name: str) -> str:
        """Return a name in small letters without the endings of its words."""
        return " ".join(_ENDINGS.sub("", word) if len(word) > 3 else word for word in _level(name).split(" "))

    def is_title(self, word: str) -> bool:
        """Tell whether a word in small letters is a title or an office ("minister", "Außenministerin")."""
        if word in self.titles:
            return True
        if len(word) < 5:
            return False
        if word[-1] == "s" and word[:-1] in self.titles:
            return True
        if self.nouns and word[-1:] in {"n", "s"} and (word[:-1] in self.titles or word[:-2] in self.titles):
            return True  # "des Präsidenten", "des Ministers"
        if self.title_stems and self.stem(word) in self.title_stems:
            return True
        return bool(self.title_endings) and len(word) > 6 and word.endswith(self.title_endings)

    def gender(self, word: str) -> str:
        """Return "f" or "m" where a title in small letters tells it, else ""."""
        if word in self.womanly or (self.title_endings and word.endswith("in") and self.is_title(word)):
            return "f"
        return "m" if word in self.manly else ""


def _level(name: str) -> str:
    return name.translate(_ALIKE).casefold()


_ALIKE = str.maketrans("’ʼёЁ", "''еЕ")


def _forms(table: Mapping[str, str]) -> dict[str, str]:
    """Return the codes of a table of forms, by form: `nato = "NATO|Nato"`."""
    return {_level(form): code for code, forms in table.items() for form in forms.split("|")}


def _words(table: Mapping[str, Any], key: str) -> frozenset[str]:
    return frozenset(table.get(key, "").split())


def tables(lang: str) -> Tables | None:
    """Return the tables of a language by its BCP 47 tag, `None` where no file teaches it."""
    return _read(lang.partition("-")[0].lower())


@cache
def _read(tag: str) -> Tables | None:
    path = _HERE / "languages" / f"{tag}.toml"
    if not tag.isalpha() or not path.exists():
        return None
    return Tables(tag, tomllib.loads(path.read_text(encoding="utf-8")), places_of(tag))


@cache
def places_of(tag: str) -> Mapping[str, str]:
    """Return the names of places in a language, empty where CLDR has none."""
    path = _HERE / "places" / f"{tag}.json"
    if not tag.isalpha() or not path.exists():
        return {}
    raw = json.loads(path.read_text(encoding="utf-8"))
    return {_level(str(name)): str(code) for name, code in raw.items()}
