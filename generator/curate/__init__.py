"""The editor's overrides: what they decide about events, and where two of them contradict each other."""

from generator.curate.merging import merge_events
from generator.curate.placing import ALONE, Placement, place_articles
from generator.curate.renaming import Renaming, rename_events

__all__ = ["ALONE", "Placement", "Renaming", "merge_events", "place_articles", "rename_events"]
