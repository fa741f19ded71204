"""The output: a folder that is the old site or the new one, whole, at every moment.

Two trees lie side by side: the one that is shown and a spare. A build brings the spare up to date (what did not change
is a hard link to the shown tree's file, so nothing is copied), then the two change places in one step. Whatever ends a
run before that step leaves the shown tree as it was; the spare is then no longer trusted and is made anew.

Only what the tool wrote is ever deleted: files that others put into the shown tree are taken over into the next.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import DigestError, Problem
from generator.store.atomic import exchange, name_file, write_whole
from generator.store.manifest import FOREIGN, books_of, dump_manifest, manifest_of, parse_manifest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Printed:
    """A file of a tree: the key of what it was made from, its size in bytes, its time stamp (nanoseconds), its SHA-256."""

    key: str
    size: int
    mtime_ns: int
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """The files of the site that were written, sorted; how many were found as they should be, and how many deleted."""

    news: tuple[str, ...]
    unchanged: int
    deleted: int


@dataclass(frozen=True, slots=True)
class Output:
    """The output folder of a site, opened for a build by `open_output`.

    `live` are the files of the shown tree that are as a build left them, by path relative to it; `foreign` what others
    put there; `gone` what a build wrote and is no more as it was; `spare_files` what the spare tree holds.
    """

    shown: str
    spare: str
    books: str
    """Where the manifests lie: `{books}-{inode of the tree}`."""
    live: Mapping[str, Printed]
    foreign: Mapping[str, Printed]
    gone: frozenset[str]
    spare_files: Mapping[str, Printed]

    def put(self, path: str, data: bytes, key: str) -> tuple[Printed, bool]:
        """Make `path` of the spare tree hold `data`; return how it lies there, and whether that is news.

        It is none where the shown tree holds the same bytes: the file is then that very one, time stamp and all. Any
        process may put files, each path once. Raises OSError where the disk refuses; the shown tree is not touched.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        known = path in self.live or path in self.gone or path in self.foreign
        if known and self._shows(path, data):
            return replace(self._link(path), key=key, sha256=sha256), False
        target = f"{self.spare}/{path}"
        descriptor = _create(target)
        try:
            with name_file(target):
                view = memoryview(data)
                while view:
                    view = view[os.write(descriptor, view) :]
            status = os.fstat(descriptor)
        finally:
            os.close(descriptor)
        return Printed(key, status.st_size, status.st_mtime_ns, sha256), True

    def sums(self, kept: Iterable[str], put: Mapping[str, tuple[Printed, bool]]) -> dict[str, str]:
        """Return the SHA-256 of the files that are kept and put, by path in order: no file is read for it."""
        known = {path: printed.sha256 for path, (printed, _) in put.items()}
        known |= {path: self.live[path].sha256 for path in kept}
        return {path: known[path] for path in sorted(known)}

    def finish(self, kept: Mapping[str, str], put: Mapping[str, tuple[Printed, bool]]) -> Written:
        """Complete the spare tree and show it: `kept` are files of the shown tree with their keys, `put` what was put.

        Raises OSError where the disk refuses; the shown tree is then as it was.
        """
        files = {path: printed for path, (printed, _) in put.items()}
        files |= {path: replace(self.live[path], key=key) for path, key in kept.items()}
        foreign = {path: printed for path, printed in self.foreign.items() if path not in files}
        news = tuple(sorted(path for path, (_, fresh) in put.items() if fresh))
        dead = (self.live.keys() | self.gone) - files.keys() - foreign.keys()
        if news or dead or not os.path.isdir(self.shown):
            for path in (*kept, *foreign):
                if self.spare_files.get(path) != (self.live.get(path) or foreign.get(path)):
                    self._link(path)
            wanted = files.keys() | foreign.keys()
            for path in sorted(self.spare_files.keys() - wanted):
                _remove(self.spare, path)
            _write_manifest(self.books, self.spare, files | foreign)
            _show(self.spare, self.shown)
        else:
            _write_manifest(self.books, self.shown, files | foreign)
        _forget(self.books, self.shown, self.spare)
        return Written(news, len(files) - len(news), len(dead))

    def _shows(self, path: str, data: bytes) -> bool:
        """Tell whether the shown tree holds these bytes at `path`, in a plain file."""
        try:
            descriptor = os.open(f"{self.shown}/{path}", os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError:
            return False
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode) or status.st_size != len(data):
                return False
            return os.read(descriptor, len(data) + 1) == data
        finally:
            os.close(descriptor)

    def _link(self, path: str) -> Printed:
        """Give the spare tree the shown tree's file at `path`."""
        source, target = f"{self.shown}/{path}", f"{self.spare}/{path}"
        for _ in range(3):
            try:
                os.link(source, target, follow_symlinks=False)
                break
            except FileExistsError:
                _clear(target)
            except (FileNotFoundError, NotADirectoryError):
                _make_parents(target)
        status = os.stat(target, follow_symlinks=False)
        return Printed(FOREIGN, status.st_size, status.st_mtime_ns)


