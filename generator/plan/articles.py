"""The pages of an article: its text, and its raw text with the cuts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.model.block import KEPT
from generator.model.views import ArticleView, Fact, Provenance, ProvenanceView, RawLine, Tally
from generator.plan.desk import count_cuts, set_day, set_text
from generator.plan.permalinks import provenance_url
from generator.text.conserve import BLANK, rebuild
from generator.text.scripts import direction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model import Article, Receipt
    from generator.plan.desk import Desk
    from generator.text.words import Words

_FACTS = ("title", "lang", "published", "updated", "source", "byline", "url", "place")


def article_view(desk: Desk, article: Article) -> ArticleView:
    """Make the view of an article."""
    ident = article.id
    event = desk.events.get(desk.event_of.get(ident, ""))
    host = urlsplit(article.url).hostname or "" if article.url else ""
    return ArticleView(
        item=desk.articles[ident],
        body=desk.digest.bodies[ident].html,
        captions=tuple(set_text(caption, article.lang) for caption in article.caption),
        original=article.url or "",
        original_host=host,
        updated=set_day(article.updated, desk.words),
        tags=article.tags,
        event=event,
        neighbours=tuple(item for item in event.articles if item.id != ident) if event else (),
        provenance=_provenance(desk, ident),
        facts=_facts(desk, article),
        excerpt=ident in desk.digest.partial,
    )


def provenance_view(desk: Desk, article: Article) -> ProvenanceView | None:
    """Make the view of an article's raw text, `None` where it has no receipt or its body was edited by hand.

    An edited body cannot tell what the raw lines were; the cuts are still listed on the article's page.
    """
    receipt = desk.digest.receipts.get(article.id)
    provenance = _provenance(desk, article.id)
    if receipt is None or provenance is None:
        return None
    if article.id in desk.digest.edited:
        raw = {span.line: span.text for span in receipt.spans if span.text is not None}
    else:
        raw = dict(enumerate(rebuild(article.body, receipt.spans, receipt.lines).split("\n"), 1))
    lines = tuple(
        RawLine(
            number=span.line,
            text=raw[span.line].strip(),
            label=span.label,
            rule=span.rule or "",
            reason="" if span.label in KEPT else desk.digest.rule_reasons.get(span.rule or "", span.label),
            dir=direction(raw[span.line]),
            suspect=span.suspect,
        )
        for span in receipt.spans
        if span.rule != BLANK and span.line in raw
    )
    return ProvenanceView(desk.articles[article.id], provenance, _facts(desk, article), lines)


def tally_rules(receipts: Mapping[str, Receipt], reasons: Mapping[str, str]) -> tuple[Tally, ...]:
    """Count what each rule cut in these receipts, most first, ties by name."""
    counts = Counter(
        span.rule or ""
        for receipt in receipts.values()
        for span in receipt.spans
        if span.label == "cut" and span.rule != BLANK
    )
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Tally(rule, reasons.get(rule, rule), count) for rule, count in ordered)


def _provenance(desk: Desk, ident: str) -> Provenance | None:
    receipt = desk.digest.receipts.get(ident)
    if receipt is None:
        return None
    words = desk.words
    kept = len(desk.digest.articles[ident].body.encode())
    return Provenance(
        path=receipt.path if not receipt.item else f"{receipt.path} ({receipt.item})",
        size=words("bytes", n=receipt.size),
        kept=words("bytes", n=kept),
        encoding=receipt.encoding,
        sha256=receipt.sha256,
        tallies=tally_rules({ident: receipt}, desk.digest.rule_reasons),
        cut_lines=count_cuts(receipt),
        repairs=sum(map(len, (span.repairs for span in receipt.spans))),
        edited=ident in desk.digest.edited,
        refused=receipt.refused or "",
        url=provenance_url(ident),
    )


def _facts(desk: Desk, article: Article) -> tuple[Fact, ...]:
    receipt = desk.digest.receipts.get(article.id)
    found = {evidence.field: evidence for evidence in receipt.evidence} if receipt else {}
    facts: list[Fact] = []
    for field in _FACTS:
        evidence = found.get(field)
        if evidence is None:
            continue
        value = _value(article, field, evidence.value, desk.words)
        basis = f"{evidence.basis} ({evidence.line})" if evidence.line else evidence.basis
        name = desk.words("fact_language" if field == "lang" else f"fact_{field}")
        facts.append(Fact(name, set_text(value, article.lang), basis))
    return tuple(facts)


def _value(article: Article, field: str, value: str, words: Words) -> str:
    """Return a fact as the article has it now: the editor may have mended it."""
    if field == "lang":
        return words.language(article.lang)
    if field == "published" and article.published:
        return words.day(article.published.day)
    if field == "updated" and article.updated:
        return words.day(article.updated.day)
    return str(getattr(article, field, None) or value)
