"""The frozen nouns that pass through the doors between rooms. Nothing here reads, writes or decides."""

from generator.model.article import Article, Evidence
from generator.model.block import Block, Kind, Label
from generator.model.event import Event, Tie
from generator.model.raw import Hint, RawArticle
from generator.model.receipt import Copy, Receipt, Repair, Span
from generator.model.source import Source
from generator.model.story import Brief, Shelf, Story
from generator.model.when import When

__all__ = [
    "Article",
    "Block",
    "Brief",
    "Copy",
    "Event",
    "Evidence",
    "Hint",
    "Kind",
    "Label",
    "RawArticle",
    "Receipt",
    "Repair",
    "Shelf",
    "Source",
    "Span",
    "Story",
    "Tie",
    "When",
]
