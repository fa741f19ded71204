"""Reading: one door for every file; bad input comes back as problems, never as an exception."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.ingest import read

NAMES = ["a.txt", "a.html", "a.md", "a.xml", "content/inbox/paper/a", "b.atom"]


@given(st.sampled_from(NAMES), st.binary(max_size=300))
def test_no_bytes_break_the_door(name, data):
    """Any bytes under any name are an article or refused, with a code, a reason and a mend."""
    reading = read(name, data)
    assert reading.articles or reading.refused == 1
    assert all(problem.code and problem.what and problem.why and problem.mend for problem in reading.problems)


FRAGMENTS = ["<html>", "<p>", "</p>", "<rss>", "<channel>", "<item>", "</item>", "<title>", "x &amp; y", "<![CDATA[", "]]>", "<!--", "-->", "---\n", "key: value\n", "\n",
             "&#1;", "&#xD800;", "\u202e", "<h1>", "<script type='application/ld+json'>", "{", "</script>", "<time datetime='2023-99-99'>", "# ", "```", "> ", "- ", "é", "\r\n", "\r"]  # fmt: skip


@settings(deadline=None)
@given(st.sampled_from(NAMES), st.lists(st.sampled_from(FRAGMENTS), max_size=30))
def test_no_markup_breaks_the_door(name, fragments):
    """Markup broken in any way is read or refused, and every block is its line to the letter."""
    reading = read(name, "".join(fragments).encode())
    assert reading.articles or reading.refused
    for article in reading.articles:
        lines = article.text.split("\n")
        assert all(block.text == lines[block.line - 1].strip() for block in article.blocks)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_text_comes_back_to_the_letter(text):
    """A text file's bytes are its mark, text and line ends; its blocks are its lines that are not blank."""
    data = text.encode()
    for article in read("a.txt", data).articles:
        if article.form == "text":
            mark = b"\xef\xbb\xbf" if article.bom else b""
            assert mark + article.text.replace("\n", article.newline).encode(article.encoding) == data
            assert [block.text for block in article.blocks] == [
                line.strip() for line in article.text.split("\n") if line.strip()
            ]


@pytest.mark.parametrize(
    ("path", "data", "code"),
    [
        ("a.txt", b"", "empty-file"),
        ("a.txt", b" \n\t\r\n", "empty-file"),
        ("a.txt", b"\xef\xbb\xbf", "empty-file"),
        ("a.md", b"---\ntitle: x\n---\n\n", "empty-file"),
        ("a.txt", b"x" * 2_000_001, "too-large"),
        ("a.pdf", b"%PDF-1.4", "binary-file"),
        ("a.txt", b"\x00\x01", "binary-file"),
        ("a.docx", b"words", "unknown-format"),
        ("a.xml", b"<a/>", "unknown-format"),
        ("a.md", b"---\na: 1\na: 2\n---\nText", "front-matter"),
        ("a.txt", "Żółta łódź pływa po jeziorze, a mężczyźni śpią, źle".encode() + b"\xff", "undecodable"),
    ],
)
def test_bad_files_are_refused_by_name(path, data, code):
    """Each kind of bad file has its code, and counts as one refused input."""
    reading = read(path, data)
    assert (reading.articles, reading.refused) == ((), 1)
    assert [(problem.code, problem.path) for problem in reading.problems] == [(code, path)]


@pytest.mark.parametrize(
    ("path", "data", "form"),
    [
        ("a.txt", b"Words", "text"),
        ("a", b"Words", "text"),
        ("A.TXT", b"Words", "text"),
        ("a.txt", b"<!DOCTYPE html><p>Words</p>", "html"),
        ("a.txt", b"<html><body><p>Words</p></body></html>", "html"),
        ("a.txt", b"<b>Words</b> in bold", "text"),
        ("a.html", b"Words", "html"),
        ("a.xml", b"<!DOCTYPE html><html><body>Words</body></html>", "html"),
        (
            "a.html",
            b"<?xml version='1.0'?><rss><channel><item><title>T</title><description>Words</description></item></channel></rss>",
            "feed",
        ),
        ("a.md", b"<html> in Markdown", "markdown"),
    ],
)
def test_the_content_decides_where_the_suffix_errs(path, data, form):
    """A page saved as .txt is a page, a feed saved as .html a feed; a text that mentions a tag stays text."""
    assert [article.form for article in read(path, data).articles] == [form]


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("content/inbox/the-paper/a.txt", "the-paper"),
        ("content/inbox/The Paper/2023/a.txt", "The Paper"),
        ("content/inbox/a.txt", None),
        ("a.txt", None),
        ("elsewhere/a.txt", None),
    ],
)
def test_the_folder_below_the_inbox_names_the_source(path, source):
    """The first folder below the inbox is the source, whatever lies deeper."""
    hints = read(path, b"Words").articles[0].hints
    assert [(hint.value, hint.basis) for hint in hints] == ([(source, "inbox folder")] if source else [])


def test_the_limit_is_the_sites():
    """The limit is in bytes, and what has exactly as many is read."""
    assert read("a.txt", b"12345", limit=5).articles
    assert read("a.txt", b"123456", limit=5).problems[0].code == "too-large"
