"""One run at a time: a lock on the site's folder that the kernel gives back when the run ends, however it ends."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from generator.errors import DigestError, Exit, Problem
from generator.store.atomic import sweep
from generator.store.files import WRITTEN, refuse_links, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def hold_lock(root: Path) -> Iterator[None]:
    """Hold the lock of the site at `root` while the block runs.

    Raises DigestError (exit code 75) where another run holds it, and (3) where a folder that is written to is a link. A
    lock left by a killed run is none: the kernel drops `flock` with the process.
    """
    refuse_links(root)
    folder = root / ".cache"
    folder.mkdir(exist_ok=True)
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        descriptor = os.open(folder / "lock", flags, 0o644)
    except OSError as error:
        raise DigestError(unreadable(".cache/lock", error), code=Exit.CONFIG) from None
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(descriptor, 20).decode("ascii", "replace").strip()
            problem = Problem(
                ".cache/lock",
                0,
                0,
                "locked",
                f"another run holds the lock (process {holder or 'unknown'}).",
                "Two runs at once would write over each other.",
                "wait until it ends, or end it.",
            )
            raise DigestError(problem, code=Exit.LOCKED) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        for name in WRITTEN:
            sweep(root / name)
        yield
    finally:
        os.close(descriptor)
