"""Write a file whole or not at all."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_whole(path: Path, data: bytes, *, durable: bool = True) -> bool:
    """Write `data` to `path` so that any reader finds the old file or the new one; return whether anything changed.

    A temporary file beside it is written, synced and renamed; what can be made again need not be `durable`, and is not
    synced. Raises OSError where the disk refuses; `path` is then as it was.
    """
    try:
        # What is no plain file is not read, for it could never end; it makes way.
        if stat.S_ISREG(path.lstat().st_mode) and path.read_bytes() == data:
            return False
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{os.getpid()}.new")  # a name made of the file's own could be too long
    try:
        beside.unlink(missing_ok=True)
        with beside.open("xb") as file:  # made anew: a link that lies there would lead elsewhere
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return True
