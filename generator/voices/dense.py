"""Speakers in Chinese: no spaces and no capitals; a title leads up to the name, a surname begins it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from generator.voices.found import Found, Judged
from generator.voices.tables import tables as tables_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.voices.tables import Tables

_ENDS = re.compile("[。！？；…\n”」』“「『]")

_STOP = re.compile(
    "[在对對向就则則也还還又并並曾将將與与及等的是为為了从從因被把让讓请請说說称稱会會和]|于(?=[^·])|[星今昨当當][期天日晚地]|周[一二三四五六日天末]|日前|近日|随后|隨後|此前"
    "|同时|同時|表示|再次|进一步|進一步|接受|通过|通過|特别|继续|繼續|强调|強調|指出|认为|認為|警告|承诺|承諾|宣布|写道|寫道|坦言|透露|介绍|介紹|解释|解釋|回[应應答]|补充|補充|呼吁|呼籲|重申|直言|批评"
    "|谈到|提到|声称|笑着|告诉|告訴|坚持|堅持|赛后|賽後|会后|會後|等人|[常都总總](?=[说說表称稱指强道]|$)|出席|访问|訪問|一行|提醒|敦促|要求|反驳|反駁|感叹|感嘆|抱怨|证实|證實|否认|否認|批准|签署|簽署|主持"
)
"""What ends a name behind a title: grammar and verbs."""

_NO_BEGINNING = "如在于於對对向就则則也还還再又并並曾将將和與与及等的是为為了上下中里从從以因被把让讓请請说說称稱们們会會一這这那有没沒不"

_HAN = re.compile(r"[\u3400-\u9fff·•・．]+")

_DOT = re.compile("[·•・．]")


@cache
def _patterns(tag: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    tables = tables_of(tag)
    assert tables is not None

    def either(words: frozenset[str]) -> str:
        return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))

    verbs = re.compile(f"(?<![小据據传傳听聽])(?:{either(tables.verbs)})(?![赞讚为為作号號呼法服明])")
    titles = re.compile(either(tables.titles))
    adverbs = re.compile(f"(?:{either(tables.adverbs)})+$")
    return verbs, titles, adverbs


def read_name(text: str, tables: Tables, known: Sequence[str] = ()) -> tuple[str, bool]:
    """Return the name behind the last title of a clause, or the clause itself where it is one: (name, titled)."""
    _, titles, adverbs = _patterns(tables.tag)
    text = text.strip(" ，,、：:“”")
    titled = list(titles.finditer(text))
    for match in reversed(titled):
        if name := _begin(text[match.end() :], tables, known):
            return name, True
    if titled:
        return "", True
    bare = adverbs.sub("", text)
    for name in known:
        if bare.startswith(name):
            return name, False
    name = _begin(bare, tables, known)
    if name and (_is_chinese(name, tables) or _DOT.search(name)):
        return name, False
    return "", False


def _begin(text: str, tables: Tables, known: Sequence[str]) -> str:
    """Return the name that a text begins with, "" where it begins with none."""
    for name in known:
        if text.startswith(name):
            return name
    match = _HAN.match(text)
    if not match:
        return ""
    run = match[0]
    stop = _STOP.search(run, 2)
    end = stop.start() if stop else len(run)
    if run[:1] in _NO_BEGINNING and run[:1] not in tables.surnames:
        return ""
    name = run[:end]
    if dot := _DOT.search(name):
        office = max((name.rfind(end, 0, dot.start() - 1) for end in "官员員长長师師手者家人"), default=-1)
        name = name[office + 1 :]
        return name if 4 <= len(name) <= 16 else ""
    if name[:1] in tables.surnames and len(name) in {4, 5} and name[:2] not in tables.surnames:
        return name[: len(name) - 2]  # a word of two characters follows the name
    return name if 2 <= len(name) <= 5 else ""


def _is_chinese(name: str, tables: Tables) -> bool:
    return (name[:2] in tables.surnames and 3 <= len(name) <= 4) or (
        name[:1] in tables.surnames and 2 <= len(name) <= 3
    )


def before(text: str, tables: Tables, known: Sequence[str] = ()) -> Found | None:
    """Read the clause before a quotation; `None` where no verb of speech stands in it."""
    clause = _ENDS.split(text)[-1]
    verbs, _, _ = _patterns(tables.tag)
    last = None
    for match in verbs.finditer(clause):
        last = match
    if last is None or len(clause) - last.end() > 20:
        return None
    return _subject(clause[: last.start()], last[0], tables, known)


def after(text: str, tables: Tables, known: Sequence[str] = (), *, stopped: bool) -> Found | None:  # noqa: ARG001
    """Read the clause behind a quotation."""
    clause = _ENDS.split(text[:80])[0]
    if not clause or clause.rstrip().endswith(("：", ":")):
        return None
    verbs, _, _ = _patterns(tables.tag)
    match = verbs.search(clause)
    if match is None or match.start() > 24:
        return None
    rest = clause[match.end() :].strip()
    if rest and rest[0] not in "，,、":
        return None
    return _subject(clause[: match.start()], match[0], tables, known)


_WHILE = re.compile(r".{4}(?:时|时候|之后|以后|之前|以前)(?:这样|如此|便|就)?\Z")
"""A clause that says when something was said: who said it stands before."""


def _subject(text: str, verb: str, tables: Tables, known: Sequence[str]) -> Found | None:
    _, _, adverbs = _patterns(tables.tag)
    segments = [segment for segment in re.split("[，,]", text) if segment]
    for segment in reversed(segments[-3:]):
        bare = adverbs.sub("", segment).strip()
        for word in tables.according:
            bare = bare.removeprefix(word)
        if not bare:
            continue
        if _WHILE.search(bare):
            return Found("unnamed", verb)
        if bare in tables.he or bare in tables.she:
            return Found("he", verb, named=bare, gender="f" if bare in tables.she else "")
        if any(bare.startswith(word) for word in tables.he | tables.she) and not any(
            bare.startswith(word) for word in tables.pronouns - tables.he - tables.she
        ):
            return Found("he", verb, named=bare[:1], gender="f" if bare[:1] in tables.she else "")
        name, _ = read_name(segment if not tables.according else bare, tables, known)
        if name:
            return Found("named", verb, name, name)
        return Found("unnamed", verb)
    return Found("same", verb)


def persons(text: str, tables: Tables, known: Sequence[str] = ()) -> list[Judged]:
    """Return the persons that a text names: those behind a title, and those known."""
    names = dict.fromkeys([name for name in known if name in text] + _titled(text, tables, known))
    return [Judged(name, "person", titled=True) for name in names]


def _titled(text: str, tables: Tables, known: Sequence[str]) -> list[str]:
    _, titles, _ = _patterns(tables.tag)
    found = []
    for match in titles.finditer(text):
        name = _begin(text[match.end() : match.end() + 20], tables, known)
        if name and not titles.match(name) and (_is_chinese(name, tables) or _DOT.search(name)):
            found.append(name)
    return found


def known_in(paragraphs: Sequence[str], tables: Tables) -> tuple[str, ...]:
    """Return the persons that the article names with a title: they are known where they stand without one."""
    names: dict[str, None] = {}
    for paragraph in paragraphs:
        names.update(dict.fromkeys(_titled(paragraph, tables, ())))
    return (*names, *(part for part in wholes(names) if part not in names))


def wholes(names: Iterable[str]) -> dict[str, str]:
    """Return foreign names by their last part, which stands for the whole further down; one that two share tells nothing."""
    found: dict[str, list[str]] = {}
    for name in names:
        if _DOT.search(name) and len(part := _DOT.split(name)[-1]) > 1:
            found.setdefault(part, []).append(name)
    return {part: whole[0] for part, whole in found.items() if len(whole) == 1}


def inside(text: str, tables: Tables, known: Sequence[str] = ()) -> None:  # a grammar has all doors
    """Return nothing: Chinese closes its marks before an attribution."""


def swallowed(text: str, tables: Tables, known: Sequence[str] = ()) -> None:  # a grammar has all doors
    """Return nothing: a mark that is missing leaves a quotation out."""


def tail(text: str, tables: Tables) -> None:  # a grammar has all doors
    """Return nothing: Chinese papers print no dialogue with dashes."""
