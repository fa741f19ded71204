"""Review: what today's rules and today's counts would make of articles that were taken in before. Offered, not done."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from generator.audit import unedited
from generator.build import BuildOptions, configure, read_content, reread
from generator.errors import DigestError, Exit, Problem
from generator.store.articles import write_article
from generator.store.lock import hold_lock
from generator.store.receipts import write_receipt
from generator.text.conserve import BLANK, rebuild

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date
    from pathlib import Path

    from generator.intake import Intake
    from generator.model import Article, Receipt, Span


@dataclass(frozen=True, slots=True)
class Change:
    """A raw line of an article that would be labelled otherwise today, or that is doubtful: `now` is then `was`."""

    article: str
    line: int
    was: str
    now: str
    text: str
    suspect: bool


def review(root: Path, today: date, apply: Collection[str] = ()) -> tuple[Change, ...]:
    """Clean every unedited article again, and return what would change, line by line; doubtful lines too.

    The articles whose ids are in `apply` are written with their new text; nothing else is. Articles whose raw file is
    gone or was edited by hand are left out. Raises DigestError where `apply` names one that cannot be cleaned again.
    """
    from generator.intake import clean_again, count_lines

    with hold_lock(root):
        content = read_content(root, configure(root, BuildOptions(today)))
        if unknown := sorted(set(apply) - set(unedited(content))):
            raise DigestError(*(_not_there(ident, content.articles) for ident in unknown), code=Exit.USAGE)
        raws = reread(root, content.receipts.values())
        shared = count_lines(content)
        changes: list[Change] = []
        for ident in unedited(content):
            receipt, article = content.receipts[ident], content.articles[ident]
            raw = raws.get((receipt.path, receipt.item))
            if raw is None or raw.sha256 != receipt.sha256:  # where a feed has moved on, another item has its place
                continue
            new = clean_again(raw, receipt, shared.get(article.source or ""), content, today)
            changes += _compare(article, receipt, new)
            if ident in apply and new.receipt != receipt:
                write_article(root, new.article)
                write_receipt(root, new.receipt)
    return tuple(changes)


def _compare(article: Article, receipt: Receipt, new: Intake) -> Iterator[Change]:
    before = {span.line: span for span in receipt.spans}
    try:
        texts = rebuild(article.body, receipt.spans, receipt.lines).split("\n")
    except ValueError:
        return  # `digest check` reports receipts that do not fit
    for span in new.receipt.spans:
        was = before.get(span.line)
        if span.rule == BLANK or was is None or span.line > len(texts):
            continue
        if span.label != was.label or span.suspect:
            text = texts[span.line - 1].strip()
            yield Change(article.id, span.line, _say(was), _say(span), text, span.suspect)


def _say(span: Span) -> str:
    return f"{span.label} ({span.rule})" if span.rule else span.label


def _not_there(ident: str, articles: Collection[str]) -> Problem:
    if ident in articles:
        what, mend = f"article “{ident}” was written or edited by hand.", "leave it out: the editor's text stays."
    else:
        near = get_close_matches(ident, list(articles), 1, 0.5)
        what, mend = (
            f"there is no article “{ident}”.",
            f"did you mean “{near[0]}”?" if near else "name an article's id.",
        )
    return Problem(ident, 0, 0, "unknown-article", what, "It cannot be cleaned again.", mend)
