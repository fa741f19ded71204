"""Compiled templates in the cache, each behind a fingerprint of its bytes: a torn one is not run, but compiled again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.store.cache import Cache
from generator.text.fingerprint import fingerprint_bytes

if TYPE_CHECKING:
    from pathlib import Path

_ROOM = "templates"

_MARK = 32
"""Letters of a fingerprint, which stands before each template."""


class CompiledTemplates:
    """The templates that this `code` (which stands for the version of everything) compiled for the site at `root`.

    Those of another version of the code go when the first of this one is put.
    """

    def __init__(self, root: Path, code: str) -> None:
        self._cache = Cache(root)
        self._code = code
        self._known: dict[str, bytes] | None = None

    def get(self, name: str) -> bytes | None:
        """Return a compiled template, `None` where there is none that is whole."""
        if self._known is None:
            self._known = dict(self._read())
        return self._known.get(name)

    def put(self, name: str, template: bytes) -> None:
        """Keep a compiled template."""
        if not self._known:
            self._cache.keep_only(_ROOM, self._code)
        self._known = {**(self._known or {}), name: template}
        self._cache.write(_ROOM, {f"{self._code} {name}": fingerprint_bytes(template).encode() + template})

    def _read(self) -> list[tuple[str, bytes]]:
        found = []
        for key, data in self._cache.read_all(_ROOM).items():
            version, _, name = key.partition(" ")
            mark, template = data[:_MARK], data[_MARK:]
            if version == self._code and mark == fingerprint_bytes(template).encode():
                found.append((name, template))
        return found
