"""Interface words: what a language lacks is told, key by key."""

from __future__ import annotations

import pytest

from generator.check import check_words


@pytest.mark.parametrize(
    ("own", "missing"),
    [({"feed", "tags"}, []), ({"feed", "tags", "more"}, []), ({"feed"}, ["tags"]), (set(), ["feed", "tags"])],
)
def test_missing_words(own, missing):
    """A key without words of its own is a warning that names the key; one of the site's own is its own matter."""
    problems = list(check_words(own, {"tags", "feed"}, "fr"))
    assert [problem.what for problem in problems] == [f"there are no words for “{key}”." for key in missing]
    assert all((problem.severity, problem.path) == ("warning", "templates/words/fr.toml") for problem in problems)


def test_missing_forms_and_rows():
    """Forms are asked for as the other language counts; a row of a table is named with it."""
    english = {"articles", "articles.one", "articles.other", "reasons", "reasons.share"}
    own = {"articles", "articles.one", "articles.other", "reasons"}
    found = list(check_words(own, english, "ru"))
    assert [problem.what for problem in found] == [
        f"there are no words for “{key}”." for key in ("articles.few", "articles.many", "reasons.share")
    ]
    assert [problem.why for problem in found] == [
        "The form “other” stands in.",
        "The form “other” stands in.",
        "English stands in for it.",
    ]
    assert list(check_words(own, {"articles", "articles.one", "articles.other"}, "zh")) == []
