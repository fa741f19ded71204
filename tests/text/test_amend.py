"""Amendments of front matter: what is asked changes, every other letter of the editor's file stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import DigestError
from generator.text.amend import add_names, drop_name, put_value
from generator.text.frontmatter import parse


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "---\nmerge: [q]\n---\n"),
        ("A *summary*.\n", "---\nmerge: [q]\n---\n\nA *summary*.\n"),
        ("---\n---\nText\n", "---\nmerge: [q]\n---\nText\n"),
        ("---\ntitle: x  # mine\n---\nText", "---\ntitle: x  # mine\nmerge: [q]\n---\nText"),
        ("---\nmerge: [a, b]  # both\nzzz: 1\n---\n", "---\nmerge: [a, b, q]  # both\nzzz: 1\n---\n"),
        ("---\nmerge: [a,\n  b, # two\n  ]\n---\n", "---\nmerge: [a,\n  b, q, # two\n  ]\n---\n"),
        ("---\nmerge:\n  # first\n  - a  # one\n  - b\n# end\nzzz: 1\n---\n", "---\nmerge:\n  # first\n  - a  # one\n  - b\n  - q\n# end\nzzz: 1\n---\n"),
        ("---\nmerge:\n- a\n---\n", "---\nmerge:\n- a\n- q\n---\n"),
        ("---\nmerge: a  # one\n---\n", "---\nmerge: [a, q]  # one\n---\n"),
        ("---\nmerge:  # none\n---\n", "---\nmerge: [q]  # none\n---\n"),
        ("---\nmerge: []\n---\n", "---\nmerge: [q]\n---\n"),
        ("---\r\nmerge:\r\n- a\r\nzzz: 1\r\n---\r\nText\r\n", "---\r\nmerge:\r\n- a\r\n- q\r\nzzz: 1\r\n---\r\nText\r\n"),
        ("---\r\nzzz: 1\r\n---\r\n", "---\r\nzzz: 1\r\nmerge: [q]\r\n---\r\n"),
    ],
)  # fmt: skip
def test_a_name_is_added_in_the_style_of_the_list(before, after):
    """In brackets, a line each, or one bare name: the list grows in its own style, and only once."""
    assert add_names(before, "merge", ["q"]) == after
    assert add_names(after, "merge", ["q"]) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "---\nsplit: {dam: [q, r]}\n---\n"),
        ("---\nsplit: {a: [b]}\n---\n", "---\nsplit: {a: [b], dam: [q, r]}\n---\n"),
        ("---\nsplit:\n  a: b\n  d:\n    - e\n# end\nzzz: 1\n---\n", "---\nsplit:\n  a: b\n  d:\n    - e\n  dam: [q, r]\n# end\nzzz: 1\n---\n"),
        ("---\nsplit:\n  dam: b\n---\n", "---\nsplit:\n  dam: [b, q, r]\n---\n"),
        ("---\nsplit: {}\n---\n", "---\nsplit: {dam: [q, r]}\n---\n"),
        ("---\nsplit:\n---\n", "---\nsplit: {dam: [q, r]}\n---\n"),
        ("---\nsplit: {dam: [q]}\n---\n", "---\nsplit: {dam: [q, r]}\n---\n"),
    ],
)  # fmt: skip
def test_names_are_added_to_a_list_of_a_mapping(before, after):
    """The mapping, or its list, is made where it is missing."""
    assert add_names(before, "split", ["q", "r"], under="dam") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("---\nmerge: [a, b, c]  # x\n---\n", "---\nmerge: [a, c]  # x\n---\n"),
        ("---\nmerge: [b, c]\n---\n", "---\nmerge: [c]\n---\n"),
        ("---\nmerge: [ b ]\n---\n", "---\nmerge: []\n---\n"),
        ("---\nmerge: b  # x\n---\n", "---\nmerge: []  # x\n---\n"),
        ("---\nmerge:\n  - a\n  - b  # x\n  - c\n---\n", "---\nmerge:\n  - a\n  - c\n---\n"),
        ("---\r\nmerge:\r\n  - b\r\nzzz: 1\r\n---\r\n", "---\r\nmerge:\r\nzzz: 1\r\n---\r\n"),
        ("---\nmerge: [a]\n---\n", "---\nmerge: [a]\n---\n"),
        ("Text", "Text"),
    ],
)
def test_a_name_is_dropped_with_its_comma_or_its_line(before, after):
    """Nothing else goes, and what is not there is not missed."""
    assert drop_name(before, "merge", "b") == after


def test_a_name_is_dropped_from_a_list_of_a_mapping():
    """Only the list that is meant loses it."""
    assert (
        drop_name("---\nsplit: {a: [b], c: [b]}\n---\n", "split", "b", under="c")
        == "---\nsplit: {a: [b], c: []}\n---\n"
    )
    assert drop_name("---\nsplit: {a: [b]}\n---\n", "split", "b", under="c") == "---\nsplit: {a: [b]}\n---\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "---\nevent: new\n---\n"),
        ("Text", "---\nevent: new\n---\n\nText"),
        ("---\nevent: old  # why\nb: c\n---\n\nText", "---\nevent: new  # why\nb: c\n---\n\nText"),
        ("---\nevent:\n---\n", "---\nevent: new\n---\n"),
        ("---\n'event': \"old\"\n---\n", "---\n'event': new\n---\n"),
    ],
)
def test_a_value_is_put(before, after):
    """A value takes the place of what stood there, or gets a line of its own below the others."""
    assert put_value(before, "event", "new") == after


@pytest.mark.parametrize("text", ["---\nmerge: {a: b}\n---\n", "---\n{merge: [a]\n---\n", "---\nmerge: [a\n---\n"])
def test_what_cannot_be_changed_safely_is_refused(text):
    """A head that is broken, or holds something else than a list, is left to the editor."""
    with pytest.raises(DigestError):
        add_names(text, "merge", ["q"], "content/events/x.md")


names = st.from_regex(r"[a-z][a-z0-9]{0,5}", fullmatch=True)


@given(st.lists(names, unique=True, max_size=4), names, st.booleans(), st.sampled_from(["", "Text\n", "\n\nText"]))
def test_what_is_added_can_be_dropped(held, name, block, body):
    """Any list, in either style, reads as it should after adding and after dropping; the body stays to the letter."""
    listed = "".join(f"\n  - {each}  # kept" for each in held) if block else f" [{', '.join(held)}]"
    text = f"---\nfirst: 1  # one\nlist:{listed}\nlast: 2\n---\n{body}"
    more = add_names(text, "list", [name])
    assert parse(more).body == body
    assert [each for each in parse(more).values["list"] if each] == list(dict.fromkeys([*held, name]))
    less = drop_name(more, "list", name)
    assert [each for each in parse(less).values["list"] if each] == [each for each in held if each != name]
    assert "first: 1  # one" in less
