"""Editions: what is out stays, what comes late goes into the next, and every dated article is news once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.curate import issue
from generator.model import Event
from generator.model.edition import Edition

TODAY = "2025-06-01"


def events(**members):
    """Return events by id with these members."""
    return [Event(ident, f"{ident}-slug", tuple(sorted(ids))) for ident, ids in members.items()]


def test_a_day_is_out_when_the_next_one_has_news():
    """Two days: the first is out, the second is open."""
    days = {"a": "2025-05-13", "b": "2025-05-14"}
    out, open_ = issue((), events(one="a", two="b"), days, {}, TODAY)
    assert out == (Edition("2025-05-13", (("one", ("a",)),)),)
    assert open_ == Edition("2025-05-14", (("two", ("b",)),))


def test_an_event_is_in_every_edition_that_has_news_of_it():
    """An event that grows stands in both editions, each time with what was new."""
    days = {"a": "2025-05-13", "b": "2025-05-14", "c": "2025-05-15"}
    out, open_ = issue((), events(one="ab", two="c"), days, {}, TODAY)
    assert [edition.events for edition in out] == [(("one", ("a",)),), (("one", ("b",)),)]
    assert open_.events == (("two", ("c",)),)


def test_what_is_out_stays():
    """A late article, a merge, a withdrawal change no edition that is out; the late one is news in the next."""
    first = Edition("2025-05-13", (("one", ("a",)), ("gone", ("x",))))
    days = {"a": "2025-05-13", "late": "2025-05-12", "b": "2025-05-14", "c": "2025-05-15"}
    out, open_ = issue((first,), events(two=["a", "late"], three=["b", "c"]), days, {}, TODAY)
    assert out[0] is first
    assert out[1] == Edition("2025-05-14", (("three", ("b",)), ("two", ("late",))))
    assert open_ == Edition("2025-05-15", (("three", ("c",)),))


def test_late_articles_alone_make_no_edition():
    """Where nothing is newer than the last edition, nothing is issued."""
    first = Edition("2025-05-13", (("one", ("a",)),))
    assert issue((first,), events(one=["a", "late"]), {"a": "2025-05-13", "late": "2025-05-13"}, {}, TODAY) == (
        (first,),
        None,
    )
    assert issue((), events(one=["a"]), {"a": ""}, {}, TODAY) == ((), None)


def test_the_future_has_not_come():
    """A mistyped day in the next century brings out nothing."""
    days = {"a": "2025-05-13", "b": "2125-05-14"}
    assert issue((), events(one="a", two="b"), days, {}, TODAY) == ((), Edition("2025-05-13", (("one", ("a",)),)))


def test_most_outlets_lead():
    """Within an edition the event that most outlets tell comes first, then the one with most articles, then by id."""
    days = dict.fromkeys("abcdefg", "2025-05-13")
    sources = {"a": "s", "b": "s", "c": "s", "d": "t", "e": "u", "f": "s", "g": "s"}
    _, open_ = issue((), events(many="abc", wide="de", y="f", x="g"), days, sources, TODAY)
    assert [event for event, _ in open_.events] == ["wide", "many", "x", "y"]


DAYS = st.sampled_from(["", "2025-05-12", "2025-05-13", "2025-05-14", "2025-05-15"])


@given(st.lists(st.lists(DAYS, max_size=6), min_size=1, max_size=4))
def test_every_dated_article_is_news_once(deliveries):
    """Whatever arrives when: no edition changes once it is out, none repeats an article, and all that is dated is told."""
    days: dict[str, str] = {}
    out: tuple[Edition, ...] = ()
    open_ = None
    for number, delivery in enumerate(deliveries):
        days |= {f"a{number}-{place}": day for place, day in enumerate(delivery)}
        before = out
        out, open_ = issue(out, events(one=sorted(days)[::2], two=sorted(days)[1::2]), days, {}, TODAY)
        assert out[: len(before)] == before
        assert issue(out, events(one=sorted(days)[::2], two=sorted(days)[1::2]), days, {}, TODAY) == (out, open_)
    told = [
        article for edition in (*out, *([open_] if open_ else [])) for _, news in edition.events for article in news
    ]
    assert len(told) == len(set(told))
    last = out[-1].day if out else ""
    assert set(told) >= {article for article, day in days.items() if day > last}
    assert [edition.day for edition in out] == sorted({edition.day for edition in out})
