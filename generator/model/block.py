"""A block: one line of a raw article and what was made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.model.light import light

Label: TypeAlias = Literal["body", "subhead", "title", "caption", "meta", "cut"]
"""What became of a line. `body` and `subhead` stay in the text; `title`, `caption` and `meta` are lifted into front
matter; `cut` is boilerplate."""

Kind: TypeAlias = Literal["paragraph", "heading", "item", "quote", "code", "figure"]
"""How the container marked the line, where it has marks; plain text has paragraphs only."""

KEPT: frozenset[Label] = frozenset({"body", "subhead"})
"""The labels whose lines stay in the text."""


@light
@dataclass(frozen=True, slots=True)
class Block:
    r"""One non-blank line of a raw article, labelled.

    `line` is the 1-based number of the line in `RawArticle.text` (split at "\n"); `text` is that line without the
    white space around it, otherwise to the letter. `rule` names the rule that gave the label, `None` where none has
    spoken yet: a later rule may still label the block, while a block with a rule is settled.
    """

    line: int
    text: str
    label: Label = "body"
    rule: str | None = None
    kind: Kind = "paragraph"
    level: int = 0
    """Heading level 1-6 for headings, nesting depth for items, 0 elsewhere."""
    suspect: bool = False
    """Doubtful, but kept: shown to the editor, never cut on this ground alone."""

    def relabel(self, label: Label, rule: str) -> Block:
        """Return the block with another label, and the rule that gave it."""
        return Block(self.line, self.text, label, rule, self.kind, self.level, self.suspect)
