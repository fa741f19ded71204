"""Standing pages: which file speaks at each address, in a language of the interface."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.text.scripts import speaks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.override import Standing


def choose_pages(pages: Iterable[Standing], lang: str, own: str) -> tuple[Standing, ...]:
    """Return one page for each slug, sorted by it: that for the interface language `lang`, else that for all.

    Where there is neither, it is that for `own`, the language the editor writes in, else the first: each address answers in
    each language.
    """

    def fits(page: Standing) -> tuple[bool, bool, bool, bool, str]:
        tongue = page.tongue.lower()
        return (tongue != lang.lower(), not speaks(lang, tongue), bool(tongue), not speaks(own, tongue), page.path)

    chosen: dict[str, Standing] = {}
    for page in sorted(pages, key=fits):
        chosen.setdefault(page.slug, page)
    return tuple(chosen[slug] for slug in sorted(chosen))
