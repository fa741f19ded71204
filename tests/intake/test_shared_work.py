"""Taking in by workers: the same books as by one, and an article that kills its worker is refused by name."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from datetime import date

from generator.ingest import read, read_all, unread
from generator.intake import take_in_new
from generator.model.content import Content
from generator.workers import Workers, map_chunks

EMPTY = Content((), {}, {}, (), (), ())
TODAY = date(2026, 1, 1)


class Fragile(ThreadPoolExecutor):
    """Break on whatever holds a word, as a pool does whose worker dies of an article."""

    def __init__(self, word=""):
        super().__init__(2)
        self._word = word

    def submit(self, function, chunk, /):
        """Take a chunk, or break."""
        if self._word and self._word in repr(chunk):
            broken = Future()
            broken.set_exception(BrokenExecutor("killed"))
            return broken
        return super().submit(function, chunk)


def delivery(count):
    """Return raw articles of one outlet, some with the same text."""
    texts = [
        f"Headline number {number % 9}\n\nA paragraph about matter {number % 9} that goes on for a while.\n\nShare this\n"
        for number in range(count)
    ]
    readings = [read(f"content/inbox/paper/{number:02}.txt", text.encode()) for number, text in enumerate(texts)]
    return [article for reading in readings for article in reading.articles]


def test_the_books_are_the_same():
    """Articles, receipts, fates and problems are those of one process, merged texts and ids among them."""
    raws = delivery(12)
    alone = take_in_new(raws, EMPTY, TODAY)
    workers = Workers(Fragile, chunk=2)
    assert take_in_new(raws, EMPTY, TODAY, workers) == alone
    assert [each.fate for each in alone.inputs].count("merged") == 3
    workers.close()


def test_two_articles_that_want_one_id():
    """Taken in each for itself, two articles may want one id: the second gets another, as in one process."""
    rows = b'{"text": "One text.", "id": "same"}\n{"text": "Another text.", "id": "same"}\n{"text": "A third.", "id": "same"}'
    raws = list(read("content/inbox/rows.jsonl", rows).articles)
    alone = take_in_new(raws, EMPTY, TODAY)
    workers = Workers(Fragile, chunk=1)
    shared = take_in_new(raws, EMPTY, TODAY, workers)
    workers.close()
    assert shared == alone
    assert len(shared.articles) == 3
    assert all(article.id == ident == shared.receipts[ident].id for ident, article in shared.articles.items())
    assert all(article.path == f"content/articles/{ident}.md" for ident, article in shared.articles.items())


def test_an_article_that_kills_is_refused():
    """It is named, it has a fate, and all others are taken in."""
    raws = delivery(8)
    workers = Workers(lambda: Fragile("05.txt"), chunk=3)
    taken = take_in_new(raws, EMPTY, TODAY, workers)
    workers.close()
    assert [(each.path, each.fate) for each in taken.inputs if each.fate != "published"] == [
        ("content/inbox/paper/05.txt", "refused")
    ]
    assert [(problem.path, problem.code) for problem in taken.problems] == [
        ("content/inbox/paper/05.txt", "dead-worker")
    ]
    assert len(taken.articles) == 7


def test_a_file_that_kills_is_refused():
    """The same holds for reading."""
    files = [(f"content/inbox/{number}.txt", b"A text.") for number in range(5)]
    workers = Workers(lambda: Fragile("3.txt"), chunk=2)
    readings = map_chunks(workers, read_all, files, refuse=unread)
    workers.close()
    assert [len(reading.articles) for reading in readings] == [1, 1, 1, 0, 1]
    assert [problem.code for problem in readings[3].problems] == ["dead-worker"]
    assert readings[3].refused == 1
