"""Corpora: tables of texts that go in and come out as rows of `text`, `id` and `metadata`. The door to pyarrow."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.errors import DigestError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_PART_BYTES = 1_500_000
"""Bytes of a part: an inbox file may have 2,000,000. A corpus that grows at its end keeps its earlier parts."""


def is_corpus(path: Path) -> bool:
    """Tell whether a file is taken in by its rows: Parquet always, JSON lines where the inbox takes no file of that size."""
    if path.suffix not in {".jsonl", ".ndjson", ".parquet"} or not path.is_file():
        return False
    return path.suffix == ".parquet" or path.stat().st_size > _PART_BYTES


def split_corpus(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield a corpus in parts that an inbox takes, with their names: whole rows, to the letter, in order.

    Of a Parquet file each row becomes a line of JSON. Raises DigestError where the file cannot be read.
    """
    try:
        lines = _parquet_lines(path) if path.suffix == ".parquet" else _lines(path)
        part: list[bytes] = []
        size = number = 0
        for line in lines:
            if part and size + len(line) > _PART_BYTES:
                number += 1
                yield f"{path.stem}-{number:05}.jsonl", b"".join(part)
                part, size = [], 0
            part.append(line)
            size += len(line)
        if part:
            yield f"{path.stem}-{number + 1:05}.jsonl" if number else f"{path.stem}.jsonl", b"".join(part)
    except OSError as error:
        what = f"the file cannot be read ({error.strerror or error})."
        raise DigestError(
            Problem(str(path), 0, 0, "unreadable-file", what, "", "check the file and its permissions.")
        ) from None


def write_table(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    """Write rows as a Parquet file: the columns `text`, `id` and `metadata`, a struct of texts and lists of texts.

    Raises DigestError where pyarrow is not installed.
    """
    parquet = _parquet(str(path))
    import pyarrow as pa

    text, texts = pa.string(), pa.list_(pa.string())
    keys = sorted({key for row in rows for key in row["metadata"]})
    lists = {key for row in rows for key, value in row["metadata"].items() if isinstance(value, list)}
    flags = {key for row in rows for key, value in row["metadata"].items() if isinstance(value, bool)}
    kinds = [(key, texts if key in lists else pa.bool_() if key in flags else text) for key in keys]
    schema = pa.schema([("text", text), ("id", text), ("metadata", pa.struct(kinds))])
    parquet.write_table(pa.Table.from_pylist(list(rows), schema=schema), path, compression="zstd")


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from file


def _parquet_lines(path: Path) -> Iterator[bytes]:
    parquet = _parquet(str(path))
    import pyarrow as pa

    try:
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=1_000):
                for row in batch.to_pylist():
                    yield json.dumps(_told(row), ensure_ascii=False, default=str).encode("utf-8", "replace") + b"\n"
    except pa.ArrowInvalid as error:
        what = f"this is no Parquet file ({error})."
        raise DigestError(Problem(str(path), 0, 0, "unreadable-file", what, "", "write it again.")) from None


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """Leave out what a row does not say: a table has every column in every row."""
    metadata = row.get("metadata")
    if isinstance(metadata, dict):
        row = {**row, "metadata": {key: value for key, value in metadata.items() if value is not None}}
    return {key: value for key, value in row.items() if value is not None}


def _parquet(path: str) -> Any:  # noqa: ANN401  # a module without types
    try:
        from pyarrow import parquet
    except ImportError:
        what, mend = (
            "pyarrow is not installed.",
            "install the extra: `pip install curated-digest[parquet]`; or use jsonl.",
        )
        raise DigestError(Problem(path, 0, 0, "package", what, "Parquet is read and written by it.", mend)) from None
    return parquet


def csv_lines(rows: Iterable[dict[str, Any]], keys: Sequence[str]) -> Iterator[str]:
    r"""Yield rows as lines of CSV, with a head and a column a key of the metadata.

    A cell that a spreadsheet would take for a formula begins with an apostrophe: a text of a stranger must not compute.
    """
    yield csv_row(["id", *keys, "text"])
    for row in rows:
        metadata = row["metadata"]
        yield csv_row([row["id"], *(metadata.get(key) for key in keys), row["text"]])


def csv_row(cells: Iterable[object], end: str = "\r\n") -> str:
    """Return a line of CSV (RFC 4180) with its end; lists are joined, nothing is an empty cell, and no cell computes."""
    import csv
    import io

    buffer = io.StringIO()
    csv.writer(buffer, lineterminator=end).writerow([_cell(value) for value in cells])
    return buffer.getvalue()


_FORMULA = ("=", "+", "-", "@", "|", "%", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a formula begins, as spreadsheets and OWASP's list of them have it; the bar and the percent sign call programs."""


def _cell(value: object) -> str:
    text = ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) or text.startswith(_FORMULA) else text
