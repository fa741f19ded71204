"""The phrase tables: data that anyone may add to, so their form is checked here."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

import generator.clean
from generator.clean import REASONS, clean
from generator.clean.context import CleanOptions, measure, measure_all
from generator.clean.tables import fold_part, inner_pieces, inner_words, tables
from generator.filters import raw_text
from generator.model import Block
from generator.text.fold import fold

FILES = sorted((Path(generator.clean.__file__).parent / "phrases").glob("*.toml"))
WORDS = Path(generator.clean.__file__).parents[2] / "templates" / "words"
PLACES = {"line", "head", "tail", "start", "tail_start", "call", "notice", "end", "insert", "opener", "glued", "inner"}
ASKED = set("en ar ru uk es fr de pt it pl nl tr fa hi id vi zh ja ko el sv".split())


def test_the_languages_asked_for_are_there():
    """There is a table for every language the product promises."""
    assert ASKED - {path.stem for path in FILES} == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_table_is_well_formed(path):
    """Families have reasons, places are known, no phrase is listed twice or folds away to next to nothing."""
    for family, places in tomllib.loads(path.read_text(encoding="utf-8")).items():
        assert family in REASONS
        assert set(places) <= PLACES
        for place, phrases in places.items():
            assert len(phrases) == len(set(phrases)), (family, place)
            for phrase in phrases:
                assert not phrase.startswith("*"), phrase
                whole = place in {"line", "head", "tail", "opener"}
                assert len(fold(phrase) if whole else fold_part(phrase)) >= (1 if whole else 2), phrase


def test_no_phrase_is_empty():
    """A phrase without letters would fire on any line."""
    assert "" not in tables().whole
    assert [phrase for key in tables().starts.values() for phrase in key.phrases if len(phrase.text) < 2] == []


def test_a_few_pieces_tell_that_a_nag_may_be_there():
    """Each phrase of a nag has one of the pieces that are looked for first, and these are fewer."""
    assert [phrase for phrase in inner_words() if not any(piece in phrase for piece in inner_pieces())] == []
    assert len(inner_pieces()) < len(inner_words()) / 2


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_readers_get_a_reason_for_every_rule(lang):
    """The interface has a phrase for each rule name, and for the three that reading a page gives."""
    reasons = tomllib.loads((WORDS / f"{lang}.toml").read_text(encoding="utf-8"))["reasons"]
    assert set(reasons) == set(REASONS) | {"outside-article", "page-headline", "figcaption"}


def test_folding_levels_spellings():
    """Case, accents, Arabic vowel signs, digits, full-width forms and trimmings make no difference."""
    assert fold("  → Lire AUSSI : ") == fold("lire aussi") == "lire aussi"
    assert fold("اقرأ أيضًا") == fold("اقرأ ايضا")
    assert fold("评论（12）") == fold("评论(3)")


def test_a_quoted_phrase_is_not_the_phrase():
    """Quotation marks are not trimmed, for who quotes a phrase writes about it."""
    assert fold("“Leave a Reply”") != fold("Leave a Reply")


def test_lines_broken_at_a_fixed_width_are_paragraphs():
    """Text of three and more paragraphs whose lines go on in lower case is measured by paragraphs."""
    text = """The harbour board voted on Tuesday evening to keep the old ferry
running until the new bridge is paid for.

Its chairwoman said that nobody on the east bank would be left without
a way across the water, whatever the bridge company may say about the
winter.

The last boat of the day leaves at ten, and the board expects to carry
nine hundred people a week."""
    blocks = tuple(Block(n, line) for n, line in enumerate(text.split("\n"), 1) if line)
    assert [line.wrapped for line in measure_all(blocks)] == [1, 1, 2, 2, 2, 3, 3]
    assert all(line.prose for line in measure_all(blocks))


def test_a_broken_notice_goes_as_a_whole_and_a_paragraph_stays():
    """The lines of one paragraph share its fate, whatever each of them begins with."""
    text = """The harbour board voted on Tuesday evening to keep the old ferry
running until the new bridge is paid for.

Its chairwoman said that islanders would tell their children and
share this story of the boat and the flood whatever the bridge
company may say about it.

This website uses cookies to remember which harbour you sail from
and by staying you agree to that, as the clerk has written."""
    blocks = tuple(Block(n, line) for n, line in enumerate(text.split("\n"), 1) if line)
    found = clean(replace(raw_text(text), blocks=blocks)).blocks
    assert [block.rule for block in found] == ["wrapped"] * 5 + ["cookies"] * 2
    assert [block.label for block in found] == ["body"] * 5 + ["cut"] * 2


def test_a_list_of_headlines_is_no_broken_paragraph():
    """Lines that begin with capitals, however even, are lines of their own."""
    lines = ["Harbour board keeps the old ferry running until the bridge is paid"] * 12
    blocks = tuple(Block(n, line) for n, line in enumerate(lines, 1) if n % 4)
    assert {line.wrapped for line in measure_all(blocks)} == {0}


def test_wide_characters_count_twice():
    """A Han character is as wide as two letters."""
    assert measure(Block(1, "港务委员会")).size == 10


def test_options_are_values():
    """Two sets of options that say the same are the same."""
    assert CleanOptions(keep=frozenset({1})) == CleanOptions(keep=frozenset({1}))
