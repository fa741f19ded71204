"""The inbox: raw files as they came. Read here, written never."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.errors import DigestError, Problem
from generator.store.atomic import write_whole
from generator.store.corpus import is_corpus, split_corpus
from generator.store.files import LARGEST, Found, lies_within, list_files, read_file, special

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FOLDER = "content/inbox"

InboxFile = Found


def list_inbox(root: Path) -> Iterator[InboxFile | Problem]:
    """List the files of the inbox, sorted by path; what is no plain file is a problem, and is not opened."""
    return list_files(root, FOLDER)


def read_inbox(root: Path, path: str, largest: int = LARGEST) -> bytes:
    """Return the bytes of one file. Raises DigestError where it is too large, not a plain file, or cannot be read.

    A path that leads out of the inbox is none of ours: it was not found by listing, but read in a receipt.
    """
    if not path.startswith(f"{FOLDER}/"):
        raise DigestError(special(path))
    return read_file(root, path, largest)


def copy_in(root: Path, paths: Iterable[Path], source: str | None) -> tuple[Problem, ...]:
    """Copy files, or the files below folders, into the inbox, under `source` where it is given.

    Of a corpus of rows each part that the inbox takes becomes a file. A file of the same name and other bytes is not overwritten: the copy gets a number. What is no plain file of a size
    that is read is not copied, and a problem each. Raises DigestError where the source is no slug.
    """
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
    folder = f"{FOLDER}/{source}" if source else FOLDER
    problems: list[Problem] = []
    for path in paths:
        top = path.resolve()
        if is_corpus(top):
            for name, data in split_corpus(top):
                _put(root, f"{folder}/{name}", data)
            continue
        found = list_files(top.parent, top.name) if top.is_dir() else [Found(top.name, 0, 0)]
        for each in found:
            try:
                if isinstance(each, Problem):
                    raise DigestError(each)  # noqa: TRY301  # one way out for whatever cannot be copied
                data = read_file(top.parent, each.path)
                _put(root, f"{folder}/{each.path.removeprefix(f'{top.name}/')}", data)
            except DigestError as error:
                problems += (
                    problem
                    if problem.path.startswith(FOLDER)
                    else replace(problem, path=f"{top.parent}/{problem.path}")
                    for problem in error.problems
                )
    return tuple(problems)


def _put(root: Path, name: str, data: bytes) -> None:
    """Write a file of the inbox, under a number where another has its name."""
    folder = name.rpartition("/")[0]
    if not lies_within(root, folder):
        raise DigestError(special(folder))
    target = root / name
    stem, suffix, number = target.stem, target.suffix, 2
    while target.is_symlink() or (target.exists() and _bytes(root, folder, target.name) != data):
        target = target.with_name(f"{stem}-{number}{suffix}")
        number += 1
    write_whole(target, data)


def _bytes(root: Path, folder: str, name: str) -> bytes | None:
    try:
        return read_file(root, f"{folder}/{name}")
    except DigestError:
        return None
