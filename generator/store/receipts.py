"""Receipts: one JSON file an article in `content/receipts/`, a span a line, so that a diff reads well."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields, is_dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from generator.errors import DigestError, Exit, Problem
from generator.model import Receipt
from generator.store.atomic import write_whole
from generator.store.files import LARGEST, list_files, read_file
from generator.text.slugs import is_slug

if TYPE_CHECKING:
    from pathlib import Path

    import msgspec
    from _typeshed import DataclassInstance

FOLDER = "content/receipts"

MOST_BYTES = 64_000_000
"""Bytes of a receipt: a raw text may have 2,000,000, each line of it stands here, and its marks are escaped."""

_MOST_LINES = LARGEST + 1
"""Lines of the largest raw text that is read, were it nothing but line ends."""


def read_receipts(root: Path) -> dict[str, Receipt]:
    """Read every receipt of the site at `root`, by article id, in order of id.

    Raises DigestError that names each file that is torn: a receipt is evidence and is not made up anew.
    """
    receipts: dict[str, Receipt] = {}
    problems: list[Problem] = []
    for found in list_files(root, FOLDER, ".json", deep=False):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        try:
            ident = found.path.rpartition("/")[2].removesuffix(".json")
            receipts[ident] = read_receipt(root, ident)
        except DigestError as error:
            problems += error.problems
    if problems:
        raise DigestError(*problems, code=Exit.CONFIG)
    return {ident: receipts[ident] for ident in sorted(receipts)}


def read_receipt(root: Path, ident: str) -> Receipt:
    """Read the receipt of an article. Raises DigestError where there is none, or it is torn."""
    return parse_receipt(read_file(root, f"{FOLDER}/{ident}.json", MOST_BYTES), ident)


def parse_receipt(data: bytes, ident: str) -> Receipt:
    """Read the receipt of an article from its bytes. Raises DigestError where they are torn, or speak of lines that cannot be."""
    try:
        receipt = _decoder().decode(data)
        if not is_slug(receipt.id) or receipt.id != ident:
            message = f"it is that of {receipt.id!r}"
            raise ValueError(message)  # noqa: TRY301  # one way out for whatever is no receipt
        if not 0 <= receipt.lines <= _MOST_LINES:
            message = f"no raw text has {receipt.lines} lines"
            raise ValueError(message)  # noqa: TRY301
    except (ValueError, RecursionError) as error:
        raise DigestError(_torn(f"{FOLDER}/{ident}.json", str(error)), code=Exit.CONFIG) from None
    return receipt


def _torn(path: str, what: str) -> Problem:
    return Problem(
        path,
        0,
        0,
        "receipt",
        f"the receipt cannot be read: {what}.",
        "Without it the cuts of the article cannot be shown or undone.",
        "restore it from version control, or delete it and its article to take the raw file in again.",
    )


def write_receipt(root: Path, receipt: Receipt) -> bool:
    """Write one receipt; return whether it changed."""
    return write_whole(root / FOLDER / f"{receipt.id}.json", dump_receipt(receipt))


def dump_receipt(receipt: Receipt) -> bytes:
    """Return a receipt as JSON, its short facts first, then a span a line; what equals the default is left out."""
    facts = _lean(replace(receipt, evidence=(), spans=()))
    rows = [f"{_json(name)}: {_json(value)}" for name, value in facts.items() if name not in {"evidence", "spans"}]
    for name, parts in (("evidence", receipt.evidence), ("spans", receipt.spans)):
        listed = ",\n  ".join(_json(_lean(part)) for part in parts)
        rows.append(f"{_json(name)}: [\n  {listed}\n ]" if listed else f"{_json(name)}: []")
    return ("{\n " + ",\n ".join(rows) + "\n}\n").encode()


def _lean(part: DataclassInstance) -> dict[str, object]:
    """Return the fields of a dataclass that differ from their defaults, those inside likewise."""
    found: dict[str, object] = {}
    for name, default in _defaults(type(part)):
        value = getattr(part, name)
        if value != default or default is MISSING:
            found[name] = [_part(each) for each in value] if isinstance(value, tuple) else value
    return found


@cache
def _defaults(kind: type[DataclassInstance]) -> tuple[tuple[str, object], ...]:
    return tuple((field.name, field.default) for field in fields(kind))


def _part(value: object) -> object:
    return _lean(value) if is_dataclass(value) and not isinstance(value, type) else value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@cache
def _decoder() -> msgspec.json.Decoder[Receipt]:
    import msgspec

    return msgspec.json.Decoder(Receipt)
