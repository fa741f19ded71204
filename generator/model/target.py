"""A target: where a site is published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["folder", "branch", "store", "rsync"]

Host: TypeAlias = Literal["", "cloudflare", "github", "gitlab", "netlify"]


@dataclass(frozen=True, slots=True)
class Target:
    """One place to publish to.

    `place` is a folder, the name of a git branch, the address of an object store (`s3://bucket/prefix`) or what rsync
    calls a destination, as `kind` says. `remote` is the git remote of the branch, `endpoint` the address of a store
    that is not its maker's own; `keep` is how many releases stay in a folder (over rsync too), the current one included.
    `host` names the family of hosts that serves it, "" for none in particular. `name` is "" for the target that is
    meant where none is named. None of these is ever a secret.
    """

    kind: Kind
    place: str
    name: str = ""
    host: Host = ""
    remote: str = "origin"
    endpoint: str = ""
    keep: int = 3
