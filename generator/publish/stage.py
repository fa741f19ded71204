"""The stage: the site as it was when publishing began, and the fingerprint of each file."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import DigestError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Stage:
    """The files to be published: below `folder`, with SHA-256 and size in bytes by path; `redirects` counts those of `_redirects`."""

    folder: Path
    sums: Mapping[str, str]
    sizes: Mapping[str, int]
    redirects: int = 0

    def read(self, path: str) -> bytes:
        """Return the bytes of one file."""
        return (self.folder / path).read_bytes()

    def clear(self) -> None:
        """Delete the stage."""
        shutil.rmtree(self.folder, ignore_errors=True)


def stage(root: Path, output: str, leave_out: frozenset[str] = frozenset()) -> Stage:
    """Hold the files of the folder `output`, by hard links where the disk has them: a build puts new files in their
    place and never writes into one. Links, pipes and devices are left alone.

    Raises DigestError where no site has been built.
    """  # noqa: D205  # one sentence
    site = root / output
    if not (site / "index.html").is_file():
        what = "there is no site to publish." if not site.is_dir() else "the site has no front page."
        raise DigestError(
            Problem(output, 0, 0, "no-output", what, "", "run `digest build`, or `digest publish --build`.")
        )
    _clear_old(root / ".cache")
    folder = Path(tempfile.mkdtemp(prefix=f"publish-{os.getpid()}-", dir=root / ".cache"))
    sums: dict[str, str] = {}
    sizes: dict[str, int] = {}
    redirects = 0
    try:
        for path in sorted(site.rglob("*")):
            name = path.relative_to(site).as_posix()
            if path.is_symlink() or not path.is_file() or _is_torn(path):
                continue
            if name == "_redirects":
                redirects = sum(bool(line.strip()) for line in path.read_bytes().splitlines())
            if name in leave_out:
                continue
            held = folder / name
            held.parent.mkdir(parents=True, exist_ok=True)
            _hold(path, held)
            data = held.read_bytes()
            sums[name], sizes[name] = hashlib.sha256(data).hexdigest(), len(data)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Stage(folder, sums, sizes, redirects)


def _hold(path: Path, held: Path) -> None:
    try:
        held.hardlink_to(path)
    except OSError:
        shutil.copy2(path, held)


def _is_torn(path: Path) -> bool:
    """Tell whether this is what a build that was killed left of a file."""
    return path.name.startswith(".") and path.name.endswith(".new")


def _clear_old(cache: Path) -> None:
    """Delete what publishes that were killed left behind."""
    for old in cache.glob("publish-*-*"):
        process = old.name.split("-")[1]
        if process.isdigit() and not _runs(int(process)):
            shutil.rmtree(old, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
