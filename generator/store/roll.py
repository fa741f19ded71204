"""The roll of names in the cache: what joining all articles said, under the fingerprint of all it looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.voices import Roll
from generator.store.cache import Cache
from generator.text.fingerprint import fingerprint_bytes

if TYPE_CHECKING:
    from pathlib import Path

_ROOM = "names"

_MARK = 32
"""Letters of a fingerprint, which stands before the names: torn ones are joined again."""


def read_roll(root: Path, key: str) -> Roll | None:
    """Return the names that were joined from what `key` stands for, `None` where the cache has none that are whole."""
    import msgspec

    data = Cache(root).read(_ROOM, [key]).get(key, b"")
    mark, packed = data[:_MARK], data[_MARK:]
    if not packed or mark != fingerprint_bytes(packed).encode():
        return None
    return msgspec.msgpack.decode(packed, type=Roll)


def write_roll(root: Path, key: str, roll: Roll) -> None:
    """Keep the names that were joined from what `key` stands for; what was kept before goes."""
    import msgspec

    cache, packed = Cache(root), msgspec.msgpack.encode(roll)
    cache.write(_ROOM, {key: fingerprint_bytes(packed).encode() + packed})
    cache.keep_only(_ROOM, key)
