"""Configuration: `digest.toml` and `content/sources/*.toml`, read once, all mistakes at once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, Any

from generator.errors import DigestError, Exit, Problem
from generator.model import Source
from generator.model.source import CutRule
from generator.store.files import list_files, read_file
from generator.text.patterns import PatternError, compile_pattern
from generator.text.scripts import strip_controls
from generator.text.slugs import is_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from generator.model.target import Target

CONFIG = "digest.toml"
SOURCES = "content/sources"

_LARGEST = 100_000
"""Bytes of a source's file: real ones have up to 4,000."""

DEEP_KEY = re.compile(r"""(?<![\w"'-])(?:[\w"'-]++\s*+\.\s*+){50}""")
"""A key within a key within a key: tomllib takes time by the square of their number."""

INTERFACE_LANGUAGES = ("ar", "en")
"""Languages that the interface words are written in (`templates/words/`); a site may add a file of its own."""


@dataclass(frozen=True, slots=True)
class Config:
    """What `digest.toml` says. `base_url` has no slash at its end and is "" where unknown."""

    title: str = "Digest"
    description: str = ""
    language: str = "en"
    languages: tuple[str, ...] = ()
    """Languages that the pages are in beside this one, each below a prefix of its own."""
    base_url: str = ""
    relative_urls: bool = False
    policy: str = "full"
    output: str = "site"
    group_window_days: int = 10
    feed_entries: int = 50
    page_articles: int = 100
    encoder: str = ""
    cards: bool = False
    search: bool = True
    data: str = "events"
    """What programs find beside the pages: "all", "events" (and editions), "" for nothing."""
    sender: str = ""
    """Whom messages come from: "Name <address>"."""
    publish: tuple[Target, ...] = ()


def read_config(root: Path) -> Config:
    """Read `digest.toml` of the site at `root`.

    Raises DigestError (exit code 3) that lists every mistake, or says that there is no site here.
    """
    path = root / CONFIG
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        problem = Problem(
            CONFIG,
            0,
            0,
            "no-site",
            f"there is no {CONFIG} in {root}.",
            "A site's folder is told by it.",
            "run `digest new DIR`, or name the folder: `digest -C DIR ...`.",
        )
        raise DigestError(problem, code=Exit.CONFIG) from None
    except (OSError, UnicodeDecodeError) as error:
        raise DigestError(_unreadable(CONFIG, error), code=Exit.CONFIG) from None
    values = _load(CONFIG, text)
    taker = Taker(CONFIG, text, values)
    config = Config(
        title=taker.take("title", read_text, "Digest"),
        description=taker.take("description", read_text, ""),
        language=(language := taker.take("language", _language, "en")),
        languages=taker.take("languages", partial(_languages, language), ()),
        base_url=taker.take("base_url", read_base_url, ""),
        relative_urls=taker.take("relative_urls", _flag, default=False),
        policy=taker.take("policy", _policy, "full"),
        output=taker.take("output", _folder, "site"),
        group_window_days=taker.take("group_window_days", read_count, 10),
        feed_entries=taker.take("feed_entries", read_count, 50),
        page_articles=taker.take("page_articles", read_count, 100),
        encoder=taker.take("encoder", read_text, ""),
        cards=taker.take("cards", _flag, default=False),
        search=taker.take("search", _flag, default=True),
        data=taker.take("data", _data, "events"),
        sender=taker.take("sender", _sender, ""),
        publish=taker.part("publish", partial(_targets, text), ()),
    )
    taker.finish()
    return config


def read_sources(root: Path) -> tuple[Source, ...]:
    """Read every `content/sources/SLUG.toml`, sorted by slug. Raises DigestError that lists every mistake of them all."""
    sources: list[Source] = []
    problems: list[Problem] = []
    for found in list_files(root, SOURCES, ".toml", deep=False):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        name = found.path
        slug = name.rsplit("/", 1)[-1].removesuffix(".toml")
        try:
            sources.append(_source(name, slug, read_file(root, name, _LARGEST).decode("utf-8")))
        except DigestError as error:
            problems += error.problems
        except UnicodeDecodeError as error:
            problems.append(_unreadable(name, error))
    if problems:
        raise DigestError(*problems, code=Exit.CONFIG)
    return tuple(sources)


def _unreadable(name: str, error: Exception) -> Problem:
    what = f"the file cannot be read ({error})."
    return Problem(name, 0, 0, "unreadable-file", what, "", "save it as UTF-8 and check its permissions.")


