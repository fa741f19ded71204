"""The catalogues of the theme: every language of the interface says everything, with every form it needs."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from generator.check import check_words
from generator.clean import REASONS
from generator.store.theme import read_theme
from generator.text.words import FORMS, Words, plural_forms

FOLDER = Path(__file__).parents[2] / "templates/words"

CATALOGUES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))}

ENGLISH = CATALOGUES["en"]

OTHERS = sorted(CATALOGUES.keys() - {"en"})

PLURALS = {key for key, phrase in ENGLISH.items() if not isinstance(phrase, str) and phrase.keys() <= FORMS}


def slots(phrase):
    """Return the names of a phrase's slots."""
    return set(re.findall(r"\{(\w+)\}", phrase))


def test_eight_languages():
    """The theme speaks the six languages of the United Nations, and German and Ukrainian."""
    assert set(CATALOGUES) == {"ar", "de", "en", "es", "fr", "ru", "uk", "zh"}


@pytest.mark.parametrize("lang", OTHERS)
def test_catalogues_are_complete(lang, tmp_path):
    """A catalogue has each key of the English one, in each form its language tells apart, and none beside them."""
    theme = read_theme(tmp_path)
    assert list(check_words(theme.own_words[lang], theme.own_words["en"], lang)) == []
    assert CATALOGUES[lang].keys() == ENGLISH.keys()
    for key in PLURALS:
        assert CATALOGUES[lang][key].keys() == plural_forms(lang), key
    for key in ENGLISH.keys() - PLURALS:
        if not isinstance(ENGLISH[key], str):
            assert CATALOGUES[lang][key].keys() == ENGLISH[key].keys(), key


@pytest.mark.parametrize("lang", sorted(CATALOGUES))
def test_slots_are_those_of_english(lang):
    """A phrase has the slots of the English phrase; a plural form may leave out `{n}` where it stands for one number."""
    for key, phrase in CATALOGUES[lang].items():
        if isinstance(phrase, str):
            assert slots(phrase) == slots(ENGLISH[key]), key
        elif key not in PLURALS:
            assert {name: slots(each) for name, each in phrase.items()} == {
                name: slots(each) for name, each in ENGLISH[key].items()
            }, key
    rule = Words(lang, {}).locale.plural_form
    numbers = {form: [n for n in range(200) if rule(n) == form] for form in plural_forms(lang)}
    for key in PLURALS:
        for form, phrase in CATALOGUES[lang][key].items():
            assert slots(phrase) == {"n"} or len(numbers[form]) == 1, (key, form)


@pytest.mark.parametrize("lang", OTHERS)
def test_catalogues_are_translated(lang):
    """Hardly a phrase is left as it is in English: names of formats, and words that two languages share."""
    same = [key for key, phrase in CATALOGUES[lang].items() if phrase == ENGLISH[key]]
    assert set(same) <= {"article", "comma", "event", "nav_az", "fact_source", "figure_articles", "figure_sources", "nav_sources", "pager_label", "feeds", "total", "events", "articles", "sources", "name_person", "name_organisation", "name_unknown", "organisations", "persons"}, same  # fmt: skip


@pytest.mark.parametrize("lang", sorted(CATALOGUES))
def test_every_rule_has_its_reason(lang):
    """What each rule of the cleaning takes out is said in every language of the interface."""
    assert CATALOGUES[lang]["reasons"].keys() >= REASONS.keys()


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ["1 article", "2 articles", "5 articles", "21 articles", "1,000 articles"]),
        ("ru", ["1 статья", "2 статьи", "5 статей", "21 статья", "1\xa0000 статей"]),
        ("uk", ["1 стаття", "2 статті", "5 статей", "21 стаття", "1\xa0000 статей"]),
        ("es", ["1 artículo", "2 artículos", "5 artículos", "21 artículos", "1.000 artículos"]),
        ("fr", ["1 article", "2 articles", "5 articles", "21 articles", "1\u202f000 articles"]),
        ("de", ["1 Artikel", "2 Artikel", "5 Artikel", "21 Artikel", "1.000 Artikel"]),
        ("zh", ["1 篇文章", "2 篇文章", "5 篇文章", "21 篇文章", "1,000 篇文章"]),
        ("ar", ["مقال واحد", "مقالان", "5 مقالات", "21 مقالًا", "1,000 مقال"]),
    ],
)
def test_numbers_choose_their_forms(lang, said):
    """One, two, five, twenty-one and a thousand articles, as each language counts them."""
    words = Words(lang, CATALOGUES[lang])
    assert [words("articles", n=n) for n in (1, 2, 5, 21, 1000)] == said


@pytest.mark.parametrize(
    ("english", "russian"),
    [
        ("file name", "имя файла"),
        ("feed item author", "запись ленты: author"),
        ("script of the letters (Thai)", "письменность (тайская)"),
        ("script of the letters (Han, no kana)", "письменность (китайские иероглифы, без каны)"),
        ("py3langid among the languages of the Latin script", "py3langid среди языков с письменностью: латиница"),
        ("letters that only kk has", "буквы, которые есть только в одном языке: казахский"),
        ("letters that Russian has and Ukrainian lacks", "буквы: русский их имеет, украинский нет"),
        ("cleaning would remove 97 % of the text", "очистка удалила бы 97 % текста"),
        ("og:title", "og:title"),
    ],
)
def test_grounds_of_facts_are_translated(english, russian):
    """The receipts' English grounds are said in the interface's language; names of fields stay as they are."""
    assert Words("ru", CATALOGUES["ru"]).ground(english) == russian
    assert Words("en", ENGLISH).ground(english).replace(": ", " ") == english.replace(": ", " ") or "kk" in english
