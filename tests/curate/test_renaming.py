"""Slugs the editor gives, and merges followed to their end."""

from __future__ import annotations

from generator.curate import merge_events, place_articles, rename_events
from generator.model import Article, Event
from generator.model.override import Override


def say(slug, **words):
    """Return a file of the editor's."""
    return Override(slug, f"content/events/{slug}.md", lines=dict.fromkeys(words, 2), **words)


EVENTS = (Event("e1", "truce", ("a1",), ("ceasefire",)), Event("e2", "flood", ("b1", "b2")), Event("e3", "gone", ()))


def test_a_slug_is_given_and_the_old_one_kept():
    """The event is found by any slug it had; the new one may be one of them; a second run changes nothing."""
    renamed = rename_events(EVENTS, (say("ceasefire", rename="peace"),))
    assert (renamed.events[0].slug, renamed.events[0].former) == ("peace", ("ceasefire", "truce"))
    assert rename_events(renamed.events, (say("ceasefire", rename="peace"),)) == renamed
    back = rename_events(renamed.events, (say("ceasefire", rename="truce"),)).events[0]
    assert (back.slug, back.former) == ("truce", ("ceasefire", "peace"))


def test_an_address_never_changes_hands():
    """Neither the slug of another event, nor one that it had, nor that of an event without articles is given."""
    for slug in ("flood", "gone"):
        renamed = rename_events(EVENTS, (say("truce", rename=slug),))
        assert renamed.events == EVENTS
        assert [problem.code for problem in renamed.problems] == ["taken-slug"]
    both = rename_events(EVENTS, (say("flood", rename="new"), say("truce", rename="new")))
    assert [event.slug for event in both.events] == ["truce", "new", "gone"]
    assert [(problem.code, problem.path) for problem in both.problems] == [("taken-slug", "content/events/truce.md")]


def test_two_names_for_one_event_contradict_each_other():
    """The first file by name wins; the same wish twice is none too many; an unknown event is not our matter."""
    renamed = rename_events(EVENTS, (say("truce", rename="b"), say("ceasefire", rename="a"), say("zzz", rename="c")))
    assert renamed.events[0].slug == "a"
    assert [problem.code for problem in renamed.problems] == ["contradiction"]
    assert rename_events(EVENTS, (say("truce", rename="a"), say("ceasefire", rename="a"))).problems == ()


def test_a_merge_names_where_the_way_ends():
    """Of events merged one into the other each is marked with the last; into one without articles none goes."""
    events = (Event("e1", "a", ("x",)), Event("e2", "b", ()), Event("e3", "c", (), heir="e1"), Event("e4", "d", ()))
    marked = merge_events(events, {"e2": "a", "e3": "b", "e4": "d2"})
    assert [(event.merged, event.heir) for event in marked] == [(None, None), ("e1", None), ("e1", None), (None, None)]
    assert merge_events(events[1:], {"e2": "d"}) == events[1:]


def place(*overrides, events=EVENTS):
    """Place the articles of the events."""
    idents = [member for event in events for member in event.members]
    articles = {ident: Article(ident, ident, "en", "", path=f"content/articles/{ident}.md") for ident in idents}
    return place_articles(articles, overrides, events)


def test_events_put_together_are_kept():
    """What others go, or went, into is named, so that a regrouping leaves it whole."""
    assert place(say("truce", merge=("flood",))).kept == {"e1"}
    after = (Event("e1", "truce", ("a1", "b1", "b2")), Event("e2", "flood", (), merged="e1"))
    placement = place(say("truce", merge=("flood",)), events=after)
    assert (placement.placed, placement.kept, placement.problems) == ({}, {"e1"}, ())


def test_who_is_placed_in_an_event_that_goes_goes_with_it():
    """An article that a file puts into an event is not left behind there when the event is merged."""
    placement = place(say("truce", merge=("flood",)), say("flood", articles=("b1",)))
    assert placement.placed == {"b1": "truce", "b2": "truce"}
    assert placement.problems == ()


def test_a_merge_that_was_turned_around_is_named():
    """Once one event went into another, the wish for the opposite is no longer silently ignored."""
    after = (Event("e1", "truce", ("a1", "b1")), Event("e2", "flood", (), merged="e1"))
    assert [problem.code for problem in place(say("flood", merge=("truce",)), events=after).problems] == [
        "contradiction"
    ]


def test_a_merge_into_a_hidden_event_is_a_warning():
    """Its address would lead nowhere."""
    placement = place(say("truce", merge=("flood",), hide=True))
    assert [(problem.code, problem.severity) for problem in placement.problems] == [("contradiction", "warning")]


def test_a_stray_split_is_a_warning_until_it_is_done():
    """An article split off an event it is not in is moved all the same."""
    placement = place(say("truce", split={"dam": ("b1",)}))
    assert placement.placed == {"b1": "dam"}
    assert [(problem.code, problem.line, problem.severity) for problem in placement.problems] == [
        ("not-a-member", 2, "warning")
    ]
    done = (*EVENTS[:1], Event("e2", "flood", ("b2",)), Event("e4", "dam", ("b1",)))
    assert place(say("truce", split={"dam": ("b1",)}), events=done).problems == ()
