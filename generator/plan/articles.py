"""An article set for the pages: its card, its slip, its galley; and the pages of an article made of these."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.model.article import FILE_NAME, FIRST_SENTENCE
from generator.model.block import KEPT
from generator.model.galley import Card, Galley, Opening, Slip
from generator.model.views import (
    ArticleItem,
    ArticleView,
    Fact,
    Link,
    Provenance,
    ProvenanceView,
    RawLine,
    Tally,
    Text,
)
from generator.plan.brief import find_lead, find_openings
from generator.plan.permalinks import SOURCES, article_url, language_url, provenance_url, source_url, topic_url
from generator.plan.wording import language_text, set_day, set_text
from generator.text.conserve import BLANK, rebuild
from generator.text.fingerprint import fingerprint
from generator.text.scripts import direction
from generator.text.segment import count_words, each_sentence, shorten
from generator.text.slugs import short_hash, slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.model import Article, Receipt, Source, Span
    from generator.model.page import Body
    from generator.model.views import EventItem
    from generator.text.words import Words

_FACTS = ("title", "lang", "published", "updated", "source", "byline", "url", "place")

_LEAD_LETTERS = 300
"""An article's lead in lists: two lines and a half on a desktop, five on a phone."""


@dataclass(frozen=True, slots=True)
class Copytext:
    """An article ready to be set: what is shown of its text, its receipt and its source, where it has them.

    `partial` says that its source's policy lets a part be shown only; `edited`, that its body is no longer the one the
    tool wrote, which `sha256` tells; `raw` are its raw lines, `None` where it has no receipt that fits or was edited.
    """

    article: Article
    body: Body
    receipt: Receipt | None = None
    source: Source | None = None
    raw: tuple[str, ...] | None = None
    partial: bool = False
    edited: bool = False
    sha256: str = ""


def set_slip(copy: Copytext, words: Words) -> Slip:
    """Set what lists and events show of an article."""
    article, paragraphs = copy.article, copy.body.paragraphs
    cut = _count_cuts(copy.receipt)
    lead = paragraphs[0] if paragraphs else article.summary or ""
    retitled, was = _retitled(article, copy.receipt), _title_before(copy.receipt)
    item = ArticleItem(
        id=article.id,
        number=0,
        title=set_text(article.title, article.lang),
        derived=article.title_from == "lead" and not retitled,
        url=article_url(article.id),
        language=language_link(article.lang, words),
        source=source_link(article.source, article.lang, copy.source) if article.source else None,
        day=set_day(article.published, words),
        byline=set_text(article.byline, article.lang) if article.byline else None,
        lead=set_text(_shorten_lead(lead), article.lang) if lead else None,
        words=words("words", n=sum(map(count_words, paragraphs))),
        cuts=words("cuts", n=cut) if cut else "",
        retitled=retitled,
        was=set_text(was, article.lang) if retitled and was else None,
    )
    openings = tuple(Opening(number, text) for number, text in find_openings(paragraphs))
    found = find_lead(paragraphs)
    return Slip(item, Opening(*found) if found else None, openings)


def set_galley(copy: Copytext, words: Words, reasons: Mapping[str, str]) -> Galley:
    """Set what the page of an article shows; `reasons` say in a short phrase what each rule takes out."""
    article = copy.article
    return Galley(
        html=str(copy.body.html),
        paragraphs=copy.body.paragraphs,
        dir=direction(" ".join(copy.body.paragraphs) or article.title),
        captions=tuple(set_text(caption, article.lang) for caption in article.caption),
        original_host=urlsplit(article.url).hostname or "" if article.url else "",
        updated=set_day(article.updated, words),
        provenance=_provenance(copy, words, reasons),
        facts=_facts(copy, words),
        excerpt=copy.partial,
    )


