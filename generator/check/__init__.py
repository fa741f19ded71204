"""Problems: what is wrong with content and with the pages made of it. Values in, problems out."""

from generator.check.conservation import check_conservation
from generator.check.ledger import check_ledger
from generator.check.limits import check_limits
from generator.check.links import check_links
from generator.check.words import check_words

__all__ = ["check_conservation", "check_ledger", "check_limits", "check_links", "check_words"]
