"""Packing: an edition of the site made ready to take along, as a message or as a book, with what its sources allow."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from generator.build import BuildOptions, configure, look_round
from generator.errors import DigestError, Exit, Problem
from generator.store.config import CONFIG
from generator.store.curation import read_overrides, read_standing
from generator.store.editions import EDITIONS, read_editions, read_forewords
from generator.store.ledger import read_ledger
from generator.text.scripts import tag_direction
from generator.text.slugs import slugify

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.languages import Tongue
    from generator.model.galley import Card
    from generator.model.views import Sentence
    from generator.plan.desk import Desk, Sheet
    from generator.plan.editions import Issue
    from generator.store.config import Config
    from generator.takeaway import Edition, Item, Passage, Piece
    from generator.text.words import Words

_NEAREST = 3
"""Editions that are named where the one that was asked for is not there."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted: the edition of a day, of a week, or the latest day's.

    `language` is one of the site's, "" for its first; `base_url` stands in for that of the configuration where given;
    `today` is as for a build.
    """

    edition: str
    today: date
    language: str = ""
    base_url: str | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """An edition, packed: the file's name without its ending, its bytes, and what is to be said of it.

    `out` tells that it stays as it is; else what comes in today may change it.
    """

    name: str
    data: bytes
    out: bool
    problems: tuple[Problem, ...]


def pack_mail(root: Path, order: Order) -> Parcel:
    """Return the message of an edition. Raises DigestError where sender or address of the site are not known, or no edition is so called."""
    from generator.takeaway import mail

    config = _configure(root, order)
    missing: list[Problem] = []
    if not config.sender:
        what, why = "no sender is named.", "A message without a sender is none that a mailer takes."
        mend = f'write sender = "{config.title} <desk@example.org>" into {CONFIG}, with your name and address.'
        missing.append(Problem(CONFIG, 0, 0, "no-sender", what, why, mend))
    if not config.base_url:
        what, why = "the address of the site is not known.", "The links of a message lead to its pages."
        mend = f'write base_url = "https://..." into {CONFIG}, or use --base-url.'
        missing.append(Problem(CONFIG, 0, 0, "no-base-url", what, why, mend))
    if missing:
        raise DigestError(*missing, code=Exit.CONFIG)
    packer = _Packer.of(root, config, order)
    issue = packer.find(order.edition)
    data = mail(packer.edition(issue), packer.words, config.sender)
    return Parcel(packer.file_name(issue), data, issue.out, packer.problems())


def pack_book(root: Path, order: Order) -> Parcel:
    """Return the EPUB of an edition, with the texts of its articles. Raises DigestError where no edition is so called."""
    from generator.takeaway import book

    packer = _Packer.of(root, _configure(root, order), order)
    issue = packer.find(order.edition)
    data = book(packer.edition(issue, texts=True), packer.words)
    return Parcel(packer.file_name(issue), data, issue.out, packer.problems())


def _configure(root: Path, order: Order) -> Config:
    return configure(root, BuildOptions(order.today, frozen=True, base_url=order.base_url))


class _Packer:
    """Packs editions of a site in one language of its interface."""

    def __init__(self, config: Config, desk: Desk, tongue: Tongue, problems: tuple[Problem, ...]) -> None:
        from generator.plan.editions import lay_issues

        self.config = config
        self.desk = desk
        self.words: Words = tongue.interface.words
        self.prefix = tongue.prefix
        self.base = f"{config.base_url}{tongue.prefix}" if config.base_url else ""
        self.days, self.weeks = lay_issues(desk)
        self._problems = list(problems)

    @classmethod
    def of(cls, root: Path, config: Config, order: Order) -> _Packer:
        """Lay out the digest at `root` as a build with `--frozen` would. Nothing but the cache is written."""
        from generator.languages import speak, tongues
        from generator.plan.desk import Desk
        from generator.publication import assemble, date_editions

        survey = look_round(root, config, BuildOptions(order.today, frozen=True))
        terms = survey.terms
        overrides, of_events = read_overrides(root)
        standing, of_pages = read_standing(root, (config.language, *config.languages))
        forewords, of_editions = read_forewords(root)
        reasons = terms.interfaces[0].reasons
        digest = assemble(survey.cards, read_ledger(root), overrides, standing, terms.sources, reasons, survey.stock)
        digest = date_editions(digest, read_editions(root), forewords, order.today)
        wanted = (order.language or config.language).lower()
        spoken = {each.interface.words.lang.lower(): each for each in tongues(terms)}
        if wanted not in spoken:
            have = ", ".join((config.language, *config.languages))
            what = f"the site is not in the language “{order.language}”."
            mend = f"name one of {have}, or add the language to languages = [...] in {CONFIG}."
            raise DigestError(Problem(CONFIG, 0, 0, "no-language", what, "", mend), code=Exit.USAGE)
        tongue = spoken[wanted]
        desk = Desk(speak(digest, tongue, config.language), tongue.interface.words)
        return cls(config, desk, tongue, (*survey.problems, *of_events, *of_pages, *of_editions))

    def problems(self) -> tuple[Problem, ...]:
        """Return what was wrong with single files of content."""
        return tuple(sorted(self._problems))

    def find(self, name: str) -> Issue:
        """Return the edition of a day, of a week, or the latest day's. Raises DigestError that names the nearest ones."""
        issues = {issue.name: issue for issue in (*self.days, *self.weeks)}
        wanted = name.strip().lower()
        if wanted == "latest" and self.days:
            return self.days[-1]
        if wanted in issues:
            return issues[wanted]
        is_name = re.fullmatch(r"\d{4}-(\d\d-\d\d|w\d\d)", wanted) and _first_day(wanted)
        if not issues:
            what, mend = "there is no edition yet.", "add dated articles and run `digest build`."
        elif is_name:
            what, mend = f"there is no edition “{name}”.", f"name one of {', '.join(self._nearest(wanted))}."
        else:
            what = f"“{name}” is neither a day, a week, nor “latest”."
            newest = [issue.name for issue in (*self.days[::-1][:2], *self.weeks[-1:])]
            mend = f"name one like {', '.join(map(_shown, newest))}."
        why = "An edition holds what was new on a day or in a week; days without news have none."
        raise DigestError(Problem(EDITIONS, 0, 0, "no-edition", what, why, mend), code=Exit.USAGE)

    def _nearest(self, wanted: str) -> list[str]:
        """Return the names of the editions of the same kind that are nearest in time, oldest first."""
        day = _first_day(wanted) or date.max
        same = self.weeks if "w" in wanted else self.days
        near = sorted(same, key=lambda issue: (abs(date.fromisoformat(issue.first) - day), issue.name))[:_NEAREST]
        return [_shown(issue.name) for issue in sorted(near, key=lambda issue: issue.name)]

    def file_name(self, issue: Issue) -> str:
        """Return the name of a file for an edition: site, edition, and the language where it is a further one."""
        site = slugify(self.config.title, 60) or "digest"
        return f"{site}-{issue.name}" + (f"-{slugify(self.words.lang)}" if self.prefix else "")

    def edition(self, issue: Issue, *, texts: bool = False) -> Edition:
        """Return an edition ready to be taken along, with `texts` the articles' own as far as sources allow."""
        from generator.model.views import Day
        from generator.plan.editions import name_edition
        from generator.plan.wording import set_text
        from generator.takeaway import Edition

        words, foreword = self.words, issue.foreword
        editor = self.config.language
        name = set_text(name_edition(words, issue.name), words.lang)
        first = date.fromisoformat(issue.first)
        span = words.span(first, first + timedelta(days=6)) if issue.kind == "week" else words.day(first)
        gone = f"{words('events', n=issue.gone)}: {words('gone')}" if issue.gone else ""
        return Edition(
            name=issue.name,
            lang=words.lang,
            dir=tag_direction(words.lang),
            title=set_text(foreword.title, editor) if foreword and foreword.title else name,
            site=set_text(words.said("site_title") or self.config.title, words.lang),
            url=self._online(issue.url),
            day=Day(max(issue.parts) if issue.kind == "week" else issue.first, span),
            introduction=self._passage(foreword.path, foreword.body, issue.url) if foreword else None,
            items=tuple(self._item(sheet, cards, texts=texts) for sheet, cards in issue.news),
            gone=gone,
        )

    def _item(self, sheet: Sheet, cards: Sequence[Card], *, texts: bool) -> Item:
        """Pack an event with those of its articles that were new in the edition: what came later is not in it."""
        from generator.plan.brief import write_brief
        from generator.plan.desk import order_members
        from generator.plan.permalinks import event_url
        from generator.plan.wording import count_up, set_text
        from generator.takeaway import Item

        words, editor, override = self.words, self.config.language, sheet.override
        ordered = order_members(cards, words.lang)
        slips = [self.desk.digest.stock.slip(card) for card in ordered]
        counts = count_up(
            words,
            len(ordered),
            len(sheet.event.with_members(card.id for card in ordered).reports),
            len({card.source for card in ordered if card.source}),
            len({card.lang.lower() for card in ordered}),
        )
        url = event_url(sheet.event.slug)
        summary = override.summary if override else ""
        return Item(
            title=set_text(override.title, editor) if override and override.title else slips[0].item.title,
            url=self._online(url),
            pieces=tuple(self._piece(card, number, texts=texts) for number, card in enumerate(ordered, 1)),
            sentences=tuple(map(self._sentence, write_brief(slips, words.lang))),
            counts=counts.words,
            summary=self._passage(override.path, summary, url) if override and summary.strip() else None,
        )

    def _piece(self, card: Card, number: int, *, texts: bool) -> Piece:
        from generator.takeaway import Piece

        stock = self.desk.digest.stock
        item = stock.slip(card).item
        galley = stock.galley(card) if texts else None
        return Piece(
            number=number,
            title=item.title,
            url=self._online(item.url),
            source=item.source.text if item.source else None,
            day=item.day,
            language=item.language.text,
            body=str(galley.html) if galley else "",
            dir=galley.dir if galley else item.title.dir,
            excerpt=bool(galley and galley.excerpt),
            original=card.original,
        )

    def _sentence(self, sentence: Sentence) -> Sentence:
        places = (replace(each, url=f"{self.base}{each.url}") for each in sentence.references)
        return replace(sentence, references=tuple(places))

    def _passage(self, path: str, markdown: str, page: str) -> Passage | None:
        """Set a text of the editor's: its links into the site lead to the site's address."""
        from generator.render import UnsettledError, render_prose
        from generator.takeaway import Passage

        try:
            html = str(render_prose(markdown, partial(_absolute, self.base or page)))
        except UnsettledError as error:
            self._problems.append(error.problem(path))
            return None
        lang = self.config.language
        return Passage(html, lang, tag_direction(lang)) if html.strip() else None

    def _online(self, permalink: str) -> str:
        return f"{self.base}{permalink}" if self.base else ""


def _absolute(base: str, permalink: str) -> str:
    return f"{base}{permalink}"


def _shown(name: str) -> str:
    return name.upper()


def _first_day(name: str) -> date | None:
    """Return the first day of an edition of this name, `None` where the calendar has none."""
    year, _, rest = name.partition("-")
    try:
        return date.fromisocalendar(int(year), int(rest[1:]), 1) if rest[0] == "w" else date.fromisoformat(name)
    except ValueError:
        return None
