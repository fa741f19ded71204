"""Articles: one Markdown file each in `content/articles/`, typed front matter above clean text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

from generator.errors import DigestError, Problem
from generator.model import Article, When
from generator.store.atomic import write_whole
from generator.store.files import list_files, read_file
from generator.store.frontmatter import read_front_matter, write_front_matter
from generator.text.addresses import is_web_address
from generator.text.scripts import steers, strip_controls
from generator.text.shape import misshape
from generator.text.slugs import is_slug, short_hash, slugify

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from generator.text.frontmatter import FrontMatter, Value

T = TypeVar("T")
D = TypeVar("D")

FOLDER = "content/articles"

KEYS = (
    "id",
    "title",
    "title_from",
    "lang",
    "published",
    "updated",
    "retrieved",
    "source",
    "url",
    "byline",
    "tags",
    "summary",
    "draft",
    "keep",
    "cut",
    "event",
    "caption",
)

LANGUAGE_TAG = re.compile(r"(?=.{2,35}\Z)[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
"""The longest tag that software need take has 35 letters (RFC 5646, section 4.4.1); ours also names a folder."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The articles that could be read, by id in order of id, and what is wrong with the others."""

    articles: Mapping[str, Article]
    problems: tuple[Problem, ...]


def read_articles(root: Path) -> Shelf:
    """Read every article of the site at `root`. A broken one is refused by name, the others go on."""
    articles: dict[str, Article] = {}
    problems: list[Problem] = []
    for found in list_files(root, FOLDER, ".md"):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        name = found.path
        try:
            article, noted = read_article(name, read_file(root, name))
        except DigestError as error:
            problems += error.problems
            continue
        problems += noted
        if article.id in articles:
            problems.append(duplicate_id(name, article.id, articles[article.id].path))
            continue
        articles[article.id] = article
    return Shelf({ident: articles[ident] for ident in sorted(articles)}, tuple(problems))


def duplicate_id(path: str, ident: str, other: str) -> Problem:
    """Return the problem that the article at `path` has the id of that at `other`."""
    return _problem(
        (path, 1),
        "duplicate-id",
        f"id “{ident}” is that of {other} already.",
        "Two articles cannot share a permalink.",
        "give one of them another id.",
    )


