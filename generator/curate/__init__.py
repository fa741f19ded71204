"""The editor's overrides: what they decide about events, where two contradict each other, and the editions that are out."""

from generator.curate.editions import issue
from generator.curate.merging import merge_events
from generator.curate.placing import ALONE, Placement, place_articles
from generator.curate.renaming import Renaming, rename_events

__all__ = ["ALONE", "Placement", "Renaming", "issue", "merge_events", "place_articles", "rename_events"]
