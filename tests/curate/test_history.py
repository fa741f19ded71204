"""Histories: what became of events, read off editions and the ledger, and nothing that these do not say."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from generator.curate import trace
from generator.model import Event
from generator.model.change import Change
from generator.model.edition import Edition
from generator.model.override import Override


def event(ident, members="", **more):
    """Return a line of the ledger; members are letters."""
    return Event(ident, f"{ident}-slug", tuple(sorted(members)), **more)


def edition(day, **news):
    """Return the edition of a day in May; articles are letters."""
    return Edition(f"2025-05-{day}", tuple((ident, tuple(sorted(articles))) for ident, articles in news.items()))


def told(ledger, *editions, hidden="", overrides=()):
    """Trace what became of the events that have members and are not hidden."""
    shown = [each for each in ledger if each.members and each.id not in hidden]
    return trace(shown, ledger, overrides, editions)


def test_articles_that_came():
    """An event begins in the first edition that has it and grows in later ones."""
    found = told([event("one", "abc")], edition("13", one="a"), edition("14", one="bc"))
    assert found == {
        "one": (Change("began", "2025-05-13", ("a",), "", 1), Change("came", "2025-05-14", ("b", "c"), "", 2))
    }


def test_an_article_that_moved():
    """Told of both events, after the edition that had it otherwise; that edition's number stays what it was."""
    found = told([event("one", "a"), event("two", "b")], edition("13", one="ab"))
    assert found["one"] == (
        Change("began", "2025-05-13", ("a",), "", 2),
        Change("left", "2025-05-13", ("b",), "two", 1),
    )
    assert found["two"] == (Change("moved", "2025-05-13", ("b",), "one", 1),)
    assert [change.after for change in found["one"]] == [False, True]


def test_a_split_is_the_editors_word():
    """What a file splits has parted; the file may have a former name of the event, and names other articles in vain."""
    ledger = [event("one", "a", former=("once",)), event("two", "bc")]
    word = Override("once", "content/events/once.md", split={"two-slug": ("b", "x")})
    found = told(ledger, edition("13", one="abc"), overrides=[word])
    assert [(change.kind, change.articles) for change in found["two"]] == [("moved", ("c",)), ("parted", ("b",))]


def test_an_event_that_went_into_another():
    """By merger or as its heir, by way of a third: after the last edition that has it; by the ledger alone where none has."""
    ledger = [
        event("one", "abd"),
        event("two", merged="three"),
        event("three", heir="one"),
        event("four", merged="one"),
    ]
    found = told(ledger, edition("13", one="a", two="b"), edition("14", two="d"))
    assert found["one"] == (
        Change("began", "2025-05-13", ("a",), "", 1),
        Change("merged", "2025-05-14", ("b", "d"), "two", 2),
        Change("merged", "", (), "four", 0),
        Change("merged", "", (), "three", 0),
    )


def test_what_is_not_shown_is_counted_only():
    """A withdrawn article has no name, a hidden event no history; what came from there came from another event."""
    ledger = [event("one", "a"), event("dark", "c")]
    found = told(ledger, edition("13", one="abc", dark="d"), hidden="dark")
    assert found["one"][1:] == (Change("gone", "2025-05-13", (), "", 2),)
    assert list(found) == ["one"]


def test_former_addresses_have_no_day():
    """They stand last, in the order of the ledger."""
    found = told([event("one", "a", former=("z", "b"))], edition("13", one="a"))
    assert [(change.kind, change.other, change.day) for change in found["one"][1:]] == [
        ("renamed", "z", ""),
        ("renamed", "b", ""),
    ]


def test_an_article_told_twice_counts_where_it_was_first():
    """As two branches may leave it."""
    found = told([event("one", "a")], edition("13", one="a"), edition("14", one="a"))
    assert found["one"] == (Change("began", "2025-05-13", ("a",), "", 1),)


IDS, LETTERS = st.sampled_from(["one", "two", "three"]), st.sampled_from("abcdefgh")


@given(
    st.dictionaries(LETTERS, IDS),
    st.lists(st.dictionaries(IDS, st.sets(LETTERS)), max_size=3),
    st.dictionaries(IDS, IDS, max_size=2),
)
def test_every_article_is_accounted_for(homes, news, merged):
    """Whatever editions and ledger say: each article that is told and shown stands once where it is now.

    Where it was told elsewhere, it has left there once; what is not shown is counted once.
    """
    members = {ident: [each for each in homes if homes[each] == ident] for ident in ("one", "two", "three")}
    ledger = [event(ident, found, merged=None if found else merged.get(ident)) for ident, found in members.items()]
    editions = [edition(str(13 + n), **found) for n, found in enumerate(news)]
    first = {}
    for each in editions:
        for ident, articles in each.events:
            for article in articles:
                first.setdefault(article, ident)
    found = told(ledger, *editions)
    changes = [(ident, change) for ident, of_one in found.items() for change in of_one]
    arrived = Counter((ident, each) for ident, change in changes if change.kind not in {"left", "gone"} for each in change.articles)  # fmt: skip
    assert arrived == {(homes[each], each): 1 for each in first if each in homes}
    left = Counter((ident, each) for ident, change in changes if change.kind == "left" for each in change.articles)
    shown = {ident for ident, found in members.items() if found}
    assert left == {(first[each], each): 1 for each in first if each in homes and first[each] in shown and first[each] != homes[each]}  # fmt: skip
    gone = sum(change.count for _, change in changes if change.kind == "gone")
    assert gone == sum(each not in homes and first[each] in shown for each in first)
