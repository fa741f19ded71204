"""Work for workers: functions at the top of a module, as they are sent by name."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path


def slowly(numbers):
    """Square numbers, a while for each."""
    time.sleep(0.02 * len(numbers))
    return [number * number for number in numbers]


def noted(pairs):
    """Square numbers slowly, and note each in a folder: (folder, number)."""
    answers = slowly([number for _, number in pairs])
    for folder, number in pairs:
        with (Path(folder) / str(number)).open("a") as file:
            file.write("x")
    return answers


def die_of_seven(numbers):
    """Kill the process that is given a seven."""
    if 7 in numbers:
        os.kill(os.getpid(), signal.SIGKILL)
    return [number * number for number in numbers]


def refuse_nine(numbers):
    """Raise at a nine."""
    if 9 in numbers:
        message = "nine"
        raise ValueError(message)
    return numbers
