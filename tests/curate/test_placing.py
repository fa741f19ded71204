"""The editor's decisions: the nearest word wins, contradictions and slips are named, and nothing swings back."""

from __future__ import annotations

import pytest

from generator.curate import Placement, merge_events, place_articles
from generator.model import Article, Event
from generator.model.override import Override

EVENTS = (
    Event("e1", "truce", ("a1", "a2"), ("ceasefire",)),
    Event("e2", "flood", ("b1", "b2")),
    Event("e3", "quake", ("c1",)),
    Event("e4", "talks", (), merged="e1"),
)
LONERS = ("d1",)


def decide(*overrides, own=None):
    """Place the articles of the events above; `own` gives article ids the `event:` in their front matter."""
    own = own or {}
    ids = [*(member for event in EVENTS for member in event.members), *LONERS]
    articles = {
        ident: Article(ident, ident, "en", "", path=f"content/articles/{ident}.md", event=own.get(ident))
        for ident in ids
    }
    return place_articles(articles, overrides, EVENTS)


def say(slug, **decisions):
    """Return a file of the editor's; each of its keys stands on a line of its own."""
    return Override(
        slug, f"content/events/{slug}.md", lines={key: n for n, key in enumerate(decisions, 2)}, **decisions
    )


def codes(placement):
    """Return what was wrong, as (file, line, code)."""
    return [
        (problem.path.rsplit("/", 1)[-1].removesuffix(".md"), problem.line, problem.code)
        for problem in placement.problems
    ]


def test_silence_decides_nothing():
    """An editor who only titles, pins or hides an event moves no article."""
    assert decide(say("truce", title="The truce", pin=True), say("flood", hide=True)) == Placement({}, {}, ())


@pytest.mark.parametrize(
    ("overrides", "own", "placed"),
    [
        ([], {"a1": "flood"}, {"a1": "flood"}),
        ([], {"a1": "none"}, {"a1": "none"}),
        ([], {"a1": "brand-new"}, {"a1": "brand-new"}),
        ([], {"b1": "ceasefire"}, {"b1": "truce"}),
        ([], {"b1": "talks"}, {"b1": "truce"}),
        ([say("truce", articles=("b1", "d1"))], {}, {"b1": "truce", "d1": "truce"}),
        ([say("ceasefire", articles=("b1",))], {}, {"b1": "truce"}),
        ([say("brand-new", articles=("d1",))], {}, {"d1": "brand-new"}),
        ([say("truce", without=("a1",))], {}, {"a1": "none"}),
        ([say("flood", split={"dam": ("b1",), "quake": ("b2",)})], {}, {"b1": "dam", "b2": "quake"}),
        ([say("truce", merge=("flood",))], {}, {"b1": "truce", "b2": "truce"}),
    ],
)
def test_each_kind_of_decision(overrides, own, placed):
    """What each key does alone; former slugs and slugs of merged events mean the event that is there today."""
    assert decide(*overrides, own=own).placed == placed
    assert codes(decide(*overrides, own=own)) == []


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    ("overrides", "placed"),
    [
        # out of one event and into another is one wish, in whichever files it stands
        ([say("truce", articles=("b1",)), say("flood", without=("b1",))], {"b1": "truce"}),
        ([say("flood", articles=("a1",)), say("truce", without=("a1",))], {"a1": "flood"}),
        ([say("flood", split={"dam": ("b1",)}, without=("b1",))], {"b1": "dam"}),
        # an event that is merged gives what no nearer word has placed
        ([say("truce", merge=("flood",)), say("quake", articles=("b1",))], {"b1": "quake", "b2": "truce"}),
        ([say("truce", merge=("flood",), without=("b1",))], {"b1": "none", "b2": "truce"}),
        ([say("truce", merge=("flood",), split={"dam": ("b1",)})], {"b1": "dam", "b2": "truce"}),
        # put out of two events
        ([say("truce", without=("d1",)), say("flood", without=("d1",))], {"d1": "none"}),
        # the same wish twice
        ([say("truce", articles=("d1",)), say("ceasefire", articles=("d1",))], {"d1": "truce"}),
    ],
)
def test_decisions_that_agree(overrides, placed, order):
    """Wishes that can all be granted are no contradiction, in any order of the files."""
    placement = decide(*overrides[::order])
    assert placement.placed == placed
    assert codes(placement) == []


