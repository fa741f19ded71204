"""The ledger's younger fields: read back as written, absent from lines that do not need them, not asked of old lines."""

from __future__ import annotations

import json

from generator.model import Event, Tie
from generator.store.ledger import LEDGER, read_ledger, write_ledger


def test_reasons_and_heirs_round_trip(tmp_path):
    """Quotations, shared names in any script, and heirs are read as they were written."""
    tie = Tie("a2", "a1", 0.9, 0.8, 0.3, None, 2, 3, 1, ("Irina Kovalenko", "إيرينا"))
    ledger = (Event("aaa", "truce", ("a1", "a2"), (), (tie,)), Event("bbb", "left", (), heir="aaa"))
    write_ledger(tmp_path, ledger)
    assert read_ledger(tmp_path) == ledger


def test_old_lines_are_read_and_written_as_they_were(tmp_path):
    """A line without the younger keys has none of what they say, and writing it does not add them."""
    tie = {
        "member": "a2",
        "to": "a1",
        "likeness": 0.9,
        "meaning": 0.8,
        "words": 0.3,
        "days": 1,
        "names": 2,
        "numbers": 3,
    }
    line = (
        json.dumps({"id": "aaa", "slug": "truce", "members": ["a1", "a2"], "ties": [tie]}, separators=(",", ":")) + "\n"
    )
    (tmp_path / "content").mkdir()
    (tmp_path / LEDGER).write_text(line)
    assert read_ledger(tmp_path)[0].ties == (Tie("a2", "a1", 0.9, 0.8, 0.3, 1, 2, 3),)
    assert write_ledger(tmp_path, read_ledger(tmp_path)) is False


def test_branches_that_moved_an_articles_last_leave_an_heir(tmp_path):
    """Where one branch moved an event's only article, the event it stays in inherits the address."""
    lines = [{"id": "aaa", "slug": "one", "members": ["x"]}, {"id": "bbb", "slug": "two", "members": ["x", "y"]}]
    lines += [
        {"id": "ccc", "slug": "three", "members": [], "heir": "bbb"},
        {"id": "ccc", "slug": "three", "members": ["z"]},
    ]
    (tmp_path / "content").mkdir()
    (tmp_path / LEDGER).write_text("".join(json.dumps(line) + "\n" for line in lines))
    one, two, three = read_ledger(tmp_path)
    assert (one.members, one.heir) == ((), "bbb")
    assert (two.members, three.members, three.heir) == (("x", "y"), ("z",), None)
