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
    event the slug of the one it goes into, which may be a new one; `kept` are the ids of events that the editor put
    together out of several, which a regrouping leaves whole.
    """

    placed: Mapping[str, str]
    merges: Mapping[str, str]
    problems: tuple[Problem, ...]
    kept: frozenset[str] = frozenset()


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

    The nearest word wins: an article's own `event:`, then the `articles` and `split` of a file, then `without`, then
    `merge`. Two words that want one article in two events, or one event in two, contradict each other: the nearer one
    wins, the first by slug among files, and the other is named as a problem. A file's `without` is content with any
    other event. Who is placed in an event that goes into another is placed in that one.
    """
    desk = _Desk(articles, events)
    ordered = sorted(overrides, key=lambda override: override.slug)
    for override in ordered:
        for other in override.merge:
            desk.merge(other, override)
    for ident, article in articles.items():
        if article.event:
            desk.place(_Decision(ident, article.event, article.path, 0))
    for override in ordered:
        for decision in _wishes(override):
            desk.place(decision)
    for override in ordered:
        for ident in override.without:
            desk.put_out(_Decision(ident, override.slug, override.path, override.lines.get("without", 1)))
    desk.carry_over()
    desk.look_for_unknown(ordered)
    desk.look_for_strays(ordered)
    desk.look_for_hidden(ordered)
    placed = {ident: decision.slug for ident, decision in desk.placed.items()}
    return Placement(placed, desk.merges, tuple(desk.problems), desk.kept())


def _wishes(override: Override) -> Iterator[_Decision]:
    """Yield which articles one file wants in which event."""
    for ident in override.articles:
        yield _Decision(ident, override.slug, override.path, override.lines.get("articles", 1))
    for slug, idents in override.split.items():
        for ident in idents:
            yield _Decision(ident, slug, override.path, override.lines.get("split", 1))


