"""The one error type of the house, and the exit codes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

Severity = Literal["error", "warning", "note"]


class Exit(IntEnum):
    """Exit codes of every command (70, 74 and 75 are `sysexits.h`'s EX_SOFTWARE, EX_IOERR and EX_TEMPFAIL)."""

    FINE = 0
    PROBLEMS = 1
    USAGE = 2
    CONFIG = 3
    BUG = 70
    DISK = 74
    LOCKED = 75
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong: where, what, why it matters, and how to mend it.

    `path` is relative to the site's folder, with forward slashes; `line` and `column` count from 1, and 0 means
    "the whole file". `code` is one of `docs/checks.md`.
    """

    path: str
    line: int
    column: int
    code: str
    what: str
    why: str = ""
    mend: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        """`path:line:col: code: what` + why + `Mend: ...`; places that are unknown are left out."""
        place = self.path
        if self.line:
            place += f":{self.line}"
            if self.column:
                place += f":{self.column}"
        parts = [f"{place}: {self.code}: {self.what}", self.why, f"Mend: {self.mend}" if self.mend else ""]
        return " ".join(part for part in parts if part)


class DigestError(Exception):
    """Raised where a stage cannot return a value; carries every problem found so far and the exit code it means."""

    def __init__(self, *problems: Problem, code: Exit = Exit.PROBLEMS) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
        self.code = code
