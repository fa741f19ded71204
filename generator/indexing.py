"""The index of the search page: what is shown of all articles, in files that are written anew only where they must be."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from generator.store.cache import Cache
from generator.text.fingerprint import fingerprint, fingerprint_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.model.galley import Card, Stock
    from generator.model.voices import Name
    from generator.plan import Desk
    from generator.search import Arrangement, IndexedArticle, IndexedEvent, Names
    from generator.search.patching import Change
    from generator.store.output import Output, Printed

FOLDER = "search/"

_FEW = 100
"""Changed articles from which all are merged anew: that takes about as long then as so many changes one by one."""


@dataclass(frozen=True, slots=True)
class Index:
    """What an index is made of. The articles of `arrangement` have the names of their postings for these.

    `cards` by article id; `code` is the version of the code.
    """

    arrangement: Arrangement
    names: Names
    cards: Mapping[str, Card]
    stock: Stock
    code: str
    echoes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By article id, the names that lead to it though its event has them in other scripts or spellings."""


def plan_index(desk: Desk, code: str) -> Index:
    """Say what is to be found on the search page of a site, by cards alone."""
    from generator.plan.permalinks import event_url
    from generator.plan.wording import set_text
    from generator.search import IndexedArticle, IndexedEvent, Names, arrange

    events: list[IndexedEvent] = []
    for ident, sheet in desk.sheets.items():
        first, own = sheet.cards[0], sheet.override.title if sheet.override else ""
        title = set_text(own, desk.words.lang) if own else set_text(first.title, first.lang)
        articles = tuple(
            IndexedArticle(card.id, card.lang, card.source, card.day, card.postings.encode()) for card in sheet.cards
        )
        events.append(IndexedEvent(ident, event_url(sheet.event.slug), title, articles))
    cards, sources = desk.digest.cards, desk.digest.sources
    languages = {tag: desk.words.language(tag) for tag in sorted({card.lang for card in cards.values()})}
    outlets = {
        card.source: sources[card.outlet].name if card.outlet in sources else card.outlet
        for card in cards.values()
        if card.source
    }
    home = {ident: sheet.event.id for ident, sheet in desk.sheet_of.items()}
    echoes = echo_names(desk.digest.roll.names, {event.id: event.articles for event in events}, home)
    return Index(arrange(events), Names(languages, outlets), cards, desk.digest.stock, code, echoes)


