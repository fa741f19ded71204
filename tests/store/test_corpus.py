"""Corpora: parts that the inbox takes, Parquet there and back, cells that do not compute."""

from __future__ import annotations

import csv
import io
import json

import pytest

from generator.errors import DigestError
from generator.store.corpus import csv_lines, is_corpus, split_corpus, write_table
from generator.store.inbox import copy_in


def rows(count, length=1_000):
    """Return rows of some length."""
    return [
        {"text": f"{number} " + "x" * length, "id": f"row-{number}", "metadata": {"lang": "en"}}
        for number in range(count)
    ]


def lines(table):
    """Return a table as JSON lines."""
    return "".join(json.dumps(row) + "\n" for row in table).encode()


def test_a_large_corpus_comes_in_parts(tmp_path):
    """The parts together are the file to the letter, each whole rows and small enough; a corpus that grew keeps its first parts."""
    path = tmp_path / "corpus.jsonl"
    path.write_bytes(lines(rows(4_000)))
    parts = dict(split_corpus(path))
    assert b"".join(parts.values()) == path.read_bytes()
    assert list(parts) == ["corpus-00001.jsonl", "corpus-00002.jsonl", "corpus-00003.jsonl"]
    assert all(part.endswith(b"\n") and len(part) <= 1_500_000 for part in parts.values())
    path.write_bytes(lines(rows(4_500)))
    grown = dict(split_corpus(path))
    assert [grown[name] == part for name, part in parts.items()] == [True, True, False]


def test_copying_a_corpus_in(tmp_path):
    """A small file goes in as it is, a large one in parts, below the source that is named."""
    root, small, large = tmp_path / "site", tmp_path / "small.jsonl", tmp_path / "large.jsonl"
    root.mkdir()
    small.write_bytes(lines(rows(3)))
    large.write_bytes(lines(rows(2_000)))
    assert (is_corpus(small), is_corpus(large)) == (False, True)
    assert copy_in(root, [small, large], "paper") == ()
    inbox = root / "content/inbox/paper"
    assert sorted(path.name for path in inbox.iterdir()) == ["large-00001.jsonl", "large-00002.jsonl", "small.jsonl"]
    assert (inbox / "small.jsonl").read_bytes() == small.read_bytes()


def test_parquet_there_and_back(tmp_path):
    """What is written as Parquet comes back as the same rows; what a row does not say is not said."""
    pytest.importorskip("pyarrow")
    table = [
        {
            "text": "Ein Text\n\nüber Ä und 停火",
            "id": "a",
            "metadata": {"title": "T", "tags": ["x", "y"], "partial": True},
        },
        {"text": "", "id": "b", "metadata": {"lang": "ar"}},
    ]
    path = tmp_path / "corpus.parquet"
    write_table(path, table)
    ((name, data),) = split_corpus(path)
    assert name == "corpus.jsonl"
    assert [json.loads(line) for line in data.splitlines()] == table


def test_a_file_that_is_no_parquet_is_said(tmp_path):
    """A torn table is a problem, not a crash."""
    pytest.importorskip("pyarrow")
    path = tmp_path / "corpus.parquet"
    path.write_bytes(b"PAR1 torn")
    with pytest.raises(DigestError) as caught:
        list(split_corpus(path))
    assert [problem.code for problem in caught.value.problems] == ["unreadable-file"]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_a_cell_is_no_formula(cell):
    """In CSV, what a spreadsheet would compute is a text: in every column."""
    row = {"text": cell, "id": "a", "metadata": {"title": cell, "tags": [cell]}}
    _, read = csv.reader(io.StringIO("".join(csv_lines([row], ("title", "tags"))), newline=""))
    assert read == ["a", f"'{cell}", f"'{cell}", f"'{cell}"]


def test_csv_is_read_as_it_was_written():
    """Quotes, commas and line ends within a text come back; the head names the columns."""
    table = [{"text": 'One, "two"\n\nthree', "id": "a", "metadata": {"tags": ["x", "y"]}}]
    head, read = csv.reader(io.StringIO("".join(csv_lines(table, ("title", "tags"))), newline=""))
    assert head == ["id", "title", "tags", "text"]
    assert read == ["a", "", "x, y", 'One, "two"\n\nthree']
