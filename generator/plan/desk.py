"""The desk: the values of the digest made ready for pages, each article and event once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.views import ArticleItem, Counts, Day, EventItem, Link, Share, Text
from generator.plan.brief import lead_sentence
from generator.plan.permalinks import article_url, event_url, language_url, source_url
from generator.text.conserve import BLANK
from generator.text.scripts import direction
from generator.text.segment import count_words, sentences, shorten
from generator.text.slugs import short_hash, slugify

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.model import Article, Event, Receipt
    from generator.model.digest import Digest
    from generator.model.when import When
    from generator.text.words import Words

_LEAD_LETTERS = 300
"""An article's lead in lists: two lines and a half on a desktop, five on a phone."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Items by id: `articles` by article id, `events` by event id, `event_of` the event id of each article."""

    digest: Digest
    words: Words
    articles: Mapping[str, ArticleItem]
    events: Mapping[str, EventItem]
    event_of: Mapping[str, str]
    ranked: tuple[str, ...]
    """Event ids, newest day first, undated last; within a day by outlets, reports, articles, id."""


def set_desk(digest: Digest, words: Words) -> Desk:
    """Make the items of every article and event."""
    articles: dict[str, ArticleItem] = {}
    events: dict[str, EventItem] = {}
    event_of: dict[str, str] = {}
    for event in digest.events:
        doubtful = _least_certain(event)
        for number, ident in enumerate(order_members(digest, event, words.lang), 1):
            articles[ident] = article_item(digest, words, ident, number, likely=ident != doubtful)
            event_of[ident] = event.id
    for event in digest.events:
        events[event.id] = _event_item(digest, words, event, articles)
    ranked = sorted(events.values(), key=_rank)
    return Desk(digest, words, articles, events, event_of, tuple(item.id for item in ranked))


def set_text(text: str, lang: str) -> Text:
    """Return a text with its language, and the direction of its own letters."""
    return Text(text, lang, direction(text))


def set_day(when: When | None, words: Words) -> Day | None:
    """Return a time as a day in words, `None` where there is none."""
    return Day(when.text, words.day(when.day)) if when else None


def source_slug(name: str) -> str:
    """Return the slug of a source that is known by its name only."""
    return slugify(name) or short_hash(name)


def article_item(digest: Digest, words: Words, ident: str, number: int, *, likely: bool = True) -> ArticleItem:
    """Make the list item of an article."""
    article = digest.articles[ident]
    body = digest.bodies[ident]
    receipt = digest.receipts.get(ident)
    cut = count_cuts(receipt)
    lead = body.paragraphs[0] if body.paragraphs else article.summary or ""
    return ArticleItem(
        id=ident,
        number=number,
        title=set_text(article.title, article.lang),
        derived=article.title_from == "lead" and not _retitled(article, receipt),
        url=article_url(ident),
        language=Link(_language_text(article.lang, words), language_url(article.lang)),
        source=_source_link(digest, article),
        day=set_day(article.published, words),
        byline=set_text(article.byline, article.lang) if article.byline else None,
        lead=set_text(_shorten_lead(lead), article.lang) if lead else None,
        words=words("words", n=sum(map(count_words, body.paragraphs))),
        cuts=words("cuts", n=cut) if cut else "",
        likely=likely,
    )


def _retitled(article: Article, receipt: Receipt | None) -> bool:
    """Tell whether an editor gave the article another title than the one that was derived."""
    read = (evidence.value for evidence in receipt.evidence if evidence.field == "title") if receipt else ()
    return article.title not in read if receipt else False


def count_cuts(receipt: Receipt | None) -> int:
    """Count the lines that were cut from an article, blank ones aside."""
    return sum(span.label == "cut" and span.rule != BLANK for span in receipt.spans) if receipt else 0


