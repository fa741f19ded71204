"""A spool: bytes that wait under names, on disk where they are many."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Spool:
    """Bytes under names in a file that stays in memory up to `size`; it has no name of its own and goes when it is closed."""

    def __init__(self, size: int) -> None:
        self._file = SpooledTemporaryFile(max_size=size)  # noqa: SIM115  # closed by `close`
        self._places: dict[str, tuple[int, int]] = {}
        self._end = 0

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def put(self, name: str, data: bytes) -> None:
        """Put bytes by."""
        self._file.seek(self._end)
        self._file.write(data)
        self._places[name] = (self._end, len(data))
        self._end += len(data)

    def take(self, name: str) -> bytes:
        """Return the bytes of a name."""
        at, size = self._places[name]
        self._file.seek(at)
        return self._file.read(size)

    def close(self) -> None:
        """Let the bytes go."""
        self._file.close()
