"""The index in files: the same for the same articles, small, and for the most part left alone by a small edit."""

from __future__ import annotations

import gzip
import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from invented import events, names

from generator.model.views import Text
from generator.search import IndexedArticle, IndexedEvent, Shown, index_article, merge, shards
from generator.search.postings import LEAD, TEXT_LETTERS, TITLE, read_postings

SCRIPT = Path(__file__).parents[2] / "templates/search.js"


def made_up(count, seed=1):
    """Return `count` articles of made-up words in four scripts, of two each an event; rare words are many, as in texts."""
    chance = random.Random(seed)  # noqa: S311 - a fixed order, no secret
    alphabets = ["etaoinshrdlucmfw", "оеаинтсрвлкмдпу", "اليمنترهوبعدسف", "的一是不了在人有我他这中大来上国停火"]
    words = [
        ["".join(chance.choices(alphabet, k=chance.randrange(2, 9))) for _ in range(6000)] for alphabet in alphabets
    ]
    made = []
    for number in range(count // 2):
        articles = []
        for place in range(2):
            some = words[(number + place) % 4]
            text = [some[min(int(chance.paretovariate(0.4)), len(some)) - 1] for _ in range(260)]
            shown = Shown(f"/a/{number}-{place}/", " ".join(text[:9]), (" ".join(text[:40]), " ".join(text[40:])))
            day = f"2026-{1 + number % 12:02d}-{1 + number % 28:02d}"
            source = f"source-{number % 40}"
            articles.append(IndexedArticle(f"{number}-{place}", "en", source, day, index_article(shown)))
        made.append(
            IndexedEvent(
                f"{chance.randrange(10**6):06d}", f"/e/{number}/", Text("A title", "en", "ltr"), tuple(articles)
            )
        )
    return made


def test_the_order_of_the_events_does_not_matter():
    """The same events in any order, merged twice, are the same files to the byte."""
    shuffled = [*events()]
    random.Random(3).shuffle(shuffled)  # noqa: S311
    assert merge(shuffled, names()) == merge(events(), names())
    assert [*merge(shuffled, names())] == [*merge(events(), names())]


def test_large_and_small_make_the_same(monkeypatch):
    """The loops for few postings and the arrays for many make the same bytes, also where two keys are alike at first."""
    made = made_up(300)
    monkeypatch.setattr(shards, "_LARGE", 0)
    in_bulk = merge(made, names())
    monkeypatch.setattr(shards, "_LARGE", 10**9)
    assert merge(made, names()) == in_bulk
    assert len(in_bulk) > 100


def test_keys_that_begin_alike_are_told_apart():
    """Sorting by the first bits of a key alone would mix two keys that share them: then all bits count."""
    import numpy as np

    keys = np.array([5 << 40 | 9, 5 << 40 | 1, 7, 5 << 40 | 9, 5 << 40 | 1] * 3, dtype=np.uint64)
    order, first = shards.sort_places(keys)
    assert order.tolist() == sorted(range(15), key=lambda place: (int(keys[place]), place))
    assert first.tolist() == [0, 3, 9]


def test_an_edit_touches_few_files():
    """Another word in one text changes the shards of that word and the one of its text, and nothing else."""
    made = made_up(600)
    before = merge(made, names())
    event = made[100]
    shown = Shown("/a/100-0/", "A title", ("Some text about a kingfisher.",))
    edited = replace(event.articles[0], postings=index_article(shown))
    first = merge([*made[:100], replace(event, articles=(edited, *event.articles[1:])), *made[101:]], names())
    shown = replace(shown, paragraphs=("Some text about a woodpecker.",))
    edited = replace(edited, postings=index_article(shown))
    second = merge([*made[:100], replace(event, articles=(edited, *event.articles[1:])), *made[101:]], names())
    assert before.keys() == first.keys() == second.keys()
    changed = [path for path in first if first[path] != second[path]]
    assert len(changed) == 3
    assert [path for path in changed if path.startswith("t")] != []


def test_a_new_event_leaves_the_texts_of_others_alone():
    """Texts lie by the ids of their events: one more event rewrites no other's file, until their number doubles."""
    made = made_up(600)
    before, after = merge(made[:-1], names()), merge(made, names())
    assert sum(before.get(path) != data for path, data in after.items() if path.startswith("t")) == 1


def test_only_what_is_shown_is_indexed():
    """The index holds no word that was not handed in, and a term weighs by the best place it stands in."""
    shown = Shown("/a/x/", "Harbour news", ("The ferry waits. Ferry talk.", "Gulls and gulls and gulls."))
    postings = read_postings(index_article(shown))
    weights = dict(zip(postings.terms.decode().split(), postings.weights, strict=False))
    assert weights == {
        "harbour": TITLE, "news": TITLE, "the": LEAD, "ferry": LEAD + 1, "waits": LEAD, "talk": LEAD,
        "gulls": 1, "and": 1,
    }  # fmt: skip


def test_repeats_never_lift_a_text_above_its_title():
    """However often a term is in the text, one in the title of as short an article weighs more."""
    shown = Shown("/a/x/", "Title", ("lead", "often " * 50))
    postings = read_postings(index_article(shown))
    weights = dict(zip(postings.terms.decode().split(), postings.weights, strict=False))
    assert weights["title"] > weights["lead"] > weights["often"] > 0


def test_a_long_text_is_found_whole_and_shown_in_part():
    """Every word of a long text leads to it, while its row holds only its head."""
    shown = Shown("/a/x/", "T", (" ".join(f"word{number}" for number in range(2000)),))
    postings = read_postings(index_article(shown))
    assert "word1999" in postings.terms.decode().split()
    assert TEXT_LETTERS - 10 < len(json.loads(postings.row)[2]) <= TEXT_LETTERS


def test_an_empty_site_has_an_index():
    """Without an article there is still a register and a shard, so that the page finds nothing instead of failing."""
    assert [*merge([], names())] == ["index.js", "p0.js"]


def test_the_script_is_small():
    """The script has at most 8 KB with gzip, and asks for nothing by other ways than scripts."""
    text = SCRIPT.read_text()
    assert len(gzip.compress(text.encode(), 9, mtime=0)) <= 8192
    for word in ("fetch(", "XMLHttpRequest", "eval(", "Function(", "import(", "innerHTML", ".style", "localStorage"):
        assert word not in text


@pytest.mark.browser
def test_the_first_results_of_a_thousand_articles_cost_little(visit, tmp_path):
    """On 1,000 articles, script, register, and what a query of two words and ten results needs are at most 45 KB."""
    from search_page import write_site

    made = made_up(1000)
    files = merge(made, names())
    write_site(tmp_path, files)
    title = json.loads(read_postings(made[10].articles[0].postings).row)[1].split()
    search = visit((tmp_path / "search/index.html").as_uri())
    search.requests.clear()
    assert search.ask(f"{title[3]} {title[5]} ")
    asked = {request.rpartition("/")[2].partition("?")[0] for request in search.requests} & files.keys()
    texts = [path for path in asked if path.startswith("t")]
    assert len(texts) == len(search.found())
    sizes = [len(gzip.compress(data, 9)) for data in (SCRIPT.read_bytes(), files["index.js"], *map(files.get, asked))]
    assert sum(sizes) <= 45_000
