"""Families of hosts: which files they read for themselves, how long browsers may keep a file, what they refuse."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model.target import Host

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Family:
    """What a family of hosts reads, and the most that it takes; 0 where it names no limit."""

    name: str
    reads: frozenset[str]
    files: int = 0
    file_bytes: int = 0
    site_bytes: int = 0
    redirects: int = 0


FAMILIES: dict[Host, Family] = {
    "cloudflare": Family(
        "Cloudflare Pages",
        frozenset({"_headers", "_redirects"}),
        files=20_000,
        file_bytes=25 * _MEGABYTE,
        redirects=2_000,
    ),
    "github": Family("GitHub Pages", frozenset({".nojekyll"}), file_bytes=100 * _MEGABYTE, site_bytes=1_000_000_000),
    "gitlab": Family("GitLab Pages", frozenset({"_redirects"}), redirects=1_000),
    "netlify": Family("Netlify", frozenset({"_headers", "_redirects"})),
}

FOR_HOSTS = frozenset({".nojekyll", "_headers", "_redirects"})
"""Files of a site that speak to a host and to nobody else."""

_TYPES = {
    "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
    "json": "application/json", "jsonl": "application/jsonl", "xml": "application/xml", "atom": "application/atom+xml",
    "txt": "text/plain; charset=utf-8", "md": "text/markdown; charset=utf-8", "csv": "text/csv; charset=utf-8",
    "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp",
    "avif": "image/avif", "gif": "image/gif", "ico": "image/x-icon", "woff2": "font/woff2", "pdf": "application/pdf",
    "epub": "application/epub+zip", "webmanifest": "application/manifest+json", "ics": "text/calendar; charset=utf-8",
    "wasm": "application/wasm", "gz": "application/gzip", "zip": "application/zip",
}  # fmt: skip

_NAMED_BY_CONTENT = re.compile(r"\.[0-9a-f]{8,64}\.\w+\Z")
_PICTURES = frozenset("svg png jpg jpeg webp avif gif ico woff2".split())


def left_out(host: Host) -> frozenset[str]:
    """Return the files that this host would not read but hand out to anyone who asks; none where no host is named."""
    return FOR_HOSTS - FAMILIES[host].reads if host else frozenset()


def content_type(path: str) -> str:
    """Return the media type of a file, by its name; the same on every machine."""
    if path.endswith("feed.xml"):
        return _TYPES["atom"]
    return _TYPES.get(path.rpartition(".")[2].lower(), "application/octet-stream")


def cache_control(path: str) -> str:
    """Return how long a file may be kept: for ever where its name tells its content; pictures a day; all else is asked for."""
    if _NAMED_BY_CONTENT.search(path):
        return "public, max-age=31536000, immutable"
    if path.rpartition(".")[2].lower() in _PICTURES:
        return "public, max-age=86400"
    return "public, max-age=0, must-revalidate"


def check_host(sizes: Mapping[str, int], redirects: int, output: str, host: Host) -> Iterator[Problem]:
    """Yield a warning for each limit of the host that the site passes."""
    if not host:
        return
    family = FAMILIES[host]
    measured = (
        (output, len(sizes), family.files, "files"),
        (output, sum(sizes.values()), family.site_bytes, "bytes in all"),
        (f"{output}/_redirects", redirects if "_redirects" in family.reads else 0, family.redirects, "redirects"),
        *((f"{output}/{path}", size, family.file_bytes, "bytes") for path, size in sorted(sizes.items())),
    )
    for path, value, most, unit in measured:
        if most and value > most:
            what = f"{value:,} {unit}; {family.name} takes {most:,}."
            mend = "show fewer articles, or choose another host."
            yield Problem(path, 0, 0, "host-limit", what, "That host refuses what is more.", mend, "warning")
