"""Quotations: what an article quotes, and whom, as far as its own words tell."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING

from generator.model.voices import Basis, NameKind, Quotation
from generator.text.quotes import Quoted, quoted
from generator.voices import arabic, cased, dense
from generator.voices.found import Found
from generator.voices.tables import tables

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    from generator.voices.tables import Tables

GRAMMARS: dict[str, ModuleType] = {"cased": cased, "arabic": arabic, "dense": dense}

LEAST = 4
"""Words of a quotation whose words alone make it one; two Han make a word."""

FRAGMENT = 3
"""Words of a piece inside a sentence: shorter pieces are turns of phrase that the writer holds at a distance."""

WHOLE = 5
"""Words of a sentence that is quoted without a word about its speaker."""

_LEFT, _RIGHT = 220, 160
"""Characters read on either side of a quotation."""

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+(?:['’ʼ-][^\W_]+)*")

_STOPS = ".!?…。！？؟"

_PARTS = frozenset(",،，.!?…。！？؟—–-;")
"""Marks that part a quotation from the clause behind it."""

_STOP = re.compile(r"[.!?…。！？؟](?:[\s”»\"]|$)")

_DASH = re.compile(r"[—–-]\s*(?=[^\s\d])")

_TURN = re.compile(r"(?<=[,.!?…])\s*[—–-]\s+|\s+[—–]\s*")

_BEFORE_LAST = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)\W*$")


@dataclass(frozen=True, slots=True)
class _Draft:
    """A quotation on its way: what was found beside it, and whether that stands behind it."""

    quotation: Quotation
    gender: str
    end: int
    behind: bool
    """The attribution stands behind the words."""
    kind: NameKind = "person"


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the reading of one article needs at every place."""

    paragraphs: tuple[str, ...]
    tables: Tables
    grammar: ModuleType
    known: tuple[str, ...]
    spans: tuple[tuple[Quoted, ...], ...]


def find_quotations(paragraphs: Sequence[str], lang: str) -> tuple[Quotation, ...]:
    """Return the quotations of an article in the order of its text.

    `paragraphs` are plain text, `lang` a BCP 47 tag; a language without tables has none. Single words, titles of works
    and phrases that the writer only holds at a distance are left out. A speaker is named where a clause beside the
    quotation names one, where a pronoun can mean only one person, or where the quotation carries on another's.
    """
    table = tables(lang)
    if table is None:
        return ()
    spans = tuple(quoted(paragraph, table.tag) for paragraph in paragraphs)
    if not any(spans) and not (table.dash and any(_DASH.match(paragraph) for paragraph in paragraphs)):
        return ()
    grammar = GRAMMARS[table.script]
    scene = _Scene(tuple(paragraphs), table, grammar, grammar.known_in(paragraphs, table), spans)
    drafts: list[_Draft] = []
    carried = False
    for number in range(1, len(paragraphs) + 1):
        if spans[number - 1]:
            carried = _read_paragraph(scene, number, lang, drafts, carried=carried)
        else:
            carried = False
            if table.dash and _DASH.match(paragraphs[number - 1]):
                _read_dialogue(scene, number, lang, drafts)
    return _with_full_names(scene, [draft.quotation for draft in drafts])


def _read_paragraph(scene: _Scene, number: int, lang: str, drafts: list[_Draft], *, carried: bool) -> bool:
    """Add the quotations of one paragraph; return whether the last of them goes on in the next."""
    text = scene.paragraphs[number - 1]
    spans = scene.spans[number - 1]
    goes_on = not spans[-1].closed and _opens(scene, number + 1)
    add = _Adder(scene, number, lang, drafts)
    swallowed: tuple[Quoted, Found] | None = None
    for at, span in enumerate(spans):
        left = text[max(spans[at - 1].after if at else 0, span.outer - _LEFT) : span.outer]
        last = at == len(spans) - 1
        right = text[span.after : min(span.after + _RIGHT, len(text) if last else spans[at + 1].outer)]
        if swallowed:
            add((swallowed[0], span), swallowed[1])
            swallowed = None
        elif not span.closed and not (last and goes_on):
            swallowed = None if last else _swallowed(scene, text, span)
        elif carried and at == 0 and drafts:
            add((span,), Found("continued"), continues=True)
        elif span.closed and (split := scene.grammar.inside(text[span.start : span.end], scene.tables, scene.known)):
            start, end, found = split
            head = replace(span, end=_rstrip(text, span.start, span.start + start))
            add((head, replace(span, start=_lstrip(text, span.start + end, span.end))), found)
        else:
            _weigh(add, _Place(span, left, right))
    return goes_on


