"""Limits of hosts: how many files, how large."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST_FILES = 20_000
"""Files of a site: Cloudflare Pages' limit."""

LARGEST_FILE = 25 * 1024 * 1024
"""Bytes of a file: Cloudflare Pages' limit."""

LARGEST_SITE = 1_000_000_000
"""Bytes of a site: GitHub Pages' limit."""

_NEAR = 0.8


def check_limits(sizes: Mapping[str, int], output: str) -> Iterator[Problem]:
    """Yield a warning for each limit that a site of files with these sizes (bytes) passes, a note where it comes near."""
    total, count = sum(sizes.values()), len(sizes)
    yield from _measure(output, count, MOST_FILES, "files", "Cloudflare Pages")
    yield from _measure(output, total, LARGEST_SITE, "bytes in all", "GitHub Pages")
    for path, size in sorted(sizes.items()):
        yield from _measure(f"{output}/{path}", size, LARGEST_FILE, "bytes", "Cloudflare Pages")


def _measure(path: str, value: int, most: int, unit: str, host: str) -> Iterator[Problem]:
    if value <= _NEAR * most:
        return
    over = value > most
    what = f"{value:,} {unit}; {host} takes {most:,}."
    why = "That host would refuse it." if over else ""
    mend = "show fewer articles, or choose another host."
    yield Problem(path, 0, 0, "host-limit", what, why, mend, "warning" if over else "note")
