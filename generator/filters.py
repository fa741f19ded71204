"""The two filters: JSON lines in, JSON lines out. Their formats are kept stable; other tools are built on them."""

from __future__ import annotations

import json
import marshal
from functools import cache
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any

from generator.errors import DigestError, Problem
from generator.model import RawArticle
from generator.model.raw import Hint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from generator.clean import Known, Shared
    from generator.model import Block, Source, Story
    from generator.model.raw import Form

_SPOOL_BYTES = 32_000_000
"""Input up to this size is kept in memory between the two passes of cleaning, more on disk."""


def clean_lines(lines: Iterable[bytes], sources: Sequence[Source], today: date) -> Iterator[str]:
    """Clean documents given as JSON lines: `{"id","text","source","url"}`, or `"html"` for a page in place of `"text"`.

    Yields `{"id","title","lang","published","source","byline","lines":[{"line","label","rule"}],"body"}` a document.
    Lines that several documents of one `source` share count as repeats, so the input is gone through twice: what the
    first look has learnt of the lines waits beside the text, on disk where it is much. Raises DigestError that names the
    line of the input that is no such document.
    """
    from generator.clean import Known, Shared, Tally, learn_lines

    tally = Tally()
    with SpooledTemporaryFile(max_size=_SPOOL_BYTES) as spool:
        for number, document in _documents(lines):
            known = Known()
            if isinstance(text := document.get("text"), str):
                texts = [words for line in text.split("\n") if (words := line.strip())]
                known = learn_lines(texts)
                tally.count(_source(document), texts, known.keys)
            _put_by(spool, (number, document, *known))
        shared = tally.shared()
        for number, document, *learnt in _taken_up(spool):
            common = shared.get(_source(document) or "", Shared())
            yield _cleaned(document.get("id"), _read(document, number), common, Known(*learnt), sources, today)


def group_lines(lines: Iterable[bytes], window_days: int, jobs: int = 1) -> Iterator[str]:
    """Group articles given as JSON lines: `{"id","lang","date","title","text","source"}`, null where unknown.

    Yields `{"id","event"}` an article, in the order of the input; by so many processes as there are `jobs`, with the same
    result. Texts and vectors wait on disk where they are many. Raises DigestError that names a line that is no such
    article, and an id that stands twice.
    """
    from generator.group import GroupOptions, group
    from generator.spool import SpooledStories, SpooledVectors
    from generator.stories import encode_stories
    from generator.workers import DeadWorkerError, hire

    with SpooledStories(_SPOOL_BYTES) as stories, hire(jobs) as workers:
        for number, line in enumerate(lines, 1):
            if line.strip():
                story = _story(_object(line, number), number)
                if story.id in stories:
                    raise DigestError(_no_document(number, f"id “{story.id}” stands twice"))
                stories.add(story)
        options = GroupOptions(window_days=window_days, reasons=False, workers=workers)
        with SpooledVectors(lambda some: encode_stories(None, some, workers=workers), _SPOOL_BYTES) as vectors:
            try:
                events = group(stories, vectors, (), {}, options)
            except DeadWorkerError as error:
                raise DigestError(_dead_worker(error.item)) from None
        event_of = {member: event.id for event in events for member in event.members}
        for ident in stories:
            yield json.dumps({"id": ident, "event": event_of[ident]}, ensure_ascii=False)


def raw_text(text: str, path: str = "", hints: tuple[Hint, ...] = ()) -> RawArticle:
    """Return a plain text that came from no file as a raw article; lines count from 1, split at line feeds."""
    from generator.ingest.plain import read_plain

    return _raw("text", path, text, read_plain(text), hints)


def _raw(form: Form, path: str, text: str, blocks: tuple[Block, ...], hints: tuple[Hint, ...]) -> RawArticle:
    return RawArticle(
        path=path,
        item=0,
        form=form,
        sha256="",
        size=0,
        encoding="utf-8",
        encoding_basis="given as text",
        bom=False,
        newline="\n",
        text=text,
        blocks=blocks,
        hints=hints,
    )


def _put_by(spool: SpooledTemporaryFile[bytes], value: tuple[Any, ...]) -> None:
    """Write a value to the spool, with its length before it."""
    data = marshal.dumps(value)
    spool.write(len(data).to_bytes(8, "little") + data)


