"""A digest made of a few words: articles, their events, and what the editor said."""

from __future__ import annotations

import tomllib
from pathlib import Path

from generator.model import Article, Event, Source, When
from generator.model.digest import Digest
from generator.plan import Prose, SiteSettings, plan_site
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


def compile_digest(articles, events, **more):
    """Compile a digest: `events` gives slugs their members, or is a tuple of events."""
    if isinstance(events, dict):
        events = tuple(Event(f"id-{slug}", slug, tuple(sorted(members))) for slug, members in events.items())
    parts = {
        "articles": {article.id: article for article in articles},
        "events": tuple(event for event in sorted(events, key=lambda event: event.id) if event.members),
        "ledger": tuple(sorted(events, key=lambda event: event.id)),
        "sources": {},
        "receipts": {},
        "bodies": {article.id: render_body(article.body, article.url) for article in articles},
        "partial": frozenset(),
        "overrides": {},
        "pages": (),
        "reports": {},
        "rule_reasons": {"phrases": "page furniture"},
        "edited": frozenset(),
    }
    parts |= more
    parts["raws"] = {
        ident: tuple(rebuild(parts["articles"][ident].body, receipt.spans, receipt.lines).split("\n"))
        for ident, receipt in parts["receipts"].items()
        if ident not in parts["edited"]
    }
    return Digest(**parts)


def plan(digest, *, base_url="https://example.org", prose=None, **more):
    """Plan a site."""
    settings = SiteSettings("The Digest", "What happened", base_url, "/style.css", **more)
    return plan_site(digest, settings, ENGLISH, Prose(prose or {}))


def page_of(site, path):
    """Return a page of a plan by its path."""
    return next(page for page in site.pages if page.path == path)


HERALD = Source("the-herald", "The Herald", "en", url="https://herald.example")
