"""Reasons: quotations and names that two texts share, told only where they are sure."""

from __future__ import annotations

from dataclasses import replace

import pytest
from happenings import FLOOD, STRIKE

from generator.group import GroupOptions, group, regroup, weigh
from generator.group.people import shared_names
from generator.group.quotations import count_shared, quotations
from generator.model import Event, Story


@pytest.mark.parametrize(
    "text",
    [
        "“We will rebuild every bridge,” she said.",
        'She said: "We will rebuild every bridge."',
        "«We will rebuild – every bridge»",
        "„We will rebuild every bridge“",
        "»We will rebuild every bridge«",
    ],
)
def test_quotations_are_words_between_marks(text):
    """The same words between any marks, with any punctuation, are one quotation."""
    assert quotations(text) == ("we will rebuild every bridge",)


def test_short_quotations_do_not_count():
    """Titles and turns of phrase are no evidence; two Han make a word."""
    assert quotations('“So be it” and "The Long Way" and “停火” and 5"4 and 6"1 and a lone “ mark of no kind') == ()
    assert quotations("他说：“我们将重建每一座桥”。") == ("我 们 将 重 建 每 一 座 桥",)


def test_quotations_are_shared_whole_or_in_part():
    """A quotation counts where the other text has it, or a part of it of four words, in a quotation of its own."""
    one = quotations("“We will rebuild every bridge,” he said. “Nobody will be left behind in this valley.”")
    two = quotations("He vowed that “nobody will be left behind”. “We will rebuild most of them.”")
    assert count_shared(one, two) == count_shared(two, one) == 1
    assert count_shared(one, ()) == 0


def tell(ident):
    """Make one of the stories."""
    lang, title, text = (FLOOD | STRIKE)[ident]
    return Story(ident, lang, None, title, text)


@pytest.mark.parametrize(
    ("one", "two", "names"),
    [
        ("flood-en", "flood-de", ("Irina Kovalenko", "Marvale", "Dortmund")),
        ("flood-en", "flood-ar", ("Irina Kovalenko",)),
        ("flood-ar", "flood-en", ("إيرينا كوفالينكو",)),
        ("flood-ru", "flood-en", ("Ирина Коваленко", "Дортмунд")),
        ("flood-en", "strike-en", ()),
        ("flood-en", "strike-es", ()),
        ("flood-ar", "flood-ar", ()),
    ],
)
def test_names_as_the_member_writes_them(one, two, names):
    """Names are told in the member's own letters, across scripts too; without capitals on both sides none is sure."""
    assert shared_names(tell(one), tell(two)) == names


def test_words_that_are_no_names_are_not_told():
    """Neither the first word of a sentence, nor a word that the text also writes small, nor a German noun is a name."""
    one = Story(
        "a", "en", None, None, "Lorries wait. The Harbourmaster and a harbourmaster met Ovesen. Villagers slept."
    )
    two = Story(
        "b", "en", None, None, "Lorries slept. The Harbourmaster saw that Ovesen’s boat was there. Villagers left."
    )
    assert shared_names(one, two) == ("Ovesen",)
    assert shared_names(two, one) == ("Ovesen",)
    german = "Die Feuerwehr kam mit der Drehleiter aus Marvale, das Hochwasser stieg."
    assert shared_names(Story("a", "de", None, None, german), Story("b", "de", None, None, german)) == ("Marvale",)


def test_ties_carry_reasons(undated, vectors):
    """A member's tie names who and what both texts name, at most three, and counts what both quote."""
    said = " “Nobody will be left behind in this valley”, she said."
    first = replace(tell("flood-en"), text=tell("flood-en").text + said)
    copies = [first, replace(first, id="copy", text=f"{said} {first.text}")]
    rows = {**vectors, "copy": vectors["flood-en"]}
    assert [tie.quotes for event in group(copies, rows) for tie in event.ties] == [1, 1]
    stories = [replace(s, text=s.text + said) for s in undated]
    ties = {tie.member: tie for event in group(stories, rows) for tie in event.ties}
    assert [tie.quotes for tie in ties.values() if tie.member[-2:] != tie.to[-2:]] == [0] * len(ties)
    assert all(ties[member].shared for member in ("flood-ar", "flood-de", "flood-en", "flood-ru", "strike-en"))
    assert all(tie.names >= len(tie.shared) <= 3 for tie in ties.values())
    assert all(not event.ties for event in group(stories, rows, options=GroupOptions(reasons=False)))


def test_likeness_to_an_event(undated, vectors):
    """A story is weighed against an event's other members; against nobody there is no weight."""
    by_id = {story.id: story for story in undated}
    floods = [ident for ident in sorted(by_id) if ident.startswith("flood")]
    own, other, nobody = weigh([("flood-en", floods), ("chess-en", floods), ("chess-en", ["chess-en"])], by_id, vectors)
    assert own.mean > 0.5 > other.mean
    assert own.nearest in set(floods) - {"flood-en"}
    assert own.best >= own.mean
    assert nobody is None


def test_a_regrouping_needs_a_clear_margin(undated, vectors):
    """What stood stays where the votes are within the margin of the half, and goes where they are clear of it."""
    flood = tuple(sorted(FLOOD))
    before = (Event("aaaaaa", "flood", flood), Event("bbbbbb", "strike", ("chess-en", "strike-en", "strike-es")))
    clear = {event.id: event.members for event in regroup(undated, vectors, before)}
    assert clear["aaaaaa"] == flood
    assert clear["bbbbbb"] == ("strike-en", "strike-es")
    held = {event.id: event.members for event in regroup(undated, vectors, before, options=GroupOptions(margin=0.6))}
    assert held["bbbbbb"] == ("chess-en", "strike-en", "strike-es")
    apart = (Event("aaaaaa", "flood", flood[:1]), Event("cccccc", "flut", flood[1:]))
    assert [event.merged for event in regroup(undated, vectors, apart)[:2]] == [None, "aaaaaa"]
    kept = regroup(undated, vectors, apart, options=GroupOptions(margin=0.6))
    assert [event.members for event in kept if event.id in {"aaaaaa", "cccccc"}] == [flood[:1], flood[1:]]


def test_whom_the_editor_placed_draws_nobody_out(undated, vectors):
    """The editor parts an event; the rest does not follow, and the address stays with the larger part."""
    (before,) = [event for event in group(undated, vectors) if "flood-en" in event.members]
    for placed in ({"flood-en": "apart"}, {"flood-en": "apart", "flood-de": "apart"}):
        after = regroup(undated, vectors, (before,), placed)
        assert {event.members for event in after if event.slug == "apart"} == {tuple(sorted(placed))}
        (rest,) = [event for event in after if event.id == before.id]
        assert rest.members == tuple(sorted(set(FLOOD) - set(placed)))


def test_an_article_put_into_an_event_does_not_take_its_address(undated, vectors):
    """An editor's odd one out goes where the event goes, not the event where the odd one goes."""
    (before,) = [event for event in group(undated, vectors) if "flood-en" in event.members]
    after = {event.id: event.members for event in regroup(undated, vectors, (before,), {"chess-en": before.slug})}
    assert after[before.id] == tuple(sorted([*FLOOD, "chess-en"]))


def test_events_the_editor_put_together_stay_whole(undated, vectors):
    """A regrouping leaves an event that others were merged into as it is."""
    mixed = Event("bbbbbb", "mixed", ("chess-en", "comet-fr", "quake-en"))
    after = {event.id: event.members for event in regroup(undated, vectors, (mixed,), kept=frozenset({"bbbbbb"}))}
    assert after["bbbbbb"] == mixed.members
