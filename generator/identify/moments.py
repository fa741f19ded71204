"""When an article was published and changed: metadata, address, file name, dateline, date line, in the order of trust."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from generator.identify.dates import find_dates, read_stamp
from generator.identify.stamps import name_date, url_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.identify.datelines import Dateline
    from generator.model.block import Block
    from generator.model.raw import RawArticle
    from generator.model.when import When


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, where it was read, and the raw line it stood on (0: outside the text)."""

    when: When
    basis: str
    line: int = 0


def published(
    raw: RawArticle, blocks: Sequence[Block], lead: Block | None, dateline: Dateline | None, lang: str
) -> Moment | None:
    """Return the time of publication from the most trusted place that has a possible one."""
    limit = _limit(raw)
    for moment in _candidates(raw, blocks, lead, dateline, lang):
        if limit is None or moment.when.instant <= limit.instant + timedelta(days=2):
            return moment
    return None


def _candidates(
    raw: RawArticle, blocks: Sequence[Block], lead: Block | None, dateline: Dateline | None, lang: str
) -> Iterator[Moment]:
    for hint in raw.hints:
        if hint.field == "published" and hint.basis != "htmldate" and (when := read_stamp(hint.value, lang)):
            yield Moment(when, hint.basis)
    for hint in raw.hints:
        if hint.field == "url" and (when := url_date(hint.value)):
            yield Moment(when, "date in the address")
    if raw.item == 0 and (when := name_date(raw.path)):
        yield Moment(when, "file name")
    if lead and dateline and dateline.when:
        yield Moment(dateline.when, "dateline", lead.line)
    yield from _line_dates(blocks, lang, "published")
    if raw.form == "html":
        yield from _beside_headline(blocks, lang)
    for hint in raw.hints:
        if hint.field == "published" and hint.basis == "htmldate" and (when := read_stamp(hint.value, lang)):
            yield Moment(when, hint.basis)


def updated(raw: RawArticle, blocks: Sequence[Block], first: Moment | None, lang: str) -> Moment | None:
    """Return the time of the last change, where one is named that is not before publication."""
    limit = _limit(raw)
    for moment in _changes(raw, blocks, lang):
        if limit is not None and moment.when.instant > limit.instant + timedelta(days=2):
            continue
        if first is None or moment.when.instant >= first.when.instant:
            return moment if first is None or moment.when != first.when else None
    return None


def _changes(raw: RawArticle, blocks: Sequence[Block], lang: str) -> Iterator[Moment]:
    for hint in raw.hints:
        if hint.field == "updated" and (when := read_stamp(hint.value, lang)):
            yield Moment(when, hint.basis)
    yield from _line_dates(blocks, lang, "updated")


def _line_dates(blocks: Sequence[Block], lang: str, role: str) -> Iterator[Moment]:
    """Read the date lines of the text; a line with two days and no word between them says nothing sure."""
    for block in blocks:
        if block.rule not in {"meta-date", "meta-byline"}:
            continue
        found = [dated for dated in find_dates(block.text, lang) if dated.role == role]
        if len({dated.when for dated in found}) == 1:
            yield Moment(
                found[0].when,
                "date line of the text" if block.rule == "meta-date" else "byline of the text",
                block.line,
            )


def _beside_headline(blocks: Sequence[Block], lang: str) -> Iterator[Moment]:
    """Read the lines around a page's headline that are hardly more than a date; two different days say nothing sure."""
    headline = next((block.line for block in blocks if block.label == "title"), None)
    if headline is None:
        return
    found: list[Moment] = []
    for block in blocks:
        if -5 <= block.line - headline <= 8 and len(block.text) <= 80 and block.label != "caption":
            dates = [dated for dated in find_dates(block.text, lang) if dated.role == "published"]
            if len(dates) == 1 and dates[0].start <= 30:
                found.append(Moment(dates[0].when, "date beside the headline", block.line))
    if len({moment.when for moment in found}) == 1:
        yield found[0]


def _limit(raw: RawArticle) -> When | None:
    """Return the time of retrieval: nothing was published after it."""
    stamps = (read_stamp(hint.value) for hint in raw.hints if hint.field == "retrieved")
    return next((when for when in stamps if when), None)
