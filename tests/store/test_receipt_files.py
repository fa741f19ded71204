"""Receipt files: evidence that comes back to the letter, or is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import DigestError, Exit
from generator.model import Copy, Evidence, Receipt, Repair, Span
from generator.store.receipts import FOLDER, dump_receipt, read_receipts, write_receipt

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
numbers = st.integers(0, 99)
repairs = st.builds(Repair, numbers, texts, texts)
spans = st.builds(
    Span, numbers, st.sampled_from(["body", "cut", "meta"]), st.none() | texts, st.none() | texts, numbers, st.lists(repairs, max_size=2).map(tuple), st.booleans()
)  # fmt: skip
receipts = st.builds(
    Receipt,
    id=st.just("a"),
    path=texts,
    form=st.sampled_from(["text", "html", "markdown", "feed"]),
    sha256=texts,
    size=numbers,
    encoding=texts,
    encoding_basis=texts,
    lines=numbers,
    body_sha256=texts,
    evidence=st.lists(st.builds(Evidence, texts, texts, texts, numbers), max_size=2).map(tuple),
    spans=st.lists(spans, max_size=3).map(tuple),
    item=numbers,
    bom=st.booleans(),
    newline=st.sampled_from(["\n", "\r\n"]),
    front_matter=texts,
    refused=st.none() | texts,
    also=st.lists(st.builds(Copy, texts, numbers, texts), max_size=2).map(tuple),
)

SMALL = Receipt(
    "a", "content/inbox/a.txt", "text", "00ff", 12, "utf-8", "valid UTF-8", 2, "ff00",
    (Evidence("title", "A “title”", "first line", 1),), (Span(1, "title", "title", "A “title”"), Span(2, "body", None, None, 1)),
)  # fmt: skip


@settings(max_examples=50)
@given(receipts)
def test_receipt_comes_back(tmp_path_factory, receipt):
    """Any receipt is read as it was written; writing it again changes nothing."""
    root = tmp_path_factory.mktemp("site")
    assert write_receipt(root, receipt)
    assert read_receipts(root) == {"a": receipt}
    assert not write_receipt(root, receipt)


def test_receipt_reads_well(tmp_path):
    """Short facts first, then a span a line; what equals its default is left out."""
    assert dump_receipt(SMALL).decode().splitlines() == [
        "{",
        ' "id": "a",',
        ' "path": "content/inbox/a.txt",',
        ' "form": "text",',
        ' "sha256": "00ff",',
        ' "size": 12,',
        ' "encoding": "utf-8",',
        ' "encoding_basis": "valid UTF-8",',
        ' "lines": 2,',
        ' "body_sha256": "ff00",',
        ' "evidence": [',
        '  {"field": "title", "value": "A “title”", "basis": "first line", "line": 1}',
        " ],",
        ' "spans": [',
        '  {"line": 1, "label": "title", "rule": "title", "text": "A “title”"},',
        '  {"line": 2, "label": "body", "at": 1}',
        " ]",
        "}",
    ]


def test_receipts_come_in_order_of_id(tmp_path):
    """The order is that of ids, not that of file names, where a hyphen and a dot change it."""
    for ident in ["a-b", "a", "b"]:
        write_receipt(tmp_path, Receipt(ident, "", "text", "", 0, "", "", 0, "", (), ()))
    assert list(read_receipts(tmp_path)) == ["a", "a-b", "b"]


def test_all_torn_receipts_are_named(tmp_path):
    """What is no receipt, or that of another article, is named by its file; hidden files are passed over."""
    folder = tmp_path / FOLDER
    folder.mkdir(parents=True)
    write_receipt(tmp_path, SMALL)
    (folder / "b.json").write_bytes(dump_receipt(SMALL))
    (folder / "c.json").write_text("{")
    (folder / "d.json").write_text('{"id": "d"}')
    (folder / "e.json").mkdir()
    (folder / ".f.json").write_text("{")
    with pytest.raises(DigestError) as caught:
        read_receipts(tmp_path)
    assert caught.value.code is Exit.CONFIG
    assert [problem.path for problem in caught.value.problems] == [f"{FOLDER}/{name}.json" for name in "bcde"]


def test_no_folder_is_no_receipts(tmp_path):
    """A new site has none."""
    assert read_receipts(tmp_path) == {}
