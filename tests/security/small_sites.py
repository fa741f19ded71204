"""What the tests of this folder do with a site: write into it, build it, read what came out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from generator.build import BuildOptions, build

if TYPE_CHECKING:
    from pathlib import Path

    from generator.report import Report

TODAY = date(2026, 6, 1)


def put(root: Path, name: str, data: str | bytes) -> None:
    """Write a file below a site's folder."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode("utf-8", "replace") if isinstance(data, str) else data)


def make(root: Path, **options: object) -> Report:
    """Build a site and return the report."""
    return build(root, BuildOptions(TODAY, **options))


def files_of(root: Path) -> dict[str, bytes]:
    """Return the files of a built site by path."""
    top = root / "site"
    return {path.relative_to(top).as_posix(): path.read_bytes() for path in sorted(top.rglob("*")) if path.is_file()}
