"""Explanations in words, for the terminal: why a line was cut, why this date, why these articles together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from generator.build import BuildOptions, configure, read_content
from generator.curate import trace
from generator.errors import DigestError, Exit, Problem
from generator.setting import listen
from generator.store.editions import read_editions
from generator.text.conserve import BLANK, rebuild
from generator.text.segment import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from generator.model import Article, Event, Receipt
    from generator.model.content import Content
    from generator.model.edition import Edition

_WIDTH = 90

_DOUBT = 0.5
"""Likeness below which a page marks the least certain member."""


def explain(root: Path, name: str, today: date) -> Iterator[str]:
    """Yield lines that explain an article (by id, or by its file), a raw file, or an event (by slug or id).

    Raises DigestError where nothing has that name, with the closest match.
    """
    content, editions = read_content(root, configure(root, BuildOptions(today))), read_editions(root)
    path = root / name
    shown = (
        path.resolve().relative_to(root).as_posix() if path.exists() and path.resolve().is_relative_to(root) else name
    )
    stem = shown.rsplit("/", 1)[-1].removesuffix(".md")
    if (
        name in content.articles
        or name in content.receipts
        or shown in {article.path for article in content.articles.values()}
    ):
        yield from _article(content, editions, name if name in content.receipts else stem)
        return
    receipts = [receipt for receipt in content.receipts.values() if shown == receipt.path]
    for receipt in receipts:
        yield from _article(content, editions, receipt.id)
    if receipts:
        return
    for event in content.ledger:
        if name in {event.id, event.slug, *event.former}:
            yield from _event(content, editions, event)
            return
    if path.is_file():
        yield from _raw(content, path, shown, today)
        return
    raise DigestError(_unknown(content, name), code=Exit.USAGE)


_BECAME = {
    "began": "began, articles told: {n}",
    "came": "new articles told: {n}",
    "moved": "moved here from {other}",
    "parted": "split off from {other}",
    "merged": "{other} went into this event",
    "left": "moved to {other}",
    "gone": "in no event any more: {n}",
}
"""What a change is called; the address of a merged event and former ones stand above the articles."""


def _article(content: Content, editions: Sequence[Edition], ident: str) -> Iterator[str]:
    article, receipt = content.articles.get(ident), content.receipts.get(ident)
    yield f"article {ident}" + ("" if article else " (withdrawn: its file was deleted)")
    if receipt is None:
        yield "  written by hand: there is no raw text, and nothing was cut"
    else:
        yield from _receipt(article, receipt)
    if article:
        yield from _quotations(article)
    event = next((event for event in content.ledger if ident in event.members), None)
    if event:
        yield ""
        yield from _event(content, editions, event)


def _quotations(article: Article) -> Iterator[str]:
    """Yield what an article quotes: where, who, how that is known, the verb, and the words."""
    found = listen(tuple(article.body.strip().split("\n\n")), article.lang).quotations
    if found:
        yield ""
        yield "  quotations"
    for each in found:
        verb = f", {each.verb}" if each.verb else ""
        yield f"    p{each.paragraph:<4} {each.speaker or '(not named)'}  [{each.basis}{verb}]  {shorten(each.text, 60)}"


def _receipt(article: Article | None, receipt: Receipt) -> Iterator[str]:
    yield f"  from {receipt.path}" + (f", item {receipt.item}" if receipt.item else "")
    yield f"  {receipt.size} bytes, {receipt.encoding} ({receipt.encoding_basis}), SHA-256 {receipt.sha256[:16]}"
    for copy in receipt.also:
        yield f"  the same text: {copy.path}" + (f", item {copy.item}" if copy.item else "")
    if receipt.refused:
        yield f"  nothing was cut: {receipt.refused}"
    yield ""
    yield "  facts"
    for evidence in receipt.evidence:
        at = f", line {evidence.line}" if evidence.line else ""
        yield f"    {evidence.field:10} {shorten(evidence.value, 60)}  [{evidence.basis}{at}]"
    yield ""
    yield "  lines"
    try:
        raw = rebuild(article.body, receipt.spans, receipt.lines).split("\n") if article else None
    except ValueError:
        raw = None
    for span in receipt.spans:
        if span.rule == BLANK:
            continue
        text = span.text if span.text is not None else (raw[span.line - 1] if raw else "(edited by hand)")
        mark = "?" if span.suspect else " "
        yield f"  {span.line:5}{mark} {span.label:8} {span.rule or '-':24} {shorten(text.strip(), _WIDTH)}"


def _event(content: Content, editions: Sequence[Edition], event: Event) -> Iterator[str]:
    yield f"event {event.slug} (id {event.id})"
    slugs = {other.id: other.slug for other in content.ledger}
    if event.merged:
        yield f"  went into event {slugs.get(event.merged, event.merged)}: this address redirects there"
    if event.heir:
        yield f"  its articles are in event {slugs.get(event.heir, event.heir)} now: this address redirects there"
    for slug in event.former:
        yield f"  once {slug}: that address redirects here"
    for other in content.ledger:
        if event.id in {other.merged, other.heir}:
            yield f"  took in {other.slug}: that address redirects here"
    yield from _decisions(content, event)
    ties = {tie.member: tie for tie in event.ties}
    doubtful = min(
        (tie for tie in event.ties if tie.likeness < _DOUBT), key=lambda t: (t.likeness, t.member), default=None
    )
    for member in event.members:
        article = content.articles.get(member)
        title = article.title if article else "(gone)"
        yield f"  {member}  {shorten(title, 60)}"
        tie = ties.get(member)
        if article and article.event:
            yield f"      placed by the editor: event: {article.event}"
        elif tie:
            days = "undated" if tie.days is None else f"{tie.days} days apart"
            yield (
                f"      likeness {tie.likeness:.2f} with {tie.to}: meaning {tie.meaning:.2f}, words {tie.words:.2f}, "
                f"{days}, {tie.names} names, {tie.numbers} numbers, {tie.quotes} quotations in common"
                + (f": {', '.join(tie.shared)}" if tie.shared else "")
                + ("; the least certain of all" if tie is doubtful else "")
            )
    for group in event.copies:
        yield f"  one report: {', '.join(group)}"
    yield from _history(content, editions, event)


def _history(content: Content, editions: Sequence[Edition], event: Event) -> Iterator[str]:
    """Yield what became of an event, by the editions that are out."""
    changes = trace(content.ledger, content.ledger, content.overrides, editions).get(event.id, ())
    slugs = {other.id: other.slug for other in content.ledger}
    told = [change for change in changes if change.day]
    if told:
        yield "  what changed"
    for change in told:
        other = slugs.get(change.other, change.other)
        when = f"{'after ' if change.after else ''}{change.day}"
        yield f"    {when:17} {_BECAME[change.kind].format(n=change.count, other=other)}"
        for ident in change.articles:
            yield f"      {ident}"


def _decisions(content: Content, event: Event) -> Iterator[str]:
    """Yield what the editor's files say of an event."""
    for override in content.overrides:
        own = override.slug in {event.slug, *event.former}
        for key in override.lines:
            value = getattr(override, key, None)
            if own and value:
                yield f"  {override.path}:{override.lines[key]}: {key}: {_say(value)}"
            elif key == "split" and event.slug in override.split:
                yield f"  {override.path}:{override.lines[key]}: split: {_say({event.slug: override.split[event.slug]})}"
        if own and override.summary and "summary" not in override.lines:
            yield f"  {override.path}: summary: {_say(override.summary)}"


def _say(value: object) -> str:
    """Write a value of the editor's as the file has it, shortened."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} [{', '.join(idents)}]" for name, idents in value.items())
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]"
    return shorten(" ".join(str(value).split()), _WIDTH)


def _raw(content: Content, path: Path, shown: str, today: date) -> Iterator[str]:
    from generator.ingest import read
    from generator.intake import IntakeOptions, take_in

    reading = read(shown, path.read_bytes())
    for problem in reading.problems:
        yield str(problem)
    for raw in reading.articles:
        new = take_in(raw, IntakeOptions(content.sources, today))
        yield f"not taken in yet; it would become article {new.article.id}"
        yield from _receipt(new.article, new.receipt)


def _unknown(content: Content, name: str) -> Problem:
    from difflib import get_close_matches

    names: Sequence[str] = [*content.articles, *(event.slug for event in content.ledger)]
    near = get_close_matches(name, names, 1, 0.5)
    mend = f"did you mean “{near[0]}”?" if near else "name an article's id, a raw file, or an event's slug."
    return Problem(name, 0, 0, "unknown-name", "there is no article, file or event of that name.", "", mend)
