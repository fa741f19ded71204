"""Files written whole: what is left behind, what an error names."""

from __future__ import annotations

import errno

import pytest

from generator.store.atomic import name_file, settle, sweep, write_whole


def test_what_a_killed_run_left_is_swept(tmp_path):
    """Temporary files of other runs go; whatever else begins with a dot stays."""
    for name in (".123.new", ".gitkeep", ".x.new", "a.md"):
        (tmp_path / name).write_text("x")
    sweep(tmp_path)
    sweep(tmp_path / "none")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".gitkeep", ".x.new", "a.md"]


def test_an_error_of_the_disk_names_its_file(tmp_path):
    """`write` and `fsync` know a number only; who reads of the error wants to know the file."""
    with pytest.raises(OSError, match="full") as caught, name_file(tmp_path / "a"):
        raise OSError(errno.ENOSPC, "the disk is full")
    assert caught.value.filename == str(tmp_path / "a")
    with pytest.raises(OSError, match="full") as caught, name_file(tmp_path / "a"):
        raise OSError(errno.ENOSPC, "the disk is full", "b")
    assert caught.value.filename == "b"


def test_a_folder_is_settled_where_there_is_one(tmp_path):
    """A site without articles has no folder to sync."""
    settle(tmp_path)
    settle(tmp_path / "none")
    assert write_whole(tmp_path / "a", b"x")
    assert not write_whole(tmp_path / "a", b"x")