@dataclass(frozen=True, slots=True)
class _Place:
    """A quoted span with the text on either side of it, up to the next one."""

    span: Quoted
    left: str
    right: str


def _weigh(add: _Adder, place: _Place) -> None:
    """Decide whether a quoted span is a quotation, and whose."""
    scene, drafts = add.scene, add.drafts
    words = scene.paragraphs[add.number - 1][place.span.start : place.span.end]
    previous = drafts[-1] if drafts and drafts[-1].quotation.paragraph == add.number else None
    intro = place.left.rstrip()[-1:] in {":", "："}
    found, behind = _attribution(scene, place, words, intro=intro)
    if previous and previous.behind and not intro and not behind and _carries_on(scene, previous, place):
        _extend(drafts, place.span, words)
        return
    bare = not _tail(place.left)
    whole = intro or bare or behind or place.left.rstrip()[-1:] in {",", "،", "，"}
    if _is_work(place.left, words, scene.tables, whole=intro or behind):
        return
    if found is None and _continues(add, place, previous, words, bare=bare):
        found = Found("continued")
    if found and found.manner == "same":
        found = Found("continued" if previous else "unnamed", found.verb)
    if found is None and bare and _is_sentence(words, place.right):
        found = Found("unnamed")
    if found and _counts(found, words, whole=whole, intro=intro):
        add((place.span,), found, behind=behind)


def _attribution(scene: _Scene, place: _Place, words: str, *, intro: bool) -> tuple[Found | None, bool]:
    """Return what the clauses beside a span say of its speaker, and whether the one behind it says it.

    A colon binds a quotation to what stands before it; else the clause behind comes first, where it names someone.
    """
    ahead = scene.grammar.before(place.left, scene.tables, scene.known)
    if intro and ahead:
        return ahead, False
    stopped = words[-1:] in {".", "。"}
    parted = words[-1:] in _PARTS or place.right.lstrip()[:1] in _PARTS  # else it is the subject: the club “So” wrote
    behind = scene.grammar.after(place.right, scene.tables, scene.known, stopped=stopped) if parted else None
    if behind and (behind.manner != "unnamed" or ahead is None or ahead.manner == "unnamed"):
        return behind, True
    return ahead, False


def _continues(add: _Adder, place: _Place, previous: _Draft | None, words: str, *, bare: bool) -> bool:
    """Tell whether a span without a clause of its own carries on the quotation before it."""
    if previous and _follows(place.left) and (bare or (_joined(place.left) and _size(words) >= FRAGMENT)):
        return True
    alone = not place.left.strip() and not place.right.strip(" .。")
    return alone and _carries(add.scene, add.number, add.drafts)


def _is_sentence(words: str, right: str) -> bool:
    """Tell whether quoted words are a whole sentence, which may stand without a word about its speaker."""
    first = next((letter for letter in words if letter.isalpha()), "")
    ends = words[-1:] in _STOPS or right.strip()[:1] in _STOPS
    return ends and not first.islower() and _size(words) >= WHOLE


def _counts(found: Found, words: str, *, whole: bool, intro: bool) -> bool:
    """Tell whether quoted words with this attribution are a quotation: long enough, or a whole utterance."""
    size = _size(words)
    if found.manner == "unnamed":
        return whole and size >= LEAST
    if not whole:
        return size >= FRAGMENT and found.kind != "place"
    return size >= LEAST or (size > 0 and (intro or words[-1:] in _STOPS))


