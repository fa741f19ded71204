"""From the inbox to articles with receipts: what is new is taken in, what is known is left alone."""

from generator.intake.article import Intake, fingerprint, source_of, take_in
from generator.intake.inbox import Delivery, Taken, sort_delivery, take_in_new

__all__ = ["Delivery", "Intake", "Taken", "fingerprint", "sort_delivery", "source_of", "take_in", "take_in_new"]
