"""The ledger file: what was written is read; two branches unite; what is torn is named by its line, never guessed at."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import DigestError, Exit
from generator.model import Event, Tie
from generator.store.ledger import LEDGER, read_ledger, write_ledger

TRUCE = Event("aaa222", "truce", ("a1", "a2"), ("truce-old",), (Tie("a2", "a1", 0.912, 0.8, 0.3, 2, 5, 3),))
FLOOD = Event("bbb222", "flood", ("b1",))

names = st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9})?", fullmatch=True)
shares = st.integers(0, 1000).map(lambda n: n / 1000)
numbers = st.integers(0, 99)
ties = st.builds(
    Tie, names, names, shares, shares, shares, st.none() | numbers, numbers, numbers, numbers, st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=3).map(tuple)
)  # fmt: skip


@st.composite
def ledgers(draw):
    """Draw a ledger: ids, slugs and members that stand once each."""
    ids = sorted(draw(st.sets(names, max_size=4)))
    slugs = draw(st.lists(names, min_size=2 * len(ids), max_size=2 * len(ids), unique=True))
    members = draw(st.lists(names, min_size=2 * len(ids), max_size=2 * len(ids), unique=True))
    counts = [draw(st.integers(0, 2)) for _ in ids]
    return tuple(
        Event(
            ident,
            slugs[2 * place],
            tuple(sorted(members[2 * place : 2 * place + counts[place]])),
            (slugs[2 * place + 1],) if draw(st.booleans()) else (),
            tuple(draw(st.lists(ties, max_size=2))),
            draw(st.none() | st.sampled_from(ids)),
            draw(st.none() | st.sampled_from(ids)),
            draw(st.just(()) | st.just((tuple(sorted(members[2 * place : 2 * place + 2])),))),
            draw(st.just("") | names),
            counts[place] < 2 and draw(st.booleans()),
        )
        for place, ident in enumerate(ids)
    )


def put(root, *lines):
    """Write a ledger's lines."""
    (root / LEDGER).parent.mkdir(parents=True, exist_ok=True)
    (root / LEDGER).write_bytes(b"".join(line if isinstance(line, bytes) else line.encode() + b"\n" for line in lines))


def line(ident, slug, members=(), **more):
    """Return a ledger's line."""
    return json.dumps({"id": ident, "slug": slug, "members": list(members), **more})


def torn(root):
    """Return the lines and the words of what is wrong with a ledger."""
    with pytest.raises(DigestError) as caught:
        read_ledger(root)
    assert caught.value.code is Exit.CONFIG
    return [(problem.line, problem.what) for problem in caught.value.problems]


def test_no_file_is_an_empty_ledger(tmp_path):
    """A new site has no memory."""
    assert read_ledger(tmp_path) == ()


@settings(max_examples=50)
@given(ledgers())
def test_ledger_comes_back(tmp_path_factory, events):
    """Any ledger is read as it was written, sorted by id; writing it again changes nothing."""
    root = tmp_path_factory.mktemp("site")
    write_ledger(root, tuple(reversed(events)))
    assert read_ledger(root) == events
    assert not write_ledger(root, events)


def test_one_line_an_event(tmp_path):
    """A diff shows one line for one event, in order of id; what is empty is left out."""
    write_ledger(tmp_path, (FLOOD, TRUCE))
    assert (tmp_path / LEDGER).read_text() == (
        '{"id":"aaa222","slug":"truce","members":["a1","a2"],"former":["truce-old"],"ties":[{"member":"a2","to":"a1",'
        '"likeness":0.912,"meaning":0.8,"words":0.3,"days":2,"names":5,"numbers":3}]}\n'
        '{"id":"bbb222","slug":"flood","members":["b1"]}\n'
    )


def test_two_branches_unite(tmp_path):
    """Two lines of one event, as a union merge leaves them, give the members and the slugs of both."""
    put(
        tmp_path,
        line("x", "truce", ["a", "c"], former=["old"]),
        line("x", "truce", ["b", "a"]),
        line("y", "flood", ["d"]),
    )
    assert read_ledger(tmp_path) == (Event("x", "truce", ("a", "b", "c"), ("old",)), Event("y", "flood", ("d",)))


def test_copies_of_two_branches(tmp_path):
    """Copies stand where both branches saw the same texts; else they are looked for again."""
    seen = line("x", "truce", ["a", "b"], copies=[["a", "b"]], texts="m")
    put(tmp_path, seen, line("x", "truce", ["a", "b"], texts="m"))
    assert read_ledger(tmp_path) == (Event("x", "truce", ("a", "b"), copies=(("a", "b"),), texts="m"),)
    put(tmp_path, seen, line("x", "truce", ["a", "c"], copies=[["a", "c"]], texts="n"))
    assert read_ledger(tmp_path) == (Event("x", "truce", ("a", "b", "c")),)
    put(tmp_path, seen, line("y", "flood", ["b", "c"], copies=[["b", "c"]], texts="n"))
    assert read_ledger(tmp_path) == (
        Event("x", "truce", ("a",), feeds=True),
        Event("y", "flood", ("b", "c"), copies=(("b", "c"),), texts="n"),
    )


