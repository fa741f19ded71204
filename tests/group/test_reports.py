"""Reports: copies count once."""

from __future__ import annotations

from dataclasses import replace

from generator.group import reports

LONG = (
    "The harbour of Lindmark will be dredged from March on, the port authority said on Thursday. The work will take eleven "
    "months and cost 46.5 million crowns. Until then ships of more than nine metres draught have to wait for the tide. "
    "Fishermen fear for the spawning grounds before the island of Torsholm; the authority promised to measure them weekly."
)
OTHER = (
    "Fishermen from Torsholm have written to the port authority of Lindmark: they ask that the dredging stop while the "
    "herring spawn. The chairman of their guild, Aron Bielke, says that last time the catch fell by a third. The work "
    "begins in March. An answer is expected next week, a speaker of the authority told our paper."
)


def test_a_reprint_is_no_report_of_its_own(dated, vectors):
    """A text reprinted with another head and tail counts once; another report of the same event counts."""
    first = replace(dated[0], id="a", text=LONG)
    reprint = replace(first, id="b", text=f"(Lindmark) {LONG} This text came from an agency.")
    other = replace(first, id="c", text=OTHER)
    rows = dict.fromkeys("abc", vectors["flood-en"])
    assert reports([other, reprint, first], rows) == (("a", "b"), ("c",))


def test_a_translation_is_no_report_of_its_own(dated, vectors):
    """The flood in four languages is one text; a story of the same day is another."""
    stories = [story for story in dated if story.id.startswith("flood") or story.id == "strike-es"]
    found = reports(stories, vectors)
    assert ("strike-es",) in found
    assert any({"flood-en", "flood-de"} <= set(group) for group in found)


def test_reports_of_nothing():
    """No article makes no report."""
    assert reports([], {}) == ()
