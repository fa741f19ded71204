"""What holds for any text: nothing is changed or lost, what is clean stays clean, the editor wins."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.clean import CleanOptions, Shared, clean, clean_all, learn_lines, repeat_key, share_lines
from generator.clean.tables import tables
from generator.model import Block, RawArticle, Source
from generator.model.source import CutRule

PROSE = [
    "The harbour board voted on Tuesday evening to keep the old ferry running until the new bridge is paid for.",
    "Its chairwoman said that nobody on the east bank would be left without a way across the water this winter.",
    "قرر مجلس الميناء مساء الثلاثاء إبقاء العبارة القديمة في الخدمة إلى أن يسدد ثمن الجسر الجديد كاملا، كما قالت رئيسته.",
    "港务委员会星期二晚上决定，在新桥的款项付清之前，旧渡轮将继续航行，委员会主席在投票后对到场的记者和居民这样表示。",
]
SHORT = [
    "Harbour board keeps the old ferry running",
    "What the bridge will cost",
    "Eleven bridges that never opened",
    "14 May 2024, 10:14",
    "Hanna R. 13 May 2024, 09:05",
    "By Ottar Lindqvist",
    "https://tidewatcher.example/ferry/2024/05/",
    "en | de | fr",
    "Region",
    "12",
    "* * *",
]
PHRASES = sorted(text for text in tables().whole if text)
LINES = st.one_of(
    st.sampled_from(PROSE),
    st.sampled_from(SHORT),
    st.sampled_from(PHRASES),
    st.text(st.characters(exclude_characters="\n", exclude_categories=("Cs",)), min_size=1, max_size=120)
    .map(str.strip)
    .filter(bool),
)
TEXTS = st.lists(LINES, min_size=1, max_size=25)


def article(lines):
    """Make a raw article of lines, numbered from 1."""
    blocks = tuple(Block(n, line) for n, line in enumerate(lines, 1))
    text = "\n".join(lines)
    return RawArticle("", 0, "text", "", len(text), "utf-8", "given", bom=False, newline="\n", text=text, blocks=blocks)


@given(TEXTS)
def test_every_line_comes_out_as_it_went_in(lines):
    """The blocks that come out are those that went in: their number, order, line numbers and text to the letter."""
    raw = article(lines)
    found = clean(raw).blocks
    assert [(block.line, block.text, block.kind) for block in raw.blocks] == [
        (block.line, block.text, block.kind) for block in found
    ]


@given(TEXTS)
def test_every_label_that_takes_a_line_out_names_its_rule(lines):
    """A line that left the text has a rule, and a line that stayed body was named by no rule that takes lines out."""
    for block in clean(article(lines)).blocks:
        assert block.label in {"body", "subhead"} or block.rule


@given(TEXTS)
@example(
    [PROSE[3], "Region", "aboneaza-te la newsletter", "le notizie piu lette", SHORT[0]]
)  # refused, tried with less
def test_cleaning_labelled_blocks_again_changes_nothing(lines):
    """Cleaning what was cleaned, labels and all, gives the same labels: the chain has come to rest."""
    raw = article(lines)
    once = clean(raw)
    again = clean(replace(raw, blocks=once.blocks))
    assert once.blocks == again.blocks


@given(TEXTS, st.data())
def test_a_line_the_editor_keeps_is_kept(lines, data):
    """No rule touches a line that `keep` names, whatever stands on it."""
    line = data.draw(st.integers(1, len(lines)))
    block = clean(article(lines), CleanOptions(keep=frozenset({line}), cut=frozenset({line}))).blocks[line - 1]
    assert block.label in {"body", "subhead", "title"}


@given(TEXTS, st.data())
def test_a_line_the_editor_cuts_is_cut(lines, data):
    """A line that `cut` names is cut, paragraph or not."""
    line = data.draw(st.integers(1, len(lines)))
    block = clean(article(lines), CleanOptions(cut=frozenset({line}))).blocks[line - 1]
    assert (block.label, block.rule) == ("cut", "editor-cut")


@given(TEXTS)
def test_the_machine_never_cuts_most_of_a_text(lines):
    """What the rules cut is at most 60 % of the characters, unless comments or repeats were proven."""
    blocks = clean(article(lines)).blocks
    proven = [block for block in blocks if block.rule == "reader-comments"]
    whole = sum(len(block.text) for block in blocks)
    gone = sum(len(block.text) for block in blocks if block.label == "cut")
    assert proven or gone <= 0.6 * whole


def test_a_cleaned_text_is_clean():
    """Cleaning what was kept of a text, as a text of its own, cuts nothing more."""
    lines = [
        *SHORT[:1],
        *PROSE[:2],
        "READ ALSO: Eleven bridges that never opened",
        "Share this article",
        "Leave a Reply",
    ]
    kept = [block.text for block in clean(article(lines)).blocks if block.label != "cut"]
    assert lines[:3] == kept
    assert [block for block in clean(article(kept)).blocks if block.label == "cut"] == []


def test_a_cleaning_that_goes_too_far_is_refused():
    """Where boilerplate is most of the text nothing is cut, and the reason says how much it would have been."""
    cleaned = clean(
        article(["Harbour news", PROSE[0], *["Share this article with everyone you know on the coast"] * 12])
    )
    assert cleaned.refused == "cleaning would remove 85 % of the text"
    assert {block.label for block in cleaned.blocks} <= {"body", "title", "subhead"}


def source(*cuts):
    """Make a source with cut rules of its own."""
    return Source("tidewatcher", "The Tidewatcher", cuts=cuts)


@pytest.mark.parametrize(
    ("today", "label"),
    [(date(2024, 5, 31), "cut"), (date(2024, 6, 1), "body"), (None, "cut")],
    ids=["on its last day", "the day after", "no day known"],
)
def test_a_source_s_own_cut_ends_with_its_day(today, label):
    """A cut rule applies up to and including the day `until`, and where no day is known."""
    rule = CutRule(text="Tide tables by courtesy of the pilots.", until="2024-05-31", note="the spring campaign")
    raw = article([*PROSE[:2], "Tide tables by courtesy of the pilots."])
    assert clean(raw, CleanOptions(source=source(rule), today=today)).blocks[2].label == label


def test_a_pattern_of_a_source_must_match_the_whole_line():
    """A pattern that matches a part of a line only does not cut it; one that does not compile cuts nothing."""
    rules = (CutRule(pattern=r"Tide \d+: .{1,40}"), CutRule(pattern="("))
    raw = article([PROSE[0], "Tide 12: high at nine", "The report on Tide 12: high at nine", PROSE[1]])
    labels = [block.label for block in clean(raw, CleanOptions(source=source(*rules))).blocks]
    assert labels[1:3] == ["cut", "subhead"]


@given(TEXTS)
def test_what_is_known_of_the_lines_changes_nothing(lines):
    """A first look at the lines saves time only; nor does leaving out the marks of doubt change what is cut."""
    raw = article(lines)
    options = CleanOptions(repeats=frozenset(map(repeat_key, PROSE[:2])), pairs=frozenset({repeat_key(SHORT[0])}))
    found = clean(raw, options)
    assert clean(raw, options, learn_lines(lines)) == found
    bare = clean(raw, replace(options, mark_suspects=False)).blocks
    assert bare == tuple(replace(block, suspect=False) for block in found.blocks)


def series(*own):
    """Make documents of one source that share a line at the head and one at the foot."""
    return [
        ("tidewatcher", article([f"Tidewatcher edition {n}", line, PROSE[1], f"Seen by {n} people"]), CleanOptions())
        for n, line in enumerate(own)
    ]


def test_lines_of_three_documents_of_a_source_are_the_page_s():
    """A line that three documents of a source share is cut in each, digits aside."""
    own = [f"{word} {PROSE[0]}" for word in ("First,", "Second,", "Third,")]
    for cleaned in clean_all(series(*own)):
        assert [block.rule for block in cleaned.blocks if block.label == "cut"][-1] == "repeat"


def test_lines_of_two_documents_of_a_source_stay():
    """Two documents prove nothing: a second report on one matter shares lines with the first."""
    for cleaned in clean_all(series(*[f"{word} {PROSE[0]}" for word in ("First,", "Second,")])):
        assert "repeat" not in {block.rule for block in cleaned.blocks}


def test_the_same_text_thrice_counts_once():
    """A text that comes several times is one document: its own sentences are never taken for the page's."""
    text = [SHORT[0], PROSE[0] + " " + PROSE[1], PROSE[1]]
    assert share_lines([("tidewatcher", text)] * 5) == {"tidewatcher": Shared()}


