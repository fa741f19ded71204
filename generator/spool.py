"""Spools: stories and vectors that wait on disk where they are many, so that memory does not grow with their number."""

from __future__ import annotations

import marshal
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Self

from generator.model import Brief, Shelf, Story

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

_AT_A_TIME = 5_000
"""Stories that are encoded before their vectors are put by."""


class _Spool:
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


class SpooledStories(Shelf):
    """Stories by id, in the order they were added; a text is read whenever it is asked for."""

    def __init__(self, size: int) -> None:
        self._spool = _Spool(size)
        self._briefs: dict[str, Brief] = {}
        self._names: dict[str, str] = {}

    def __enter__(self) -> Self:
        """Open the spool."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it; the stories are gone."""
        self._spool.close()

    def add(self, story: Story) -> None:
        """Put a story by."""
        names = self._names
        # Of languages and outlets there are few: each is kept once.
        lang, source = (name and names.setdefault(name, name) for name in (story.lang, story.source))
        self._briefs[story.id] = Brief(lang, story.date, source)
        self._spool.put(story.id, marshal.dumps((story.title, story.text)))

    def brief(self, ident: str) -> Brief:
        """Return what is known of a story without its text."""
        return self._briefs[ident]

    def __getitem__(self, ident: str) -> Story:
        brief = self._briefs[ident]
        title, text = marshal.loads(self._spool.take(ident))  # noqa: S302  # our own, written a moment ago
        return Story(ident, brief.lang, brief.date, title, text, brief.source)

    def __contains__(self, ident: object) -> bool:
        return ident in self._briefs

    def __iter__(self) -> Iterator[str]:
        return iter(self._briefs)

    def __len__(self) -> int:
        return len(self._briefs)


class SpooledVectors:
    """The vectors of stories by id: each is encoded when it is asked for, and once."""

    def __init__(self, encode: Callable[[Sequence[Story]], Mapping[str, NDArray[np.float32]]], size: int) -> None:
        self._encode = encode
        self._spool = _Spool(size)

    def __enter__(self) -> Self:
        """Open the spool."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it; the vectors are gone."""
        self._spool.close()

    def __call__(self, stories: Iterable[Story]) -> Mapping[str, NDArray[np.float32]]:
        """Return the vectors of these stories."""
        import numpy as np

        asked: list[str] = []
        missing: list[Story] = []
        for story in stories:
            asked.append(story.id)
            if story.id not in self._spool:
                missing.append(story)
            if len(missing) == _AT_A_TIME:
                self._put_by(missing)
                missing = []
        self._put_by(missing)
        return {ident: np.frombuffer(self._spool.take(ident), dtype="<f4") for ident in asked}

    def _put_by(self, stories: Sequence[Story]) -> None:
        """Encode stories; where one is named twice, once."""
        if stories:
            for ident, row in sorted(self._encode(stories).items()):
                self._spool.put(ident, row.astype("<f4").tobytes())
