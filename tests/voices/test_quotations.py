"""Quotations: who said what, measured on invented articles in eight languages, one file a language under `cases/`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.voices import find_quotations
from generator.voices.tables import tables

CASES = Path(__file__).parent / "cases"
LANGUAGES = sorted(path.stem for path in CASES.glob("*.txt"))

SHARED = Path(__file__).parents[2].parent / "shared" / "articles"


def cases(lang):
    """Return the cases of a language: (what it tries, paragraphs, quotations as (speaker, words)).

    In the file `@` says what is tried, `=` gives a speaker (`?` for none) and the words; all other lines are paragraphs.
    """
    for block in (CASES / f"{lang}.txt").read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.split("\n")
        paragraphs = [line for line in lines if not line.startswith(("@ ", "= "))]
        wanted = [line[2:].split(" | ", 1) for line in lines if line.startswith("= ")]
        yield lines[0][2:], paragraphs, [(None if who == "?" else who, words.rstrip(",，")) for who, words in wanted]


def said(paragraphs, lang):
    """Return the quotations of an article as (speaker, words), the comma before an attribution left out."""
    return [(quotation.speaker, quotation.text.rstrip(",，")) for quotation in find_quotations(paragraphs, lang)]


def test_speakers_are_right_and_most_are_found():
    """Over all languages: what is found has the right words and speaker (97 of 100), and three of four are found."""
    right = found = wanted = 0
    for lang in LANGUAGES:
        for _, paragraphs, expected in cases(lang):
            actual = said(paragraphs, lang)
            right += sum(quotation in expected for quotation in actual)
            found += len(actual)
            wanted += len(expected)
    assert wanted >= 120
    assert right / found >= 0.97
    assert right / wanted >= 0.75


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_speaker_is_wrong(lang):
    """In no case a quotation is given to another person than the one who said it: unknown is allowed, wrong is not."""
    for tried, paragraphs, expected in cases(lang):
        speakers = {speaker for speaker, _ in expected}
        assert {speaker for speaker, _ in said(paragraphs, lang)} <= speakers | {None}, tried


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_no_quotation_is_left_out(lang):
    """Scare quotes, titles of works, banners, unbalanced marks: where nothing is expected, nothing is found."""
    traps = [(tried, said(paragraphs, lang)) for tried, paragraphs, expected in cases(lang) if not expected]
    assert len(traps) >= 3
    assert [trap for trap in traps if trap[1]] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_spans_lead_to_the_words(lang):
    """A quotation's words stand at its spans in its paragraph, parts joined by a space, but before the stop behind an attribution."""
    for _, paragraphs, _ in cases(lang):
        for quotation in find_quotations(paragraphs, lang):
            text = paragraphs[quotation.paragraph - 1]
            parts = [" ".join(text[start:end].split()) for start, end in quotation.spans]
            assert re.sub(r" (?=[.!?…])", "", " ".join(parts)) == re.sub(r" (?=[.!?…])", "", quotation.text)
            assert quotation.text == " ".join(parts) or any(part[:1] in ".!?…" for part in parts[1:])
            assert quotation.lang == lang


def test_a_quotation_over_two_paragraphs_opens_twice_and_goes_on():
    """Each paragraph is a quotation of its own, and the second says that it continues."""
    one, two = find_quotations(
        [
            "Mayor Clara Voss said: “The first boat leaves at noon on Friday.",
            "“The second one leaves when the wind allows it.”",
        ],
        "en",
    )
    assert (one.paragraph, one.continues, two.paragraph, two.continues) == (1, False, 2, True)
    assert two.speaker == "Clara Voss"
    assert (two.basis, two.named) == ("continued", "")


def test_a_quotation_says_how_its_speaker_is_known():
    """Named where the clause names someone, by the fullest form of the article; pronoun where it means one person."""
    first, second = find_quotations(
        [
            "Clara Voss, the mayor, opened the quay. “It took us nine years to get here,” Voss said.",
            "Nobody believed it. “I did not believe it myself at times,” she added.",
        ],
        "en",
    )
    assert (first.speaker, first.named, first.verb, first.basis) == ("Clara Voss", "Voss", "said", "named")
    assert (second.speaker, second.named, second.verb, second.basis) == ("Clara Voss", "she", "added", "pronoun")


def test_a_language_without_tables_has_no_quotations():
    """Unknown stays unknown: "und", a language nobody taught, and what is no tag at all."""
    for lang in ("und", "eo", "", "../en"):
        assert find_quotations(['"Ĉio estas preta por la granda vojaĝo", diris Klara Voss.'], lang) == ()


def test_region_does_not_matter():
    """`en-GB` and `zh-Hant` are read with the tables of their language."""
    assert said(["“The tide waits for nobody at all,” said Ines Okafor."], "en-GB") == [
        ("Ines Okafor", "The tide waits for nobody at all")
    ]
    assert tables("zh-Hant") is tables("zh")


@given(st.lists(st.text('“”"«»„‘’「」: ,.—-AbcВбгقال说 \n', max_size=60), max_size=4), st.sampled_from(LANGUAGES))
def test_any_text_is_read(paragraphs, lang):
    """Whatever marks stand where, reading ends, and every span lies in its paragraph."""
    for quotation in find_quotations(paragraphs, lang):
        text = paragraphs[quotation.paragraph - 1]
        assert all(0 <= start <= end <= len(text) for start, end in quotation.spans)


WHO = {
    "000_dcaf02501c195f46.txt": ["Wang Wenbin", "Wang Wenbin", "Vladimir Putin", "Mao Ning", "Mao Ning", "Zhang Jun", "Wang Wenbin"],
    "001_efa401c3e616f6b7.txt": ["وانغ ون بين", "وانغ ون بين", "وانغ ون بين", "فلاديمير بوتين", "ماو نينغ", "ماو نينغ", "تشانغ جون"],
}  # fmt: skip
"""Who speaks in the two articles of the first event, in the order of the text."""


def real(name):
    """Return language and paragraphs of one of the five real articles, which do not belong to the project."""
    gold = {article["file"]: article for article in json.loads((SHARED / "gold.json").read_text(encoding="utf-8"))}
    lines = gold[name]["lines"]
    return gold[name]["lang"], [line["text"] for line in lines if line["label"] == "body"]


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the shared texts are not at hand")
@pytest.mark.parametrize("name", sorted(WHO))
def test_real_quotations_have_their_speakers(name):
    """All seven quotations of each of the two real articles, each with its speaker, and none besides."""
    lang, paragraphs = real(name)
    assert [quotation.speaker for quotation in find_quotations(paragraphs, lang)] == WHO[name]
