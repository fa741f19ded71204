"""Front matter: scalars stay text, order stays order, and whatever is broken is named with line and column."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import DigestError, Exit
from generator.text import frontmatter
from generator.text.frontmatter import parse


def test_scalars_stay_as_they_are_written():
    """YAML's guesses (booleans, octal, sixty-based, floats, null, dates) do not happen."""
    text = "---\nlang: no\nnumber: 012\ntime: 12:30\nversion: 1.10\nnothing: ~\nempty:\nday: 2023-11-21\nquoted: 'yes'\n---\n"
    assert dict(parse(text).values) == {
        "lang": "no",
        "number": "012",
        "time": "12:30",
        "version": "1.10",
        "nothing": "~",
        "empty": "",
        "day": "2023-11-21",
        "quoted": "yes",
    }


def test_keys_keep_their_order_and_know_their_lines():
    """Keys come in the order of the file, each with its line, the fence being line 1."""
    front = parse("---\nb: 1\n# a remark\na: [x, y]\nc:\n  d: e\n---\nText\n")
    assert list(front.values.items()) == [("b", "1"), ("a", ["x", "y"]), ("c", {"d": "e"})]
    assert dict(front.lines) == {"b": 2, "a": 4, "c": 5}
    assert front.body == "Text\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Text",
        "---",
        "---\n",
        "---\n\nA rule above.\n\n---\n",
        "---\nno key here",
        "----\na: b\n----\n",
        "Text\n---\na: b\n---\n",
        " ---\na: b\n---\n",
    ],
)
def test_texts_without_front_matter_have_none(text):
    """A horizontal rule, or a fence that is not the first line, is no front matter."""
    front = parse(text)
    assert (dict(front.values), front.head, front.body) == ({}, "", text)


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("---\na: 1\nb: 2\na: 3\n---\n", 4, 1, "stands twice"),
        ("---\na: 1\n", 1, 1, "no closing"),
        ("---\n- a\n- b\n---\n", 2, 1, "no list of"),
        ("---\njust words\n---\n", 2, 1, "no list of"),
        ("\ufeff---\na: b\n---\n", 1, 1, "byte order mark"),
        ("---\ntitle: War: the end\n---\n", 2, 11, "no YAML"),
        ('---\na: "open\n---\n', 3, 1, "no YAML"),
        ("---\n\ta: b\n---\n", 2, 1, "no YAML"),
        ("---\na: &x 1\nb: *x\n---\n", 2, 4, "anchors"),
        ("---\na: *x\n---\n", 2, 4, "anchors"),
        ("---\na: !!python/object/apply:os.system [x]\n---\n", 2, 4, "tag"),
        ("---\na: " + "[" * 40 + "]" * 40 + "\n---\n", 2, 19, "nested"),
        ("---\na: b\x01c\n---\n", 2, 5, "U+0001"),
        ("---\n[a]: b\n---\n", 2, 1, "key"),
        ("---\nb: c\na: " + "x" * 70_000 + "\n---\n", 2, 1, "longer"),
    ],
)
def test_broken_front_matter_is_named_with_its_place(text, line, column, words):
    """Each fault has line, column, reason and mend, and means exit code 3."""
    with pytest.raises(DigestError) as caught:
        parse(text, "a.md")
    problem = caught.value.problems[0]
    assert (problem.path, problem.code, problem.line, problem.column) == ("a.md", "front-matter", line, column)
    assert words in problem.what
    assert problem.mend
    assert caught.value.code is Exit.CONFIG


@given(st.text())
def test_head_and_body_make_the_text(text):
    """Nothing is lost: head and body together are the text, or the text is refused with a problem."""
    for whole in (text, f"---\n{text}\n---\n", f"---\nkey: {text}\n---\nbody"):
        try:
            front = parse(whole)
        except DigestError as error:
            codes = {problem.code for problem in error.problems}
        else:
            codes = set()
            assert front.head + front.body == whole
        assert codes <= {"front-matter"}


words = st.text(
    st.characters(categories=["L", "N", "P", "S", "Zs"], include_characters="\t\"'\\#:[]{},&*!|>%@`-?~=\x85\u2028"),
    max_size=12,
)
keys = st.sampled_from(["title", "lang", "a-b", "_x", "9", "no", "title"])
lines = st.one_of(
    st.tuples(keys, words).map(": ".join),
    st.tuples(keys, st.lists(words, max_size=3).map(", ".join)).map(lambda pair: f"{pair[0]}: [{pair[1]}]"),
    st.tuples(keys, words).map(lambda pair: f'{pair[0]}: "{pair[1]}"'),
    words,
)


@settings(max_examples=400)
@given(st.lists(lines, min_size=1, max_size=4))
def test_what_is_read_without_yaml_is_what_yaml_reads(rows):
    """The quick reader of simple heads says what YAML's reader says, line by line, or leaves the head to it."""
    inner = "".join(f"{row}\n" for row in rows)
    quick = frontmatter._read_simple(inner)  # noqa: SLF001  # the two readers are compared
    if quick is not None:
        assert (quick, {key: line for line, key in enumerate(quick, 2)}) == frontmatter._read(inner, "")  # noqa: SLF001


@pytest.mark.parametrize(
    "row",
    [
        "title: Truce signed",
        "published: 2022-09-21",
        'title: "Truce: signed"',
        "tags: [a, b-c]",
        "lang: no",
        "title: Что случилось",
    ],
)
def test_simple_heads_are_read_without_yaml(row):
    """Heads as the tool writes them, and most that people write, do not wait for YAML."""
    assert frontmatter._read_simple(f"{row}\n")  # noqa: SLF001
