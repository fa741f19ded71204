"""A source: a publisher, as its file in `content/sources/` describes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Policy: TypeAlias = Literal["full", "excerpt", "link"]


@dataclass(frozen=True, slots=True)
class CutRule:
    """A publisher's own cut: whole lines equal to `text`, or matching `pattern`, up to and including day `until`."""

    text: str | None = None
    pattern: str | None = None
    until: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher. `slug` is `[a-z0-9-]`; `domains` are host names that tell its pages by their address."""

    slug: str
    name: str
    language: str | None = None
    country: str | None = None
    url: str | None = None
    domains: tuple[str, ...] = ()
    licence: str | None = None
    policy: Policy | None = None
    cuts: tuple[CutRule, ...] = ()