@pytest.mark.parametrize("order", [1, -1])
def test_a_slug_that_one_branch_changed(tmp_path, order):
    """The newer slug stays, in whichever order the lines came, and no event redirects to itself."""
    put(tmp_path, *[line("x", "old", ["a", "b"]), line("x", "new", ["a"], former=["old"])][::order])
    assert read_ledger(tmp_path) == (Event("x", "new", ("a", "b"), ("old",)),)


def test_a_slug_that_both_branches_changed(tmp_path):
    """The first line's slug stays, and the other leads to it."""
    put(tmp_path, line("x", "one", ["a"], former=["old"]), line("x", "two", ["a"], former=["old"]))
    assert read_ledger(tmp_path) == (Event("x", "one", ("a",), ("old", "two")),)


@pytest.mark.parametrize("order", [1, -1])
def test_an_event_that_one_branch_merged_away(tmp_path, order):
    """What one branch merged has no members, whatever the other added to it; that it had feeds is remembered."""
    lines = [line("x", "truce", ["a", "b"]), line("x", "truce", [], merged="y"), line("y", "flood", ["a"])]
    put(tmp_path, *lines[::order])
    assert read_ledger(tmp_path) == (Event("x", "truce", (), merged="y", feeds=True), Event("y", "flood", ("a",)))


@pytest.mark.parametrize("order", [1, -1])
def test_an_event_that_one_branch_emptied(tmp_path, order):
    """An event whose last article one branch moved leads to where that is now; with a new one it stands for itself."""
    moved = [line("x", "truce", ["a"]), line("x", "truce", [], heir="y"), line("y", "flood", ["a"])]
    put(tmp_path, *moved[::order])
    assert read_ledger(tmp_path) == (Event("x", "truce", (), heir="y"), Event("y", "flood", ("a",)))
    put(tmp_path, *[line("x", "truce", ["a", "b"]), *moved[1:]][::order])
    assert read_ledger(tmp_path) == (Event("x", "truce", ("b",), feeds=True), Event("y", "flood", ("a",)))


def test_an_article_that_one_branch_moved(tmp_path):
    """It stays with one event, the last by id, and its ties in the other are gone."""
    tie = {"member": "b", "to": "a", "likeness": 0.9}
    put(tmp_path, line("x", "truce", ["a", "b"], ties=[tie]), line("x", "truce", ["a"]), line("y", "flood", ["b", "c"]))
    assert read_ledger(tmp_path) == (Event("x", "truce", ("a",), feeds=True), Event("y", "flood", ("b", "c")))


@pytest.mark.parametrize(
    "bad",
    ['{"id":"x","slug":"y"', "[]", "5", "null", '"x"', '{"slug":"y"}', '{"id":"","slug":"y"}', '{"id":"x","slug":"../y"}', '{"id":"x","slug":"Y"}', '{"id":"x","slug":"y","members":"abc"}', '{"id":"x","slug":"y","members":[1]}', '{"id":"x","slug":"y","former":null}', '{"id":"x","slug":"y","ties":[1]}', '{"id":"x","slug":"y","ties":[{"member":"a"}]}', '{"id":"x","slug":"y","ties":5}', '{"id":"x","slug":"y","merged":7}', '{"id":"x","slug":"y","copies":["ab"]}', '{"id":"x","slug":"y","copies":5}', '{"id":"x","slug":"y","feeds":1}', b'{"id":"x","slug":"\xff"}\n'],
)  # fmt: skip
def test_torn_line_is_named_by_its_number(tmp_path, bad):
    """A line that is no event is named by its number, blank lines counted."""
    put(tmp_path, line("a", "b"), "", bad)
    assert [number for number, _ in torn(tmp_path)] == [3]


def test_all_torn_lines_are_named(tmp_path):
    """Conflict marks, torn lines and slugs that stand twice are told at once."""
    put(tmp_path, "<<<<<<< ours", line("a", "b"), "=======", line("c", "b"), ">>>>>>> theirs", "{")
    assert [number for number, _ in torn(tmp_path)] == [1, 3, 4, 5, 6]
    assert [what for _, what in torn(tmp_path)][:3] == [
        "a merge conflict stands here.",
        "a merge conflict stands here.",
        "slug “b” belongs to event a already.",
    ]
