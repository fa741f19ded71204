"""The ledger carries copies: found where members or texts changed, and nowhere else; without an encoder where it may be."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from generator.group import GroupOptions
from generator.grouping import group_articles
from generator.model import Article, Event
from generator.store.articles import read_articles
from generator.store.curation import read_overrides
from generator.store.ledger import read_ledger

ROOT = Path(__file__).parents[2]
WIRE = "The pilots of Tarnholm will not work on Sunday, their guild said. " * 4
OWN = "Nobody knows how long the strike of the pilots will last, shipowners in Tarnholm complain. " * 4


def articles(**bodies):
    """Make English articles, all told to be of one event, of bodies by id."""
    return {
        ident: Article(ident, "Strike", "en", body, event="strike", path=f"content/articles/{ident}.md")
        for ident, body in bodies.items()
    }


def refuse(stories):
    """Fail where anything is to be encoded."""
    pytest.fail(f"{len(stories)} stories are encoded")


def grouped(content, ledger=(), encode=refuse, **options):
    """Group, and return the ledger."""
    return group_articles(content, (), ledger, encode, GroupOptions(), **options).ledger


def count(ledger):
    """Return the copies by slug, where there are any."""
    return {event.slug: event.copies for event in ledger if event.copies}


def test_told_articles_are_never_encoded():
    """Where each article names its event, reprints are found by their words, and nothing is tied or encoded."""
    content = articles(a=WIRE, b=OWN, c=f"(Agency) {WIRE}")
    for again in (False, True):
        (event,) = grouped(content, again=again)
        assert (event.members, event.copies, event.ties) == (("a", "b", "c"), (("a", "c"),), ())
        assert grouped(content, (event,), again=again) == (event,)


def test_no_heavy_import():
    """A site whose articles all name their event is grouped, and counted, without numpy."""
    script = (
        "import sys; sys.path.insert(0, 'tests/curate'); "
        "from test_copies_kept import WIRE, articles, grouped; "
        "sys.modules['numpy'] = sys.modules['scipy'] = None; "
        "ledger = grouped(articles(a=WIRE, b=WIRE)); assert ledger[0].copies, ledger; grouped(articles(a=WIRE), ledger)"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.stderr == ""


def test_an_edited_text_is_compared_again():
    """A reprint that the editor rewrites becomes a report; one that becomes a reprint is none; headlines do not matter."""
    first = grouped(articles(a=WIRE, b=OWN, c=WIRE))
    second = grouped(articles(a=WIRE, b=OWN, c=OWN), first)
    assert (count(first), count(second)) == ({"strike": (("a", "c"),)}, {"strike": (("b", "c"),)})
    entitled = {ident: replace(article, title="Other") for ident, article in articles(a=WIRE, b=OWN, c=OWN).items()}
    assert grouped(entitled, second) == second


def test_what_did_not_change_is_not_compared():
    """Copies that the ledger tells of the very texts that are there stand, as they stand after another event changed."""
    told = articles(a=WIRE, b=OWN)
    (event,) = grouped(told)
    believed = replace(event, copies=(("a", "b"),))
    assert grouped(told, (believed,)) == (believed,)
    more = told | {"z": replace(articles(z=OWN)["z"], event="other")}
    assert count(grouped(more, (believed,))) == {"strike": (("a", "b"),)}


def test_copies_follow_their_members():
    """Who leaves takes no copy along; who is alone has none; a ledger without copies gets them."""
    first = grouped(articles(a=WIRE, b=WIRE, c=WIRE, d=OWN))
    assert count(first) == {"strike": (("a", "b", "c"),)}
    assert count(grouped(articles(b=WIRE, c=WIRE, d=OWN), first)) == {"strike": (("b", "c"),)}
    (left,) = grouped(articles(b=WIRE), first)
    assert (left.copies, left.texts) == ((), "")
    old = tuple(Event(event.id, event.slug, event.members) for event in first)
    assert grouped(articles(a=WIRE, b=WIRE, c=WIRE, d=OWN), old) == first


def test_only_languages_that_meet_are_encoded():
    """An event in two languages is encoded unless all of it is told; one in a single language never for its copies."""
    asked = []

    def encode(stories):
        asked.extend(story.id for story in stories)
        return {story.id: np.ones(512, dtype=np.float32) for story in stories}

    content = articles(a=WIRE, b=WIRE, c=OWN, d=WIRE)
    content["c"] = replace(content["c"], lang="de")
    content["d"] = replace(content["d"], event="apart")
    ledger = grouped(content)
    released = content | {"a": replace(content["a"], event=None), "d": replace(content["d"], event=None)}
    after = grouped(released, ledger, encode)
    assert {ident.split()[0] for ident in asked} == {"a", "b", "c"}, "their passages with them"
    assert grouped(released, after) == after


def test_the_committed_sample_is_counted():
    """The ledger of the sample holds the copies of its very texts."""
    overrides, _ = read_overrides(ROOT)
    ledger = read_ledger(ROOT)
    after = group_articles(read_articles(ROOT).articles, overrides, ledger, refuse, GroupOptions()).ledger
    assert after == ledger
