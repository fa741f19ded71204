"""The whole pipeline on one page: inbox -> articles -> events -> pages -> site. Read it from top to bottom.

Stages take values and return values; between them only the store reads and writes. `today` comes from outside.
"""

from __future__ import annotations

import hashlib
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from generator.errors import DigestError, Problem
from generator.marking import mark_texts
from generator.model.content import Content
from generator.press import side_by_side
from generator.report import Input, Report
from generator.setting import Terms, set_again, set_articles
from generator.store.articles import FOLDER as ARTICLES
from generator.store.articles import duplicate_id, read_articles, write_article
from generator.store.atomic import settle
from generator.store.code import code_version
from generator.store.compiled import CompiledTemplates
from generator.store.config import Config, read_config, read_sources
from generator.store.curation import read_overrides, read_standing
from generator.store.editions import EDITIONS, read_editions, read_forewords, write_editions
from generator.store.inbox import InboxFile, list_inbox, read_inbox
from generator.store.ledger import LEDGER, read_ledger, write_ledger
from generator.store.lock import hold_lock
from generator.store.memory import Outcome
from generator.store.output import open_output
from generator.store.receipts import FOLDER as RECEIPTS
from generator.store.receipts import read_receipts, write_receipt
from generator.store.stock import StockRoom
from generator.store.theme import read_theme
from generator.store.tree import Stamp, scan, stats_before, stats_now, stats_of
from generator.text.fingerprint import fingerprint, fingerprint_bytes
from generator.workers import map_chunks, untold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import date
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from generator.grouping import Move
    from generator.indexing import Index
    from generator.model import Article, Event, RawArticle, Receipt, Story
    from generator.model.digest import Digest
    from generator.model.edition import Edition
    from generator.model.galley import Card
    from generator.model.override import Override, Standing
    from generator.model.page import Page
    from generator.model.voices import Likeness, Person, Quotation, Statement
    from generator.plan import Plan
    from generator.printer import Printer
    from generator.setting import SetArticle
    from generator.stopwatch import Stopwatch
    from generator.store.memory import Entry, Memory
    from generator.store.output import Written
    from generator.store.theme import Theme
    from generator.tabling import Table
    from generator.text.fingerprint import Part
    from generator.workers import Workers


T = TypeVar("T")

STYLESHEET = "assets/style.css"
SCRIPT = "assets/search.js"


