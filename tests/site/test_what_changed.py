"""What changed: told by editions that are out, the ledger and receipts; on the event's page, in its record, as a page and a feed."""

from __future__ import annotations

import json
import shutil

import feedparser
import jsonschema
import pytest
from lxml import html
from sites import TODAY, Site

from generator.check import check_links
from generator.explanation import explain

ARTICLE = """---
id: {id}
title: {title}
lang: {lang}
published: 2025-03-{day:02}
source: the-herald
{event}---

{title}, said the harbour office. Nobody was surprised.
"""

TITLES = {
    "ferry-a": "The ferry sails again",
    "ferry-b": "Tickets for the ferry cost more",
    "ferry-c": "The ferry is full on its first morning",
    "ferry-d": "A second ferry is on order",
    "bridge-a": "The old bridge is painted green",
    "bridge-b": "العبّارة والجسر معًا",
    "pier-a": "The pier has new planks",
    "quay-a": "A crane stands on the quay",
    "quay-b": "The crane on the quay is yellow",
    "storm-a": "A storm comes from the west",
    "vote-a": "The council votes on Thursday",
}


def write(site, ident, day, event="", lang="en", **more):
    """Write an article by hand; `event` is where the editor puts it."""
    lines = "".join(f"{key}: {value}\n" for key, value in (*([("event", event)] if event else []), *more.items()))
    text = ARTICLE.format(id=ident, title=TITLES[ident], day=day, event=lines, lang=lang)
    site.put(f"content/articles/{ident}.md", text)


def begin(site):
    """Three days with an edition each; after the first and the second, the editor moves, splits, merges, renames, takes out."""
    site.put("digest.toml", 'title = "Harbour"\nbase_url = "https://harbour.example"\n')
    site.put("content/inbox/the-herald/raw.txt", "The Council Counts Gulls\n\nMarch 2, 2025\n\nThe council counted nine hundred gulls on the pier. It will count again next year, said the clerk.\n")  # fmt: skip
    for ident, event in (("ferry-a", "ferry"), ("ferry-b", "ferry"), ("bridge-a", "bridge"), ("pier-a", "pier"), ("quay-a", "quay"), ("quay-b", "quay")):  # fmt: skip
        write(site, ident, 1, event)
    site.build()
    write(site, "ferry-c", 2, "ferry")
    write(site, "bridge-b", 2, "ferry", lang="ar")
    write(site, "storm-a", 2, "storm")
    site.build()


def decide(site):
    """Decide otherwise about what is told already."""
    write(site, "bridge-b", 2, "bridge", lang="ar")
    write(site, "ferry-b", 1)
    site.put("content/events/ferry.md", "---\nmerge: [pier]\nsplit:\n  fares: [ferry-b]\n---\n")
    write(site, "pier-a", 1)
    write(site, "quay-b", 1, "quay", draft="true")
    site.put("content/events/storm.md", "---\nrename: west-storm\n---\n")
    (raw,) = (path for path in (site.root / "content/articles").glob("*.md") if "gulls" in path.name)
    raw.write_text(raw.read_text().replace("title: The Council Counts Gulls", "title: Nine hundred gulls"))


@pytest.fixture(scope="module")
def harbour(tmp_path_factory):
    """Return the site. Not to be changed."""
    site = Site(tmp_path_factory.mktemp("harbour"))
    begin(site)
    write(site, "vote-a", 3, "vote")
    write(site, "ferry-d", 3, "ferry")
    site.build()
    decide(site)
    site.build()
    return site


def history(site, slug, folder=""):
    """Return what the page of an event says of changes: heading and line."""
    root = html.document_fromstring(site.files()[f"{folder}e/{slug}/index.html"])
    rows, heading = [], ""
    for each in root.xpath("//dl[@class='changes']/*"):
        text = " ".join(each.text_content().split())
        if each.tag == "dt":
            heading = text
        else:
            rows.append((heading, text))
    return rows


def test_articles_that_came(harbour):
    """By edition, newest first, what is newer than the last edition that is out above all; each article by its number."""
    assert history(harbour, "ferry") == [
        ("Since the last edition", "1 new article [5]"),
        ("Since the last edition", "Another event went into this one: /e/pier/ [1] [4]"),
        ("Since the last edition", "1 article moved to The old bridge is painted green العبّارة والجسر معًا"),
        ("Edition of March 2, 2025", "2 new articles [3]"),
        ("After the edition of March 1, 2025", "1 article moved to Tickets for the ferry cost more"),
        ("Edition of March 1, 2025", "Began with 2 articles [2]"),
        ("Day not recorded", "Headline edited; it came as: The Council Counts Gulls [4]"),
    ]


def test_what_was_moved_parted_merged_renamed(harbour):
    """Each page tells its side: from where, to where, what went into it, what it was called."""
    assert history(harbour, "bridge") == [
        ("Since the last edition", "Moved here from The pier has new planks [2]"),
        ("Edition of March 1, 2025", "Began with 1 article [1]"),
    ]
    assert history(harbour, "fares") == [
        ("After the edition of March 1, 2025", "Parted from The pier has new planks [1]")
    ]
    assert history(harbour, "west-storm")[1:] == [("Day not recorded", "Former address: /e/storm/")]


def test_what_is_gone_is_not_named(harbour):
    """A draft is counted, and nowhere named: not on the page, not in the record, not in the feed."""
    assert history(harbour, "quay")[0] == (
        "After the edition of March 1, 2025",
        "1 article no longer in this digest",
    )
    assert [path for path, data in harbour.files().items() if b"quay-b" in data or b"is yellow" in data] == []


def test_an_event_without_changes_says_nothing(harbour):
    """An event that only began has no section, and its page no link to one."""
    assert b"#changes" not in harbour.files()["e/vote/index.html"]
    assert b'id="changes"' not in harbour.files()["e/vote/index.html"]


