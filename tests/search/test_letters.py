"""Letters: one folding and splitting of text, in Python and in the script of the page."""

from __future__ import annotations

import random
import sys
import unicodedata
from collections import Counter

import pytest
from invented import EVENTS

from generator.search.letters import BREAKS, PAIRS, SILENT, TRIPLES, fold, terms

ASSIGNED = [
    chr(point) for point in range(sys.maxunicode + 1) if unicodedata.category(chr(point)) not in {"Cn", "Co", "Cs"}
]
"""Characters that Python's edition of Unicode knows: a browser's may know more, and folds those by itself."""

BLOCKS = "0-7F 80-24F 300-36F 370-3FF 400-52F 590-6FF 900-97F E00-E7F 1100-11FF 1E00-1FFF 2000-206F 3000-30FF 4E00-4EFF AC00-ADFF FB50-FDFF FE70-FEFF FF00-FFEF 20000-2007F"  # fmt: skip


def samples():
    """Return random strings: some of any characters, some of a few scripts and signs as texts mix them."""
    chance = random.Random(7)  # noqa: S311 - a fixed order, no secret
    pools = [[chr(point) for point in range(int(first, 16), int(last, 16) + 1)] for first, last in (each.split("-") for each in BLOCKS.split())]  # fmt: skip
    known = set(ASSIGNED)
    pools = [[letter for letter in pool if letter in known] for pool in pools]
    found = ["".join(chance.choices(ASSIGNED, k=chance.randrange(1, 24))) for _ in range(6000)]
    for _ in range(18000):
        some = chance.sample(pools, 2)
        parts = (chance.choices(chance.choice(some), k=chance.randrange(1, 9)) for _ in range(4))
        found.append(chance.choice(["", " ", "'"]).join("".join(part) for part in parts))
    return [*found, *("\n".join(row[4:]) for rows in EVENTS.values() for row in rows)]


@pytest.mark.browser
def test_the_script_folds_and_splits_like_the_index(search):
    """On many thousand strings of all scripts the page makes the same terms as the index, in the same order."""
    strings = [*samples(), *(" ".join(ASSIGNED[start : start + 64]) for start in range(0, len(ASSIGNED), 64))]
    made = search.page.evaluate("strings => strings.map(digestSearch.terms)", strings)
    unlike = [(text, terms(text), there) for text, there in zip(strings, made, strict=True) if terms(text) != there]
    assert unlike == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Café CAFÉ cafe\u0301", "cafe cafe cafe"),
        ("Straße Æon Łódź", "strasse aeon lodz"),
        ("İstanbul ILIK ılık", "istanbul ilik ilik"),
        ("Ёлка ещё Ґанок", "елка еще ганок"),
        ("ΣΊΣΥΦΟΣ σίσυφος", "σισυφοσ σισυφοσ"),
        ("٢٠٢٦ २०२६ ２０２６", "2026 2026 2026"),
        ("والصِّين", "صين"),
        ("وبكين", "وبكين بكين"),
        ("مكتبة كتاب", "مكتبه كتاب"),
        ("می\u200cخواهم", "ميخواهم"),
        ("停火了", "停火 火了 了"),
        ("ﾊﾟﾝ が\u3099", "パン ン が\u3099 \u3099"),
        ("휴전을", "휴전 전을 을"),
        ("กขคง", "กขค ขคง คง ง"),
        ("क़लम क़लम", "कलम कलम"),
        ("G7停火", "g7 停火 火"),
        ("don’t U.S. 3.5", "don t u s 3 5"),
        ("…! \u200d \u0301", ""),
    ],
)
def test_terms(text, expected):
    """What is left of words: case, accents, vowel signs, particles and other digits gone; grams where no space parts."""
    assert " ".join(terms(text)) == expected


def test_no_term_breaks_a_line():
    """A folded character holds nothing that parts words, so that a shard may write a term a line."""
    assert [letter for letter in ASSIGNED for term in terms(letter) if term.split() != [term]] == []


def test_the_tables_do_not_overlap():
    """A character parts words, is left out of them, or belongs to a kind of gram; never two of these."""
    import re

    tables = [re.compile(f"[{table}]") for table in (BREAKS, SILENT, PAIRS, TRIPLES)]
    several = Counter(letter for letter in ASSIGNED for table in tables if table.match(letter))
    assert [f"{ord(letter):X}" for letter, count in several.items() if count > 1] == []


def test_folding_twice_changes_nothing():
    """What is folded stays as it is: a query that was copied from the index finds what it stands for."""
    assert [letter for letter in ASSIGNED if fold(fold(letter)) != fold(letter)] == []
