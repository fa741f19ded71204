"""What a run did: counts and problems, for people and for machines."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from generator.errors import Exit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.errors import Problem

Format: TypeAlias = Literal["text", "json", "github", "gitlab"]

Fate: TypeAlias = Literal["published", "merged", "refused", "withdrawn"]
"""What became of an input: it has an article; its text is another article's; it could not be read; the editor deleted
its article and kept the receipt."""


@dataclass(frozen=True, slots=True)
class Input:
    """One input (a file, or an item of a feed; 0 for a file) and its fate; `article` is the article's id, "" for none."""

    path: str
    item: int
    fate: Fate
    article: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a run. `counts` are by name; `changed` are files of `content/` that were (or would be) written."""

    inputs: tuple[Input, ...] = ()
    problems: tuple[Problem, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    changed: tuple[str, ...] = ()
    folder: str = ""
    """The output folder."""
    stats: str | None = None
    """The stats of all files that were read, where they are to be trusted: while they are these, there is nothing to do."""
    again: Report | None = None
    """What the same command would say if it were run again, where that is something else and is known."""
    news: tuple[str, ...] = ()
    """The files of the site that hold something else than before, sorted."""

    def exit_code(self, *, strict: bool = False) -> Exit:
        """Return the exit code: problems count where they are errors, or warnings too if `strict`."""
        grave = {"error", "warning"} if strict else {"error"}
        return Exit.PROBLEMS if any(problem.severity in grave for problem in self.problems) else Exit.FINE

    def fates(self) -> dict[str, int]:
        """Count the inputs by fate; the counts add up to the number of inputs."""
        fates: tuple[Fate, ...] = ("published", "merged", "refused", "withdrawn")
        return {fate: sum(each.fate == fate for each in self.inputs) for fate in fates}


def show(problems: tuple[Problem, ...], form: Format) -> str:
    """Return problems as lines of text, as GitHub's workflow commands or as GitLab's Code Quality report, sorted by place."""
    ordered = sorted(problems)
    if form == "gitlab":
        return json.dumps(_gitlab(ordered), ensure_ascii=False, indent=1).encode("utf-8", "replace").decode() + "\n"
    if form == "github":
        return "".join(_github(problem) for problem in ordered)
    return "".join(
        f"{'' if problem.severity == 'error' else problem.severity + ': '}{_printable(str(problem))}\n"
        for problem in ordered
    )


def _printable(text: str) -> str:
    """Write out what would steer the terminal, or look like another line: names of files and keys are not ours."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def dump(report: Report) -> str:
    """Return a report as JSON."""
    fates = report.fates()
    raw = {
        "inputs": {"total": len(report.inputs), **fates, "items": [asdict(each) for each in report.inputs]},
        "counts": report.counts,
        "changed": list(report.changed),
        "problems": [asdict(problem) for problem in sorted(report.problems)],
    }
    return json.dumps(raw, ensure_ascii=False, indent=1).encode("utf-8", "replace").decode() + "\n"


_GITHUB = {"error": "error", "warning": "warning", "note": "notice"}


def _github(problem: Problem) -> str:
    """Write a problem as a GitHub workflow command, whose special characters are escaped as its runner asks."""
    place = f"file={_escape(problem.path)}"
    if problem.line:
        place += f",line={problem.line}" + (f",col={problem.column}" if problem.column else "")
    message = _printable(_words(problem).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))
    return f"::{_GITHUB[problem.severity]} {place},title={_escape(problem.code)}::{message}\n"


_GITLAB = {"error": "major", "warning": "minor", "note": "info"}


def _gitlab(problems: Sequence[Problem]) -> list[dict[str, object]]:
    """Return problems as Code Quality has them. A problem keeps its fingerprint when only its line moves: it is not new then."""
    seen: Counter[tuple[str, str, str]] = Counter()
    found: list[dict[str, object]] = []
    for problem in problems:
        mark = (problem.path, problem.code, problem.what)
        seen[mark] += 1
        fingerprint = hashlib.sha256("\n".join((*mark, str(seen[mark]))).encode("utf-8", "replace")).hexdigest()
        place = {"path": problem.path, "lines": {"begin": max(1, problem.line)}}
        found.append(
            {
                "description": _words(problem),
                "check_name": problem.code,
                "fingerprint": fingerprint,
                "severity": _GITLAB[problem.severity],
                "location": place,
            }
        )
    return found


def _words(problem: Problem) -> str:
    mend = f"Mend: {problem.mend}" if problem.mend else ""
    return " ".join(part for part in (problem.what, problem.why, mend) if part)


def _escape(value: str) -> str:
    for letter, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C")):
        value = value.replace(letter, code)
    return _printable(value)
