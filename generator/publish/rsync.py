"""Over rsync: the same releases and the same link as in a folder, on another machine."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import DigestError, Problem
from generator.publish.changes import find_changes, read_manifest, write_manifest
from generator.publish.releases import CURRENT, RELEASES, before, in_order, next_name, no_release, outdated
from generator.publish.tools import attempt, failed, run, without_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.target import Target
    from generator.publish.changes import Changes
    from generator.publish.stage import Stage

_NOTHING_THERE = {3, 23}
"""Exit codes of rsync for a file or folder that is not there."""

_MOST_LINKED = 20
"""Folders that rsync compares with at once."""


def publish_rsync(staged: Stage, target: Target, *, dry_run: bool) -> tuple[Changes, str]:
    """Send a release, then the link `current`, then delete old releases. Files that the release before has do not travel.

    rsync puts a link in place at one stroke, so that a reader finds the old site or the new. Raises DigestError where
    rsync fails.
    """
    place = target.place.rstrip("/")
    with tempfile.TemporaryDirectory(prefix="digest-") as name:
        desk = Path(name)
        current = _current(place)
        known = _known(place, current, desk)
        changes = find_changes(staged.sums, known, staged.sizes)
        where = f"{without_names(place)}/{CURRENT}"
        if dry_run:
            return changes, where
        if current and not changes.send and not changes.delete:
            return changes, f"{where}, release {current}"
        (desk / "tree" / RELEASES).mkdir(parents=True)
        _rsync(place, "--dirs", "--mkpath", f"{desk}/tree/", f"{place}/")
        listed = _list(place)
        fresh = next_name(listed)
        # A release that broke off lies there too, and spares its files a second journey.
        near = [release for release in (current, *reversed(in_order(listed))) if release]
        links = [f"--link-dest=../{release}" for release in dict.fromkeys(near)][:_MOST_LINKED]
        _rsync(place, "--recursive", "--checksum", *links, f"{staged.folder}/", f"{place}/{RELEASES}/{fresh}/")
        (desk / f"{fresh}.json").write_bytes(write_manifest(staged.sums))
        _rsync(place, f"{desk}/{fresh}.json", f"{place}/{RELEASES}/")
        _switch(place, fresh, desk)
        whole = _whole([*listed, fresh, f"{fresh}.json"])
        _delete(place, {*outdated(whole, current, fresh, target.keep), *(set(in_order(listed)) - set(whole))}, desk)
    return changes, f"{where}, release {fresh}"


def roll_back_rsync(target: Target, *, dry_run: bool) -> str:
    """Let the link lead to the release before the current one. Raises DigestError where there is none."""
    place = target.place.rstrip("/")
    earlier = before(_whole(_list(place)), _current(place))
    if earlier is None:
        raise no_release(without_names(place))
    if not dry_run:
        with tempfile.TemporaryDirectory(prefix="digest-") as desk:
            _switch(place, earlier, Path(desk))
    return f"{without_names(place)}/{CURRENT}, release {earlier}"


def _rsync(place: str, *arguments: str) -> str:
    """Run rsync; whatever it makes may be read by all, as a web server must."""
    return run("rsync", "--links", "--chmod=D755,F644", *arguments, place=place)


def _list(place: str) -> tuple[str, ...]:
    """Return the names in the folder of releases."""
    ended = attempt("rsync", "--list-only", "--no-motd", f"{place}/{RELEASES}/", place=place)
    if ended.returncode in _NOTHING_THERE:
        return ()
    if ended.returncode:
        raise failed(ended, "rsync", place)
    return tuple(line.split(maxsplit=4)[4] for line in ended.stdout.splitlines() if len(line.split(maxsplit=4)) == 5)


def _current(place: str) -> str:
    """Return the name of the current release, "" where there is none. Raises DigestError where `current` is not ours."""
    ended = attempt("rsync", "--list-only", "--no-motd", "--links", f"{place}/{CURRENT}", place=place)
    if ended.returncode in _NOTHING_THERE:
        return ""
    if ended.returncode:
        raise failed(ended, "rsync", place)
    if found := re.search(rf"^l.* -> {RELEASES}/(\d+)$", ended.stdout, re.MULTILINE):
        return found[1]
    what = f"{CURRENT} is no link that a publish made."
    mend = "move it away, or publish to another folder."
    raise DigestError(Problem(without_names(place), 0, 0, "publish", what, "What lies there is not overwritten.", mend))


def _known(place: str, current: str, desk: Path) -> dict[str, str]:
    if not current:
        return {}
    ended = attempt("rsync", f"{place}/{RELEASES}/{current}.json", f"{desk}/known.json", place=place)
    if ended.returncode not in {0, *_NOTHING_THERE}:
        raise failed(ended, "rsync", place)
    try:
        return read_manifest((desk / "known.json").read_bytes())
    except (FileNotFoundError, ValueError):
        return {}


def _switch(place: str, release: str, desk: Path) -> None:
    link = desk / CURRENT
    link.symlink_to(f"{RELEASES}/{release}")
    _rsync(place, str(link), f"{place}/")


def _whole(names: Iterable[str]) -> tuple[str, ...]:
    """Return the releases that are whole: their manifest came after them."""
    there = set(names)
    return in_order(name for name in there if f"{name}.json" in there)


def _delete(place: str, releases: set[str], desk: Path) -> None:
    """Delete releases: rsync deletes what the empty folder does not have, and of that only what is included."""
    if not releases:
        return
    (desk / "empty").mkdir()
    wanted = [f"--include=/{name}{end}" for name in sorted(releases) for end in (".json", "/", "/**")]
    _rsync(place, "--recursive", "--delete", *wanted, "--exclude=*", f"{desk}/empty/", f"{place}/{RELEASES}/")
