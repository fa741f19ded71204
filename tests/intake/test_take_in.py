"""Taking in one raw article: everything of it is in the article or in the receipt, and its id is its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.check import check_conservation
from generator.ingest import read
from generator.intake import IntakeOptions, fingerprint, take_in
from generator.model import Source
from generator.store.articles import dump_article, read_article
from generator.text.slugs import is_slug

OPTIONS = IntakeOptions((), date(2026, 1, 1))

FERRY = """\
Ferry to Lindmark runs again after three days

The ferry to Lindmark left the pier at nine in the morning with forty people on board.

A storm had kept all boats in the harbour for three days, the port authority said.

Follow us on Twitter
"""


def raw_of(data, path="content/inbox/the-herald/a.txt"):
    """Read one raw article."""
    (raw,) = read(path, data.encode() if isinstance(data, str) else data).articles
    return raw


def test_article_and_receipt_hold_the_whole():
    """Body, front matter and receipt together are the raw file; each line knows what became of it."""
    raw = raw_of(FERRY)
    new = take_in(raw, OPTIONS)
    assert new.article.title == "Ferry to Lindmark runs again after three days"
    assert (new.article.source, new.article.lang, new.article.published) == ("the-herald", "en", None)
    assert new.article.body.endswith("for three days, the port authority said.\n")
    assert check_conservation(new.receipt, new.article, raw) is None
    assert [span.line for span in new.receipt.spans] == [1, 3, 5, 7]
    assert [(span.line, span.text) for span in new.receipt.spans if span.label == "cut"] == [
        (7, "Follow us on Twitter")
    ]
    assert new.receipt.body_sha256 == fingerprint(new.article.body)
    assert new.receipt.id == new.article.id


@settings(max_examples=60)
@given(
    st.sampled_from(["a.txt", "a.md", "a.html", "the-herald/a.txt"]),
    st.lists(
        st.one_of(
            st.sampled_from(FERRY.split("\n")),
            st.sampled_from(["---", "title: a: b", "id: X", "keep: [1, x]", "# Head", "```", "<p>", "> said", "- one", "\t", "Read also", "2022-09-21", "(AP) - x", "\u202eevil", "停火协议昨日签署。", "وقع الطرفان اتفاقا اليوم."]),
            st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
        ),
        max_size=9,
    ).map("\n".join),
)  # fmt: skip
def test_any_file_is_taken_in_whole(name, text):
    """Whatever a file holds: nothing is lost, the id is safe, and the article's file reads back as it was."""
    for raw in read(f"content/inbox/{name}", text.encode()).articles:
        new = take_in(raw, OPTIONS)
        assert check_conservation(new.receipt, new.article, raw) is None
        assert is_slug(new.article.id)
        read_back, _ = read_article(new.article.path, dump_article(new.article).encode())
        assert read_back == new.article


def test_id_is_made_of_title_source_and_text():
    """The same text has the same id wherever its file lies; another source or another letter gives another."""
    one = take_in(raw_of(FERRY), OPTIONS).article.id
    assert one.startswith("ferry-to-lindmark-runs-again-after-three-days-")
    assert take_in(raw_of(FERRY, "content/inbox/the-herald/deep/b.txt"), OPTIONS).article.id == one
    others = [raw_of(FERRY, "content/inbox/the-post/a.txt"), raw_of(FERRY + "x"), raw_of(FERRY, "content/inbox/a.txt")]
    assert len({one, *(take_in(raw, OPTIONS).article.id for raw in others)}) == 4


def test_id_that_is_taken_grows():
    """Where two articles would share an id, the second one's hash is longer."""
    first = take_in(raw_of(FERRY), OPTIONS).article.id
    second = take_in(raw_of(FERRY), OPTIONS, lambda ident: ident == first).article.id
    assert second.startswith(first)
    assert len(second) == len(first) + 6


def test_title_that_cannot_be_read_leaves_the_hash():
    """An Arabic title has no readable form in a-z."""
    ident = take_in(raw_of("وقع الطرفان اتفاقا لوقف إطلاق النار في المدينة القديمة اليوم.\n"), OPTIONS).article.id
    assert len(ident) == 6


MARKED = """\
---
id: my-ferry
title: My ferry
tags: [boats, no]
event: crossing
keep: [1, 5]
mood: calm
draft: yes
date: 2022-09-21
---
Follow us on Twitter

The ferry to Lindmark left the pier at nine in the morning with forty people on board.

Share this article
"""


def test_front_matter_of_a_raw_file_is_the_editors_word():
    """Keys are taken as they are, both lines of `keep` stay, keys that are not ours are kept as well."""
    article = take_in(raw_of(MARKED, "content/inbox/a.md"), OPTIONS).article
    assert (article.id, article.title, article.tags, article.event, article.draft) == ("my-ferry", "My ferry", ("boats", "no"), "crossing", True)  # fmt: skip
    assert str(article.published) == "2022-09-21"
    assert dict(article.extra) == {"mood": "calm"}
    assert article.body.startswith("Follow us on Twitter\n")
    assert article.body.endswith("Share this article\n")


@pytest.mark.parametrize("given", ["../x", "Not A Slug", "con", ""])
def test_id_that_could_do_harm_is_not_taken(given):
    """An id names a file: one that is no slug is passed over."""
    article = take_in(raw_of(f'---\nid: "{given}"\n---\n{FERRY}', "content/inbox/a.md"), OPTIONS).article
    assert is_slug(article.id)
    assert article.id != given


def test_lines_the_editor_keeps_stay():
    """What is kept by number is not cut."""
    kept = take_in(raw_of(FERRY), replace(OPTIONS, keep=frozenset({7})))
    assert kept.article.body.endswith("Follow us on Twitter\n")


def test_source_brings_its_own_cuts():
    """A source's file says what is not text on its pages, as long as that holds."""
    from generator.model.source import CutRule

    rule = CutRule(
        text="A storm had kept all boats in the harbour for three days, the port authority said.", until="2026-01-01"
    )
    source = Source("the-herald", "The Herald", cuts=(rule,))
    bodies = [
        take_in(raw_of(FERRY), IntakeOptions((source,), day)).article.body
        for day in (date(2026, 1, 1), date(2026, 1, 2))
    ]
    assert ["storm" in body for body in bodies] == [False, True]


@pytest.mark.parametrize(
    ("body", "same"),
    [
        ("Text.\n", True),
        ("Text.", True),
        ("Text.\n\n\n", True),
        ("\nText.\n", False),
        (" Text.\n", False),
        ("Text!\n", False),
    ],
)
def test_edited_bodies_are_told(body, same):
    """Lines added at the end change nothing that matters; a line at the top would move every other."""
    assert (fingerprint(body) == fingerprint("Text.\n")) is same
