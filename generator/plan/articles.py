"""The pages of an article: its text, and its raw text with the cuts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.model.block import KEPT
from generator.model.views import ArticleView, Fact, Provenance, ProvenanceView, RawLine, Tally
from generator.plan.desk import count_cuts, set_day, set_text
from generator.plan.permalinks import provenance_url
from generator.text.conserve import BLANK
from generator.text.scripts import direction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model import Article, Receipt, Span
    from generator.model.digest import Digest
    from generator.model.views import Text
    from generator.plan.desk import Desk

_FACTS = ("title", "lang", "published", "updated", "source", "byline", "url", "place")


def article_view(desk: Desk, article: Article) -> ArticleView:
    """Make the view of an article."""
    ident = article.id
    event = desk.events.get(desk.event_of.get(ident, ""))
    host = urlsplit(article.url).hostname or "" if article.url else ""
    return ArticleView(
        item=desk.articles[ident],
        body=desk.digest.bodies[ident].html,
        dir=direction(" ".join(desk.digest.bodies[ident].paragraphs) or article.title),
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
    """Make the view of an article's raw text, `None` where it has no receipt.

    The lines that were kept are shown where they can be known and may be shown: not of a body that was edited by hand,
    and not of a text of which the source's policy allows a part only.
    """
    receipt = desk.digest.receipts.get(article.id)
    provenance = _provenance(desk, article.id)
    if receipt is None or provenance is None:
        return None
    rebuilt = desk.digest.raws.get(article.id)
    whole = rebuilt is not None and article.id not in desk.digest.partial
    if rebuilt is not None and whole:
        raw = dict(enumerate(rebuilt, 1))
    else:
        raw = {span.line: span.text for span in receipt.spans if span.text is not None}
    lines = tuple(
        RawLine(
            number=span.line,
            text=raw[span.line].strip(),
            label=span.label,
            rule=span.rule or "",
            reason=_reason(desk, span),
            dir=direction(raw[span.line]),
            suspect=span.suspect,
        )
        for span in receipt.spans
        if span.rule != BLANK and span.line in raw
    )
    return ProvenanceView(desk.articles[article.id], provenance, _facts(desk, article), lines, whole)


def _reason(desk: Desk, span: Span) -> str:
    """Say in words why a line is not in the text, or what was mended in it; "" where it stands as it came."""
    if span.label not in KEPT:
        return desk.digest.rule_reasons.get(span.rule or "", span.label)
    mended = sum(bool(repair.was) for repair in span.repairs)
    return desk.words("repairs", n=mended) if mended else ""


def kept_bytes(digest: Digest, ident: str) -> int:
    """Count the bytes (UTF-8) of an article's raw lines that stayed; of an edited text, those it has now."""
    raw = digest.raws.get(ident)
    if raw is None:
        return len(digest.articles[ident].body.strip().encode())
    return sum(len(raw[span.line - 1].encode()) for span in digest.receipts[ident].spans if span.label in KEPT)


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
    kept = kept_bytes(desk.digest, ident)
    return Provenance(
        path=receipt.path if not receipt.item else f"{receipt.path} ({receipt.item})",
        size=words("bytes", n=receipt.size),
        kept=words("bytes", n=kept),
        encoding=receipt.encoding,
        sha256=receipt.sha256,
        tallies=tally_rules({ident: receipt}, desk.digest.rule_reasons),
        cut_lines=count_cuts(receipt),
        repairs=sum(bool(repair.was) for span in receipt.spans for repair in span.repairs),
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
        value = _value(desk, article, field, evidence.value)
        basis = f"{evidence.basis} ({evidence.line})" if evidence.line else evidence.basis
        name = desk.words("fact_language" if field == "lang" else f"fact_{field}")
        facts.append(Fact(name, value, basis))
    return tuple(facts)


def _value(desk: Desk, article: Article, field: str, read: str) -> Text:
    """Return a fact as the article has it now, for the editor may have mended it; in words where it is a code."""
    words = desk.words
    if field == "lang":
        return desk.articles[article.id].language.text
    if field in {"published", "updated"}:
        when = article.published if field == "published" else article.updated
        return set_text(words.day(when.day) if when else read, words.lang)
    if field == "source":
        link = desk.articles[article.id].source
        return link.text if link else set_text(read, article.lang)
    return set_text(str(getattr(article, field, None) or read), article.lang)
