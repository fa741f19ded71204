"""The editor's files: `content/events/*.md` and `content/pages/*.md`; the former are also changed for the editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import DigestError, Problem
from generator.model.override import Override, Standing
from generator.store.articles import LANGUAGE_TAG, hidden_characters
from generator.store.atomic import write_whole
from generator.store.files import list_files, read_file
from generator.store.frontmatter import read_front_matter
from generator.text.scripts import speaks, steers, strip_controls
from generator.text.slugs import is_slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from generator.text.frontmatter import FrontMatter, Value

EVENTS = "content/events"
PAGES = "content/pages"

LONGEST = 200_000
"""Bytes of an editor's file: a hundred pages. Its text is rendered at every build."""

ALONE = "none"
"""What no event may be called: it puts an article by itself."""

_KEYS = ("title", "summary", "note", "pin", "hide", "articles", "without", "merge", "split", "rename", "saga")


def read_overrides(root: Path) -> tuple[tuple[Override, ...], tuple[Problem, ...]]:
    """Read the editor's decisions about events, sorted by slug, and what is wrong with some of them."""
    overrides: list[Override] = []
    problems: list[Problem] = []
    for path, matter in read_files(root, EVENTS, problems):
        overrides.append(_override(path, matter, problems))
    return tuple(overrides), tuple(problems)


def read_override(path: str, text: str) -> tuple[Override, tuple[Problem, ...]]:
    """Read one file about an event from its text. Raises DigestError where its front matter is broken."""
    problems: list[Problem] = []
    matter = read_front_matter(text.replace("\r\n", "\n"), path)
    return _override(path, matter, problems), tuple(problems)


def read_text(root: Path, path: str) -> str:
    """Return an editor's file to the letter, "" where there is none."""
    try:
        return (root / path).read_bytes().decode("utf-8")
    except FileNotFoundError:
        return ""


def write_text(root: Path, path: str, text: str) -> bool:
    """Write an editor's file; return whether it changed."""
    return write_whole(root / path, text.encode())


def read_standing(root: Path, languages: Sequence[str]) -> tuple[tuple[Standing, ...], tuple[Problem, ...]]:
    """Read the standing pages, sorted by path; `languages` are those of the interface, the first that of pages that name none."""
    pages: list[Standing] = []
    problems: list[Problem] = []
    for path, matter in read_files(root, PAGES, problems):
        slug, _, tongue = _stem(path).partition(".")
        taker = Taker(path, matter, problems)
        title = taker.title() or slug.replace("-", " ").capitalize()
        lang = taker.language()
        if tongue and lang and lang.lower() != tongue.lower():
            taker.wrong("lang", f"the name of the file says “{tongue}”.", "delete the line, or rename the file.")
            lang = ""
        if tongue and not any(speaks(language, tongue) for language in languages):
            problems.append(_unspoken(path, tongue))
            continue
        pages.append(
            Standing(slug, path, title, lang or tongue or languages[0], matter.body.removeprefix("\n"), tongue)
        )
    return tuple(pages), tuple(problems)


def _unspoken(path: str, tongue: str) -> Problem:
    what = f"the page is for the interface in “{tongue}”, which this site does not have."
    mend = f'write languages = ["{tongue}"] in digest.toml, or rename the file.'
    return Problem(path, 0, 0, "page-language", what, "Nobody is shown it.", mend, "warning")


def read_files(root: Path, folder: str, problems: list[Problem]) -> Iterator[tuple[str, FrontMatter]]:
    """Yield the editor's files of a folder that are named by a slug and can be read; the others are added to `problems`."""
    for found in list_files(root, folder, ".md", deep=False):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        name = found.path
        slug, dot, tongue = _stem(name).partition(".")
        tagged = folder == PAGES and LANGUAGE_TAG.fullmatch(tongue)
        if not is_slug(slug) or (dot and not tagged):
            problems.append(
                Problem(
                    name,
                    0,
                    0,
                    "file-name",
                    f"“{_stem(name)}” is no slug.",
                    "The name of the file is the address.",
                    "rename it with a-z, 0-9 and single hyphens.",
                )
            )
            continue
        try:
            yield name, read_front_matter(read_file(root, name, LONGEST).decode("utf-8").replace("\r\n", "\n"), name)
        except DigestError as error:
            problems += error.problems
        except UnicodeDecodeError as error:
            problems.append(
                Problem(
                    name,
                    0,
                    0,
                    "unreadable-file",
                    f"the file cannot be read ({error}).",
                    "",
                    "save it as UTF-8 and check its permissions.",
                )
            )


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].removesuffix(".md")


