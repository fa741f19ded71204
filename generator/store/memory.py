"""What the last build knew, in the cache: which version of which file it saw, and what it made of it.

Everything is told by the fingerprint of contents, so a cache may travel to another machine: at worst files are read
once more. What another version of the tool remembered is not read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from generator.errors import Problem  # noqa: TC001  # the decoder reads types at run time
from generator.model.galley import Card  # noqa: TC001  # the decoder reads types at run time
from generator.report import Input  # noqa: TC001  # the decoder reads types at run time
from generator.store.cache import Cache
from generator.store.tree import Stamp  # noqa: TC001  # the decoder reads types at run time

if TYPE_CHECKING:
    from pathlib import Path

_ROOM = "memory"


@dataclass(frozen=True, slots=True)
class Entry:
    """What was made of an article file: its card, `None` where it was refused; `key` tells from what."""

    key: str
    card: Card | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a step said: it need not be taken again while `key`, the fingerprint of all it looks at, is the same."""

    key: str = ""
    inputs: tuple[Input, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Memory:
    """What the last build knew: the tree, the entry of each article file by path, and what intake and grouping said."""

    tree: dict[str, Stamp] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    intake: Outcome = field(default_factory=Outcome)
    grouping: Outcome = field(default_factory=Outcome)


def read_memory(root: Path, code: str) -> Memory:
    """Return what the last build of the site at `root` by this `code` knew; nothing where there is nothing to be trusted."""
    import msgspec

    data = Cache(root).read(_ROOM, [code]).get(code)
    if data is None:
        return Memory()
    try:
        memory: Memory = _decoder().decode(data)
    except msgspec.MsgspecError:
        return Memory()
    return memory


def write_memory(root: Path, code: str, memory: Memory) -> None:
    """Remember for the next build by this `code`; what others remembered goes."""
    import msgspec

    try:
        data = msgspec.msgpack.encode(memory)
    except UnicodeEncodeError:  # a file's name is no text: it is told anew by each build until it is renamed
        return
    store = Cache(root)
    store.write(_ROOM, {code: data})
    store.keep_only(_ROOM, code)


@cache
def _decoder() -> Any:  # noqa: ANN401  # msgspec is imported late
    import msgspec

    return msgspec.msgpack.Decoder(Memory)
