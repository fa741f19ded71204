"""Bylines and second-hand sources: names in, names out; roles, accounts and unfilled templates are nobody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.identify.agencies import agency
from generator.identify.bylines import read_byline, read_via

BYLINES = [
    ("By Jane Doe", "Jane Doe"),
    ("by Jane Doe", "Jane Doe"),
    ("BY JANE DOE", "Jane Doe"),
    ("By Jane Doe and John Roe", "Jane Doe, John Roe"),
    ("By Jane Doe, John Roe and Ann Poe", "Jane Doe, John Roe, Ann Poe"),
    ("By Jane Doe, Foreign Editor", "Jane Doe"),
    ("By Jane Doe, Associated Press", "Jane Doe, Associated Press"),
    ("By Jane Doe | 21 November 2023", "Jane Doe"),
    ("By Jane Doe • Updated 3 hours ago", "Jane Doe"),
    ("By Jane Doe (Reuters)", "Jane Doe"),
    ("By Jane Doe @janedoe", "Jane Doe"),
    ("By Jane Doe in Paris", "Jane Doe"),
    ("Written by Jane Doe", "Jane Doe"),
    ("By J. R. Doe", "J. R. Doe"),
    ("By Seán O’Doe", "Seán O’Doe"),
    ("Jane Doe", "Jane Doe"),
    ("Von Erika Mustermann", "Erika Mustermann"),
    ("Von Erika Mustermann und Max Mustermann, Berlin", "Erika Mustermann, Max Mustermann, Berlin"),
    ("Par Jeanne Dupont", "Jeanne Dupont"),
    ("Par Jeanne de la Tour", "Jeanne de la Tour"),
    ("Por Juana Pérez", "Juana Pérez"),
    ("Di Anna Rossi", "Anna Rossi"),
    ("Door Jan de Vries", "Jan de Vries"),
    ("Autor: Jan Kowalski", "Jan Kowalski"),
    ("Автор: Иван Петров", "Иван Петров"),
    ("Текст: Ольга Коваль", "Ольга Коваль"),
    ("Yazan: Ayşe Yılmaz", "Ayşe Yılmaz"),
    ("Oleh Budi Santoso", "Budi Santoso"),
    ("بقلم: سمير حداد", "سمير حداد"),
    ("نویسنده: سارا احمدی", "سارا احمدی"),
    ("文/王明", "王明"),
    ("记者：王明", "王明"),
    ("记者王 明", "王 明"),
    ("（文/王明）", "王明"),
    ("홍길동 기자", "홍길동"),
    ("By &quot;Jane Doe&quot;", None),
    ("[author_name]", None),
    ("Source by [author_name]", None),
    ("By {{author}}", None),
    ("admin", None),
    ("By admin", None),
    ("By Staff", None),
    ("Редакция", None),
    ("https://site.example/authors/jane", None),
    ("By the time the council met, it was over.", None),
    ("", None),
    ("By", None),
    ("12345", None),
]

VIA = [
    ("The bridge must be closed, the mayor said, reports Newsweek.", "Newsweek"),
    ("The bridge must be closed, reports the Daily Example.", "Daily Example"),
    ("The bridge was closed, according to Reuters.", "Reuters"),
    ("The bridge was closed, according to Smith.", None),
    ("The bridge was closed, according to police.", None),
    ("The bridge was closed, citing AFP.", "AFP"),
    ("Мост закрыт, сообщает РИА Новости.", "RIA Novosti"),
    ("Мост закрыт, пишет Evening Example. Известно, что шёл дождь.", "Evening Example"),
    ("Мост закрыт, пишет газета Вечерний Пример.", "Вечерний Пример"),
    ("Міст закрито, повідомляє Укрінформ.", "Ukrinform"),
    ("Міст закрито, передає УНІАН.", "UNIAN"),
    ("Die Brücke ist gesperrt, meldet die dpa.", None),
    ("The mayor reports that Newsweek was right.", None),
    ("The council met. It reports to the Mayor.", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "names"), BYLINES)
def test_bylines_give_names(text, names):
    """The names are given as they are written; what is no name is left out, and nobody is `None`."""
    assert read_byline(text) == names


@pytest.mark.parametrize(("text", "via"), VIA)
def test_the_lead_names_its_source(text, via):
    """An outlet that the lead says it reports from is read; people and offices are not taken for outlets."""
    assert read_via(text) == via


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("AP", "AP"),
        ("(AFP)", "AFP"),
        ("The Associated Press", "AP"),
        ("رويترز", "Reuters"),
        ("新华社", "Xinhua"),
        ("Укрінформ", "Ukrinform"),
        ("ap", None),
        ("Jane", None),
    ],
)
def test_agencies_have_one_name(text, name):
    """An agency's many spellings become one; short ones count only as they are written."""
    assert agency(text) == name


@given(st.text())
def test_no_text_breaks_the_readers(text):
    """Whatever stands there, the answer is a text with letters or `None`."""
    for found in (read_byline(text), read_via(text)):
        assert found is None or any(c.isalpha() for c in found)
