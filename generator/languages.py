"""A site in several languages: the same pages laid out once for each language of the interface, the further ones below prefixes.

What an article or the editor says stays as it is; words, dates, numbers and directions are the language's own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from generator.model.views import SiteLanguage, Text
from generator.plan.permalinks import refuse_collisions
from generator.plan.wording import language_text
from generator.publication import read_words, rule_reasons
from generator.setting import Interface, Terms, set_again
from generator.store.stock import StockRoom
from generator.text.scripts import tag_direction
from generator.text.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.model.digest import Digest
    from generator.plan import Plan, SiteSettings

_AT_THE_TOP = frozenset({"robots.txt"})
"""Files that mean something at the top of a host only."""


def read_interfaces(
    catalogues: Mapping[str, Mapping[str, str | dict[str, str]]], languages: Iterable[str]
) -> tuple[Interface, ...]:
    """Return the languages of the interface. Raises DigestError where the theme has no words for one of them."""
    spoken = [read_words(catalogues, language) for language in languages]
    return tuple(Interface(words, rule_reasons(catalogues, words)) for words in spoken)


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language of a site: its number among them, its interface, what its pages lie below, and the terms of setting in it."""

    number: int
    interface: Interface
    prefix: str
    terms: Terms


def tongues(terms: Terms) -> tuple[Tongue, ...]:
    """Return the languages of a site; the pages of the first lie at its root."""
    return tuple(
        Tongue(number, each, f"/{slugify(each.words.lang)}" if number else "", terms.in_language(number))
        for number, each in enumerate(terms.interfaces)
    )


def name_languages(spoken: Iterable[Tongue], base_url: str) -> tuple[SiteLanguage, ...]:
    """Return what every page says of the languages of its site: nothing where there is but one."""
    named = tuple(
        SiteLanguage(
            language_text(each.interface.words.lang, each.interface.words),
            each.prefix,
            f"{base_url}{each.prefix}" if base_url else "",
        )
        for each in spoken
    )
    return named if len(named) > 1 else ()


def speak(digest: Digest, tongue: Tongue, editor: str) -> Digest:
    """Return a digest with its articles set in a further language; the editor writes in the language `editor`."""
    if not tongue.number:
        return digest
    return replace(
        digest,
        cards={ident: card.in_language(tongue.number) for ident, card in digest.cards.items()},
        rule_reasons=tongue.interface.reasons,
        stock=StockRoom(tongue.terms.root, partial(set_again, tongue.terms)),
        lang=editor,
    )


def settle(settings: SiteSettings, tongue: Tongue, languages: tuple[SiteLanguage, ...], editor: str) -> SiteSettings:
    """Return what the plan asks of the configuration, for one language of a site; the editor writes in `editor`."""
    if not languages:
        return settings
    words = tongue.interface.words
    return replace(
        settings,
        title=words.said("site_title") or settings.title,
        description=words.said("site_description") or settings.description,
        base_url=languages[tongue.number].base_url,
        languages=languages,
        editor=Text(settings.title, editor, tag_direction(editor)) if tongue.number else None,
    )


def unite(plans: Mapping[str, Plan]) -> Plan:
    """Return the plan of the whole site from those of its languages by prefix, the first of them that at the root."""
    if len(plans) == 1:
        return plans[""]
    pages = [
        page.below(prefix)
        for prefix, plan in plans.items()
        for page in plan.pages
        if not prefix or page.path not in _AT_THE_TOP
    ]
    kept, problems = refuse_collisions(pages)
    redirects = ((f"{prefix}{old}", f"{prefix}{new}") for prefix, plan in plans.items() for old, new in plan.redirects)
    return replace(
        plans[""],
        pages=tuple(sorted(kept, key=lambda page: page.path)),
        problems=(*plans[""].problems, *problems),
        redirects=tuple(sorted(redirects)),
    )
