"""Grouping gives the same bytes from one process and from two."""

from __future__ import annotations

import json

from happenings import FLOOD, OTHERS, STRIKE

from generator.filters import group_lines
from generator.workers import CHUNK

TOWNS = "Arl Bex Cor Dun Elm Fyn Gor Hal Ipe Jor Kil Lom Mar Nor Oss Pim Quo Ral Sil Tor Ulm Vel Wik Yor Zal".split()


def lines():
    """Write nine happenings in each of 25 towns as JSON lines."""
    for town in TOWNS:
        for ident, (lang, title, text) in (FLOOD | STRIKE | OTHERS).items():
            row = {"id": f"{ident}-{town}", "lang": lang, "date": None, "title": title.replace("Marvale", town)}
            yield json.dumps(row | {"text": text.replace("Marvale", town)}).encode()


def test_one_process_and_two():
    """Vectors and marks of more than a chunk come from other processes, and nothing differs."""
    assert len([*lines()]) > CHUNK
    one, two = ("\n".join(group_lines(lines(), 10, jobs)) for jobs in (1, 2))
    assert one == two
    assert len({json.loads(line)["event"] for line in one.split("\n")}) > 4
