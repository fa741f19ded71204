"""The lock: one run at a time, and a killed run holds nothing."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from generator.errors import DigestError, Exit
from generator.store.lock import hold_lock

HOLD = """
import pathlib, sys
from generator.store.lock import hold_lock
with hold_lock(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def other(tmp_path):
    """Start another process that holds the lock, and end it."""
    with subprocess.Popen([sys.executable, "-c", HOLD, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # fmt: skip
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_second_run_is_sent_away(tmp_path, other):
    """While another process holds the lock, a run ends with code 75 and names the holder."""
    with pytest.raises(DigestError) as caught, hold_lock(tmp_path):
        pass
    assert caught.value.code is Exit.LOCKED == 75
    assert f"process {other.pid}" in caught.value.problems[0].what


def test_killed_run_holds_nothing(tmp_path, other):
    """The kernel gives the lock back with the process; nobody need delete a file."""
    other.kill()
    other.wait()
    with hold_lock(tmp_path):
        assert (tmp_path / ".cache/lock").read_text() == f"{os.getpid()}\n"


def test_lock_is_given_back(tmp_path):
    """After the block, even one that failed, the lock can be had again."""
    with pytest.raises(KeyError), hold_lock(tmp_path):
        raise KeyError
    with hold_lock(tmp_path), pytest.raises(DigestError), hold_lock(tmp_path):
        pass