@dataclass(frozen=True, slots=True)
class _Adder:
    """Adds the quotations of one paragraph to those of the article, their speakers resolved."""

    scene: _Scene
    number: int
    lang: str
    drafts: list[_Draft]

    def __call__(
        self, parts: tuple[Quoted, ...], found: Found, *, behind: bool = False, continues: bool = False
    ) -> None:
        """Add a quotation of one or more parts."""
        speaker, gender, kind, basis = self._speaker(found, parts[0].outer)
        paragraph = self.scene.paragraphs[self.number - 1]
        spans = tuple((part.start, part.end) for part in parts)
        pieces = (" ".join(paragraph[start:end].split()) for start, end in spans)
        # The stop behind an attribution is the quotation's own: it follows its last word.
        text = reduce(lambda said, piece: said + ("" if piece[:1] in ".!?…" else " ") + piece, pieces)
        quotation = Quotation(
            text,
            self.lang,
            self.number,
            spans,
            speaker,
            found.named,
            found.verb,
            basis,
            continues,
            kind if speaker else "unknown",
        )
        self.drafts.append(_Draft(quotation, gender, parts[-1].after, behind, kind))

    def _speaker(self, found: Found, at: int) -> tuple[str | None, str, NameKind, Basis]:
        """Return the speaker, the gender and the kind of the name, and how it is known."""
        if found.manner == "named":
            return found.name, found.gender, found.kind, "named"
        if found.manner == "he":
            speaker, gender = _resolve(self.scene, self.number, self.drafts, at, found.gender)
            return speaker, gender, "person", "pronoun" if speaker else "unknown"
        last = self.drafts[-1] if self.drafts and found.manner == "continued" else None
        if last and last.quotation.speaker:
            return last.quotation.speaker, last.gender, last.kind, "continued"
        return None, found.gender, found.kind, "unknown"


def _extend(drafts: list[_Draft], span: Quoted, words: str) -> None:
    """Add a part behind an interruption to the quotation it belongs to."""
    last = drafts[-1]
    quotation = replace(
        last.quotation,
        text=f"{last.quotation.text} {' '.join(words.split())}",
        spans=(*last.quotation.spans, (span.start, span.end)),
    )
    drafts[-1] = replace(last, quotation=quotation, end=span.after)


def _carries_on(scene: _Scene, previous: _Draft, place: _Place) -> bool:
    """Tell whether a span goes on with the sentence of the one before, which an attribution only interrupts."""
    start, end = previous.quotation.spans[-1]
    ended = scene.paragraphs[previous.quotation.paragraph - 1][start:end][-1:] in _STOPS
    return not ended and not _STOP.search(place.left)


def _tail(left: str) -> str:
    """Return what stands between the last end of a sentence and a quotation."""
    parts = re.split(r"[.!?…。！？؟](?:[\s”»\"]+|$)", left)
    return parts[-1].strip(' \t-–—“”"«»(،,;')


def _follows(left: str) -> bool:
    """Tell whether between two quotations stands one clause at most."""
    return len(_STOP.findall(left)) <= 1 and len(left) < 160


_AND = frozenset("and or und oder et ou y e o и или і й та або و أو 和 与".split())


def _joined(left: str) -> bool:
    """Tell whether only "and" stands between two quotations."""
    words = left.strip(" ,،").split()
    return 0 < len(words) <= 2 and words[0].lower() in _AND


def _carries(scene: _Scene, number: int, drafts: list[_Draft]) -> bool:
    """Tell whether a paragraph that is one quotation carries on the one that ends the paragraph before."""
    if not drafts or drafts[-1].quotation.paragraph != number - 1 or not drafts[-1].quotation.speaker:
        return False
    rest = scene.paragraphs[number - 2][drafts[-1].end :]
    speakers = {draft.quotation.speaker for draft in drafts if draft.quotation.paragraph == number - 1}
    return len(speakers) == 1 and len(_STOP.findall(rest)) <= 1 and len(rest) < 200


