"""Scripts and directions: told from the letters, never from the first character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.scripts import count_scripts, direction, main_script, strip_controls, tag_direction


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Hello", "Latin"),
        ("Привет", "Cyrillic"),
        ("مرحبا", "Arabic"),
        ("停火", "Han"),
        ("ありがとう", "Kana"),
        ("안녕", "Hangul"),
        ("שלום", "Hebrew"),
        ("Καλημέρα", "Greek"),
        ("नमस्ते", "Devanagari"),
        ("สวัสดี", "Thai"),
        ("Բարեւ", "Armenian"),
        ("გამარჯობა", "Georgian"),
        ("12:30 – 😀", None),
        ("", None),
    ],
)
def test_script_with_most_letters(text, script):
    """The script of a text is that of most of its letters; digits and signs have none."""
    assert main_script(text) == script


def test_counts_come_most_first_and_ties_by_name():
    """Letters are counted by script, most first; equal ones by name."""
    assert list(count_scripts("ab вг ج").items()) == [("Cyrillic", 2), ("Latin", 2), ("Arabic", 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AFP - وقع الطرفان اتفاقا", "rtl"),
        ("وقع the agreement", "ltr"),
        ("12:30", "ltr"),
        ("שלום", "rtl"),
        ("", "ltr"),
    ],
)
def test_direction_is_that_of_most_letters(text, expected):
    """An agency's name before an Arabic sentence does not turn the sentence around."""
    assert direction(text) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("ar", "rtl"),
        ("fa-IR", "rtl"),
        ("he", "rtl"),
        ("ur", "rtl"),
        ("en", "ltr"),
        ("az", "ltr"),
        ("az-Arab", "rtl"),
        ("zh_Hant", "ltr"),
        ("und", "ltr"),
        ("xx", "ltr"),
    ],
)
def test_direction_of_a_tag(tag, expected):
    """A tag reads in the direction of its usual script, or of the one it names."""
    assert tag_direction(tag) == expected


@given(st.text())
def test_stripped_text_has_no_controls_and_keeps_its_letters(text):
    """Stripping takes controls, bidi marks and byte order marks, and nothing else; a second time changes nothing."""
    stripped = strip_controls(text)
    assert strip_controls(stripped) == stripped
    assert [c for c in text if c.isalnum()] == [c for c in stripped if c.isalnum()]
    assert not set(stripped) & set("\x00\x07\x1b\x85\u200e\u200f\u202e\u2066\ufeff\ud800\r")


def test_joiners_tabs_and_line_ends_stay():
    """Persian and the scripts of India spell with ZWNJ and ZWJ; tabs and line ends part words."""
    assert strip_controls("می\u200cروم\u200d\t\n") == "می\u200cروم\u200d\t\n"
