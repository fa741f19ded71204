"""The cache: what is lost is worked out again, and nothing else happens."""

from __future__ import annotations

from contextlib import closing

import pytest

from generator.store.cache import Cache


def test_values_come_back_by_room_and_key(tmp_path):
    """A key has a value of its own in each room; unknown keys are left out; the last value stands."""
    cache = Cache(tmp_path)
    cache.write("one", {"a": b"1", "b": b"\x00"})
    cache.write("two", {"a": b"2"})
    cache.write("one", {"a": b"3"})
    assert Cache(tmp_path).read("one", ["a", "b", "c"]) == {"a": b"3", "b": b"\x00"}
    assert cache.read("two", ["a"]) == {"a": b"2"}
    assert cache.read("three", ["a"]) == {}


def test_many_keys_are_read_as_few_are(tmp_path):
    """The way of reading changes with the number of keys, the answer does not."""
    values = {f"k{n}": str(n).encode() for n in range(900)}
    Cache(tmp_path).write("room", values)
    assert Cache(tmp_path).read("room", values) == values
    assert Cache(tmp_path).read("room", [*values, "no"][600:]) == {key: values[key] for key in list(values)[600:]}


def test_empty_cache_is_no_file(tmp_path):
    """Reading makes nothing; writing nothing makes nothing."""
    cache = Cache(tmp_path)
    assert cache.read("room", ["a"]) == {}
    assert cache.read("room", []) == {}
    cache.write("room", {})
    assert list((tmp_path / ".cache").iterdir()) == []


@pytest.mark.parametrize("torn", [b"", b"no database", b"SQLite format 3\0" + bytes(5000)])
def test_torn_cache_is_begun_anew(tmp_path, torn):
    """A torn file is empty to a reader and new to a writer; old journals beside it go too."""
    cache = Cache(tmp_path)
    path = tmp_path / ".cache/digest.sqlite"
    path.write_bytes(torn)
    (tmp_path / ".cache/digest.sqlite-wal").write_bytes(b"old journal" * 99)
    assert cache.read("room", ["a"]) == {}
    path.write_bytes(torn)
    cache.write("room", {"a": b"1"})
    assert cache.read("room", ["a"]) == {"a": b"1"}


def test_cache_without_a_table_is_no_error(tmp_path):
    """A database of something else is used as an empty one."""
    import sqlite3

    (tmp_path / ".cache").mkdir()
    with closing(sqlite3.connect(tmp_path / ".cache/digest.sqlite")) as database:
        database.execute("CREATE TABLE entry (other TEXT)")
        database.commit()
    cache = Cache(tmp_path)
    assert cache.read("room", ["a"]) == {}
    cache.write("room", {"a": b"1"})
    assert cache.read("room", ["a"]) == {"a": b"1"}