def _silent(_: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How to build. `today` decides which cut rules of a source still hold; nothing else depends on the clock.

    `frozen` refuses to change `content/`; `base_url` and `relative_urls` stand in for those of the configuration
    where given, `output` for its output folder; `regroup` groups from scratch, ids kept; `talk` is told what goes on, a
    line at a time, and `progress` how much of that is done, and of how much. `jobs` is the number of processes at most; `force` makes every page anew. New articles are read,
    cleaned and encoded by `workers`, where there are any. `watch` takes the time of stages and pages.
    """

    today: date
    frozen: bool = False
    base_url: str | None = None
    relative_urls: bool | None = None
    regroup: bool = False
    output: str | None = None
    talk: Callable[[str], None] = _silent
    progress: Callable[[int, int], None] = untold
    jobs: int = 1
    force: bool = False
    workers: Workers | None = None
    watch: Stopwatch | None = None

    def stage(self, name: str) -> AbstractContextManager[None]:
        """Take the time of a stage of the build, where somebody asks for it."""
        return self.watch.stage(name) if self.watch else nullcontext()


@dataclass(frozen=True, slots=True)
class Step:
    """What a step of the pipeline left behind: the content, the files of `content/` it changed, and its report."""

    content: Content
    changed: tuple[str, ...] = ()
    inputs: tuple[Input, ...] = ()
    problems: tuple[Problem, ...] = ()


NOTHING_SAID = Outcome()

EMPTY = Content((), {}, {}, (), (), ())
"""The content of a step that had nothing to do."""


def build(root: Path, options: BuildOptions) -> Report:
    """Take in the inbox, group what is new, render the site at `root`.

    Raises DigestError where nothing can be built at all; what is wrong with single inputs is in the report.
    """
    with hold_lock(root):
        config = configure(root, options)
        with options.stage("read and set articles"):
            survey = look_round(root, config, options)
        with options.stage("take in the inbox"):
            survey, taken = take_in_news(survey, config, options)
        with options.stage("group by event"):
            survey, grouped = group_news(survey, config, options)
        if options.workers:
            options.workers.close()
        changed = (*taken.changed, *grouped.changed)
        overrides, of_events = read_overrides(root)
        standing, of_pages = read_standing(root, (config.language, *config.languages))
        problems = (*survey.problems, *of_events, *of_pages, *taken.problems, *grouped.problems)
        if options.frozen and changed:
            return Report(taken.inputs, (*problems, frozen_problem(changed)), changed=changed)
        ledger = grouped.content.ledger
        with options.stage("plan pages"):
            layout = lay_out(survey, config, ledger, overrides, standing, options)
        changed, problems = (*changed, *layout.changed), (*problems, *layout.problems)
        if layout.issued is not None:
            changed = (*changed, EDITIONS)
            if options.frozen:
                return Report(taken.inputs, (*problems, frozen_problem(changed)), changed=changed)
            write_editions(root, layout.issued)
        if layout.changed or layout.issued is not None:
            survey = replace(survey, tree=scan(root, survey.tree))
        with options.stage("render and write"):
            written, files = print_site(root, config, layout, options)
        with options.stage("remember"):
            remember(survey)
    counts = {
        "articles": len(survey.cards),
        "events": sum(bool(event.members) for event in ledger),
        "files": files,
        "written": len(written.news),
        "deleted": written.deleted,
    }
    problems = (*problems, *layout.plan.problems)
    return Report(taken.inputs, problems, counts, changed, config.output, stats_of(survey.tree), news=written.news)


def ingest(root: Path, options: BuildOptions) -> Report:
    """Take in the inbox, and stop there. The report knows what the next one would say."""
    with hold_lock(root):
        before = stats_before(root)
        content = read_content(root, configure(root, options))
        taken = take_in(root, content, options)
        if options.frozen and taken.changed:
            return _ingested(replace(taken, problems=(*taken.problems, frozen_problem(taken.changed))))
        # It is asked again rather than derived: what is said of a file that is taken in is not what is said of one that was.
        quietly = replace(options, frozen=True, talk=_silent, progress=untold)
        again = take_in(root, taken.content, quietly) if taken.changed else taken
        stats = stats_now(root, before, taken.changed) if before is not None and not again.changed else None
    return replace(_ingested(taken), stats=stats, again=_ingested(again) if taken.changed else None)


def _ingested(taken: Step) -> Report:
    problems = (*taken.content.problems, *taken.problems)
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
    standing, of_pages = read_standing(root, (config.language, *config.languages))
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

    raws, inputs, problems = _open_inbox(root, content, options.workers)
    problems += lost_wishes(content)
    delivery = sort_delivery(raws, content)
    taken = Taken({}, {}, (), ())
    if delivery.raws:
        options.talk(f"taking in {len(delivery.raws)} new of {len(inputs) + len(raws)} inputs")
        taken = take_in_new(delivery.raws, content, options.today, options.workers, options.progress)
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
        if receipts:
            settle(root / ARTICLES)
            settle(root / RECEIPTS)
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


_FILES_AT_A_TIME = 50
"""Files that a worker reads at a time: a page may take a tenth of a second."""


def _open_inbox(
    root: Path, content: Content, workers: Workers | None
) -> tuple[list[RawArticle], tuple[Input, ...], list[Problem]]:
    """Read the inbox: raw articles; the fates of files that were taken in before, or refused; what was wrong."""
    from generator.ingest import read_all, unread
    from generator.intake.inbox import known_places

    known = known_places(content)
    raws: list[RawArticle] = []
    inputs: list[Input] = []
    problems: list[Problem] = []
    new: list[tuple[str, bytes]] = []
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
        new.append((path, data))
    for (path, _), reading in zip(new, map_chunks(workers, read_all, new, _FILES_AT_A_TIME, unread), strict=True):
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
        return encode_stories(root, stories, config.encoder, options.workers, options.progress)

    settings = GroupOptions(window_days=config.group_window_days, workers=options.workers)
    grouped = group_articles(
        content.articles, content.overrides, content.ledger, encode, settings, again=options.regroup
    )
    changed: tuple[str, ...] = (LEDGER,) if grouped.differs(content.ledger, copies=not options.frozen) else ()
    if changed and not options.frozen:
        write_ledger(root, grouped.ledger)
    if not options.frozen:
        changed += measure_voices(root, config, content, grouped.ledger)
    return Step(replace(content, ledger=grouped.ledger), changed, (), grouped.problems)


def measure_voices(root: Path, config: Config, content: Content, ledger: Sequence[Event]) -> tuple[str, ...]:
    """Write down how near quotations in two languages are, of events that are new or have other members or texts.

    An event of articles that all name it themselves is not asked: nothing in it was ever encoded.
    """
    from generator.store.voices import VOICES, read_likenesses, write_likenesses

    before = {event.id: (event.members, event.texts) for event in content.ledger}
    articles = content.articles
    stale = [
        event
        for event in ledger
        if before.get(event.id) != (event.members, event.texts)
        and len({articles[member].lang for member in event.members if member in articles}) > 1
        and not all(articles[member].event for member in event.members if member in articles)
    ]
    if not stale:
        return ()
    from generator.hearing import liken

    known, _ = read_likenesses(root)
    found = {event.id: liken(root, [articles[ident] for ident in event.members], config.encoder) for event in stale}
    return (VOICES,) if write_likenesses(root, {**known, **found}) else ()


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


# --- articles -> cards ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Survey:
    """What a build finds: the files and their versions, what the last build knew, and the articles set.

    `cards` by article id, in order of id; `problems` those of single article files.
    """

    terms: Terms
    theme: Theme
    tree: Mapping[str, Stamp]
    memory: Memory
    entries: Mapping[str, Entry]
    cards: Mapping[str, Card]
    problems: tuple[Problem, ...]
    stock: StockRoom
    intake: Outcome = NOTHING_SAID
    grouping: Outcome = NOTHING_SAID


def look_round(root: Path, config: Config, options: BuildOptions) -> Survey:
    """Find out what there is, and set the articles that are new or changed since the last build."""
    from generator.languages import read_interfaces
    from generator.store.memory import Memory, read_memory

    code = code_version(root)
    memory = Memory() if options.force else read_memory(root, code)
    tree = scan(root, memory.tree)
    theme = read_theme(root)
    interfaces = read_interfaces(theme.words, (config.language, *config.languages))
    sources = {source.slug: source for source in read_sources(root)}
    terms = Terms(root, interfaces, sources, config.policy, code, config.search)
    stock = StockRoom(root, partial(set_again, terms))
    return set_news(Survey(terms, theme, tree, memory, memory.entries, {}, (), stock), options)


def set_news(survey: Survey, options: BuildOptions) -> Survey:
    """Set the articles of which file, receipt or source are other than they were; the others are as they were."""
    tree, terms = survey.tree, survey.terms
    entries: dict[str, Entry] = {}
    stale: list[str] = []
    for path in tree:
        if path.startswith(ARTICLES) and path.endswith(".md"):
            entry = survey.entries.get(path)
            if entry is not None and entry.key == _entry_key(entry, path, tree, terms):
                entries[path] = entry
            else:
                stale.append(path)
    if stale:
        if len(stale) > 1:
            options.talk(f"setting {len(stale)} articles")
        tree, current = dict(tree), len(entries)
        for part in side_by_side(partial(_set_run, tuple(stale), terms), len(stale), options.jobs):
            packed: dict[str, bytes] = {}
            for each in part:
                entries[each.path] = each.entry
                packed |= {name: data for name, data in each.stock if name}
                if tree[each.path].version != each.version:  # it was saved between the scan and the reading
                    tree[each.path] = Stamp(0, 0, each.version)
            survey.stock.add(packed)
            options.progress(len(entries) - current, len(stale))
    cards, problems = _gather(entries)
    return replace(survey, tree=tree, entries=entries, cards=cards, problems=problems)


def _set_run(paths: tuple[str, ...], terms: Terms, numbers: Sequence[int]) -> list[SetArticle]:
    return set_articles(tuple(paths[number] for number in numbers), terms)


def _entry_key(entry: Entry, path: str, tree: Mapping[str, Stamp], terms: Terms) -> str:
    version, card = tree[path].version, entry.card
    if card is None:
        return terms.key_of(version, "", "")
    receipt = tree.get(f"{RECEIPTS}/{card.id}.json")
    return terms.key_of(version, receipt.version if receipt else "", card.outlet)


def _gather(entries: Mapping[str, Entry]) -> tuple[dict[str, Card], tuple[Problem, ...]]:
    """Return the cards by id; of two files with one id the first is shown and the other is a problem."""
    cards: dict[str, Card] = {}
    problems: list[Problem] = []
    for path in sorted(entries):
        entry = entries[path]
        problems += entry.problems
        card = entry.card
        if card is not None and cards.setdefault(card.id, card) is not card:
            problems.append(duplicate_id(path, card.id, cards[card.id].path))
    return {ident: cards[ident] for ident in sorted(cards)}, tuple(problems)


def take_in_news(survey: Survey, config: Config, options: BuildOptions) -> tuple[Survey, Step]:
    """Take in what is new in the inbox; nothing is read where nothing is."""
    root = survey.terms.root
    wishes = tuple((card.id, card.wishes) for card in survey.cards.values())
    folders = ("content/inbox/", f"{RECEIPTS}/", "content/sources/")
    key = fingerprint(survey.terms.code, str(options.today), wishes, _versions(survey.tree, folders))
    known = survey.memory.intake
    if known.key == key:
        return replace(survey, intake=known), Step(EMPTY, (), known.inputs, known.problems)
    if not any(path.startswith(folders[:2]) for path in survey.tree) and not any(wish for _, wish in wishes):
        return replace(survey, intake=Outcome(key)), Step(EMPTY)
    content = read_content(root, config)
    step = take_in(root, content, options)
    if step.changed and not options.frozen:
        survey = set_news(replace(survey, tree=scan(root, survey.tree)), options)
    # What a step said that changed something is not what it says next time.
    outcome = Outcome() if step.changed else Outcome(key, step.inputs, step.problems)
    return replace(survey, intake=outcome), step


def group_news(survey: Survey, config: Config, options: BuildOptions) -> tuple[Survey, Step]:
    """Give every article an event; nothing is read where none is new and the editor says nothing new."""
    root = survey.terms.root
    placed = tuple((card.id, card.event) for card in survey.cards.values())
    settings = (config.group_window_days, config.encoder)
    ledger = read_ledger(root)
    places = _places(ledger)
    key = fingerprint(survey.terms.code, settings, placed, places, _versions(survey.tree, ("content/events/",)))
    known = survey.memory.grouping
    if known.key == key and not options.regroup:
        step = refresh_copies(survey, ledger, config, options)
        return replace(survey, grouping=known), replace(step, problems=known.problems)
    step = group(root, config, read_content(root, config), options)
    # What a step said that moved something is not what it says next time.
    outcome = Outcome(key, (), step.problems) if _places(step.content.ledger) == places else Outcome()
    return replace(survey, grouping=outcome), step


def _places(ledger: Sequence[Event]) -> tuple[Part, ...]:
    """Return what a ledger says of where articles are; copies follow from their texts."""
    return tuple((each.id, each.slug, each.members, each.former, each.merged, each.heir) for each in ledger)


def refresh_copies(survey: Survey, ledger: tuple[Event, ...], config: Config, options: BuildOptions) -> Step:
    """Say again which articles are one report, where texts changed and nothing else."""
    from generator.store.articles import read_article
    from generator.store.files import read_file

    root, cards = survey.terms.root, survey.cards

    def load(ident: str) -> Article:
        path = cards[ident].path
        return read_article(path, read_file(root, path))[0]

    def encode(stories: Sequence[Story]) -> Mapping[str, NDArray[np.float32]]:
        from generator.stories import encode_stories

        return encode_stories(root, stories, config.encoder)

    texts = {ident: (card.lang, card.body) for ident, card in cards.items()}
    told = frozenset(ident for ident, card in cards.items() if card.event)
    marks = mark_texts(ledger, texts, told)
    if all(event.texts == marks[event.id] for event in ledger):
        return Step(replace(EMPTY, ledger=ledger))
    from generator import grouping

    events = grouping.refresh_copies(ledger, marks, told, load, encode)
    # Copies follow from the texts and are no decision: a build that may not write finds them anew.
    changed = () if events == ledger or options.frozen else (LEDGER,)
    if changed:
        write_ledger(root, events)
    return Step(replace(EMPTY, ledger=events), changed)


def _versions(tree: Mapping[str, Stamp], folders: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((path, stamp.version) for path, stamp in tree.items() if path.startswith(folders))


def name_news(digest: Digest, survey: Survey, options: BuildOptions) -> tuple[Digest, Step]:
    """Add the names of all shown articles to a digest; they are joined only where some article names others than before."""
    from generator.store.names import ADDRESSES, read_known_names, read_name_rules, write_known_names
    from generator.store.roll import read_roll, write_roll
    from generator.store.voices import read_likenesses

    root, cards = survey.terms.root, digest.cards
    rules, problems = read_name_rules(root)
    known = read_known_names(root)
    likenesses, torn = read_likenesses(root)
    events = {ident: event.id for event in digest.events for ident in event.members}
    placed = tuple((card.id, card.names, events[card.id]) for card in cards.values() if card.names)
    if not placed:
        return replace(digest, likenesses=likenesses), Step(EMPTY, (), (), (*problems, *torn))
    key = fingerprint(survey.terms.code, repr(rules), repr(known), placed)
    roll = read_roll(root, key)
    changed: tuple[str, ...] = ()
    if roll is None:
        from generator.voicing import addressed, enrol

        notes = survey.stock.notes_of(cards.values())
        roll, names = enrol({ident: each.mentions for ident, each in notes.items()}, rules, known, events)
        if options.frozen:
            roll = addressed(roll, known)
        elif names != known:
            write_known_names(root, names)
            changed, key = (ADDRESSES,), fingerprint(survey.terms.code, repr(rules), repr(names), placed)
        write_roll(root, key, roll)
    return replace(digest, roll=roll, likenesses=likenesses), Step(EMPTY, changed, (), (*problems, *torn))


def align(
    quotations: Mapping[str, Sequence[Quotation]],
    likenesses: Sequence[Likeness],
    people: Mapping[tuple[str, str], Person],
) -> tuple[Statement, ...]:
    """Find the statements among the quotations of an event's articles; the room of voices is opened when one is set."""
    from generator.voices import align_statements

    return align_statements(quotations, likenesses, people)


def remember(survey: Survey) -> None:
    """Leave for the next build what this one knows."""
    from generator.store.memory import Memory, write_memory

    memory = Memory(dict(survey.tree), dict(survey.entries), survey.intake, survey.grouping)
    if memory != survey.memory:
        write_memory(survey.terms.root, survey.terms.code, memory)
        cards = survey.cards.values()
        names = (name for card in cards for name in (card.slip, card.galley, card.notes, card.postings))
        survey.stock.clear_out((*names, *(name for card in cards for pair in card.further for name in pair)))


# --- cards and events -> site ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Layout:
    """A site ready to be printed: its plan, what renders it, and the files that no template makes.

    `issued` are all editions that are out, where some of them are since now, else `None`.
    """

    plan: Plan
    renderer: Printer
    files: Mapping[str, bytes]
    issued: tuple[Edition, ...] | None = None
    problems: tuple[Problem, ...] = ()
    changed: tuple[str, ...] = ()
    index: Index | None = None
    """What the search page looks up; `None` where the site has none."""
    table: Table | None = None
    """The quotations as a table; `None` where the site has no data for programs."""


def lay_out(  # noqa: PLR0913  # what a site is made of
    survey: Survey,
    config: Config,
    ledger: tuple[Event, ...],
    overrides: tuple[Override, ...],
    standing: tuple[Standing, ...],
    options: BuildOptions,
) -> Layout:
    """Name the names and plan the site. Nothing is rendered yet."""
    from generator.indexing import plan_index
    from generator.languages import name_languages, settle, speak, tongues, unite
    from generator.plan import SiteSettings, plan_site
    from generator.plan.permalinks import QUOTATIONS, SEARCH_INDEX, SUMS
    from generator.printer import Printer
    from generator.publication import assemble, date_editions, host_files, schema_files, set_prose
    from generator.render import Addresses, Renderer, ThemeFile
    from generator.tabling import plan_table

    terms, theme = survey.terms, survey.theme
    published = read_editions(terms.root)
    forewords, of_editions = read_forewords(terms.root)
    reasons = terms.interfaces[0].reasons
    digest = assemble(survey.cards, ledger, overrides, standing, terms.sources, reasons, survey.stock)
    digest = date_editions(digest, published, forewords, options.today)
    digest, named = name_news(replace(digest, align=align), survey, options)
    printer, no_cards = Printer.find(config.cards and bool(config.base_url))
    settings = SiteSettings(
        title=config.title,
        description=config.description,
        base_url=config.base_url,
        stylesheet=f"/{STYLESHEET}",
        feed_entries=config.feed_entries,
        page_articles=config.page_articles,
        cards=printer.draws,
        search=f"/{SCRIPT}" if config.search else "",
        data=config.data,
    )
    files = {
        STYLESHEET: theme.texts["style.css"].encode(),
        **({SCRIPT: theme.texts["search.js"].encode()} if config.search else {}),
        **(schema_files() if config.data else {}),
        **theme.files,
    }
    templates = {name: ThemeFile(text, theme.paths[name]) for name, text in theme.texts.items()}
    shelf = CompiledTemplates(terms.root, terms.code)
    spoken = tongues(terms)
    languages = name_languages(spoken, config.base_url)
    own = (*(f"/{path}" for path in files), QUOTATIONS, SUMS, SEARCH_INDEX)
    shared = frozenset(own) if languages else frozenset()
    plans: dict[str, Plan] = {}
    renderers: dict[str, Renderer] = {}
    written: tuple[Problem, ...] = ()
    for tongue in spoken:
        words, prefix = tongue.interface.words, tongue.prefix
        addresses = Addresses(config.base_url, config.relative_urls, prefix, shared)
        prose = set_prose(standing, overrides, forewords, ledger, addresses)
        written = written or prose.problems
        of_language = settle(settings, tongue, languages, config.language)
        plans[prefix] = plan_site(speak(digest, tongue, config.language), of_language, words, prose)
        renderers[prefix] = Renderer(templates, plans[prefix].site, words, addresses, shelf)
    plan = unite(plans)
    files |= host_files(plan.redirects, search=config.search)
    index = plan_index(plan.desk, terms.code) if config.search else None
    issued = digest.editions if digest.editions != published else None
    table = plan_table(plan.desk, config.base_url, terms.code) if config.data else None
    problems = (*of_editions, *no_cards, *named.problems, *written)
    printer = printer.with_renderers(renderers, terms.code)
    return Layout(plan, printer, files, issued, problems, named.changed, index, table)


def print_site(root: Path, config: Config, layout: Layout, options: BuildOptions) -> tuple[Written, int]:
    """Write the site: only pages whose key is not that of the shown one are rendered. Return also how many files it has."""
    from generator.indexing import print_index
    from generator.plan.permalinks import QUOTATIONS, SUMS, file_of
    from generator.press import Sheets, print_pages
    from generator.tabling import make_table

    output = open_output(root, config.output)
    kept: dict[str, str] = {}
    stale: list[tuple[Page, str]] = []
    for page in layout.plan.pages:
        key, shown = layout.renderer.key(page), output.live.get(page.path)
        if shown and shown.key == key and not options.force:
            kept[page.path] = key
        else:
            stale.append((page, key))
    if stale:
        options.talk(f"rendering {len(stale)} of {len(layout.plan.pages)} pages")
    sheets = Sheets([page for page, _ in stale], [key for _, key in stale], layout.renderer, output, options.watch)
    put = print_pages(sheets, options.jobs, options.progress)
    for path, data in layout.files.items():
        put[path] = output.put(path, data, fingerprint_bytes(data))
    if layout.index:
        same, news = print_index(root, layout.index, output, again=options.force)
        kept |= same
        put |= news
    if layout.table:
        path, key = file_of(QUOTATIONS), layout.table.key
        shown = output.live.get(path)
        if shown and shown.key == key and not options.force:
            kept[path] = key
        else:
            put[path] = output.put(path, make_table(root, layout.table), key)
        sums = list_sums(output.sums(kept, put))
        put[file_of(SUMS)] = output.put(file_of(SUMS), sums, fingerprint_bytes(sums))
    return output.finish(kept, put), len(kept) + len(put)


def list_sums(sums: Mapping[str, str]) -> bytes:
    """Return the SHA-256 of files as `sha256sum --check` reads them."""
    return "".join(f"{sha256}  {path}\n" for path, sha256 in sums.items()).encode()


@dataclass(frozen=True, slots=True)
class Rendered:
    """The files of a site by path, and what was wrong with single ones."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def render(root: Path, config: Config, content: Content, options: BuildOptions) -> Rendered:
    """Render every page of the site from `content`, and write none."""
    from generator.indexing import make_index
    from generator.plan.permalinks import QUOTATIONS, SUMS, file_of
    from generator.tabling import make_table

    survey = look_round(root, config, options)
    reading = replace(options, frozen=True)
    layout = lay_out(survey, config, content.ledger, content.overrides, content.standing, reading)
    files = {page.path: layout.renderer.render(page) for page in layout.plan.pages}
    files |= {**layout.files, **(make_index(layout.index) if layout.index else {})}
    if layout.table:
        files[file_of(QUOTATIONS)] = make_table(root, layout.table)
        files[file_of(SUMS)] = list_sums({path: hashlib.sha256(files[path]).hexdigest() for path in sorted(files)})
    return Rendered(files, (*layout.problems, *layout.plan.problems))


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
