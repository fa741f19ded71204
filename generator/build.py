"""The whole pipeline on one page: inbox -> articles -> events -> pages -> site. Read it from top to bottom.

Stages take values and return values; between them only the store reads and writes. `today` comes from outside.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from generator.errors import DigestError, Problem
from generator.model.content import Content
from generator.report import Input, Report
from generator.store.articles import read_articles, write_article
from generator.store.config import Config, read_config, read_sources
from generator.store.curation import read_overrides, read_standing
from generator.store.inbox import InboxFile, list_inbox, read_inbox
from generator.store.ledger import LEDGER, read_ledger, write_ledger
from generator.store.lock import hold_lock
from generator.store.output import write_site
from generator.store.receipts import FOLDER as RECEIPTS
from generator.store.receipts import read_receipts, write_receipt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from generator.grouping import Move
    from generator.model import RawArticle, Receipt, Story


T = TypeVar("T")


def _silent(_: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How to build. `today` decides which cut rules of a source still hold; nothing else depends on the clock.

    `frozen` refuses to change `content/`; `base_url` and `relative_urls` stand in for those of the configuration
    where given, `output` for its output folder; `regroup` groups from scratch, ids kept; `talk` is told what goes on, a line at a time.
    """

    today: date
    frozen: bool = False
    base_url: str | None = None
    relative_urls: bool | None = None
    regroup: bool = False
    output: str | None = None
    talk: Callable[[str], None] = _silent


@dataclass(frozen=True, slots=True)
class Step:
    """What a step of the pipeline left behind: the content, the files of `content/` it changed, and its report."""

    content: Content
    changed: tuple[str, ...] = ()
    inputs: tuple[Input, ...] = ()
    problems: tuple[Problem, ...] = ()


def build(root: Path, options: BuildOptions) -> Report:
    """Take in the inbox, group what is new, render the site at `root`.

    Raises DigestError where nothing can be built at all; what is wrong with single inputs is in the report.
    """
    with hold_lock(root):
        config = configure(root, options)
        content = read_content(root, config)
        taken = take_in(root, content, options)
        grouped = group(root, config, taken.content, options)
        changed = (*taken.changed, *grouped.changed)
        problems = (*content.problems, *taken.problems, *grouped.problems)
        if options.frozen and changed:
            return Report(taken.inputs, (*problems, frozen_problem(changed)), changed=changed)
        site = render(root, config, grouped.content, options)
        written = write_site(root, config.output, site.files)
    counts = {
        "articles": len(grouped.content.articles),
        "events": sum(bool(event.members) for event in grouped.content.ledger),
        "files": len(site.files),
        "written": written.written,
        "deleted": written.deleted,
    }
    return Report(taken.inputs, (*problems, *site.problems), counts, changed)


def ingest(root: Path, options: BuildOptions) -> Report:
    """Take in the inbox, and stop there."""
    with hold_lock(root):
        content = read_content(root, configure(root, options))
        taken = take_in(root, content, options)
    problems = (
        *content.problems,
        *taken.problems,
        *([frozen_problem(taken.changed)] if options.frozen and taken.changed else []),
    )
    return Report(taken.inputs, problems, {"articles": len(taken.content.articles)}, taken.changed)


def regroup_site(root: Path, options: BuildOptions) -> tuple[Report, tuple[Move, ...]]:
    """Group the articles that are there; return the report, and each article that moved, with the reason.

    With `options.frozen` nothing is written.
    """
    with hold_lock(root):
        config = configure(root, options)
        content = read_content(root, config)
        grouped = group(root, config, content, options)
        moves = find_moves(root, config, content, grouped.content)
    articles = len(grouped.content.articles)
    counts = {"articles": articles, "events": sum(bool(event.members) for event in grouped.content.ledger)}
    return Report((), (*content.problems, *grouped.problems), counts, grouped.changed), moves


