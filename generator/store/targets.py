"""The `[publish]` table of `digest.toml`: one target, or several with names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, get_args

from generator.errors import DigestError, Exit, Problem
from generator.model.target import Host, Kind, Target
from generator.store.config import CONFIG, Taker, read_base_url, read_count, read_text, wrong_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

KINDS: tuple[Kind, ...] = get_args(Kind)

HOSTS: tuple[Host, ...] = tuple(host for host in get_args(Host) if host)

_ONLY = {"remote": ("branch",), "endpoint": ("store",), "keep": ("folder", "rsync")}
"""Keys that mean something for these kinds alone."""

_SECRET = re.compile(r"//[^/@\s]*:[^/@\s]*@|[?&](?:key|secret|token|password|sig|signature)=", re.IGNORECASE)


def read_targets(text: str, table: object) -> tuple[Target, ...]:
    """Read the targets of the `[publish]` table in `text`. Raises DigestError that lists every mistake in it."""
    if not isinstance(table, dict):
        what = "publish is not a table."
        raise DigestError(Problem(CONFIG, 0, 0, "config", what, "", "write it as [publish]."), code=Exit.CONFIG)
    problems: list[Problem] = []
    targets: list[Target] = []
    named = {key: value for key, value in table.items() if isinstance(value, dict)}
    plain = {key: value for key, value in table.items() if key not in named}
    for name, values in (*([("", plain)] if plain or not named else []), *named.items()):
        try:
            targets.append(_target(name, _section(text, f"publish.{name}".rstrip(".")), values))
        except DigestError as error:
            problems += error.problems
    if problems:
        raise DigestError(*sorted(problems), code=Exit.CONFIG)
    return tuple(targets)


def make_target(place: Mapping[Kind, str], **others: Any) -> Target:  # noqa: ANN401  # the target's other fields
    """Return a target as the command line gives it. Raises ValueError that says what is wrong."""
    ((kind, value),) = place.items()
    return Target(kind, read_place(value), **others)


def _target(name: str, text: str, values: Mapping[str, Any]) -> Target:
    taker = Taker(CONFIG, text, values)
    head = f"publish.{name}" if name else "publish"
    places = {kind: taker.take(kind, read_place, "") for kind in KINDS}
    given = [kind for kind in KINDS if kind in values]
    if len(given) != 1:
        have = " and ".join(given) or "none of them"
        what = f"[{head}] names {have}; it takes one of {', '.join(KINDS)}"
        taker.wrong(given[1] if given else head, what, 'write one, such as folder = "/srv/www/digest".')
    target = Target(
        kind=given[0] if given else "folder",
        place=places[given[0]] if given else "",
        name=name,
        host=taker.take("host", _host, ""),
        remote=taker.take("remote", read_place, "origin"),
        endpoint=taker.take("endpoint", _endpoint, ""),
        keep=taker.take("keep", read_count, 3),
    )
    for key, kinds in _ONLY.items():
        if key in values and target.kind not in kinds and len(given) == 1:
            taker.wrong(
                key, f"{key} says nothing of a {target.kind}", f"it belongs to {' or '.join(kinds)}: delete it."
            )
    taker.finish()
    return target


def _section(text: str, head: str) -> str:
    """Return a TOML text with only the lines of the table `head` left; the others are blank, so that lines keep their number."""
    lines: Sequence[str] = text.split("\n")
    shown: list[str] = []
    here = False
    for line in lines:
        if found := re.match(r"\s*\[+\s*([\w.\"'-]+)\s*\]", line):
            here = re.sub(r"[\"']", "", found[1]) == head
        shown.append(line if here else "")
    return "\n".join(shown)


def read_place(value: object) -> str:
    """Return a place without a secret in it. Raises ValueError, which does not repeat the secret, where it is none."""
    text = read_text(value)
    if not text or text.startswith("-"):
        raise wrong_value(value, "a place to publish to")
    if _SECRET.search(text):
        # The value is not repeated: problems end up in logs.
        message = "there is a password or a key in the address"
        raise ValueError(message)
    return text


def _endpoint(value: object) -> str:
    return read_base_url(read_place(value))


def _host(value: object) -> str:
    if value not in HOSTS:
        raise wrong_value(value, f"one of {', '.join(HOSTS)}")
    return str(value)