def _override(path: str, matter: FrontMatter, problems: list[Problem]) -> Override:
    taker = Taker(path, matter, problems)
    for key in matter.values:
        if key not in _KEYS:
            taker.wrong(key, "is not one of ours.", f"the keys are {', '.join(_KEYS)}.")
    return Override(
        slug=_stem(path),
        path=path,
        title=taker.title(),
        summary=taker.text("summary") or matter.body.strip(),
        note=taker.text("note"),
        pin=taker.flag("pin"),
        hide=taker.flag("hide"),
        articles=taker.names("articles"),
        without=taker.names("without"),
        merge=taker.names("merge"),
        split=taker.table("split"),
        lines=dict(matter.lines),
        rename=taker.slug("rename"),
        saga=taker.slug("saga"),
    )


class Taker:
    """Takes typed values out of an editor's file, noting what is wrong; what is wrong has no effect."""

    def __init__(self, path: str, matter: FrontMatter, problems: list[Problem]) -> None:
        self._path = path
        self._matter = matter
        self._problems = problems

    def wrong(self, key: str, what: str, mend: str) -> None:
        """Note a mistake at the line of `key`."""
        line = self._matter.lines.get(key, 1)
        self._problems.append(
            Problem(self._path, line, 1, "front-matter", f"{key}: {what}", "The key has no effect.", mend)
        )

    def text(self, key: str) -> str:
        """Return a text, "" where there is none."""
        value = self._matter.values.get(key, "")
        if isinstance(value, str):
            return value.strip()
        self.wrong(key, "must be a text.", "write one text.")
        return ""

    def title(self) -> str:
        """Return the title on one line, without what steers."""
        title = self.text("title")
        if steers(title):
            self._problems.append(hidden_characters(self._path, self._matter.lines["title"]))
        return " ".join(strip_controls(" ".join(title.split())).split())

    def language(self) -> str:
        """Return the language tag, "" where there is none."""
        value = self.text("lang")
        if value and not LANGUAGE_TAG.fullmatch(value):
            self.wrong("lang", f"{value!r} is no language tag.", "write a language tag such as en, ar or zh-Hant.")
            return ""
        return value

    def slug(self, key: str) -> str:
        """Return a slug, "" where there is none."""
        value = self.text(key)
        if value and (not is_slug(value) or value == ALONE):
            self.wrong(key, f"{value!r} is no slug.", "write a-z, 0-9 and single hyphens.")
            return ""
        return value

    def flag(self, key: str) -> bool:
        """Return true or false."""
        value = self._matter.values.get(key) or "false"
        word = value.lower() if isinstance(value, str) else ""
        if word not in {"true", "false", "yes", "no"}:
            self.wrong(key, f"{value!r} is neither true nor false.", "write true or false.")
        return word in {"true", "yes"}

    def names(self, key: str) -> tuple[str, ...]:
        """Return a list of ids or slugs."""
        return self._names(key, self._matter.values.get(key, []))

    def table(self, key: str) -> dict[str, tuple[str, ...]]:
        """Return lists of ids by slug."""
        value = self._matter.values.get(key) or {}
        if not isinstance(value, dict) or not all(map(is_slug, value)):
            self.wrong(key, "must give slugs of new events their articles.", "write split: {new-event: [article-id]}.")
            return {}
        return {slug: self._names(key, idents) for slug, idents in value.items()}

    def _names(self, key: str, value: Value) -> tuple[str, ...]:
        found = value if isinstance(value, list) else [value] if value else []
        good = tuple(each for each in found if isinstance(each, str) and is_slug(each))
        if len(good) < len([each for each in found if each]):
            self.wrong(key, "must be a list of ids or slugs.", "write ids as the addresses have them.")
        return good
