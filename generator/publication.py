"""What is shown, and how: the digest without drafts and hidden events, texts as policies allow, files for hosts."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from generator.errors import DigestError, Exit, Problem
from generator.intake.article import fingerprint
from generator.model.digest import Digest
from generator.model.page import Body
from generator.text.conserve import rebuild
from generator.text.plain import plain
from generator.text.segment import sentences, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model import Article, Event, Receipt, Source
    from generator.model.content import Content
    from generator.plan import Prose
    from generator.render import Addresses
    from generator.store.config import Config
    from generator.text.words import Words

_EXCERPT_LETTERS = 600
"""Letters of an excerpt: whole paragraphs from the top until so many are shown, at least one."""


def read_words(catalogues: Mapping[str, Mapping[str, str | dict[str, str]]], language: str) -> Words:
    """Return the interface words of a language. Raises DigestError where the theme has none for it."""
    from generator.text.words import Words

    catalogue = catalogues.get(language) or catalogues.get(language.split("-", maxsplit=1)[0])
    if catalogue is None:
        have = ", ".join(sorted(catalogues))
        what = f"there are no interface words for language “{language}”."
        mend = f"use one of {have}, or write templates/words/{language}.toml."
        raise DigestError(Problem("digest.toml", 0, 0, "no-words", what, "", mend), code=Exit.CONFIG)
    return Words(language, catalogue)


def assemble(config: Config, content: Content, words: Words) -> tuple[Digest, tuple[Problem, ...]]:
    """Gather what is shown: articles that are no drafts, of events that are not hidden, as far as policies allow."""
    from generator.clean import REASONS

    by_slug = {slug: event.id for event in content.ledger for slug in (*event.former, event.slug)}
    overrides = {by_slug[override.slug]: override for override in content.overrides if override.slug in by_slug}
    hidden = {ident for ident, override in overrides.items() if override.hide}
    shown = {
        member
        for event in content.ledger
        for member in event.members
        if event.id not in hidden and member in content.articles and not content.articles[member].draft
    }
    articles = {ident: _entitle(article) for ident, article in content.articles.items() if ident in shown}
    events = tuple(event for event in (_visible(event, shown) for event in content.ledger) if event.members)
    sources = {source.slug: source for source in content.sources}
    bodies, shortened, problems = _set_bodies(articles, sources, config.policy)
    copies = {event.id: event.reports for event in events if len(event.members) > 1}
    receipts = {ident: receipt for ident, receipt in content.receipts.items() if ident in articles}
    edited = frozenset(
        ident for ident, receipt in receipts.items() if fingerprint(articles[ident].body) != receipt.body_sha256
    )
    raws, torn = _rebuild_raws(articles, receipts, edited)
    digest = Digest(
        articles=articles,
        events=events,
        ledger=content.ledger,
        sources=sources,
        receipts=receipts,
        bodies=bodies,
        partial=shortened,
        overrides=overrides,
        pages=content.standing,
        reports=copies,
        rule_reasons={**REASONS, **words.table("reasons")},
        raws=raws,
        edited=edited,
    )
    return digest, (*problems, *torn)


def set_prose(content: Content, addresses: Addresses) -> Prose:
    """Render the editor's texts: standing pages, summaries and notes of events. Their `/links/` lead into the site."""
    from generator.plan import Prose
    from generator.plan.permalinks import event_url
    from generator.render import render_prose

    html: dict[tuple[str, str], str] = {}
    for page in content.standing:
        html[page.path, "body"] = render_prose(page.body, partial(addresses.of, page=f"/{page.slug}/"))
    slugs = {slug: event.slug for event in content.ledger for slug in (*event.former, event.slug)}
    for override in content.overrides:
        resolve = partial(addresses.of, page=event_url(slugs.get(override.slug, override.slug)))
        html[override.path, "summary"] = render_prose(override.summary, resolve)
        html[override.path, "note"] = render_prose(override.note, resolve)
    return Prose(html)


def host_files(redirects: tuple[tuple[str, str], ...]) -> dict[str, bytes]:
    """Return the files that hosts look for: `.nojekyll`, `_headers`, `_redirects`."""
    policy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    headers = (
        "/*\n"
        f"  Content-Security-Policy: {policy}\n"
        "  X-Content-Type-Options: nosniff\n"
        "  Referrer-Policy: no-referrer\n"
        "/assets/*\n"
        "  Cache-Control: public, max-age=31536000, immutable\n"
    )
    lines = "".join(f"{old} {target} 301\n" for old, target in redirects)
    return {".nojekyll": b"", "_headers": headers.encode(), "_redirects": lines.encode()}


def _rebuild_raws(
    articles: Mapping[str, Article], receipts: Mapping[str, Receipt], edited: frozenset[str]
) -> tuple[dict[str, tuple[str, ...]], tuple[Problem, ...]]:
    """Rebuild the raw lines of each unedited article; a receipt that does not fit is a problem."""
    raws: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for ident, receipt in receipts.items():
        if ident in edited:
            continue
        try:
            raws[ident] = tuple(rebuild(articles[ident].body, receipt.spans, receipt.lines).split("\n"))
        except ValueError as error:
            path, what = f"content/receipts/{ident}.json", f"the raw text cannot be rebuilt: {error}."
            mend = "restore the article and its receipt from version control, or delete both and run `digest build`."
            problems.append(Problem(path, 0, 0, "conservation", what, "A cut without a receipt is a loss.", mend))
    return raws, tuple(problems)


def _entitle(article: Article) -> Article:
    """Give an article without a headline its first sentence for one, else its id: a link needs words."""
    if article.title:
        return article
    first = next(iter(sentences(plain(article.body))), "")
    return replace(article, title=shorten(first, _TITLE_LETTERS) or article.id, title_from="lead" if first else None)


_TITLE_LETTERS = 110
"""Letters of a headline that stands in for a missing one."""


def _visible(event: Event, shown: set[str]) -> Event:
    return event.with_members(member for member in event.members if member in shown)


def _set_bodies(
    articles: Mapping[str, Article], sources: Mapping[str, Source], default: str
) -> tuple[dict[str, Body], frozenset[str], tuple[Problem, ...]]:
    """Render the part of each text that its source's policy allows."""
    from generator.render import render_body
    from generator.render.body import UnsettledError

    bodies: dict[str, Body] = {}
    partial: set[str] = set()
    problems: list[Problem] = []
    for ident, article in articles.items():
        source = sources.get(article.source or "")
        shown, whole = _allowed(article.body, (source.policy if source else None) or default)
        if not whole:
            partial.add(ident)
        try:
            bodies[ident] = render_body(shown, article.url)
        except UnsettledError as error:
            problems.append(
                Problem(
                    article.path,
                    0,
                    0,
                    "unsafe-text",
                    f"{error}.",
                    "The text is left out.",
                    "look at the text: it was made to do harm.",
                )
            )
            bodies[ident] = Body("", ())
    return bodies, frozenset(partial), tuple(problems)


def _allowed(body: str, policy: str) -> tuple[str, bool]:
    """Return the part of a text that a policy lets be shown, and whether it is the whole."""
    if policy == "full":
        return body, True
    if policy == "link":
        return "", not body.strip()
    paragraphs = body.strip().split("\n\n")
    shown: list[str] = []
    for paragraph in paragraphs:
        if shown and sum(map(len, shown)) + len(paragraph) > _EXCERPT_LETTERS:
            break
        shown.append(paragraph)
    return "\n\n".join(shown) + "\n", len(shown) == len(paragraphs)
