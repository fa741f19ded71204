"""To a git branch: one commit that holds the site, pushed to the remote. The door to ghp-import."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from generator.errors import DigestError, Problem
from generator.publish.changes import find_changes
from generator.publish.tools import attempt, failed, run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.model.target import Target
    from generator.publish.changes import Changes
    from generator.publish.stage import Stage

_HOSTS_OWN = "CNAME"
"""GitHub writes the site's own domain into this file of the branch; it stays."""

_NOBODY = {"GIT_COMMITTER_NAME": "digest", "GIT_COMMITTER_EMAIL": "digest@localhost"}
"""Who commits where git knows no name, as on machines of CI."""


def publish_branch(staged: Stage, target: Target, root: Path, *, dry_run: bool) -> tuple[Changes, str]:
    """Commit the site to the branch and push it: the remote has the old commit or the new one.

    Only objects that the remote does not have travel. Raises DigestError where this is no repository, the branch is
    checked out, or git fails; the branch is then as it was.
    """
    branch, remote = target.place, target.remote
    where = f"branch {branch} of {remote}"

    def git(*arguments: str, given: str = "") -> str:
        return run("git", *arguments, folder=root, given=given, place=where)

    _check_repository(root, branch, where)
    known = _fetch(root, target, where)
    kept = {_HOSTS_OWN: known[_HOSTS_OWN]} if _HOSTS_OWN in known and _HOSTS_OWN not in staged.sums else {}
    paths = sorted(staged.sums)
    marks = git(
        "hash-object", "--no-filters", "--stdin-paths", given="".join(f"{staged.folder / path}\n" for path in paths)
    )
    changes = find_changes(
        {**dict(zip(paths, marks.split(), strict=True)), **kept}, known, {**staged.sizes, _HOSTS_OWN: 0}
    )
    if dry_run or (known and not changes.send and not changes.delete):
        return changes, where
    if kept:
        (staged.folder / _HOSTS_OWN).write_text(git("show", f"{remote}/{branch}:{_HOSTS_OWN}"), encoding="utf-8")
    with _restored(root, branch, where):
        said = f"Publish {len(staged.sums)} files"
        # A program of its own: it works on the repository of the folder that it is started in.
        program = [sys.executable, "-m", "ghp_import", "-r", remote, "-b", branch, "-m", said, str(staged.folder)]
        named = attempt("git", "config", "user.name", folder=root, place=where).stdout.strip()
        ended = attempt(*program, folder=root, more={} if named else _NOBODY, place=where)
        if ended.returncode:
            raise failed(ended, "git", where)
        git("push", "--quiet", remote, f"refs/heads/{branch}:refs/heads/{branch}")
    return changes, where


def _check_repository(root: Path, branch: str, where: str) -> None:
    if attempt("git", "rev-parse", "--git-dir", folder=root, place=where).returncode:
        what, mend = (
            "the site's folder is in no git repository.",
            "run `git init`, and `git remote add origin ADDRESS`.",
        )
        raise DigestError(Problem(where, 0, 0, "publish", what, "A branch needs one.", mend))
    head = attempt("git", "symbolic-ref", "--quiet", "HEAD", folder=root, place=where).stdout.strip()
    if head == f"refs/heads/{branch}":
        what, mend = f"the branch {branch} is the one you are working on.", "name another, such as gh-pages."
        raise DigestError(Problem(where, 0, 0, "publish", what, "The site would take the place of your files.", mend))


def _fetch(root: Path, target: Target, where: str) -> dict[str, str]:
    """Fetch the branch, and return its files with git's fingerprint of each; none where the remote does not have it."""
    ref = f"refs/remotes/{target.remote}/{target.place}"
    ended = attempt("git", "ls-remote", "--exit-code", "--heads", target.remote, target.place, folder=root, place=where)
    if ended.returncode == 2:
        # A branch of that name that only this machine has is not what lies at the remote.
        attempt("git", "update-ref", "-d", ref, folder=root, place=where)
        return {}
    if ended.returncode:
        raise failed(ended, "git", where)
    run("git", "fetch", "--quiet", target.remote, f"+refs/heads/{target.place}:{ref}", folder=root, place=where)
    listing = run("git", "ls-tree", "-r", "-z", ref, folder=root, place=where)
    return {path: about.split()[2] for about, _, path in (line.partition("\t") for line in listing.split("\0") if line)}


@contextmanager
def _restored(root: Path, branch: str, where: str) -> Iterator[None]:
    """Put the local branch back where it was if the block fails."""
    ref = f"refs/heads/{branch}"
    before = attempt("git", "rev-parse", "--quiet", "--verify", ref, folder=root, place=where).stdout.strip()
    try:
        yield
    except BaseException:
        attempt(
            "git", *(["update-ref", ref, before] if before else ["update-ref", "-d", ref]), folder=root, place=where
        )
        raise