class _Desk:
    """The decisions so far, and what is wrong with others."""

    def __init__(self, articles: Mapping[str, Article], events: Sequence[Event]) -> None:
        self._articles = articles
        self._by_id = {event.id: event for event in events}
        self._by_slug = {slug: event for event in events for slug in (*event.former, event.slug)}
        self._homes = {member: event.slug for event in events for member in event.members}
        self.placed: dict[str, _Decision] = {}
        self.merges: dict[str, str] = {}
        self._movers: list[tuple[Event, Override]] = []
        self.problems: list[Problem] = []

    def place(self, decision: _Decision) -> None:
        """Place an article, unless a nearer word placed it otherwise."""
        if self._is_known(decision):
            now = replace(decision, slug=self._today(decision.slug))
            before = self.placed.setdefault(now.article, now)
            if before.slug != now.slug:
                self.problems.append(_contradiction(now, before.path))

    def put_out(self, decision: _Decision) -> None:
        """Put an article out of an event: alone, if no word gave it another."""
        if self._is_known(decision):
            before = self.placed.setdefault(decision.article, replace(decision, slug=ALONE))
            if before.slug == self._today(decision.slug):
                self.problems.append(_contradiction(decision, before.path))

    def merge(self, other: str, override: Override) -> None:
        """Send an event into that of `override`, unless another file sends it elsewhere, or that one into this."""
        event, target = self._by_slug.get(other), self._slug(override.slug)
        if event is None:
            return
        if event.slug == target:
            own = self._by_slug.get(override.slug)
            if own is not None and own.id != event.id:
                self.problems.append(_two_ways(override, other))  # it took this one in before
            return
        if self.merges.get(event.id, target) != target or self._end(target) == event.slug:
            self.problems.append(_two_ways(override, other))
            return
        self.merges[event.id] = target
        self._movers.append((event, override))

    def carry_over(self) -> None:
        """Place the articles of merged events that no word placed where the merges end."""
        for event, override in self._movers:
            target, line = self._end(event.slug), override.lines.get("merge", 1)
            for ident in event.members:
                if ident in self._articles:
                    self.placed.setdefault(ident, _Decision(ident, target, override.path, line))

    def kept(self) -> frozenset[str]:
        """Return the ids of events that others went, or go, into."""
        ends = {self._today(slug) for slug in self.merges.values()}
        return frozenset(self._by_slug[slug].id for slug in ends if slug in self._by_slug)

    def look_for_strays(self, overrides: Sequence[Override]) -> None:
        """Name the articles that a file splits off an event they are not in."""
        for override in overrides:
            for slug, idents in override.split.items():
                target = self._today(slug)
                for ident in idents:
                    home, decision = self._homes.get(ident), self.placed.get(ident)
                    if home and decision and decision.slug == target:
                        at = self._today(home)
                        if at not in {target, self._today(override.slug)}:
                            self.problems.append(_stray(override, ident, at))

    def look_for_hidden(self, overrides: Sequence[Override]) -> None:
        """Name the merges into an event that is hidden: the addresses of what goes there lead nowhere."""
        hidden = {self._today(override.slug) for override in overrides if override.hide}
        for override in overrides:
            if self._today(override.slug) in hidden:
                self.problems.extend(_hidden(override, slug) for slug in override.merge if slug in self._by_slug)

    def look_for_unknown(self, overrides: Sequence[Override]) -> None:
        """Name the slugs that no event has, and that no article was given."""
        slugs = sorted({*self._by_slug, *(decision.slug for decision in self.placed.values())} - {ALONE})
        for override in overrides:
            lost = [(slug, "merge") for slug in override.merge if slug not in self._by_slug]
            lost += [(override.slug, "")] if override.slug not in slugs else []
            self.problems.extend(_unknown_event(override, slug, key, slugs) for slug, key in lost)

    def _is_known(self, decision: _Decision) -> bool:
        if decision.article in self._articles:
            return True
        self.problems.append(_unknown_article(decision, self._articles))
        return False

    def _slug(self, slug: str) -> str:
        """Return the slug that an event has today, and for one that was merged that of the event it went into."""
        event = self._by_slug.get(slug)
        seen: set[str] = set()
        while event and event.merged in self._by_id and event.id not in seen:
            seen.add(event.id)
            event = self._by_id[event.merged]
        return event.slug if event else slug

    def _today(self, slug: str) -> str:
        """Return the slug of the event that a slug means, once all merges are carried out."""
        return self._end(self._slug(slug))

    def _end(self, slug: str) -> str:
        """Return the slug to which the merges so far lead; none of them leads back."""
        while (event := self._by_slug.get(slug)) and event.id in self.merges:
            slug = self.merges[event.id]
        return slug


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


def _unknown_event(override: Override, slug: str, key: str, slugs: Sequence[str]) -> Problem:
    path, line = override.path, override.lines.get(key, 1)
    near = get_close_matches(slug, slugs, 1, 0.6)
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


def _two_ways(override: Override, slug: str) -> Problem:
    return Problem(
        override.path,
        override.lines.get("merge", 1),
        1,
        "contradiction",
        f"event “{slug}” is to go two ways.",
        "An event goes into one other.",
        "delete one of the two merges.",
    )


def _stray(override: Override, ident: str, home: str) -> Problem:
    return Problem(
        override.path,
        override.lines.get("split", 1),
        1,
        "not-a-member",
        f"article “{ident}” is split off an event it is not in: it was in “{home}”.",
        "It is moved all the same.",
        f"list it in content/events/{home}.md, or delete it here.",
        "warning",
    )


def _hidden(override: Override, slug: str) -> Problem:
    return Problem(
        override.path,
        override.lines.get("merge", 1),
        1,
        "contradiction",
        f"event “{slug}” goes into one that is hidden.",
        "Its address leads nowhere, and its articles are not shown.",
        f"hide “{slug}” instead, or show the event it goes into.",
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