@pytest.mark.parametrize(
    ("overrides", "own", "placed", "problems"),
    [
        ([say("flood", articles=("a1",))], {"a1": "quake"}, {"a1": "quake"}, [("flood", 2, "contradiction")]),
        ([say("flood", articles=("d1",)), say("quake", articles=("d1",))], {}, {"d1": "flood"}, [("quake", 2, "contradiction")]),
        ([say("truce", articles=("a1",), without=("a1",))], {}, {"a1": "truce"}, [("truce", 3, "contradiction")]),
        ([say("truce", without=("a1",))], {"a1": "ceasefire"}, {"a1": "truce"}, [("truce", 2, "contradiction")]),
        ([say("truce", articles=("d1",), split={"dam": ("d1",)})], {}, {"d1": "truce"}, [("truce", 3, "contradiction")]),
        ([say("truce", articles=("d1",))], {"d1": "none"}, {"d1": "none"}, [("truce", 2, "contradiction")]),
    ],
)  # fmt: skip
def test_decisions_that_contradict(overrides, own, placed, problems):
    """The nearer word wins, among files the first by slug; the other is named with its line."""
    placement = decide(*overrides, own=own)
    assert placement.placed == placed
    assert codes(placement) == problems
    assert codes(decide(*overrides[::-1], own=own)) == problems


def test_slips_are_named_with_what_may_be_meant():
    """Articles and events that are not there have no effect and are named with the closest match."""
    placement = decide(say("truce", articles=("a11",), without=("zzz",), merge=("floods",)), say("qauke", title="x"))
    assert placement.placed == {}
    assert [(problem.code, problem.line, problem.mend) for problem in placement.problems] == [
        ("unknown-article", 2, "did you mean “a1”?"),
        ("unknown-article", 3, "correct the id, or delete it."),
        ("unknown-event", 1, "did you mean “quake”?"),
        ("unknown-event", 4, "did you mean “flood”?"),
    ]


def test_merge_is_remembered_by_id():
    """The event that goes is named by its id, where it goes by the slug it has today, even one that is yet to come."""
    assert decide(say("ceasefire", merge=("flood",))).merges == {"e2": "truce"}
    assert decide(say("brand-new", merge=("flood", "quake"))).merges == {"e2": "brand-new", "e3": "brand-new"}


def test_merges_follow_each_other():
    """Of events merged one into the other, all articles go where the chain ends, at once."""
    placement = decide(say("truce", merge=("flood",)), say("flood", merge=("quake",)))
    assert placement.placed == {"b1": "truce", "b2": "truce", "c1": "truce"}
    assert placement.merges == {"e2": "truce", "e3": "flood"}


@pytest.mark.parametrize("order", [1, -1])
def test_merges_in_a_circle_are_refused(order):
    """Two events that each take in the other would change places at every build: the second wish is refused."""
    overrides = [say("flood", merge=("truce",)), say("truce", merge=("flood",))]
    placement = decide(*overrides[::order])
    assert placement.placed == {"a1": "flood", "a2": "flood"}
    assert codes(placement) == [("truce", 2, "contradiction")]


def test_an_event_goes_into_one_other():
    """Two files that take in one event contradict each other, once, not once an article."""
    placement = decide(say("quake", merge=("flood",)), say("truce", merge=("flood",)))
    assert placement.placed == {"b1": "quake", "b2": "quake"}
    assert codes(placement) == [("truce", 2, "contradiction")]


def test_merge_into_itself_means_nothing():
    """An event that takes in itself, or one that is merged into it already, stays as it is."""
    placement = decide(say("truce", merge=("truce", "ceasefire", "talks")))
    assert (placement.placed, placement.problems) == ({}, ())


def test_merged_event_leads_to_the_other():
    """An event whose members all left for its target is marked, by the target's id; one that keeps a member is not."""
    after = (Event("e1", "truce", ("a1", "b1")), Event("e2", "flood", ()), Event("e3", "quake", ("c1",)))
    merged = merge_events(after, {"e2": "truce", "e3": "truce", "e1": "truce"})
    assert [event.merged for event in merged] == [None, "e1", None]


def test_merge_into_a_new_event():
    """The target may have come with this very build; where it did not, nothing is marked."""
    after = (Event("e2", "flood", ()), Event("n1", "brand-new", ("b1",)))
    assert merge_events(after, {"e2": "brand-new"})[0].merged == "n1"
    assert merge_events(after, {"e2": "elsewhere"})[0].merged is None