def order_members(digest: Digest, event: Event, lang: str) -> tuple[str, ...]:
    """Return the members of an event, the one that speaks for it first.

    That is: in the site's language, with a headline of its own, dated, the earliest, the longest; the rest follow by
    day.
    """

    def speaks(ident: str) -> tuple[bool, bool, bool, str, int, str]:
        article = digest.articles[ident]
        day = article.published.text[:10] if article.published else "9999"
        own = article.title_from is None
        return (
            article.lang.split("-")[0] != lang.split("-", maxsplit=1)[0],
            not own,
            not article.published,
            day,
            -len(article.body),
            ident,
        )

    def follows(ident: str) -> tuple[str, str]:
        article = digest.articles[ident]
        return (article.published.text[:10] if article.published else "9999", ident)

    first = min(event.members, key=speaks)
    return (first, *sorted((ident for ident in event.members if ident != first), key=follows))


def shares(links: Sequence[Link]) -> tuple[Share, ...]:
    """Count equal links, most frequent first, ties by address."""
    counts = Counter(link.url for link in links)
    by_url = {link.url: link for link in links}
    most = max(counts.values(), default=1)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Share(by_url[url], count, round(100 * count / most)) for url, count in ordered)


def count_up(words: Words, articles: int, reports: int, outlets: int, languages: int) -> Counts:
    """Put the four numbers of an event into words; outlets that nobody knows are not counted."""
    phrases = [words("articles", n=articles), words("reports", n=reports)]
    if outlets:
        phrases.append(words("outlets", n=outlets))
    phrases.append(words("languages", n=languages))
    return Counts(articles, reports, outlets, languages, tuple(phrases))


def _language_text(tag: str, words: Words) -> Text:
    name = words.language(tag)
    return Text(name, words.lang if tag == "und" else tag, direction(name))


def _source_link(digest: Digest, article: Article) -> Link | None:
    if not article.source:
        return None
    known = digest.sources.get(article.source)
    if known:
        return Link(set_text(known.name, known.language or article.lang), source_url(known.slug))
    return Link(set_text(article.source, article.lang), source_url(source_slug(article.source)))


def _shorten_lead(paragraph: str) -> str:
    """Return the first sentences of a paragraph that fit, at least one, shortened where even that is too long."""
    lead = ""
    for sentence in sentences(paragraph):
        longer = f"{lead} {sentence}".strip()
        if lead and len(longer) > _LEAD_LETTERS:
            break
        lead = longer
    return shorten(lead, _LEAD_LETTERS + 60)


def _least_certain(event: Event) -> str | None:
    """Return the member whose strongest tie is weakest, where that is a doubt worth showing."""
    grouped = [tie for tie in event.ties if tie.member in event.members]
    weakest = min(grouped, key=lambda tie: (tie.likeness, tie.member), default=None)
    return weakest.member if weakest and weakest.likeness < 0.5 and len(event.members) > 2 else None


def _event_item(digest: Digest, words: Words, event: Event, articles: Mapping[str, ArticleItem]) -> EventItem:
    items = sorted((articles[ident] for ident in event.members), key=lambda item: item.number)
    override = digest.overrides.get(event.id)
    days = sorted({item.day.iso[:10]: item.day for item in items if item.day}.items())
    shown = [day for _, day in (days[:1] + days[-1:] if len(days) > 1 else days)]
    outlets = {item.source.url for item in items if item.source}
    languages = shares([item.language for item in items])
    reports = len(digest.reports.get(event.id, ())) or len(items)
    title = set_text(override.title, words.lang) if override and override.title else items[0].title
    return EventItem(
        id=event.id,
        title=title,
        url=event_url(event.slug),
        counts=count_up(words, len(items), reports, len(outlets), len(languages)),
        languages=languages,
        days=tuple(shown),
        lead=lead_sentence(items[0], digest.bodies[items[0].id]),
        pinned=bool(override and override.pin),
        articles=tuple(items),
    )


def _rank(item: EventItem) -> tuple[str, int, int, int, str]:
    newest = item.days[-1].iso[:10] if item.days else "0000-00-00"
    inverted = "".join(chr(ord("9") - ord(c) + ord("0")) if c.isdigit() else c for c in newest)
    return (inverted, -item.counts.outlets, -item.counts.reports, -item.counts.articles, item.id)
