"""The books of the inbox: every input has one fate, the same text is one article, and the editor wins."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from generator.ingest import read
from generator.intake import sort_delivery, take_in_new
from generator.intake.article import text_mark
from generator.model import Article, Copy, When
from generator.model.content import Content

TODAY = date(2026, 1, 1)
EMPTY = Content((), {}, {}, (), (), ())

FERRY = "The ferry to Lindmark left the pier at nine in the morning with forty people on board.\n"
STORM = "A storm had kept all boats in the harbour for three days, the port authority said on Monday.\n"
QUEUE = "Hundreds of lorries waited on the road to the coast, and drivers slept in their cabs.\n"


def deliver(content=EMPTY, **files):
    """Take in files (`the_herald__a` is `the-herald/a.txt`): (what came of them, the content then)."""
    raws = [raw for name, data in files.items() for raw in read(f"content/inbox/{place(name)}", data.encode()).articles]
    return enter(content, raws)


def enter(content, raws):
    """Take in raw articles as a build does: (what came of them, the content then)."""
    delivery = sort_delivery(raws, content)
    taken = take_in_new(delivery.raws, content, TODAY)
    after = replace(
        content,
        articles=dict(sorted({**content.articles, **taken.articles}.items())),
        receipts=dict(sorted({**content.receipts, **taken.receipts}.items())),
    )
    return replace(taken, inputs=(*delivery.inputs, *taken.inputs)), after


def place(name):
    """Return the path that a name stands for."""
    return name.replace("__", "/").replace("_", "-") + ".txt"


def fates(taken):
    """Return what became of the inputs, by path and item."""
    return {(each.path.removeprefix("content/inbox/"), each.item): each.fate for each in sorted(taken.inputs, key=lambda each: (each.path, each.item))}  # fmt: skip


def only(values):
    """Return the only value of a mapping."""
    (value,) = values.values()
    return value


def test_new_articles_are_published():
    """Each new file is an article with a receipt under one id."""
    taken, content = deliver(the_herald__a=FERRY, the_post__b=STORM)
    assert fates(taken) == {("the-herald/a.txt", 0): "published", ("the-post/b.txt", 0): "published"}
    assert content.articles.keys() == content.receipts.keys()
    assert taken.problems == ()


def test_what_is_known_is_left_alone():
    """A second delivery of the same files enters nothing; fates are as before."""
    first, content = deliver(the_herald__a=FERRY, the_herald__b=FERRY, the_post__c=STORM)
    again, after = deliver(content, the_herald__a=FERRY, the_herald__b=FERRY, the_post__c=STORM)
    assert (again.articles, again.receipts) == ({}, {})
    assert after == content
    assert fates(again) == fates(first)


def test_same_bytes_elsewhere_are_merged():
    """The very same file under another source is one article; both places are on its receipt."""
    taken, content = deliver(the_herald__a=FERRY, the_post__b=FERRY)
    assert fates(taken) == {("the-herald/a.txt", 0): "published", ("the-post/b.txt", 0): "merged"}
    receipt = only(content.receipts)
    assert receipt.also == (Copy("content/inbox/the-post/b.txt", 0, receipt.sha256),)


def test_same_text_of_the_same_source_is_merged():
    """White space and page furniture aside, a text of one source that comes twice is one article."""
    taken, _ = deliver(the_herald__a=FERRY + STORM, the_herald__b=f"{FERRY}\n{STORM}\nFollow us on Twitter\n")
    assert list(fates(taken).values()) == ["published", "merged"]


def test_same_text_of_another_source_is_an_article():
    """Who printed an agency's text is news: copies of other sources are articles of their own."""
    taken, content = deliver(the_herald__a=FERRY, the_post__b=f"\n{FERRY}")
    assert list(fates(taken).values()) == ["published", "published"]
    assert len(content.articles) == 2


def test_titles_alone_are_told_apart():
    """Two articles of which only a title is left are two, though both have no text."""
    one, two = (Article("x", title, "en", "", source="the-herald") for title in ("Ferry runs", "Harbour closed"))
    assert text_mark(one) != text_mark(two)
    assert text_mark(one) == text_mark(replace(one, id="y"))
    assert text_mark(replace(one, body="Text")) == text_mark(replace(two, body=" Text\n"))