def _source(name: str, slug: str, text: str) -> Source:
    values = _load(name, text)
    taker = Taker(name, text, values)
    if not is_slug(slug):
        taker.wrong(
            "",
            f"the file's name is no slug: {slug!r}",
            "rename it with lower-case letters a-z, digits and single hyphens.",
        )
    source = Source(
        slug=slug,
        name=taker.take("name", read_text, slug),
        language=taker.take("language", _language, None),
        country=taker.take("country", read_text, None),
        url=taker.take("url", read_base_url, None),
        domains=taker.take("domains", _texts, ()),
        licence=taker.take("licence", read_text, None),
        policy=taker.take("policy", _policy, None),
        cuts=taker.take("cut", _cuts, ()),
    )
    taker.finish()
    return source


def _load(name: str, text: str) -> dict[str, Any]:
    if deep := DEEP_KEY.search(text):
        line = text.count("\n", 0, deep.start()) + 1
        raise DigestError(
            Problem(name, line, 1, "toml", "keys are nested more than 50 deep.", "", "correct the line."),
            code=Exit.CONFIG,
        )
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except (ValueError, RecursionError) as error:  # tomllib says no more of numbers without end, and of nesting
        at = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(at[1]), int(at[2])) if at else (text.rstrip("\n").count("\n") + 1, 1)
        what = str(error).split(" (at ")[0]
        raise DigestError(
            Problem(
                name,
                line,
                column,
                "toml",
                f"this is no TOML: {what}.",
                "",
                "correct the line; strings stand in quotation marks.",
            ),
            code=Exit.CONFIG,
        ) from None


class Taker:
    """Takes typed values out of TOML, collecting what is wrong, with the line where the key stands."""

    def __init__(self, name: str, text: str, values: Mapping[str, Any]) -> None:
        self._name = name
        self._lines = text.split("\n")
        self._values = values
        self._known: list[str] = []
        self._problems: list[Problem] = []

    def take(self, key: str, read: Callable[[Any], Any], default: Any) -> Any:  # noqa: ANN401  # the reader gives the type
        """Return the value of `key` as `read` makes it, `default` where it is missing or wrong."""
        self._known.append(key)
        if key not in self._values:
            return default
        try:
            return read(self._values[key])
        except _UnusableError as error:
            what = f"the pattern {error.pattern!r} cannot be used: {error.what} at character {error.at + 1}"
            place = _find_value(self._lines, "pattern", error.pattern, error.at)
            self.wrong(key, what, "see docs/cleaning.md for what patterns may say.", place)
            return default
        except ValueError as error:
            self.wrong(key, str(error), f"correct {key}, or delete the line.")
            return default

    def part(self, key: str, read: Callable[[Any], Any], default: Any) -> Any:  # noqa: ANN401  # the reader gives the type
        """Return the table `key` as `read` makes it, which finds the mistakes in it by itself."""
        try:
            return self.take(key, read, default)
        except DigestError as error:
            self._problems += error.problems
            return default

    def wrong(self, key: str, what: str, mend: str, place: tuple[int, int] | None = None) -> None:
        """Note a mistake at `place` (line, column), else at the line of `key`."""
        line, column = place or (self._line(key), 1)
        self._problems.append(Problem(self._name, line, column if line else 0, "config", f"{what}.", "", mend))

    def _line(self, key: str) -> int:
        return (
            next(
                (n for n, text in enumerate(self._lines, 1) if re.match(rf"\s*\[*\s*{re.escape(key)}\s*[=\]]", text)), 0
            )
            if key
            else 0
        )

    def finish(self) -> None:
        """Raise DigestError (exit code 3) where anything was wrong, unknown keys included."""
        for key in self._values:
            if key not in self._known:
                near = get_close_matches(key, self._known, 1, 0.6)
                self.wrong(key, f"key “{key}” is not known", f"did you mean “{near[0]}”?" if near else "delete it.")
        if self._problems:
            raise DigestError(*sorted(self._problems), code=Exit.CONFIG)


def _find_value(lines: Sequence[str], key: str, value: str, at: int) -> tuple[int, int] | None:
    """Return line and column (from 1) of the character `at` of `value` where `key` has it; `None` where it is not found.

    A string over several lines is not found.
    """
    start = re.compile(rf"\s*{re.escape(key)}\s*=\s*(['\"])")
    for number, line in enumerate(lines, 1):
        if (found := start.match(line)) and _string(line[found.start(1) :]) == value:
            first, quote = found.end(), found[1]
            ends = range(first, len(line))
            # The character stands where the string up to there is `at` long: escapes take several columns.
            column = next((end for end in ends if len(_string(quote + line[first:end] + quote) or "") == at), first)
            return number, column + 1
    return None


