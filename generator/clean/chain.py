"""The chain: the list of rules, and how it is run until nothing changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.clean.context import CleanOptions, Context, measure_all
from generator.clean.repetition import Known, Shared, share_lines
from generator.clean.rules.bylines import bylines
from generator.clean.rules.captions import captions
from generator.clean.rules.debris import debris
from generator.clean.rules.editor import editor
from generator.clean.rules.facts import facts, outlets
from generator.clean.rules.foot import discussion, foot, other_stories
from generator.clean.rules.headlines import doubles, folded_title, sections, title
from generator.clean.rules.line_score import line_score
from generator.clean.rules.nags import nags
from generator.clean.rules.phrases import phrases
from generator.clean.rules.publisher import publisher
from generator.clean.rules.repeats import repeats
from generator.clean.rules.subheads import subheads
from generator.clean.rules.suspects import suspects
from generator.clean.rules.switcher import switchers
from generator.clean.rules.tail import edges, inserts, openers
from generator.clean.rules.timestamps import timestamps
from generator.clean.rules.wrapped import wrapped
from generator.clean.zones import zones
from generator.model import Block

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.clean.marks import Blocks, Rule
    from generator.model import RawArticle

RULES: tuple[Rule, ...] = (
    editor,  # what the editor wants, first and last
    publisher,  # the source's own cuts
    wrapped,  # paragraphs broken at a fixed width
    nags,  # what a theme says to its owner
    phrases,  # boilerplate by its words
    inserts,  # the headlines below a bare "Read also"
    repeats,  # lines the source's other documents have too
    debris,  # bars, counters, addresses, placeholders
    switchers,  # language switchers, menus, breadcrumbs
    facts,  # outlet, date, author on one line
    outlets,  # the outlet's name above the headline
    sections,  # the section's name above the headline
    timestamps,  # dates and times alone on a line
    edges,  # phrases of the page's head and foot
    openers,  # "Related articles" and what follows
    captions,  # pictures
    doubles,  # the headline, again
    bylines,  # who wrote it, who published it
    discussion,  # the readers' comments
    foot,  # short lines below the page's foot
    other_stories,  # headlines of other stories
    line_score,  # lines that a small model is nearly certain of
)
"""Run in this order, again and again until none has anything to say: so a cleaned text is clean."""

WIDE: frozenset[Rule] = frozenset({discussion, foot, other_stories, line_score})
"""Rules that may cut much at once: where the whole list would cut too much, the others are tried without them."""

LINEWISE: frozenset[Rule] = frozenset({editor, publisher, wrapped, phrases})
"""Rules that look at no neighbour: what they leave open once they leave open for good, so they run once."""

PLACEWISE: frozenset[Rule] = frozenset({debris, facts, edges})
"""Rules that look at a line and at where the text begins and ends: they run again where one of these ends has moved."""

NAMING: tuple[Rule, ...] = (
    title,  # the headline
    subheads,  # subheads
    suspects,  # doubtful lines, for the editor to look at
)
"""Run once at the end: they take nothing out of the text."""

# A cleaning that would remove more of the text's letters than this is not trusted, and not done.
REFUSAL = 0.60
# Where most of a page recurs in others of the source, so many characters must be left of it: two paragraphs.
_LEFT = 300
# Rounds after which the chain stops even if something still changed. Every round cuts a line or ends, so this bounds
# the time only; three rounds are the most the development sets need.
_ROUNDS = 40

_PROVEN = frozenset({"repeat", "reader-comments"})
_SPARED = ("editor-", "publisher-")
# The rules of readers: what the markup of a page says of its lines. Plain text and most lines come without one.
_BY_READERS = frozenset({None, "outside-article", "figcaption", "page-headline"})


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The blocks of a raw article, all of them and in order, labelled; `refused` says why nothing was cut."""

    blocks: tuple[Block, ...]
    refused: str | None = None


