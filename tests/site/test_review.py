"""Second looks: what a source's later articles teach about its earlier ones is offered, and done where it is asked for."""

from __future__ import annotations

from datetime import date

import pytest

from generator.build import BuildOptions, ingest
from generator.errors import DigestError
from generator.review import review
from generator.store.sample import write_sample

TODAY = date(2026, 1, 1)
FOOT = "The Herald of Lindmark, a paper for the islands and their friends abroad"
SENTENCES = [
    f"The council of the {name} district met on Monday evening, and spoke about the bridge over the sound for hours."
    for name in ("northern", "southern", "eastern")
]


@pytest.fixture
def root(tmp_path):
    """Return a site with three articles of one source, taken in one after the other."""
    write_sample(tmp_path / "site", empty=True)
    for number, sentence in enumerate(SENTENCES):
        path = tmp_path / f"site/content/inbox/the-herald/{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{sentence}\n\n{sentence.replace('met', 'voted')}\n\n{FOOT}\n", encoding="utf-8")
        ingest(tmp_path / "site", BuildOptions(TODAY))
    return tmp_path / "site"


def bodies(root):
    """Return the texts of all articles, by file."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((root / "content/articles").glob("*.md"))}


def test_earlier_articles_are_offered_again_and_not_changed(root):
    """The third article of a source is cleaned of the line all three have; the first two are offered, and left alone."""
    before = bodies(root)
    assert sum(FOOT in body for body in before.values()) == 2
    offered = [change for change in review(root, TODAY) if change.now == "cut (repeat)"]
    assert {change.text for change in offered} == {FOOT}
    assert {change.article for change in offered} == {ident for ident, body in before.items() if FOOT in body}
    assert bodies(root) == before


def test_what_is_applied_is_cleaned_again(root):
    """The article that is named gets its new text and receipt; the others stay as they are."""
    before = bodies(root)
    first, second = sorted({change.article for change in review(root, TODAY) if change.now == "cut (repeat)"})
    review(root, TODAY, [first])
    after = bodies(root)
    assert FOOT not in after[first]
    assert {ident: body for ident, body in after.items() if ident != first} == {
        ident: body for ident, body in before.items() if ident != first
    }
    assert {change.article for change in review(root, TODAY) if change.now == "cut (repeat)"} == {second}


def test_an_edited_text_is_not_cleaned_again(root):
    """What an editor wrote is neither offered nor overwritten, and asking for it is refused by name."""
    ident = next(change.article for change in review(root, TODAY) if change.now == "cut (repeat)")
    path = root / f"content/articles/{ident}.md"
    path.write_text(path.read_text(encoding="utf-8").replace("met", "sat"), encoding="utf-8")
    assert ident not in {change.article for change in review(root, TODAY)}
    with pytest.raises(DigestError) as refused:
        review(root, TODAY, [ident])
    assert [problem.code for problem in refused.value.problems] == ["unknown-article"]
