"""What travels, and when its turn comes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workshops import NEW, OLD

from generator.publish.changes import ABSENT, UNSURE, begun, find_changes, read_manifest, turn, write_manifest

SUMS = st.dictionaries(st.sampled_from(sorted(OLD.keys() | NEW.keys())), st.sampled_from(["a", "b"]))


@given(SUMS, SUMS)
def test_changes_are_what_differs(new, known):
    """Sent is what is new or other; deleted is what is no more; the counts add up; sent to a target, they make it the site."""
    changes = find_changes(new, known, dict.fromkeys(new, 7))
    assert set(changes.send) == {path for path in new if known.get(path) != new[path]}
    assert set(changes.delete) == known.keys() - new.keys()
    assert changes.unchanged + len(changes.send) == len(new)
    assert changes.bytes == 7 * len(changes.send)
    after = {path: mark for path, mark in known.items() if path not in changes.delete} | {
        path: new[path] for path in changes.send
    }
    assert after == new


@given(SUMS, SUMS)
def test_a_publish_that_was_begun_is_taken_up_whole(new, known):
    """From the manifest of a publish that broke off, the next sends all that may be half done, each at its old turn."""
    first = find_changes(new, known, dict.fromkeys(new, 1))
    manifest = begun(first, known)
    again = find_changes(new, manifest, dict.fromkeys(new, 1))
    assert again.send == first.send
    assert again.delete == first.delete
    assert {path: manifest[path] for path in first.send} == {
        path: UNSURE if path in known else ABSENT for path in first.send
    }


def test_turns():
    """What pages are made of goes first, then new pages, then changed ones, at last the ways in."""
    known = dict.fromkeys(OLD, "x")
    order = ["assets/style.9876543210.css", "e/bridge/index.html", "e/ferry/index.html", "index.html"]
    assert [turn(path, known) for path in order] == [0, 1, 2, 3]
    assert turn("feed.xml", known) == 3
    assert turn("e/bridge/feed.xml", known) == 0


def test_a_manifest_is_read_as_it_was_written():
    """Paths and fingerprints come back; anything else is refused."""
    assert read_manifest(write_manifest({"b": "2", "a": "1"})) == {"a": "1", "b": "2"}
    for torn in (b"", b"[]", b'{"version": 2, "files": {}}', b'{"version": 1}'):
        with pytest.raises(ValueError):  # noqa: PT011  # json's own error is one
            read_manifest(torn)
