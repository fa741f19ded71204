"""Publishing to a git branch, against a bare repository on this disk."""

from __future__ import annotations

import os
import shutil
from itertools import count

import pytest
from workshops import NEW, OLD, git

from generator.errors import DigestError
from generator.model.target import Target

TARGET = Target("branch", "gh-pages")


@pytest.fixture
def remote(workshop, tmp_path):
    """Return a bare repository that the workshop's own has for its `origin`."""
    bare = tmp_path / "remote.git"
    bare.mkdir()
    git(bare, "init", "--quiet", "--bare")
    git(workshop.root, "init", "--quiet", "--initial-branch=main")
    git(workshop.root, "commit", "--quiet", "--allow-empty", "--message=begin")
    git(workshop.root, "remote", "add", "origin", str(bare))
    return bare


def published(bare, branch="gh-pages"):
    """Return the texts of the files on the branch, by path; none where there is no such branch."""
    if not git(bare, "branch", "--list", branch):
        return {}
    paths = git(bare, "ls-tree", "-r", "--name-only", "-z", branch).split("\0")[:-1]
    return {path: git(bare, "show", f"{branch}:{path}") for path in paths}


def test_the_branch_is_the_site(workshop, remote):
    """After a publish the remote's branch holds the files of the site; where nothing changed, no commit is added."""
    workshop.put(OLD)
    workshop.publish(TARGET)
    assert published(remote) == OLD
    workshop.publish(TARGET)
    assert git(remote, "rev-list", "--count", "gh-pages").strip() == "1"
    workshop.put(NEW)
    changes = workshop.publish(TARGET).changes
    assert published(remote) == NEW
    assert git(remote, "rev-list", "--count", "gh-pages").strip() == "2"
    assert set(changes.send) == {path for path, text in NEW.items() if OLD.get(path) != text}
    assert set(changes.delete) == OLD.keys() - NEW.keys()


def test_a_dry_run_says_the_same_and_changes_nothing(workshop, remote):
    """What a dry run lists is what the publish then does."""
    workshop.put(OLD)
    workshop.publish(TARGET)
    workshop.put(NEW)
    before = git(workshop.root, "for-each-ref"), git(remote, "for-each-ref")
    dry = workshop.publish(TARGET, dry_run=True)
    assert (git(workshop.root, "for-each-ref"), git(remote, "for-each-ref")) == before
    assert dry.changes == workshop.publish(TARGET).changes


def test_another_machine_published_meanwhile(workshop, remote, tmp_path):
    """The commit goes on top of what the remote has, not of what this machine last saw."""
    workshop.put(OLD)
    workshop.publish(TARGET)
    other = tmp_path / "other"
    git(tmp_path, "clone", "--quiet", "--branch=gh-pages", str(remote), str(other))
    git(other, "commit", "--quiet", "--allow-empty", "--message=elsewhere")
    git(other, "push", "--quiet")
    workshop.put(NEW)
    workshop.publish(TARGET)
    assert published(remote) == NEW
    assert "elsewhere" in git(remote, "log", "--format=%s", "gh-pages")


def test_the_domain_that_the_host_wrote_stays(workshop, remote, tmp_path):
    """GitHub keeps a site's own domain in a file of the branch: it is carried over and is no change."""
    workshop.put(OLD)
    workshop.publish(TARGET)
    other = tmp_path / "other"
    git(tmp_path, "clone", "--quiet", "--branch=gh-pages", str(remote), str(other))
    (other / "CNAME").write_text("digest.example\n")
    git(other, "add", "CNAME")
    git(other, "commit", "--quiet", "--message=domain")
    git(other, "push", "--quiet")
    assert workshop.publish(TARGET).changes.delete == ()
    workshop.put(NEW)
    workshop.publish(TARGET)
    assert published(remote) == {**NEW, "CNAME": "digest.example\n"}


def test_files_that_the_host_does_not_read_stay_away(workshop, remote):
    """GitHub Pages would hand `_headers` to readers: for that host it is left out, and `.nojekyll` is not."""
    workshop.put(OLD)
    workshop.publish(Target("branch", "gh-pages", host="github"))
    assert published(remote).keys() == OLD.keys() - {"_headers", "_redirects"}


