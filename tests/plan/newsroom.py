"""A digest made of a few words: articles, their events, and what the editor said."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from generator.model import Article, Event, Source, When
from generator.model.digest import Digest
from generator.model.galley import Notes
from generator.plan import Prose, SiteSettings, plan_site
from generator.plan.articles import Copytext, entitle, set_card, set_galley, set_slip
from generator.render import render_body
from generator.text.conserve import rebuild
from generator.text.words import Words

ENGLISH = Words("en", tomllib.loads((Path(__file__).parents[2] / "templates/words/en.toml").read_text()))

TEXT = "The ferry to Lindmark left the pier at nine in the morning. It came back at noon with forty people on board.\n"


def write(ident, body=TEXT, *, lang="en", published=None, **more):
    """Write an article; its title is its id where none is given."""
    when = When.parse(published) if published else None
    known = {"title": ident.replace("-", " ").capitalize(), "path": f"content/articles/{ident}.md"} | more
    return Article(id=ident, lang=lang, body=body, published=when, **known)


@dataclass
class Shelves:
    """A stock in memory: slips, galleys and raw articles by article id."""

    slips: dict
    galleys: dict
    raws: dict

    def slip(self, card):
        """Return the slip of an article."""
        return self.slips[card.id]

    def galley(self, card):
        """Return the galley of an article."""
        return self.galleys[card.id]

    def notes(self, card):
        """Return the notes of an article: none."""
        return Notes()

    def raw(self, card):
        """Return an article and its receipt."""
        return self.raws[card.id]


REASONS = {"phrases": "page furniture"}


def compile_digest(articles, events, *, receipts=None, sources=None, partial=(), edited=(), **more):  # noqa: PLR0913
    """Compile a digest: `events` gives slugs their members, or is a tuple of events."""
    if isinstance(events, dict):
        events = tuple(Event(f"id-{slug}", slug, tuple(sorted(members))) for slug, members in events.items())
    receipts, sources = receipts or {}, sources or {}
    stock, cards = Shelves({}, {}, {}), {}
    for article in sorted(articles, key=lambda article: article.id):
        ident, receipt = article.id, receipts.get(article.id)
        whole = receipt and ident not in edited
        raw = tuple(rebuild(article.body, receipt.spans, receipt.lines).split("\n")) if whole else None
        body = render_body(article.body, article.url)
        source = sources.get(article.source or "")
        copy = Copytext(entitle(article, article.body), body, receipt, source, raw, ident in partial, ident in edited)
        stock.slips[ident] = set_slip(copy, ENGLISH)
        stock.galleys[ident] = set_galley(copy, ENGLISH, REASONS)
        stock.raws[ident] = (article, receipt)
        cards[ident] = set_card(copy, repr(stock.slips[ident]), repr(stock.galleys[ident]))
    parts = {
        "cards": cards,
        "events": tuple(event for event in sorted(events, key=lambda event: event.id) if event.members),
        "ledger": tuple(sorted(events, key=lambda event: event.id)),
        "sources": sources,
        "overrides": {},
        "pages": (),
        "rule_reasons": REASONS,
        "stock": stock,
    }
    return Digest(**(parts | more))


def plan(digest, *, base_url="https://example.org", prose=None, **more):
    """Plan a site."""
    settings = SiteSettings("The Digest", "What happened", base_url, "/style.css", **more)
    return plan_site(digest, settings, ENGLISH, Prose(prose or {}))


def page_of(site, path):
    """Return a page of a plan by its path."""
    return next(page for page in site.pages if page.path == path)


HERALD = Source("the-herald", "The Herald", "en", url="https://herald.example")