def open_output(root: Path, folder: str) -> Output:
    """Open the output folder of the site at `root` for a build.

    What others put there is looked for, but not in a folder of the tool's own (below `.cache/`). Raises DigestError
    where something else than a folder stands in its place.
    """
    shown, name = f"{root}/{folder}", folder.replace("/", "-")
    spare, books = f"{root}/.cache/spare/{name}", books_of(str(root), folder)
    Path(books).parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        if not stat.S_ISDIR(os.stat(shown, follow_symlinks=False).st_mode):
            raise DigestError(_no_folder(folder))
    _restore(spare, shown)
    before = read_manifest(books, shown, spare)
    live = {path: printed for path, printed in before.items() if printed.key != FOREIGN and _is(shown, path, printed)}
    foreign = {} if folder.startswith(".cache/") else dict(_find_foreign(shown, before))
    gone = frozenset(path for path, printed in before.items() if printed.key != FOREIGN and path not in live)
    return Output(shown, spare, books, live, foreign, gone, _open_spare(books, spare))


def read_manifest(books: str, tree: str, spare: str = "") -> dict[str, Printed]:
    """Return what the manifest of a tree lists; of a tree that came from elsewhere, what the last one of its name does.

    That of the `spare` tree does not count: a run that was cut off before it showed it may have left it complete.
    """
    try:
        own = manifest_of(books, tree)
    except OSError:
        return {}
    try:
        return _read_manifest(own)
    except (OSError, ValueError):
        folder, _, name = books.rpartition("/")
        aside = Path(manifest_of(books, spare)).name if spare and os.path.isdir(spare) else ""
        others = (entry for entry in Path(folder).glob(f"{name}-*") if entry.name != aside)
        newest = max(others, key=lambda path: path.stat().st_mtime_ns, default=None)
        try:
            files = _read_manifest(str(newest)) if newest else {}
        except (OSError, ValueError):
            return {}
        # Time stamps of another machine's tree say nothing: each file is looked into.
        return {path: replace(each, mtime_ns=-1) for path, each in files.items()}


def _is(tree: str, path: str, printed: Printed) -> bool:
    try:
        status = os.stat(f"{tree}/{path}", follow_symlinks=False)
    except OSError:
        return False
    return status.st_mtime_ns == printed.mtime_ns and status.st_size == printed.size


def _open_spare(books: str, spare: str) -> dict[str, Printed]:
    """Return what the spare tree holds, and take its manifest away: until it is whole again it is not to be trusted."""
    os.makedirs(spare, exist_ok=True)
    manifest = manifest_of(books, spare)
    try:
        files = _read_manifest(manifest)
        os.unlink(manifest)
    except (OSError, ValueError):
        shutil.rmtree(spare)  # what a broken-off run left
        os.makedirs(spare)
        return {}
    return files


def _read_manifest(path: str) -> dict[str, Printed]:
    """Read a manifest. Raises OSError where there is none, ValueError where it is torn."""
    text = Path(path).read_text(encoding="utf-8", errors="surrogateescape")
    return {
        path: Printed(key, size, mtime, sha256)
        for path, (key, _, sha256), size, mtime in (
            (path, said.partition(" "), size, mtime) for path, said, size, mtime in parse_manifest(text)
        )
    }