def _opens(scene: _Scene, number: int) -> bool:
    """Tell whether a paragraph begins with an opening mark."""
    if number > len(scene.paragraphs):
        return False
    spans = scene.spans[number - 1]
    return bool(spans) and not scene.paragraphs[number - 1][: spans[0].outer].strip()


def _swallowed(scene: _Scene, text: str, span: Quoted) -> tuple[Quoted, Found] | None:
    """Read an unclosed span in which the attribution stands already, before the mark that opens again."""
    found = scene.grammar.swallowed(text[span.start : span.end], scene.tables, scene.known)
    if found is None:
        return None
    start, said = found
    return replace(span, end=_rstrip(text, span.start, span.start + start)), said


def _is_work(left: str, words: str, table: Tables, *, whole: bool) -> bool:
    """Tell whether a span is the title of a work, a name, or a phrase at arm's length."""
    if table.script == "dense":
        return left.rstrip(" ：:“「")[-4:].endswith(table.work_ends)
    before = _BEFORE_LAST.search(left[-40:])
    if before and left.rstrip()[-1:] not in {":", ","} and before[1].lower() in table.works:
        return True
    if whole or table.script != "cased" or table.nouns:
        return False
    long = [word for word in _WORD.findall(words) if len(word) > 3]
    return bool(long) and all(word[0].isupper() for word in long)


def _size(words: str) -> int:
    """Count the words of a span; two Han make one."""
    found: list[str] = _WORD.findall(words)
    han = sum(1 for word in found if "\u3040" <= word[0] <= "\u9fff")
    return len(found) - han + (han + 1) // 2


def _resolve(scene: _Scene, number: int, drafts: list[_Draft], at: int, gender: str) -> tuple[str | None, str]:
    """Return the one person that a pronoun can mean, `None` where there are two or none."""
    for paragraph in (number, number - 1):
        if paragraph < 1:
            break
        text = _outside(scene, paragraph, at if paragraph == number else None)
        people: dict[str, str] = {}
        weak: set[str] = set()
        for judged in scene.grammar.persons(text, scene.tables, scene.known):
            first, _, more = judged.name.partition(" ")
            if (
                scene.tables.script == "cased"
                and not judged.titled
                and not (more and first.lower() in scene.tables.given)
            ):
                weak.add(judged.name)  # two words in capitals may be a place; a title or a given name tells a person
            _gather(people, judged.name, judged.gender)
        for draft in drafts:
            if draft.quotation.paragraph == paragraph and draft.quotation.speaker and draft.kind == "person":
                spoken = set(draft.quotation.speaker.split())
                weak = {name for name in weak if spoken.isdisjoint(name.split())}
                _gather(people, draft.quotation.speaker, draft.gender)
        fit = [name for name, told in people.items() if not (gender and told and told != gender)]
        if len(fit) == 1 and fit[0] not in weak and (len(people) == 1 or people[fit[0]] == gender):
            return fit[0], people[fit[0]] or gender
        if people:
            return None, gender
    return None, gender


def _gather(people: dict[str, str], name: str, gender: str) -> None:
    """Add a person, unless another form of the name is there; the longer form stays."""
    parts = set(name.split())
    for other in list(people):
        if parts & set(other.split()) and (parts <= set(other.split()) or set(other.split()) <= parts):
            told = people.pop(other) or gender
            people[name if len(name) > len(other) else other] = told
            return
    people[name] = gender


def _outside(scene: _Scene, number: int, end: int | None) -> str:
    """Return the words of a paragraph that are not quoted, up to a place."""
    text = scene.paragraphs[number - 1]
    end = len(text) if end is None else end
    parts = []
    start = 0
    for span in scene.spans[number - 1]:
        if span.outer >= end:
            break
        if span.closed:
            parts.append(text[start : span.outer])
            start = span.after
    parts.append(text[start:end])
    return " . ".join(parts)