def test_the_feed_of_changes(harbour):
    """Valid Atom with an entry a change, newest first, told once; the same as the page and listed among the feeds."""
    files = harbour.files()
    feed = feedparser.parse(files["changes/feed.xml"])
    assert (feed.bozo, feed.feed.updated) == (0, "2025-03-03T00:00:00Z")
    assert len({entry.id for entry in feed.entries}) == len(feed.entries) == 6
    assert [entry.updated for entry in feed.entries] == sorted((entry.updated for entry in feed.entries), reverse=True)
    told = [" ".join(html.fromstring(entry.content[0].value).text_content().split()) for entry in feed.entries]
    assert told[0] == "Edition of March 3, 2025 1 new article A second ferry is on order"
    assert (
        "After the edition of March 1, 2025 Parted from The pier has new planks Tickets for the ferry cost more" in told
    )
    assert all(f"{entry.link.removeprefix('https://harbour.example/').removesuffix('#changes')}index.html" in files for entry in feed.entries)  # fmt: skip
    page = " ".join(html.document_fromstring(files["changes/index.html"]).find(".//main").text_content().split())
    assert all(entry.title in page for entry in feed.entries)
    assert b"changes/feed.xml" in files["feeds.opml"]


def test_the_record_of_an_event_has_its_history(harbour):
    """By ids, oldest first, kept to the schema; an address for what has no page."""
    record = json.loads(harbour.files()["e/ferry/data.json"])
    schema = jsonschema.Draft202012Validator(json.loads(harbour.files()["data/schema/event.json"]))
    assert [error.message for error in schema.iter_errors(record)] == []
    kinds = [(change["kind"], change["edition"], change["count"]) for change in record["changes"]]
    assert kinds == [
        ("began", "2025-03-01", 2),
        ("left", "2025-03-01", 1),
        ("came", "2025-03-02", 2),
        ("merged", "2025-03-02", 2),
        ("left", "2025-03-02", 1),
        ("came", "2025-03-03", 1),
        ("retitled", None, 1),
    ]
    assert record["changes"][3]["former"] == "https://harbour.example/e/pier/"
    assert record["changes"][-1]["was"] == "The Council Counts Gulls"


def test_explained_in_the_terminal(harbour):
    """`explain` tells the same, and of an event that went into another what editions have of it."""
    lines = list(explain(harbour.root, "ferry", TODAY))
    assert "    after 2025-03-02  pier went into this event" in lines
    assert "    after 2025-03-01  moved to fares" in lines
    assert "    2025-03-02        new articles told: 1" in list(explain(harbour.root, "pier", TODAY))


def test_what_a_policy_holds_back_is_no_headline(tmp_path):
    """An article that came without a headline came with none: its first sentence, which its source lets nobody show, stays unsaid."""
    site = Site(tmp_path)
    site.put("digest.toml", 'title = "Harbour"\npolicy = "link"\n')
    site.put("content/inbox/raw.txt", "The council counted nine hundred gulls on the pier, and it will count again next year, said the clerk of the council on Monday.\n\nNobody knows why.\n")  # fmt: skip
    site.build()
    (article,) = (site.root / "content/articles").glob("*.md")
    lines = article.read_text().split("\n")
    article.write_text("\n".join("title: Gulls" if line.startswith("title:") else line for line in lines))
    site.build()
    (slug,) = (event["slug"] for event in site.events())
    assert history(site, slug) == [
        ("Day not recorded", "Headline written by the editor; the article came without one [1]")
    ]


def test_pages_change_with_their_history(harbour, tmp_path):
    """The other event's headline stands on the page, so an edit there makes it anew; a build from nothing says the same."""
    site = Site(shutil.copytree(harbour.root, tmp_path / "site"))
    site.build()
    before = site.files()
    path = site.root / "content/articles/ferry-a.md"
    site.put("content/events/bridge.md", "---\ntitle: The green bridge\n---\n")
    site.build()
    changed = {name for name, data in site.files().items() if before.get(name) != data}
    assert {"e/ferry/index.html", "e/bridge/index.html", "e/bridge/data.json", "changes/index.html", "changes/feed.xml"} <= changed  # fmt: skip
    assert "e/ferry/data.json" not in changed
    path.write_text(path.read_text().replace("event: ferry", "event: bridge"))
    site.build()
    assert ("After the edition of March 1, 2025", "Moved here from The pier has new planks [2]") in history(
        site, "bridge"
    )
    clean = Site(shutil.copytree(site.root, tmp_path / "clean", ignore=shutil.ignore_patterns(".cache", "site")))
    clean.build()
    assert clean.files() == site.files()


def test_every_interface_language_tells_it(harbour, tmp_path):
    """All eight have the words, each page and feed in its own; links lead somewhere."""
    site = Site(shutil.copytree(harbour.root, tmp_path / "site", ignore=shutil.ignore_patterns("site")))
    tongues = ["ar", "ru", "uk", "es", "fr", "de", "zh"]
    site.put(
        "digest.toml", f'title = "Harbour"\nbase_url = "https://harbour.example"\nlanguages = {json.dumps(tongues)}\n'
    )
    site.build()
    files = site.files()
    told = [tuple(history(site, "ferry", f"{tongue}/")) for tongue in tongues]
    assert len(set(told)) == len(tongues)
    assert {len(rows) for rows in told} == {7}
    assert history(site, "ferry", "ar/")[0] == ("منذ العدد السابق", "مقال جديد واحد [5]")
    assert {feedparser.parse(files[f"{tongue}/changes/feed.xml"]).feed.language for tongue in tongues} == set(tongues)
    assert list(check_links(files, "https://harbour.example")) == []