def clean(raw: RawArticle, options: CleanOptions = CleanOptions(), known: Known = Known()) -> Cleaned:  # noqa: B008  # frozen
    """Label the blocks of `raw`. No letter is changed, none goes missing: only labels and rules are given.

    `known` is what a first look at these lines has learnt (`learn_lines`): it saves time and changes nothing.
    """
    lines = measure_all(raw.blocks, known.folded)
    context = Context(options, lines, folded_title(options.title), keys=list(known.keys))
    came = _as_read(raw.blocks)
    blocks = settle(came, context, RULES)
    refused = _refusal(blocks, came)
    if refused:
        blocks = settle(came, context, tuple(rule for rule in RULES if rule not in WIDE))
        refused = _refusal(blocks, came)
    if refused:
        blocks = _undo(blocks, came)
    for rule in NAMING:
        blocks = rule(blocks, context)
    return Cleaned(blocks, refused)


def _as_read(blocks: Blocks) -> Blocks:
    """Forget what an earlier cleaning said, so that this one comes to the same; what a reader said stands."""
    said = [i for i, block in enumerate(blocks) if block.suspect or block.rule not in _BY_READERS]
    if not said:
        return blocks
    fresh = list(blocks)
    for i in said:
        fresh[i] = Block(blocks[i].line, blocks[i].text, kind=blocks[i].kind, level=blocks[i].level)
    return tuple(fresh)


def settle(blocks: Blocks, context: Context, rules: tuple[Rule, ...]) -> Blocks:
    """Run the rules in their order, again and again until none has anything to say: the last that had comes round."""
    idle = 0
    placed: dict[Rule, tuple[int, int]] = {}
    for number in range(_ROUNDS):
        for rule in rules:
            if (number and rule in LINEWISE) or (rule in PLACEWISE and not _moved(rule, placed, blocks, context)):
                idle += 1
            else:
                before = blocks
                blocks = rule(blocks, context)
                idle = idle + 1 if blocks is before else 0
            if idle == len(rules):
                return blocks
    return blocks


def _moved(rule: Rule, placed: dict[Rule, tuple[int, int]], blocks: Blocks, context: Context) -> bool:
    """Tell whether the text begins or ends elsewhere than when the rule ran last, and note where it does now."""
    zone = zones(blocks, context)
    before, placed[rule] = placed.get(rule), (zone.first, zone.last)
    return before != placed[rule]


def _refusal(blocks: Blocks, raw: Blocks) -> str | None:
    """Say why the cleaning is refused, if it is: the machine's own cuts against the whole text, in characters.

    Lines that other documents of the source have too, and stamped comments, are on neither side of the account: it is
    proven that they are no part of this text. But something of it must be left.
    """
    whole = gone = shared = 0
    for block, was in zip(blocks, raw, strict=True):
        rule = block.rule
        if was.label == "cut" or (rule is not None and rule.startswith(_SPARED)):
            continue
        size = len(block.text)
        whole += size
        if block.label == "cut":
            gone += size
            shared += size if rule in _PROVEN else 0
    if gone - shared <= REFUSAL * (whole - shared) and whole - gone >= min(_LEFT, (1 - REFUSAL) * whole):
        return None
    return f"cleaning would remove {round(100 * gone / whole)} % of the text"


def _undo(blocks: Blocks, raw: Blocks) -> Blocks:
    """Take back what the machine decided; what the editor and the source's file say stands."""
    return tuple(
        block if (block.rule or "").startswith(_SPARED) else was for block, was in zip(blocks, raw, strict=True)
    )


def clean_all(documents: Iterable[tuple[str | None, RawArticle, CleanOptions]]) -> Iterator[Cleaned]:
    """Clean documents that came together, counting the lines that those of one source share.

    `documents` (source, article, options) is gone through twice, so it is a sequence, or an object whose iterator
    starts anew each time (one that reads a spooled file, say): no article is held in memory, only the counts.
    """
    known = share_lines((source, [block.text for block in raw.blocks]) for source, raw, _ in documents)
    for source, raw, options in documents:
        several, two = known.get(source or "", Shared())
        if several or two:
            options = replace(options, repeats=options.repeats | several, pairs=options.pairs | two)  # noqa: PLW2901  # the same wishes, with more known
        yield clean(raw, options)
