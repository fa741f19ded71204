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
