"""The inbox: raw files as they came. Read here, written never."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import DigestError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FOLDER = "content/inbox"

LARGEST = 2_000_000
"""Bytes: more than any article, and than nearly any page; see `Limits` in docs/inputs.md."""


@dataclass(frozen=True, slots=True)
class InboxFile:
    """A file of the inbox: its path relative to the site, and what tells whether it changed."""

    path: str
    size: int
    mtime_ns: int


def list_inbox(root: Path) -> Iterator[InboxFile | Problem]:
    """List the files of the inbox, sorted by path; what is no plain file is a problem, and is not opened.

    Hidden files and folders are passed over. Links are not followed: they could lead out of the site.
    """
    yield from _walk(root, root / FOLDER)


def read_inbox(root: Path, path: str, largest: int = LARGEST) -> bytes:
    """Return the bytes of one file. Raises DigestError where it is too large, not a plain file, or cannot be read."""
    try:
        descriptor = os.open(root / path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise DigestError(_unreadable(path, error)) from None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise DigestError(_special(path))
        if status.st_size > largest:
            raise DigestError(_too_large(path, status.st_size, largest))
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read(largest + 1)
    except OSError as error:
        raise DigestError(_unreadable(path, error)) from None
    finally:
        os.close(descriptor)


def _walk(root: Path, folder: Path) -> Iterator[InboxFile | Problem]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError as error:
        yield _unreadable(folder.relative_to(root).as_posix(), error)
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = Path(entry.path)
        name = path.relative_to(root).as_posix()
        if not name.isprintable() or "\\" in name:
            yield Problem(
                ascii(name)[1:-1],
                0,
                0,
                "file-name",
                "the file's name holds characters that cannot be printed.",
                "It could not be named in a report.",
                "rename it.",
            )
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(root, path)
        elif entry.is_file(follow_symlinks=False):
            status = entry.stat(follow_symlinks=False)
            yield InboxFile(name, status.st_size, status.st_mtime_ns)
        else:
            yield _special(name)


def _special(path: str) -> Problem:
    return Problem(
        path,
        0,
        0,
        "not-a-file",
        "this is a link, a pipe or a device, not a plain file.",
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


def _unreadable(path: str, error: OSError) -> Problem:
    return Problem(
        path, 0, 0, "unreadable-file", f"the file cannot be read ({error.strerror}).", "", "check its permissions."
    )


def copy_in(root: Path, paths: Iterable[Path], source: str | None) -> None:
    """Copy files, or the files below folders, into the inbox, under `source` where it is given.

    A file of the same name and other bytes is not overwritten: the copy gets a number. Raises DigestError where the
    source is no slug or a file cannot be read.
    """
    from generator.store.atomic import write_whole
    from generator.text.slugs import is_slug

    if source is not None and not is_slug(source):
        raise DigestError(
            Problem(
                source,
                0,
                0,
                "source",
                f"“{source}” is no slug.",
                "It names a folder and an address.",
                "use a-z, 0-9 and single hyphens.",
            )
        )
    folder = root / FOLDER / source if source else root / FOLDER
    for path in paths:
        files = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
        for file in files:
            try:
                data = file.read_bytes()
            except OSError as error:
                raise DigestError(_unreadable(str(file), error)) from None
            target = folder / (file.relative_to(path) if path.is_dir() else file.name)
            number = 2
            while target.exists() and target.read_bytes() != data:
                target = target.with_name(f"{file.stem}-{number}{file.suffix}")
                number += 1
            write_whole(target, data)
