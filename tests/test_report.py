"""Reports: the same facts for people, for machines and for GitHub."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from generator.errors import DigestError, Exit, Problem
from generator.report import Input, Report, dump, show

ERROR = Problem("a.md", 3, 5, "front-matter", "lang is wrong.", "It matters.", "write en.")
WARNING = Problem("a.md", 0, 0, "unknown-key", "x", severity="warning")
NOTE = Problem("b,c:d.md", 1, 0, "raw-gone", "50 %\ngone", severity="note")


@pytest.mark.parametrize(
    ("problems", "code", "strict"),
    [
        ((), Exit.FINE, Exit.FINE),
        ((NOTE,), Exit.FINE, Exit.FINE),
        ((WARNING, NOTE), Exit.FINE, Exit.PROBLEMS),
        ((ERROR,), Exit.PROBLEMS, Exit.PROBLEMS),
    ],
)
def test_exit_codes(problems, code, strict):
    """Errors count, warnings where asked, notes never."""
    report = Report(problems=problems)
    assert (report.exit_code(), report.exit_code(strict=True)) == (code, strict)


def test_fates_add_up():
    """Every input has one fate: the numbers add up to that of the inputs."""
    fates = ["published", "merged", "published", "refused", "withdrawn"]
    report = Report(tuple(Input("a", n, fate) for n, fate in enumerate(fates)))
    assert report.fates() == {"published": 2, "merged": 1, "refused": 1, "withdrawn": 1}
    assert sum(report.fates().values()) == len(report.inputs)


def test_problems_for_people():
    """Place, code, what, why, mend; sorted by place; what is no error says so; a line each, whatever a problem holds."""
    assert show((NOTE, ERROR, WARNING), "text") == (
        "warning: a.md: unknown-key: x\n"
        "a.md:3:5: front-matter: lang is wrong. It matters. Mend: write en.\n"
        "note: b,c:d.md:1: raw-gone: 50 %\\ngone\n"
    )


def test_problems_for_github():
    """The runner's special characters are escaped, so that no message can give another command."""
    assert show((NOTE, ERROR, WARNING), "github") == (
        "::warning file=a.md,title=unknown-key::x\n"
        "::error file=a.md,line=3,col=5,title=front-matter::lang is wrong. It matters. Mend: write en.\n"
        "::notice file=b%2Cc%3Ad.md,line=1,title=raw-gone::50 %25%0Agone\n"
    )


def test_problems_for_gitlab():
    """A Code Quality report has for each problem its words, its line, and a fingerprint that is its own and outlives other lines."""
    twice = replace(ERROR, line=9)
    first, second, third = json.loads(show((twice, NOTE, ERROR), "gitlab"))
    assert first["location"] == {"path": "a.md", "lines": {"begin": 3}}
    assert (first["check_name"], first["severity"]) == ("front-matter", "major")
    assert first["description"] == "lang is wrong. It matters. Mend: write en."
    assert third["severity"] == "info"
    assert len({each["fingerprint"] for each in (first, second, third)}) == 3
    moved = json.loads(show((replace(ERROR, line=4), twice), "gitlab"))
    assert [each["fingerprint"] for each in moved] == [first["fingerprint"], second["fingerprint"]]
    assert json.loads(show((), "gitlab")) == []


def test_report_for_machines():
    """JSON with totals that add up, problems sorted."""
    raw = json.loads(dump(Report((Input("a", 1, "merged", "x"),), (NOTE, ERROR), {"articles": 2}, ("content/a",))))
    assert raw["inputs"] == {
        "total": 1,
        "published": 0,
        "merged": 1,
        "refused": 0,
        "withdrawn": 0,
        "items": [{"path": "a", "item": 1, "fate": "merged", "article": "x"}],
    }
    assert (raw["counts"], raw["changed"]) == ({"articles": 2}, ["content/a"])
    assert [problem["code"] for problem in raw["problems"]] == ["front-matter", "raw-gone"]


def test_error_carries_every_problem():
    """What is raised holds all problems found so far and the exit code they mean."""
    error = DigestError(ERROR, WARNING, code=Exit.CONFIG)
    assert (error.problems, error.code) == ((ERROR, WARNING), 3)
    assert str(error).splitlines() == [str(ERROR), str(WARNING)]
