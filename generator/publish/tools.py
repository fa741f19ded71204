"""The doors to git and rsync: programs of the host, run with its own configuration and credentials."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

from generator.errors import DigestError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_NAMES = re.compile(r"(?<=//)[^/@\s]+@")
_NOT_INSTALLED = {
    "git": "install git.",
    "rsync": "install rsync (Debian: apt install rsync; macOS: brew install rsync).",
}


def run(tool: str, *arguments: str, folder: Path | None = None, given: str = "", place: str) -> str:
    """Run a tool and return what it prints. Raises DigestError with its own words, names and passwords taken out, where it fails."""
    ended = attempt(tool, *arguments, folder=folder, given=given, place=place)
    if ended.returncode:
        raise failed(ended, tool, place)
    return ended.stdout


def attempt(
    tool: str,
    *arguments: str,
    folder: Path | None = None,
    given: str = "",
    more: Mapping[str, str] | None = None,
    place: str,
) -> subprocess.CompletedProcess[str]:
    """Run a tool, with `more` in its environment, and return how it ended. Raises DigestError where it is not installed."""
    program = shutil.which(tool)
    if program is None:
        what = f"{tool} is not installed."
        raise DigestError(Problem(place, 0, 0, "publish", what, "", _NOT_INSTALLED[tool]))
    environment = {**(more or {}), **os.environ, "LC_ALL": "C.UTF-8", "GIT_TERMINAL_PROMPT": "0"}
    return subprocess.run(  # noqa: S603  # the arguments are ours, and places never begin with a hyphen
        [program, *arguments], cwd=folder, input=given, capture_output=True, text=True, check=False, env=environment,
        encoding="utf-8", errors="replace",
    )  # fmt: skip


def failed(ended: subprocess.CompletedProcess[str], tool: str, place: str) -> DigestError:
    """Return the error that a tool reports."""
    lines = [line.strip() for line in ended.stderr.splitlines() if line.strip()]
    words = without_names("; ".join(lines[:3]) or f"exit code {ended.returncode}")
    why = "The site there is the old one."
    mend = f"see what {tool} says; names and keys belong into its own configuration or the environment."
    return DigestError(
        Problem(without_names(place), 0, 0, "publish", f"{tool} failed: {words}.".replace("..", "."), why, mend)
    )


def without_names(text: str) -> str:
    """Take names and passwords out of the addresses in a text."""
    return _NAMES.sub("", text)
