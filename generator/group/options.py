"""What grouping may be told: one frozen type, with measured defaults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.group.likeness import Model
    from generator.workers import Workers


@dataclass(frozen=True, slots=True)
class GroupOptions:
    """One setting for every site. The defaults were measured on six labelled sets; re-run `benchmarks/group.py`.

    `window_days`: two dated articles further apart are never of one event by likeness.
    `dated`, `undated`: the probability from which a pair speaks for one event where both are dated, and where not.
    `across`: the same for undated pairs across languages, where both models' errors weigh differently.
    `outlet`: how many times as likely two articles of one outlet in one language must be: a second article is more often
    the next day's news of the matter than the same news again. Not fitted: in the labelled sets no outlet has two
    articles on one event, because of how they were made, and a fit would keep an outlet's articles apart for ever.
    `gate`: an undated pair in languages the encoder knows needs at least this cosine of the encoder's vectors: the same
    actors in another month share their words and names, not their news.
    `neighbours`: how many nearest articles are looked at, by each view.
    `reach`: how many articles of the ledger are looked at for each new one.
    `margin`: when a site is grouped from scratch, how much of a vote (where a half decides) speaks for what stood: added
    to each pair that is in one event, taken from each pair that is in two. A member leaves its event, or two events
    become one, only where the votes are clear of the half by so much. See docs/grouping.md for how it was chosen.
    `slab`: how many stories are looked at together, unless the window alone holds more: the memory grows with it, and with
    no archive. The result is the same with any.
    `reasons`: whether ties are worked out; a filter that prints none saves the time.
    """

    window_days: int = 10
    dated: float = 0.15
    undated: float = 0.22
    across: float = 0.21
    outlet: float = 2.0
    gate: float = 0.5
    neighbours: int = 20
    reach: int = 60
    margin: float = 0.1
    slab: int = 25_000
    reasons: bool = True
    models: Mapping[str, Model] | None = None
    """Other pair models than the package's, for cross-validation."""
    workers: Workers | None = None
    """Who reads the marks of many stories at once; the result is the same without."""