def test_ids_do_not_depend_on_the_order():
    """In whatever order files come, alone or together, the same articles have the same ids."""
    files = {"the_herald__a": FERRY, "the_post__b": STORM, "the_herald__c": QUEUE}
    together, all_at_once = deliver(**files)
    for order in permutations(files):
        content = EMPTY
        for name in order:
            _, content = deliver(content, **{name: files[name]})
        assert content.articles == all_at_once.articles
        assert content.receipts == all_at_once.receipts
    assert len(together.articles) == 3


def test_changed_raw_file_renews_its_article():
    """An article nobody edited gets its new text; id, file and address stay, though the title changed."""
    _, content = deliver(the_herald__a=FERRY)
    old = only(content.articles)
    taken, after = deliver(content, the_herald__a=f"Ferry runs again\n\n{FERRY}\n{STORM}")
    new = only(after.articles)
    assert fates(taken) == {("the-herald/a.txt", 0): "published"}
    assert (new.id, new.path, new.title) == (old.id, old.path, "Ferry runs again")
    assert "A storm" in new.body
    assert only(after.receipts).sha256 != only(content.receipts).sha256


def test_edited_article_is_never_overwritten():
    """A text that the editor changed stays as it is, and a warning says what was not done, as long as it is so."""
    _, content = deliver(the_herald__a=FERRY)
    old = only(content.articles)
    edited = replace(old, body=old.body.replace("forty", "fifty"))
    content = replace(content, articles={old.id: edited})
    for _ in range(2):
        taken, content = deliver(content, the_herald__a=FERRY + STORM)
        assert content.articles == {old.id: edited}
        assert [(problem.code, problem.severity) for problem in taken.problems] == [("edited-by-hand", "warning")]
        assert list(fates(taken).values()) == ["published"]


@pytest.mark.parametrize(
    "mended",
    [
        {"title": "A better title", "title_from": None},
        {"lang": "en-GB"},
        {"published": When("2022-09-21")},
        {"updated": When("2022-09-22")},
        {"source": "another-outlet"},
        {"url": "https://herald.example/1"},
        {"byline": "Anna Holt"},
        {"tags": ("boats",)},
        {"summary": "In short."},
        {"retrieved": When("2022-09-23")},
        {"event": "crossing"},
        {"draft": True},
        {"keep": (1,)},
        {"extra": {"mood": "calm"}},
    ],
)
def test_facts_that_the_editor_mended_stay(mended):
    """A new text comes in, but what the editor wrote above it is kept."""
    _, content = deliver(the_herald__a=FERRY)
    old = only(content.articles)
    content = replace(content, articles={old.id: replace(old, **mended)})
    _, after = deliver(content, the_herald__a=f"Ferry runs again\n\n{FERRY}\n{STORM}")
    new = only(after.articles)
    assert "A storm" in new.body
    assert {key: getattr(new, key) for key in mended} == mended


def test_withdrawn_articles_stay_away():
    """An article that the editor deleted, its receipt kept, does not come back, changed or not, here or elsewhere."""
    _, content = deliver(the_herald__a=FERRY)
    content = replace(content, articles={})
    for text in (FERRY, FERRY + STORM):
        taken, after = deliver(content, the_herald__a=text)
        assert fates(taken) == {("the-herald/a.txt", 0): "withdrawn"}
        assert after.articles == {}
    taken, after = deliver(content, the_post__b=FERRY)
    assert (list(fates(taken).values()), after.articles) == (["merged"], {})


def test_deleted_with_its_receipt_an_article_comes_again():
    """Who deletes both wants the file taken in anew."""
    _, content = deliver(the_herald__a=FERRY)
    _, after = deliver(replace(content, articles={}, receipts={}), the_herald__a=FERRY)
    assert after == content


def test_moved_file_is_the_same_article():
    """A raw file that was moved is told by its bytes: the article stays, the new place is on its receipt."""
    _, content = deliver(the_herald__a=FERRY)
    taken, after = deliver(content, the_herald__deep__b=FERRY)
    assert list(fates(taken).values()) == ["merged"]
    assert after.articles == content.articles


