"""To an object store, through fsspec: S3 and whatever speaks its language, or another store whose package is installed."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from generator.errors import DigestError, Problem
from generator.publish.changes import UNSURE, begun, find_changes, read_manifest, turn, write_manifest
from generator.publish.hosts import FOR_HOSTS, cache_control, content_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fsspec import AbstractFileSystem

    from generator.model.target import Target
    from generator.publish.changes import Changes
    from generator.publish.stage import Stage

_MANIFEST = ".digest/manifest.json"

_BATCH_FILES, _BATCH_BYTES = 64, 16_000_000
"""Files on their way at once, and their bytes: enough to hide the network's latency, little enough for memory."""


def publish_objects(staged: Stage, target: Target, *, dry_run: bool) -> tuple[Changes, str]:
    """Send what changed, in order, then delete what is gone.

    A store has no link to switch, so each page is the old one or the new one by itself, and the order sees to it that
    no link leads nowhere. A publish that broke off is taken up by the next: the manifest says beforehand what may be
    half done. Raises DigestError where the store refuses.
    """
    store, top = _open(target)
    site = {path: mark for path, mark in staged.sums.items() if path not in FOR_HOSTS}
    try:
        known = _known(store, top)
        changes = find_changes(site, known, staged.sizes)
        where = f"{target.place.rstrip('/')}/"
        if dry_run or not (changes.send or changes.delete):
            return changes, where
        _put_manifest(store, top, begun(changes, known))
        for batch in _batches(changes.send, staged, known):
            headers = _headers(target, batch[0])
            store.pipe({f"{top}/{path}": staged.read(path) for path in batch}, **headers)
        _put_manifest(store, top, {**dict.fromkeys(changes.delete, UNSURE), **site})
        for path in changes.delete:
            _delete(store, f"{top}/{path}")
        if changes.delete:
            _put_manifest(store, top, site)
    except DigestError:
        raise
    except Exception as error:  # noqa: BLE001  # each store has errors of its own, and all mean the same to us
        raise _refused(target, error) from None
    return changes, where


def _open(target: Target) -> tuple[AbstractFileSystem, str]:
    """Return the store and the path within it. Credentials come from the environment, or the store's own configuration."""
    scheme, _, path = target.place.partition("://")
    if not path.strip("/") or scheme in {"file", "local", "memory"}:
        what, mend = (
            f"{target.place!r} is no address of a store.",
            'write it as "s3://BUCKET/PREFIX"; a folder is named with `folder`.',
        )
        raise DigestError(Problem(target.place, 0, 0, "publish", what, "", mend))
    try:
        import fsspec

        options: dict[str, Any] = {"use_listings_cache": False, "skip_instance_cache": True}
        if target.endpoint:
            options["endpoint_url"] = target.endpoint
        return fsspec.filesystem(scheme, **options), path.strip("/")
    except (ImportError, ValueError):
        what, why = f"the package that speaks to {scheme}:// is not installed.", "It is not needed for anything else."
        mend = "install the extra: `pip install curated-digest[stores]`; for stores other than S3, fsspec's package for it."
        raise DigestError(Problem(target.place, 0, 0, "publish", what, why, mend)) from None


def _known(store: AbstractFileSystem, top: str) -> dict[str, str]:
    try:
        return read_manifest(store.cat_file(f"{top}/{_MANIFEST}"))
    except FileNotFoundError:
        return {}
    except ValueError:
        what = "the manifest in the store cannot be read."
        mend = "delete it: all is sent anew, and what is of no more use stays."
        raise DigestError(
            Problem(f"{top}/{_MANIFEST}", 0, 0, "publish", what, "It says what lies there.", mend)
        ) from None


def _put_manifest(store: AbstractFileSystem, top: str, sums: dict[str, str]) -> None:
    store.pipe_file(f"{top}/{_MANIFEST}", write_manifest(sums))


def _delete(store: AbstractFileSystem, path: str) -> None:
    try:
        store.rm_file(path)
    except FileNotFoundError:
        return


def _batches(paths: Sequence[str], staged: Stage, known: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield paths in order, in batches that may travel side by side: of one turn and with the same headers."""

    def kind(path: str) -> tuple[int, str, str]:
        return turn(path, known), content_type(path), cache_control(path)

    for _, group in groupby(sorted(paths, key=lambda path: (kind(path), path)), key=kind):
        batch: list[str] = []
        size = 0
        for path in group:
            if batch and (len(batch) == _BATCH_FILES or size + staged.sizes[path] > _BATCH_BYTES):
                yield batch
                batch, size = [], 0
            batch.append(path)
            size += staged.sizes[path]
        yield batch


def _headers(target: Target, path: str) -> dict[str, str]:
    """Return what the store is to say of a file; S3 alone is told so, others go by their own rules."""
    if not target.place.startswith("s3"):
        return {}
    return {"ContentType": content_type(path), "CacheControl": cache_control(path)}


def _refused(target: Target, error: Exception) -> DigestError:
    from generator.publish.tools import without_names

    words = without_names(" ".join(str(error).split()) or type(error).__name__)
    why = "Each page there is whole; the next publish goes on from here."
    mend = "check the bucket's name, and the credentials in the environment or in the store's own configuration."
    return DigestError(
        Problem(target.place, 0, 0, "publish", f"the store refuses: {words}.".replace("..", "."), why, mend)
    )
