"""Workers: one function over many items in several processes, with the same result as in one.

`map_chunks` is the whole interface. What opens an executor is given to `Workers`: a pool of processes here, a cluster
elsewhere. A worker that dies breaks its pool; the pool is opened anew, and the item that kills it is found by halving.
"""

from __future__ import annotations

import os
from concurrent.futures import BrokenExecutor, Future
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor

T = TypeVar("T")
R = TypeVar("R")

CHUNK = 200
"""Items that a worker is given at a time: fewer cost more in sending than they save, more leave a worker idle at the end."""


def untold(_: int, __: int) -> None:
    """Tell nobody how many items are done, and of how many."""


class DeadWorkerError(Exception):
    """A worker died of `item`: out of memory, or in a library that is not ours."""

    def __init__(self, item: object) -> None:
        super().__init__("a worker process died")
        self.item = item


class Workers:
    """An executor that is opened when there is work for it, and opened again when it breaks."""

    def __init__(self, open_executor: Callable[[], Executor], chunk: int = CHUNK) -> None:
        self._open = open_executor
        self.chunk = chunk
        self._executor: Executor | None = None

    def submit(self, function: Callable[[Sequence[T]], R], chunk: Sequence[T]) -> Future[R]:
        """Give a chunk to a worker."""
        return self.open().submit(function, chunk)

    def open(self) -> Executor:
        """Return the executor, opened if it is not."""
        if self._executor is None:
            self._executor = self._open()
        return self._executor

    def close(self) -> None:
        """Let the workers go; the next chunk opens new ones."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None


_TRIES = 2
"""How often all chunks are given out before they are tried one by one: most deaths are of memory, and pass."""


@contextmanager
def hire(jobs: int, address: str = "") -> Iterator[Workers | None]:
    """Yield so many processes as workers, `None` where one is enough: then all is done in this one.

    With the `address` of a scheduler its workers are hired instead, however many there are. Raises DigestError where
    they cannot be had; that is found out at once, and not when there is work for them.
    """
    workers = Workers(lambda: _processes(jobs)) if jobs > 1 else None
    if address:
        from generator.cluster import Cluster

        cluster = [Cluster(address)]
        workers = Workers(lambda: cluster.pop() if cluster else Cluster(address))
        workers.open()
    try:
        yield workers
    finally:
        if workers:
            workers.close()


def map_chunks(  # noqa: PLR0913  # what is to be done, by whom, and what is said of it
    workers: Workers | None,
    function: Callable[[Sequence[T]], Sequence[R]],
    items: Sequence[T],
    size: int = 0,
    refuse: Callable[[T], R] | None = None,
    tell: Callable[[int, int], None] = untold,
) -> list[R]:
    """Return what `function` makes of `items`, in their order: one result an item, each made of that item alone.

    `function` stands at the top of a module, for it is sent by name; it gets `size` items at a time, or as many as the
    workers are used to. Work for a single worker is done here. `refuse` gives the result for an item that kills its
    worker; without it DeadWorkerError is raised. `tell` is told how many items are done, and of how many. Raises what
    `function` raises.
    """
    size = size or (workers.chunk if workers else CHUNK)
    if len(items) <= size:
        return list(function(items))
    chunks = [items[at : at + size] for at in range(0, len(items), size)]
    if workers is None:
        results: list[R] = []
        for chunk in chunks:
            results += function(chunk)
            tell(len(results), len(items))
        return results
    done: dict[int, Sequence[R]] = {}
    for _ in range(_TRIES):
        futures = {at: _submit(workers, function, chunk) for at, chunk in enumerate(chunks) if at not in done}
        for at, future in futures.items():
            with suppress(BrokenExecutor):
                done[at] = future.result()
                tell(sum(map(len, done.values())), len(items))
        if len(done) == len(chunks):
            break
        workers.close()
    # A worker that dies takes with it what all the others had in hand: who is to blame shows when it is alone.
    apart = _Alone(workers, function, refuse)
    return [result for at, chunk in enumerate(chunks) for result in done.get(at) or apart.work(chunk)]


def _submit(workers: Workers, function: Callable[[Sequence[T]], R], chunk: Sequence[T]) -> Future[R]:
    """Submit a chunk; a pool that is broken already answers as one that breaks on it."""
    try:
        return workers.submit(function, chunk)
    except BrokenExecutor as error:
        broken: Future[R] = Future()
        broken.set_exception(error)
        return broken


class _Alone(Generic[T, R]):
    """Works on one chunk with nothing beside it, and halves it where it kills its worker."""

    def __init__(
        self,
        workers: Workers,
        function: Callable[[Sequence[T]], Sequence[R]],
        refuse: Callable[[T], R] | None,
    ) -> None:
        self._workers = workers
        self._function = function
        self._refuse = refuse

    def work(self, chunk: Sequence[T]) -> list[R]:
        """Return the results of a chunk; of an item that kills, what stands in for one."""
        try:
            return list(self._workers.submit(self._function, chunk).result())
        except BrokenExecutor:
            self._workers.close()
        if len(chunk) == 1:
            if self._refuse is None:
                raise DeadWorkerError(chunk[0])
            return [self._refuse(chunk[0])]
        half = len(chunk) // 2
        return [*self.work(chunk[:half]), *self.work(chunk[half:])]


def _processes(jobs: int) -> Executor:
    """Open a pool of processes that begin from nothing: a copy of this one would copy its locks."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin)


def _begin() -> None:
    """Keep a worker to one processor: there are as many workers as are wanted."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
