"""Conservation: every raw text comes back to the letter, and what was kept is shown to the letter."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from generator.ingest.markdown import read_markdown
from generator.ingest.plain import read_plain
from generator.model import Block
from generator.render import render_body
from generator.text.conserve import BLANK, compose, compose_body, is_wrapped, rebuild
from generator.text.scripts import strip_controls

PIECES = ["**", "*", "__", "_", "~~", "~~~", "```", "`", "[a](b)", "[a]: b", "<a@b.c>", "<1a@b.c>", "<http://x>", "&amp;", "&#65;", "![", "](", "[", "]", "]:", "- - -", "***", "===", "---", "--", "| a | b |", "|---|---|", ":-", "1. ", "0) ", "٣. ", "# ", "#", "> ", "- ", "* ", "+ ", "    ", "\t", "\\", "\\*", "<b>", "<!--", "-->", "{", "}", "word", "дом", "مرحبا", "停火", "😀", "*a*", "_a_", "`a`", "~~a~~", "\x00", "\x0b", "\x1b", "\x85", "\u200e", "\u202e", "\ufeff", "\u00a0", "\u2028", "\u3000", " ", " ", "\r", "\n", "\n", "\n\n"]  # fmt: skip
"""What means something to Markdown, to a terminal or to a browser."""

letters = st.characters(exclude_categories=["Cs", "Cn"])
texts = st.one_of(st.text(letters), st.lists(st.one_of(st.sampled_from(PIECES), st.text(letters, max_size=3))).map("".join))  # fmt: skip
labels = st.sampled_from(["body", "body", "body", "subhead", "title", "caption", "meta", "cut"])
kinds = st.sampled_from(["paragraph", "paragraph", "heading", "item", "quote", "code", "figure"])
judgements = st.lists(st.tuples(labels, kinds, st.integers(0, 8)), min_size=1, max_size=9)

FULL = "the ferry left the pier at nine and came back at noon with"
WRAPPED = f"\n\n{FULL} aaaa\n{FULL} bbbb\n{FULL} cccc\n{FULL} dddd\n{FULL} eeee\n{FULL} ffff\n\n"
"""Six lines that were broken at a width."""


def judge(text, judgements):
    """Label the lines of a plain text as the judgements say, over and over."""
    return [
        Block(block.line, block.text, label, "some-rule" if label == "cut" else None, kind, level)
        for number, block in enumerate(read_plain(text))
        for label, kind, level in [judgements[number % len(judgements)]]
    ]


def shown(body):
    """Return the letters a reader sees of a body, without white space."""
    page = render_body(body).html
    return squeeze(html.fromstring(f"<div>{page!s}</div>").text_content()) if page else ""


def squeeze(text):
    """Leave out white space, and the controls that nobody sees."""
    return "".join(strip_controls(text).split())


def kept(blocks):
    """Return the letters of the kept lines, without white space."""
    return squeeze("".join(block.text for block in blocks if block.label in {"body", "subhead"}))


@settings(max_examples=250)
@given(texts, judgements, st.sampled_from(["text", "html", "feed", "markdown"]))
def test_raw_text_comes_back_to_the_letter(text, judgements, form):
    """Whatever a text holds and however its lines were judged: body and spans rebuild it; the body alone is the same."""
    composed = compose(text, judge(text, judgements), form)
    assert rebuild(composed.body, composed.spans, composed.lines) == text
    assert compose_body(text, judge(text, judgements), form) == composed.body


@settings(max_examples=100)
@given(texts, judgements)
def test_wrapped_text_comes_back_to_the_letter(text, judgements):
    """The same where lines run on in one paragraph."""
    text = text.replace("\n", WRAPPED)
    composed = compose(text, judge(text, judgements), "text")
    assert rebuild(composed.body, composed.spans, composed.lines) == text


@settings(max_examples=100)
@given(texts)
def test_markdown_comes_back_to_the_letter(text):
    """A Markdown file, judged by its own marks, is rebuilt from its body."""
    composed = compose(text, read_markdown(text), "markdown")
    assert rebuild(composed.body, composed.spans, composed.lines) == text


@settings(max_examples=400)
@given(texts)
def test_plain_text_is_shown_to_the_letter(text):
    """No line of plain text means anything to Markdown: each is a paragraph with its letters and no markup."""
    blocks = read_plain(text)
    body = compose(text, blocks, "text").body
    assert shown(body) == kept(blocks)
    assert set(re.findall(r"</?(\w+)", render_body(body).html)) <= {"p"}


@settings(max_examples=200)
@given(st.lists(st.one_of(st.sampled_from([piece for piece in PIECES if "\n" not in piece]), st.text("ab*_`~[]()#-=|:\\ ", max_size=8)), min_size=2, max_size=8))  # fmt: skip
def test_wrapped_text_is_shown_to_the_letter(heads):
    """Neither do lines that share a paragraph, whatever stands at their beginnings and ends."""
    width = max(map(len, heads), default=0)
    lines = [f"{head} {FULL[: 96 - 2 * width]} {head}" for head in heads]
    text = "\n".join(["", *lines, FULL, *lines, FULL, ""])
    blocks = read_plain(text)
    body = compose(text, blocks, "text").body
    assert shown(body) == kept(blocks)
    assert set(re.findall(r"</?(\w+)", render_body(body).html)) <= {"p"}


@settings(max_examples=250)
@given(texts, judgements)
def test_lines_of_pages_are_shown_to_the_letter(text, judgements):
    """Headings, items, quotations and code of a page keep their letters, whatever these would mean to Markdown."""
    blocks = judge(text, judgements)
    body = compose(text, blocks, "html").body
    assert shown(body) == kept(blocks)
    tags = {"p", "h2", "h3", "h4", "h5", "h6", "ul", "li", "blockquote", "pre", "code"}
    assert set(re.findall(r"</?(\w+)", render_body(body).html)) <= tags


@pytest.mark.parametrize("line", ["5 * 3", "5 * 3 * 2", "snake_case and camel_case", "AT&T", "R&D and M&A", "[sic]", "[1] see below", "(a) x", '"quoted"', "“quoted”", "U.S. - 5", "3 - 2 - 1", "a < b > c", "x <3", "#hashtag", "C# and F#", "1.5 million", "10:30", "2022-09-21", "well-known", "-5 °C", "+49 30 1234", "~100", "~ 100", "50 %", "$5 = 4 €", "a = b", "http://example.org/a_b_c?x=1&y=2", "c:\\dir\\file", "¯ツ¯", "it`s", "*footnote", "what? - no!", "a|b", "...", "…", "— dash", "– dash", "№ 5", "§ 1", "@name", "{x}", "٣. ثالثا", "١٢) فقرة", "停火。", "1234567890. x", "Mr. X, 2022."])  # fmt: skip
def test_ordinary_prose_is_written_as_it_stands(line):
    """What Markdown leaves alone gets no backslash."""
    assert compose(line, read_plain(line), "text").body == f"{line}\n"


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("- said he", r"\- said he"),
        ("* one star", r"\* one star"),
        ("+ one", r"\+ one"),
        ("1. first", r"1\. first"),
        ("2022) was", r"2022\) was"),
        ("# one", r"\# one"),
        ("> quoted", r"\> quoted"),
        ("---", r"\---"),
        ("* * *", r"\* * *"),
        ("~~~", r"\~~~"),
        ("```", r"\```"),
        ("*both*", r"\*both\*"),
        ("_both_", r"\_both\_"),
        ("`both`", r"\`both\`"),
        ("~~both~~", r"\~\~both\~\~"),
        ("[a](b)", r"[a\](b)"),
        ("[a]: b", r"\[a]: b"),
        ("[a](b]: c", r"\[a\](b]: c"),
        ("<me@example.org>", r"\<me@example.org>"),
        ("<1@example.org>", r"\<1@example.org>"),
        ("&copy; x", r"\&copy; x"),
        (r"\*", r"\\*"),
    ],
)
def test_what_means_something_to_markdown_is_escaped(line, written):
    """One backslash before the mark that would mean something, and no more."""
    assert compose(line, read_plain(line), "text").body == f"{written}\n"


def test_controls_are_taken_out_and_listed():
    """A control is no letter; one that parts lines becomes a space; the span says where they stood."""
    text = "one\x00 two\x0bthree\u202e\r"
    composed = compose(text, read_plain(text), "text")
    assert composed.body == "one two three\n"
    assert [(repair.was, repair.now) for repair in composed.spans[0].repairs] == [("\x00", ""), ("\x0b", " "), ("\u202e\r", "")]  # fmt: skip


def test_control_before_a_mark_hides_it_from_nobody():
    """A mark that comes to stand at the beginning when a control is gone is escaped too."""
    text = "\x00# one\n\u200e    two\n<\x00http://x>"
    assert compose(text, read_plain(text), "text").body == "\\# one\n\ntwo\n\n\\<http://x>\n"


def test_white_space_around_a_line_is_listed():
    """An indented line is no code; its white space is kept in the span."""
    composed = compose("\u3000\u3000停火。 ", read_plain("\u3000\u3000停火。 "), "text")
    assert composed.body == "停火。\n"
    assert [repair.was for repair in composed.spans[0].repairs] == ["\u3000\u3000", " "]


def test_lines_that_are_not_kept_keep_their_text_in_the_span():
    """A cut carries its rule and its line to the letter; a line of white space carries the rule of blank lines."""
    text = "Title \n  \nText\nRead also\n"
    blocks = [Block(1, "Title", "title", "title"), Block(3, "Text"), Block(4, "Read also", "cut", "phrases")]
    composed = compose(text, blocks, "text")
    assert composed.body == "Text\n"
    assert [(span.line, span.label, span.rule, span.text, span.at) for span in composed.spans] == [
        (1, "title", "title", "Title ", 0),
        (2, "cut", BLANK, "  ", 0),
        (3, "body", None, None, 1),
        (4, "cut", "phrases", "Read also", 0),
    ]


def test_wrapped_lines_stay_one_paragraph():
    """A text broken at a width keeps its paragraphs; a text of one line a paragraph is no such text."""
    assert is_wrapped(WRAPPED.split("\n"))
    assert not is_wrapped(["One line.", "", "Another line.", "", "A third one."])
    assert not is_wrapped([FULL * 3, FULL * 3, FULL * 3, ""])
    assert len(render_body(compose(WRAPPED, read_plain(WRAPPED), "text").body).paragraphs) == 1


def test_code_cannot_close_its_own_fence():
    """A line of backticks inside code makes the fence longer."""
    text = "before\n```\nx = 1\nafter"
    blocks = [Block(1, "before"), Block(2, "```", kind="code"), Block(3, "x = 1", kind="code"), Block(4, "after")]
    composed = compose(text, blocks, "html")
    assert composed.body == "before\n\n````\n```\nx = 1\n````\n\nafter\n"


def test_lists_and_quotations_stay_together():
    """Items of a page follow each other; what comes behind stands apart."""
    text = "a\nb\nc\nd\ne"
    kinds = ["item", "item", "quote", "quote", "paragraph"]
    blocks = [Block(number, text[2 * number - 2], kind=kind) for number, kind in enumerate(kinds, 1)]
    assert compose(text, blocks, "html").body == "- a\n- b\n\n> c\n> d\n\ne\n"


def test_headings_keep_their_hashes():
    """A heading that ends in hashes shows them; "C#" needs no escape."""
    blocks = [Block(1, "All of C#", "subhead"), Block(2, "One #", kind="heading", level=4)]
    assert compose("All of C#\nOne #", blocks, "html").body == "## All of C#\n\n#### One \\#\n"


@pytest.mark.parametrize(("body", "at"), [("Text\n", 7), ("Text\n", 0), ("Other\n", 1)])
def test_receipt_that_does_not_fit_is_refused(body, at):
    """A span past the body, or a repair that is not there, is no way back: ValueError, never a guess."""
    composed = compose(" Text", read_plain(" Text"), "text")
    span = composed.spans[0]
    wrong = type(span)(span.line, span.label, span.rule, None, at, (type(span.repairs[0])(5, "x", "y"),))
    with pytest.raises(ValueError, match=r"which are not there|does not stand at column"):
        rebuild(body, [wrong], 1)


def test_raw_line_that_is_not_there_is_refused():
    """A span of a line past the raw text is refused as well."""
    composed = compose("Text", read_plain("Text"), "text")
    with pytest.raises(ValueError, match="not there"):
        rebuild(composed.body, composed.spans, 0)