def read_content(root: Path, config: Config) -> Content:
    """Read all of `content/` but the inbox. Raises DigestError where a memory (ledger, receipt) is torn."""
    shelf = read_articles(root)
    overrides, of_events = read_overrides(root)
    standing, of_pages = read_standing(root, config.language)
    return Content(
        sources=read_sources(root),
        articles=shelf.articles,
        receipts=read_receipts(root),
        ledger=read_ledger(root),
        overrides=overrides,
        standing=standing,
        problems=(*shelf.problems, *of_events, *of_pages),
    )


# --- inbox -> articles ----------------------------------------------------------------------------------------------


def take_in(root: Path, content: Content, options: BuildOptions) -> Step:
    """Make articles and receipts of what is new in the inbox, and write them."""
    from generator.intake import Taken, honour_lines, lost_wishes, overruled, sort_delivery, take_in_new

    raws, inputs, problems = _open_inbox(root, content)
    problems += lost_wishes(content)
    delivery = sort_delivery(raws, content)
    taken = Taken({}, {}, (), ())
    if delivery.raws:
        options.talk(f"taking in {len(delivery.raws)} new of {len(inputs) + len(raws)} inputs")
        taken = take_in_new(delivery.raws, content, options.today)
    if wanted := [ident for ident in overruled(content) if ident not in taken.articles]:
        again = reread(root, (content.receipts[ident] for ident in wanted))
        kept = honour_lines(tuple(again.values()), content, options.today)
        taken = replace(
            taken,
            articles={**taken.articles, **kept.articles},
            receipts={**taken.receipts, **kept.receipts},
            problems=(*taken.problems, *kept.problems),
        )
    articles = {ident: article for ident, article in taken.articles.items() if content.articles.get(ident) != article}
    receipts = {ident: receipt for ident, receipt in taken.receipts.items() if content.receipts.get(ident) != receipt}
    if not options.frozen:
        for article in articles.values():
            write_article(root, article)
        for receipt in receipts.values():
            write_receipt(root, receipt)
    changed = (*(article.path for article in articles.values()), *(f"{RECEIPTS}/{ident}.json" for ident in receipts))
    content = replace(
        content,
        articles=_by_id({**content.articles, **taken.articles}),
        receipts=_by_id({**content.receipts, **taken.receipts}),
    )
    inputs = _sorted((*inputs, *delivery.inputs, *taken.inputs))
    return Step(content, tuple(sorted(changed)), inputs, (*problems, *taken.problems))


def reread(root: Path, receipts: Iterable[Receipt]) -> dict[tuple[str, int], RawArticle]:
    """Read the raw files of these receipts again, by path and item; what is gone or refused today is left out."""
    from generator.ingest import read

    places = {(receipt.path, receipt.item) for receipt in receipts}
    raws: dict[tuple[str, int], RawArticle] = {}
    for path in sorted({path for path, _ in places}):
        try:
            reading = read(path, read_inbox(root, path))
        except DigestError:
            continue  # `digest check` tells of raw files that are gone
        raws |= {(raw.path, raw.item): raw for raw in reading.articles if (raw.path, raw.item) in places}
    return raws


def _open_inbox(root: Path, content: Content) -> tuple[list[RawArticle], tuple[Input, ...], list[Problem]]:
    """Read the inbox: raw articles; the fates of files that were taken in before, or refused; what was wrong."""
    from generator.ingest import read
    from generator.intake.inbox import known_places

    known = known_places(content)
    raws: list[RawArticle] = []
    inputs: list[Input] = []
    problems: list[Problem] = []
    for found in list_inbox(root):
        path = found.path
        try:
            if not isinstance(found, InboxFile):
                raise DigestError(found)  # noqa: TRY301  # one way out for whatever cannot be read
            data = read_inbox(root, path)
        except DigestError as error:
            problems += error.problems
            inputs.append(Input(path, 0, "refused"))
            continue
        sha256, before = known.get((path, 0), ("", None))
        if before is not None and sha256 == hashlib.sha256(data).hexdigest():
            inputs.append(before)
            continue
        reading = read(path, data)
        raws += reading.articles
        problems += reading.problems
        inputs += [Input(path, 0, "refused")] * reading.refused
    return raws, tuple(inputs), problems