def _string(text: str) -> str | None:
    """Read a TOML string with whatever stands behind it; `None` where it is none."""
    try:
        value = tomllib.loads(f"x = {text}")["x"]
    except tomllib.TOMLDecodeError:
        return None
    return value if isinstance(value, str) else None


class _UnusableError(ValueError):
    """A pattern that cannot be used, to be reported where it stands."""

    def __init__(self, pattern: str, error: PatternError) -> None:
        super().__init__(str(error))
        self.pattern = pattern
        self.what = error.what
        self.at = error.at


def wrong_value(value: object, wanted: str) -> ValueError:
    """Return the error that a value is not what is wanted."""
    shown = repr(value)
    return ValueError(f"{shown if len(shown) <= _SHOWN else shown[:_SHOWN] + ' ...'} is not {wanted}")


_SHOWN = 200
"""Characters of a wrong value that are shown."""


def read_text(value: object) -> str:
    """Return a text, on one line. Raises ValueError where the value is none."""
    if not isinstance(value, str):
        raise wrong_value(value, "a text")
    return " ".join(strip_controls(" ".join(value.split())).split())


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise wrong_value(value, "a list of texts")
    return tuple(read_text(each) for each in value)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise wrong_value(value, "true or false")
    return value


def read_count(value: object) -> int:
    """Return a whole number from 1. Raises ValueError where the value is none."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise wrong_value(value, "a whole number from 1")
    return value


def _targets(text: str, table: object) -> tuple[Target, ...]:
    from generator.store.targets import read_targets

    return read_targets(text, table)


def _language(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", value):
        raise wrong_value(value, "a language tag such as en or ar")
    return value


def _languages(main: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise wrong_value(value, 'a list of language tags such as ["en", "ar"]')
    return tuple(dict.fromkeys(tag for tag in map(_language, value) if tag.lower() != main.lower()))


def read_base_url(value: object) -> str:
    """Return a web address without the slash at its end, "" included. Raises ValueError where the value is none."""
    if not isinstance(value, str) or not re.fullmatch(r"(https?://[^\s/?#\"'<>]+(/[^\s?#\"'<>]*)?)?", value):
        raise wrong_value(value, "a web address such as https://example.org/digest")
    return value.rstrip("/")


def _data(value: object) -> str:
    if not isinstance(value, bool) and value != "events":
        raise wrong_value(value, 'true, false or "events"')
    return value if isinstance(value, str) else "all" if value else ""


_SENDER = re.compile(
    r"(?:(?P<quote>\"?)[^\"<>@\\]*(?P=quote)\s*<)?[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9.-]+\.[a-z0-9-]+(?(quote)>)",
    re.ASCII | re.IGNORECASE,
)


def _sender(value: object) -> str:
    text = read_text(value)
    if text and not _SENDER.fullmatch(text):
        raise wrong_value(value, 'a name with an e-mail address such as "The Sample Digest <desk@example.org>"')
    return text


def _policy(value: object) -> str:
    if value not in {"full", "excerpt", "link"}:
        raise wrong_value(value, "one of full, excerpt, link")
    return str(value)


def _folder(value: object) -> str:
    if (
        not isinstance(value, str)
        or not re.fullmatch(r"[\w.-]+", value)
        or value.startswith(".")
        or value in {"content", "templates", "generator"}
    ):
        raise wrong_value(value, "the name of a folder beside digest.toml that holds nothing else")
    return value


def _cuts(value: object) -> tuple[CutRule, ...]:
    if not isinstance(value, list):
        raise wrong_value(value, "a list of [[cut]] tables")
    cuts: list[CutRule] = []
    for each in value:
        if (
            not isinstance(each, dict)
            or not set(each) <= {"text", "pattern", "until", "note"}
            or ("text" in each) == ("pattern" in each)
        ):
            raise wrong_value(each, "a [[cut]] with either text or pattern, and perhaps until and note")
        wanted, pattern = (_line(each[key]) if key in each else None for key in ("text", "pattern"))
        if pattern is not None:
            try:
                compile_pattern(pattern)
            except PatternError as error:
                raise _UnusableError(pattern, error) from None
        until = _day(each["until"]) if "until" in each else None
        cuts.append(CutRule(wanted, pattern, until, read_text(each.get("note", ""))))
    return tuple(cuts)


def _line(value: object) -> str:
    """Return a text to the letter: a line of a page is known by it."""
    if not isinstance(value, str) or not value.strip():
        raise wrong_value(value, "a line of text")
    return value


def _day(value: object) -> str:
    """Return a day, which TOML has a type of its own for, as ISO 8601."""
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise wrong_value(str(value), "a day such as 2026-12-31") from None
