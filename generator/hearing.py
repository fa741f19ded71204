"""How near the quotations of an event are by meaning: encoded once, when the event is grouped, and written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.model import Article
    from generator.model.voices import Likeness


def liken(root: Path, articles: Sequence[Article], folder: str = "") -> tuple[Likeness, ...]:
    """Return how near the quotations of an event's articles are in two languages; none where one language quotes only.

    `folder` names an encoder of the site's own, "" the packaged one.
    """
    from generator.model import Story
    from generator.stories import encode_stories
    from generator.text.plain import plain
    from generator.voices import find_quotations, measure_likeness, voices_of

    quotations = {
        article.id: find_quotations([plain(part) for part in article.body.strip().split("\n\n")], article.lang)
        for article in articles
    }
    voices = voices_of(quotations)
    if len({voice.quotation.lang for voice in voices}) < 2:
        return ()
    stories = {
        f"{voice.article}:{voice.key}": Story(
            id=f"{voice.article}:{voice.key}",
            lang=voice.quotation.lang,
            date=None,
            title=None,
            text=voice.quotation.text,
            source=None,
        )
        for voice in voices
    }
    return measure_likeness(voices, encode_stories(root, tuple(stories.values()), folder))
