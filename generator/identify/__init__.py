"""Identify: labelled blocks to title, language, dates, source and byline, each with the ground it stands on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.identify.bylines import read_byline, read_via
from generator.identify.datelines import read_dateline
from generator.identify.languages import Language, normalise_tag, tell_language
from generator.identify.moments import Moment, published, updated
from generator.identify.naming import name_article
from generator.model.article import Evidence
from generator.model.block import KEPT
from generator.model.light import light
from generator.text.scripts import strip_controls

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.identify.publishers import Publisher
    from generator.model.block import Block
    from generator.model.raw import Hint, RawArticle
    from generator.model.source import Source
    from generator.model.when import When

__all__ = ["Identity", "identify"]


@light
@dataclass(frozen=True, slots=True)
class Identity:
    """What an article is, as far as it says so. `None` and empty mean that it does not.

    `title_from` is "lead" where the first sentence stands in for a headline; `lang` is a BCP 47 tag, "und" where
    unknown; `source_slug` is given by the inbox folder, the front matter or a known source, `source_name` is the outlet's
    name as read; `place` and `via` come from the dateline and the lead. `evidence` has one entry for each field that has
    a value.
    """

    title: str
    title_from: str | None
    lang: str
    published: When | None
    updated: When | None
    source_name: str | None
    source_slug: str | None
    byline: str | None
    url: str | None
    tags: tuple[str, ...]
    summary: str | None
    captions: tuple[str, ...]
    place: str | None
    via: str | None
    evidence: tuple[Evidence, ...]


def identify(raw: RawArticle, blocks: Sequence[Block], sources: Sequence[Source] = ()) -> Identity:
    """Tell what an article is from its cleaned blocks and from what its container says (`raw.hints`).

    `sources` are the known ones. Never raises: what cannot be told stays unknown.
    """
    raw = _plain_hints(raw)
    kept = [block for block in blocks if block.label in KEPT and block.kind != "code"]
    language = _language(raw, kept)
    lead = _lead(kept)
    dateline = read_dateline(lead.text, language.tag) if lead else None
    naming = name_article(raw, blocks, lead, dateline, sources)
    first = published(raw, blocks, lead, dateline, language.tag)
    last = updated(raw, blocks, first, language.tag)
    byline = _byline(raw, blocks)
    via = dateline.agency if dateline and dateline.agency else read_via(lead.text) if lead else None
    agency = _agency(blocks) if via is None else None
    captions = tuple(strip_controls(block.text) for block in blocks if block.label == "caption")
    tags = _tags(raw)
    summary = next((hint for hint in raw.hints if hint.field == "summary" and hint.value.strip()), None)
    place = dateline.place if dateline else None
    line = lead.line if lead else 0
    evidence = [
        Evidence("title", naming.title, naming.basis, naming.line),
        *_language_evidence(language),
        *_moment_evidence("published", first),
        *_moment_evidence("updated", last),
        *_source_evidence(naming.publisher),
        *([byline] if byline else []),
        *([Evidence("url", naming.url, naming.url_basis)] if naming.url else []),
        *([Evidence("tags", ", ".join(tags), next(h.basis for h in raw.hints if h.field == "tags"))] if tags else []),
        *([Evidence("summary", summary.value, summary.basis)] if summary else []),
        *(
            Evidence("caption", strip_controls(block.text), block.rule or "caption", block.line)
            for block in blocks
            if block.label == "caption"
        ),
        *([Evidence("place", place, "dateline", line)] if place else []),
        *(
            [Evidence("via", via, "dateline" if dateline and dateline.agency else "the lead names it", line)]
            if via
            else []
        ),
        *([agency] if agency else []),
    ]
    return Identity(
        title=naming.title,
        title_from=naming.title_from,
        lang=language.tag,
        published=first.when if first else None,
        updated=last.when if last else None,
        source_name=naming.publisher.name if naming.publisher else None,
        source_slug=naming.publisher.slug if naming.publisher else None,
        byline=byline.value if byline else None,
        url=naming.url,
        tags=tags,
        summary=summary.value if summary else None,
        captions=captions,
        place=place,
        via=via or (agency.value if agency else None),
        evidence=tuple(evidence),
    )


def _plain_hints(raw: RawArticle) -> RawArticle:
    """Return the article with hints that hold no characters that steer, for they are shown; times of a bounded length."""
    if all(hint.value.isprintable() and len(hint.value) <= _LONGEST_TIME for hint in raw.hints):
        return raw
    hints = tuple(replace(hint, value=_plain_value(hint)) for hint in raw.hints)
    return replace(raw, hints=hints)


_LONGEST_TIME = 200
"""Characters of a time as containers write it: the longest have 40."""


def _plain_value(hint: Hint) -> str:
    value = hint.value[:_LONGEST_TIME] if hint.field in {"published", "updated"} else hint.value
    return strip_controls(value)


def _language(raw: RawArticle, kept: Sequence[Block]) -> Language:
    """Tell the language of the kept text; the editor's word in the front matter stands above it."""
    declared = [(hint.value, hint.basis) for hint in raw.hints if hint.field == "lang"]
    for value, basis in declared:
        if basis == "front matter" and (tag := normalise_tag(value)):
            return Language(tag, basis)
    text = "\n".join(block.text for block in kept)
    return tell_language(text, declared)


def _lead(kept: Sequence[Block]) -> Block | None:
    """Return the first paragraph of the text: the first kept line that is prose, else the first."""
    for block in kept:
        if block.label == "body" and block.kind not in {"heading", "figure"} and len(block.text) >= 40:
            return block
    return kept[0] if kept else None


def _byline(raw: RawArticle, blocks: Sequence[Block]) -> Evidence | None:
    """Return the byline: the editor's, the container's, else the line of the text."""
    for hint in raw.hints:
        if hint.field == "byline":
            name = " ".join(hint.value.split()) if hint.basis == "front matter" else read_byline(hint.value)
            if name:
                return Evidence("byline", name, hint.basis)
    for block in blocks:
        if block.rule == "meta-byline" and (name := read_byline(block.text)):
            return Evidence("byline", name, "byline of the text", block.line)
    return None


def _agency(blocks: Sequence[Block]) -> Evidence | None:
    from generator.identify.agencies import agency

    for block in blocks:
        if block.rule == "meta-agency":
            return Evidence(
                "via", agency(block.text) or block.text.strip(" ()[]."), "agency line of the text", block.line
            )
    return None


def _tags(raw: RawArticle) -> tuple[str, ...]:
    """Return the tags of the most trusted place that has any, in order, each once."""
    basis = next((hint.basis for hint in raw.hints if hint.field == "tags"), None)
    tags = (" ".join(hint.value.split()) for hint in raw.hints if hint.field == "tags" and hint.basis == basis)
    return tuple(dict.fromkeys(tag for tag in tags if tag))[:30]


def _language_evidence(language: Language) -> Iterator[Evidence]:
    if language.tag != "und":
        yield Evidence("lang", language.tag, language.basis)


def _moment_evidence(field: str, moment: Moment | None) -> Iterator[Evidence]:
    if moment:
        yield Evidence(field, moment.when.text, moment.basis, moment.line)


def _source_evidence(publisher: Publisher | None) -> Iterator[Evidence]:
    if publisher:
        yield Evidence("source", publisher.name or publisher.slug or "", publisher.basis, publisher.line)
