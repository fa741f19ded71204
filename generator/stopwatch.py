"""Where the time of a build goes: by stage, by template, by page."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SLOWEST = 10
"""Pages that are named."""


@dataclass(slots=True)
class Stopwatch:
    """Takes the time of stages and pages, in seconds of `clock`: this process's CPU time where nothing else is said."""

    clock: Callable[[], float] = time.process_time
    stages: dict[str, float] = field(default_factory=dict)
    pages: list[tuple[float, str, str]] = field(default_factory=list)
    """Seconds, template and path of each page that was rendered and put."""

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Take the time of a stage; that of stages of the same name is added up."""
        started = self.clock()
        try:
            yield
        finally:
            self.stages[name] = self.stages.get(name, 0.0) + self.clock() - started

    @contextmanager
    def page(self, template: str, path: str) -> Iterator[None]:
        """Take the time of a page."""
        started = self.clock()
        try:
            yield
        finally:
            self.pages.append((self.clock() - started, template, path))

    def tell(self) -> str:
        """Return three tables: stages in their order, templates and single pages by the time they took."""
        lines = ["CPU seconds by stage"]
        lines += (f"  {seconds:9.3f}  {name}" for name, seconds in self.stages.items())
        lines.append(f"  {sum(self.stages.values()):9.3f}  in all")
        by_template: dict[str, list[float]] = {}
        for seconds, template, _ in self.pages:
            by_template.setdefault(template, []).append(seconds)
        if by_template:
            lines.append("CPU seconds by template, pages, milliseconds a page")
            ordered = sorted(by_template.items(), key=lambda each: (-sum(each[1]), each[0]))
            lines += (
                f"  {sum(laps):9.3f}  {len(laps):6}  {1000 * sum(laps) / len(laps):8.2f}  {name}"
                for name, laps in ordered
            )
            lines.append("Milliseconds of the slowest pages")
            slowest = sorted(self.pages, key=lambda each: (-each[0], each[2]))[:_SLOWEST]
            lines += (f"  {1000 * seconds:9.2f}  {path}" for seconds, _, path in slowest)
        return "\n".join(lines)
