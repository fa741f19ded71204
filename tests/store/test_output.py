"""The output: only what changed is written, only what the tool wrote is deleted, and a file is whole or not there."""

from __future__ import annotations

import os

import pytest

from generator.store.atomic import write_whole
from generator.store.output import Written, write_site


def below(folder):
    """Return the files below a folder, by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_second_write_writes_nothing(tmp_path):
    """The same files again: no file is touched."""
    files = {"index.html": b"home", "e/truce/index.html": b"truce"}
    assert write_site(tmp_path, "site", files) == Written(2, 0, 0)
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*")}
    assert write_site(tmp_path, "site", files) == Written(0, 2, 0)
    assert times == {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*")}


def test_only_what_changed_is_written(tmp_path):
    """A change of one page writes one file."""
    write_site(tmp_path, "site", {"a": b"1", "b": b"1"})
    assert write_site(tmp_path, "site", {"a": b"1", "b": b"2", "c": b"1"}) == Written(2, 1, 0)


def test_pages_that_are_no_more_are_deleted_with_their_folders(tmp_path):
    """Nothing stale is served, and no empty folder stays."""
    write_site(tmp_path, "site", {"e/old/index.html": b"1", "e/new/index.html": b"1", "a/b/c": b"1"})
    assert write_site(tmp_path, "site", {"e/new/index.html": b"1"}) == Written(0, 1, 2)
    assert below(tmp_path / "site") == {"e/new/index.html": b"1"}
    assert not (tmp_path / "site/e/old").exists()
    assert not (tmp_path / "site/a").exists()


def test_files_of_others_stay(tmp_path):
    """What no run wrote is left alone: a CNAME, a folder's other files, a link in the place of a page."""
    write_site(tmp_path, "site", {"e/old/index.html": b"1", "linked": b"1"})
    (tmp_path / "site/CNAME").write_text("example.org")
    (tmp_path / "site/e/old/photo.jpg").write_bytes(b"jpg")
    (tmp_path / "elsewhere").write_text("precious")
    (tmp_path / "site/linked").unlink()
    (tmp_path / "site/linked").symlink_to(tmp_path / "elsewhere")
    assert write_site(tmp_path, "site", {}).deleted == 1
    assert below(tmp_path / "site") == {"CNAME": b"example.org", "e/old/photo.jpg": b"jpg", "linked": b"precious"}


def test_lost_memory_deletes_nothing(tmp_path):
    """Without the record of the last run, every file might be somebody's."""
    write_site(tmp_path, "site", {"a": b"1"})
    (tmp_path / ".cache/output-site.json").write_text("{")
    assert write_site(tmp_path, "site", {"b": b"1"}) == Written(1, 0, 0)
    assert below(tmp_path / "site") == {"a": b"1", "b": b"1"}


def test_run_that_was_cut_off_leaves_nothing_unknown(tmp_path):
    """What a failed run wrote is known to the next one, and deleted where it is no more."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site/z").mkdir()
    with pytest.raises(IsADirectoryError):
        write_site(tmp_path, "site", {"a": b"1", "z": b"1"})
    (tmp_path / "site/z").rmdir()
    assert write_site(tmp_path, "site", {}).deleted == 1
    assert below(tmp_path / "site") == {}


def test_two_outputs_do_not_know_each_other(tmp_path):
    """The preview's folder and the site's have each its own record."""
    write_site(tmp_path, "site", {"a": b"1"})
    write_site(tmp_path, ".cache/preview", {"b": b"1"})
    assert below(tmp_path / "site") == {"a": b"1"}


def test_file_is_written_whole(tmp_path):
    """Writing makes the folders, says whether anything changed, and leaves nothing beside the file."""
    path = tmp_path / "a/b" / ("c" * 250)
    assert write_whole(path, b"1")
    assert not write_whole(path, b"1")
    assert write_whole(path, b"2")
    assert os.listdir(path.parent) == [path.name]  # noqa: PTH208  # names are all that is asked
    assert path.read_bytes() == b"2"


def test_refused_write_leaves_the_old_file(tmp_path):
    """Where the disk refuses, the old file stands as it was and nothing lies about."""
    path = tmp_path / "a"
    path.mkdir()
    with pytest.raises(IsADirectoryError):
        write_whole(path, b"1")
    assert [found.name for found in tmp_path.iterdir()] == ["a"]


def test_reader_keeps_the_file_it_opened(tmp_path):
    """A file that is being read is replaced, not changed under the reader."""
    path = tmp_path / "a"
    write_whole(path, b"old")
    with path.open("rb") as reader:
        write_whole(path, b"new and longer")
        assert reader.read() == b"old"
