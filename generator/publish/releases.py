"""Releases by number: which is next, which was before, which are too old."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import DigestError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CURRENT = "current"
RELEASES = "releases"


def in_order(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that are numbers, smallest first."""
    return tuple(
        sorted((name for name in names if name.isascii() and name.isdigit()), key=lambda name: (int(name), name))
    )


def next_name(names: Iterable[str]) -> str:
    """Return the name after all of these, half-made ones included."""
    taken = in_order(name.strip(".").partition(".")[0] for name in names)
    return f"{int(taken[-1]) + 1 if taken else 1:04}"


def before(names: Sequence[str], current: str) -> str | None:
    """Return the release before the current one, `None` where there is none."""
    earlier = [name for name in in_order(names) if current.isdigit() and int(name) < int(current)]
    return earlier[-1] if earlier else None


def outdated(names: Sequence[str], former: str, current: str, keep: int) -> tuple[str, ...]:
    """Return the releases to delete once `current` has followed `former`.

    These are the ones that were rolled back from, else a later rollback would lead to them, and what is older than the
    newest `keep`. The current one is never among them.
    """
    ordered = in_order(names)
    undone = {name for name in ordered if former.isdigit() and int(former) < int(name) < int(current)}
    rest = [name for name in ordered if name != current and name not in undone]
    return in_order((*undone, *rest[: max(0, len(rest) - (keep - 1))]))


def no_release(place: str) -> DigestError:
    """Return the error that there is nothing to go back to."""
    what = "there is no earlier release."
    mend = "check out the commit to go back to, run `digest build`, and publish it."
    return DigestError(Problem(place, 0, 0, "no-release", what, "", mend))
