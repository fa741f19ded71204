"""Publishing to a folder: releases and a link, at one stroke, whatever happens meanwhile."""

from __future__ import annotations

import fcntl
import os
import tempfile
from itertools import count
from pathlib import Path

import pytest
from breaking import FINISHED, KILLED, RAISED, break_off
from workshops import NEW, OLD, Workshop, texts

from generator.errors import DigestError, Exit
from generator.model.target import Target


@pytest.fixture
def place(tmp_path):
    """Return a folder to publish to."""
    return tmp_path / "srv"


@pytest.fixture
def memory(tmp_path):
    """Return a folder in memory, where there is such a disk: hundreds of publishes sync their files there in no time."""
    if not os.access("/dev/shm", os.W_OK):  # noqa: S108  # Linux has it
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        yield Path(folder)


def test_a_release_is_the_site_and_the_link_leads_to_it(workshop, place):
    """After a publish, `current` holds the files of the site, to the byte, and a second one changes nothing."""
    workshop.put(OLD)
    first = workshop.publish(Target("folder", str(place)))
    assert texts(place / "current") == OLD
    assert (place / "current").readlink().as_posix() == "releases/0001"
    assert (len(first.changes.send), first.changes.delete, first.changes.unchanged) == (len(OLD), (), 0)
    second = workshop.publish(Target("folder", str(place)))
    assert (second.changes.send, second.changes.delete, second.changes.unchanged) == ((), (), len(OLD))
    assert (place / "current").readlink().as_posix() == "releases/0001"


def test_only_what_changed_is_written(workshop, place):
    """Files that stay are hard links to the release before; the others are files of their own."""
    workshop.put(OLD)
    workshop.publish(Target("folder", str(place)))
    workshop.put(NEW)
    published = workshop.publish(Target("folder", str(place)))
    assert texts(place / "current") == NEW
    assert texts(place / "releases/0001") == OLD
    same = {
        path
        for path in NEW
        if (place / "releases/0001" / path).exists()
        and (place / "current" / path).samefile(place / "releases/0001" / path)
    }
    assert same == {path for path, text in NEW.items() if OLD.get(path) == text}
    assert set(published.changes.send) == NEW.keys() - same
    assert set(published.changes.delete) == OLD.keys() - NEW.keys()


def test_a_dry_run_says_the_same_and_changes_nothing(workshop, place):
    """What a dry run lists is what the publish then does; the folder stays as it was, or is not even made."""
    workshop.put(OLD)
    dry = workshop.publish(Target("folder", str(place)), dry_run=True)
    assert not place.exists()
    assert dry.changes == workshop.publish(Target("folder", str(place))).changes
    workshop.put(NEW)
    before = texts(place)
    dry = workshop.publish(Target("folder", str(place)), dry_run=True)
    assert texts(place) == before
    assert dry.changes == workshop.publish(Target("folder", str(place))).changes


def test_old_releases_are_kept_as_asked_and_rolled_back_to(workshop, place):
    """`keep` releases stay; going back leads to the one before, and never to one that was gone back from."""
    target = Target("folder", str(place), keep=3)
    for number in range(5):
        workshop.put({**OLD, "number.txt": str(number)})
        workshop.publish(target)
    assert sorted(path.name for path in (place / "releases").iterdir() if path.is_dir()) == ["0003", "0004", "0005"]
    assert workshop.roll_back(target).endswith("release 0004")
    assert (place / "current/number.txt").read_text() == "3"
    workshop.put({**OLD, "number.txt": "mended"})
    workshop.publish(target)
    workshop.roll_back(target)
    assert (place / "current/number.txt").read_text() == "3"
    workshop.roll_back(target)
    with pytest.raises(DigestError) as error:
        workshop.roll_back(target)
    assert [problem.code for problem in error.value.problems] == ["no-release"]


def test_what_no_publish_made_is_left_alone(workshop, place):
    """Other files in the folder stay, and a folder called `current` is not overwritten."""
    workshop.put(OLD)
    place.mkdir()
    (place / "notes.txt").write_text("mine")
    workshop.publish(Target("folder", str(place)))
    assert (place / "notes.txt").read_text() == "mine"
    (place / "current").unlink()
    (place / "current").mkdir()
    with pytest.raises(DigestError) as error:
        workshop.publish(Target("folder", str(place)))
    assert "not overwritten" in str(error.value)


def test_two_publishes_at_once(workshop, place):
    """The second stops with 75 while the first is at work."""
    workshop.put(OLD)
    place.mkdir()
    descriptor = os.open(place / ".lock", os.O_CREAT | os.O_RDWR)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    with pytest.raises(DigestError) as error:
        workshop.publish(Target("folder", str(place)))
    os.close(descriptor)
    assert error.value.code == Exit.LOCKED


def test_without_a_site_there_is_nothing_to_publish(workshop, place):
    """A publish before the first build says so."""
    with pytest.raises(DigestError) as error:
        workshop.publish(Target("folder", str(place)))
    assert [problem.code for problem in error.value.problems] == ["no-output"]


@pytest.mark.parametrize(("how", "first"), [("kill", True), ("kill", False), ("ENOSPC", False)])
def test_broken_off_at_every_change(memory, how, first):
    """Broken off at change 1, 2, ... until none is left: a reader finds the whole old site or the whole new one.

    And the next publish finds nothing in its way, and leaves nothing behind of the one that broke off.
    """
    workshop = Workshop(memory)
    ends = set()
    for number in count(1):
        place = memory / f"srv{number}"
        target = Target("folder", str(place), keep=2)
        if not first:
            workshop.put(OLD)
            workshop.publish(target)
        workshop.put(NEW)
        ended = break_off(lambda target=target: workshop.publish(target), number, how)
        assert ended in {FINISHED, KILLED if how == "kill" else RAISED}
        found = texts(place / "current") if (place / "current").exists() else {}
        ends.add("old" if found == ({} if first else OLD) else "new" if found == NEW else "mixed")
        workshop.publish(target)
        assert texts(place / "current") == NEW
        assert [path for path in place.rglob("*") if path.name.endswith((".new", ".part"))] == []
        assert not list((workshop.root / ".cache").glob("publish-*"))
        if ended == FINISHED:
            break
    assert ends == {"old", "new"}
    assert number > 40
