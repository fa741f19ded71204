"""The output: `site/`, where only what changed is written, and only what the tool wrote is ever deleted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.store.atomic import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Written:
    """How many files of the site were written, found as they should be, and deleted."""

    written: int
    unchanged: int
    deleted: int


def write_site(root: Path, folder: str, files: Mapping[str, bytes]) -> Written:
    """Make `folder` hold `files` (paths relative to it), and delete the files of an earlier run that are no more.

    Files that no run wrote stay. Raises OSError where the disk refuses.
    """
    output = root / folder
    manifest = root / ".cache" / f"output-{folder.replace('/', '-')}.json"
    before = _read_manifest(manifest, folder)
    # Remember what will be ours before it is there: a run that is cut off leaves nothing that the next cannot know.
    write_whole(manifest, _manifest(folder, before | files.keys()))
    written = sum(write_whole(output / path, data, durable=False) for path, data in sorted(files.items()))
    deleted = 0
    for path in sorted(before - files.keys()):
        target = output / path
        if target.is_file() and not target.is_symlink():
            target.unlink()
            deleted += 1
        for parent in target.parents:
            if parent == output or not parent.is_dir() or any(parent.iterdir()):
                break
            parent.rmdir()
    write_whole(manifest, _manifest(folder, files.keys()))
    return Written(written, len(files) - written, deleted)


def _manifest(folder: str, paths: Iterable[str]) -> bytes:
    return json.dumps({"folder": folder, "paths": sorted(paths)}, ensure_ascii=False, indent=0).encode()


def _read_manifest(path: Path, folder: str) -> set[str]:
    try:
        raw = json.loads(path.read_bytes())
        return {str(each) for each in raw["paths"]} if raw["folder"] == folder else set()
    except (OSError, ValueError, KeyError, TypeError):
        return set()
