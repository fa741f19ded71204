"""Audit: everything that `digest check` looks at, in one place. Nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.build import BuildOptions, configure, group, read_content, render, reread, take_in
from generator.report import Report

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from generator.errors import Problem
    from generator.model.content import Content


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
    raws = reread(root, content.receipts.values())
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
    for language in (config.language, *config.languages):
        lang = language if language in theme.words else language.split("-", maxsplit=1)[0]
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
