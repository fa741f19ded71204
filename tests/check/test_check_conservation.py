"""Conservation is proved: a letter changed in a body, a receipt or a raw file is found."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.check import check_conservation
from generator.ingest import read
from generator.model import Article, Block, Receipt
from generator.text.conserve import compose

TEXT = "Follow us\n\n Title\nThe *ferry* left at nine.\nRead also\n"
LABELS = {1: "cut", 3: "title", 5: "cut"}


def take(data, path="content/inbox/a.txt"):
    """Take in one raw file without judging it much: (article, receipt, raw)."""
    (raw,) = read(path, data).articles
    blocks = [replace(block, label=LABELS.get(block.line, block.label)) for block in raw.blocks]
    composed = compose(raw.text, blocks, raw.form)
    receipt = Receipt(
        "a", path, raw.form, raw.sha256, raw.size, raw.encoding, raw.encoding_basis, composed.lines, "", (), composed.spans,
        item=raw.item, bom=raw.bom, newline=raw.newline, front_matter=raw.front_matter,
    )  # fmt: skip
    return Article("a", "A", "en", composed.body), receipt, raw


def code(article, receipt, raw):
    """Return the code of what does not fit, `None` where all does."""
    problem = check_conservation(receipt, article, raw)
    return problem and problem.code


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("a.txt", TEXT.encode()),
        ("a.txt", TEXT.replace("\n", "\r\n").encode()),
        ("a.txt", b"\xef\xbb\xbf" + TEXT.encode()),
        ("a.txt", TEXT.encode("utf-16")),
        ("a.txt", b"\xfe\xff" + TEXT.encode("utf-16-be")),
        ("a.txt", "Déjà vu à Besançon, où l'été a été très long cette année.\n".encode("cp1252")),
        ("a.txt", "Перемирие в проливе подписано сегодня утром в столице.\n".encode("cp1251")),
        ("a.txt", b"mixed\r\nline\nends\r"),
        ("a.txt", b"no line end"),
        ("a.md", b"---\ntitle: A title\nkeep: [1]\n---\n# Head\n\n" + TEXT.encode()),
        ("a.md", b"---\r\ntitle: A title\r\n---\r\n\r\nText *here*.\r\n"),
        ("a.html", b"<html><title>T</title><body><p>One <b>paragraph</b>.</p><pre>x\n  y</pre></body></html>"),
    ],
)
def test_raw_files_are_rebuilt(path, data):
    """Text in any encoding, with any line ends, with front matter; a page by the text its reader makes of it."""
    assert code(*take(data, path)) is None


@settings(max_examples=150)
@given(st.text(st.characters(exclude_categories=["Cs"])).filter(str.strip))
def test_any_text_file_is_rebuilt(text):
    """Whatever a text file holds, its SHA-256 is that of what body and receipt give back."""
    data = text.encode()
    if read("content/inbox/a.txt", data).articles:
        article, receipt, _ = take(data)
        assert code(article, receipt, None) is None


def test_gone_raw_file_is_no_matter_for_a_text():
    """A text is told by its SHA-256: the raw file need not be there."""
    article, receipt, _ = take(TEXT.encode())
    assert code(article, receipt, None) is None


@pytest.mark.parametrize("place", range(len("The \\*ferry\\* left at nine.")))
def test_a_letter_changed_in_the_body_is_found(place):
    """No letter of the body can change unseen."""
    article, receipt, raw = take(TEXT.encode())
    body = article.body[:place] + "#" + article.body[place + 1 :]
    assert code(replace(article, body=body), receipt, raw) == "conservation"


@pytest.mark.parametrize("change", [lambda spans: spans[1:], lambda spans: spans[:-1], lambda spans: (replace(spans[0], text="Follow me"), *spans[1:]), lambda spans: (replace(spans[0], line=2), *spans[1:]), lambda spans: tuple(replace(span, repairs=()) for span in spans), lambda spans: tuple(replace(span, at=span.at + 9) if span.at else span for span in spans)])  # fmt: skip
def test_a_letter_changed_in_the_receipt_is_found(change):
    """A span lost, moved or changed is found as well."""
    article, receipt, raw = take(TEXT.encode())
    assert code(article, replace(receipt, spans=change(receipt.spans)), raw) == "conservation"


@pytest.mark.parametrize(
    "more",
    [
        {"bom": True},
        {"newline": "\r\n"},
        {"encoding": "utf-16-le"},
        {"encoding": "no-codec"},
        {"encoding": "ascii"},
        {"front_matter": "---\n---\n"},
        {"lines": 9},
        {"sha256": "00"},
    ],
)
def test_a_receipt_that_misremembers_the_file_is_found(more):
    """Encoding, mark, line ends and head are part of the file."""
    article, receipt, raw = take(TEXT.replace("ferry", "férry").encode())
    assert code(article, replace(receipt, **more), raw) == "conservation"


def test_a_cut_without_a_receipt_is_found_in_a_page():
    """A page is compared with the text that its reader makes of it today."""
    article, receipt, raw = take(b"<p>One paragraph here.</p><p>Two.</p>", "a.html")
    assert code(replace(article, body="One.\n"), receipt, raw) == "conservation"
    assert code(article, receipt, replace(raw, text=raw.text + "x")) == "conservation"


def test_the_line_that_differs_is_named():
    """Whoever mends it is told where to look."""
    article, receipt, raw = take(TEXT.encode())
    problem = check_conservation(
        replace(receipt, sha256="00"), replace(article, body="Other\n\\*ferry"), replace(raw, text=TEXT)
    )
    assert problem.path == "content/receipts/a.json"
    assert "cannot be rebuilt" in problem.what or "line 4 differs" in problem.what


def test_a_page_that_is_gone_cannot_be_checked():
    """A page or a feed that is gone, or has moved on, is a note: nothing can be proved, nothing is wrong."""
    article, receipt, raw = take(b"<p>One paragraph here.</p>", "a.html")
    other = replace(raw, sha256=hashlib.sha256(b"another").hexdigest(), text="Another item")
    for now in (None, other):
        problem = check_conservation(receipt, article, now)
        assert (problem.code, problem.severity) == ("raw-gone", "note")


def test_kept_lines_of_any_kind_are_rebuilt():
    """Lists, quotations and code of a page are rebuilt too."""
    text = "a\nb\nc\nd"
    kinds = ["item", "quote", "code", "heading"]
    composed = compose(text, [Block(n, text[2 * n - 2], kind=kind) for n, kind in enumerate(kinds, 1)], "html")
    _, receipt, raw = take(b"<p>x</p>", "a.html")
    receipt = replace(receipt, spans=composed.spans, lines=composed.lines)
    assert code(Article("a", "A", "en", composed.body), receipt, replace(raw, text=text)) is None
