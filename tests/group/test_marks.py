"""Skeletons, shingles, numbers: what of a text can be compared without understanding it."""

from __future__ import annotations

import re

import pytest

from generator.group.marks import _words, numbers_of
from generator.text.shingles import containment, shingles
from generator.text.skeleton import names, skeleton


@pytest.mark.parametrize(
    ("spellings", "expected"),
    [
        (("Putin", "Путин", "Poutine", "بوتين"), "btn"),
        (("Kovalenko", "Коваленко", "كوفالينكو"), "kflnk"),
        (("Zelensky", "Зеленский", "زيلينسكي"), "slnsk"),
    ],
)
def test_one_name_one_skeleton(spellings, expected):
    """A name has one skeleton in every alphabet."""
    found = {skeleton(spelling) for spelling in spellings}
    assert {expected} == found


def test_names_are_capitalised_words_or_any_of_caseless_scripts():
    """Latin and Cyrillic names carry a capital; Arabic words lose the article written with them."""
    assert names("from Berlin to Теляма, 1990") == ("brln", "tlm")
    assert names("الصين") == names("والصين")
    assert names("北京") == ()


def test_numbers_are_plain_and_no_years():
    """Separators go, foreign digits fold, single digits and years are left out."""
    assert numbers_of("2,300 then 6.83, ٤٥, 7 and 2022") == ("2300", "683", "45")


def test_a_reprint_is_contained():
    """A text stands whole in its longer reprint, and hardly in another report; nothing stands in an empty one."""
    text = "The council voted on Monday night to close the old bridge for a year, against the wish of the shops."
    other = "On Monday the councillors decided that the bridge will be closed; shop owners had asked them not to."
    assert containment(shingles(text), shingles(f"By our correspondent. {text} It was built long ago.")) == 1.0
    assert containment(shingles(text), shingles(other)) < 0.1
    assert containment(shingles(""), shingles(text)) == 0.0


def test_shingles_where_no_spaces_are_set():
    """Each Han character counts as a word."""
    assert (
        containment(shingles("市议会周一晚投票决定关闭旧桥一年"), shingles("据报道，市议会周一晚投票决定关闭旧桥"))
        > 0.5
    )


@pytest.mark.parametrize("text", ["ab c, déf—gh 12ij’kl m", "два слова и x", "首尔 said 停火 now"])
def test_the_head_holds_the_words_that_begin_in_it(text):
    """Wherever a head ends, within a word or without, it holds the words that begin before its end; Han count by pairs."""
    whole, every = _words(text, len(text))
    assert every == len(whole)
    counts = [_words(text, head)[1] for head in range(1, len(text) + 1)]
    assert counts == sorted(counts)
    assert {number for number in counts if number} == set(range(1, every + 1))
    begins = [match.start() for match in re.finditer(r"[^\W\d_]{2,}", text)]
    if not re.search("[一-鿿]", text):
        assert counts == [sum(begin < head for begin in begins) for head in range(1, len(text) + 1)]
