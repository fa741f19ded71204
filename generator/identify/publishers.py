"""Which source an article belongs to: by the inbox folder, the front matter, the address, or the outlet's name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.identify.titles import fold
from generator.text.slugs import is_slug, slugify

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.source import Source


@dataclass(frozen=True, slots=True)
class Publisher:
    """A source as found: `slug` where it is known (or named by a folder), and the outlet's name where one was read."""

    slug: str | None
    name: str | None
    basis: str
    line: int = 0


def by_slug(value: str, basis: str, sources: Sequence[Source]) -> Publisher | None:
    """Return the source that a folder or front matter names, by slug or by name; new ones get a slug of their own."""
    if found := _named(value, sources):
        return Publisher(found.slug, found.name, basis)
    slug = value if is_slug(value) else slugify(value)
    return Publisher(slug or None, None if is_slug(value) else value, basis) if slug or value else None


def by_name(value: str, basis: str, sources: Sequence[Source], line: int = 0) -> Publisher:
    """Return the source of an outlet's name; its slug where it is a known source."""
    found = _named(value, sources)
    return Publisher(found.slug, found.name, basis, line) if found else Publisher(None, value, basis, line)


def by_address(url: str, sources: Sequence[Source]) -> Publisher | None:
    """Return the known source whose domain is the address's host or stands above it."""
    if not sources:
        return None
    host = host_of(url)
    best: tuple[int, str] | None = None
    for source in sources:
        for domain in source.domains:
            bare = domain.lower().removeprefix("www.").strip(".")
            if (
                bare
                and (host == bare or host.endswith("." + bare))
                and (best is None or (-len(bare), source.slug) < best)
            ):
                best = (-len(bare), source.slug)
    if best is None:
        return None
    found = next(source for source in sources if source.slug == best[1])
    return Publisher(found.slug, found.name, "address")


def host_of(url: str) -> str:
    """Return the host of an http(s) address in lower case without "www.", "" where there is none."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return ""
    return re.sub(r"\A(?:www\d?|m|amp|mobile)\.", "", host.lower()) if parts.scheme in {"http", "https"} else ""


def _named(value: str, sources: Sequence[Source]) -> Source | None:
    ink = fold(value)
    matches = [source for source in sources if ink and ink in {fold(source.name), fold(source.slug)}]
    return min(matches, key=lambda source: source.slug) if matches else None
