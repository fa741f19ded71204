"""The score for doubtful lines: its figures fit its measures, it cuts little, and only where it may."""

from __future__ import annotations

import pytest

from generator.clean import CleanOptions, clean, doubled, repeat_key
from generator.clean.context import Context, measure_all
from generator.clean.lines import NAMES, RULE, doubts, scale
from generator.clean.zones import zones
from generator.model import Block, RawArticle

PROSE = [
    "The harbour board voted on Tuesday evening to keep the old ferry running until the new bridge is paid for.",
    "Its chairwoman said that nobody on the east bank would be left without a way across the water this winter.",
]
LINE = "Tide Desk | Harbour Watch | Pilots 2024 »"
FOOT = "Leave a Reply"


def article(lines):
    """Make a raw article of lines, numbered from 1."""
    blocks = tuple(Block(n, line) for n, line in enumerate(lines, 1))
    text = "\n".join(lines)
    return RawArticle("", 0, "text", "", len(text), "utf-8", "given", bom=False, newline="\n", text=text, blocks=blocks)


def measured(lines, options=None):
    """Return the doubtful lines of a cleaned text with their scores, by text."""
    blocks = clean(article(lines), options or CleanOptions()).blocks
    context = Context(options or CleanOptions(), measure_all(blocks))
    found = doubts(blocks, context, zones(blocks, context))
    return {blocks[doubt.at].text: (doubt, scale().score(doubt.measures)) for doubt in found}


def test_every_measure_has_a_figure():
    """The model has a weight for each measure, every line as many measures, and the thresholds stand in order."""
    assert len(NAMES) == len(set(NAMES)) == len(scale().weights)
    assert {len(doubt.measures) for doubt, _ in measured([*PROSE, LINE, "Ferry"]).values()} == {len(NAMES)}
    assert 0.5 < scale().doubtful < scale().agreed < scale().certain < 1


@pytest.mark.parametrize("name", ["cut above", "cut below", "cut near", "below foot", "phrase", "pair", "twice"])
def test_what_speaks_for_boilerplate_never_speaks_against(name):
    """A text that comes without its cut lines looks better for it, so that what was kept once is kept again."""
    assert scale().weights[NAMES.index(name)] >= 0


def test_paragraphs_and_the_headline_are_never_in_doubt():
    """Running text and the headline have no score."""
    assert list(measured(["Harbour board keeps the old ferry running", *PROSE, LINE])) == [LINE]


def test_a_text_without_paragraphs_is_not_scored():
    """Where nothing is running text there is no inside and no outside."""
    assert measured(["Ferry", LINE, "Bridge"]) == {}


def test_what_the_score_cuts_does_not_speak_against_its_neighbours():
    """A line that the score has cut counts as if it were there: its neighbours' scores are the same before and after."""
    blocks = article([*PROSE, FOOT, LINE, LINE, "Pilots and tides"]).blocks
    before = tuple(block.relabel("cut", "comments") if block.text == FOOT else block for block in blocks)
    after = tuple(block.relabel("cut", RULE) if block.text == LINE else block for block in before)
    found = []
    for state in (before, after):
        context = Context(CleanOptions(), measure_all(state))
        found.append(doubts(state, context, zones(state, context)))
    assert found[0] == found[1] != []


def test_a_line_inside_the_text_is_not_cut_on_the_model_s_word():
    """Whatever the score says: between two paragraphs a phrase must agree."""
    blocks = clean(article([PROSE[0], FOOT, LINE, LINE, FOOT, PROSE[1]])).blocks
    assert [block.rule for block in blocks if block.text == LINE] == [None, None]


def test_a_line_of_one_other_document_raises_the_doubt():
    """Two documents prove nothing, but the score goes up; not where the other has the text, too."""
    lines = [*PROSE, "Pilots and tides"]
    keys = [repeat_key(line) for line in lines]
    plain, pair, same = (
        measured(lines, CleanOptions(pairs=frozenset(known)))["Pilots and tides"][1] for known in ([], keys[2:], keys)
    )
    assert plain == same < pair


def test_pairs_are_lines_of_two_documents():
    """Lines of three documents are repeats, those of one are nobody else's."""
    assert doubled({"a": 1, "b": 2, "c": 3}) == frozenset({"b"})
