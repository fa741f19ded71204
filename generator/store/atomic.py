"""Write a file whole or not at all; let two folders change places in one step."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
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
        with name_file(path):
            _put(path, beside, data, durable=durable)
    finally:
        beside.unlink(missing_ok=True)
    return True


def _put(path: Path, beside: Path, data: bytes, *, durable: bool) -> None:
    beside.unlink(missing_ok=True)
    with beside.open("xb") as file:  # made anew: a link that lies there would lead elsewhere
        file.write(data)
        if durable:
            file.flush()
            os.fsync(file.fileno())
    beside.replace(path)


@contextmanager
def name_file(path: Path | str) -> Iterator[None]:
    """Let an OSError say which file it is about: `write` and `fsync` know only a number."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            raise OSError(error.errno, error.strerror, str(path)) from error
        raise


def settle(folder: Path) -> None:
    """Let the names of a folder's new files outlast a loss of power. Raises OSError where the disk refuses."""
    if not folder.is_dir():
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with name_file(folder):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


_LEFT = re.compile(r"\.\d+\.new")


def sweep(folder: Path) -> None:
    """Delete the temporary files that runs which were cut off left in a folder. To be called under the lock."""
    try:
        with os.scandir(folder) as listing:
            left = [entry.path for entry in listing if entry.name.startswith(".") and _LEFT.fullmatch(entry.name)]
    except OSError:
        return
    for path in left:
        os.unlink(path)  # noqa: PTH108  # texts, as the listing gives them


_HERE = -100
"""AT_FDCWD: paths are relative to the working folder."""

_EXCHANGE = 2
"""RENAME_EXCHANGE of Linux's renameat2(2), and RENAME_SWAP of macOS's renamex_np(2): both have the same number."""

_UNKNOWN = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EXDEV})


def exchange(a: str, b: str) -> bool:
    """Let two folders of one file system change places in one step; return whether the system can do that.

    Raises OSError where the disk refuses; both are then where they were.
    """
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        call = getattr(libc, "renamex_np", None)
        failed = call(os.fsencode(a), os.fsencode(b), _EXCHANGE) if call else None
    else:
        call = getattr(libc, "renameat2", None)
        failed = call(_HERE, os.fsencode(a), _HERE, os.fsencode(b), _EXCHANGE) if call else None
    if failed == 0:
        return True
    number = ctypes.get_errno()
    if failed is None or number in _UNKNOWN:
        return False
    raise OSError(number, os.strerror(number), a, None, b)
