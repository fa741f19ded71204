"""Names on disk: the editor's word about them, and the addresses they have."""

from __future__ import annotations

import pytest

from generator.errors import DigestError
from generator.model.voices import KnownName, NameRule
from generator.store.names import ADDRESSES, parse_name_rules, read_known_names, read_name_rules, write_known_names

RULES = """\
[clara-voss]
name = "Clara Voss"
kind = "person"
forms = ["Клара Фосс", "كلارا  فوس"]
apart = ["Clara Vossen"]

[old-mill]
hide = true
"""


def test_rules_are_read(tmp_path):
    """A table is a name; what it does not say is empty; spaces within a form are one."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/names.toml").write_text(RULES, encoding="utf-8")
    assert read_name_rules(tmp_path) == (
        (
            NameRule("clara-voss", "Clara Voss", "person", ("Клара Фосс", "كلارا فوس"), ("Clara Vossen",)),
            NameRule("old-mill", hide=True),
        ),
        (),
    )


def test_no_file_says_nothing(tmp_path):
    """Neither rules nor addresses need be there."""
    assert read_name_rules(tmp_path) == ((), ())
    assert read_known_names(tmp_path) == ()


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("[Clara]\n", 1, "no slug"),
        ('\n[voss]\nform = ["x"]\n', 3, "key “form” is not known"),
        ("[voss]\nforms = 3\n", 2, "must be a list"),
        ('[voss]\nkind = "river"\n', 2, "is none of"),
        ("[voss]\nhide = 1\n", 2, "true or false"),
        ("[voss]\nname = 1\n", 2, "must be a text"),
        ('[a]\nforms = ["Voss"]\n[b]\nforms = ["voss"]\n', 4, "belongs to “a” already"),
        ('[a]\nforms = ["Voss"]\napart = ["Voss"]\n', 3, "among the forms as well"),
        ("voss = 3\n", 1, "no table"),
        ("[voss\n", 1, "no TOML"),
    ],
)
def test_mistakes_are_told_with_their_line(text, line, what):
    """Each mistake stands at its line with its mend, and the other entries have their effect."""
    _, (problem,) = parse_name_rules(text)
    assert (problem.path, problem.line) == ("content/names.toml", line)
    assert what in problem.what
    assert problem.mend


def test_a_key_mistyped_is_guessed():
    """The closest key is offered."""
    _, (problem,) = parse_name_rules('[voss]\nform = ["x"]\n')
    assert problem.mend == "did you mean “forms”?"


def test_addresses_come_back_as_they_were_written(tmp_path):
    """One line a name, sorted by slug; writing the same again changes nothing."""
    names = (
        KnownName("old-mill", "place", (("en", "Old Mill"),)),
        KnownName("clara-voss", "person", (("ru", "Клара Фосс"), ("en", "Clara Voss"))),
    )
    assert write_known_names(tmp_path, names)
    assert not write_known_names(tmp_path, reversed(names))
    assert [name.slug for name in read_known_names(tmp_path)] == ["clara-voss", "old-mill"]
    assert read_known_names(tmp_path)[0].forms == (("en", "Clara Voss"), ("ru", "Клара Фосс"))


def test_two_branches_are_united(tmp_path):
    """Lines of one name that a union merge left are one, with the forms of both."""
    write_known_names(tmp_path, [KnownName("clara-voss", "person", (("en", "Clara Voss"),))])
    path = tmp_path / ADDRESSES
    path.write_text(
        path.read_text() + '{"slug":"clara-voss","kind":"person","forms":[["ru","Фосс"]]}\n', encoding="utf-8"
    )
    assert read_known_names(tmp_path) == (KnownName("clara-voss", "person", (("en", "Clara Voss"), ("ru", "Фосс"))),)


@pytest.mark.parametrize(
    "line",
    [
        "<<<<<<< HEAD",
        "{}",
        '{"slug":"../x","kind":"person","forms":[]}',
        '{"slug":"x","kind":"ghost","forms":[]}',
        "[1]",
    ],
)
def test_a_torn_address_stops_the_run(tmp_path, line):
    """Addresses are never guessed at."""
    (tmp_path / "content").mkdir()
    (tmp_path / ADDRESSES).write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(DigestError, match=r"names\.jsonl:2:1: ledger"):
        read_known_names(tmp_path)
