"""The editor's decisions about events, written into the editor's own files: merge, split, move, rename.

Each door changes as little as it can in `content/events/*.md` and `content/articles/*.md`, groups, and says what moved.
The newest word wins: an older one that says otherwise of the same article or event is taken out of its list.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from generator.build import configure, find_moves, group, read_content
from generator.curate import place_articles, rename_events
from generator.errors import DigestError, Exit, Problem
from generator.report import Report
from generator.store.articles import FOLDER as ARTICLES
from generator.store.articles import read_article
from generator.store.curation import ALONE, EVENTS, read_override, read_text, write_text
from generator.store.lock import hold_lock
from generator.text.amend import add_names, drop_name, put_value
from generator.text.slugs import is_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from generator.build import BuildOptions
    from generator.grouping import Move
    from generator.model import Article, Event
    from generator.model.content import Content
    from generator.model.override import Override


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a decision came to: the report, whose `changed` names the files of `content/`, and the articles that moved."""

    report: Report
    moves: tuple[Move, ...]


def merge(root: Path, into: str, gone: str, options: BuildOptions) -> Outcome:
    """Let event `gone` go into event `into`, whose file gets it under `merge`; its address redirects for ever."""

    def decide(desk: _Desk) -> None:
        target, other = desk.event(into), desk.event(gone)
        if target.id == other.id:
            raise _refuse(gone, f"“{into}” and “{gone}” are one event.", "name two events.")
        for override in desk.overrides():
            for slug in override.merge:
                # A word that sends it elsewhere, or the target into it, is older than this one.
                own = desk.owner(override.slug)
                of_other, of_target = (slug in (each.slug, *each.former) for each in (other, target))
                if (of_other and own != target.id) or (of_target and own == other.id):
                    desk.amend(override.path, drop_name(desk.text(override.path), "merge", slug, override.path))
        path = desk.file_of(target)
        desk.amend(path, add_names(desk.text(path), "merge", [other.slug], path))

    return _carry_out(root, decide, options)


def split(root: Path, event: str, slug: str, articles: Sequence[str], options: BuildOptions) -> Outcome:
    """Take `articles` out of an event into a new one called `slug`; the event's file gets them under `split`."""

    def decide(desk: _Desk) -> None:
        whole = desk.event(event)
        path = desk.file_of(whole)
        before = next((each for each in desk.overrides() if each.path == path), None)
        if desk.owner(slug) is not None and not (before and slug in before.split):
            raise _refuse(slug, f"there is an event “{slug}” already.", "use `digest event move`, or another slug.")
        if not is_slug(slug) or slug == ALONE:
            raise _refuse(slug, f"“{slug}” is no slug.", "use a-z, 0-9 and single hyphens.")
        for ident in articles:
            if desk.article(ident).id not in whole.members:
                what = f"article “{ident}” is not in event “{whole.slug}”."
                raise _refuse(ident, what, "see `digest explain`, or use `digest event move`.")
        if set(articles) >= set(whole.members):
            raise _refuse(event, "nothing would be left of the event.", "use `digest event rename`.")
        for ident in articles:
            desk.forget(ident, slug)
            if desk.article(ident).event:
                desk.place(ident, slug)
        desk.amend(path, add_names(desk.text(path), "split", articles, path, under=slug))

    return _carry_out(root, decide, options)


def move(root: Path, article: str, event: str, options: BuildOptions) -> Outcome:
    """Put an article into an event, or by itself where `event` is "none": its own file says so, the nearest word."""

    def decide(desk: _Desk) -> None:
        slug = ALONE if event == ALONE else desk.event(event).slug
        desk.article(article)
        desk.forget(article, slug)
        desk.place(article, slug)

    return _carry_out(root, decide, options)


def rename(root: Path, event: str, slug: str, options: BuildOptions) -> Outcome:
    """Give an event another slug: its file gets it under `rename`, the ledger keeps the old one, which redirects."""

    def decide(desk: _Desk) -> None:
        renamed = desk.event(event)
        if not is_slug(slug) or slug == ALONE:
            raise _refuse(slug, f"“{slug}” is no slug.", "use a-z, 0-9 and single hyphens.")
        if desk.owner(slug) not in {None, renamed.id}:
            raise _refuse(slug, f"“{slug}” is, or was, the address of another event.", "choose another slug.")
        path = desk.file_of(renamed)
        desk.amend(path, put_value(desk.text(path), "rename", slug, path))

    return _carry_out(root, decide, options)


