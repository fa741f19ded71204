"""Where the editor put articles: `event:` in an article, and the files of `content/events/`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from generator.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.model import Article, Event
    from generator.model.override import Override

ALONE = "none"
"""The slug that puts an article into an event of its own."""


@dataclass(frozen=True, slots=True)
class Placement:
    """What the editor decided.

    `placed` gives article ids the slug of the event the editor wants them in, or "none"; `merges` gives the id of an
    event the id of the one it goes into.
    """

    placed: Mapping[str, str]
    merges: Mapping[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Decision:
    """The editor's word that `article` belongs to the event with `slug`, and where that word stands."""

    article: str
    slug: str
    path: str
    line: int


def place_articles(
    articles: Mapping[str, Article], overrides: Sequence[Override], events: Sequence[Event]
) -> Placement:
    """Gather the editor's decisions about which article belongs to which event.

    An article's own `event:` is the nearest word and wins; two files that want one article in two events contradict
    each other: the first by slug wins and the other is named as a problem.
    """
    by_slug = {slug: event for event in events for slug in (*event.former, event.slug)}
    ordered = sorted(overrides, key=lambda override: override.slug)
    decisions = [
        *(_Decision(ident, article.event, article.path, 0) for ident, article in articles.items() if article.event),
        *(decision for override in ordered for decision in _decisions(override, by_slug, articles)),
    ]
    placed: dict[str, _Decision] = {}
    problems: list[Problem] = []
    for decision in decisions:
        if decision.article not in articles:
            problems.append(_unknown_article(decision, articles))
            continue
        known = by_slug.get(decision.slug)
        now = replace(decision, slug=known.slug) if known else decision
        if placed.setdefault(now.article, now).slug != now.slug:
            problems.append(_contradiction(now, placed[now.article].path))
    slugs = [*by_slug, *(decision.slug for decision in placed.values())]
    for override in ordered:
        lost = [other for other in override.merge if other not in by_slug]
        lost += [override.slug] if override.slug not in slugs else []
        problems.extend(_unknown_event(override, slug, slugs) for slug in lost)
    merges = {
        by_slug[other].id: by_slug[override.slug].id
        for override in ordered
        for other in override.merge
        if other in by_slug and override.slug in by_slug and by_slug[other].id != by_slug[override.slug].id
    }
    return Placement({ident: decision.slug for ident, decision in placed.items()}, merges, tuple(problems))


def _decisions(
    override: Override, by_slug: Mapping[str, Event], articles: Mapping[str, Article]
) -> Iterator[_Decision]:
    """Yield what one file says of articles, the most particular word first."""

    def say(key: str, ident: str, slug: str) -> _Decision:
        return _Decision(ident, slug, override.path, override.lines.get(key, 1))

    for ident in override.articles:
        yield say("articles", ident, override.slug)
    for slug, idents in override.split.items():
        for ident in idents:
            yield say("split", ident, slug)
    for ident in override.without:
        yield say("without", ident, ALONE)
    particular = {*override.without, *(ident for idents in override.split.values() for ident in idents)}
    for other in override.merge:
        for ident in by_slug[other].members if other in by_slug else ():
            if ident in articles and ident not in particular and not articles[ident].event:
                yield say("merge", ident, override.slug)


def _unknown_article(decision: _Decision, articles: Iterable[str]) -> Problem:
    path, line, ident = decision.path, decision.line, decision.article
    near = get_close_matches(ident, list(articles), 1, 0.6)
    return Problem(
        path,
        line,
        1,
        "unknown-article",
        f"there is no article “{ident}”.",
        "The decision has no effect.",
        f"did you mean “{near[0]}”?" if near else "correct the id, or delete it.",
        "warning",
    )


def _unknown_event(override: Override, slug: str, slugs: Iterable[str]) -> Problem:
    path, line = override.path, override.lines.get("merge", 1)
    near = get_close_matches(slug, sorted(set(slugs)), 1, 0.6)
    return Problem(
        path,
        line,
        1,
        "unknown-event",
        f"there is no event “{slug}”.",
        "The decision has no effect.",
        f"did you mean “{near[0]}”?" if near else "correct the slug, or delete it.",
        "warning",
    )


def _contradiction(decision: _Decision, other: str) -> Problem:
    path, line, ident = decision.path, decision.line, decision.article
    return Problem(
        path,
        line,
        1 if line else 0,
        "contradiction",
        f"article “{ident}” is placed otherwise by {other}.",
        "An article belongs to one event.",
        "delete one of the two decisions.",
    )
