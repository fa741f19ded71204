"""Statements: the same words in every outlet and language, and how the wordings differ."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.voices import Change, Likeness, Quotation
from generator.voices import align_statements, differ, find_quotations, measure_likeness, voices_of

SHARED = Path(__file__).parents[2].parent / "shared" / "articles"

OUTLETS = {
    "en": [
        "“The price of bread will not rise before the harvest,” Trade Minister Olga Brandt said on Monday.",
        "“We shall need three new boats before the spring,” Brandt added.",
    ],
    "en2": [
        "Trade Minister Olga Brandt told the council: “The price of bread will certainly not rise before the harvest.”"
    ],
    "fr": [
        "« Il nous faudra trois nouveaux bateaux avant le printemps », a ajouté la ministre Olga Brandt.",
        "« Le prix du pain n'augmentera pas avant la récolte », a dit Brandt.",
    ],
    "ru": ["«Цена хлеба не вырастет до урожая», — заявила министр торговли Ольга Брандт."],
    "ar": ["قالت وزيرة التجارة أولغا براندت: “لن يرتفع سعر الخبز قبل الحصاد”."],
    "zh": ["贸易部长孙玉兰说：“收获以前面包不会涨价。”"],
}
"""One event, told by six invented outlets; in Chinese another minister says the same."""


def heard():
    """Return the quotations of each outlet."""
    return {name: find_quotations(paragraphs, name[:2]) for name, paragraphs in OUTLETS.items()}


def test_one_statement_is_found_in_every_language_that_has_it():
    """The minister's two sentences are two statements, in whatever order they stand; another's words are not hers."""
    bread, boats, other = align_statements(heard())
    assert [(wording.lang, [voice.article for voice in wording.voices]) for wording in bread.wordings] == [
        ("en", ["en"]),
        ("en", ["en2"]),
        ("ar", ["ar"]),
        ("fr", ["fr"]),
        ("ru", ["ru"]),
    ]
    assert bread.speaker == "Olga Brandt"
    assert [(wording.lang, wording.voices[0].quotation.paragraph) for wording in boats.wordings] == [
        ("en", 2),
        ("fr", 1),
    ]
    assert [voice.article for voice in other.voices] == ["zh"]


def test_a_statement_across_languages_says_why():
    """Wordings in two languages are joined by evidence, and the evidence is told; in one language none is needed."""
    bread, boats, other = align_statements(heard())
    assert bread.evidence[0] == "same speaker"
    assert {"bread", "harvest", "price"} <= set(bread.evidence)
    assert "boat" in boats.evidence
    assert other.evidence == ()


def test_wordings_of_one_language_differ_word_by_word():
    """The second English wording is shown against the first."""
    first, second, *_ = align_statements(heard())[0].wordings
    assert first.changes == ()
    assert [change for change in second.changes if change.kind != "same"] == [Change("added", "certainly ")]


def test_what_is_not_evidenced_stays_apart():
    """One speaker, one quotation in each of two languages: that alone joins nothing, for they may be two."""
    statements = align_statements(
        {
            "a": find_quotations(["“The dam will hold until Friday,” Olga Brandt said."], "en"),
            "b": find_quotations(["« Nos enfants dorment dans la gare », a dit Olga Brandt."], "fr"),
        }
    )
    assert [len(statement.wordings) for statement in statements] == [1, 1]


def test_an_encoder_can_join_and_can_part():
    """A near meaning joins what shares no idea of the tables; a far one parts what seems to."""
    quotations = {
        "a": find_quotations(["“The tide forgives nobody who sleeps,” Olga Brandt said."], "en"),
        "b": find_quotations(["« La marée ne pardonne à personne », a dit Olga Brandt."], "fr"),
    }
    one, two = voices_of(quotations)
    names = f"{one.article}:{one.key}", f"{two.article}:{two.key}"
    near = measure_likeness((one, two), dict(zip(names, np.array([[1, 0], [0.8, 0.6]], np.float32), strict=True)))
    assert near == (Likeness(*names, 0.8),)
    assert [len(s.wordings) for s in align_statements(quotations)] == [1, 1]
    (joined,) = align_statements(quotations, near)
    assert joined.evidence == ("same speaker", "meaning 0.80")
    bread = {name: heard()[name] for name in ("en2", "ru")}
    assert [len(s.wordings) for s in align_statements(bread)] == [2]
    keys = [f"{voice.article}:{voice.key}" for voice in voices_of(bread)]
    assert [len(s.wordings) for s in align_statements(bread, [Likeness(*keys, 0.1)])] == [1, 1]


def test_order_does_not_matter():
    """The same articles in another order give the same statements."""
    quotations = heard()
    assert align_statements(dict(reversed(quotations.items()))) == align_statements(quotations)


def test_no_quotations_no_statements():
    """An event that quotes nobody has none."""
    assert align_statements({"a": ()}) == ()


def test_a_key_is_of_the_words_alone():
    """The key of a voice outlives other marks and capitals, and changes with a word."""
    words = [Quotation(text, "en", 1, ((0, 9),)) for text in ("Don't “wait”, go!", "don’t wait go", "don’t wait there")]
    first, second, third = (voices_of({"a": (quotation,)})[0].key for quotation in words)
    assert first == second != third


@given(st.text("ab c.,«»停火ал ", max_size=40), st.text("ab c.,«»停火ал ", max_size=40))
def test_changes_make_up_both_texts(one, two):
    """What is not removed is the second text to the letter; what is not added has the words of the first."""
    changes = differ(one, two)
    assert "".join(change.text for change in changes if change.kind != "removed") == two
    first = "".join(change.text for change in changes if change.kind != "added")
    assert "".join(filter(str.isalnum, first)) == "".join(filter(str.isalnum, one))


def test_case_and_marks_are_no_change():
    """Two prints that differ in capitals and marks are the same words."""
    assert [change.kind for change in differ("We go, now", "we go now!")] == ["same"]


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the shared texts are not at hand")
def test_real_pairs_are_found_and_none_is_wrong():
    """The seven quotations that two real articles share in English and Arabic are seven statements, each of two."""
    gold = json.loads((SHARED / "gold.json").read_text(encoding="utf-8"))[:2]
    quotations = {
        article["lang"]: find_quotations(
            [line["text"] for line in article["lines"] if line["label"] == "body"], article["lang"]
        )
        for article in gold
    }
    order = {
        lang: [(quotation.paragraph, quotation.spans) for quotation in found] for lang, found in quotations.items()
    }
    pairs = []
    for statement in align_statements(quotations):
        english, arabic = (wording.voices[0].quotation for wording in statement.wordings)
        pairs.append(
            (
                order["en"].index((english.paragraph, english.spans)),
                order["ar"].index((arabic.paragraph, arabic.spans)),
            )
        )
    assert sorted(pairs) == [(0, 1), (1, 0), (2, 3), (3, 4), (4, 5), (5, 6), (6, 2)]
