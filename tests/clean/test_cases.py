"""Every case file under `cases/`: lines with the label they must get in the margin.

A file holds documents with a line of dashes between them. A line is `LABEL RULE | TEXT`, RULE left out where any will
do; `body` alone stands for a line no rule may cut. A document begins with a comment that says what it shows.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.clean import REASONS, clean
from generator.model import Block, RawArticle

CASES = Path(__file__).parent / "cases"


def article(lines):
    """Make a raw article of lines, with a blank line between them as the plain text reader sees it."""
    blocks = tuple(Block(2 * n + 1, line) for n, line in enumerate(lines))
    text = "\n\n".join(lines)
    return RawArticle("", 0, "text", "", len(text), "utf-8", "given", bom=False, newline="\n", text=text, blocks=blocks)


def documents():
    """Read all case files: (name, [(label, rule or None, text)])."""
    for path in sorted(CASES.glob("*.txt")):
        for number, part in enumerate(path.read_text(encoding="utf-8").split("\n---\n"), 1):
            lines = []
            for line in part.splitlines():
                if not line.strip() or line.startswith("#"):
                    continue
                margin, text = line.split(" | ", 1)
                label, *rule = margin.split()
                lines.append((label, rule[0] if rule else None, text.strip()))
            yield pytest.param(lines, id=f"{path.stem}-{number}")


@pytest.mark.parametrize("lines", list(documents()))
def test_case(lines):
    """Each line of the document gets the label, and where one is given the rule, in its margin."""
    blocks = clean(article([text for _, _, text in lines])).blocks
    expected = [f"{label} {rule or ''} | {text}" for label, rule, text in lines]
    actual = [
        f"{block.label} {block.rule if rule else ''} | {block.text}"
        for block, (_, rule, _) in zip(blocks, lines, strict=True)
    ]
    assert expected == actual


def test_every_rule_of_the_cases_has_a_reason():
    """The names in the margins are rules that readers get a reason for."""
    rules = {rule for case in documents() for _, rule, _ in case.values[0] if rule}
    assert rules - set(REASONS) == set()
