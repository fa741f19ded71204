"""Workers: the same result from one process and from several, and a worker that dies takes nothing with it."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from generator.workers import DeadWorkerError, Workers, hire, map_chunks

NUMBERS = list(range(23))


def square(numbers):
    """Square numbers."""
    return [number * number for number in numbers]


def late_first(numbers):
    """Answer for the first numbers last."""
    time.sleep(0.2 if 0 in numbers else 0)
    return square(numbers)


def die_of_seven(numbers):
    """Kill the process that is given a seven."""
    if 7 in numbers:
        os.kill(os.getpid(), signal.SIGKILL)
    return square(numbers)


def refuse_nine(numbers):
    """Raise at a nine."""
    if 9 in numbers:
        message = "nine"
        raise ValueError(message)
    return square(numbers)


def whoami(numbers):
    """Return the process that works, for each number."""
    return [os.getpid() for _ in numbers]


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_order(jobs):
    """Whoever is ready first, results stand in the order of the items; the last chunk may be short, or there is none."""
    with hire(jobs) as workers:
        assert map_chunks(workers, late_first, NUMBERS, 5) == square(NUMBERS)
        assert map_chunks(workers, square, [], 5) == []


def test_little_work_opens_no_pool():
    """What fits into one chunk is done in this process."""

    def refuse():
        pytest.fail("an executor is opened")

    assert map_chunks(Workers(refuse), whoami, NUMBERS, len(NUMBERS)) == [os.getpid()] * len(NUMBERS)
    with hire(2) as workers:
        assert os.getpid() not in map_chunks(workers, whoami, NUMBERS, 5)


def test_the_item_that_kills_is_named():
    """Of a chunk that kills its worker the one item to blame is found, and the workers are fit for other work."""
    with hire(2) as workers:
        with pytest.raises(DeadWorkerError) as caught:
            map_chunks(workers, die_of_seven, NUMBERS, 5)
        assert caught.value.item == 7
        others = [number for number in NUMBERS if number != 7]
        assert map_chunks(workers, die_of_seven, others, 5) == square(others)


def test_an_error_is_raised_as_it_is():
    """What the function raises comes through, from here and from there."""
    for jobs in (1, 2):
        with hire(jobs) as workers, pytest.raises(ValueError, match="nine"):
            map_chunks(workers, refuse_nine, NUMBERS, 5)


class Shaky(ThreadPoolExecutor):
    """Break at the second chunk, as a pool does whose worker was killed for want of memory."""

    def __init__(self, opened):
        super().__init__(1)
        opened.append(self)
        self._first = len(opened) == 1
        self._given = 0

    def submit(self, function, /, *args, **options):
        """Take a chunk, or break."""
        from concurrent.futures.process import BrokenProcessPool

        self._given += 1
        if self._first and self._given == 2:
            broken = Future()
            broken.set_exception(BrokenProcessPool("killed"))
            return broken
        if self._first and self._given > 2:
            raise BrokenProcessPool
        return super().submit(function, *args, **options)


def test_a_death_that_passes_costs_nothing():
    """A pool that breaks once is opened once more; what it had done is not done again."""
    opened = []
    workers = Workers(lambda: Shaky(opened))
    assert map_chunks(workers, square, NUMBERS, 5) == square(NUMBERS)
    workers.close()
    assert len(opened) == 2
