"""The doors `group` and `regroup`, on stories of our own."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from happenings import FLOOD

from generator.group import GroupOptions, encoder, group, regroup
from generator.model import Event, Story
from generator.text.slugs import slugify

EXPECTED = [
    ("chess-en",),
    ("comet-fr",),
    ("flood-ar", "flood-de", "flood-en", "flood-ru"),
    ("quake-en",),
    ("strike-en", "strike-es"),
]


def members(events):
    """Return the members of the events that have any, sorted."""
    return sorted(event.members for event in events if event.members)


def english(stories):
    """Name an event by its English title."""
    return slugify(next((s.title for s in stories if s.lang == "en"), ""), 24)


@pytest.mark.parametrize("kind", ["undated", "dated"])
def test_one_event_in_four_languages(kind, request, vectors):
    """Stories of one happening come together across four scripts, with dates and without; the others stand alone."""
    assert members(group(request.getfixturevalue(kind), vectors)) == EXPECTED


def test_order_of_input_does_not_matter(undated, vectors):
    """Any order of stories gives the same ledger, to the last tie."""
    expected = group(undated, vectors)
    for seed in range(5):
        shuffled = random.Random(seed).sample(undated, len(undated))  # noqa: S311  # an order, not a secret
        assert expected == group(shuffled, vectors)
        assert expected == regroup(shuffled, vectors)


def test_second_run_changes_nothing(undated, vectors):
    """A ledger grouped again, or from scratch, is the same ledger."""
    first = group(undated, vectors, slug_of=english)
    assert first == group(undated, vectors, first, slug_of=english)
    assert first == regroup(undated, vectors, first, slug_of=english)


def test_an_arrival_joins_and_nothing_else_moves(undated, vectors):
    """A story that comes later joins its event, whose id, slug and earlier members stay."""
    late = "flood-ru"
    before = group([s for s in undated if s.id != late], vectors, slug_of=english)
    after = group(undated, vectors, before, slug_of=english)
    assert members(after) == EXPECTED
    assert [(e.id, e.slug) for e in before] == [(e.id, e.slug) for e in after]


def test_every_member_in_company_has_a_tie(undated, vectors):
    """Each member of an event of several has one tie, to another member, with the numbers that bind them."""
    for event in group(undated, vectors):
        assert (list(event.members) if len(event.members) > 1 else []) == [tie.member for tie in event.ties]
        for tie in event.ties:
            assert tie.to in event.members
            assert tie.to != tie.member
            assert 0.2 < tie.likeness <= 1
            assert tie.days is None
        if "flood-en" in event.members:
            assert all(tie.numbers >= 2 for tie in event.ties)


def test_days_of_a_tie(dated, vectors):
    """Where both are dated the tie says how many days lie between."""
    later = [replace(s, date=date(2031, 5, 16)) if s.id == "strike-es" else s for s in dated]
    ties = {tie.member: tie for event in group(later, vectors) for tie in event.ties}
    assert ties["strike-es"].days == 2


def test_the_window_parts(dated, vectors):
    """Two stories further apart than the window are of two events, however alike."""
    apart = date(2031, 5, 14) + timedelta(days=GroupOptions().window_days + 1)
    later = [replace(s, date=apart) if s.id == "strike-es" else s for s in dated]
    assert ("strike-es",) in members(group(later, vectors))


def test_the_editor_places(undated, vectors):
    """`event: SLUG` makes an event or joins one, `none` keeps a story alone; all else is as it was."""
    placed = {"chess-en": "games", "flood-ar": "none", "quake-en": "games"}
    events = group(undated, vectors, (), placed, slug_of=english)
    assert members(events) == [
        ("chess-en", "quake-en"),
        ("comet-fr",),
        ("flood-ar",),
        ("flood-de", "flood-en", "flood-ru"),
        ("strike-en", "strike-es"),
    ]
    assert [m for e in events if e.slug == "games" for m in e.members] == ["chess-en", "quake-en"]
    assert {1.0} == {tie.likeness for e in events if e.slug == "games" for tie in e.ties}
    assert events == group(undated, vectors, events, placed, slug_of=english)
    assert events == regroup(undated, vectors, events, placed, slug_of=english)


def test_the_editor_moves_a_member(undated, vectors):
    """A member of the ledger that the editor places elsewhere moves; both events keep id and slug."""
    before = group(undated, vectors, slug_of=english)
    strike = next(e for e in before if "strike-en" in e.members)
    after = group(undated, vectors, before, {"flood-de": strike.slug}, slug_of=english)
    assert ("flood-de", "strike-en", "strike-es") in members(after)
    assert [(e.id, e.slug) for e in before] == [(e.id, e.slug) for e in after]


def test_nobody_joins_a_story_that_stands_alone(undated, vectors):
    """A story that arrives does not join the event of one that the editor keeps alone."""
    placed = {"strike-en": "none"}
    before = group([s for s in undated if s.id != "strike-es"], vectors, (), placed)
    assert ("strike-es",) in members(group(undated, vectors, before, placed))


def test_an_empty_event_keeps_its_line(undated, vectors):
    """An event whose members are all gone stays in the ledger, and nobody else gets its slug."""
    before = group(undated, vectors, slug_of=lambda stories: "same")
    after = group([], vectors, before)
    assert [(e.id, e.slug) for e in before] == [(e.id, e.slug) for e in after]
    assert all(not e.members and not e.ties for e in after)
    assert len({e.slug for e in before}) == len(before)
    assert members(before) == members(group(undated, vectors, after))
    assert len(before) == len(group(undated, vectors, after)), "the founders came back and got their events again"


def test_regroup_keeps_the_larger_parts_id(undated, vectors):
    """Two happenings in one event are parted: the larger part keeps id and slug, the smaller gets new ones."""
    ids = tuple(sorted(s.id for s in undated if s.id.startswith(("flood", "strike"))))
    mixed = Event("abcdef", "mixed", ids, ("older",))
    after = {e.id: e for e in regroup(undated, vectors, (mixed,), slug_of=english)}
    assert after["abcdef"].members == ("flood-ar", "flood-de", "flood-en", "flood-ru")
    assert (after["abcdef"].slug, after["abcdef"].former) == ("mixed", ("older",))
    assert members(after.values()) == EXPECTED


def test_regroup_merges_into_the_older(dated, vectors):
    """Of two events that are one, the one with the earlier first article keeps its id; the other leads to it."""
    early = [replace(s, date=date(2031, 5, 13)) if s.id == "flood-ru" else s for s in dated]
    parts = (
        Event("aaaaaa", "young", ("flood-ar", "flood-de", "flood-en")),
        Event("zzzzzz", "old", ("flood-ru",)),
    )
    after = {e.id: e for e in regroup(early, vectors, parts)}
    assert after["aaaaaa"].merged == "zzzzzz"
    assert after["aaaaaa"].members == ()
    assert EXPECTED[2] == after["zzzzzz"].members
    moved = group(early, vectors, tuple(after.values()), {"chess-en": "young"})
    assert "chess-en" in next(e for e in moved if e.id == "zzzzzz").members, "a merged event's slug leads on"


def test_many_copies_are_one_event(vectors):
    """Ninety reprints of one report come together, though each looks at a few neighbours only."""
    text = FLOOD["flood-en"][2]
    copies = [Story(f"copy-{n:02}", "en", None, FLOOD["flood-en"][1], text * 3) for n in range(90)]
    same = {story.id: vectors["flood-en"] for story in copies}
    assert len(members(group(copies, same))) == 1


def test_remnants_are_no_event(vectors):
    """Undated remnants that are alike, such as refusal pages, do not make an event; two of one day do."""
    pages = [Story(key, "en", None, None, "Please confirm that you are human.") for key in "abc"]
    same = {story.id: vectors["chess-en"] for story in pages}
    assert members(group(pages, same)) == [("a",), ("b",), ("c",)]
    today = [replace(page, date=date(2031, 5, 14)) for page in pages]
    assert members(group(today, same)) == [("a", "b", "c")]


def test_short_reports_are_an_event():
    """Two undated reports of a sentence each come together by their names; a third with the same frame stays out."""
    told = {
        "a": "Mayor Irina Kovalenko opened the ferry harbour of Tarnholm, which had been closed by ice.",
        "b": "The ferry harbour of Tarnholm, closed by ice, was opened by mayor Irina Kovalenko, pilots said.",
        "c": "Mayor Tilda Moe opened the chess tournament of Velling, which had been put off for a week.",
    }
    stories = [Story(key, "en", None, None, text) for key, text in told.items()]
    rows = dict(zip(told, encoder.encode([*told.values()]), strict=True))
    assert members(group(stories, rows)) == [("a", "b"), ("c",)]


def test_texts_without_words(vectors):
    """Stories without a word, or a language, are grouped like any other and break nothing."""
    stories = [Story("a", None, None, None, ""), Story("b", "und", None, "", "…"), Story("c", "xx", None, None, "12")]
    flat = {story.id: np.zeros(512, dtype=np.float32) for story in stories}
    assert members(group(stories, flat)) == [("a",), ("b",), ("c",)]


def test_nothing_makes_nothing():
    """No story and no ledger give an empty ledger."""
    assert group([], {}) == ()
    assert regroup([], {}) == ()
