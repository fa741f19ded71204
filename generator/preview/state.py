"""What the preview shows at a moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from generator.errors import Problem


@dataclass(slots=True)
class State:
    """The site in `folder`, served at `port`; in its place the problems of the last build, where it failed.

    Set by the thread that builds, read by the one that serves: one attribute at a time, each a whole value.
    """

    root: Path
    folder: Path
    port: int
    problems: tuple[Problem, ...] = ()
    seen: str = ""
    """The stats of the files that the last build read, its own changes among them; "" where they are not known."""
    changed: str = ""
    """Address of the page to show next, "" where the open one stays."""
    builds: int = 0
    """How many builds brought something new to see."""
    shown: dict[str, int] = field(default_factory=dict)
    """The number of the build that was shown last at each path: a page may have changed before its socket opened."""