def test_the_branch_that_is_checked_out_is_refused(workshop, remote):
    """The site never takes the place of the editor's own files."""
    workshop.put(OLD)
    with pytest.raises(DigestError) as error:
        workshop.publish(Target("branch", "main"))
    assert "working on" in str(error.value)
    assert published(remote) == {}


def test_no_repository_and_no_remote_are_said(workshop):
    """Outside of a repository, and without the remote, the problem says what to do, and what git said."""
    workshop.put(OLD)
    with pytest.raises(DigestError) as error:
        workshop.publish(TARGET)
    assert "git init" in str(error.value)
    git(workshop.root, "init", "--quiet", "--initial-branch=main")
    with pytest.raises(DigestError) as error:
        workshop.publish(TARGET)
    assert "git failed: fatal: 'origin' does not appear to be a git repository" in str(error.value)


def test_a_machine_without_a_name_commits(workshop, remote, tmp_path, monkeypatch):
    """CI has no user.name: the commit is then by `digest`."""
    for name in ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "EMAIL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", str(tmp_path / "none"))
    workshop.put(OLD)
    workshop.publish(TARGET)
    assert git(remote, "log", "--format=%an", "gh-pages") == "digest\n"


def test_a_remote_that_refuses_leaves_all_as_it_was(workshop, remote):
    """Where a hook of the remote says no, both branches are the old ones, and its words are passed on."""
    workshop.put(OLD)
    workshop.publish(TARGET)
    hook = remote / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho 'closed for the night' >&2\nexit 1\n")
    hook.chmod(0o755)
    before = git(workshop.root, "rev-parse", "gh-pages")
    workshop.put(NEW)
    with pytest.raises(DigestError) as error:
        workshop.publish(TARGET)
    assert "closed for the night" in str(error.value)
    assert published(remote) == OLD
    assert git(workshop.root, "rev-parse", "gh-pages") == before


def test_names_in_addresses_are_not_repeated(workshop, remote):
    """An address with a password that git was configured with is in no message."""
    git(workshop.root, "remote", "set-url", "origin", "https://ida:secret@127.0.0.1:1/x.git")
    workshop.put(OLD)
    with pytest.raises(DigestError) as error:
        workshop.publish(TARGET)
    assert "git failed" in str(error.value)
    assert "secret" not in str(error.value)


@pytest.mark.parametrize("how", ["exit 1", "kill -9 $$"])
def test_broken_off_at_every_call_of_git(workshop, remote, tmp_path, monkeypatch, how):
    """With git failing or killed at its call 1, 2, ...: the remote has the old site or the new, and the next publish the new."""
    bin_, real, calls = tmp_path / "bin", shutil.which("git"), tmp_path / "calls"
    bin_.mkdir()
    stub = bin_ / "git"
    ends = set()
    for number in count(1):
        stub.unlink(missing_ok=True)
        git(remote, "update-ref", "-d", "refs/heads/gh-pages")
        workshop.put(OLD)
        workshop.publish(TARGET)
        workshop.put(NEW)
        calls.write_text("")
        stub.write_text(
            f'#!/bin/sh\necho >> {calls}\n[ "$(wc -l < {calls})" -lt {number} ] || {{ [ "$(wc -l < {calls})" -eq {number} ] && {how}; }}\nexec {real} "$@"\n'
        )
        stub.chmod(0o755)
        with monkeypatch.context() as patch:
            patch.setenv("PATH", f"{bin_}{os.pathsep}{os.environ['PATH']}")
            try:
                workshop.publish(TARGET)
                whole = True
            except DigestError:
                whole = False
        found = published(remote)
        ends.add("old" if found == OLD else "new" if found == NEW else "mixed")
        assert not whole or found == NEW
        stub.unlink()
        workshop.publish(TARGET)
        assert published(remote) == NEW
        if len(calls.read_text()) < number:
            break
    assert ends == {"old", "new"}
    assert number > 8