# --- articles -> events ---------------------------------------------------------------------------------------------


def group(root: Path, config: Config, content: Content, options: BuildOptions) -> Step:
    """Give every article an event, and write the ledger."""
    from generator.group import GroupOptions
    from generator.grouping import group_articles

    def encode(stories: Sequence[Story]) -> Mapping[str, NDArray[np.float32]]:
        from generator.stories import encode_stories

        options.talk("grouping by event")
        return encode_stories(root, stories, config.encoder)

    settings = GroupOptions(window_days=config.group_window_days)
    grouped = group_articles(
        content.articles, content.overrides, content.ledger, encode, settings, again=options.regroup
    )
    changed = (LEDGER,) if grouped.differs(content.ledger, copies=not options.frozen) else ()
    if changed and not options.frozen:
        write_ledger(root, grouped.ledger)
    return Step(replace(content, ledger=grouped.ledger), changed, (), grouped.problems)


def find_moves(root: Path, config: Config, before: Content, after: Content) -> tuple[Move, ...]:
    """Return the articles of `after` that are in another event than `before`, each with its reason."""
    from generator import grouping
    from generator.group import GroupOptions
    from generator.stories import encode_stories

    settings = GroupOptions(window_days=config.group_window_days)
    return grouping.find_moves(
        after.articles,
        after.overrides,
        before.ledger,
        after.ledger,
        lambda stories: encode_stories(root, stories, config.encoder),
        settings,
    )


# --- events -> site -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rendered:
    """The files of a site by path, and what was wrong with single ones."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def render(root: Path, config: Config, content: Content, options: BuildOptions) -> Rendered:
    """Plan the site and render every page of it."""
    from generator.plan import SiteSettings, plan_site
    from generator.publication import assemble, host_files, read_words, set_prose
    from generator.render import Addresses, Renderer, ThemeFile
    from generator.store.theme import read_theme

    options.talk("rendering")
    theme = read_theme(root)
    words = read_words(theme.words, config.language)
    digest, problems = assemble(config, content, words)
    stylesheet = theme.texts["style.css"].encode()
    style_path = f"assets/style.{hashlib.sha256(stylesheet).hexdigest()[:10]}.css"
    settings = SiteSettings(
        title=config.title,
        description=config.description,
        base_url=config.base_url,
        stylesheet=f"/{style_path}",
        feed_entries=config.feed_entries,
        page_articles=config.page_articles,
    )
    addresses = Addresses(config.base_url, config.relative_urls)
    plan = plan_site(digest, settings, words, set_prose(content, addresses))
    templates = {name: ThemeFile(text, theme.paths[name]) for name, text in theme.texts.items()}
    renderer = Renderer(templates, plan.site, words, addresses)
    files = {page.path: renderer.render(page) for page in plan.pages}
    files[style_path] = stylesheet
    files |= {**host_files(plan.redirects), **theme.files}
    return Rendered(files, (*problems, *plan.problems))


def configure(root: Path, options: BuildOptions) -> Config:
    """Return the configuration of the site at `root`, with what the options override."""
    config = read_config(root)
    base_url = config.base_url if options.base_url is None else options.base_url.rstrip("/")
    relative = config.relative_urls if options.relative_urls is None else options.relative_urls
    return replace(config, base_url=base_url, relative_urls=relative, output=options.output or config.output)


def _by_id(values: Mapping[str, T]) -> dict[str, T]:
    return {ident: values[ident] for ident in sorted(values)}


def _sorted(inputs: Sequence[Input]) -> tuple[Input, ...]:
    return tuple(sorted(inputs, key=lambda each: (each.path, each.item, each.fate)))


def frozen_problem(changed: Sequence[str]) -> Problem:
    """Return the problem that content would change where it must not."""
    names = ", ".join(changed[:3]) + (f" and {len(changed) - 3} more" if len(changed) > 3 else "")
    return Problem(
        changed[0],
        0,
        0,
        "frozen",
        f"content would change: {names}.",
        "With --frozen the site is built from what is committed.",
        "run `digest build` and commit content/.",
    )
