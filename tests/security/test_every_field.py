"""Hostile texts in every field of inbox, feeds and content: every file of the site is what its name says, and harmless."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from every_field import PROSE
from hostile import MARKDOWN, TEXTS
from outputs import csv_faults, faults, fragment_faults, header_faults, page_faults, redirect_faults, xml_faults
from small_sites import files_of, make

from generator.errors import Exit
from generator.render import render_body, render_prose


def test_no_file_of_a_site_runs_anything(hostile):
    """No script, handler, foreign scheme, style, name or refresh; feeds, headers and redirects hold our lines alone."""
    root, _ = hostile
    files = files_of(root)
    assert len(files) > 300
    assert list(faults(files)) == []


def test_hostile_texts_are_shown(hostile):
    """The test above is not passed by leaving things out: the texts stand on the pages, to the letter."""
    root, report = hostile
    text = "".join(data.decode() for path, data in files_of(root).items() if path.endswith(".html"))
    for shown in (
        "&lt;script&gt;trap(1)",
        "onmouseover=trap(1)",
        "javascript:trap(1)",
        "{{7*7}}1337",
        PROSE.format(n=1),
    ):
        assert shown in text
    assert report.fates()["published"] > 50


def test_every_refusal_says_where_and_why(hostile):
    """What is refused has a problem with a path that can be printed; the fates of the inputs add up."""
    _, report = hostile
    refused = Counter(each.path for each in report.inputs if each.fate == "refused")
    named = Counter(problem.path for problem in report.problems if problem.severity == "error")
    assert all(named[path] >= 1 for path in refused)
    assert sum(report.fates().values()) == len(report.inputs)
    assert all(problem.path.isprintable() for problem in report.problems)
    assert report.exit_code() is Exit.PROBLEMS


def test_the_second_build_is_the_first(hostile):
    """Hostile content comes to rest: a second build takes nothing in anew and writes nothing."""
    root, report = hostile
    again = make(root)
    assert (again.counts["written"], again.counts["deleted"], again.changed) == (0, 0, ())
    assert again.fates() == report.fates()


@pytest.mark.parametrize("start", range(0, len(MARKDOWN), 60))
def test_markdown_is_harmless_in_body_and_prose(start):
    """Each hostile Markdown by itself, as an article's and as the editor's."""
    for text in MARKDOWN[start : start + 60]:
        assert list(fragment_faults(str(render_body(text, "https://outlet.example/a").html))) == [], text
        assert list(fragment_faults(str(render_prose(text)))) == [], text


def test_one_line_texts_are_harmless_as_markdown():
    """Each hostile text of one line, as a text and within a link, a list, a quotation and a table."""
    for text in TEXTS:
        line = text.replace("\n", " ")
        html = str(
            render_body(
                f"{text}\n\n- {line}\n\n> {line}\n\n| a |\n|---|\n| {line} |\n\n[{line}](https://outlet.example/)"
            ).html
        )
        assert list(fragment_faults(html)) == [], text


@pytest.mark.parametrize(
    ("check", "path", "text"),
    [
        (page_faults, "a.html", "<!DOCTYPE html><p onclick=x>"),
        (page_faults, "a.html", "<a href='JAVA\tSCRIPT:x'>"),
        (page_faults, "a.html", "<meta http-equiv=refresh content='0;url=https://evil.example'>"),
        (page_faults, "a.html", "<img name=cookie>"),
        (xml_faults, "a.xml", "<feed><link href='javascript:x'/></feed>"),
        (xml_faults, "a.xml", "<feed>\x01</feed>"),
        (fragment_faults, "", "<style>"),
        (csv_faults, "a.csv", "a,b\n=1,2\n"),
        (redirect_faults, "_redirects", "/* https://evil.example/ 301"),
        (header_faults, "_headers", "/*\n Content-Security-Policy: default-src *\n"),
    ],
)
def test_the_checks_find_what_they_look_for(check, path, text):
    """A check that finds nothing in what is bad proves nothing."""
    assert list(check(path, text) if check is not fragment_faults else check(text))


def test_reports_add_no_lines(hostile):
    """A name or a key that holds line ends and terminal codes adds no line to a report, for people, runners or machines."""
    from generator.report import dump, show

    _, report = hostile
    for form in ("text", "github"):
        lines = show(report.problems, form).splitlines()
        assert len(lines) == len(report.problems)
        assert all(line.isprintable() for line in lines)
    assert json.loads(dump(report))["inputs"]["total"] == len(report.inputs)
