"""A scheduler and workers on loopback, each a process that a test may kill."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]


class Crew:
    """Real processes of Dask, on this machine alone; work is given up after it killed more workers than `deaths`."""

    def __init__(self, folder: Path, path: Path = ROOT, deaths: int = 3) -> None:
        self.folder = folder
        self._book = folder / "scheduler.json"
        self._env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(path), str(Path(__file__).parent)])}
        self._env |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "random"}
        self._env |= {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": str(deaths)}
        self.workers: list[subprocess.Popen[bytes]] = []
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(self._book))  # fmt: skip
        self.address = self._address()

    def hire(self, count: int = 1, *, nanny: bool = False) -> None:
        """Start more workers, and wait until the scheduler knows them; with a `nanny` one that dies is started again."""
        from distributed import Client

        for _ in range(count):
            name = f"worker-{len(self.workers)}"
            self.workers.append(self._start("worker", self.address, "--nanny" if nanny else "--no-nanny", "--nthreads", "1", "--host", "127.0.0.1", "--no-dashboard", "--local-directory", str(self.folder), "--name", name, "--death-timeout", "60"))  # fmt: skip
        alive = sum(worker.poll() is None for worker in self.workers)
        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(alive, timeout=60)

    def kill(self, *numbers: int) -> None:
        """Kill workers as a lack of memory would."""
        for number in numbers:
            self.workers[number].send_signal(signal.SIGKILL)
            self.workers[number].wait()

    def seconds(self) -> float:
        """Return the CPU seconds of the scheduler and of the workers that are alive."""
        ticks = os.sysconf("SC_CLK_TCK")
        alive = [each.pid for each in (self.scheduler, *self.workers) if each.poll() is None]
        stats = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in alive]
        return sum(int(stat[11]) + int(stat[12]) for stat in stats) / ticks

    def close(self) -> None:
        """End all processes."""
        for process in (*self.workers, self.scheduler):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _start(self, role: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", role, *arguments]
        with (self.folder / f"{role}.log").open("ab") as log:
            return subprocess.Popen(
                command, env=self._env, stdout=log, stderr=log, cwd=self.folder, start_new_session=True
            )

    def _address(self) -> str:
        for _ in range(600):
            try:
                return str(json.loads(self._book.read_text())["address"])
            except (OSError, ValueError):
                time.sleep(0.1)
        message = (self.folder / "scheduler.log").read_text()[-2000:]
        raise TimeoutError(message)
