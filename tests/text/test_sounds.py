"""Sounds: the keys by which a name is known in several scripts."""

from __future__ import annotations

import pytest

from generator.text.sounds import sounds


@pytest.mark.parametrize(
    "forms",
    [
        ("Wang Wenbin", "وانغ ون بين", "Ван Вэньбинь", "汪文斌"),
        ("Xi Jinping", "شي جين بينغ", "Си Цзиньпин", "习近平"),
        ("Mao Ning", "ماو نينغ", "Мао Нин", "毛宁"),
        ("Vladimir Putin", "فلاديمير بوتين", "Владимир Путин", "Володимир Путін"),
        ("Clara Voss", "كلارا فوس", "Клара Фосс"),
        ("Simon Hale", "سيمون هيل"),
    ],
)
def test_one_name_sounds_alike_in_every_script(forms):
    """Each form shares a key with the first."""
    keys = set(sounds(forms[0]))
    assert [form for form in forms if keys.isdisjoint(sounds(form))] == []


@pytest.mark.parametrize(
    ("one", "two"),
    [("Clara Voss", "Хенрик Даль"), ("Wang Wenbin", "Wang Yi"), ("Tomas Reed", "توماس ليندن"), ("Li Qiang", "秦刚")],
)
def test_two_names_do_not(one, two):
    """Names of two people share no key."""
    assert set(sounds(one)).isdisjoint(sounds(two))


def test_nothing_firm_has_no_key():
    """Vowels and marks alone sound like nothing."""
    assert sounds("") == sounds("Aio") == sounds("—") == ()
