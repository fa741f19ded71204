"""To a folder: a release beside the earlier ones, and one link that changes over to it."""

from __future__ import annotations

import fcntl
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from generator.errors import DigestError, Exit, Problem
from generator.publish.changes import find_changes, read_manifest, write_manifest
from generator.publish.releases import CURRENT, RELEASES, before, in_order, next_name, no_release, outdated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.model.target import Target
    from generator.publish.changes import Changes
    from generator.publish.stage import Stage


def publish_folder(staged: Stage, target: Target, root: Path, *, dry_run: bool) -> tuple[Changes, str]:
    """Write a release, then let the link `current` lead to it; delete what is older than the releases to be kept.

    Files that are as in the release before are hard links to it. Raises DigestError where the disk refuses, or where
    `current` is something that no publish made; the old site is then still there.
    """
    place = _resolve(target, root)
    try:
        if dry_run:
            changes = find_changes(staged.sums, _known(place, _current(place)), staged.sizes)
            return changes, f"{place / CURRENT}"
        place.mkdir(parents=True, exist_ok=True)
        with _lock(place):
            return _release(place, staged, target.keep)
    except OSError as error:
        raise _refused(place, error) from None


def roll_back_folder(target: Target, root: Path, *, dry_run: bool) -> str:
    """Let the link lead to the release before the current one. Raises DigestError where there is none."""
    place = _resolve(target, root)
    try:
        if not (place / RELEASES).is_dir():
            raise no_release(str(place))
        with _lock(place):
            earlier = before(_whole(place), _current(place))
            if earlier is None:
                raise no_release(str(place))
            if not dry_run:
                _switch(place, earlier)
            return f"{place / CURRENT}, release {earlier}"
    except OSError as error:
        raise _refused(place, error) from None


def _release(place: Path, staged: Stage, keep: int) -> tuple[Changes, str]:
    current = _current(place)
    releases = place / RELEASES
    releases.mkdir(exist_ok=True)
    known = _known(place, current)
    changes = find_changes(staged.sums, known, staged.sizes)
    if current and not changes.send and not changes.delete:
        return changes, f"{place / CURRENT}, release {current}"
    for torn in releases.glob(".*.new"):
        shutil.rmtree(torn)
    for part in (place / f".{CURRENT}.new", *releases.glob(".*.part")):
        part.unlink(missing_ok=True)
    name = next_name(path.name.removesuffix(".json") for path in releases.iterdir())
    new = releases / f".{name}.new"
    fresh = set(changes.send)
    for path in staged.sums:
        file = new / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if path in fresh or not current or not _link(releases / current / path, file, staged.sizes[path]):
            _write(file, staged.read(path))
    for folder in (new, *(each for each in new.rglob("*") if each.is_dir())):
        _sync(folder)
    new.rename(releases / name)
    # The manifest says that the release is whole: only then may anything lead to it.
    part = releases / f".{name}.part"
    _write(part, write_manifest(staged.sums))
    part.rename(releases / f"{name}.json")
    _sync(releases)
    _switch(place, name)
    for old in outdated(_whole(place), current, name, keep):
        (releases / f"{old}.json").unlink()
        shutil.rmtree(releases / old)
    for half in set(in_order(path.name for path in releases.iterdir() if path.is_dir())) - set(_whole(place)):
        shutil.rmtree(releases / half)
    return changes, f"{place / CURRENT}, release {name}"


def _switch(place: Path, name: str) -> None:
    """Let `current` lead to a release, at one stroke."""
    beside = place / f".{CURRENT}.new"
    beside.unlink(missing_ok=True)
    beside.symlink_to(f"{RELEASES}/{name}")
    beside.replace(place / CURRENT)
    _sync(place)


def _current(place: Path) -> str:
    """Return the name of the current release, "" where there is none. Raises DigestError where `current` is not ours."""
    link = place / CURRENT
    if link.is_symlink():
        return link.readlink().name
    if link.exists():
        what = f"{CURRENT} is no link that a publish made."
        mend = "move it away, or publish to another folder."
        raise DigestError(Problem(str(link), 0, 0, "publish", what, "What lies there is not overwritten.", mend))
    return ""


def _known(place: Path, current: str) -> dict[str, str]:
    """Return the fingerprints of the current release; none where they cannot be read: then all is written anew."""
    try:
        return read_manifest((place / RELEASES / f"{current}.json").read_bytes()) if current else {}
    except (FileNotFoundError, ValueError):
        return {}


def _whole(place: Path) -> tuple[str, ...]:
    """Return the names of the releases that are whole, oldest first."""
    releases = place / RELEASES
    return in_order(path.stem for path in releases.glob("*.json") if (releases / path.stem).is_dir())


def _link(old: Path, new: Path, size: int) -> bool:
    """Link `new` to `old`, if that is there, has its size, and the disk knows hard links; tell whether it was done."""
    try:
        if old.is_symlink() or old.stat().st_size != size:
            return False
        new.hardlink_to(old)
    except OSError:
        new.unlink(missing_ok=True)
        return False
    return True


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _lock(place: Path) -> Iterator[None]:
    """Let one publish at a time work on the folder. Raises DigestError (exit code 75) where another does."""
    descriptor = os.open(place / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            what, mend = "another publish is at work on this folder.", "wait until it ends, or end it."
            raise DigestError(Problem(str(place), 0, 0, "locked", what, "", mend), code=Exit.LOCKED) from None
        yield
    finally:
        os.close(descriptor)


def _resolve(target: Target, root: Path) -> Path:
    from pathlib import Path

    return root / Path(target.place).expanduser()


def _refused(place: Path, error: OSError) -> DigestError:
    what = f"the folder cannot be written ({error.strerror or error})."
    why = "The site there is as it was."
    return DigestError(
        Problem(str(error.filename or place), 0, 0, "publish", what, why, "check the disk and its permissions.")
    )
