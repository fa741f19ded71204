"""What is shown, and how: the digest without drafts and hidden events, the editor's prose, files for hosts."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from generator.errors import DigestError, Exit, Problem
from generator.model.digest import Digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from generator.model import Event, Source
    from generator.model.edition import Edition, Foreword
    from generator.model.galley import Card, Stock
    from generator.model.override import Override, Standing
    from generator.plan import Prose
    from generator.render import Addresses
    from generator.text.words import Words


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


def rule_reasons(catalogues: Mapping[str, Mapping[str, str | dict[str, str]]], words: Words) -> dict[str, str]:
    """Return what each cleaning rule takes out, in the interface language where the theme says it, else in English."""
    english = catalogues["en"]["reasons"]
    assert isinstance(english, dict)
    return {**english, **words.table("reasons")}


def assemble(  # noqa: PLR0913  # the parts of a digest
    cards: Mapping[str, Card],
    ledger: Sequence[Event],
    overrides: Iterable[Override],
    standing: Sequence[Standing],
    sources: Mapping[str, Source],
    reasons: Mapping[str, str],
    stock: Stock,
) -> Digest:
    """Gather what is shown: articles that are no drafts, of events that are not hidden."""
    by_slug = {slug: event.id for event in ledger for slug in (*event.former, event.slug)}
    said = {by_slug[override.slug]: override for override in overrides if override.slug in by_slug}
    events: list[Event] = []
    shown: dict[str, Card] = {}
    for event in ledger:
        if event.id in said and said[event.id].hide:
            continue
        members = tuple(ident for ident in event.members if ident in cards and not cards[ident].draft)
        if members:
            shown |= {ident: cards[ident] for ident in members}
            events.append(event if len(members) == len(event.members) else event.with_members(members))
    return Digest(
        cards={ident: shown[ident] for ident in sorted(shown)},
        events=tuple(events),
        ledger=tuple(ledger),
        sources=sources,
        overrides=said,
        pages=tuple(standing),
        rule_reasons=reasons,
        stock=stock,
    )


def date_editions(digest: Digest, published: tuple[Edition, ...], forewords: Iterable[Foreword], today: date) -> Digest:
    """Add the editions to a digest: those that are out, some since now, and the one that is coming; and what they tell of events."""
    from generator.curate import issue, trace

    days = {ident: card.day for ident, card in digest.cards.items()}
    sources = {ident: card.source for ident, card in digest.cards.items()}
    out, coming = issue(published, digest.events, days, sources, today.isoformat())
    told = (*out, coming) if coming else out
    histories = trace(digest.events, digest.ledger, digest.overrides.values(), told)
    named = {each.name: each for each in forewords}
    return replace(digest, editions=out, coming=coming, forewords=named, histories=histories)


def set_prose(
    standing: Iterable[Standing],
    overrides: Iterable[Override],
    forewords: Iterable[Foreword],
    ledger: Iterable[Event],
    addresses: Addresses,
) -> Prose:
    """Render the editor's texts: standing pages, summaries and notes of events, forewords of editions.

    Their `/links/` lead into the site.
    """
    from generator.plan import Prose
    from generator.plan.permalinks import day_url, event_url, week_url

    texts: dict[tuple[str, str], tuple[str, Callable[[str], str]]] = {}
    for foreword in forewords:
        url = week_url(foreword.name) if "w" in foreword.name else day_url(foreword.name)
        texts[foreword.path, "body"] = foreword.body, partial(addresses.of, page=url)
    for page in standing:
        texts[page.path, "body"] = page.body, partial(addresses.of, page=f"/{page.slug}/")
    slugs = {slug: event.slug for event in ledger for slug in (*event.former, event.slug)}
    for override in overrides:
        resolve = partial(addresses.of, page=event_url(slugs.get(override.slug, override.slug)))
        texts[override.path, "summary"] = override.summary, resolve
        texts[override.path, "note"] = override.note, resolve
    html: dict[tuple[str, str], str] = {}
    problems: list[Problem] = []
    for (path, key), (markdown, resolve_link) in texts.items():
        if markdown.strip():
            from generator.render import UnsettledError, render_prose

            try:
                html[path, key] = render_prose(markdown, resolve_link)
            except UnsettledError as error:
                problems.append(error.problem(path))
    return Prose(html, tuple(problems))


def schema_files() -> dict[str, bytes]:
    """Return the JSON Schemas of the records that stand beside pages, by file."""
    from generator.plan.data import read_schemas
    from generator.plan.permalinks import file_of, schema_url

    return {file_of(schema_url(kind)): schema for kind, schema in read_schemas().items()}


def host_files(redirects: tuple[tuple[str, str], ...], *, search: bool = False) -> dict[str, bytes]:
    """Return the files that hosts look for: `.nojekyll`, `_headers`, `_redirects`.

    Hosts revalidate the stylesheet as they do pages: its address does not change with its text, or every page would.
    With `search`, the policy allows the script and the form of that page; the others forbid both by their own.
    """
    policy = "default-src 'none'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    if search:
        policy = policy.replace("style-src", "script-src 'self'; style-src").replace(
            "form-action 'none'", "form-action 'self'"
        )
    headers = (
        "/*\n"
        f"  Content-Security-Policy: {policy}\n"
        "  X-Content-Type-Options: nosniff\n"
        "  Referrer-Policy: no-referrer\n"
        "/assets/*\n"
        "  Cache-Control: public, max-age=0, must-revalidate\n"
    )
    lines = "".join(f"{old} {target} 301\n" for old, target in redirects)
    return {".nojekyll": b"", "_headers": headers.encode(), "_redirects": lines.encode()}
