"""What has to travel, and in which order, so that no link leads nowhere at any time between."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MANIFEST_VERSION = 1

UNSURE, ABSENT = "", "absent"
"""Stand for the fingerprint of a file that a publish has begun to send: it was there in another form, or not at all."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Paths that are to be sent, in order, and deleted afterwards; how many stay as they are."""

    send: tuple[str, ...]
    delete: tuple[str, ...]
    unchanged: int
    bytes: int = 0


def find_changes(new: Mapping[str, str], known: Mapping[str, str], sizes: Mapping[str, int]) -> Changes:
    """Compare the site's fingerprints by path with those that are `known` to lie at the target."""
    send = sorted(
        (path for path, mark in new.items() if known.get(path) != mark), key=lambda path: (turn(path, known), path)
    )
    delete = tuple(sorted(known.keys() - new.keys()))
    return Changes(tuple(send), delete, len(new) - len(send), sum(sizes[path] for path in send))


def turn(path: str, known: Mapping[str, str]) -> int:
    """Return when a file's turn comes; files of one turn may travel in any order.

    First what pages are made of; then new pages, which nobody links to yet; then changed pages, all of whose links are
    there by now; at last the ways in: the front page, feeds, the sitemap.
    """
    there = known.get(path, ABSENT) != ABSENT
    if path.endswith(".html"):
        return 3 if path == "index.html" else 2 if there else 1
    return 3 if path.endswith(".xml") and there else 0


def begun(changes: Changes, known: Mapping[str, str]) -> dict[str, str]:
    """Return the manifest of a target to which these changes are under way."""
    return {**known, **{path: UNSURE if known.get(path, ABSENT) != ABSENT else ABSENT for path in changes.send}}


def write_manifest(sums: Mapping[str, str]) -> bytes:
    """Return the manifest: the fingerprint of each file, by path, sorted."""
    raw = {"version": MANIFEST_VERSION, "files": dict(sorted(sums.items()))}
    return (json.dumps(raw, ensure_ascii=False, indent=0) + "\n").encode()


def read_manifest(data: bytes) -> dict[str, str]:
    """Read a manifest. Raises ValueError where it is none."""
    raw = json.loads(data)
    if not isinstance(raw, dict) or raw.get("version") != MANIFEST_VERSION or not isinstance(raw.get("files"), dict):
        message = "this is no manifest of a site"
        raise ValueError(message)
    return {str(path): str(mark) for path, mark in raw["files"].items()}
