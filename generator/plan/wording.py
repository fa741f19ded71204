"""Values put into words and set with their language and direction: texts, days, counts, shares."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.model.views import Counts, Day, Share, Text
from generator.text.scripts import direction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.views import Link
    from generator.model.when import When
    from generator.text.words import Words


def set_text(text: str, lang: str) -> Text:
    """Return a text with its language, and the direction of its own letters."""
    return Text(text, lang, direction(text))


def set_day(when: When | None, words: Words) -> Day | None:
    """Return a time as a day in words, `None` where there is none."""
    return Day(when.text, words.day(when.day)) if when else None


def language_text(tag: str, words: Words) -> Text:
    """Return the name of a language, in itself where it is known."""
    name = words.language(tag)
    return Text(name, words.lang if tag == "und" else tag, direction(name))


def shares(links: Sequence[Link]) -> tuple[Share, ...]:
    """Count equal links, most frequent first, ties by address."""
    counts = Counter(link.url for link in links)
    by_url = {link.url: link for link in links}
    most = max(counts.values(), default=1)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Share(by_url[url], count, round(100 * count / most)) for url, count in ordered)


def count_up(words: Words, articles: int, reports: int, outlets: int, languages: int) -> Counts:
    """Put the four numbers of an event into words; outlets that nobody knows are not counted."""
    phrases = [words("articles", n=articles), words("reports", n=reports)]
    if outlets:
        phrases.append(words("outlets", n=outlets))
    phrases.append(words("languages", n=languages))
    return Counts(articles, reports, outlets, languages, tuple(phrases))
