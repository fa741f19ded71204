"""The main job on the five real articles the product was asked for, against their labels by hand."""

from __future__ import annotations

import json
import re

import pytest

pytestmark = pytest.mark.shared


def by_file(five):
    """Return article id, front matter and body of each raw file."""
    found = {}
    for path in (five.root / "content/receipts").glob("*.json"):
        receipt = json.loads(path.read_text())
        _, head, body = (five.root / f"content/articles/{path.stem}.md").read_text().split("---\n", 2)
        values = dict(re.findall(r"^(\w+): (.*)$", head, re.MULTILINE))
        name = receipt["path"].rsplit("/", 1)[-1]
        found[name] = (path.stem, {key: value.strip('"') for key, value in values.items()}, body)
    return found


def test_every_article_is_published(five, gold):
    """All five inputs become articles; none is refused, merged or lost."""
    assert {row["file"] for row in gold} == by_file(five).keys()


def test_boilerplate_is_gone_and_the_text_is_whole(five, gold):
    """No cut line is in a body; every body and subhead line is there to the letter."""
    articles = by_file(five)
    for row in gold:
        lines = articles[row["file"]][2].split("\n")
        stay = {line.removeprefix("## ") for line in lines}
        for line in row["lines"]:
            if line["label"] in {"body", "subhead"}:
                assert line["text"].strip() in stay
            else:
                assert line["text"].strip() not in stay


def test_subheads_are_subheads(five, gold):
    """A line labelled subhead is a heading of the body."""
    for row in gold:
        body = by_file(five)[row["file"]][2]
        for line in row["lines"]:
            if line["label"] == "subhead":
                assert f"\n## {line['text']}\n" in body


def test_titles_languages_and_sources_are_as_given(five, gold):
    """Headlines are found, suffixes split off; where there is none, it is derived and marked; sources as given."""
    articles = by_file(five)
    for row in gold:
        values = articles[row["file"]][1]
        assert values["lang"] == row["lang"]
        assert values.get("source") == row["source"]
        if row["title"] is None:
            assert values["title_from"] == "lead"
            assert values["title"].rstrip("…") in row["lines"][0]["text"]
        else:
            assert values["title"] == row["title"]
            assert "title_from" not in values


def test_captions_are_lifted(five, gold):
    """A photo's caption stands in the front matter, not in the text."""
    articles = by_file(five)
    for row in gold:
        for line in row["lines"]:
            if line["label"] == "caption":
                assert line["text"] in articles[row["file"]][1]["caption"]


def test_no_date_is_made_up(five, gold):
    """The five articles name week days only, so none gets a date."""
    assert all("published" not in values for _, values, _ in by_file(five).values())


def test_events_are_exactly_those_told(five, gold):
    """English and Arabic reports of one statement are one event; the other three stand alone."""
    file_of = {ident: name for name, (ident, _, _) in by_file(five).items()}
    told: dict[str, set[str]] = {}
    for row in gold:
        told.setdefault(row["event"], set()).add(row["file"])
    grouped = {frozenset(file_of[member] for member in event["members"]) for event in five.events()}
    assert grouped == set(map(frozenset, told.values()))
