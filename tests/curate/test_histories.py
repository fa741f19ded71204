"""Random histories of a site: whatever comes, leaves or is decided, no permalink is lost and none changes hands, feeds included."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.group import GroupOptions
from generator.grouping import group_articles
from generator.model import Article, When
from generator.model.override import Override
from generator.plan.permalinks import event_url
from generator.plan.redirects import find_old
from generator.store.ledger import read_ledger, write_ledger

HISTORIES = 1000

THEMES = {
    "harbour": "Dredging of the harbour of Lindmark begins while ships wait for the tide near Torsholm",
    "strike": "Nurses in Porto walk out for three days and ask for nine percent more pay",
    "comet": "A comet is seen with the naked eye above the Alps on Sunday near Innsbruck",
}
ARTICLES = [f"s{number}" for number in range(7)]
NEW_SLUGS = ["dam", "mine", "harbour-2", "old-news"]

articles, themes = st.sampled_from(ARTICLES), st.sampled_from(sorted(THEMES))
days, picks = st.none() | st.integers(1, 28), st.integers(0, 9)
steps = st.one_of(
    st.tuples(st.just("add"), articles, themes, days),
    st.tuples(st.just("add"), articles, themes, days),
    st.tuples(st.just("delete"), articles),
    st.tuples(st.just("date"), articles, days),
    st.tuples(st.just("edit"), articles, themes),
    st.tuples(st.just("merge"), picks, picks),
    st.tuples(st.just("split"), picks, st.sampled_from(NEW_SLUGS), st.integers(1, 3)),
    st.tuples(st.just("put"), articles, picks),
    st.tuples(st.just("own"), articles, st.sampled_from(["none", *NEW_SLUGS]) | picks),
    st.tuples(st.just("without"), articles, picks),
    st.tuples(st.just("rename"), picks, st.sampled_from(NEW_SLUGS) | picks),
    st.tuples(st.just("withdraw"), picks),
    st.tuples(st.just("again")),
    st.tuples(st.just("forget order")),
)


class Newsroom:
    """A site without files: articles, the editor's files, the ledger, and every address ever given."""

    def __init__(self):
        self.articles, self.overrides, self.ledger = {}, {}, ()
        self.owners: dict[str, str] = {}
        self.last: dict[str, set[str]] = {}
        self.feeds: set[str] = set()

    def slug(self, pick):
        """Return a slug that was given once, by a number."""
        slugs = sorted(self.owners)
        return slugs[pick % len(slugs)] if slugs else "nowhere"

    def say(self, slug, **words):
        """Add to the editor's file about an event."""
        held = self.overrides.get(slug) or Override(slug, f"content/events/{slug}.md")
        self.overrides[slug] = replace(held, **words)

    def take(self, step):  # noqa: C901, PLR0912  # one case a kind of step
        """Carry out one step; return whether to group from scratch."""
        match step:
            case ("add", ident, theme, day):
                when = When(f"2031-05-{day:02}") if day else None
                body = f"{THEMES[theme]}. Report number {ident[1:]}. " * 3
                own = self.articles[ident].event if ident in self.articles else None
                self.articles[ident] = Article(
                    ident, THEMES[theme], "en", body, when, path=f"content/articles/{ident}.md", event=own
                )
            case ("delete", ident):
                self.articles.pop(ident, None)
            case ("date", ident, day) if ident in self.articles:
                when = When(f"2031-05-{day:02}") if day else None
                self.articles[ident] = replace(self.articles[ident], published=when)
            case ("edit", ident, theme) if ident in self.articles:
                self.articles[ident] = replace(self.articles[ident], title=THEMES[theme], body=THEMES[theme] * 3)
            case ("merge", one, other):
                held = self.overrides.get(self.slug(one))
                self.say(self.slug(one), merge=(*(held.merge if held else ()), self.slug(other)))
            case ("split", pick, new, count):
                event = next((e for e in self.ledger if self.slug(pick) in {e.slug, *e.former}), None)
                if event and event.members:
                    self.say(event.slug, split={new: event.members[:count]})
            case ("put", ident, pick):
                held = self.overrides.get(self.slug(pick))
                self.say(self.slug(pick), articles=(*(held.articles if held else ()), ident))
            case ("own", ident, to) if ident in self.articles:
                slug = to if isinstance(to, str) else self.slug(to)
                self.articles[ident] = replace(self.articles[ident], event=slug)
            case ("without", ident, pick):
                self.say(self.slug(pick), without=(ident,))
            case ("rename", pick, to):
                self.say(self.slug(pick), rename=to if isinstance(to, str) else self.slug(to))
            case ("withdraw", pick):
                if self.overrides:
                    del self.overrides[sorted(self.overrides)[pick % len(self.overrides)]]
                for ident in sorted(self.articles)[: pick % 3]:
                    self.articles[ident] = replace(self.articles[ident], event=None)
            case ("forget order",):
                self.ledger = self.ledger[::-1]
                self.articles = dict(reversed(self.articles.items()))
            case _:
                pass
        return step[0] == "again"

    def group(self, *, again=False):
        """Group as a build does."""
        overrides = tuple(self.overrides[slug] for slug in sorted(self.overrides))
        grouped = group_articles(self.articles, overrides, self.ledger, encode, GroupOptions(), again=again)
        return grouped.ledger

    def build(self, *, again=False):
        """Group, and check what must hold after every build."""
        before = self.ledger
        self.ledger = self.group(again=again)
        by_id = {event.id: event for event in self.ledger}
        homes = {member: event.id for event in self.ledger for member in event.members}
        assert homes.keys() == self.articles.keys()
        assert sum(len(event.members) for event in self.ledger) == len(homes)
        assert {event.id for event in before} <= by_id.keys()

        addresses = {slug: event.id for event in self.ledger for slug in (event.slug, *event.former)}
        assert len(addresses) == sum(1 + len(event.former) for event in self.ledger), "no address stands twice"
        for slug, owner in self.owners.items():
            assert addresses.get(slug) == owner, f"{slug} was lost, or changed hands"
        self.owners |= addresses

        for event in self.ledger:
            if event.members:
                self.last[event.id] = set(event.members)
                assert event.merged is event.heir is None
            elif not self.lead(event.id, by_id):
                # Nobody answers: then all that were last in it were gone, at this build or an earlier one.
                self.last[event.id] -= homes.keys() - (self.last[event.id] & self.present)
                assert not self.last[event.id] & homes.keys() & self.present
        self.present = set(homes)
        self.look_at_feeds(by_id)

    def look_at_feeds(self, by_id):
        """Check that every address that had feeds once has feeds wherever its page answers."""
        shown = [event for event in self.ledger if event.members]
        old = find_old(self.ledger, shown)
        homes = {event_url(event.slug) for event in shown if event.id in old.followed}
        homes |= {home for ident in old.followed for home in old.homes.get(ident, ())}
        self.feeds |= {event_url(event.slug) for event in shown if len(event.members) > 1}
        answered = {event_url(slug) for slug, ident in self.owners.items() if self.lead(ident, by_id)}
        assert self.feeds & answered <= homes

    present: set[str] = set()  # noqa: RUF012  # replaced whole, never changed

    def lead(self, ident, by_id):
        """Return whether an event's address leads to an event with articles, without running in a circle."""
        for _ in by_id:
            event = by_id[ident]
            if event.members:
                return True
            ident = event.merged or event.heir
            if ident is None:
                return False
        message = f"{ident} leads in a circle"
        raise AssertionError(message)


def encode(stories):
    """Stand in for the encoder: one direction a theme, with a little of each article's own."""
    rows = {}
    for story in stories:
        row = np.zeros(512, dtype=np.float32)
        row[next(n for n, text in enumerate(THEMES.values()) if story.text.startswith(text))] = 1
        row[10 + int(story.id[1:])] = 0.4
        rows[story.id] = row / np.sqrt(row @ row)
    return rows


@settings(max_examples=HISTORIES, deadline=None, suppress_health_check=[*HealthCheck])
@given(st.lists(steps, min_size=6, max_size=20))
def test_no_history_loses_or_moves_a_permalink(tmp_path_factory, history):
    """After every step an address is answered by the event that had it, or by whoever has its articles.

    Each article is in one event; the ledger reads as it was written; a second build changes nothing.
    """
    folder = tmp_path_factory.getbasetemp() / "history"
    room = Newsroom()
    for step in history:
        room.build(again=room.take(step))
        write_ledger(folder, room.ledger)
        assert read_ledger(folder) == tuple(sorted(room.ledger, key=lambda event: event.id))
        assert room.group() == room.ledger, f"{step}: a second build changes something"
