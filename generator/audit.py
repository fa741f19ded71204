"""Audit: everything that `digest check` looks at, in one place. Nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.build import BuildOptions, configure, group, read_content, render, take_in
from generator.errors import DigestError
from generator.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from generator.errors import Problem
    from generator.model.content import Content
    from generator.model.raw import RawArticle


def audit(root: Path, today: date) -> Report:
    """Check content and site at `root`: front matter, conservation, ledger, pages, links, words, limits."""
    from generator.check import check_conservation, check_ledger, check_limits, check_links, check_words
    from generator.store.theme import read_theme

    options = BuildOptions(today, frozen=True)
    config = configure(root, options)
    content = read_content(root, config)
    taken = take_in(root, content, options)
    problems: list[Problem] = [*content.problems, *taken.problems]
    grouped = group(root, config, taken.content, options)
    problems += grouped.problems
    raws = dict(reread(root, content))
    whole = unedited(content)
    for ident in whole:
        receipt = content.receipts[ident]
        found = check_conservation(receipt, content.articles[ident], raws.get((receipt.path, receipt.item)))
        problems += [found] if found else []
    problems += check_ledger(content.ledger, content.articles)
    site = render(root, config, content, options)
    problems += site.problems
    problems += check_links(site.files, config.base_url)
    problems += check_limits({path: len(data) for path, data in site.files.items()}, config.output)
    theme = read_theme(root)
    lang = config.language if config.language in theme.words else config.language.split("-", maxsplit=1)[0]
    problems += check_words(theme.own_words[lang], theme.own_words["en"], lang)
    counts = {"articles": len(content.articles), "rebuilt": len(whole), "pages": len(site.files)}
    return Report(taken.inputs, tuple(problems), counts, (*taken.changed, *grouped.changed))


def unedited(content: Content) -> tuple[str, ...]:
    """Return the ids of the articles whose body is still the one the tool wrote."""
    from generator.intake import fingerprint

    return tuple(
        ident
        for ident, receipt in content.receipts.items()
        if ident in content.articles and fingerprint(content.articles[ident].body) == receipt.body_sha256
    )


def reread(root: Path, content: Content) -> Iterator[tuple[tuple[str, int], RawArticle]]:
    """Read the raw files of all receipts again, by path and item; those that are gone or refused are left out."""
    from generator.ingest import read
    from generator.store.inbox import read_inbox

    for path in sorted({receipt.path for receipt in content.receipts.values()}):
        try:
            reading = read(path, read_inbox(root, path))
        except DigestError:
            continue
        for raw in reading.articles:
            yield (raw.path, raw.item), raw
