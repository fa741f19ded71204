"""Names: the editor's word about them in `content/names.toml`, and the addresses they have, in `content/names.jsonl`."""

from __future__ import annotations

import json
import re
import tomllib
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, get_args

from generator.errors import DigestError, Exit, Problem
from generator.model.voices import KnownName, NameKind, NameRule
from generator.store.atomic import write_whole
from generator.store.config import DEEP_KEY
from generator.store.files import LARGEST, read_memory
from generator.text.slugs import is_slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

RULES = "content/names.toml"
ADDRESSES = "content/names.jsonl"

_KEYS = ("name", "kind", "forms", "apart", "hide")
_KINDS: tuple[NameKind, ...] = get_args(NameKind)

_WHY = "The entry has no effect."

_DEEP = "keys are nested more than 50 deep"


def read_name_rules(root: Path) -> tuple[tuple[NameRule, ...], tuple[Problem, ...]]:
    """Read the editor's word about names, sorted by slug, and what is wrong with some of it; no file says nothing."""
    try:
        text = read_memory(root, RULES, LARGEST).decode("utf-8")
    except DigestError as error:
        return (), error.problems
    except UnicodeDecodeError as error:
        what = f"the file cannot be read ({error})."
        return (), (Problem(RULES, 0, 0, "unreadable-file", what, "", "save it as UTF-8 and check its permissions."),)
    return parse_name_rules(text)


def parse_name_rules(text: str) -> tuple[tuple[NameRule, ...], tuple[Problem, ...]]:
    """Read the rules from the text of the file: a table a name, its key the slug of the page."""
    try:
        if DEEP_KEY.search(text):
            raise RecursionError(_DEEP)  # noqa: TRY301  # one way out for what cannot be read
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        at = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(at[1]), int(at[2])) if at else (text.rstrip("\n").count("\n") + 1, 1)
        what = f"this is no TOML: {str(error).split(' (at ')[0]}."
        return (), (
            Problem(RULES, line, column, "toml", what, "", "correct the line; strings stand in quotation marks."),
        )
    rules: list[NameRule] = []
    problems: list[Problem] = []
    owners: dict[str, str] = {}
    lines = text.split("\n")
    for slug, table in sorted(values.items()):
        taker = _Taker(lines, slug, problems)
        if not is_slug(slug):
            taker.wrong("", f"“{slug}” is no slug.", "write a-z, 0-9 and single hyphens: it is the page's address.")
        elif not isinstance(table, dict):
            taker.wrong("", f"“{slug}” is no table.", f"write [{slug}] and below it name, kind, forms, apart, hide.")
        else:
            rules.append(_rule(slug, table, taker, owners))
    return tuple(rules), tuple(sorted(problems))


class _Taker:
    """Notes what is wrong with one table, at the line of the key."""

    def __init__(self, lines: Sequence[str], slug: str, problems: list[Problem]) -> None:
        self._lines = lines
        self._slug = slug
        self._problems = problems

    def wrong(self, key: str, what: str, mend: str) -> None:
        """Note a mistake at a key of the table, or at the table itself."""
        start = re.compile(
            rf"\s*(?:\[\s*[\"']?{re.escape(self._slug)}[\"']?\s*\]|[\"']?{re.escape(self._slug)}[\"']?\s*[.=])"
        )
        head = next((at for at, line in enumerate(self._lines) if start.match(line)), 0)
        at = head
        if key:
            own = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=")
            at = next((place for place in range(head + 1, len(self._lines)) if own.match(self._lines[place])), head)
        self._problems.append(Problem(RULES, at + 1, 1, "names", f"{self._slug}: {what}", _WHY, mend))


def _rule(slug: str, table: Mapping[str, Any], taker: _Taker, owners: dict[str, str]) -> NameRule:
    for key in table:
        if key not in _KEYS:
            near = get_close_matches(key, _KEYS, 1, 0.6)
            taker.wrong(key, f"key “{key}” is not known.", f"did you mean “{near[0]}”?" if near else "delete it.")
    name = table.get("name", "")
    if not isinstance(name, str):
        taker.wrong("name", "name must be a text.", "write the name as readers should see it.")
        name = ""
    kind = table.get("kind")
    if kind is not None and kind not in _KINDS:
        taker.wrong("kind", f"kind {kind!r} is none of {', '.join(_KINDS)}.", "write one of them.")
        kind = None
    hide = table.get("hide", False)
    if not isinstance(hide, bool):
        taker.wrong("hide", "hide must be true or false.", "write true to leave the name without a page.")
        hide = False
    forms, apart = (_forms(table, key, taker) for key in ("forms", "apart"))
    for form in (*forms, *([name] if name else [])):
        if owners.setdefault(form.casefold(), slug) != slug:
            taker.wrong(
                "forms", f"“{form}” belongs to “{owners[form.casefold()]}” already.", "give each form to one name."
            )
    both = sorted(set(forms) & set(apart))
    for form in both:
        taker.wrong("apart", f"“{form}” is among the forms as well.", "leave it in one of the two lists.")
    return NameRule(slug, " ".join(name.split()), kind, tuple(f for f in forms if f not in both), apart, hide)


def _forms(table: Mapping[str, Any], key: str, taker: _Taker) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
        taker.wrong(key, f"{key} must be a list of names.", "write them as the articles have them, in quotation marks.")
        return ()
    return tuple(dict.fromkeys(" ".join(each.split()) for each in value))


def read_known_names(root: Path) -> tuple[KnownName, ...]:
    """Read the names that have addresses, sorted by slug; lines that two branches wrote for one name are united.

    Raises DigestError that names each torn line: addresses are never guessed at.
    """
    data = read_memory(root, ADDRESSES)
    names: dict[str, KnownName] = {}
    problems: list[Problem] = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            name = _known(json.loads(line.decode("utf-8")))
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            problems.append(
                Problem(
                    ADDRESSES,
                    number,
                    1,
                    "ledger",
                    f"the line is no name ({error}).",
                    "The file is the memory of the addresses of names, so it is never guessed at.",
                    "restore the line from version control (one JSON object a line).",
                )
            )
            continue
        other = names.get(name.slug)
        names[name.slug] = (
            KnownName(name.slug, other.kind, tuple(sorted({*other.forms, *name.forms}))) if other else name
        )
    if problems:
        raise DigestError(*problems, code=Exit.CONFIG)
    return tuple(names[slug] for slug in sorted(names))


def write_known_names(root: Path, names: Iterable[KnownName]) -> bool:
    """Write the names that have addresses; return whether the file changed."""
    lines = (
        json.dumps(
            {"slug": name.slug, "kind": name.kind, "forms": [list(form) for form in sorted(name.forms)]},
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for name in sorted(names, key=lambda name: name.slug)
    )
    return write_whole(root / ADDRESSES, "".join(f"{line}\n" for line in lines).encode())


def _known(raw: Any) -> KnownName:  # noqa: ANN401  # whatever JSON holds
    slug, kind = raw["slug"], raw["kind"]
    if not isinstance(slug, str) or not is_slug(slug):
        message = f"{slug!r} is no slug"
        raise TypeError(message)
    if kind not in _KINDS:
        message = f"{kind!r} is no kind of name"
        raise TypeError(message)
    return KnownName(slug, kind, tuple(sorted((str(lang), str(form)) for lang, form in raw["forms"])))
