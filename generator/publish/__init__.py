"""Publish: hand `site/` to a host. One target a file; only what changed travels, and a reader finds the old site or the new."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.errors import DigestError, Problem
from generator.publish.hosts import check_host, left_out
from generator.publish.stage import stage
from generator.store.lock import hold_lock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.model.target import Target
    from generator.publish.changes import Changes
    from generator.publish.stage import Stage

__all__ = ["Published", "publish", "roll_back"]


@dataclass(frozen=True, slots=True)
class Published:
    """What a publish did, or would do: the changes, where the site is now, and what was noticed."""

    changes: Changes
    where: str
    problems: tuple[Problem, ...] = ()


def publish(root: Path, output: str, target: Target, *, dry_run: bool) -> Published:
    """Publish the files of the folder `output` to `target`; with `dry_run` say what would travel and change nothing.

    Raises DigestError where there is nothing to publish or the target refuses.
    """
    with _staged(root, output, target) as staged:
        problems = tuple(check_host(staged.sizes, staged.redirects, output, target.host))
        if target.kind == "folder":
            from generator.publish.folder import publish_folder

            changes, where = publish_folder(staged, target, root, dry_run=dry_run)
        elif target.kind == "rsync":
            from generator.publish.rsync import publish_rsync

            changes, where = publish_rsync(staged, target, dry_run=dry_run)
        elif target.kind == "branch":
            from generator.publish.branch import publish_branch

            changes, where = publish_branch(staged, target, root, dry_run=dry_run)
        else:
            from generator.publish.objects import publish_objects

            changes, where = publish_objects(staged, target, dry_run=dry_run)
    return Published(changes, where, problems)


def roll_back(root: Path, target: Target, *, dry_run: bool) -> str:
    """Put the release before the current one in its place; return where the site is now.

    Raises DigestError where there is none, or the target keeps none.
    """
    if target.kind == "folder":
        from generator.publish.folder import roll_back_folder

        return roll_back_folder(target, root, dry_run=dry_run)
    if target.kind == "rsync":
        from generator.publish.rsync import roll_back_rsync

        return roll_back_rsync(target, dry_run=dry_run)
    what = f"a {target.kind} keeps no releases to go back to."
    mend = "check out the commit to go back to, run `digest build`, and publish it."
    raise DigestError(Problem(target.place, 0, 0, "no-release", what, "", mend))


@contextmanager
def _staged(root: Path, output: str, target: Target) -> Iterator[Stage]:
    """Hold the site as it is now, so that a build may go on meanwhile."""
    with hold_lock(root):
        staged = stage(root, output, left_out(target.host))
    try:
        yield staged
    finally:
        staged.clear()
