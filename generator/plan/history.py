"""What changed: the history of an event on its page, and the newest changes of all events as a page and a feed."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from generator.model.views import ChangeEntry, ChangeGroup, ChangesView, ChangeView, Link
from generator.plan.editions import name_edition
from generator.plan.feeds import BEGINNING, tag_address
from generator.plan.permalinks import CHANGES, CHANGES_FEED, day_url, event_url
from generator.plan.wording import set_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.change import Change
    from generator.plan.desk import Desk, Sheet
    from generator.text.fingerprint import Part
    from generator.text.words import Words


@dataclass(frozen=True, slots=True)
class News:
    """A change of an event that has a day; `day` is the first on which it can have become so."""

    day: str
    sheet: Sheet
    change: Change


def history_of(desk: Desk, sheet: Sheet) -> tuple[Change, ...]:
    """Return what became of an event since it began, newest first, what has no day last; its beginning alone is nothing."""
    changes = desk.digest.histories.get(sheet.event.id, ())
    if all(change.kind == "began" for change in changes):
        return ()
    dated = [change for change in changes if change.day]
    days = groupby(dated, key=lambda change: (change.day, change.after))
    newest = [tuple(found) for _, found in days][::-1]
    return (*(change for found in newest for change in found), *(change for change in changes if not change.day))


def changes_of(desk: Desk, sheet: Sheet) -> tuple[Change, ...]:
    """Return what became of an event, oldest first, its names aside."""
    changes = desk.digest.histories.get(sheet.event.id, ())
    return tuple(change for change in changes if change.kind != "renamed")


def history_key(desk: Desk, sheet: Sheet) -> tuple[Part, ...]:
    """Return what tells whether an event's history reads otherwise than before, its own sheet aside."""
    changes = history_of(desk, sheet)
    last = last_out(desk)
    since = last if any(_is_since(change, last) for change in changes) else ""
    return (since, tuple(change_key(desk, change) for change in changes))


def change_key(desk: Desk, change: Change) -> tuple[Part, ...]:
    """Return what a change shows, the sheet of its event aside."""
    return (change.kind, change.day, change.articles, change.count, change.other, *_other_key(desk, change))


def view_history(desk: Desk, sheet: Sheet) -> tuple[ChangeGroup, ...]:
    """Tell the history of an event: by edition, what is newer than the last one that is out first."""
    words, last = desk.words, last_out(desk)
    rows = [(_when(change, last), view_change(desk, change)) for change in history_of(desk, sheet)]
    groups = [
        ChangeGroup(*_entitle(words, when, last), tuple(view for _, view in found))
        for when, found in groupby(rows, key=lambda row: row[0])
    ]
    mended = tuple(
        ChangeView("retitled", words("change_retitled" if item.was else "change_untitled"), (item,), None, "", item.was)
        for item in desk.items(sheet.cards)
        if item.retitled
    )
    if mended and groups and not groups[-1].url:
        return (*groups[:-1], ChangeGroup(groups[-1].title, "", (*groups[-1].changes, *mended)))
    return (*groups, *([ChangeGroup(words("undated_change"), "", mended)] if mended else []))


def view_change(desk: Desk, change: Change) -> ChangeView:
    """Put a change into words."""
    words, sheets = desk.words, desk.sheets
    other, address = None, ""
    if change.kind == "renamed":
        address = event_url(change.other)
    elif change.other in sheets:
        item = desk.event(change.other)
        other = Link(item.title, item.url)
    elif change.kind == "merged":
        address = event_url(desk.slugs[change.other])
    unnamed = change.kind in {"moved", "parted"} and other is None
    key = "change_moved_in" if unnamed else _PHRASES.get(change.kind, f"change_{change.kind}")
    phrase = words(key, n=change.count) if change.kind in _COUNTED else words(key)
    items = desk.items(desk.digest.cards[each] for each in change.articles)
    articles = tuple(sorted(items, key=lambda item: (item.number, item.id)))
    return ChangeView(change.kind, phrase, articles, other, address)


