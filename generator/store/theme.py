"""The theme: the default templates, any of which a site may replace by a file of the same name."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import DigestError, Exit, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER = "templates"

DEFAULT = "theme/"
"""What stands before a name to mean the default theme's own file, whatever the site puts in its place."""

PASSED_THROUGH = frozenset({".avif", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp", ".woff2"})
"""Suffixes of files that no template makes: a favicon, a logo, a font."""

_PACKAGED = Path(__file__).parents[1] / "templates"
_BESIDE = Path(__file__).parents[2] / "templates"
"""In a wheel the templates lie inside the package; in a checkout, beside it."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme's text files by name (`event.html`, `parts/chips.html`): their text and their path for messages.

    Those of the default theme are there as `theme/event.html` as well: a file of the site's own may extend the one that
    it stands for.
    """

    texts: Mapping[str, str]
    paths: Mapping[str, str]
    words: Mapping[str, Mapping[str, str | dict[str, str]]]
    """Interface words by language, English standing in for what is missing."""
    own_words: Mapping[str, frozenset[str]]
    """The keys that each language's catalogue has itself; those within a table also with its name, "articles.one"."""
    files: Mapping[str, bytes]
    """Files that go to the site's top as they are: pictures and fonts."""


def default_folder() -> Path:
    """Return the folder of the default theme."""
    return _PACKAGED if _PACKAGED.is_dir() else _BESIDE


def read_theme(root: Path) -> Theme:
    """Read the default theme, and over it the files of the site's own `templates/`.

    Words that a site's catalogue lacks are taken from the default one of that language, then from English. Raises
    DigestError where a file cannot be read.
    """
    texts: dict[str, str] = {}
    paths: dict[str, str] = {}
    files: dict[str, bytes] = {}
    words: dict[str, dict[str, str | dict[str, str]]] = {}
    for folder in dict.fromkeys((default_folder(), root / FOLDER)):
        for file in sorted(folder.rglob("*")):
            name = file.relative_to(folder).as_posix()
            if not file.is_file() or any(part.startswith(".") for part in Path(name).parts):
                continue
            shown = file.relative_to(root).as_posix() if file.is_relative_to(root) else str(file)
            if file.suffix in PASSED_THROUGH:
                files[name] = _read_bytes(file, shown)
                continue
            text = _read(file, shown)
            if name.startswith("words/") and name.endswith(".toml"):
                words.setdefault(file.stem, {}).update(_catalogue(text, shown))
            else:
                texts[name], paths[name] = text, shown
                if folder == default_folder():
                    texts[DEFAULT + name], paths[DEFAULT + name] = text, shown
    english = words.get("en", {})
    own = {lang: frozenset(_keys(table)) for lang, table in words.items()}
    return Theme(texts, paths, {lang: {**english, **table} for lang, table in words.items()}, own, files)


def _read(file: Path, shown: str) -> str:
    try:
        return _read_bytes(file, shown).decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise _unreadable(shown, error) from None


def _read_bytes(file: Path, shown: str) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise _unreadable(shown, error) from None


def _unreadable(shown: str, error: Exception) -> DigestError:
    what = f"the template cannot be read ({error})."
    problem = Problem(shown, 0, 0, "unreadable-file", what, "", "save it as UTF-8 and check its permissions.")
    return DigestError(problem, code=Exit.CONFIG)


def _keys(catalogue: Mapping[str, str | dict[str, str]]) -> Iterator[str]:
    for key, phrase in catalogue.items():
        yield key
        if not isinstance(phrase, str):
            yield from (f"{key}.{each}" for each in phrase)


@lru_cache(maxsize=64)
def _catalogue(text: str, shown: str) -> dict[str, str | dict[str, str]]:
    # Remembered, for a preview builds again and again: all languages together take as long as ten pages.
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problem = Problem(shown, 0, 0, "toml", f"this is no TOML: {error}.", "", "correct the line.")
        raise DigestError(problem, code=Exit.CONFIG) from None
