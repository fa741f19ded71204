"""The cache: what can be worked out again. It may be deleted, moved or torn at any time, at the price of time."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_SCHEMA = "CREATE TABLE IF NOT EXISTS entry (room TEXT, key TEXT, value BLOB, PRIMARY KEY (room, key)) WITHOUT ROWID"


class Cache:
    """A store of bytes by room and key, in `.cache/digest.sqlite`. A torn one is thrown away and begun anew."""

    def __init__(self, root: Path) -> None:
        self._path = root / ".cache" / "digest.sqlite"
        self._path.parent.mkdir(exist_ok=True)

    def read(self, room: str, keys: Iterable[str]) -> dict[str, bytes]:
        """Return the values of those `keys` that are there."""
        wanted = set(keys)
        if not wanted or not self._path.exists():
            return {}
        try:
            with closing(self._open()) as database:
                # Past a few hundred keys one scan is quicker than as many look-ups.
                if len(wanted) > 500:
                    rows = database.execute("SELECT key, value FROM entry WHERE room = ?", (room,))
                    return {key: value for key, value in rows if key in wanted}
                found = {}
                for key in sorted(wanted):
                    row = database.execute("SELECT value FROM entry WHERE room = ? AND key = ?", (room, key)).fetchone()
                    if row:
                        found[key] = row[0]
                return found
        except sqlite3.DatabaseError:
            self._throw_away()
            return {}

    def read_all(self, room: str) -> dict[str, bytes]:
        """Return every value of a room by key."""
        if not self._path.exists():
            return {}
        try:
            with closing(self._open()) as database:
                return dict(database.execute("SELECT key, value FROM entry WHERE room = ?", (room,)).fetchall())
        except sqlite3.DatabaseError:
            self._throw_away()
            return {}

    def write(self, room: str, values: Mapping[str, bytes]) -> None:
        """Add values, replacing those of the same keys."""
        if not values:
            return
        try:
            self._write(room, values)
        except sqlite3.DatabaseError:
            self._throw_away()
            with suppress(sqlite3.DatabaseError):  # a full disk: what is not remembered is worked out again
                self._write(room, values)

    def keep(self, room: str, keys: set[str]) -> None:
        """Delete the values of a room that are not among `keys`, once these are the smaller part of it."""
        try:
            with closing(self._open()) as database, database:
                (count,) = database.execute("SELECT count(*) FROM entry WHERE room = ?", (room,)).fetchone()
                if count <= 2 * len(keys) + 100:
                    return
                rows = database.execute("SELECT key FROM entry WHERE room = ?", (room,)).fetchall()
                dead = [(room, key) for (key,) in rows if key not in keys]
                database.executemany("DELETE FROM entry WHERE room = ? AND key = ?", dead)
        except sqlite3.DatabaseError:
            self._throw_away()

    def keep_only(self, room: str, beginning: str) -> None:
        """Delete the values of a room whose keys begin otherwise."""
        query = "DELETE FROM entry WHERE room = ? AND substr(key, 1, ?) != ?"
        try:
            with closing(self._open()) as database, database:
                database.execute(query, (room, len(beginning), beginning))
        except sqlite3.DatabaseError:
            self._throw_away()

    def connect(self) -> sqlite3.Connection | None:
        """Return a connection to read with, `None` where there is nothing to read."""
        if not self._path.exists():
            return None
        try:
            return self._open()
        except sqlite3.DatabaseError:
            self._throw_away()
            return None

    def _write(self, room: str, values: Mapping[str, bytes]) -> None:
        with closing(self._open()) as database, database:
            database.execute(_SCHEMA)
            rows = ((room, key, value) for key, value in sorted(values.items()))
            database.executemany("INSERT OR REPLACE INTO entry VALUES (?, ?, ?)", rows)

    def _throw_away(self) -> None:
        """Delete the database with what SQLite keeps beside it: an old journal would be played into the new file."""
        for end in ("", "-wal", "-shm"):
            with suppress(OSError):
                self._path.with_name(self._path.name + end).unlink(missing_ok=True)

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path, timeout=10)
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = OFF")
        database.execute(_SCHEMA)
        return database
