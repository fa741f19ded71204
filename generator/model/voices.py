"""Voices: what an article quotes, which quotations are one statement, and the names it speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Basis: TypeAlias = Literal["named", "pronoun", "continued", "unknown"]
"""How the speaker of a quotation is known: the clause beside it names one, speaks of "he" where one person is meant,
or the quotation carries on the one before; else it is not known."""

NameKind: TypeAlias = Literal["person", "place", "organisation", "unknown"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that an article gives as someone's own.

    `text` is what stands between the marks, the parts that an attribution interrupts joined by a space; `spans` are
    the places of these parts in the paragraph, in characters; `paragraph` counts from 1, as the fragments `#p1` do.
    `speaker` is the fullest form of the name in the article, `None` where it is not evidenced; `named` what stands for
    the speaker at this place ("Wang", "he", "" where the quotation before goes on); `verb` the verb of speech, "" where
    there is none. `continues` tells that the quotation began in the paragraph before.
    """

    text: str
    lang: str
    paragraph: int
    spans: tuple[tuple[int, int], ...]
    speaker: str | None = None
    named: str = ""
    verb: str = ""
    basis: Basis = "unknown"
    continues: bool = False
    kind: NameKind = "unknown"
    """What the speaker is, "unknown" where there is none."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A quotation in its article: the unit that statements are made of. `key` is a fingerprint of its words."""

    article: str
    key: str
    quotation: Quotation
    person: Person | None = None
    """The name of the site that the speaker is, where it has one."""


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words of one wording compared with another: `same`, `added`, or `removed`."""

    kind: Literal["same", "added", "removed"]
    text: str


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a statement in one language: who prints it so, and how it differs from the first of its language.

    `voices` print these very words; `changes` are empty for the first wording of a language.
    """

    lang: str
    text: str
    voices: tuple[Voice, ...]
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """The same words of one speaker in every outlet and language that has them.

    `speaker` is the name as the first wording's article writes it, `None` where no article names one; `wordings` stand
    by language, then by how many print them; `evidence` says why wordings in other languages belong ("same speaker",
    "China", "3 words in common", "meaning 0.81"). A statement of a single voice has no evidence.
    """

    id: str
    speaker: str | None
    wordings: tuple[Wording, ...]
    evidence: tuple[str, ...] = ()

    @property
    def voices(self) -> tuple[Voice, ...]:
        """Every voice of the statement, by wording."""
        return tuple(voice for wording in self.wordings for voice in wording.voices)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How near two quotations in two languages are by meaning: the cosine of their vectors, rounded.

    `one` and `two` are keys of voices (`ARTICLE:KEY`), `one` before `two`.
    """

    one: str
    two: str
    cosine: float


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in one article: `text` its fullest form there, `forms` the others ("Wang" beside "Wang Wenbin").

    `paragraphs` are where it stands, from 1, each once. `place` is the CLDR code of a territory, "" for all else;
    `titled` tells that a title or a verb of speech stands beside it. `lang` is the article's.
    """

    text: str
    lang: str
    kind: NameKind
    forms: tuple[str, ...] = ()
    paragraphs: tuple[int, ...] = ()
    place: str = ""
    titled: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A person, place or organisation that articles speak of.

    `slug` is its address and never changes once it is written down; `name` the form it is shown by, `lang` that form's
    language; `forms` every form met, as (language, form), the most frequent of each language
    first; `articles` the ids of those that mention it, sorted. A name of the editor's own is `curated`.
    """

    slug: str
    kind: NameKind
    name: str
    lang: str
    forms: tuple[tuple[str, str], ...]
    articles: tuple[str, ...]
    curated: bool = False
    also: tuple[str, ...] = ()
    """Forms that the editor gives and no article has: they are shown nowhere, and lead to it where one searches."""


@dataclass(frozen=True, slots=True)
class Roll:
    """The names of a site that have pages, sorted by slug, and old slugs with the ones they lead to.

    `keys` are the fingerprints of the names, in their order.
    """

    names: tuple[Name, ...] = ()
    keys: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Who a speaker is over all articles: the slug of the name, and whether the editor said so."""

    slug: str
    curated: bool = False


@dataclass(frozen=True, slots=True)
class NameRule:
    """An editor's word about a name, from `content/names.toml`: these forms are one, under this slug.

    `forms` are joined, whatever the tool thinks; `apart` are never part of it; a `hide`n name gets no page.
    """

    slug: str
    name: str = ""
    kind: NameKind | None = None
    forms: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    hide: bool = False


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name that has an address already: the slug, and the forms it was met in, as (language, form)."""

    slug: str
    kind: NameKind
    forms: tuple[tuple[str, str], ...]
