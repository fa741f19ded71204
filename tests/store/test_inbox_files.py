"""The inbox: plain files only, in a fixed order; nothing leads out of the site or blocks for ever."""

from __future__ import annotations

import os
import socket

import pytest

from generator.errors import DigestError, Problem
from generator.store.inbox import FOLDER, InboxFile, copy_in, list_inbox, read_inbox


@pytest.fixture
def inbox(tmp_path):
    """Return an empty inbox."""
    folder = tmp_path / FOLDER
    folder.mkdir(parents=True)
    return folder


def listed(root):
    """Return the paths of files, and the codes and paths of problems, as they are listed."""
    return [found.path if isinstance(found, InboxFile) else (found.code, found.path) for found in list_inbox(root)]


def refused(root, path, **more):
    """Return the code with which a file is refused."""
    with pytest.raises(DigestError) as caught:
        read_inbox(root, path, **more)
    return caught.value.problems[0].code


def test_no_inbox_is_an_empty_one(tmp_path):
    """A site need not have one."""
    assert listed(tmp_path) == []


def test_files_are_listed_in_order(tmp_path, inbox):
    """Files below folders come sorted, whatever order the disk has; hidden ones are passed over."""
    for name in ["b.txt", "a/z.txt", "a/.hidden", ".git/config", "a/b/c.html", "é.txt", "A.txt"]:
        (inbox / name).parent.mkdir(parents=True, exist_ok=True)
        (inbox / name).write_text(name)
    names = ["A.txt", "a/b/c.html", "a/z.txt", "b.txt", "é.txt"]
    assert listed(tmp_path) == [f"{FOLDER}/{name}" for name in names]
    assert read_inbox(tmp_path, f"{FOLDER}/a/z.txt") == b"a/z.txt"


def test_links_pipes_and_sockets_are_refused_unopened(tmp_path, inbox):
    """A link could lead out of the site, a pipe never end: each is named and not opened."""
    (tmp_path / "secret").write_text("secret")
    (inbox / "link.txt").symlink_to(tmp_path / "secret")
    (inbox / "folder").symlink_to(tmp_path)
    (inbox / "dangling").symlink_to("nowhere")
    os.mkfifo(inbox / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(inbox / "socket"))
        names = ["dangling", "folder", "link.txt", "pipe.txt", "socket"]
        assert listed(tmp_path) == [("not-a-file", f"{FOLDER}/{name}") for name in names]
        assert {refused(tmp_path, f"{FOLDER}/{name}") for name in names} == {"not-a-file"}


def test_names_that_cannot_be_printed_are_refused(tmp_path, inbox):
    """A name with a control, a line end or bytes that are no UTF-8 could not be reported."""
    for name in [b"a\nb.txt", b"a\x1b[31m.txt", b"\xff.txt", b"a\\b.txt"]:
        with open(os.fsencode(inbox) + b"/" + name, "wb"):  # noqa: PTH123  # bytes are no path
            pass
    problems = list(list_inbox(tmp_path))
    assert all(isinstance(problem, Problem) and problem.code == "file-name" for problem in problems)
    assert all(problem.path.isprintable() and problem.path.isascii() for problem in problems)
    assert len(problems) == 4


def test_large_files_are_refused(tmp_path, inbox):
    """A file past the limit is not read."""
    (inbox / "a.txt").write_bytes(b"12345")
    assert read_inbox(tmp_path, f"{FOLDER}/a.txt", largest=5) == b"12345"
    assert refused(tmp_path, f"{FOLDER}/a.txt", largest=4) == "too-large"


def test_what_is_gone_is_refused(tmp_path, inbox):
    """A file that vanished between listing and reading is named."""
    assert refused(tmp_path, f"{FOLDER}/a.txt") == "unreadable-file"
    assert refused(tmp_path, FOLDER) == "not-a-file"


def test_files_are_copied_in(tmp_path, inbox):
    """Files and folders are copied below the source's folder; a copy that is there is not doubled."""
    (tmp_path / "new/deep").mkdir(parents=True)
    (tmp_path / "new/a.txt").write_text("a")
    (tmp_path / "new/deep/b.txt").write_text("b")
    for _ in range(2):
        copy_in(tmp_path, [tmp_path / "new", tmp_path / "new/a.txt"], "the-herald")
    assert listed(tmp_path) == [f"{FOLDER}/the-herald/a.txt", f"{FOLDER}/the-herald/deep/b.txt"]


def test_nothing_in_the_inbox_is_overwritten(tmp_path, inbox):
    """Another file of the same name gets a number."""
    (tmp_path / "a.txt").write_text("old")
    copy_in(tmp_path, [tmp_path / "a.txt"], None)
    for text in ["new", "newer", "new"]:
        (tmp_path / "a.txt").write_text(text)
        copy_in(tmp_path, [tmp_path / "a.txt"], None)
    assert {path.name: path.read_text() for path in inbox.iterdir()} == {
        "a.txt": "old",
        "a-2.txt": "new",
        "a-3.txt": "newer",
    }


def test_source_must_be_a_slug(tmp_path):
    """The source names a folder: nothing that could lead elsewhere."""
    with pytest.raises(DigestError, match="no slug"):
        copy_in(tmp_path, [], "../elsewhere")
