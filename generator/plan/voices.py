"""Who said what, and of whom articles speak: parts of an event's page, the pages of names, and their index."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from generator.model.views import (
    Dot,
    NameGroup,
    NameItem,
    NamesView,
    NameView,
    Print,
    SpeakerView,
    StatementView,
    Text,
    WordingView,
)
from generator.model.voices import Person
from generator.model.when import When
from generator.plan.lists import pager
from generator.plan.permalinks import NAMES, article_url, name_url
from generator.plan.wording import language_text, set_day, set_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.model.galley import Card, Notes
    from generator.model.voices import Name, Quotation, Statement, Wording
    from generator.plan.desk import Desk, Sheet

_KINDS = (("person", "people"), ("place", "places"), ("organisation", "organisations"), ("unknown", "other_names"))


@dataclass(frozen=True, slots=True)
class Heard:
    """What is said in an event: its statements, and which name each speaker is, by article and speaker as it writes him."""

    statements: tuple[Statement, ...] = ()
    speakers: Mapping[tuple[str, str], Name] = field(default_factory=dict)


def hear(desk: Desk, sheet: Sheet) -> Heard:
    """Find the statements among the quotations of an event."""
    digest = desk.digest
    notes = {card.id: digest.stock.notes(card) for card in sheet.cards if card.notes}
    quotations = {ident: each.quotations for ident, each in sorted(notes.items()) if each.quotations}
    if not quotations or digest.align is None:
        return Heard()
    speakers = speakers_of(notes, desk.names_of(sheet))
    people = {key: Person(name.slug, name.curated) for key, name in speakers.items()}
    return Heard(digest.align(quotations, digest.likenesses.get(sheet.event.id, ()), people), speakers)


def voices_of(desk: Desk, sheet: Sheet) -> tuple[SpeakerView, ...]:
    """Return who said what in an event: first whom most articles quote; words that nobody is named for come last."""
    heard = desk.heard(sheet.event.id)
    statements, speakers = heard.statements, heard.speakers
    groups: dict[str, list[StatementView]] = {}
    names: dict[str, Name | None] = {}
    for statement in statements:
        name = _name_of(statement, speakers)
        key = f"/{name.slug}" if name else (statement.speaker or "").casefold()
        groups.setdefault(key, []).append(_statement(desk, statement))
        names.setdefault(key, name)
    views = []
    for key, found in groups.items():
        name, spoken = names[key], found[0].speaker
        shown = shown_name(desk, name) if name else spoken
        views.append(SpeakerView(shown, name_url(name.slug) if name else "", tuple(found)))
    return tuple(sorted(views, key=lambda view: view.name is None))


def quotes_key(desk: Desk, sheet: Sheet) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...], str]:
    """Return what tells whether an event's voices and names are other than before; of a name, not where else it stands."""
    likenesses = desk.digest.likenesses.get(sheet.event.id, ())
    notes = tuple(card.notes for card in sheet.cards)
    known = tuple(desk.known_in(card) for card in sheet.cards)
    return notes, known, repr(likenesses) if likenesses else ""


def names_in(desk: Desk, sheet: Sheet) -> tuple[NameGroup, ...]:
    """Return the names that have pages and stand in an event's articles, by kind; most articles first."""
    members = {card.id for card in sheet.cards}
    counts = {name.slug: len(members.intersection(name.articles)) for name in desk.names_of(sheet)}
    return _grouped(desk, desk.names_of(sheet), counts)


def name_view(desk: Desk, name: Name) -> NameView:
    """Make the page of a name."""
    cards = [desk.digest.cards[ident] for ident in name.articles]
    sheets = {desk.sheet_of[card.id].event.id: desk.sheet_of[card.id] for card in cards}
    ordered = sorted(sheets.values(), key=lambda sheet: (sheet.days[-1:], sheet.event.id), reverse=True)
    said = []
    for sheet in ordered:
        found: dict[Text, WordingView] = {}
        for row in (row for card in sheet.cards if card.id in name.articles for row in _said_by(desk, card, name)):
            known = found.get(row.text)
            found[row.text] = replace(known, prints=(*known.prints, *row.prints)) if known else row
        if found:
            said.append((desk.event(sheet.event.id), tuple(found.values())))
    return NameView(
        name=shown_name(desk, name),
        kind=desk.words(f"name_{name.kind}"),
        forms=tuple((language_text(lang, desk.words), set_text(form, lang)) for lang, form in name.forms),
        counts=(desk.words("articles", n=len(cards)), desk.words("events", n=len(ordered))),
        days=_days(desk, cards),
        said=tuple(said),
        events=tuple(desk.event(sheet.event.id) for sheet in ordered),
    )


def names_views(desk: Desk, size: int) -> tuple[NamesView, ...]:
    """Make the index of all names, `size` a page."""
    counts = {name.slug: len(name.articles) for name in desk.digest.roll.names}
    names = [name for _, group in _by_kind(desk.digest.roll.names, counts) for name in group]
    pages = [names[start : start + size] for start in range(0, len(names), size)] or [[]]
    title = desk.words("nav_names")
    return tuple(
        NamesView(title, _grouped(desk, page, counts), pager(NAMES, number, len(pages)))
        for number, page in enumerate(pages, 1)
    )


