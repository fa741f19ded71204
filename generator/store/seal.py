"""The seal on a finished command: while nothing that it read or wrote is other than it was, there is nothing to do.

Everything heavy stays unimported: a build that changes nothing is over before it begins.
"""

from __future__ import annotations

import os
import sys
import time

from generator.store.manifest import is_whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WATCHED = ("digest.toml", "content", "templates")
"""What of a site's folder a build reads."""

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

SEALED = ("build", "ingest")
"""The commands that are sealed."""

_SEAL = ".cache/seal-"

_BREAK = "\n\x1d\n"


def list_files(
    folder: str, names: Sequence[str], *, trusted: Sequence[str] = ()
) -> Iterator[tuple[str, os.stat_result]]:
    """Yield each file below some names of a folder, with its stat, in no order; hidden ones are passed over.

    Links are followed below `trusted` names only.
    """
    cut = len(folder) + 1
    for name in names:
        follow = name in trusted
        waiting = [f"{folder}/{name}"]
        if (status := _stat(waiting[0], follow=follow)) is None:
            continue
        if status.st_mode & 0o170000 != 0o040000:
            yield name, status
            continue
        while waiting:
            try:
                with os.scandir(waiting.pop()) as listing:
                    for entry in listing:
                        if entry.name.startswith("."):
                            continue
                        if entry.is_dir(follow_symlinks=follow):
                            waiting.append(entry.path)
                        elif (status := _stat(entry, follow=follow)) is not None:
                            yield entry.path[cut:], status
            except OSError:
                continue  # whoever reads the folder says what is wrong with it


def _stat(entry: str | os.DirEntry[str], *, follow: bool) -> os.stat_result | None:
    try:
        return os.stat(entry, follow_symlinks=follow) if isinstance(entry, str) else entry.stat(follow_symlinks=follow)
    except OSError:
        return None  # gone since it was listed, or a link to nowhere


def site_stats(root: str) -> str:
    """Return the files that a build of the site at `root` reads: path, time stamp and size, a line each."""
    rows = list_files(root, WATCHED, trusted=("digest.toml", "templates"))
    return "\n".join(sorted(f"{path}\t{status.st_mtime_ns}\t{status.st_size}" for path, status in rows))


def code_stats() -> str:
    """Return the files of the tool itself, likewise, and the libraries beside it by name and version."""
    parent = os.path.dirname(_PACKAGE)
    # In a wheel the theme lies inside the package; in a checkout, beside it.
    names = (os.path.basename(_PACKAGE), "templates")
    rows = list_files(parent, names)
    files = sorted(
        f"{path}\t{status.st_mtime_ns}\t{status.st_size}" for path, status in rows if not path.endswith(".pyc")
    )
    return "\n".join((sys.version, *libraries(), *files))


def libraries() -> list[str]:
    """Name the installed libraries with their versions, as their folders of metadata are called, sorted."""
    names: set[str] = set()
    for folder in sys.path:
        if folder.endswith("-packages"):
            try:
                names |= {name for name in os.listdir(folder) if name.endswith(".dist-info")}
            except OSError:
                continue
    return sorted(names)


def today() -> str:
    """Return the day that a build takes for today: that of SOURCE_DATE_EPOCH, else the clock's, in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return time.strftime("%Y-%m-%d", time.gmtime(int(epoch) if epoch.isdigit() else None))


def write_seal(root: str, folder: str, command: Sequence[str], stats: str, said: tuple[int, str, str]) -> None:
    """Seal a command on `root`, which wrote into `folder` ("" for a command without output) and read files of these `stats`.

    `said` are the exit code, and what it would say on stdout and stderr if it were run again.
    """
    code, out, err = said
    parts = (_terms(command), folder, stats, str(code), out, err)
    path = f"{root}/{_SEAL}{command[0]}"
    beside = f"{root}/.cache/.{os.getpid()}.new"
    with open(beside, "w", encoding="utf-8", errors="surrogateescape", newline="") as file:
        file.write(_BREAK.join(parts))
    os.replace(beside, path)


def read_seal(root: str, command: Sequence[str]) -> tuple[int, str, str] | None:
    """Return what a sealed command would say again, `None` where the seal is broken: something is other than it was."""
    try:
        with open(f"{root}/{_SEAL}{command[0]}", encoding="utf-8", errors="surrogateescape", newline="") as file:
            terms, folder, stats, code, out, err = file.read().split(_BREAK)
    except (OSError, ValueError):
        return None
    if terms != _terms(command) or stats != site_stats(root) or (folder and not is_whole(root, folder)):
        return None
    return int(code), out, err


def _terms(command: Sequence[str]) -> str:
    return "\x1e".join((*command, today(), code_stats()))
