"""The tree: which files a site is made of, and the version of each. Content is read only where its stat changed."""

from __future__ import annotations

import stat
import time
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from generator.store.seal import WATCHED, list_files, site_stats
from generator.text.fingerprint import fingerprint_bytes

if TYPE_CHECKING:
    import os
    from collections.abc import Collection, Mapping
    from pathlib import Path

_FRESH = 50_000_000
"""Nanoseconds for which a change may leave the time stamp as it was: file systems count in steps of some milliseconds."""


_LARGE = 200_000_000
"""Bytes past which a file is told from its former self by size and time alone: no reader takes one, but for the ledger's."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A file as it was seen: its time stamp (0: not to be trusted) and size, and the fingerprint of its bytes."""

    mtime_ns: int
    size: int
    version: str


def scan(root: Path, before: Mapping[str, Stamp]) -> dict[str, Stamp]:
    """Return the stamp of every file that a build of the site at `root` reads, by path, in order of path.

    Hidden files are passed over. A file whose time stamp and size are those `before` is not opened. What is no plain
    file has a version of its own kind and is not opened either.
    """
    now = time.time_ns()
    found: dict[str, Stamp] = {}
    files = list_files(str(root), WATCHED, trusted=("digest.toml", "templates"))
    for path, status in sorted(files, key=itemgetter(0)):
        known = before.get(path)
        if known and known.mtime_ns == status.st_mtime_ns and known.size == status.st_size:
            found[path] = known
        else:
            found[path] = _stamp(root, path, status, now)
    return found


def stats_of(tree: Mapping[str, Stamp]) -> str | None:
    """Return the stats of a tree as a seal has them, `None` where a time stamp is not to be trusted."""
    if any(not stamp.mtime_ns for stamp in tree.values()):
        return None
    return "\n".join(sorted(f"{path}\t{stamp.mtime_ns}\t{stamp.size}" for path, stamp in tree.items()))


def stats_before(root: Path) -> str | None:
    """Return the stats of a site's files before they are read, `None` where a time stamp is not to be trusted."""
    now = time.time_ns()
    stats = site_stats(str(root))
    stamps = (int(row.split("\t")[1]) for row in stats.split("\n") if row)
    return stats if all(now - stamp > _FRESH for stamp in stamps) else None


def stats_now(root: Path, before: str, changed: Collection[str]) -> str | None:
    """Return the stats of a site's files, `None` where they are not to be trusted.

    They are where nobody but the caller, who changed the files `changed`, touched any since they were `before`.
    """
    now = site_stats(str(root))
    known = set(before.split("\n"))
    others = [row for row in now.split("\n") if row not in known and row.split("\t")[0] not in changed]
    return None if others else now


def _stamp(root: Path, path: str, status: os.stat_result, now: int) -> Stamp:
    if not stat.S_ISREG(status.st_mode):
        return Stamp(0, 0, f"no file: {stat.S_IFMT(status.st_mode):o}")
    if status.st_size > _LARGE:
        return Stamp(status.st_mtime_ns, status.st_size, f"large: {status.st_mtime_ns} {status.st_size}")
    try:
        with (root / path).open("rb") as file:
            version = fingerprint_bytes(file.read())
    except OSError as error:
        return Stamp(0, 0, f"unreadable: {error.errno}")
    return Stamp(status.st_mtime_ns if now - status.st_mtime_ns > _FRESH else 0, status.st_size, version)
