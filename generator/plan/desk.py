"""The desk: events and articles in their order, known by their cards; the rest is fetched when a page is composed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from generator.model.views import EventItem
from generator.plan.brief import lead_sentence
from generator.plan.permalinks import event_url
from generator.plan.voices import Heard, hear
from generator.plan.wording import count_up, set_text, shares
from generator.text.fingerprint import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.model import Event
    from generator.model.digest import Digest
    from generator.model.galley import Card
    from generator.model.override import Override
    from generator.model.views import ArticleItem
    from generator.model.voices import Name
    from generator.text.words import Words

_REMEMBERED = 4096
"""Items of articles and events that the desk keeps at hand: a page shows a few hundred at most."""

_HEARD = 4
"""Events of which the desk keeps what is said in them: the page and the record of an event are made one after the other."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """An event as far as its ledger line, its override and its articles' cards tell.

    `cards` are its shown members, the one that speaks for it first; `days` the first and the last day of the dated
    ones (ISO 8601: none, one or two); `doubtful` the least certain member. `key` is the fingerprint of all that lists
    show of the event.
    """

    event: Event
    cards: tuple[Card, ...]
    days: tuple[str, ...]
    reports: int
    outlets: int
    languages: int
    doubtful: str | None
    override: Override | None
    key: str

    @property
    def pinned(self) -> bool:
        """Whether the editor pinned it."""
        return bool(self.override and self.override.pin)


class Desk:
    """The digest laid out: `sheets` by event id, `sheet_of` the sheet of each article, `ranked` the sheets in order.

    That is newest day first, undated last; within a day by outlets, reports, articles, id. `item` and `event` fetch
    what lists show; both depend on nothing but the sheet and the slips of its cards.
    """

    def __init__(self, digest: Digest, words: Words) -> None:
        self.digest = digest
        self.words = words
        self.sheets: Mapping[str, Sheet] = {event.id: _sheet(digest, event, words.lang) for event in digest.events}
        self.sheet_of: Mapping[str, Sheet] = {card.id: sheet for sheet in self.sheets.values() for card in sheet.cards}
        self.ranked: tuple[Sheet, ...] = tuple(sorted(self.sheets.values(), key=_rank))
        self.item: Callable[[str], ArticleItem] = lru_cache(_REMEMBERED)(self._item)
        self.event: Callable[[str], EventItem] = lru_cache(_REMEMBERED)(self._event)
        self.heard: Callable[[str], Heard] = lru_cache(_HEARD)(self._hear)

    @cached_property
    def slugs(self) -> Mapping[str, str]:
        """The slug of each event of the ledger, by id, those that are not shown included."""
        return {event.id: event.slug for event in self.digest.ledger}

    @cached_property
    def by_day(self) -> tuple[tuple[int, ...], tuple[Sheet, ...]]:
        """The first days of the dated sheets in order, as ordinals, and the sheets, ties by id."""
        dated = sorted((sheet for sheet in self.ranked if sheet.days), key=_first_day)
        return tuple(date.fromisoformat(sheet.days[0]).toordinal() for sheet in dated), tuple(dated)

    @cached_property
    def sagas(self) -> Mapping[str, tuple[Sheet, ...]]:
        """The sheets of each story that the editor names, by day, undated last, ties by id."""
        found: dict[str, list[Sheet]] = {}
        for sheet in self.sheets.values():
            if sheet.override and sheet.override.saga:
                found.setdefault(sheet.override.saga, []).append(sheet)
        return {
            name: tuple(sorted(sheets, key=lambda sheet: (not sheet.days, *_first_day(sheet))))
            for name, sheets in found.items()
        }

    @cached_property
    def _named(self) -> Mapping[str, tuple[int, ...]]:
        """The numbers of the names in the roll that stand in each article, in order."""
        found: dict[str, list[int]] = {}
        for number, name in enumerate(self.digest.roll.names):
            for ident in name.articles:
                found.setdefault(ident, []).append(number)
        return {ident: tuple(numbers) for ident, numbers in found.items()}

    @cached_property
    def _called(self) -> Mapping[str, tuple[int, ...]]:
        """The numbers of the names in the roll that stand in the articles of each event, in order."""
        named = self._named
        return {
            ident: tuple(sorted({number for card in sheet.cards for number in named.get(card.id, ())}))
            for ident, sheet in self.sheets.items()
        }

    @cached_property
    def _forms(self) -> tuple[str, ...]:
        """What tells of each name of the roll whether it is another or written otherwise, wherever else it stands."""
        return tuple(
            fingerprint(name.slug, name.kind, name.name, name.lang, name.forms, name.curated)
            for name in self.digest.roll.names
        )

    def names_in_article(self, card: Card) -> tuple[Name, ...]:
        """Return the names that stand in an article and have pages, by slug."""
        names = self.digest.roll.names
        return tuple(names[number] for number in self._named.get(card.id, ()))

    def known_in(self, card: Card) -> tuple[str, ...]:
        """Return what tells whether other names than before stand in an article, wherever else they stand."""
        forms = self._forms
        return tuple(forms[number] for number in self._named.get(card.id, ()))

    def names_of(self, sheet: Sheet) -> tuple[Name, ...]:
        """Return the names that stand in an event's articles and have pages, by slug."""
        names = self.digest.roll.names
        return tuple(names[number] for number in self._called.get(sheet.event.id, ()))

    def items(self, cards: Iterable[Card]) -> tuple[ArticleItem, ...]:
        """Return what lists show of these articles."""
        return tuple(self.item(card.id) for card in cards)

    def key_of(self, cards: Iterable[Card]) -> tuple[tuple[str, bool], ...]:
        """Return what tells whether lists show other things of these articles than before."""
        return tuple((card.slip, self.sheet_of[card.id].doubtful == card.id) for card in cards)

    def _hear(self, ident: str) -> Heard:
        return hear(self, self.sheets[ident])

    def _item(self, ident: str) -> ArticleItem:
        sheet = self.sheet_of[ident]
        number = next(number for number, card in enumerate(sheet.cards, 1) if card.id == ident)
        item = self.digest.stock.slip(self.digest.cards[ident]).item
        return replace(item, number=number, likely=ident != sheet.doubtful)

    def _event(self, ident: str) -> EventItem:
        sheet, words = self.sheets[ident], self.words
        items = self.items(sheet.cards)
        days = {item.day.iso[:10]: item.day for item in items if item.day}
        languages = shares([item.language for item in items])
        own = sheet.override.title if sheet.override else ""
        return EventItem(
            id=ident,
            title=set_text(own, self.digest.lang or words.lang) if own else items[0].title,
            url=event_url(sheet.event.slug),
            counts=count_up(words, len(items), sheet.reports, sheet.outlets, sheet.languages),
            languages=languages,
            days=tuple(days[day] for day in sheet.days),
            span=_span(words, sheet.days),
            lead=lead_sentence(self.digest.stock.slip(sheet.cards[0]), 1),
            pinned=sheet.pinned,
            articles=items,
        )


