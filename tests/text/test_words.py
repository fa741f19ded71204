"""Words: phrases of the interface with plural forms, numbers, dates and names as each language writes them."""

from __future__ import annotations

from datetime import date

import pytest

from generator.text.words import MissingWordError, Words

ENGLISH = Words("en", {"hello": "Hello", "page": "Page {n} of {of}", "articles": {"one": "{n} article", "other": "{n} articles"}, "unknown_language": "unknown language"})  # fmt: skip
ARABIC = Words("ar", {"days": {"zero": "٠", "one": "يوم", "two": "يومان", "few": "{n} أيام", "many": "{n} يوما", "other": "{n} يوم"}})  # fmt: skip


def test_phrases_and_slots():
    """A phrase is returned with its slots filled, numbers written as the language does."""
    assert ENGLISH("hello") == "Hello"
    assert ENGLISH("page", n=2, of="many") == "Page 2 of many"


@pytest.mark.parametrize(
    ("n", "phrase"), [(0, "0 articles"), (1, "1 article"), (2, "2 articles"), (12345, "12,345 articles")]
)
def test_english_plurals(n, phrase):
    """English has one and other."""
    assert ENGLISH("articles", n=n) == phrase


@pytest.mark.parametrize(
    ("n", "phrase"), [(0, "٠"), (1, "يوم"), (2, "يومان"), (3, "3 أيام"), (11, "11 يوما"), (100, "100 يوم")]
)
def test_arabic_plurals(n, phrase):
    """Arabic has all six."""
    assert ARABIC("days", n=n) == phrase


def test_what_is_missing_is_named():
    """A key without words, or a slot without a value, is an error with its name."""
    with pytest.raises(MissingWordError, match="goodbye"):
        ENGLISH("goodbye")
    with pytest.raises(MissingWordError, match="of"):
        ENGLISH("page", n=2)


def test_dates_in_words():
    """Days and months are written as the language writes them, without a locale of the machine."""
    day = date(2022, 9, 21)
    assert (ENGLISH.day(day), ENGLISH.month(day)) == ("September 21, 2022", "September 2022")
    assert (Words("de", {}).day(day), Words("ar", {}).month(day)) == ("21. September 2022", "سبتمبر 2022")


def test_numbers_in_words():
    """Thousands are parted as the language parts them."""
    assert (ENGLISH.number(1234567), Words("de", {}).number(1234567), ENGLISH.number(-5)) == (
        "1,234,567",
        "1.234.567",
        "-5",
    )


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("en", "English"),
        ("ar", "العربية"),
        ("fr", "Français"),
        ("ru", "Русский"),
        ("und", "unknown language"),
        ("xx", "xx"),
    ],
)
def test_languages_call_themselves_by_their_own_names(tag, name):
    """A language's name is written in the language; one that nobody knows keeps its tag."""
    assert ENGLISH.language(tag) == name


@pytest.mark.parametrize("lang", ["en-GB", "zz", "not a tag", "zh-Hant-TW"])
def test_every_language_has_a_locale(lang):
    """A language that CLDR does not know falls back on its first part, then on English."""
    assert Words(lang, {"n": {"other": "{n}"}})("n", n=1000)