def newest_changes(desk: Desk, most: int) -> tuple[News, ...]:
    """Return the newest changes of all events that have a day, beginnings aside; what left one event is told of the other."""
    digest = desk.digest
    days = sorted({edition.day for edition in (*digest.editions, *([digest.coming] if digest.coming else []))})
    found = []
    for sheet in desk.ranked:
        for change in digest.histories.get(sheet.event.id, ()):
            if change.day and change.kind not in {"began", "left"}:
                at = bisect_right(days, change.day)
                day = days[at] if change.after and at < len(days) else change.day
                found.append(News(day, sheet, change))
    found.sort(key=lambda news: (news.day, news.change.day, news.change.after), reverse=True)
    return tuple(found[:most])


def news_key(desk: Desk, news: Sequence[News]) -> tuple[Part, ...]:
    """Return what these changes show."""
    return tuple((each.day, each.sheet.key, *change_key(desk, each.change)) for each in news)


def changes_view(desk: Desk, news: Sequence[News], title: str, base_url: str) -> ChangesView:
    """Make the page of the newest changes, and the feed of them."""
    entries = tuple(_entry(desk, each, base_url) for each in news)
    editions = [
        (when, tuple((event, tuple(entry.change for entry in of_one)) for event, of_one in groupby(found, _event_of)))
        for when, found in groupby(entries, lambda entry: entry.when)
    ]
    return ChangesView(
        title=title,
        id=tag_address(base_url, "changes/feed"),
        url=CHANGES_FEED,
        home=CHANGES,
        updated=entries[0].updated if entries else BEGINNING,
        lang=desk.words.lang,
        entries=entries,
        editions=tuple(editions),
    )


def _event_of(entry: ChangeEntry) -> Link:
    return entry.event


def last_out(desk: Desk) -> str:
    """Return the day of the newest edition that is out, "" where none is."""
    return desk.digest.editions[-1].day if desk.digest.editions else ""


_PHRASES = {"came": "new_articles"}

_COUNTED = frozenset({"began", "came", "left", "gone"})


def _entry(desk: Desk, news: News, base_url: str) -> ChangeEntry:
    item, change = desk.event(news.sheet.event.id), news.change
    name = "/".join(part for part in (item.id, "changes", change.day, change.kind, change.other) if part)
    title, url = _entitle(desk.words, (change.day, change.after, False), "")
    return ChangeEntry(
        id=tag_address(base_url, f"e/{name}"),
        updated=_instant(news.day),
        when=Link(set_text(title, desk.words.lang), url),
        event=Link(item.title, item.url),
        change=view_change(desk, change),
    )


def _instant(day: str) -> str:
    return f"{day}T00:00:00Z"


def _is_since(change: Change, last: str) -> bool:
    """Tell whether a change is known to be newer than the last edition that is out."""
    return bool(last) and (change.day > last or (change.after and change.day == last))


def _when(change: Change, last: str) -> tuple[str, bool, bool]:
    """Return what changes are gathered under: their day, whether it was after it, whether since the last edition."""
    return ("", False, True) if _is_since(change, last) else (change.day, bool(change.day) and change.after, False)


def _entitle(words: Words, when: tuple[str, bool, bool], last: str) -> tuple[str, str]:
    """Return the heading of changes, and the permalink of the edition that it names."""
    day, after, since = when
    if since:
        return words("since_last"), day_url(last)
    if not day:
        return words("undated_change"), ""
    title = words("after_edition", day=words.day(date.fromisoformat(day))) if after else name_edition(words, day)
    return title, day_url(day)


def _other_key(desk: Desk, change: Change) -> tuple[str, ...]:
    """Return what is shown of the other event."""
    sheet = desk.sheets.get(change.other)
    return (sheet.key,) if sheet else (desk.slugs.get(change.other, ""),)
