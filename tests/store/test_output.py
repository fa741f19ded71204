"""The output: only what changed is written, only what the tool wrote is deleted, and a file is whole or not there."""

from __future__ import annotations

import os
import shutil

import pytest

from generator.errors import DigestError
from generator.store.atomic import write_whole
from generator.store.output import open_output


def write_site(root, folder, files, kept=()):
    """Write a site of these files; `kept` are paths that need not be put, for they are as they were."""
    output = open_output(root, folder)
    put = {path: output.put(path, data, f"key of {data}") for path, data in files.items()}
    written = output.finish({path: output.live[path].key for path in kept}, put)
    return len(written.news), written.unchanged, written.deleted


def below(folder):
    """Return the files below a folder, by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_second_write_writes_nothing(tmp_path):
    """The same files again: no file is touched."""
    files = {"index.html": b"home", "e/truce/index.html": b"truce"}
    assert write_site(tmp_path, "site", files) == (2, 0, 0)
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*")}
    assert write_site(tmp_path, "site", files) == (0, 2, 0)
    assert times == {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*")}


def test_only_what_changed_is_written(tmp_path):
    """A change of one page writes one file."""
    write_site(tmp_path, "site", {"a": b"1", "b": b"1"})
    assert write_site(tmp_path, "site", {"a": b"1", "b": b"2", "c": b"1"}) == (2, 1, 0)


def test_pages_that_are_no_more_are_deleted_with_their_folders(tmp_path):
    """Nothing stale is served, and no empty folder stays."""
    write_site(tmp_path, "site", {"e/old/index.html": b"1", "e/new/index.html": b"1", "a/b/c": b"1"})
    assert write_site(tmp_path, "site", {"e/new/index.html": b"1"}) == (0, 1, 2)
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
    assert write_site(tmp_path, "site", {})[2] == 1
    assert below(tmp_path / "site") == {"CNAME": b"example.org", "e/old/photo.jpg": b"jpg", "linked": b"precious"}


def test_lost_memory_deletes_nothing(tmp_path):
    """Without the manifest of the last run, every file might be somebody's."""
    write_site(tmp_path, "site", {"a": b"1"})
    for manifest in (tmp_path / ".cache/output").iterdir():
        manifest.write_text("torn")
    assert write_site(tmp_path, "site", {"b": b"1"}) == (1, 0, 0)
    assert below(tmp_path / "site") == {"a": b"1", "b": b"1"}


def test_tree_from_elsewhere_is_known_by_its_manifest(tmp_path):
    """A site and a cache that were copied to another machine: what is as it was is not written, the rest is deleted."""
    write_site(tmp_path / "here", "site", {"a": b"1", "b": b"2"})
    shutil.copytree(tmp_path / "here", tmp_path / "there")
    assert write_site(tmp_path / "there", "site", {"a": b"1"}) == (0, 1, 1)
    assert below(tmp_path / "there/site") == {"a": b"1"}


def test_kept_files_are_the_same_files(tmp_path):
    """A file that is kept is not written again, in whichever of the two trees it comes to lie."""
    write_site(tmp_path, "site", {"a": b"1", "b/c": b"1"})
    inode = (tmp_path / "site/b/c").stat().st_ino
    for text in (b"2", b"3", b"4"):
        assert write_site(tmp_path, "site", {"a": text}, kept=["b/c"]) == (1, 1, 0)
        assert below(tmp_path / "site") == {"a": text, "b/c": b"1"}
        assert (tmp_path / "site/b/c").stat().st_ino == inode


def test_file_that_was_touched_is_not_live(tmp_path):
    """What somebody wrote over is not trusted: it is made again."""
    write_site(tmp_path, "site", {"a": b"1", "b": b"1"})
    (tmp_path / "site/a").write_bytes(b"another")
    output = open_output(tmp_path, "site")
    assert (set(output.live), output.gone) == ({"b"}, {"a"})
    assert write_site(tmp_path, "site", {"a": b"1"}, kept=["b"]) == (1, 1, 0)
    assert below(tmp_path / "site") == {"a": b"1", "b": b"1"}


def test_run_that_was_cut_off_shows_nothing(tmp_path):
    """A run that ends before it is finished leaves the site as it was, and the next is none the worse."""
    write_site(tmp_path, "site", {"a": b"1"})
    output = open_output(tmp_path, "site")
    output.put("a", b"2", "")
    output.put("deep/z", b"2", "")
    assert below(tmp_path / "site") == {"a": b"1"}
    assert write_site(tmp_path, "site", {"a": b"3"}) == (1, 0, 0)
    assert below(tmp_path / "site") == {"a": b"3"}
    assert not (tmp_path / ".cache/spare/site/deep").exists()


def test_files_and_folders_change_places(tmp_path):
    """Where a page was a folder is next, and the other way round, in both trees."""
    for files in ({"a": b"1", "b/c": b"1"}, {"a/b": b"2", "b": b"2"}, {"a": b"3", "b/c": b"3"}, {"a/b": b"4"}):
        write_site(tmp_path, "site", files)
        assert below(tmp_path / "site") == files


def test_output_must_be_a_folder(tmp_path):
    """A link or a file where the site goes is refused by name: it would be replaced."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(DigestError) as error:
        open_output(tmp_path, "site")
    assert [(problem.path, problem.code) for problem in error.value.problems] == [("site", "output-folder")]


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
