"""Bounded cost: texts made to take for ever are refused by name, or done within seconds of the processor's time."""

from __future__ import annotations

import resource

import pytest
from small_sites import TODAY

from generator.ingest import read
from generator.intake import IntakeOptions, take_in
from generator.render import render_body

SAID = "The council of Norby met on Monday and spoke of the old bridge for several hours.\n"


def fill(unit: str, size: int) -> str:
    """Return so many characters of a text that repeats."""
    return (unit * (size // len(unit) + 1))[:size]


RUNS = ("![", "[", "[]", "[a](", "*a", "***", "_a_ ", "`", "`a``b", "> ", "&", "&#", "<", "<a ", "\\", "~~a", "|", "(", "\n", "a\n", "a\n\n", "- a\n", "a", "\u0301", "```\n", "```python\nx\n```\n", "|a", "[a]: b\n", "a\n=\n", "<div>\n", "1", "A. ", ">")  # fmt: skip
BOMBS = {
    **{
        f"{unit!r}.{ending}": f"{SAID}\n{fill(unit, size)}"
        for unit in RUNS
        for ending in ("txt", "md")
        for size in (90_000,)
    },
    **{f"large-{unit!r}.md": f"{SAID}\n{fill(unit, 1_990_000)}" for unit in RUNS},
    "deep-list.md": "".join(" " * (2 * n) + "- a\n" for n in range(1300)),
    "deep-quotes.md": "".join(">" * n + "a\n" for n in range(1900)),
    "table.md": "|a" * 3000 + "\n" + "|-" * 3000 + "\n" + "|\n" * 15_000,
    "div.html": "<html><body>" + "<div>" * 20_000 + SAID,
    "attributes.html": "<html><body><p " + " ".join(f"a{n}=1" for n in range(100_000)) + f">{SAID}</p>",
    "tables.html": "<html><body>" + "<table><tr><td>" * 100_000,
    "json.html": "<html><script type=application/ld+json>" + "[" * 1_900_000 + f"</script><body>{SAID}",
    "comments.html": "<html><body>" + "<!--" * 450_000,
    "tiny.xml": "<rss><channel>" + "<item/>" * 280_000 + "</channel></rss>",
    "prologue.xml": "<!-- -->" * 240_000 + "<rss><channel>",
    "entities.xml": '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>',
    "aliases.md": "---\na: &a [x, x, x]\nb: &b [*a, *a, *a, *a]\nc: [*b, *b, *b, *b]\n---\n\n" + SAID,
    "deep.md": "---\na: " + "[" * 60_000 + "\n---\n\n" + SAID,
    "digits.md": "---\npublished: " + "1" * 60_000 + "\n---\n\n" + SAID,
    "squeezed.txt": "\x1f\x8b\x08\x00 as gzip begins",
}


@pytest.mark.parametrize("name", BOMBS)
def test_bounded(name):
    """Read, cleaned, identified and rendered, or refused with a code: within 8 seconds of the processor's time."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    reading = read(f"content/inbox/outlet/{name[-30:]}".replace("\n", "n"), BOMBS[name].encode())
    assert reading.articles or (reading.refused and all(problem.code and problem.mend for problem in reading.problems))
    for raw in reading.articles[:1]:
        render_body(take_in(raw, IntakeOptions((), TODAY)).article.body)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_utime - before < 8
