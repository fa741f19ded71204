"""Voices: who said what, and of whom and where an article speaks. Values in, values out."""

from generator.voices.joining import join_names
from generator.voices.names import add_speakers, find_names
from generator.voices.quotations import find_quotations
from generator.voices.statements import align_statements, measure_likeness, voices_of
from generator.voices.wording import differ

__all__ = [
    "add_speakers",
    "align_statements",
    "differ",
    "find_names",
    "find_quotations",
    "join_names",
    "measure_likeness",
    "voices_of",
]
