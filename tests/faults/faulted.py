"""Runs of the tool in a child process, with a fault put under its N-th system call of a kind by strace."""

from __future__ import annotations

import ctypes
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from generator.build import BuildOptions, build
from generator.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

TODAY = date(2026, 6, 1)
BUILD = ("build", "--quiet", "--now", "2026-06-01", "--jobs", "1")

CALLS = (
    "write",
    "pwrite64",
    "rename,renameat,renameat2",
    "mkdir,mkdirat",
    "unlink,unlinkat,rmdir",
    "link,linkat",
    "fsync,fdatasync",
    "ftruncate",
)
"""System calls that change something on a disk, those that do one thing together."""

FAULTS = ("signal=KILL", "error=EIO", "error=ENOSPC")


@dataclass(frozen=True)
class Ended:
    """How a run ended: its exit code (negative for a signal), what it said, and whether the fault was hit."""

    code: int
    said: str
    hit: bool


def site_once_built(root: Path) -> None:
    """Make a small site and build it: the old one."""
    # Records for programs are put like pages: without them each call is tried sooner.
    put(root, "digest.toml", 'title = "Faults"\nbase_url = "https://digest.example"\ndata = false\n')
    for n, name in enumerate(("bridge", "ferry")):
        put(
            root,
            f"content/inbox/outlet/{name}.txt",
            f"The {name} of Norby is opened again\n\nNORBY, 3 March 2026 - The council met on Monday and spoke of the {name} for {n + 2} hours, as it had announced.\n\nRead more\n",
        )
    put(
        root,
        "content/articles/by-hand.md",
        "---\ntitle: By hand\nlang: en\npublished: 2026-03-02\n---\n\nThe mayor wrote a letter to all who live here.\n",
    )
    build(root, BuildOptions(TODAY))  # here, not in a child: what it imports and loads is then there for all


def change(root: Path) -> None:
    """Change the site as a day's work would: a new article, one mended, one gone, an event renamed."""
    put(
        root,
        "content/inbox/outlet/harbour.txt",
        "The harbour of Norby is closed\n\nNORBY, 4 March 2026 - The harbour master closed the harbour on Tuesday because of the ice, as she said herself.\n",
    )
    path = next(path for path in sorted((root / "content/articles").glob("*.md")) if "ferry" in path.name)
    path.write_text(path.read_text().replace("title: ", "title: Mended, "))
    (root / "content/articles/by-hand.md").unlink()
    put(root, "content/pages/method.md", "---\ntitle: Method\n---\n\nBy hand.\n")


def put(root: Path, name: str, data: str) -> None:
    """Write a file below a site's folder."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(data)


def tree(folder: Path, *, hidden: bool = True) -> dict[str, bytes]:
    """Return what lies below a folder: files by path."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in paths
        if hidden or not path.name.startswith(".")
    }


def run(root: Path, *words: str, fault: str = "", seconds: float = 0) -> Ended:
    """Run a command in a child process, under strace with a fault where one is given ("call:error=EIO:when=3").

    With `seconds` the kernel ends it after so many of the processor's time, wherever it is then.
    """
    ready, go = os.pipe(), os.pipe()
    errors = root.with_name(f"{root.name}.err")
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if not child:
        _child(("digest", "-C", str(root), *words), errors, ready[1], go[0], seconds)
    os.close(ready[1])
    os.close(go[0])
    try:
        os.read(ready[0], 1)
        tracer, log = _trace(child, fault, root) if fault else (None, None)
        os.write(go[1], b"x")
        _, status = os.waitpid(child, 0)
    finally:
        os.close(ready[0])
        os.close(go[1])
    hit = False
    if tracer is not None and log is not None:
        tracer.communicate(timeout=20)
        hit = "(INJECTED)" in log.read_text(errors="replace") or os.WIFSIGNALED(status)
        log.unlink()
    said = errors.read_text(errors="replace") if errors.exists() else ""
    return Ended(os.waitstatus_to_exitcode(status), said, hit)


def _child(words: tuple[str, ...], errors: Path, ready: int, go: int, seconds: float) -> NoReturn:
    code = 70
    try:
        # Let strace, which is no parent of this process, trace it (PR_SET_PTRACER, any).
        ctypes.CDLL(None).prctl(0x59616D61, ctypes.c_ulong(2**64 - 1), 0, 0, 0)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644), 2)
        sys.argv = list(words)
        sys.stdout, sys.stderr = (
            io.TextIOWrapper(io.FileIO(1, "w")),
            io.TextIOWrapper(io.FileIO(2, "w"), write_through=True),
        )
        os.write(ready, b"x")
        os.read(go, 1)
        if seconds:  # a signal that nobody handles, counted in the processor's time: load moves no death
            signal.setitimer(signal.ITIMER_PROF, seconds)
        main()
    except SystemExit as error:
        code = int(error.code or 0)
    finally:
        os._exit(code)


def _trace(child: int, fault: str, root: Path) -> tuple[subprocess.Popen[bytes], Path]:
    log = root.with_name(f"{root.name}.log")
    calls, _, what = fault.partition(":")
    strace = shutil.which("strace") or "strace"
    tracer = subprocess.Popen(
        [strace, "-f", "-qq", "-p", str(child), "-o", str(log), "-e", f"trace={calls}", "-e", f"inject={calls}:{what}"],
        stderr=subprocess.PIPE,
    )
    for _ in range(2000):
        if re.search(r"TracerPid:\t[1-9]", Path(f"/proc/{child}/status").read_text()):
            break
        if tracer.poll() is not None:
            os.kill(child, signal.SIGKILL)
            raise OSError((tracer.stderr.read() if tracer.stderr else b"").decode())
        time.sleep(0.002)
    return tracer, log


def each_fault(call: str, fault: str, most: int = 400) -> Iterator[str]:
    """Yield the faults of a kind, from the first call on; whoever asks stops when none is hit any more."""
    yield from (f"{call}:{fault}:when={number}" for number in range(1, most))