def set_card(  # noqa: PLR0913  # what an article is set in
    copy: Copytext, slip: str, galley: str, notes: str = "", names: str = "", postings: str = ""
) -> Card:
    """Set the card of an article whose slip, galley, notes and postings have these names; `names` is of those it mentions."""
    article, receipt = copy.article, copy.receipt
    link = source_link(article.source, article.lang, copy.source) if article.source else None
    return Card(
        id=article.id,
        path=article.path,
        title=article.title,
        lang=article.lang,
        slip=slip,
        galley=galley,
        body=copy.sha256,
        outlet=article.source or "",
        source=link.url.removeprefix(SOURCES).strip("/") if link else "",
        day=article.published.text[:10] if article.published else "",
        published=article.published.text if article.published else "",
        updated=article.updated.text if article.updated else "",
        original=article.url or "",
        tags=article.tags,
        event=article.event,
        derived=article.title_from is not None,
        draft=article.draft,
        letters=len(article.body),
        wishes=fingerprint(article.keep, article.cut) if article.keep or article.cut else "",
        receipt=receipt is not None,
        size=receipt.size if receipt else 0,
        kept=_kept_bytes(copy) if receipt else 0,
        item=receipt.item if receipt else 0,
        cuts=tuple(sorted(_tally([receipt]).items())) if receipt else (),
        notes=notes,
        names=names,
        postings=postings,
    )


def topic_slug(tag: str) -> str:
    """Return the slug of the topic that a tag names, whatever the case of its letters."""
    return slugify(tag.casefold()) or short_hash(tag.casefold())


def source_slug(name: str) -> str:
    """Return the slug of a source that is known by its name only."""
    return slugify(name) or short_hash(name)


def language_link(tag: str, words: Words) -> Link:
    """Return the name of a language, and where its articles are listed."""
    return Link(language_text(tag, words), language_url(tag))


def source_link(outlet: str, lang: str, source: Source | None) -> Link:
    """Return the name of a source, and where its articles are listed.

    That is the name which its file gives, else `outlet`, as an article in the language `lang` calls it.
    """
    if source:
        return Link(set_text(source.name, source.language or lang), source_url(source.slug))
    return Link(set_text(outlet, lang), source_url(source_slug(outlet)))


def article_view(
    item: ArticleItem, galley: Galley, card: Card, event: EventItem | None, neighbours: tuple[ArticleItem, ...]
) -> ArticleView:
    """Make the view of an article's page."""
    return ArticleView(
        item=item,
        body=galley.html,
        dir=galley.dir,
        captions=galley.captions,
        original=card.original,
        original_host=galley.original_host,
        updated=galley.updated,
        tags=tuple(Link(set_text(tag, card.lang), topic_url(topic_slug(tag))) for tag in card.tags),
        event=event,
        neighbours=neighbours,
        provenance=galley.provenance,
        facts=galley.facts,
        excerpt=galley.excerpt,
    )


def provenance_view(
    item: ArticleItem, galley: Galley, raw: tuple[Article, Receipt], words: Words, reasons: Mapping[str, str]
) -> ProvenanceView | None:
    """Make the view of an article's raw text, `None` where it has no receipt.

    The lines that were kept are shown where they can be known and may be shown: not of a body that was edited by hand,
    and not of a text of which the source's policy allows a part only.
    """
    article, receipt = raw
    provenance = galley.provenance
    if provenance is None:
        return None
    rebuilt = None if provenance.edited or galley.excerpt else _rebuild(article, receipt)
    if rebuilt is not None:
        letters = dict(enumerate(rebuilt, 1))
    else:
        letters = {span.line: span.text for span in receipt.spans if span.text is not None}
    lines = tuple(
        RawLine(
            number=span.line,
            text=letters[span.line].strip(),
            label=span.label,
            rule=span.rule or "",
            reason=_reason(span, words, reasons),
            dir=direction(letters[span.line]),
            suspect=span.suspect,
        )
        for span in receipt.spans
        if span.rule != BLANK and span.line in letters
    )
    return ProvenanceView(item, provenance, galley.facts, lines, rebuilt is not None)