def rss(*items):
    """Return the items of a feed: (address or "", text)."""
    rows = "".join(
        f"<item><title>Item</title>{f'<link>{url}</link>' if url else ''}<description>{text}</description></item>"
        for url, text in items
    )
    data = f"<rss version='2.0'><channel><title>The Herald</title>{rows}</channel></rss>"
    return read("content/inbox/the-herald/feed.xml", data.encode()).articles


ONE, TWO, THREE = (f"https://herald.example/{n}" for n in (1, 2, 3))


def test_feed_that_moves_on_keeps_its_articles():
    """Items that slide down the feed stay the articles they were; only what is new is entered, and once."""
    _, content = enter(EMPTY, rss((ONE, FERRY), (TWO, STORM)))
    taken, after = enter(content, rss((THREE, QUEUE), (ONE, FERRY), (TWO, STORM)))
    assert {ident: after.articles[ident] for ident in content.articles} == content.articles
    assert len(after.articles) == 3
    assert set(fates(taken).values()) == {"published"}
    again, still = enter(after, rss((THREE, QUEUE), (ONE, FERRY), (TWO, STORM)))
    assert (again.articles, again.receipts, still) == ({}, {}, after)


def test_feed_items_without_address_are_told_by_their_text():
    """An item that has no address of its own is known again by its text, wherever it stands."""
    _, content = enter(EMPTY, rss(("", FERRY), ("", STORM)))
    _, after = enter(content, rss(("", QUEUE), ("", FERRY), ("", STORM)))
    assert {ident: after.articles[ident] for ident in content.articles} == content.articles
    assert len(after.articles) == 3
    assert all(receipt.also == () for receipt in after.receipts.values())
    again, still = enter(after, rss(("", QUEUE), ("", FERRY), ("", STORM)))
    assert (again.receipts, still) == ({}, after)


def test_changed_feed_item_renews_its_article():
    """An item with the same address, a fragment aside, and another text is the same article with a new text."""
    _, content = enter(EMPTY, rss((f"{ONE}#top", FERRY)))
    _, after = enter(content, rss((f"{ONE}#top", FERRY + STORM)))
    assert after.articles.keys() == content.articles.keys()
    assert "A storm" in only(after.articles).body


def test_withdrawn_feed_items_stay_away():
    """An item whose article the editor deleted does not come back when the feed moves on."""
    for first, second in [((ONE, FERRY), (TWO, STORM)), (("", FERRY), ("", STORM))]:
        _, content = enter(EMPTY, rss(first))
        taken, after = enter(replace(content, articles={}), rss(second, first))
        assert fates(taken) == {("the-herald/feed.xml", 1): "published", ("the-herald/feed.xml", 2): "withdrawn"}
        assert len(after.articles) == 1


def test_items_that_share_an_address_stay_apart():
    """Two items under one address are two articles, and no update swaps their texts."""
    _, content = enter(EMPTY, rss((ONE, FERRY), (ONE, STORM)))
    _, after = enter(content, rss((TWO, QUEUE), (ONE, STORM), (ONE, FERRY)))
    assert {ident: after.articles[ident].body for ident in content.articles} == {
        ident: article.body for ident, article in content.articles.items()
    }
    assert len(after.articles) == 3


def test_a_text_of_hardly_anything_but_boilerplate_asks_the_editor():
    """Where cleaning would remove more than 60 %, nothing is cut and a warning asks; an editor's `cut` answers it."""
    page = FERRY + "\n".join(
        [*["Follow us on Twitter"] * 4, *["All rights reserved"] * 4, "Subscribe to our newsletter"] * 2
    )
    taken, content = deliver(a=page)
    article = only(taken.articles)
    assert "Follow us on Twitter" in article.body
    assert [(problem.code, problem.severity, problem.path) for problem in taken.problems] == [
        ("uncut", "warning", "content/inbox/a.txt")
    ]
    assert article.id in taken.problems[0].mend
    answered = replace(content, articles={article.id: replace(article, cut=(2,))})
    assert deliver(answered, a=page + "\n")[0].problems == ()
