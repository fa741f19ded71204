"""Slabs: an archive is looked at some days at a time, and nobody can tell."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from generator.group import GroupOptions, group, regroup
from generator.group.edges import Edges, join
from generator.group.neighbours import slabs
from generator.model import Brief, Shelf, Story

WINDOW = 10
WHOLE = GroupOptions(reasons=False)
CUT = replace(WHOLE, slab=1)


def invent(count: int, days: int, undated: float) -> tuple[list[Story], dict[str, np.ndarray]]:
    """Invent stories about happenings that go on for some days, with vectors that say which."""
    rng = random.Random(5)  # noqa: S311  # invented data
    words = ["".join(rng.choices("bdfgklmnprst", k=5)) for _ in range(400)]
    stories, vectors = [], {}
    for number in range(count):
        day = rng.randrange(days)
        event = day // 4 * 3 + rng.randrange(3)
        own = random.Random(event).sample(words, 12)  # noqa: S311  # invented data
        text = " ".join([*rng.choices(own, k=40), *rng.choices(words, k=25), str(1000 + event)])
        lang = rng.choice(["en", "de", "uk"])
        when = None if rng.random() < undated else date(2024, 3, 1) + timedelta(days=day)
        story = Story(f"s{number:03}", lang, when, " ".join(own[:5]).title(), text)
        centre = np.random.default_rng(event).standard_normal(64)
        row = centre / np.linalg.norm(centre) + 0.07 * np.random.default_rng(1000 + number).standard_normal(64)
        vectors[story.id] = np.asarray(np.round(row / np.linalg.norm(row) * 1024) / 1024, dtype=np.float32)
        stories.append(story)
    return stories, vectors


@pytest.fixture(scope="module")
def archive():
    """Return stories of 90 days, one in ten undated, and their vectors."""
    return invent(220, 90, 0.1)


def test_slabs_change_nothing(archive):
    """From nothing, grown, and again: an archive cut into the smallest slabs is grouped as in one."""
    stories, vectors = archive
    whole = group(stories, vectors, options=WHOLE)
    assert max(len(event.members) for event in whole) > 3
    assert group(stories, vectors, options=CUT) == whole
    first = group(stories[::2], vectors, options=WHOLE)
    grown = group(stories, vectors, first, options=WHOLE)
    assert group(stories, vectors, first, options=CUT) == grown
    assert regroup(stories, vectors, grown, options=CUT) == regroup(stories, vectors, grown, options=WHOLE)


@pytest.mark.parametrize("undated", [0.0, 0.1, 1.0])
def test_each_story_is_asked_once_among_all_it_may_pair_with(undated):
    """Cores part the stories, and a slab holds whatever is near in time to its core, and the undated."""
    days = np.array([s.date.toordinal() if s.date else -1 for s in invent(80, 70, undated)[0]])
    found = [*slabs(days, WINDOW, 1)]
    assert sorted(row for slab in found for row in slab.rows[slab.core].tolist()) == list(range(80))
    for slab in found:
        core = days[slab.rows[slab.core]]
        near = {at for at, day in enumerate(days) if day == -1 or (np.abs(core[core >= 0] - day) <= WINDOW).any()}
        assert near <= set(slab.rows.tolist())


def test_a_slab_is_as_large_as_it_may_be():
    """Where all stories fit, there is one slab."""
    days = np.arange(700_000, 700_060)
    assert [len(slab.rows) for slab in slabs(days, WINDOW, 60)] == [60]
    assert max(len(slab.rows) for slab in slabs(days, WINDOW, 40)) == 40


def test_edges_on_disk_are_edges_in_memory():
    """Edges that are taken up in many small parts make the clusters that they make in one; a repeated edge counts once."""
    rng = random.Random(3)  # noqa: S311  # invented data
    # Four by four they belong together, and here and there two others are alike.
    pairs = {(i, j) for j in range(24) for i in range(j) if i // 4 == j // 4 or rng.random() < 0.1}
    votes = {
        i * 24 + j: rng.choice([0.6, 0.9]) if i // 4 == j // 4 else rng.choice([0.1, 0.5]) for i, j in sorted(pairs)
    }
    found = []
    for most in (1, 7, 1000):
        with Edges(24, most) as edges:
            for part in (sorted(votes), sorted(votes)[::3]):
                edges.add(np.array(part), np.array([votes[key] for key in part]))
            found.append(join(edges, 24, [(4, 9)], 0.5, lambda _: 0.5))
    assert found[0] == found[1] == found[2]
    assert sorted(at for cluster in found[0] for at in cluster) == list(range(24))
    assert any(len(cluster) > 2 for cluster in found[0])


class Reading(Shelf):
    """A shelf that remembers which texts it was asked for."""

    def __init__(self, stories: list[Story]) -> None:
        self._stories = {story.id: story for story in stories}
        self.read: set[str] = set()

    def brief(self, ident: str) -> Brief:
        """Return what is known without the text."""
        story = self._stories[ident]
        return Brief(story.lang, story.date, story.source)

    def __getitem__(self, ident: str) -> Story:
        self.read.add(ident)
        return self._stories[ident]

    def __iter__(self):
        return iter(self._stories)

    def __len__(self) -> int:
        return len(self._stories)


def test_an_arrival_reads_what_is_near_in_time():
    """A new dated story has no text read but its own, those within the window, and those of their events."""
    stories, vectors = invent(120, 90, 0.0)
    ledger = group(stories[1:], vectors, options=WHOLE)
    shelf = Reading(stories)
    group(shelf, vectors, ledger, options=WHOLE)
    day = stories[0].date
    near = {s.id for s in stories if abs((s.date - day).days) <= WINDOW}
    whole = near.union(*(event.members for event in ledger if not near.isdisjoint(event.members)))
    assert stories[0].id in shelf.read
    assert shelf.read <= whole
    assert len(whole) < 60
