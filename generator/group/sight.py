"""Sight: how grouping sees the stories of an archive, a few at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.group.background import ENCODED, load
from generator.group.measures import UNDATED, primary, unit, view
from generator.model import Brief, Shelf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from generator.group.marks import MarkBook
    from generator.group.measures import Views
    from generator.model import Story


@dataclass(frozen=True, slots=True)
class Sight:
    """The stories by id; `rows` gives the vectors of those it is asked for; `marks` reads theirs once."""

    stories: Mapping[str, Story]
    rows: Callable[[Iterable[Story]], Mapping[str, NDArray[np.float32]]]
    marks: MarkBook

    def brief(self, ident: str) -> Brief | Story:
        """Return what is known of a story without its text."""
        return self.stories.brief(ident) if isinstance(self.stories, Shelf) else self.stories[ident]

    def is_encoded(self, ident: str) -> bool:
        """Tell whether the encoder knows a story's language."""
        return primary(self.brief(ident).lang) in ENCODED

    def days(self, idents: Sequence[str]) -> NDArray[np.int64]:
        """Return the days of stories as ordinals, -1 where undated."""
        import numpy as np

        days = [self.brief(ident).date for ident in idents]
        return np.array([day.toordinal() if day else UNDATED for day in days], dtype=np.int64)

    def centred(self, idents: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of stories with their languages' means taken away, each of length 1."""
        import numpy as np

        background = load()
        known = self.rows(self.stories[ident] for ident in idents)
        langs = (primary(self.brief(ident).lang) for ident in idents)
        rows = [
            known[ident] - background.mean_of(lang, len(known[ident]))
            for ident, lang in zip(idents, langs, strict=True)
        ]
        return unit(np.array(rows, dtype=np.float32))

    def view(self, idents: Sequence[str]) -> Views:
        """Look at stories from all sides; row i is story i."""
        stories = [self.stories[ident] for ident in idents]
        return view(stories, self.rows(stories), self.marks)