def read_article(path: str, data: bytes) -> tuple[Article, tuple[Problem, ...]]:
    """Read one article file; the second value holds notes on keys that are not ours.

    Raises DigestError with a problem for each value that is not what its key asks for.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DigestError(
            _problem(
                (path, line),
                "not-utf-8",
                "the file is not UTF-8.",
                "",
                "save it as UTF-8; raw files in other encodings belong in content/inbox/.",
            )
        ) from None
    text = text.replace("\r\n", "\n")
    if wrong := misshape(text):
        why = "Working it through would hold up all other articles."
        raise DigestError(_problem((path, wrong.line), "text-shape", wrong.what, why, "split the article."))
    matter = read_front_matter(text, path)
    reader = _Reader(path, matter)
    stem = path.rsplit("/", 1)[-1].removesuffix(".md")
    ident = reader.take("id", _ident, None) or slugify(stem) or short_hash(stem)
    body = matter.body.removeprefix("\n")
    article = Article(
        id=ident,
        title=reader.take("title", _line, None) or "",
        lang=reader.take("lang", _language, None) or "und",
        body=body,
        published=reader.take("published", When.parse, None),
        updated=reader.take("updated", When.parse, None),
        retrieved=reader.take("retrieved", When.parse, None),
        source=reader.take("source", _line, None),
        url=reader.take("url", _address, None),
        byline=reader.take("byline", _line, None),
        tags=reader.take_list("tags", _line),
        summary=reader.take("summary", _line, None),
        draft=reader.take("draft", _flag, default=False),
        keep=reader.take_list("keep", _number),
        cut=reader.take_list("cut", _number),
        event=reader.take("event", _event, None),
        title_from=reader.take("title_from", _line, None),
        caption=reader.take_list("caption", _line),
        path=path,
        extra={key: value for key, value in matter.values.items() if key not in KEYS},
    )
    if reader.problems:
        raise DigestError(*reader.problems)
    notes = [_unknown(path, matter.lines.get(key, 1), key) for key in article.extra]
    if steers(str(matter.values.get("title", ""))):
        notes.append(hidden_characters(path, matter.lines["title"]))
    return article, tuple(notes)


def write_article(root: Path, article: Article) -> bool:
    """Write an article to its file; return whether it changed."""
    return write_whole(root / article.path, dump_article(article).encode())


def dump_article(article: Article) -> str:
    """Return an article as a Markdown file."""
    values: dict[str, object] = {}
    for key in KEYS:
        value = getattr(article, key)
        if value not in (None, "", (), False):
            values[key] = str(value) if isinstance(value, When) else value
    return write_front_matter(values | dict(article.extra), article.body)


class _Reader:
    """Takes typed values out of front matter, collecting what is wrong."""

    def __init__(self, path: str, matter: FrontMatter) -> None:
        self._path = path
        self._matter = matter
        self.problems: list[Problem] = []

    def take(self, key: str, read: Callable[[str], T], default: D) -> T | D:
        """Return the value of `key` as `read` makes it, `default` where it is missing, empty or wrong."""
        value = self._matter.values.get(key, "")
        if value == "":
            return default
        if not isinstance(value, str):
            self._wrong(key, "must be one value, not a list.")
            return default
        try:
            return read(value)
        except ValueError as error:
            self._wrong(key, f"{error}.")
            return default

    def take_list(self, key: str, read: Callable[[str], T]) -> tuple[T, ...]:
        """Return the values of the list `key`; one bare value is a list of one."""
        value: Value = self._matter.values.get(key, [])
        found: list[T] = []
        for each in value if isinstance(value, list) else [value]:
            if not isinstance(each, str):
                self._wrong(key, "must be a flat list.")
                continue
            try:
                if each:
                    found.append(read(each))
            except ValueError as error:
                self._wrong(key, f"{error}.")
        return tuple(found)

    def _wrong(self, key: str, what: str) -> None:
        line = self._matter.lines.get(key, 1)
        self.problems.append(
            _problem(
                (self._path, line),
                "front-matter",
                f"{key}: {what}",
                "A guess could publish something wrong, so the article is left out.",
                _MENDS.get(key, f"correct {key}, or delete the line."),
            )
        )


_MENDS = {
    "published": "write a day (2022-09-21) or a time with its zone (2022-09-21T09:30:00+08:00).",
    "updated": "write a day (2022-09-21) or a time with its zone (2022-09-21T09:30:00+08:00).",
    "retrieved": "write a day (2022-09-21) or a time with its zone (2022-09-21T09:30:00+08:00).",
    "lang": "write a language tag such as en, ar or zh-Hant.",
    "id": "use lower-case letters a-z, digits and single hyphens, at most 80.",
    "event": "write the slug of an event, or none.",
    "keep": "write line numbers of the raw file: keep: [12, 14].",
    "cut": "write line numbers of the raw file: cut: [12, 14].",
    "draft": "write true or false.",
}


def hidden_characters(path: str, line: int) -> Problem:
    """Return the problem that a title holds characters that steer without being seen."""
    what = "the title holds control characters, or marks that turn its letters around."
    why = "They are left out: a reader would see other words than stand there."
    mend = "write the title anew, without them."
    return Problem(path, line, 1 if line else 0, "hidden-characters", what, why, mend, "warning")


def _line(text: str) -> str:
    return " ".join(strip_controls(" ".join(text.split())).split())


def _ident(text: str) -> str:
    if not is_slug(text):
        message = f"{text!r} is no id"
        raise ValueError(message)
    return text


def _event(text: str) -> str:
    if not is_slug(text):
        message = f"{text!r} is no slug"
        raise ValueError(message)
    return text


def _language(text: str) -> str:
    if not LANGUAGE_TAG.fullmatch(text):
        message = f"{text!r} is no language tag"
        raise ValueError(message)
    return text


def _address(text: str) -> str:
    if not is_web_address(text):
        message = f"{text!r} is no web address"
        raise ValueError(message)
    return text


def _flag(text: str) -> bool:
    if text.lower() not in {"true", "false", "yes", "no"}:
        message = f"{text!r} is neither true nor false"
        raise ValueError(message)
    return text.lower() in {"true", "yes"}


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        message = f"{text!r} is no line number"
        raise ValueError(message)
    return int(text)


def _unknown(path: str, line: int, key: str) -> Problem:
    near = get_close_matches(key, KEYS, 1, 0.6)
    mend = f"did you mean “{near[0]}”?" if near else "nothing, if it is your own; it is kept."
    return Problem(
        path,
        line,
        1,
        "unknown-key",
        f"key “{key}” is not one of ours.",
        "It is kept, and has no effect.",
        mend,
        "warning" if near else "note",
    )


def _problem(place: tuple[str, int], code: str, what: str, why: str, mend: str) -> Problem:
    path, line = place
    return Problem(path, line, 1 if line else 0, code, what, why, mend)