def _taken_up(spool: SpooledTemporaryFile[bytes]) -> Iterator[Any]:
    """Yield the values of the spool, in order."""
    spool.seek(0)
    while size := spool.read(8):
        yield marshal.loads(spool.read(int.from_bytes(size, "little")))  # noqa: S302  # our own, written a moment ago


def _documents(lines: Iterable[bytes]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the documents with the numbers of their lines."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            document = _object(line, number)
            if not isinstance(document.get("text"), str) and not isinstance(document.get("html"), str):
                raise DigestError(_no_document(number, "it has neither “text” nor “html”"))
            yield number, document


def _source(document: dict[str, Any]) -> str | None:
    source = document.get("source")
    return source if isinstance(source, str) else None


def _read(document: dict[str, Any], number: int) -> RawArticle:
    """Make a raw article of a document of the input's line `number`."""
    source, url, text = document.get("source"), document.get("url"), document.get("text")
    hints = tuple(Hint(field, str(value), "given") for field, value in (("source", source), ("url", url)) if value)
    if isinstance(text, str):
        return raw_text(text, "", hints)
    from generator.ingest.page import read_page

    try:
        shown, blocks, found = read_page(document["html"], f"standard input:{number}")
    except DigestError:
        # A page that is refused is answered for, without a text: the line count of answers is that of questions.
        shown, blocks, found = "", (), ()
    return _raw("html", "", shown, blocks, hints + found)


def _cleaned(  # noqa: PLR0913  # what is known of a document, and of the run
    ident: object, raw: RawArticle, shared: Shared, known: Known, sources: Sequence[Source], today: date
) -> str:
    from generator.clean import CleanOptions, clean
    from generator.identify import identify
    from generator.text.conserve import compose_body

    title = next((hint.value for hint in raw.hints if hint.field == "title"), None)
    options = CleanOptions(today=today, repeats=shared.several, title=title, pairs=shared.two, mark_suspects=False)
    blocks = clean(raw, options, known).blocks
    identity = identify(raw, blocks, sources)
    answer = {
        "id": ident,
        "title": identity.title,
        "lang": identity.lang,
        "published": str(identity.published) if identity.published else None,
        "source": identity.source_name or identity.source_slug,
        "byline": identity.byline,
    }
    lines = ", ".join([f'{{"line": {block.line}, {_said(block.label, block.rule)}}}' for block in blocks])
    body = compose_body(raw.text, blocks, raw.form)
    return f'{_JSON(answer)[:-1]}, "lines": [{lines}], "body": {_JSON(body)}}}'


_JSON = json.JSONEncoder(ensure_ascii=False).encode


@cache
def _said(label: str, rule: str | None) -> str:
    """Write what was made of a line; there are about as many such pairs as rules."""
    return f'"label": {_JSON(label)}, "rule": {_JSON(rule)}'


def _object(line: bytes, number: int) -> dict[str, Any]:
    try:
        raw = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DigestError(_no_document(number, f"it is no JSON ({error})")) from None
    if not isinstance(raw, dict):
        raise DigestError(_no_document(number, "it is no JSON object"))
    return raw


def _story(raw: dict[str, Any], number: int) -> Story:
    from generator.model import Story, When

    ident, text = raw.get("id"), raw.get("text")
    if not isinstance(ident, str) or not isinstance(text, str):
        raise DigestError(_no_document(number, "“id” and “text” must be texts"))
    try:
        day = When.parse(raw["date"]).day if raw.get("date") else None
    except (ValueError, AttributeError):
        raise DigestError(_no_document(number, f"“date” {raw.get('date')!r} is no ISO 8601 date")) from None
    return Story(ident, raw.get("lang"), day, raw.get("title"), text, raw.get("source"))


def _dead_worker(item: object) -> Problem:
    what = f"a worker process died of “{getattr(item, 'id', item)!s:.60}”."
    why = "Nothing is printed: an answer without it would be another answer."
    return Problem("standard input", 0, 0, "dead-worker", what, why, "leave the article out, and tell us of it.")


def _no_document(number: int, what: str) -> Problem:
    return Problem(
        "standard input",
        number,
        1,
        "json-line",
        f"the line is no document: {what}.",
        "",
        "see docs/filters.md for the format.",
    )
