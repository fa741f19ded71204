"""A static site generator for a curated, multilingual news digest."""

__version__ = "0.1.0"
