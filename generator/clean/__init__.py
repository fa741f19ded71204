"""Raw article -> labelled blocks, by a readable list of rules; phrase tables per language are data.

A line is never changed and never goes missing: cleaning gives every block a label and names the rule that gave it.
"""

from generator.clean.chain import REFUSAL, RULES, Cleaned, clean, clean_all
from generator.clean.context import CleanOptions
from generator.clean.reasons import REASONS
from generator.clean.repetition import (
    SEVERAL,
    Known,
    Shared,
    Tally,
    doubled,
    learn_lines,
    recurring,
    repeat_key,
    share_lines,
)

__all__ = [
    "REASONS",
    "REFUSAL",
    "RULES",
    "SEVERAL",
    "CleanOptions",
    "Cleaned",
    "Known",
    "Shared",
    "Tally",
    "clean",
    "clean_all",
    "doubled",
    "learn_lines",
    "recurring",
    "repeat_key",
    "share_lines",
]
