"""A change of an event: what became of it between editions, and the line that is the evidence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """Something that became of an event. It is told by an edition that is out, by the ledger, or by both.

    `kind` is one of:

    - "began", "came": the edition of `day` has `count` articles as its news, of which `articles` are still in it;
    - "moved", "parted": the edition of `day` has `articles` under the event `other`, and the ledger has them here;
      "parted" where the editor's `split` says so;
    - "merged": the ledger has `other` gone into this event; `day` is that of the last edition that has, under `other`,
      some of the `articles` that are now here;
    - "left": the edition of `day` has `articles` under this event, and the ledger has them in `other`;
    - "gone": the edition of `day` has `count` articles under this event that are not shown any more, nor named here;
    - "renamed": `other` is a slug that it had.

    `day` (ISO 8601) is "" where no edition tells: of mergers before the first edition, and of names. What is neither
    "began" nor "came" became so after the edition of that day was out; nobody wrote down when.
    """

    kind: str
    day: str = ""
    articles: tuple[str, ...] = ()
    other: str = ""
    count: int = 0

    @property
    def after(self) -> bool:
        """Whether it became so after the edition of its day was out."""
        return self.kind not in {"began", "came"}
