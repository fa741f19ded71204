"""Editions to take along: an e-mail ready to send, and a book. Pure functions from an `Edition` to bytes.

`mail` makes the `.eml`, `book` the EPUB. The same edition makes the same bytes, on any machine and any day.
"""

from generator.takeaway.book import book
from generator.takeaway.edition import Edition, Item, Passage, Piece
from generator.takeaway.mail import mail

__all__ = ["Edition", "Item", "Passage", "Piece", "book", "mail"]
