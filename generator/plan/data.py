"""What pages say to programs: a record of each article, event and edition, written as JSON beside its page.

The records are plain dictionaries, which the encoder of the standard library writes at the speed of C. What each key holds
is in `schemas/*.json`, which are published with the site. They hold no word of the interface: the same in every language.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeAlias

from generator.plan.history import changes_of
from generator.plan.permalinks import (
    article_url,
    day_url,
    event_url,
    name_url,
    provenance_url,
    schema_url,
    source_url,
    week_url,
)
from generator.plan.voices import speakers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.model.change import Change
    from generator.model.event import Tie
    from generator.model.galley import Card
    from generator.model.views import ArticleItem, EventItem, Provenance
    from generator.model.voices import Name, Quotation, Statement, Wording
    from generator.plan.desk import Desk, Sheet
    from generator.plan.editions import Issue
    from generator.text.fingerprint import Part

Record: TypeAlias = dict[str, Any]

SCHEMAS = ("article", "edition", "event")
"""The kinds of records, each with a JSON Schema."""


@dataclass(frozen=True, slots=True)
class Clerk:
    """Writes records: `desk` knows what is shown, `base_url` is where the site stands, "" where that is unknown."""

    desk: Desk
    base_url: str

    def article(self, card: Card) -> Record:
        """Write down an article: of its text what its source's policy lets be shown."""
        desk = self.desk
        galley, item, sheet = desk.digest.stock.galley(card), desk.item(card.id), desk.sheet_of[card.id]
        notes = desk.digest.stock.notes(card)
        known = speakers_of({card.id: notes}, desk.names_in_article(card))
        people = {form: name for (_, form), name in known.items()}
        return {
            "$schema": self._address(schema_url("article")),
            **self._listed(card, item),
            "derived": item.derived,
            "byline": item.byline.text if item.byline else None,
            "tags": list(card.tags),
            "event": {"id": sheet.event.id, "url": self._address(event_url(sheet.event.slug))},
            "excerpt": galley.excerpt,
            "text": list(galley.paragraphs),
            "captions": [caption.text for caption in galley.captions],
            "quotations": [_quotation(each, people.get(each.speaker or "")) for each in notes.quotations],
            "names": [
                {
                    "text": each.text,
                    "forms": list(each.forms),
                    "kind": each.kind,
                    "paragraphs": list(each.paragraphs),
                    "name": people[each.text].slug if each.text in people else None,
                }
                for each in notes.mentions
            ],
            "provenance": self._provenance(card, galley.provenance),
        }

    def event(self, sheet: Sheet) -> Record:
        """Write down an event."""
        desk, heard = self.desk, self.desk.heard(sheet.event.id)
        item, members = desk.event(sheet.event.id), {card.id for card in sheet.cards}
        return {
            "$schema": self._address(schema_url("event")),
            "id": item.id,
            "url": self._address(item.url),
            "former": [self._address(event_url(slug)) for slug in sheet.event.former],
            "title": item.title.text,
            "lang": item.title.lang,
            "first": sheet.days[0] if sheet.days else None,
            "last": sheet.days[-1] if sheet.days else None,
            "pinned": sheet.pinned,
            "counts": {
                "articles": len(sheet.cards),
                "reports": sheet.reports,
                "outlets": sheet.outlets,
                "languages": sheet.languages,
            },
            "articles": [self._listed(card, article) for card, article in zip(sheet.cards, item.articles, strict=True)],
            "reports": [list(report) for report in sheet.event.reports],
            "ties": [_tie(tie) for tie in sheet.event.ties],
            "statements": [_statement(each, heard.speakers) for each in heard.statements],
            "names": [self._name(name, members) for name in desk.names_of(sheet)],
            "changes": [*map(self._change, changes_of(desk, sheet)), *_mended(item)],
        }

    def edition(self, issue: Issue) -> Record:
        """Write down an edition: its events in their order, each with the articles that were new."""
        desk = self.desk
        urls = [day_url(part) if "w" not in part else week_url(part) for part in issue.parts]
        return {
            "$schema": self._address(schema_url("edition")),
            "id": issue.name,
            "kind": issue.kind,
            "url": self._address(issue.url),
            "first": issue.first,
            "title": issue.foreword.title if issue.foreword and issue.foreword.title else None,
            "out": issue.out,
            "events": [
                {
                    "id": sheet.event.id,
                    "url": self._address(event_url(sheet.event.slug)),
                    "title": (title := desk.event(sheet.event.id).title).text,
                    "lang": title.lang,
                    "articles": [self._listed(card, desk.item(card.id)) for card in cards],
                }
                for sheet, cards in issue.news
            ],
            "gone": issue.gone,
            "parts": [self._address(url) for url in urls],
        }

    def _listed(self, card: Card, item: ArticleItem) -> Record:
        """Write down what lists say of an article."""
        source = None
        if item.source:
            source = {"id": card.source, "name": item.source.text.text, "url": self._address(source_url(card.source))}
        return {
            "id": card.id,
            "url": self._address(item.url),
            "title": item.title.text,
            "lang": card.lang,
            "source": source,
            "published": card.published or None,
            "updated": card.updated or None,
            "original": card.original or None,
        }

    def _provenance(self, card: Card, provenance: Provenance | None) -> Record | None:
        if provenance is None:
            return None
        return {
            "file": provenance.path,
            "sha256": provenance.sha256,
            "encoding": provenance.encoding,
            "bytes": card.size,
            "kept": card.kept,
            "cuts": dict(card.cuts),
            "repairs": provenance.repairs,
            "edited": provenance.edited,
            "url": self._address(provenance_url(card.id)),
        }

    def _name(self, name: Name, members: set[str]) -> Record:
        return {
            "id": name.slug,
            "url": self._address(name_url(name.slug)),
            "kind": name.kind,
            "name": name.name,
            "lang": name.lang,
            "forms": [{"lang": lang, "text": form} for lang, form in name.forms],
            "articles": sorted(members.intersection(name.articles)),
        }

    def _change(self, change: Change) -> Record:
        """Write down a change; an event that has a page of its own is named, another one by the address that leads on."""
        other = self.desk.sheets.get(change.other)
        named = {"id": change.other, "url": self._address(event_url(other.event.slug))} if other else None
        once = self._address(event_url(self.desk.slugs[change.other])) if change.kind == "merged" else None
        return {
            "kind": change.kind,
            "edition": change.day or None,
            "after": change.after,
            "count": change.count,
            "articles": list(change.articles),
            "event": named,
            "former": once,
            "was": None,
        }

    def _address(self, url: str) -> str:
        """Return the address of a permalink: absolute where the site knows its own, as in feeds."""
        return f"{self.base_url}{url}"