def echo_names(
    names: Iterable[Name], events: Mapping[str, Sequence[IndexedArticle]], home: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """Return the names that lead to articles which do not have them, by article id.

    A name that is written in several scripts leads to each event that has it in one of them. What its articles have in
    their own language leads there anyway; of the rest, the first of them speaks for the event. `events` gives the
    articles of each event, `home` the event of each article.
    """
    found: dict[str, set[str]] = {}
    for name in names:
        if len({lang for lang, _ in name.forms}) == 1 and not name.also:
            continue
        members: dict[str, set[str]] = {}
        for ident in name.articles:
            members.setdefault(home[ident], set()).add(ident)
        for event, idents in members.items():
            articles = [article for article in events[event] if article.id in idents]
            spoken = {article.lang.partition("-")[0] for article in articles}
            if foreign := {*(form for lang, form in name.forms if lang not in spoken), *name.also}:
                found.setdefault(articles[0].id, set()).update(foreign)
    return {ident: tuple(sorted(found[ident])) for ident in sorted(found)}


def make_index(index: Index) -> dict[str, bytes]:
    """Return all files of the index by path."""
    from generator.search import merge

    events = [
        replace(event, articles=tuple(replace(each, postings=_echo(index, each)) for each in event.articles))
        for event in _fill(index, index.arrangement.events)
    ]
    return {f"{FOLDER}{name}": data for name, data in merge(events, index.names).items()}


def _echo(index: Index, article: IndexedArticle) -> bytes:
    from generator.search import add_names

    names = index.echoes.get(article.id, ())
    return add_names(article.postings, names) if names else article.postings


def print_index(
    root: Path, index: Index, output: Output, *, again: bool
) -> tuple[dict[str, str], dict[str, tuple[Printed, bool]]]:
    """Put the index into the spare tree; return the files that stay as they are, with their keys, and those that were put.

    The files are those of `make_index`. Where the text of a few articles changed and none came or went, the files of
    their terms are read and mended; `again` makes every file anew.
    """
    from generator.search import REGISTER, write_register, write_texts

    kept: dict[str, str] = {}
    put: dict[str, tuple[Printed, bool]] = {}
    stale: list[tuple[str, str, tuple[IndexedEvent, ...]]] = []
    for name, events in index.arrangement.shelves():
        path, key = f"{FOLDER}{name}", fingerprint(index.code, *map(_key, events))
        shown = output.live.get(path)
        if shown and shown.key == key and not again:
            kept[path] = key
        else:
            stale.append((name, key, events))
    terms = _print_terms(root, index, output, again=again)
    kept |= terms.kept
    put |= terms.put
    for name, key, events in stale:
        data = write_texts(name, _fill(index, events, terms.postings))
        put[f"{FOLDER}{name}"] = output.put(f"{FOLDER}{name}", data, key)
    register = write_register(index.arrangement, terms.bits, index.names)
    put[f"{FOLDER}{REGISTER}"] = output.put(f"{FOLDER}{REGISTER}", register, fingerprint_bytes(register))
    return kept, put


def _key(event: IndexedEvent) -> tuple[str, ...]:
    """Return what a file of texts shows of an event."""
    title = event.title
    return (
        event.id,
        event.url,
        title.text,
        title.lang,
        title.dir,
        *(each.postings.decode() for each in event.articles),
    )


def _fill(
    index: Index, events: Sequence[IndexedEvent], postings: Mapping[str, bytes] | None = None
) -> list[IndexedEvent]:
    """Return events whose articles have their postings, not the names of these; `postings` are those at hand."""
    at_hand = postings or {}
    named = {article.postings.decode(): article.id for event in events for article in event.articles}
    missing = [index.cards[ident] for name, ident in named.items() if name not in at_hand]
    found = {**index.stock.postings(missing), **{name: at_hand[name] for name in named if name in at_hand}}
    return [
        replace(event, articles=tuple(replace(each, postings=found[each.postings.decode()]) for each in event.articles))
        for event in events
    ]


# --- The files of terms ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Terms:
    """What became of the files of terms; `bits` choose among them, `postings` are those that were read for it."""

    kept: Mapping[str, str]
    put: Mapping[str, tuple[Printed, bool]]
    bits: int
    postings: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class _Record:
    """From which postings the files of terms were made, in the order of the articles, and how many terms each has.

    `echoes` are the names that lead to each beside its own words.
    """

    version: str
    names: tuple[str, ...]
    echoes: tuple[tuple[str, ...], ...]
    counts: tuple[int, ...] = ()


def _print_terms(root: Path, index: Index, output: Output, *, again: bool) -> _Terms:
    from generator.search import add_names, count_terms, read_postings, shard_bits, write_terms

    arrangement = index.arrangement
    names = tuple(article.postings.decode() for article in arrangement.articles)
    echoes = tuple(index.echoes.get(article.id, ()) for article in arrangement.articles)
    wanted = _Record(fingerprint(index.code, arrangement.version), names, echoes)
    key = fingerprint(index.code, arrangement.version, names, echoes)
    shown = output.live.get(f"{FOLDER}p0.js")
    room = f"index of {Path(output.shown).name}"
    record = _read_record(root, room, shown.key, wanted.version) if shown and not again else None
    if record and shown:
        bits = shard_bits(sum(record.counts))
        paths = [f"{FOLDER}p{number}.js" for number in range(1 << bits)]
        if all(path in output.live and output.live[path].key == shown.key for path in paths):
            if shown.key == key:
                return _Terms(dict.fromkeys(paths, key), {}, bits, {})
            mended = _mend_terms(index, wanted, record, output)
            if mended is not None:
                changes, counts, postings = mended
                _write_record(root, room, key, replace(wanted, counts=counts))
                put = {path: output.put(path, data, key) for path, data in changes.items()}
                return _Terms({path: key for path in paths if path not in put}, put, bits, postings)
    postings = index.stock.postings(index.cards[article.id] for article in arrangement.articles)
    data = [
        add_names(postings[name], heard) if heard else postings[name] for name, heard in zip(names, echoes, strict=True)
    ]
    files = write_terms(arrangement, [read_postings(each) for each in data])
    counts = tuple(map(count_terms, data))
    _write_record(root, room, key, replace(wanted, counts=counts))
    put = {f"{FOLDER}{name}": output.put(f"{FOLDER}{name}", data, key) for name, data in files.items()}
    return _Terms({}, put, shard_bits(sum(counts)), postings)


def _mend_terms(
    index: Index, wanted: _Record, record: _Record, output: Output
) -> tuple[dict[str, bytes], tuple[int, ...], Mapping[str, bytes]] | None:
    """Return the files of terms that change, how many terms each article has now, and the postings that were read.

    `None` where all must be merged: articles came or went, many changed, or what was is no longer at hand.
    """
    from generator.search import add_names, compare, count_terms, patch, shard_bits

    if len(record.names) != len(wanted.names):
        return None
    was, now = ([*zip(each.names, each.echoes, strict=True)] for each in (record, wanted))
    changed = [number for number, made_of in enumerate(now) if made_of != was[number]]
    articles = index.arrangement.articles
    before = index.stock.find_postings(record.names[number] for number in changed) if len(changed) < _FEW else {}
    if any(record.names[number] not in before for number in changed):
        return None
    after = index.stock.postings(index.cards[articles[number].id] for number in changed)
    pairs = {
        number: (add_names(before[was[number][0]], was[number][1]), add_names(after[now[number][0]], now[number][1]))
        for number in changed
    }
    counts = list(record.counts)
    for number in changed:
        counts[number] = count_terms(pairs[number][1])
    bits = shard_bits(sum(counts))
    if bits != shard_bits(sum(record.counts)):
        return None
    changes = chain.from_iterable(compare(number, *pairs[number]) for number in changed)
    files: dict[str, bytes] = {}
    try:
        for path, several in _by_file(changes, bits):
            files[path] = patch(Path(output.shown, path).read_bytes(), several)
    except (OSError, ValueError):  # a file that nobody but us should have touched
        return None
    return files, tuple(counts), after


def _by_file(changes: Iterable[Change], bits: int) -> Iterator[tuple[str, list[Change]]]:
    from generator.search import shard_of

    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(f"{FOLDER}{shard_of(change.key, bits)}", []).append(change)
    yield from sorted(found.items())


def _read_record(root: Path, room: str, key: str, wanted: str) -> _Record | None:
    """Return what the files of terms with this key were made from, `None` where nobody knows.

    Nor does it matter where they are not of the `wanted` version: of this code, for articles in this arrangement.
    """
    data = Cache(root).read(room, [key]).get(key)
    if data is None:
        return None
    version, *lines = data.decode().split("\n")
    if version != wanted:
        return None
    rows = [line.split(" ", 2) for line in lines]
    echoes = tuple(tuple(json.loads(heard)) for _, _, heard in rows)
    return _Record(version, tuple(name for name, _, _ in rows), echoes, tuple(int(count) for _, count, _ in rows))


def _write_record(root: Path, room: str, key: str, record: _Record) -> None:
    rows = (
        f"{name} {count} {json.dumps(heard)}"
        for name, heard, count in zip(record.names, record.echoes, record.counts, strict=True)
    )
    cache = Cache(root)
    cache.write(room, {key: "\n".join([record.version, *rows]).encode()})
    cache.keep_only(room, key)
