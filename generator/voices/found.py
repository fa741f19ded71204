"""What reading a clause or a run of words can find: a speaker, a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from generator.model.voices import NameKind


class Found(NamedTuple):
    """What a clause beside a quotation says of its speaker.

    `manner` is "named" (then `name`), "he" (a pronoun, or a subject left out; `gender` "m", "f" or ""), "same" (the
    verb belongs to the subject of the quotation before), "continued", or "unnamed" (someone speaks, and it is not said
    who). `named` is what stands for the speaker at this place, `kind` that of the name.
    """

    manner: str
    verb: str = ""
    name: str = ""
    named: str = ""
    gender: str = ""
    kind: NameKind = "person"


class Judged(NamedTuple):
    """A run of words as a name: what is left of it, its kind, the gender that a title told, the tables' code."""

    name: str
    kind: NameKind
    gender: str = ""
    titled: bool = False
    code: str = ""
