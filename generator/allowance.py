"""The allowance: what an article may cost in time and memory, and what becomes of one that asks for more.

An article of ordinary size and shape is worked on in this process. A doubtful one goes to a child process, which the
kernel ends when its time is up, and gives no more memory than its share: whatever it is held up in, a pattern of ours or
a library in C, the rest goes on.
"""

from __future__ import annotations

import os
import pickle
import signal
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Generic, NoReturn, TypeVar, cast

from generator.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

T = TypeVar("T")
R = TypeVar("R")

SECONDS = 5
"""Seconds of the processor's time for one article at one stage: a hundred times what the longest real ones take."""

MEMORY = 1 << 30
"""Bytes that a child may take beyond what it was born with: one article's text is two million at most."""

_CAN_FORK = hasattr(os, "fork")

_PATIENCE = 60
"""Times the processor's seconds by the clock: by then the machine is at fault, or a lock was shut when it was copied."""


_GREEDY = 17
"""The exit code of a child that asked for more memory than its share."""

_MOST_FILES = 65_536
"""Files that a process has open at most: where the system has no bound, one has to be set."""


@dataclass(frozen=True, slots=True)
class Allowance(Generic[T, R]):
    """The terms under which items are worked on: `doubtful` ones in a child process, with `seconds` and `memory` for each.

    `refuse` gives the result for an item that was too much for its child, with the code of the reason: `too-slow`,
    `too-much-memory` or `dead-worker`.
    """

    doubtful: Callable[[T], bool]
    refuse: Callable[[T, str], R]
    seconds: int = SECONDS
    memory: int = MEMORY

    def map(self, function: Callable[[T], R], items: Sequence[T]) -> list[R]:
        """Return what `function` makes of the items, in their order. Raises what it raises."""
        apart = [number for number, item in enumerate(items) if _CAN_FORK and self.doubtful(item)]
        later = set(apart)
        # These first: what they import, the children find there.
        results = {number: function(item) for number, item in enumerate(items) if number not in later}
        while apart:
            child = _Child(function, [items[number] for number in apart], self.seconds, self.memory)
            for result in child.results():
                results[apart.pop(0)] = result
            if apart:
                number = apart.pop(0)
                results[number] = self.refuse(items[number], child.ended)
        return [results[number] for number in range(len(items))]


def refusal(path: str, code: str) -> Problem:
    """Return the problem of an article that was refused under this code."""
    if code == "too-slow":
        what = f"it takes more than {SECONDS} seconds of the processor's time."
        why = "It would hold up all others; it is left out."
        return Problem(path, 0, 0, "too-slow", what, why, "split it, or take it out.")
    if code == "too-much-memory":
        what = f"work on it takes more than {MEMORY >> 20} MiB of memory."
        why = "It might take all there is; it is left out."
        return Problem(path, 0, 0, "too-much-memory", what, why, "split it, or take it out.")
    what = "a process died of this article, alone."
    return Problem(path, 0, 0, "dead-worker", what, "It is left out.", "take it out, and tell us of it.")


class _Child(Generic[T, R]):
    """A copy of this process that works on items one by one, and says why where it does not come to the last."""

    def __init__(self, function: Callable[[T], R], items: Sequence[T], seconds: int, memory: int) -> None:
        self._function = function
        self._items = items
        self._seconds = seconds
        self._memory = memory
        self.ended = ""

    def results(self) -> Iterator[R]:
        """Yield the results as they come; where the child ends before the last, `ended` says why."""
        source, drain = os.pipe()
        with warnings.catch_warnings():
            # Where other threads run, a lock of theirs may stay shut: the child's own work takes none, and has an end.
            warnings.simplefilter("ignore", DeprecationWarning)
            pid = os.fork()
        if not pid:
            self._work(drain)
        os.close(drain)
        finished = False
        try:
            with open(source, "rb") as pipe:  # noqa: PTH123  # a pipe has no path
                for _ in self._items:
                    yield self._receive(pipe)
            finished = True
        except (EOFError, pickle.UnpicklingError):
            finished = True
        finally:
            if not finished:
                os.kill(pid, signal.SIGKILL)
            _, status = os.waitpid(pid, 0)
            late = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU
            greedy = os.WIFEXITED(status) and os.WEXITSTATUS(status) == _GREEDY
            self.ended = "too-slow" if late else "too-much-memory" if greedy else "dead-worker"

    def _receive(self, pipe: BinaryIO) -> R:
        done, result = pickle.load(pipe)  # noqa: S301  # from a copy of this process
        if not done:
            raise result
        return cast("R", result)

    def _work(self, drain: int) -> NoReturn:
        """Work, in the child: within the time for each item, and holding nothing open that is the parent's."""
        import resource

        code = 0
        try:
            # The lock of the site, above all: were the parent killed, it would stay shut.
            os.dup2(drain, 3)
            os.closerange(4, _MOST_FILES)
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            self._bound()
            with open(3, "wb") as pipe:
                for item in self._items:
                    self._allow(self._seconds)
                    pipe.write(pickle.dumps(self._try(item)))
                    pipe.flush()
        except MemoryError:
            code = _GREEDY
        finally:
            os._exit(code)

    def _try(self, item: T) -> tuple[bool, object]:
        try:
            return True, self._function(item)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001  # it is raised in the parent
            return False, error

    def _bound(self) -> None:
        """Let the kernel give this process no more memory than its share, where it says how much it has."""
        import resource

        try:
            with open("/proc/self/status", encoding="ascii", errors="replace") as status:  # noqa: PTH123
                born = next(int(line.split()[1]) << 10 for line in status if line.startswith("VmData:"))
        except (OSError, StopIteration):
            return  # not Linux: time alone bounds the work
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        limit = born + self._memory
        resource.setrlimit(resource.RLIMIT_DATA, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))

    @staticmethod
    def _allow(seconds: int) -> None:
        """Let the kernel end this process when it has used so many more seconds."""
        import resource

        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(seconds * _PATIENCE)
        used = resource.getrusage(resource.RUSAGE_SELF)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        limit = int(used.ru_utime + used.ru_stime) + 1 + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))
