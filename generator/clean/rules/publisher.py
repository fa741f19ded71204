"""A publisher's own cuts, from its file in `content/sources/`, each with the day it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.clean.marks import cut, mark
from generator.text.patterns import PatternError, compile_pattern

if TYPE_CHECKING:
    from generator.clean.context import Context
    from generator.clean.marks import Blocks
    from generator.model.source import CutRule
    from generator.text.patterns import Pattern

# Patterns of publishers look only at lines up to this many characters; their time grows with the line, no faster.
REACH = 400


def _compiled(source: str) -> Pattern | None:
    """Compile a pattern; one that cannot be used matches nothing (the store reports it with its place)."""
    try:
        return compile_pattern(source)
    except PatternError:
        return None


def _holds(rule: CutRule, today: str) -> bool:
    return not (rule.until and today and rule.until < today)


def publisher(blocks: Blocks, context: Context) -> Blocks:
    """Cut whole lines that equal a `text` or match a `pattern` of the source, up to and including the day `until`."""
    source = context.options.source
    if source is None or not source.cuts:
        return blocks
    today = context.options.today.isoformat() if context.options.today else ""
    rules = [rule for rule in source.cuts if _holds(rule, today)]
    texts = {rule.text.strip() for rule in rules if rule.text}
    patterns = [found for rule in rules if rule.pattern and (found := _compiled(rule.pattern))]
    hits = [
        i
        for i, block in enumerate(blocks)
        if block.rule is None
        and (
            block.text in texts
            or (len(block.text) <= REACH and any(pattern.fullmatch(block.text) for pattern in patterns))
        )
    ]
    return mark(blocks, cut(hits, "publisher-cut"))
