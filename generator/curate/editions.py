"""Editions: which articles were news on which day. What is out stays as it was."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from generator.model.edition import Edition

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.model import Event


def issue(
    published: Iterable[Edition],
    events: Iterable[Event],
    days: Mapping[str, str],
    sources: Mapping[str, str],
    today: str,
) -> tuple[tuple[Edition, ...], Edition | None]:
    """Return the editions that are out, and the one of the newest day, which is not out yet.

    A day's edition comes out when an article of a later day is there, and is never touched again: neither by articles
    that arrive late nor by grouping that thinks better of it. An article is news in the edition of its day, or in the
    first after it that is still open. `days` and `sources` give those of the articles that are shown, "" where unknown;
    a day after `today` has not come yet. `None` where nothing is news.
    """
    out = sorted(published, key=lambda edition: edition.day)
    told = {article for edition in out for _, articles in edition.events for article in articles}
    last = out[-1].day if out else ""
    coming = sorted({day for day in days.values() if last < day <= today})
    if not coming:
        return tuple(out), None
    news: dict[str, dict[str, list[str]]] = {day: {} for day in coming}
    for event in sorted(events, key=lambda event: event.id):
        for article in event.members:
            day = days.get(article, "")
            if day and day <= today and article not in told:
                news[coming[bisect_left(coming, day)]].setdefault(event.id, []).append(article)
    made = [Edition(day, _rank(news[day], sources)) for day in coming]
    return (*out, *(edition for edition in made[:-1] if edition.events)), made[-1]


def _rank(news: Mapping[str, list[str]], sources: Mapping[str, str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Order the events of an edition: by outlets, by articles, by id."""

    def weight(event: str) -> tuple[int, int, str]:
        articles = news[event]
        return (-len({sources.get(article, "") for article in articles} - {""}), -len(articles), event)

    return tuple((event, tuple(sorted(news[event]))) for event in sorted(news, key=weight))
