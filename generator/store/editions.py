"""Editions that are out, `content/editions.jsonl`, and the editor's words on them, `content/editions/*.md`."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from generator.errors import DigestError, Exit, Problem
from generator.model.edition import Edition, Foreword
from generator.store.atomic import write_whole
from generator.store.curation import Taker, read_files
from generator.store.files import read_memory
from generator.text.slugs import is_slug

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

EDITIONS = "content/editions.jsonl"
FOREWORDS = "content/editions"

_NAME = re.compile(r"\d{4}-\d\d-\d\d|\d{4}-w\d\d")
_KEYS = ("title", "lead", "order", "without")


def read_editions(root: Path) -> tuple[Edition, ...]:
    """Read the editions that are out, oldest first; no file is none.

    Lines that two branches wrote of one day are united. Raises DigestError that names each torn line.
    """
    data = read_memory(root, EDITIONS)
    found: dict[str, Edition] = {}
    problems: list[Problem] = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            edition = _edition(json.loads(line.decode("utf-8")))
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            why = "What is out stays as it was, so it is never guessed at."
            mend = "restore the line from version control (one JSON object a line)."
            problems.append(Problem(EDITIONS, number, 1, "editions", f"the line is no edition ({error}).", why, mend))
            continue
        found[edition.day] = _unite(found[edition.day], edition) if edition.day in found else edition
    if problems:
        raise DigestError(*problems, code=Exit.CONFIG)
    return tuple(found[day] for day in sorted(found))


def write_editions(root: Path, editions: Iterable[Edition]) -> bool:
    """Write the editions that are out; return whether the file changed."""
    rows = ({"day": each.day, "events": [[event, list(news)] for event, news in each.events]} for each in editions)
    lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)
    return write_whole(root / EDITIONS, "".join(lines).encode())


def read_forewords(root: Path) -> tuple[tuple[Foreword, ...], tuple[Problem, ...]]:
    """Read what the editor says of editions, sorted by name, and what is wrong with some of it."""
    forewords: list[Foreword] = []
    problems: list[Problem] = []
    for path, matter in read_files(root, FOREWORDS, problems):
        name = path.rsplit("/", 1)[-1].removesuffix(".md")
        if not _is_edition(name):
            what = f"“{name}” is neither a day nor a week."
            why = "The name of the file says which edition it speaks of."
            mend = "name it like 2025-05-16.md, or 2025-w20.md for a week."
            problems.append(Problem(path, 0, 0, "file-name", what, why, mend))
            continue
        taker = Taker(path, matter, problems)
        for key in matter.values:
            if key not in _KEYS:
                taker.wrong(key, "is not one of ours.", f"the keys are {', '.join(_KEYS)}.")
        order, without = taker.names("order"), taker.names("without")
        lines = dict(matter.lines)
        forewords.append(
            Foreword(name, path, taker.title(), matter.body.strip(), taker.slug("lead"), order, without, lines)
        )
    return tuple(forewords), tuple(problems)


def _is_edition(name: str) -> bool:
    if not _NAME.fullmatch(name):
        return False
    year, _, rest = name.partition("-")
    try:
        date.fromisocalendar(int(year), int(rest[1:]), 1) if rest[0] == "w" else date.fromisoformat(name)
    except ValueError:
        return False
    return True


def _edition(raw: Any) -> Edition:  # noqa: ANN401  # whatever JSON holds
    day = raw["day"]
    if not isinstance(day, str) or date.fromisoformat(day).isoformat() != day:
        message = f"{day!r} is no day"
        raise ValueError(message)
    return Edition(day, tuple((_name(event), tuple(sorted(map(_name, news)))) for event, news in raw["events"]))


def _name(value: object) -> str:
    if not isinstance(value, str) or not is_slug(value):
        message = f"{value!r} is no name"
        raise TypeError(message)
    return value


def _unite(a: Edition, b: Edition) -> Edition:
    """Unite two lines of one day, as a union merge of two branches leaves them."""
    news = {event: set(articles) for event, articles in a.events}
    for event, articles in b.events:
        news.setdefault(event, set()).update(articles)
    return Edition(a.day, tuple((event, tuple(sorted(articles))) for event, articles in news.items()))