def order_members(cards: Iterable[Card], lang: str) -> tuple[Card, ...]:
    """Order the members of an event, the one that speaks for it first.

    That is: in the site's language, with a headline of its own, dated, the earliest, the longest; the rest follow by
    day.
    """
    base = lang.split("-", maxsplit=1)[0]

    def speaks(card: Card) -> tuple[bool, bool, bool, str, int, str]:
        own = card.lang.split("-", maxsplit=1)[0] == base
        return (not own, card.derived, not card.day, card.day or "9999", -card.letters, card.id)

    ordered = sorted(cards, key=lambda card: (card.day or "9999", card.id))
    first = min(ordered, key=speaks)
    return (first, *(card for card in ordered if card is not first))


def _sheet(digest: Digest, event: Event, lang: str) -> Sheet:
    cards = order_members((digest.cards[ident] for ident in event.members), lang)
    override = digest.overrides.get(event.id)
    days = sorted({card.day for card in cards if card.day})
    members = set(event.members)
    reports = len(event.reports)
    doubtful = _least_certain(event, members)
    said = (override.title, override.pin) if override else None
    return Sheet(
        event=event,
        cards=cards,
        days=tuple(days[:1] + days[-1:] if len(days) > 1 else days),
        reports=reports,
        outlets=len({card.source for card in cards if card.source}),
        languages=len({card.lang.lower() for card in cards}),
        doubtful=doubtful,
        override=override,
        key=fingerprint(event.id, event.slug, tuple(card.slip for card in cards), reports, doubtful, said),
    )


def _least_certain(event: Event, members: set[str]) -> str | None:
    """Return the member whose strongest tie is weakest, where that is a doubt worth showing."""
    if len(members) <= 2:
        return None
    grouped = [tie for tie in event.ties if tie.member in members]
    weakest = min(grouped, key=lambda tie: (tie.likeness, tie.member), default=None)
    return weakest.member if weakest and weakest.likeness < 0.5 else None


def _span(words: Words, days: tuple[str, ...]) -> str:
    dates = [date.fromisoformat(day) for day in days]
    return "" if not dates else words.day(dates[0]) if len(dates) == 1 else words.span(dates[0], dates[-1])


def _first_day(sheet: Sheet) -> tuple[str, str]:
    return (sheet.days[0] if sheet.days else "", sheet.event.id)


def _rank(sheet: Sheet) -> tuple[int, int, int, int, str]:
    newest = int(sheet.days[-1].replace("-", "")) if sheet.days else 0
    return (-newest, -sheet.outlets, -sheet.reports, -len(sheet.cards), sheet.event.id)