def tally_rules(counts: Mapping[str, int], reasons: Mapping[str, str]) -> tuple[Tally, ...]:
    """Put what each rule cut into words, most first, ties by name."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Tally(rule, reasons.get(rule, rule), count) for rule, count in ordered)


def entitle(article: Article, plain_body: str) -> Article:
    """Give an article without a headline its first sentence for one, else its id: a link needs words."""
    if article.title:
        return article
    first = next(each_sentence(plain_body), "")
    return replace(article, title=shorten(first, _TITLE_LETTERS) or article.id, title_from="lead" if first else None)


_TITLE_LETTERS = 110
"""Letters of a headline that stands in for a missing one."""


def _rebuild(article: Article, receipt: Receipt) -> tuple[str, ...] | None:
    try:
        return tuple(rebuild(article.body, receipt.spans, receipt.lines).split("\n"))
    except ValueError:
        return None  # the setting of the article has told of it


def _tally(receipts: Iterable[Receipt]) -> Counter[str]:
    return Counter(
        span.rule or "" for receipt in receipts for span in receipt.spans if span.label == "cut" and span.rule != BLANK
    )


def _count_cuts(receipt: Receipt | None) -> int:
    """Count the lines that were cut from an article, blank ones aside."""
    return sum(_tally([receipt]).values()) if receipt else 0


def _retitled(article: Article, receipt: Receipt | None) -> bool:
    """Tell whether an editor gave the article another title than the one that was derived."""
    read = (evidence.value for evidence in receipt.evidence if evidence.field == "title") if receipt else ()
    return article.title not in read if receipt else False


def _title_before(receipt: Receipt | None) -> str:
    """Return the headline that an article came with, "" where it came without one."""
    read = (each for each in receipt.evidence if each.field == "title") if receipt else ()
    return next((each.value for each in read if each.basis not in {FIRST_SENTENCE, FILE_NAME}), "")


def _shorten_lead(paragraph: str) -> str:
    """Return the first sentences of a paragraph that fit, at least one, shortened where even that is too long."""
    lead = ""
    for sentence in each_sentence(paragraph):
        longer = f"{lead} {sentence}".strip()
        if lead and len(longer) > _LEAD_LETTERS:
            break
        lead = longer
    return shorten(lead, _LEAD_LETTERS + 60)


def _reason(span: Span, words: Words, reasons: Mapping[str, str]) -> str:
    """Say in words why a line is not in the text, or what was mended in it; "" where it stands as it came."""
    if span.label not in KEPT:
        return reasons.get(span.rule or "", span.label)
    mended = sum(bool(repair.was) for repair in span.repairs)
    return words("repairs", n=mended) if mended else ""


def _kept_bytes(copy: Copytext) -> int:
    """Count the bytes (UTF-8) of an article's raw lines that stayed; of an edited text, those it has now."""
    if copy.raw is None or copy.receipt is None:
        return len(copy.article.body.strip().encode())
    return sum(len(copy.raw[span.line - 1].encode()) for span in copy.receipt.spans if span.label in KEPT)


def _provenance(copy: Copytext, words: Words, reasons: Mapping[str, str]) -> Provenance | None:
    receipt = copy.receipt
    if receipt is None:
        return None
    return Provenance(
        path=receipt.path if not receipt.item else f"{receipt.path} ({receipt.item})",
        size=words("bytes", n=receipt.size),
        kept=words("bytes", n=_kept_bytes(copy)),
        encoding=receipt.encoding,
        sha256=receipt.sha256,
        tallies=tally_rules(_tally([receipt]), reasons),
        cut_lines=_count_cuts(receipt),
        repairs=sum(bool(repair.was) for span in receipt.spans for repair in span.repairs),
        edited=copy.edited,
        refused=words.ground(receipt.refused or ""),
        url=provenance_url(copy.article.id),
    )


def _facts(copy: Copytext, words: Words) -> tuple[Fact, ...]:
    found = {evidence.field: evidence for evidence in copy.receipt.evidence} if copy.receipt else {}
    facts: list[Fact] = []
    for field in _FACTS:
        evidence = found.get(field)
        if evidence is None:
            continue
        value = _value(copy, words, field, evidence.value)
        basis = words.ground(evidence.basis)
        if evidence.line:
            basis = f"{basis} ({evidence.line})"
        name = words("fact_language" if field == "lang" else f"fact_{field}")
        facts.append(Fact(name, value, basis))
    return tuple(facts)


def _value(copy: Copytext, words: Words, field: str, read: str) -> Text:
    """Return a fact as the article has it now, for the editor may have mended it; in words where it is a code."""
    article = copy.article
    if field == "lang":
        return language_text(article.lang, words)
    if field in {"published", "updated"}:
        when = article.published if field == "published" else article.updated
        return set_text(words.day(when.day) if when else read, words.lang)
    if field == "source":
        link = source_link(article.source, article.lang, copy.source) if article.source else None
        return link.text if link else set_text(read, article.lang)
    return set_text(str(getattr(article, field, None) or read), article.lang)
