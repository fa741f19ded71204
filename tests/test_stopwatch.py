"""The stopwatch: seconds of a clock that is handed in, by stage, template and page."""

from __future__ import annotations

from itertools import count

from generator.stopwatch import Stopwatch


def test_stages_add_up_and_pages_are_ordered():
    """A stage that runs twice is one line; templates and pages come by the time they took."""
    ticks = count()
    watch = Stopwatch(clock=lambda: float(next(ticks)))
    for name in ("read", "render", "read"):
        with watch.stage(name):
            pass
    with watch.stage("render"), watch.page("event.html", "e/b/index.html"):
        pass
    for path in ("a/a/index.html", "a/b/index.html"):
        with watch.page("article.html", path):
            pass
    assert watch.stages == {"read": 2.0, "render": 4.0}
    assert watch.tell().splitlines() == [
        "CPU seconds by stage",
        "      2.000  read",
        "      4.000  render",
        "      6.000  in all",
        "CPU seconds by template, pages, milliseconds a page",
        "      2.000       2   1000.00  article.html",
        "      1.000       1   1000.00  event.html",
        "Milliseconds of the slowest pages",
        "    1000.00  a/a/index.html",
        "    1000.00  a/b/index.html",
        "    1000.00  e/b/index.html",
    ]


def test_nothing_rendered():
    """Where no page was made, none is spoken of."""
    assert Stopwatch().tell() == "CPU seconds by stage\n      0.000  in all"
