"""Likenesses on disk: one line an event, and a torn one costs no more than itself."""

from __future__ import annotations

from generator.model.voices import Likeness
from generator.store.voices import VOICES, read_likenesses, write_likenesses

NEAR = Likeness("a:xk3", "b:pq7", 0.81)


def test_likenesses_come_back_as_they_were_written(tmp_path):
    """Sorted by event and pair, events without any left out; writing the same again changes nothing."""
    found = {"k3f7": (Likeness("b:1", "c:2", 0.7), NEAR), "a111": ()}
    assert write_likenesses(tmp_path, found)
    assert not write_likenesses(tmp_path, found)
    assert (tmp_path / VOICES).read_text(
        encoding="utf-8"
    ) == '{"event":"k3f7","alike":[["a:xk3","b:pq7",0.81],["b:1","c:2",0.7]]}\n'
    assert read_likenesses(tmp_path) == ({"k3f7": (NEAR, Likeness("b:1", "c:2", 0.7))}, ())


def test_no_file_is_no_likeness(tmp_path):
    """A site without an encoder has none."""
    assert read_likenesses(tmp_path) == ({}, ())


def test_two_branches_are_united_and_a_torn_line_is_told(tmp_path):
    """Two lines of one event are one, the greater cosine stays; a torn line is a warning."""
    (tmp_path / "content").mkdir()
    lines = [
        '{"event":"k3f7","alike":[["a:xk3","b:pq7",0.81]]}',
        "<<<<<<< HEAD",
        '{"event":"k3f7","alike":[["a:xk3","b:pq7",0.5]]}',
    ]
    (tmp_path / VOICES).write_text("\n".join(lines), encoding="utf-8")
    found, (problem,) = read_likenesses(tmp_path)
    assert found == {"k3f7": (NEAR,)}
    assert (problem.line, problem.code, problem.severity) == (2, "voices", "warning")
