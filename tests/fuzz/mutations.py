"""Mutations of texts, drawn from a seed: what stands in for coverage-guided fuzzing where that is not at hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

CORPUS = Path(__file__).parent / "corpus"

BITS = (
    b"\x00", b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc0\x80", b"\xed\xa0\x80", b"\xe2\x80\xae", b"\xc2\x85", b"\xe2\x80\xa8", b"\x1b[2J", b"\r", b"\r\n", b"\n\n", b"\t", b"\x0c", b"\x7f",
    b"---\n", b"...\n", b": ", b"- ", b"&a ", b"*a", b"!!python/object:os.system ", b"<<: ", b"? ", b"|-\n", b">\n", b"%YAML 1.1\n", b"{", b"}", b"[", b"]", b"#", b'"', b"'", b"title: x\n", b"id: con\n", b"keep: [1]\n", b"lang: ar\n", b"published: 2026-02-30\n",
    b"<", b">", b"</", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<script>", b"</title>", b"<item>", b"</item>", b"<entry>", b"<title>", b"<link>", b"<description>", b"<p>", b"<br>", b"<table><tr><td>", b"<h1>", b"<!DOCTYPE html>", b"<?xml version='1.0' encoding='utf-16'?>", b"<meta charset=koi8-r>",
    b"&amp;", b"&#1;", b"&lt;", b"&nbsp;", b"&colon;", b"&#x202e;", b"javascript:", b"data:", b"https://outlet.example/", b"](", b"![", b"[a]: ", b"`", b"```\n", b"**", b"_", b"~~", b"|", b"> ", b"1. ", b"    ", b"\\", b"By Anna Reed", b"NORBY (AP) - ", b"3 March 2026", "«".encode(), "“".encode(), "停火。".encode(), "قال ".encode(), "e\u0301".encode(), "\U0001f1fa".encode(), b"Photo: ", b"Read more",
)  # fmt: skip
"""Bits that mean something to some reader."""


def seeds(target: str) -> list[bytes]:
    """Return the seeds of a target, in order of name."""
    return [path.read_bytes() for path in sorted((CORPUS / target).iterdir())]


def mutations(texts: list[bytes], random: Random) -> Iterator[bytes]:
    """Yield mutations of the texts without end: bits put in, taken out, doubled, moved, one text grafted on another."""
    while True:
        data = bytearray(random.choice(texts))
        for _ in range(random.randint(1, 6)):
            _mutate(data, texts, random)
        yield bytes(data[:20_000])


def _mutate(data: bytearray, texts: list[bytes], random: Random) -> None:
    at = random.randint(0, len(data))
    to = min(len(data), at + random.choice((1, 1, 4, 30, 200)))
    match random.randrange(7):
        case 0 | 1:
            data[at:at] = random.choice(BITS)
        case 2:
            del data[at:to]
        case 3:
            data[at:at] = data[at:to] * random.choice((1, 2, 20))
        case 4 if at < len(data):
            data[at] = random.randrange(256)
        case 5:
            other = random.choice(texts)
            start = random.randint(0, len(other))
            data[at:to] = other[start : start + random.choice((4, 40, 400))]
        case 6:
            piece = bytes(data[at:to])
            del data[at:to]
            place = random.randint(0, len(data))
            data[place:place] = piece
