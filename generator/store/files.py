"""Files of the site's folder: listed without following links, opened only where they are plain files of a bounded size."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from generator.errors import DigestError, Exit, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST = 2_000_000
"""Bytes: more than any article, and than nearly any page; see `Limits` in docs/inputs.md."""

_LARGEST_MEMORY = 1_000_000_000
"""Bytes of a file that the tool keeps itself: a line for each event, edition or name there ever was."""

WRITTEN = (".cache", "content", *(f"content/{name}" for name in ("articles", "events", "inbox", "receipts")))
"""Folders that are written to."""


_NO_FILE = frozenset({errno.ELOOP, errno.ENXIO})
"""What the system says of a link that is not followed, and of a socket."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file: its path relative to the site, and what tells whether it changed."""

    path: str
    size: int
    mtime_ns: int


def list_files(root: Path, folder: str, ending: str = "", *, deep: bool = True) -> Iterator[Found | Problem]:
    """List the files below a folder of the site whose names end in `ending`, sorted by path; without `deep`, those in it.

    What is no plain file, or cannot be named, is a problem, and is not opened. Hidden files and folders are passed over.
    Links are not followed: they could lead out of the site.
    """
    top = os.path.join(root, folder)  # noqa: PTH118  # texts, for this runs over every file of a large site
    if os.path.islink(top):  # noqa: PTH114
        yield special(folder)
        return
    try:
        with os.scandir(top) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError as error:
        yield unreadable(folder, error)
        return
    for entry in entries:
        within = entry.is_dir(follow_symlinks=False)
        named = entry.name.endswith(ending)
        if entry.name.startswith(".") or not (named or (within and deep)):
            continue
        path = f"{folder}/{entry.name}"
        if not path.isprintable() or "\\" in path:
            yield _unnameable(path)
        elif within and deep:
            yield from list_files(root, path, ending)
        elif entry.is_file(follow_symlinks=False):
            status = entry.stat(follow_symlinks=False)
            yield Found(path, status.st_size, status.st_mtime_ns)
        else:
            yield special(path)


def read_file(root: Path, path: str, largest: int = LARGEST) -> bytes:
    """Return the bytes of one file of the site.

    Raises DigestError where it is too large, not a plain file, cannot be read, or lies elsewhere: `path` may come from
    a receipt.
    """
    if not path.isprintable() or "\\" in path:
        raise DigestError(_unnameable(path))
    if (
        ".." in path.split("/")
        or path.startswith("/")
        or "\0" in path
        or not lies_within(root, path.rpartition("/")[0])
    ):
        raise DigestError(special(path))
    try:
        descriptor = os.open(root / path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise DigestError(special(path) if error.errno in _NO_FILE else unreadable(path, error)) from None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise DigestError(special(path))
        if status.st_size > largest:
            raise DigestError(_too_large(path, status.st_size, largest))
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read(largest + 1)
    except OSError as error:
        raise DigestError(unreadable(path, error)) from None
    finally:
        os.close(descriptor)


def read_memory(root: Path, path: str, largest: int = _LARGEST_MEMORY) -> bytes:
    """Return the bytes of a file of `content/` that there is once for the whole site, none where it is not there.

    Raises DigestError (exit code 3) where it is no plain file or cannot be read: memory is never guessed at.
    """
    try:
        return read_file(root, path, largest)
    except DigestError as error:
        if not (root / path).exists() and not (root / path).is_symlink():
            return b""
        raise DigestError(*error.problems, code=Exit.CONFIG) from None


def refuse_links(root: Path) -> None:
    """Raise DigestError (exit code 3) where a folder that is written to is a link: it could lead out of the site."""
    linked = [folder for folder in WRITTEN if (root / folder).is_symlink()]
    if linked:
        raise DigestError(*map(special, linked), code=Exit.CONFIG)


def lies_within(root: Path, folder: str) -> bool:
    """Tell whether no folder on the way is a link."""
    return not any((root / part).is_symlink() for part in _steps(folder))


@cache
def _steps(folder: str) -> tuple[str, ...]:
    parts = folder.split("/") if folder else []
    return tuple("/".join(parts[: n + 1]) for n in range(len(parts)))


def _unnameable(path: str) -> Problem:
    what = "the file's name holds characters that cannot be printed."
    return Problem(ascii(path)[1:-1], 0, 0, "file-name", what, "It could not be named in a report.", "rename it.")


def special(path: str) -> Problem:
    """Return the problem that something is no plain file, or would lead out of the site."""
    return Problem(
        path,
        0,
        0,
        "not-a-file",
        "this is a link, a folder, a pipe or a device, not a plain file.",
        "It could lead out of the site, or never end.",
        "put a copy of the file in its place.",
    )


def _too_large(path: str, size: int, largest: int) -> Problem:
    return Problem(
        path,
        0,
        0,
        "too-large",
        f"the file has {size:,} bytes; at most {largest:,} are read.",
        "An article of that size is another thing.",
        "split it, or take it out of the inbox.",
    )


def unreadable(path: str, error: OSError) -> Problem:
    """Return the problem that the disk, or its permissions, refuse a file."""
    what = f"the file cannot be read ({error.strerror})."
    return Problem(path, 0, 0, "unreadable-file", what, "", "check its permissions.")
