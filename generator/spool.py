"""Spools: stories and vectors that wait on disk where they are many, so that memory does not grow with their number."""

from __future__ import annotations

import marshal
from typing import TYPE_CHECKING, Self

from generator.group.spool import Spool
from generator.model import Brief, Shelf, Story

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

_AT_A_TIME = 5_000
"""Stories that are encoded before their vectors are put by."""


class SpooledStories(Shelf):
    """Stories by id, in the order they were added; a text is read whenever it is asked for."""

    def __init__(self, size: int) -> None:
        self._spool = Spool(size)
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
        self._spool = Spool(size)

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
