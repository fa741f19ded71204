"""From the inbox to articles with receipts: what is new is taken in, what is known is left alone."""

from generator.intake.article import Intake, IntakeOptions, source_of, take_in
from generator.intake.inbox import (
    Delivery,
    Taken,
    clean_again,
    count_lines,
    honour_lines,
    lost_wishes,
    overruled,
    receipts_by_place,
    sort_delivery,
    take_in_new,
)
from generator.text.fingerprint import fingerprint_body as fingerprint

__all__ = [
    "Delivery",
    "Intake",
    "IntakeOptions",
    "Taken",
    "clean_again",
    "count_lines",
    "fingerprint",
    "honour_lines",
    "lost_wishes",
    "overruled",
    "receipts_by_place",
    "sort_delivery",
    "source_of",
    "take_in",
    "take_in_new",
]