def test_documents_without_a_source_are_not_counted():
    """Nothing says that documents of unknown sources belong together."""
    assert share_lines([(None, PROSE)] * 4) == {}


def test_a_recurring_paragraph_inside_the_text_stays():
    """A background paragraph stands in every report of a series, with the article's own paragraphs around it."""
    raw = article([SHORT[0], PROSE[0], PROSE[2], PROSE[1]])
    cleaned = clean(raw, CleanOptions(repeats=frozenset({repeat_key(PROSE[2])})))
    assert cleaned.blocks[2].label == "body"


def test_repeat_keys_level_digits_and_case():
    """Two lines that differ in digits, case or trimmings are one line."""
    assert (
        repeat_key("Seen by 12 people") == repeat_key("• SEEN BY 4,711 people".replace(",", "")) != repeat_key("Seen")
    )


def test_the_outlet_s_name_above_the_headline_is_no_headline():
    """Where the source is known, its name with a motto on the first line is lifted, and the next line is the headline."""
    raw = article(["The Tidewatcher — news of the coast", SHORT[0], *PROSE[:2], "The Tidewatcher"])
    found = [(block.label, block.rule) for block in clean(raw, CleanOptions(source=source())).blocks]
    assert found[:2] == [("meta", "meta-outlet"), ("title", "headline")]
    assert found[-1] == ("meta", "meta-outlet")


def test_doubtful_lines_are_kept_and_marked():
    """A short line below the text that nothing explains stays, and the editor is shown it."""
    blocks = clean(article([SHORT[0], *PROSE[:2], "Tide tables on page nine"])).blocks
    assert [(block.label, block.suspect) for block in blocks][1:] == [("body", False), ("body", False), ("body", True)]


def test_a_broken_paragraph_is_cut_as_a_whole():
    """A sign-up call whose lines were broken at a fixed width goes with all of its lines; the text stays whole."""
    text = """The harbour board voted on Tuesday evening to keep the old ferry
running until the new bridge is paid for.

Its chairwoman said that nobody on the east bank would be left without
a way across the water, whatever the bridge company may say about the
winter.

Sign up for our newsletter and read the five stories that matter on
the coast, every morning at seven."""
    blocks = tuple(Block(n, line) for n, line in enumerate(text.split("\n"), 1) if line)
    found = clean(replace(article(["x"]), text=text, blocks=blocks)).blocks
    assert [block.label for block in found] == ["body"] * 5 + ["cut"] * 2
