"""The allowance: a doubtful item that takes too long, or dies, is refused alone; the others are worked on as ever."""

from __future__ import annotations

import os
import signal
import threading
from datetime import date
from pathlib import Path

import pytest

from generator.allowance import Allowance
from generator.build import BuildOptions, build
from generator.ingest import read_all, unread
from generator.intake.article import IntakeOptions, refuse
from generator.text.shape import is_doubtful

TODAY = date(2026, 6, 1)
SAID = "The council of Norby met on Monday and spoke of the old bridge for several hours.\n"


def work(number):
    """Square a number; for ever at 7, to death at 8, with an error at 9."""
    while number == 7:
        pass
    if number == 8:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 9:
        message = "nine"
        raise ValueError(message)
    return number * number, os.getpid()


def squares(numbers, doubtful=lambda number: number > 5):
    """Return what comes of the numbers, with a second for each doubtful one."""
    return Allowance(doubtful, lambda number, code: (f"{number} {code}", 0), seconds=1).map(work, numbers)


def test_what_is_not_doubtful_stays_here():
    """Results stand in the order of the items; a doubtful one is worked on elsewhere, the others in this process."""
    results = squares([6, 1, 10, 2])
    assert [square for square, _ in results] == [36, 1, 100, 4]
    assert [pid == os.getpid() for _, pid in results] == [False, True, False, True]
    assert squares([]) == []


def test_the_kernel_ends_what_takes_too_long():
    """An endless item is ended when its time is up, one that dies is named as such; those around them are done."""
    assert [square for square, _ in squares([6, 7, 10, 8, 11, 1])] == [36, "7 too-slow", 100, "8 dead-worker", 121, 1]


def test_no_more_memory_than_its_share():
    """An item that asks for more than a child may take is refused as such; those around it are done."""

    def fill(megabytes):
        return len(bytearray(megabytes << 20)) >> 20

    allowance = Allowance(lambda _: True, lambda number, code: f"{number} {code}", memory=200 << 20)
    assert allowance.map(fill, [1, 500, 100]) == [1, "500 too-much-memory", 100]


def test_what_it_raises_is_raised_and_no_child_stays():
    """An error comes through as it is; afterwards there is nobody to wait for."""
    before = children()
    with pytest.raises(ValueError, match="nine"):
        squares([10, 9, 11])
    assert children() <= before


def children():
    """Return the processes that this one has begun, other tests' among them."""
    return {pid for path in Path("/proc/self/task").glob("*/children") for pid in path.read_text().split()}


def test_it_works_beside_threads():
    """The preview builds in a thread: there, too, the clock runs."""
    found = []
    thread = threading.Thread(target=lambda: found.extend(squares([6, 7])))
    thread.start()
    thread.join()
    assert [square for square, _ in found] == [36, "7 too-slow"]


def test_the_child_holds_nothing_of_the_parents(tmp_path):
    """No file that is open in the parent, and so no lock, is open in the child."""
    with (tmp_path / "lock").open("w") as lock:
        allowance = Allowance(lambda _: True, lambda _, code: code)
        (open_there,) = allowance.map(lambda _: [str(Path(f"/proc/self/fd/{n}").readlink()) for n in range(4)], [0])
        (descriptors,) = allowance.map(lambda _: sorted(map(int, os.listdir("/proc/self/fd"))), [0])  # noqa: PTH208
        assert lock.name not in open_there
        assert descriptors == [0, 1, 2, 3, 4]  # 4 is the listing itself


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SAID * 100, True),  # the same over and over
        ("![" * 20_000, True),
        ("x" * 70_000, True),
        ("*a" * 2_000, False),  # too short to matter
    ],
)
def test_doubt(text, expected):
    """Long, repetitive and unlettered texts are doubtful; short ones are not."""
    assert is_doubtful(text.encode()) is expected


def test_ordinary_texts_are_not_doubtful():
    """Prose of a common length, whatever its script, is worked on where it is."""
    words = [f"w{n * 7919 % 104_729:x}" for n in range(4_000)]
    assert not is_doubtful(" ".join(words).encode())
    assert not is_doubtful(" ".join(chr(0x4E00 + n * 7919 % 20_000) for n in range(9_000)).encode())


def test_stages_use_it(tmp_path):
    """Reading, taking in and setting long texts gives what it gives for one at a time; the problem has a code and a mend."""
    long = "".join(f"Paragraph {n}: {SAID}\n" for n in range(800))
    assert is_doubtful(long.encode())
    (tmp_path / "content/inbox/outlet").mkdir(parents=True)
    (tmp_path / "digest.toml").write_text('title = "Test"\n')
    (tmp_path / "content/inbox/outlet/long.txt").write_text(long)
    assert build(tmp_path, BuildOptions(TODAY)).problems == ()
    page = next(path for path in tmp_path.glob("site/a/*/index.html")).read_text()
    assert page.count("Paragraph") >= 800


def test_an_article_that_is_late_is_named():
    """What the stages give for an article that is not done in time: refused, with a problem that says where and what to do."""
    file = ("content/inbox/outlet/long.txt", b"x")
    assert (unread(file).refused, unread(file, "too-slow").problems[0].code) == (1, "too-slow")
    (reading,) = read_all([file])
    problem = refuse((reading.articles[0], IntakeOptions((), TODAY)), "too-slow")
    assert (problem.path, problem.code, bool(problem.mend)) == (file[0], "too-slow", True)
