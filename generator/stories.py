"""What grouping sees of articles, and their vectors: encoded once, kept in the cache."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from generator.model.story import Brief, Shelf, Story
from generator.store.cache import Cache
from generator.workers import map_chunks, untold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from generator.model import Article
    from generator.workers import Workers


class Stories(Shelf):
    """What grouping sees of articles, by id in order of id; a text is read when it is asked for, and once."""

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self._articles = articles
        self._read: dict[str, Story] = {}

    def __getitem__(self, ident: str) -> Story:
        if ident not in self._read:
            self._read[ident] = story_of(self._articles[ident])
        return self._read[ident]

    def brief(self, ident: str) -> Brief:
        """Return what the front matter says."""
        article = self._articles[ident]
        return Brief(_lang_of(article), _day_of(article), article.source)

    def __contains__(self, ident: object) -> bool:
        return ident in self._articles

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._articles))

    def __len__(self) -> int:
        return len(self._articles)


class Vectors:
    """The vectors of stories by id: each is encoded when it is asked for, and once."""

    def __init__(self, encode: Callable[[Sequence[Story]], Mapping[str, NDArray[np.float32]]]) -> None:
        self._encode = encode
        self._known: dict[str, NDArray[np.float32]] = {}

    def __call__(self, stories: Iterable[Story]) -> Mapping[str, NDArray[np.float32]]:
        """Return the vectors of these stories, and of all that were asked for before."""
        if missing := [story for story in stories if story.id not in self._known]:
            self._known.update(self._encode(missing))
        return self._known


def story_of(article: Article) -> Story:
    """Return what grouping sees of an article."""
    from generator.text.plain import plain

    return Story(
        id=article.id,
        lang=_lang_of(article),
        date=_day_of(article),
        title=None if article.title_from else article.title,
        text=plain(article.body),
        source=article.source,
    )


def _lang_of(article: Article) -> str | None:
    return None if article.lang == "und" else article.lang


def _day_of(article: Article) -> date | None:
    return article.published.day if article.published else None


def encode_stories(
    root: Path | None,
    stories: Sequence[Story],
    folder: str = "",
    workers: Workers | None = None,
    tell: Callable[[int, int], None] = untold,
) -> Mapping[str, NDArray[np.float32]]:
    """Return the vector of each story by id; what was encoded before comes from the cache of the site at `root`.

    `folder` names an encoder of the site's own, "" the packaged one, which many stories are given to by `workers`; `tell` is told how many are encoded. Raises DigestError where it cannot be opened.
    """
    from pathlib import Path

    import numpy as np

    from generator.encoders import open_encoder
    from generator.group.encoder import encode_all, lead_of

    encoder = open_encoder(root or Path(), folder)
    leads = {story.id: lead_of(story) for story in stories}
    keys = {ident: hashlib.sha256(lead.encode("utf-8", "surrogatepass")).hexdigest() for ident, lead in leads.items()}
    cache = Cache(root) if root else None
    room = f"vectors {encoder.name}"
    known = cache.read(room, keys.values()) if cache else {}
    missing = {key: leads[ident] for ident, key in keys.items() if key not in known}
    fresh: dict[str, bytes] = {}
    if missing:
        texts = list(missing.values())
        rows = list(encoder.encode(texts)) if folder else map_chunks(workers, encode_all, texts, tell=tell)
        fresh = {key: np.asarray(row, dtype="<f4").tobytes() for key, row in zip(missing, rows, strict=True)}
    if cache:
        cache.write(room, fresh)
    known = {**known, **fresh}
    return {ident: np.frombuffer(known[key], dtype="<f4") for ident, key in keys.items()}
