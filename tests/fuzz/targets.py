"""What fuzzing calls: each target takes any bytes, and raises where a promise is broken. A refusal with a problem is none.

The same functions are run by atheris for as long as one likes (`docs/fuzzing.md`) and over seeds and their mutations in CI.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from generator.check import check_conservation
from generator.errors import DigestError
from generator.ingest import read
from generator.ingest.decode import decode
from generator.intake import IntakeOptions, take_in
from generator.render import UnsettledError, render_body, render_prose
from generator.report import show
from generator.setting import listen
from generator.store.articles import dump_article, read_article
from generator.store.frontmatter import read_front_matter, write_front_matter
from generator.store.receipts import dump_receipt, parse_receipt
from generator.text.frontmatter import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.errors import Problem
    from generator.ingest import Reading

TODAY = date(2026, 6, 1)

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067\ud800-\udfff]")
"""What steers a terminal, turns a line around, or is no character."""

TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)([^>]*)>")
ATTRIBUTE = re.compile(r'\s+([a-z-]+)="([^"<>]*)"')
TAGS = frozenset("a abbr b blockquote br code dd del div dl dt em h2 h3 h4 h5 h6 hr i li ol p pre s span strong sub sup table tbody td th thead tr ul".split())  # fmt: skip
ATTRIBUTES = frozenset("href title rel id class start align lang dir".split())


def decode_bytes(data: bytes) -> None:
    """Decode: a text, of which the same bytes come back, or a refusal."""
    for marked_up in (False, True):
        try:
            decoded = decode(data, "content/inbox/o/a.txt", marked_up=marked_up)
        except DigestError as error:
            assert_told(error)
            continue
        again = decoded.text.replace("\n", decoded.newline).encode(decoded.encoding)
        assert data.endswith(again)
        assert len(data) - len(again) <= 4 * decoded.bom


def front_matter(data: bytes) -> None:
    """Read a head: what was read is the same after writing it, or it is refused."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    for whole in (text, f"---\n{text}\n---\n\nText\n"):
        try:
            front = parse(whole, "a.md")
        except DigestError as error:
            assert_told(error)
            continue
        assert front.head + front.body == whole
        if front.values:
            again = read_front_matter(write_front_matter(front.values, "Text\n"), "a.md")
            assert dict(again.values) == dict(front.values)


def clean(data: bytes) -> None:
    """Take in a text, Markdown or page: article and receipt are read as they were written, and nothing is lost."""
    name = ("a.txt", "a.md", "a.html")[data[0] % 3] if data else "a.txt"
    reading = read(f"content/inbox/outlet/{name}", data[1:])
    assert_booked(reading, 1)
    take_all(reading)


def feeds(data: bytes) -> None:
    """Read a feed: items that are taken in whole, or refusals."""
    reading = read("content/inbox/outlet/feed.xml", data)
    assert reading.articles or reading.refused or reading.problems
    assert_booked(reading, reading.refused + len(reading.articles))
    take_all(reading)


def render(data: bytes) -> None:
    """Render Markdown: harmless HTML, as an article's and as the editor's, which can be listened to."""
    text = data.decode("utf-8", "surrogateescape")
    for base in (None, "https://outlet.example/a/"):
        try:
            body = render_body(text, base)
        except UnsettledError:
            continue
        assert_harmless(str(body.html))
        for lang in ("en", "ar", "zh"):
            listen(body.paragraphs, lang)
    try:
        assert_harmless(str(render_prose(text)), relative=True)
    except UnsettledError:
        return


TARGETS: dict[str, Callable[[bytes], None]] = {
    "decode": decode_bytes,
    "front_matter": front_matter,
    "clean": clean,
    "feeds": feeds,
    "render": render,
}


def take_all(reading: Reading) -> None:
    """Take in every article of a reading, and write and read what came of it."""
    for raw in reading.articles:
        new = take_in(raw, IntakeOptions((), TODAY))
        article, receipt = new.article, new.receipt
        assert not STEERING.search(f"{article.title}{article.byline or ''}{article.source or ''}{article.body}")
        again, _ = read_article(article.path, dump_article(article).encode())
        assert again == article
        assert parse_receipt(dump_receipt(receipt), receipt.id) == receipt
        assert check_conservation(receipt, again, raw) is None


def assert_booked(reading: Reading, inputs: int) -> None:
    """Check that every input is an article or refused, and a refusal told."""
    assert len(reading.articles) + reading.refused == inputs
    assert not reading.refused or reading.problems
    assert_printable(reading.problems)


def assert_told(error: DigestError) -> None:
    """Check that a refusal says what is wrong, in a line that can be printed."""
    assert error.problems
    assert_printable(error.problems)


def assert_printable(problems: Sequence[Problem]) -> None:
    """Check that each problem has a code and is told in one line that can be printed."""
    lines = show(problems, "text").splitlines()
    assert len(lines) == len(problems)
    assert all(problem.code for problem in problems)
    assert all(line.isprintable() for line in lines), lines


def assert_harmless(html: str, *, relative: bool = False) -> None:
    """Check that HTML holds our elements and attributes alone, and addresses that lead to the web."""
    assert not STEERING.search(html)
    for _, tag, rest in TAG.findall(html):
        assert tag in TAGS, tag
        assert not ATTRIBUTE.sub("", rest).strip(), rest
        for name, value in ATTRIBUTE.findall(rest):
            assert name in ATTRIBUTES, name
            if name == "href":
                assert re.match(r"(?i:https?|mailto):", value) or (relative and not re.match(r"[^/?#]*:", value)), value
    assert "<" not in TAG.sub("", html)
