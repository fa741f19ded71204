"""Editions on the disk: what is out is read back as it was, what is torn is named, the editor's words are typed."""

from __future__ import annotations

import pytest

from generator.errors import DigestError
from generator.model.edition import Edition, Foreword
from generator.store.editions import EDITIONS, FOREWORDS, read_editions, read_forewords, write_editions

TWO = (
    Edition("2025-05-13", (("truce", ("a", "b")), ("flood", ("c",)))),
    Edition("2025-05-14", (("truce", ("d",)),)),
)


def put(root, text):
    """Write the file of editions."""
    (root / "content").mkdir(exist_ok=True)
    (root / EDITIONS).write_text(text)


def test_editions_come_back_as_they_were(tmp_path):
    """What is written is read, the order of the events included; writing it again changes nothing."""
    assert read_editions(tmp_path) == ()
    assert write_editions(tmp_path, TWO)
    assert read_editions(tmp_path) == TWO
    assert not write_editions(tmp_path, TWO)


def test_lines_of_two_branches_are_united(tmp_path):
    """Two lines of one day make one edition with the events and the articles of both."""
    put(
        tmp_path,
        '{"day":"2025-05-13","events":[["truce",["a"]]]}\n{"day":"2025-05-13","events":[["flood",["c"]],["truce",["b"]]]}\n',
    )
    assert read_editions(tmp_path) == (Edition("2025-05-13", (("truce", ("a", "b")), ("flood", ("c",)))),)


@pytest.mark.parametrize(
    "line",
    [
        "no json", "[]", '{"day":"2025-05-13"}', '{"day":"yesterday","events":[]}', '{"day":1,"events":[]}',
        '{"day":"2025-05-13","events":[["../x",[]]]}', '{"day":"2025-05-13","events":[["x",["A B"]]]}', '{"day":"2025-05-13","events":[["x"]]}',
        '{"day":"20250513","events":[]}', "<<<<<<< ours",
    ],
)  # fmt: skip
def test_torn_lines_are_named(tmp_path, line):
    """A line that is no edition is a problem with its number, and nothing is guessed."""
    put(tmp_path, '{"day":"2025-05-12","events":[]}\n' + line + "\n")
    with pytest.raises(DigestError) as caught:
        read_editions(tmp_path)
    assert [(problem.path, problem.line, problem.code) for problem in caught.value.problems] == [
        (EDITIONS, 2, "editions")
    ]


def test_forewords_are_read(tmp_path):
    """Title, lead, order and what is left out; the text below is the introduction."""
    folder = tmp_path / FOREWORDS
    folder.mkdir(parents=True)
    (folder / "2025-05-13.md").write_text(
        "---\ntitle: The  truce\nlead: truce\norder: [flood, cup]\nwithout: [cup]\n---\n\nA *week*.\n"
    )
    (folder / "2025-w20.md").write_text("Only words.\n")
    found, problems = read_forewords(tmp_path)
    lines = {"title": 2, "lead": 3, "order": 4, "without": 5}
    assert found == (
        Foreword(
            "2025-05-13",
            "content/editions/2025-05-13.md",
            "The truce",
            "A *week*.",
            "truce",
            ("flood", "cup"),
            ("cup",),
            lines,
        ),
        Foreword("2025-w20", "content/editions/2025-w20.md", body="Only words."),
    )
    assert problems == ()


@pytest.mark.parametrize("name", ["2025-13-01", "2025-w54", "may", "2025-05", "20250513"])
def test_a_foreword_is_named_by_its_edition(tmp_path, name):
    """A file that is called neither a day nor a week of the calendar is a problem, and says nothing."""
    (tmp_path / FOREWORDS).mkdir(parents=True)
    (tmp_path / FOREWORDS / f"{name}.md").write_text("x\n")
    found, problems = read_forewords(tmp_path)
    assert found == ()
    assert [problem.code for problem in problems] == ["file-name"]


def test_what_is_wrong_in_a_foreword_has_no_effect(tmp_path):
    """An unknown key and a lead that is no slug are named with their lines."""
    (tmp_path / FOREWORDS).mkdir(parents=True)
    (tmp_path / FOREWORDS / "2025-05-13.md").write_text("---\nlead: A B\nledr: x\n---\nkept\n")
    (found,), problems = read_forewords(tmp_path)
    assert (found.lead, found.body) == ("", "kept")
    assert sorted(problem.line for problem in problems) == [2, 3]
