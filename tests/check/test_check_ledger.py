"""The ledger against the articles: each article in one event, each member an article."""

from __future__ import annotations

from generator.check import check_ledger
from generator.model import Event


def found(events, articles):
    """Return what is wrong, as (line, code) or (file, code)."""
    return [(problem.line or problem.path, problem.code) for problem in check_ledger(events, articles)]


def test_whole_ledger():
    """Nothing is said where all is well; an event without members is remembered for its address."""
    events = [
        Event("b", "flood", ("x",)),
        Event("a", "truce", ("y", "z"), merged=None),
        Event("c", "gone", (), merged="a"),
    ]
    assert found(events, ["x", "y", "z"]) == []


def test_members_without_an_article():
    """A member that is no article is told at the line of its event, lines counted in order of id."""
    assert found([Event("b", "flood", ("x",)), Event("a", "truce", ())], []) == [(2, "lost-member")]


def test_article_in_two_events():
    """One article, one event."""
    assert found([Event("a", "truce", ("x",)), Event("b", "flood", ("x",))], ["x"]) == [(2, "two-events")]


def test_article_without_an_event():
    """An article that nobody grouped yet is told by its file."""
    assert found([], ["x"]) == [("content/articles/x.md", "no-event")]


def test_merge_into_nowhere():
    """An event that went into one that is not there has an address that leads nowhere."""
    assert found([Event("a", "truce", (), merged="z")], []) == [(1, "lost-event")]
