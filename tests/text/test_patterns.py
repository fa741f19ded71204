"""Patterns of editors: what they mean is what Python means, what would need going back is refused, none is slow."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.patterns import STATES, PatternError, compile_pattern

MEANINGS = [
    "Tide \\d+: .{1,40}",
    "(?i)tide (?:high|low)",
    "^Seen by (\\d+|many) people$",
    "[^]a]+|[]a]{2,3}",
    "[\\]\\w-]*?!",
    "(?P<day>\\d{1,2})\\.(?P<month>\\d{1,2})\\.?",
    "\\bferry\\b.*",
    "a{,2}b{1,}c{2}",
    "x{a}",
    "(a|b|)*\\.",
    "()*a",
    "\\u0627\\w+",
]
LINES = ["Tide 12: high at nine", "TIDE HIGH", "Seen by 12 people", "]a]", "bcd", "]x-!", "14.5.", "ferry, again", "ferryman", "aabcc", "bcc", "x{a}", "abba.", "a", "ابحر", "٣.٤"]  # fmt: skip


@pytest.mark.parametrize("source", MEANINGS)
def test_a_pattern_means_what_python_means(source):
    """Of every line it matches the same ones as Python's engine."""
    expected = [line for line in LINES if re.fullmatch(source, line)]
    assert expected == [line for line in LINES if compile_pattern(source).fullmatch(line)]


@given(st.lists(st.sampled_from(["a", "b", ".", "[ab]", "[^a]", "(a|b)", "(?:ab|)", "\\b", "*", "+", "?", "{2}", "|", "é", "\\w"]), max_size=8).map("".join), st.text("abé ", min_size=1, max_size=6))  # fmt: skip
def test_any_pattern_means_what_python_means(source, line):
    """Whatever is put together of letters, classes, groups and repeats means the same here and there."""
    try:
        expected = re.fullmatch(source, line) is not None
        found = compile_pattern(source)
    except (re.error, PatternError):
        return
    assert expected == found.fullmatch(line)


@pytest.mark.parametrize(
    "source", ["(a+)+$", "(a|a)*b", "(.*)*x", "(a*)*b", "(\\w+\\s?)*!", "(.*a){20}b", "(.{0,30}a){0,14}"]
)
def test_patterns_that_stall_others_do_not_stall_us(source):
    """On 400 letters that nearly match, these take Python's engine longer than the world has stood; here they end."""
    assert not compile_pattern(source).fullmatch("a" * 399 + "?")


@pytest.mark.parametrize(
    ("source", "at"),
    [("(a)\\1", 3), ("(?P<n>a)(?P=n)", 8), ("a(?=b)", 1), ("a(?!b)", 1), ("(?<=a)b", 0), ("(?>a)", 0), ("a++", 2), ("(?x)a", 0), ("(?i:a)", 0), ("a(", 1), ("(a)(?(1)b|c)", 3)],
)  # fmt: skip
def test_what_needs_going_back_is_refused(source, at):
    """The refusal names the character at which it begins."""
    with pytest.raises(PatternError) as caught:
        compile_pattern(source)
    assert at == caught.value.at


@pytest.mark.parametrize("source", [f"a{{{STATES}}}", "((a{100}){100}){100}"])
def test_a_pattern_that_is_too_long_is_refused(source):
    """Counted repeats are written out, and that has a bound."""
    with pytest.raises(PatternError, match="more than"):
        compile_pattern(source)
