"""The press: pages to files of the output, in as many processes side by side as are allowed."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from threading import active_count
from typing import TYPE_CHECKING, TypeVar, cast

from generator.workers import untold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from generator.model.page import Page
    from generator.printer import Printer
    from generator.stopwatch import Stopwatch
    from generator.store.output import Output, Printed

T = TypeVar("T")

_FEW = 200
"""Pieces of work that one process does sooner than several can be started for."""

_work: list[Callable[[Sequence[int]], object]] = []
"""In a worker, what it does: handed over by the fork itself, for it holds what cannot be sent."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """Pages to print, with their keys; what renders them, where they go, and who takes the time."""

    pages: Sequence[Page]
    keys: Sequence[str]
    renderer: Printer
    output: Output
    watch: Stopwatch | None = None


def print_pages(
    sheets: Sheets, jobs: int, tell: Callable[[int, int], None] = untold
) -> dict[str, tuple[Printed, bool]]:
    """Render every page into the spare tree; return by path how it lies there, and whether that is news.

    `tell` is told how many pages are done, and of how many.
    Raises DigestError where a template fails, OSError where the disk refuses.
    """
    if jobs > 1 and len(sheets.pages) >= _FEW:
        sheets.renderer.compile(sheets.pages)
    parts = side_by_side(partial(_print, sheets), len(sheets.pages), jobs)
    put: dict[str, tuple[Printed, bool]] = {}
    for part in parts:
        put |= part
        tell(len(put), len(sheets.pages))
    return put


def side_by_side(work: Callable[[Sequence[int]], T], count: int, jobs: int) -> Iterable[T]:
    """Yield what `work` makes of the numbers below `count`, a run of them at a time, in order.

    Where that is worth while, in `jobs` processes forked from this one, which see what it holds. If one dies, the rest
    is done here. What `work` raises is raised.
    """
    # Several runs for each process, so that none waits long for the last.
    size = max(50, min(250, count // (4 * jobs) + 1))
    runs = [range(start, min(start + size, count)) for start in range(0, count, size)]
    if jobs == 1 or count < _FEW or active_count() > 1:
        yield from map(work, runs)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    done = 0
    try:
        with ProcessPoolExecutor(
            jobs, mp_context=get_context("fork"), initializer=_work.append, initargs=(work,)
        ) as pool:
            for result in pool.map(_run, runs):
                yield cast("T", result)
                done += 1
    except BrokenProcessPool:
        for run in runs[done:]:
            yield work(run)


def _run(numbers: Sequence[int]) -> object:
    return _work[-1](numbers)


def _print(sheets: Sheets, numbers: Sequence[int]) -> dict[str, tuple[Printed, bool]]:
    done = {}
    for number in numbers:
        page = sheets.pages[number]
        with sheets.watch.page(page.template, page.path) if sheets.watch else nullcontext():
            done[page.path] = sheets.output.put(page.path, sheets.renderer.render(page), sheets.keys[number])
    return done
