"""Identity: whatever comes, leaves, merges or splits, no id and no slug is lost or moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.group import group, regroup
from generator.group.identity import free_slug
from generator.model import Event, Story
from generator.text.slugs import MOST_BYTES

THEMES = ("harbour", "strike", "comet")
WORDS = {
    "harbour": "Dredging of the harbour of Lindmark begins, the port authority says, ships wait for the tide near Torsholm",
    "strike": "Nurses in Porto walk out for three days and ask for nine percent more pay, Rui Tavares calls it impossible",
    "comet": "A comet will be seen with the naked eye above the Alps on Sunday, astronomers from Innsbruck expect",
}
FIRST = date(2031, 5, 1)


def make(number, theme, day):
    """Make a story about one of three themes."""
    when = FIRST + timedelta(days=day) if day is not None else None
    return Story(f"s{number}", "en", when, WORDS[theme], f"{WORDS[theme]}. Report number {number}. " * 4)


def vector(story):
    """Stand in for the encoder: one direction a theme, with a little of its own."""
    row = np.zeros(512, dtype=np.float32)
    row[THEMES.index(next(t for t in THEMES if story.title == WORDS[t]))] = 1
    row[10 + int(story.id[1:])] = 0.4
    return row / np.sqrt(row @ row)


steps = st.one_of(
    st.tuples(st.just("add"), st.integers(0, 9), st.sampled_from(THEMES), st.one_of(st.none(), st.integers(0, 30))),
    st.tuples(st.just("delete"), st.integers(0, 9)),
    st.tuples(st.just("place"), st.integers(0, 9), st.sampled_from(["none", "harbour", "mine", "mine-2"])),
    st.tuples(st.just("release"), st.integers(0, 9)),
    st.tuples(st.just("again")),
)


def take(step, stories, placed):
    """Carry out one step of a history."""
    match step:
        case ("add", number, theme, day):
            stories[f"s{number}"] = make(number, theme, day)
        case ("delete", number):
            stories.pop(f"s{number}", None)
        case ("place", number, slug):
            placed[f"s{number}"] = slug
        case ("release", number):
            placed.pop(f"s{number}", None)
        case _:
            pass


def lead_to(slug, ledger):
    """Return the id of the event that an address leads to."""
    by_id = {event.id: event for event in ledger}
    (event,) = [e for e in ledger if slug == e.slug or slug in e.former]
    while event.merged:
        event = by_id[event.merged]
    return event.id


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(steps, min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_no_history_loses_a_permalink(history, random):
    """After every step: each article in one event, every id and slug ever given still there, in any order of input."""
    stories, placed, ledger, slugs = {}, {}, (), {}
    for step in history:
        take(step, stories, placed)
        rows = {key: vector(story) for key, story in stories.items()}
        door = regroup if step[0] == "again" else group
        present = list(stories.values())
        before = ledger
        ledger = door(present, rows, before, placed, slug_of=lambda found: found[0].title.split()[0].lower())
        random.shuffle(present)
        assert ledger == door(
            present, rows, before[::-1], placed, slug_of=lambda found: found[0].title.split()[0].lower()
        )

        assert sorted(stories) == sorted(member for event in ledger for member in event.members)
        assert [e.id for e in ledger] == sorted({e.id for e in ledger})
        assert {e.id for e in before} <= {e.id for e in ledger}
        addresses = [slug for e in ledger for slug in (e.slug, *e.former)]
        assert len(addresses) == len(set(addresses))
        for slug, owner in slugs.items():
            assert owner in {e.id for e in ledger if slug in {e.slug, *e.former}}, "a slug never changes hands"
            lead_to(slug, ledger)
        slugs |= {slug: e.id for e in ledger for slug in (e.slug, *e.former)}
        for event in ledger:
            assert not (event.merged and event.members)
            assert {tie.member for tie in event.ties} <= set(event.members)
        homes = {member: event.id for event in ledger for member in event.members}
        for key, slug in placed.items():
            if key in stories and slug == "none":
                assert sum(home == homes[key] for home in homes.values()) == 1
            elif key in stories:
                assert homes[key] == lead_to(slug, ledger)
        if door is group:
            for event in before:
                for member in event.members:
                    assert homes.get(member, event.id) == event.id or member in placed


def test_a_free_slug_is_short_enough():
    """A slug that is taken gets a number, within the length a slug may have."""
    long = "a" * MOST_BYTES
    assert free_slug(long, {long}) == "a" * (MOST_BYTES - 2) + "-2"
    assert free_slug("flood", {"flood", "flood-2"}) == "flood-3"


def test_an_id_that_is_taken_is_lengthened():
    """Where another event has the hash of a first member, the new id is longer; the old event keeps its own."""
    story = make(1, "comet", None)
    (plain,) = group([story], {"s1": vector(story)})
    other = Event(plain.id, "other", ("s2",))
    second = make(2, "harbour", None)
    rows = {"s1": vector(story), "s2": vector(second)}
    ledger = {e.members: e for e in group([story, second], rows, (other,))}
    assert plain.id == ledger["s2",].id
    assert ledger["s1",].id.startswith(plain.id)
    assert len(plain.id) < len(ledger["s1",].id)


def test_a_slug_given_by_the_editor_revives_an_empty_event():
    """An event without members is filled again by its slug; its id is the same."""
    story = make(1, "comet", None)
    rows = {"s1": vector(story)}
    empty = Event("qqqqqq", "gone", (), ("long-gone",))
    (again,) = group([story], rows, (empty,), {"s1": "long-gone"})
    assert replace(empty, members=("s1",)) == again


def test_a_saga_does_not_roll_on_for_ever():
    """A report a day on the same theme, each grouped as it comes: no event takes in more than two windows."""
    ledger, stories = (), []
    for day in range(40):
        stories.append(make(day, "strike", day))
        rows = {story.id: vector(story) for story in stories}
        ledger = group(stories, rows, ledger)
    days = {story.id: story.date.toordinal() for story in stories}
    spans = [max(days[m] for m in e.members) - min(days[m] for m in e.members) for e in ledger if e.members]
    assert max(spans) <= 20
    assert max(spans) > 0
