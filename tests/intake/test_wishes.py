"""Second looks: lines the editor wants kept, lines a source repeats, and what today's rules would make of a text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from generator.check import check_conservation
from generator.ingest import read
from generator.intake import clean_again, count_lines, honour_lines, overruled, sort_delivery, take_in_new
from generator.intake.article import remember
from generator.model.content import Content

TODAY = date(2026, 1, 1)
EMPTY = Content((), {}, {}, (), (), ())

TEXT = """\
The ferry to Lindmark left the pier at nine in the morning with forty people on board.

A storm had kept all boats in the harbour for three days, the port authority said on Monday.

Follow us on Twitter
"""


def raws_of(data, path="content/inbox/the-herald/a.txt"):
    """Read the raw articles of a file."""
    return read(path, data.encode()).articles


def enter(raws, content=EMPTY):
    """Take in raw articles; return the content then."""
    taken = take_in_new(sort_delivery(raws, content).raws, content, TODAY)
    return replace(
        content, articles={**content.articles, **taken.articles}, receipts={**content.receipts, **taken.receipts}
    )


def wish(content, keep):
    """Return the content with the line numbers an editor wrote into its only article."""
    (article,) = content.articles.values()
    return replace(content, articles={article.id: replace(article, keep=keep)})


def test_lines_the_editor_wants_come_back():
    """A line that was cut is put back under the same id, and the receipt proves the whole again."""
    (raw,) = raws_of(TEXT)
    content = wish(enter([raw]), (5,))
    (ident,) = overruled(content)
    taken = honour_lines([raw], content, TODAY)
    article = taken.articles[ident]
    assert article.body.endswith("\n\nFollow us on Twitter\n")
    assert article.keep == (5,)
    assert check_conservation(taken.receipts[ident], article, raw) is None
    after = replace(content, articles=dict(taken.articles), receipts=dict(taken.receipts))
    assert overruled(after) == ()


@pytest.mark.parametrize("keep", [(), (1,), (99,)])
def test_wishes_that_are_granted_or_cannot_be(keep):
    """A line that is in the text, or one that is not there at all, asks for no new cleaning."""
    assert overruled(wish(enter(raws_of(TEXT)), keep)) == ()


def test_wishes_do_not_touch_an_edited_text():
    """A text that was edited by hand is left as it is, and a warning says so."""
    (raw,) = raws_of(TEXT)
    content = wish(enter([raw]), (5,))
    (article,) = content.articles.values()
    content = replace(content, articles={article.id: replace(article, body="Mine.\n")})
    taken = honour_lines([raw], content, TODAY)
    assert (taken.articles, taken.receipts) == ({}, {})
    assert [problem.code for problem in taken.problems] == ["edited-by-hand"]


def test_another_file_in_its_place_is_not_taken_for_it():
    """A raw file that is another than it was has nothing to say about an article."""
    content = wish(enter(raws_of(TEXT)), (5,))
    (other,) = raws_of("Another text that has come to stand in the very same place since then.\n")
    assert honour_lines([other], content, TODAY).articles == {}


def test_cleaning_again_changes_nothing_by_itself():
    """The same raw article under the same rules gives the article and the receipt that are there."""
    (raw,) = raws_of(TEXT)
    content = enter([raw])
    (receipt,) = content.receipts.values()
    again = clean_again(raw, receipt, None, content, TODAY)
    assert {again.article.id: again.article} == content.articles
    assert {again.receipt.id: again.receipt} == content.receipts


def test_receipts_remember_lines():
    """What a receipt remembers of a raw text is its lines; of a text that was edited, those that are not in it."""
    (raw,) = raws_of(TEXT)
    content = enter([raw])
    (article,), (receipt,) = content.articles.values(), content.receipts.values()
    assert [block.text for block in remember(article, receipt).blocks] == [block.text for block in raw.blocks]
    edited = remember(replace(article, body="Mine.\n"), receipt)
    assert [block.text for block in edited.blocks] == ["Follow us on Twitter"]


def test_lines_are_counted_over_all_articles_of_a_source():
    """What stands in several articles of one source is known when the next one comes, whenever the others came."""
    sentences = [f"The council of district number {word} met on Monday and spoke about the bridge for hours." for word in ("one", "two", "three")]  # fmt: skip
    foot = "The Herald of Lindmark, a paper for the islands"
    files = [f"{sentence}\n\n{foot}\n" for sentence in sentences]
    raws = [raw for n, text in enumerate(files) for raw in raws_of(text, f"content/inbox/the-herald/{n}.txt")]
    together = count_lines(EMPTY, raws)
    assert len(together["the-herald"].several) == 1
    assert count_lines(enter(raws[:2]), raws[2:]) == together
    assert count_lines(enter(raws)) == together
    (stranger,) = raws_of(files[0], "content/inbox/the-post/a.txt")
    assert not any(count_lines(enter(raws), [stranger])["the-post"])
    two = count_lines(enter(raws[:1]), raws[1:2])["the-herald"]
    assert (two.several, two.two) == (frozenset(), together["the-herald"].several)