def _carry_out(root: Path, decide: Callable[[_Desk], None], options: BuildOptions) -> Outcome:
    """Let a decision be made, write the files it changed, group, and tell what moved.

    Raises DigestError, and writes nothing, where the decision would contradict another. With `options.frozen` nothing
    is written either way.
    """
    with hold_lock(root):
        config = configure(root, options)
        content = read_content(root, config)
        desk = _Desk(root, content)
        decide(desk)
        decided = desk.decided()
        wrong = [problem for problem in _problems(decided) if problem.severity == "error"]
        before = {(problem.path, problem.code, problem.what) for problem in _problems(content)}
        if fresh := [problem for problem in wrong if (problem.path, problem.code, problem.what) not in before]:
            raise DigestError(*fresh)
        if not options.frozen:
            for path, text in sorted(desk.texts.items()):
                write_text(root, path, text)
        grouped = group(root, config, decided, options)
        moves = find_moves(root, config, replace(decided, ledger=content.ledger), grouped.content)
    problems = (*content.problems, *grouped.problems)
    return Outcome(Report((), problems, {"moved": len(moves)}, (*sorted(desk.texts), *grouped.changed)), moves)


def _problems(content: Content) -> tuple[Problem, ...]:
    """Return what is wrong with the decisions of a content."""
    renamed = rename_events(content.ledger, content.overrides)
    return (*place_articles(content.articles, content.overrides, renamed.events).problems, *renamed.problems)


class _Desk:
    """The content with the editor's files on it; `texts` are those that were changed, by path."""

    def __init__(self, root: Path, content: Content) -> None:
        self._root = root
        self._content = content
        self._ledger = rename_events(content.ledger, content.overrides).events
        self._by_id = {event.id: event for event in self._ledger}
        self._owners = {slug: event.id for event in self._ledger for slug in (*event.former, event.slug)}
        self.texts: dict[str, str] = {}

    def event(self, name: str) -> Event:
        """Return the event of a slug, a former slug or an id, or the one it was merged into."""
        ident = self._owners.get(name, name)
        if ident not in self._by_id:
            raise DigestError(_unknown("event", name, self._owners), code=Exit.USAGE)
        seen = {ident}
        while (into := self._by_id[ident].merged) and into in self._by_id and into not in seen:
            seen.add(into)
            ident = into
        return self._by_id[ident]

    def article(self, ident: str) -> Article:
        """Return an article."""
        if ident not in self._content.articles:
            raise DigestError(_unknown("article", ident, self._content.articles), code=Exit.USAGE)
        return self._content.articles[ident]

    def owner(self, slug: str) -> str | None:
        """Return the id of the event that has or had a slug."""
        return self._owners.get(slug)

    def overrides(self) -> tuple[Override, ...]:
        """Return the files about events as they were."""
        return self._content.overrides

    def file_of(self, event: Event) -> str:
        """Return the path of an event's file: the one it has under any of its slugs, else a new one."""
        named = {override.slug: override.path for override in self._content.overrides}
        slugs = (event.slug, *reversed(event.former))
        return next((named[slug] for slug in slugs if slug in named), f"{EVENTS}/{event.slug}.md")

    def text(self, path: str) -> str:
        """Return a file as it is to be."""
        return self.texts.get(path) or read_text(self._root, path)

    def amend(self, path: str, text: str) -> None:
        """Change a file."""
        if text != read_text(self._root, path):
            self.texts[path] = text
        else:
            self.texts.pop(path, None)

    def place(self, ident: str, slug: str) -> None:
        """Write `event: slug` into an article."""
        path = self.article(ident).path
        self.amend(path, put_value(self.text(path), "event", slug, path))

    def forget(self, ident: str, slug: str) -> None:
        """Take an article out of the lists that want it elsewhere than in the event called `slug`, or not there."""
        target = self._owners.get(slug, slug)
        for override in self._content.overrides:
            path, own = override.path, self._owners.get(override.slug, override.slug)
            if ident in override.articles and own != target:
                self.amend(path, drop_name(self.text(path), "articles", ident, path))
            if ident in override.without and own == target:
                self.amend(path, drop_name(self.text(path), "without", ident, path))
            for name, idents in override.split.items():
                if ident in idents and self._owners.get(name, name) != target:
                    self.amend(path, drop_name(self.text(path), "split", ident, path, under=name))

    def decided(self) -> Content:
        """Return the content as the changed files have it."""
        overrides = {override.path: override for override in self._content.overrides}
        articles = dict(self._content.articles)
        for path, text in self.texts.items():
            if path.startswith(f"{ARTICLES}/"):
                article, _ = read_article(path, text.encode())
                articles[article.id] = article
            else:
                overrides[path], _ = read_override(path, text)
        ordered = tuple(sorted(overrides.values(), key=lambda override: override.slug))
        return replace(self._content, articles=articles, overrides=ordered)


def _unknown(kind: str, name: str, names: Iterable[str]) -> Problem:
    near = get_close_matches(name, list(names), 1, 0.5)
    mend = f"did you mean “{near[0]}”?" if near else "see content/ledger.jsonl, or `digest explain`."
    return Problem(name, 0, 0, "unknown-name", f"there is no {kind} of that name.", "Nothing was written.", mend)


def _refuse(name: str, what: str, mend: str) -> DigestError:
    return DigestError(Problem(name, 0, 0, "refused-decision", what, "Nothing was written.", mend), code=Exit.USAGE)