def _read_dialogue(scene: _Scene, number: int, lang: str, drafts: list[_Draft]) -> None:
    """Read a paragraph that a dash opens: words, a dash, who says them, a dash, more words."""
    text = scene.paragraphs[number - 1]
    head = _DASH.match(text)
    begin = head.end() if head else 0
    pieces: list[tuple[int, int]] = []
    for match in _TURN.finditer(text, begin):
        pieces.append((begin, match.start()))
        begin = match.end()
    pieces.append((begin, len(text)))
    add = _Adder(scene, number, lang, drafts)
    first = _part(text, *pieces[0])
    if len(pieces) == 1:
        ending = scene.grammar.tail(text, scene.tables)
        if ending and _size(text[first.start : ending[0]]) >= LEAST:
            add((_part(text, first.start, ending[0]),), ending[1], behind=True)
        return
    found = scene.grammar.after(text[slice(*pieces[1])], scene.tables, scene.known, stopped=False)
    if found and _size(text[first.start : first.end]) >= FRAGMENT:
        more = (_part(text, *pieces[2]),) if len(pieces) > 2 else ()
        add((first, *more), found, behind=True)


def _part(text: str, start: int, end: int) -> Quoted:
    return Quoted(start, start, _rstrip(text, start, end), end)


def _rstrip(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _lstrip(text: str, start: int, end: int) -> int:
    return end - len(text[start:end].lstrip())


def _with_full_names(scene: _Scene, quotations: list[Quotation]) -> tuple[Quotation, ...]:
    """Give each speaker the fullest form that the article has, where only one fits."""
    whole: dict[str, str] = {}
    speakers = sorted({quotation.speaker for quotation in quotations if quotation.speaker})
    if not speakers:
        return tuple(quotations)
    text = "\n".join(_outside(scene, number, None) for number in range(1, len(scene.paragraphs) + 1))
    for speaker in speakers:
        whole[speaker] = _fullest(scene, speaker, text, speakers)
    return tuple(
        replace(quotation, speaker=whole[quotation.speaker])
        if quotation.speaker and whole[quotation.speaker] != quotation.speaker
        else quotation
        for quotation in quotations
    )


_LOOKS = 12
"""Places of a name that are looked at for a longer form of it."""

_CAPITAL_BEFORE = re.compile(r"[^\W\d_a-zа-яёіїєґ][\w’'.-]*\s(?:\w{1,3}\s)?$")

_CAPITAL_AFTER = re.compile(r"\s[^\W\d_a-zа-яёіїєґ]")


def _fullest(scene: _Scene, speaker: str, text: str, speakers: Sequence[str]) -> str:
    """Return the one longer form of a name of one word, else the name."""
    if " " in speaker or "·" in speaker:
        return speaker
    if scene.tables.script == "dense":
        return dense.wholes(scene.known).get(speaker, speaker)
    found = {other for other in (*speakers, *scene.known) if speaker in other.split() and other != speaker}
    if scene.tables.script == "cased":
        at = text.find(speaker)
        for _ in range(_LOOKS):
            if at < 0:
                break
            end = at + len(speaker)
            # Only where a capital stands beside it can the form be longer.
            ahead, behind = text[max(0, at - 40) : at], text[end : end + 30]
            if at > 40:
                ahead = ahead.partition(" ")[2]  # the first word may be cut
            if _CAPITAL_BEFORE.search(ahead) or _CAPITAL_AFTER.match(behind):
                for judged in scene.grammar.persons(ahead + speaker + behind.rpartition(" ")[0], scene.tables):
                    parts = judged.name.split()
                    if speaker in {parts[-1], parts[0]} and len(parts) > 1:
                        found.add(judged.name)
            at = text.find(speaker, end)
    return next(iter(found)) if len(found) == 1 else speaker
