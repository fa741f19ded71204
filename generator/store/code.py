"""The version of the code: what a cache made by another version of the tool, or with other libraries, is told by."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from generator.store.seal import code_stats, libraries, list_files
from generator.text.fingerprint import fingerprint, fingerprint_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGE = Path(__file__).parents[1]

_UNREAD = ("__pycache__", "sample", "templates")
"""Folders of the package that hold no code: the sample is no part of a build, templates are told by their own text."""


def code_version(root: Path) -> str:
    """Return the fingerprint of the code: of the package's files by content, of the libraries by name and version.

    It is the same on every machine. What it was for the same time stamps is remembered in the cache.
    """
    book, stats = root / ".cache" / "code", fingerprint(code_stats())
    try:
        known, _, version = book.read_text(encoding="ascii").partition(" ")
        if known == stats and len(version) == len(stats):
            return version
    except (OSError, ValueError):
        pass
    rows = sorted((path, fingerprint_bytes((_PACKAGE.parent / path).read_bytes())) for path in _files())
    version = fingerprint(sys.version, tuple(rows), tuple(libraries()))
    book.parent.mkdir(exist_ok=True)
    book.write_text(f"{stats} {version}", encoding="ascii")
    return version


def _files() -> Iterator[str]:
    for path, _ in list_files(str(_PACKAGE.parent), (_PACKAGE.name,)):
        if not path.endswith((".pyc", ".md")) and not any(part in _UNREAD for part in path.split("/")):
            yield path