def listed_key(cards: Iterable[Card]) -> tuple[Part, ...]:
    """Return what a record says of articles beside their slips."""
    return tuple((card.id, card.published, card.updated, card.original, card.source) for card in cards)


@cache
def read_schemas() -> Mapping[str, bytes]:
    """Return the JSON Schema of each kind of record, by kind."""
    folder = files("generator.plan") / "schemas"
    return {kind: (folder / f"{kind}.json").read_bytes() for kind in SCHEMAS}


def article_place(ident: str, paragraph: int) -> str:
    """Return the permalink of a paragraph."""
    return f"{article_url(ident)}#p{paragraph}"


def _mended(item: EventItem) -> list[Record]:
    """Write down which headlines are other than the articles came with."""
    return [
        {
            "kind": "retitled",
            "edition": None,
            "after": True,
            "count": 1,
            "articles": [each.id],
            "event": None,
            "former": None,
            "was": each.was.text if each.was else None,
        }
        for each in item.articles
        if each.retitled
    ]


def _quotation(quotation: Quotation, name: Name | None) -> Record:
    return {
        "paragraph": quotation.paragraph,
        "text": quotation.text,
        "speaker": quotation.speaker,
        "name": name.slug if name else None,
        "verb": quotation.verb or None,
        "basis": quotation.basis,
    }


def _tie(tie: Tie) -> Record:
    return {
        "article": tie.member,
        "to": tie.to,
        "likeness": tie.likeness,
        "meaning": tie.meaning,
        "words": tie.words,
        "days": tie.days,
        "names": tie.names,
        "numbers": tie.numbers,
        "quotes": tie.quotes,
        "shared": list(tie.shared),
    }


def _statement(statement: Statement, speakers: Mapping[tuple[str, str], Name]) -> Record:
    keys = ((voice.article, voice.quotation.speaker or "") for voice in statement.voices)
    name = next((speakers[key] for key in keys if key in speakers), None)
    return {
        "speaker": statement.speaker,
        "name": name.slug if name else None,
        "evidence": list(statement.evidence),
        "wordings": [_wording(each) for each in statement.wordings],
    }


def _wording(wording: Wording) -> Record:
    return {
        "lang": wording.lang,
        "text": wording.text,
        "places": [{"article": each.article, "paragraph": each.quotation.paragraph} for each in wording.voices],
    }
