"""The editor's overrides: what they decide about events, where two contradict each other; editions that are out, and what became of events since."""

from generator.curate.editions import issue
from generator.curate.history import trace
from generator.curate.merging import merge_events
from generator.curate.placing import ALONE, Placement, place_articles
from generator.curate.renaming import Renaming, rename_events

__all__ = ["ALONE", "Placement", "Renaming", "issue", "merge_events", "place_articles", "rename_events", "trace"]
