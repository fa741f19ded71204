"""Manifests: what a build wrote, four lines a file: path, key and SHA-256, size, time stamp. Read by a build that has nothing to do, so it imports next to nothing."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FOREIGN = "-"
"""The key of files that others put there."""


def parse_manifest(text: str) -> Iterator[tuple[str, str, int, int]]:
    """Yield path, key (with SHA-256), size and time stamp (nanoseconds) of each file that a manifest lists. Raises ValueError where it is torn."""
    rows = text.split("\n")
    if rows.pop() != "." or len(rows) % 4:
        message = "the manifest is torn"
        raise ValueError(message)
    columns = iter(rows)
    for path, key, size, mtime in zip(columns, columns, columns, columns, strict=True):
        yield path, key, int(size), int(mtime)


def dump_manifest(files: Iterable[tuple[str, str, int, int]]) -> str:
    """Return a manifest of files; names with a line end (none of ours) are left out, and so looked for each time."""
    rows = [f"{path}\n{key}\n{size}\n{mtime}\n" for path, key, size, mtime in files if "\n" not in path]
    return "".join(rows) + "."


def manifest_of(books: str, tree: str) -> str:
    """Return where the manifest of a tree lies: it is the tree's own, wherever that moves. Raises OSError where there is no tree."""
    return f"{books}-{os.stat(tree, follow_symlinks=False).st_ino}"


def books_of(root: str, folder: str) -> str:
    """Return where the manifests of an output folder begin."""
    return f"{root}/.cache/output/{folder.replace('/', '-')}"


def is_whole(root: str, folder: str) -> bool:
    """Tell whether every file of an output folder that its manifest lists is there as it was printed."""
    tree = f"{root}/{folder}"
    try:
        with open(manifest_of(books_of(root, folder), tree), encoding="utf-8", errors="surrogateescape") as file:
            text = file.read()
        for path, _, size, mtime in parse_manifest(text):
            status = os.stat(f"{tree}/{path}", follow_symlinks=False)
            if status.st_mtime_ns != mtime or status.st_size != size:
                return False
    except (OSError, ValueError):
        return False
    return True
