"""In brief: sentences of the articles to the letter, each with its places; never a word of our own."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from newsroom import ENGLISH, compile_digest, write

from generator.plan.brief import MOST_SENTENCES, lead_sentence, write_brief
from generator.plan.desk import Desk

FERRY = "The ferry to Lindmark left the pier at nine in the morning with forty people on board."
STORM = "A storm had kept all boats in the harbour for three days, the port authority said on Monday."
QUEUE = "Hundreds of lorries waited on the road to the coast, and drivers slept in their cabs."
ARABIC = "غادرت العبارة الميناء في التاسعة صباحا وعلى متنها أربعون شخصا من سكان الجزيرة."


def slips_of(digest):
    """Return the slips of the one event of a digest, in the order of their numbers."""
    (sheet,) = Desk(digest, ENGLISH).sheets.values()
    return [digest.stock.slip(card) for card in sheet.cards]


def brief(*articles, lang="en"):
    """Write the brief of an event of these articles, as (sentence, numbers of the articles)."""
    digest = compile_digest(articles, {"x": [article.id for article in articles]})
    slips = slips_of(digest)
    return [
        (sentence.text.text, tuple((reference.number, reference.url) for reference in sentence.references))
        for sentence in write_brief(slips, lang)
    ]


def test_no_article_no_brief():
    """An event without articles says nothing."""
    assert write_brief((), "en") == ()


def test_sentences_come_with_their_places():
    """The lead article speaks first; what another adds follows; what several say names them all."""
    one = write("one", f"{FERRY}\n\n{STORM}\n", published="2022-09-20")
    two = write("two", f"{FERRY} {QUEUE}\n", published="2022-09-21")
    assert brief(one, two) == [
        (FERRY, ((1, "/a/one/#p1"), (2, "/a/two/#p1"))),
        (STORM, ((1, "/a/one/#p2"),)),
        (QUEUE, ((2, "/a/two/#p1"),)),
    ]


def test_brief_keeps_to_one_language():
    """The site's language where an article has it, else the lead article's."""
    assert [text for text, _ in brief(write("ar", ARABIC, lang="ar"), write("en", FERRY, lang="en-GB"))] == [FERRY]
    assert [text for text, _ in brief(write("ar", ARABIC, lang="ar"))] == [ARABIC]


def test_sentences_that_cannot_stand_alone_are_left_out():
    """Too short, too long, or half a quotation: none of them is a brief."""
    half = "“We shall cross the strait tonight whatever the weather may bring, he told the crew."
    assert brief(write("a", f"Short.\n\n{half}\n\n{'Very ' * 100}long.\n")) == []
    whole = "“We shall cross the strait tonight,” he told the crew, and the ferry left the pier."
    assert [text for text, _ in brief(write("a", whole))] == [whole]


letters = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=60)


@settings(max_examples=60)
@given(st.lists(st.lists(st.one_of(letters, st.sampled_from([FERRY, STORM, QUEUE, ARABIC])), max_size=4).map(" ".join), min_size=1, max_size=4))  # fmt: skip
def test_every_sentence_stands_in_the_text_it_names(bodies):
    """At most four sentences, and each stands to the letter in the paragraph its first place names."""
    articles = [write(f"a{n}", f"{body}\n\n{FERRY}\n") for n, body in enumerate(bodies)]
    digest = compile_digest(articles, {"x": [article.id for article in articles]})
    slips = slips_of(digest)
    sentences = write_brief(slips, "en")
    assert len(sentences) <= MOST_SENTENCES
    leads = [lead for number, slip in enumerate(slips, 1) if (lead := lead_sentence(slip, number))]
    for sentence in (*sentences, *leads):
        url, _, place = sentence.references[0].url.partition("#p")
        paragraph = digest.stock.galleys[url.split("/")[2]].paragraphs[int(place) - 1]
        assert sentence.text.text in paragraph
