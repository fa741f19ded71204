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


ELSEWHERE = {
    "editor-keep",
    "editor-cut",
    "publisher-cut",
    "repeat",  # these four need more than a text: test_properties.py
    "wrapped",  # lines without a blank one between: test_tables.py
    "outside-article",  # pages: tests/ingest
    "figcaption",
    "page-headline",
}


def test_every_rule_has_a_case():
    """Each rule that readers get a reason for stands in a case file, and no other does; some are shown elsewhere."""
    rules = {rule for case in documents() for _, rule, _ in case.values[0] if rule}
    assert sorted(rules) == sorted(set(REASONS) - ELSEWHERE)


@pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_every_case_file_has_a_harmless_look_alike(path):
    """Beside what a rule cuts stands what it must leave alone: a document that says so, or a line without a rule."""
    text = path.read_text(encoding="utf-8")
    assert "harmless" in text
    assert "\nbody | " in text


@pytest.mark.parametrize("lang", "ar de el es fa fr hi id it ja ko nl pl pt ru sv tr uk vi zh".split())
def test_every_language_has_a_case_file(lang):
    """The languages that the phrase tables promise are each shown at work; English is in the files of the rules."""
    assert (CASES / f"language-{lang}.txt").exists()
