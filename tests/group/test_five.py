"""The five real articles, where they are at hand."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from generator.group import find_copies, group
from generator.group.encoder import encode, lead_of
from generator.model import Article, Story

ARTICLES = Path(__file__).resolve().parents[3] / "shared" / "articles"
DAYS = ("2022-09-21", "2022-09-21", "2024-04-09", "2024-01-31", "2023-12-01")


def encode_stories(stories):
    """Encode stories."""
    stories = list(stories)
    return dict(zip([s.id for s in stories], encode([lead_of(s) for s in stories]), strict=True))


@pytest.mark.shared
@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the five articles lie beside the project, and are not there")
@pytest.mark.parametrize("dated", [False, True])
@pytest.mark.parametrize("company", [False, True])
def test_the_five_articles(dated, company, undated, vectors):
    """One event in English and Arabic, three others of the same actors: with and without dates, alone and in company."""
    gold = json.loads((ARTICLES / "gold.json").read_text(encoding="utf-8"))
    stories = [
        Story(
            article["file"][:3],
            article["lang"],
            date.fromisoformat(day) if dated else None,
            article["title"],
            "\n".join(line["text"] for line in article["lines"] if line["label"] in {"body", "subhead"}),
        )
        for article, day in zip(gold, DAYS, strict=True)
    ]
    rows = encode_stories(stories)
    events = group([*stories, *undated] if company else stories, {**rows, **vectors})
    found = sorted(event.members for event in events if event.members and event.members[0][0].isdigit())
    assert found == [("000", "001"), ("002",), ("003",), ("004",)]
    by_id = {story.id: story for story in stories[:2]}
    pair = [Article(story.id, "", story.lang or "", story.text) for story in stories[:2]]
    assert find_copies(pair, by_id, encode_stories) == (("000", "001"),)
