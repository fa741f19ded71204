"""Break a piece of work off at its n-th change of the disk, as a fault or a kill would: real calls on real folders."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

CHANGES = {"os.rename", "os.symlink", "os.link", "os.mkdir", "os.remove", "os.rmdir", "os.truncate"}

FINISHED, KILLED, RAISED = 0, 9, 1


def break_off(work: Callable[[], object], number: int, how: str) -> int:
    """Do `work` in a child process that is killed before its change `number`, or has that change and all later ones fail.

    `how` is "kill", "EIO" or "ENOSPC". Returns how the child ended: FINISHED where it made fewer changes than that.
    """
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    seen = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        writes = (
            event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        )
        if not writes and event not in CHANGES:
            return
        seen += 1
        if seen >= number:
            if how == "kill":
                os._exit(KILLED)
            code = getattr(errno, how)
            raise OSError(code, os.strerror(code), str(arguments[0]))

    ended = FINISHED
    try:
        sys.dont_write_bytecode = True
        sys.addaudithook(hook)
        work()
    except BaseException:  # noqa: BLE001  # whatever it was, the parent is told
        ended = RAISED
    finally:
        os._exit(ended)