def _said_by(desk: Desk, card: Card, name: Name) -> list[WordingView]:
    """Return what an article quotes of a name."""
    notes = desk.digest.stock.notes(card)
    speakers = speakers_of({card.id: notes}, (name,))
    return [
        WordingView(set_text(each.text, each.lang), (), (_print(desk, card.id, each),))
        for each in notes.quotations
        if (card.id, each.speaker or "") in speakers
    ]


def speakers_of(notes: Mapping[str, Notes], names: Iterable[Name]) -> dict[tuple[str, str], Name]:
    """Return which name each speaker is, by article and speaker as the article writes it."""
    by_form: dict[tuple[str, str, str], Name] = {}
    for name in names:
        inside = (ident for ident in notes if _stands_in(name, ident))
        for ident in inside if len(notes) < len(name.articles) else notes.keys() & name.articles:
            for lang, form in name.forms:
                by_form.setdefault((ident, lang, form), name)
    found: dict[tuple[str, str], Name] = {}
    for ident, each in notes.items():
        for mention in each.mentions:
            known = by_form.get((ident, mention.lang.split("-")[0], mention.text))
            if known:
                for form in (mention.text, *mention.forms):
                    found.setdefault((ident, form), known)
    return found


def _stands_in(name: Name, ident: str) -> bool:
    """Tell whether an article speaks of a name, which thousands may."""
    at = bisect_left(name.articles, ident)
    return at < len(name.articles) and name.articles[at] == ident


def _name_of(statement: Statement, speakers: Mapping[tuple[str, str], Name]) -> Name | None:
    keys = ((voice.article, voice.quotation.speaker or "") for voice in statement.voices)
    return next((speakers[key] for key in keys if key in speakers), None)


def _statement(desk: Desk, statement: Statement) -> StatementView:
    first = next((voice.quotation for voice in statement.voices if voice.quotation.speaker), None)
    speaker = set_text(first.speaker or "", first.lang) if first else None
    return StatementView(speaker, tuple(_wording(desk, each) for each in statement.wordings))


def _wording(desk: Desk, wording: Wording) -> WordingView:
    changes = tuple((change.kind, change.text) for change in wording.changes)
    prints = tuple(_print(desk, voice.article, voice.quotation) for voice in wording.voices)
    return WordingView(set_text(wording.text, wording.lang), changes, prints)


def _print(desk: Desk, article: str, quotation: Quotation) -> Print:
    item = desk.item(article)
    place = desk.words("paragraph", n=quotation.paragraph)
    source = item.source.text if item.source else None
    return Print(quotation.lang, place, f"{article_url(article)}#p{quotation.paragraph}", item.number, source)


def shown_name(desk: Desk, name: Name) -> Text:
    """Return the form by which a name is shown: as articles in the interface's language write it, where there are any.

    What the editor says of a name is said in the language of the editor, and holds there.
    """
    own = desk.words.lang.partition("-")[0]
    if not name.curated or desk.digest.lang:
        for lang, form in name.forms:
            if lang == own:
                return set_text(form, lang)
    return set_text(name.name, name.lang)


def _grouped(desk: Desk, names: Sequence[Name], counts: Mapping[str, int]) -> tuple[NameGroup, ...]:
    """Put names under their kinds, most articles first; the forms of other scripts beside each."""
    return tuple(
        NameGroup(desk.words(key), tuple(_item(desk, name, counts[name.slug]) for name in group))
        for key, group in _by_kind(names, counts)
    )


def _by_kind(names: Sequence[Name], counts: Mapping[str, int]) -> Iterator[tuple[str, list[Name]]]:
    for kind, key in _KINDS:
        if of_kind := [name for name in names if name.kind == kind]:
            yield key, sorted(of_kind, key=lambda name: (-counts[name.slug], name.slug))


def _item(desk: Desk, name: Name, count: int) -> NameItem:
    shown = shown_name(desk, name)
    native: dict[str, str] = {}
    for lang, form in name.forms:
        if lang != shown.lang and form != shown.text:
            native.setdefault(lang, form)
    # What two languages write alike is shown once, as the first of them has it.
    alike = {form: lang for lang, form in reversed(native.items())}
    forms = tuple(set_text(form, lang) for lang, form in native.items() if alike[form] == lang)
    return NameItem(shown, name_url(name.slug), forms, desk.words("articles", n=count))


def _days(desk: Desk, cards: Sequence[Card]) -> tuple[Dot, ...]:
    """Return the days of the articles that speak of a name, with their numbers."""
    counts: dict[str, int] = {}
    for card in cards:
        if card.day:
            counts[card.day] = counts.get(card.day, 0) + 1
    if not counts:
        return ()
    days = sorted(counts)
    first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    span = (last - first).days
    dots = []
    for iso in days:
        day = set_day(When(iso), desk.words)
        if day:
            x = round(1000 * (date.fromisoformat(iso) - first).days / span) if span else 500
            dots.append(Dot(day, x, counts[iso], ()))
    return tuple(dots)