def _write_manifest(books: str, tree: str, files: Mapping[str, Printed]) -> None:
    rows = (
        (path, f"{each.key} {each.sha256}".rstrip(), each.size, each.mtime_ns) for path, each in sorted(files.items())
    )
    data = dump_manifest(rows).encode("utf-8", "surrogateescape")
    write_whole(Path(manifest_of(books, tree)), data, durable=False)


def _forget(books: str, *trees: str) -> None:
    """Delete the manifests of trees that are no more."""
    folder, _, name = books.rpartition("/")
    known = {Path(manifest_of(books, tree)).name for tree in trees if os.path.isdir(tree)}
    for path in Path(folder).glob(f"{name}-*"):
        if path.name not in known and path.name.removeprefix(f"{name}-").isdigit():
            path.unlink(missing_ok=True)


def _find_foreign(tree: str, before: Mapping[str, Printed]) -> Iterator[tuple[str, Printed]]:
    """Yield what stands in a tree that no build wrote: files and links; empty folders do not count."""
    cut = len(tree) + 1
    waiting = [tree]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as listing:
                entries = list(listing)
        except FileNotFoundError:
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
                continue
            known = before.get(entry.path[cut:])
            if known is None or known.key == FOREIGN or entry.is_symlink():
                status = entry.stat(follow_symlinks=False)
                yield entry.path[cut:], Printed(FOREIGN, status.st_size, status.st_mtime_ns)


def _create(target: str) -> int:
    """Open a new file at `target`, whatever stood there; a file that is linked elsewhere is never written into."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    for _ in range(3):
        try:
            return os.open(target, flags, 0o666)
        except FileExistsError:
            _clear(target)
        except (FileNotFoundError, NotADirectoryError):
            _make_parents(target)
    return os.open(target, flags, 0o666)


def _clear(target: str) -> None:
    try:
        os.unlink(target)
    except IsADirectoryError:
        shutil.rmtree(target)


def _make_parents(target: str) -> None:
    parent = os.path.dirname(target)
    try:
        os.makedirs(parent, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        # Where a folder is to be, a file of the last site stands.
        while not os.path.isdir(parent):
            if os.path.lexists(parent):
                os.unlink(parent)
                break
            parent = os.path.dirname(parent)
        os.makedirs(os.path.dirname(target), exist_ok=True)


def _remove(tree: str, path: str) -> None:
    """Delete a file of a tree, and the folders that it leaves empty."""
    with suppress(FileNotFoundError, IsADirectoryError, NotADirectoryError):
        os.unlink(f"{tree}/{path}")
    parent = os.path.dirname(path)
    while parent:
        try:
            os.rmdir(f"{tree}/{parent}")
        except OSError:
            return
        parent = os.path.dirname(parent)


def _show(spare: str, shown: str) -> None:
    """Let the two trees change places, in one step where the system has one."""
    if not os.path.isdir(shown):
        os.makedirs(os.path.dirname(shown), exist_ok=True)
        os.rename(spare, shown)
    elif not exchange(spare, shown):
        # Two steps: a run that ends between them is mended by the next (`_restore`).
        os.rename(shown, f"{spare}.old")
        os.rename(spare, shown)
        os.rename(f"{spare}.old", spare)


def _restore(spare: str, shown: str) -> None:
    """Mend what a run left that ended between two steps."""
    old = f"{spare}.old"
    if os.path.isdir(old):
        if not os.path.exists(shown):
            os.rename(old, shown)
        else:
            shutil.rmtree(old)


def _no_folder(folder: str) -> Problem:
    return Problem(
        folder,
        0,
        0,
        "output-folder",
        "something else than a folder stands where the site goes.",
        "The site is shown by putting a new folder in the place of the old one, which no link survives.",
        'delete it, or name another folder: output = "..." in digest.toml.',
    )
