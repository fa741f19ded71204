"""Ingest: bytes to raw articles. One reader a format; whatever cannot be read is refused by name, never dropped."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.allowance import Allowance, refusal
from generator.errors import DigestError, Problem
from generator.ingest.decode import decode
from generator.ingest.sniff import looks_marked_up, sniff
from generator.model.raw import Hint, RawArticle
from generator.text.shape import is_doubtful, misshape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.ingest.decode import Decoded

LIMIT = 2_000_000
"""Bytes of the largest file that is read, unless the site says otherwise."""

__all__ = ["LIMIT", "Reading", "read", "read_all", "unread"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one file: its articles, what was wrong, and how many inputs (the file, or feed items) were refused."""

    articles: tuple[RawArticle, ...]
    problems: tuple[Problem, ...] = ()
    refused: int = 0


def read(path: str, data: bytes, *, limit: int = LIMIT) -> Reading:
    """Read one file of the inbox. Never raises for what stands in it: bad input comes back as problems.

    `path` is relative to the site's folder, with forward slashes; in `content/inbox/SLUG/...` the folder names the
    source. `limit` is in bytes. A text or page is one article, a feed one an item.
    """
    try:
        return _read(path, data, limit)
    except DigestError as error:
        return Reading((), error.problems, 1)


def read_all(files: Sequence[tuple[str, bytes]]) -> list[Reading]:
    """Read several files, given as paths and bytes, each for itself and within the time for it, as workers are asked to."""
    return Allowance(_is_doubtful, unread).map(lambda file: read(*file), files)


def unread(file: tuple[str, bytes], code: str = "dead-worker") -> Reading:
    """Return the reading of a file that no process outlived, or that was not read in time."""
    return Reading((), (refusal(file[0], code),), 1)


def _is_doubtful(file: tuple[str, bytes]) -> bool:
    # What is larger still is refused unread.
    return len(file[1]) <= LIMIT and is_doubtful(file[1])


def _read(path: str, data: bytes, limit: int) -> Reading:
    if len(data) > limit:
        what = f"the file has {len(data):,} bytes, more than {limit:,}."
        why = "One article of that size would hold up all others."
        raise DigestError(Problem(path, 0, 0, "too-large", what, why, "Split it, or raise the limit in digest.toml."))
    decoded = decode(data, path, marked_up=looks_marked_up(path, data))
    if not decoded.text.strip():
        why = "There is nothing to publish."
        raise DigestError(
            Problem(path, 0, 0, "empty-file", "the file is empty.", why, "Fetch it again, or take it out of the inbox.")
        )
    form = sniff(path, decoded.text)
    bare = RawArticle(
        path=path,
        item=0,
        form=form,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        encoding=decoded.encoding,
        encoding_basis=decoded.basis,
        bom=decoded.bom,
        newline=decoded.newline,
        text=decoded.text,
        blocks=(),
        hints=_folder_hints(path),
    )
    return _READERS[form](bare, decoded)


def _folder_hints(path: str) -> tuple[Hint, ...]:
    """Return the source that the folder below the inbox names."""
    parts = path.split("/")
    if "inbox" in parts[:-2] and (name := parts[parts.index("inbox") + 1].strip()):
        return (Hint("source", name, "inbox folder"),)
    return ()


def _refuse_shape(text: str, path: str) -> None:
    """Refuse what no person wrote: lines by the ten thousand, or without an end."""
    if wrong := misshape(text):
        why = "Working it through would hold up all other articles."
        mend = "Split the file, or take it out of the inbox."
        raise DigestError(Problem(path, wrong.line, 0, "text-shape", wrong.what, why, mend))


def _text(bare: RawArticle, _: Decoded) -> Reading:
    from generator.ingest.plain import read_plain

    _refuse_shape(bare.text, bare.path)
    return Reading((replace(bare, blocks=read_plain(bare.text)),))


def _markdown(bare: RawArticle, _: Decoded) -> Reading:
    from generator.ingest.markdown import front_hints, read_markdown
    from generator.text.frontmatter import parse

    _refuse_shape(bare.text, bare.path)
    front = parse(bare.text, bare.path)
    hints, problems = front_hints(front, bare.path)
    if not front.body.strip():
        why = "A title alone is no article."
        raise DigestError(
            *problems,
            Problem(
                bare.path,
                0,
                0,
                "empty-file",
                "there is no text below the front matter.",
                why,
                "Write the text below the closing `---`.",
            ),
        )
    blocks = read_markdown(front.body)
    return Reading(
        (replace(bare, text=front.body, front_matter=front.head, blocks=blocks, hints=hints + bare.hints),), problems
    )


def _page(bare: RawArticle, decoded: Decoded) -> Reading:
    from generator.ingest.page import read_page

    text, blocks, hints = read_page(decoded.text, bare.path)
    if not blocks:
        why = "There is nothing to publish."
        raise DigestError(
            Problem(
                bare.path, 0, 0, "empty-file", "the page shows no text.", why, "Save it again, with its content loaded."
            )
        )
    return Reading((replace(bare, text=text, blocks=blocks, hints=bare.hints + hints),))


def _feed(bare: RawArticle, decoded: Decoded) -> Reading:
    from generator.ingest.feed import read_feed

    feed = read_feed(decoded.text, bare.path)
    articles = tuple(
        replace(bare, item=item.number, text=item.text, blocks=item.blocks, hints=bare.hints + item.hints)
        for item in feed.items
    )
    return Reading(articles, feed.problems, feed.refused)


def _rows(bare: RawArticle, decoded: Decoded) -> Reading:
    from generator.ingest.rows import read_rows

    found = read_rows(decoded.text, bare.path)
    articles = tuple(
        replace(bare, item=row.number, text=row.text, blocks=row.blocks, hints=row.hints + bare.hints)
        for row in found.rows
    )
    return Reading(articles, found.problems, found.refused)


_READERS = {"text": _text, "html": _page, "markdown": _markdown, "feed": _feed, "rows": _rows}
