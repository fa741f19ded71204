"""Article files: typed front matter, strict about what it says, kind to what it does not know."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import DigestError
from generator.model import Article, When
from generator.store.articles import dump_article, read_article, read_articles, write_article
from generator.text.scripts import strip_controls

FULL = Article(
    id="truce-7h3j",
    title="Truce signed: “what it says”",
    lang="en-GB",
    body="One.\n\nTwo.\n",
    published=When("2022-09-21T09:30:00+08:00"),
    updated=When("2022-09-22"),
    retrieved=When("2022-09-23"),
    source="the-herald",
    url="https://example.org/a?b=c#d",
    byline="J. O'Hara, A. Ünal",
    tags=("truce", "no", "a, b"),
    summary="It was signed.",
    draft=True,
    keep=(3, 14),
    event="truce",
    title_from="lead",
    caption=("A ship.", "Another: ship"),
    path="content/articles/truce-7h3j.md",
    extra={"mood": "012", "nested": {"a": ["b", "c"]}},
)

lines = st.text(st.characters(exclude_categories=["Cs"])).map(
    lambda text: " ".join(strip_controls(" ".join(text.split())).split())
)


def read(text, path="content/articles/a.md"):
    """Read a file's text."""
    return read_article(path, text.encode())


def refused(text):
    """Return what is wrong with a file's text, as (line, what)."""
    with pytest.raises(DigestError) as caught:
        read(text)
    return [(problem.line, problem.what) for problem in caught.value.problems]


def test_full_article_comes_back():
    """Every field is written and read as it was; keys that are not ours are kept and pointed out."""
    article, notes = read(dump_article(FULL), FULL.path)
    assert article == FULL
    assert [(note.code, note.severity) for note in notes] == [("unknown-key", "note")] * 2


@given(
    st.builds(
        replace,
        st.just(FULL),
        title=lines,
        source=lines.map(lambda text: text or None),
        byline=lines.map(lambda text: text or None),
        summary=lines.map(lambda text: text or None),
        tags=st.lists(lines.filter(bool), max_size=3).map(tuple),
        caption=st.lists(lines.filter(bool), max_size=3).map(tuple),
        body=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r")),
        draft=st.booleans(),
        extra=st.just({}),
    )
)
def test_any_article_comes_back(article):
    """Any texts come back; an idle rebuild writes the same bytes."""
    dumped = dump_article(article)
    assert read(dumped, article.path) == (article, ())
    assert dump_article(read(dumped, article.path)[0]) == dumped


def test_article_by_hand_is_welcome():
    """A file without front matter is an article: its name gives the id, nothing else is known."""
    article, notes = read("Just a text.\n", "content/articles/My Story.md")
    assert (article.id, article.title, article.lang, article.body, notes) == (
        "my-story",
        "",
        "und",
        "Just a text.\n",
        (),
    )


def test_name_without_letters_gives_an_id_all_the_same():
    """A file named in Arabic gets an id that is safe in an address."""
    article, _ = read("Text.\n", "content/articles/هدنة.md")
    assert article.id.isalnum()
    assert article.id.isascii()


def test_windows_line_ends_are_read():
    """A file saved with CRLF has the same article."""
    assert read(dump_article(FULL).replace("\n", "\r\n"), FULL.path)[0] == FULL


def test_all_mistakes_are_told_at_once():
    """Each value that is not what its key asks for is named with its line; the article is left out."""
    text = "---\nid: A b\npublished: 21.09.2022\nlang: English!\nurl: ftp://x\ndraft: maybe\nkeep: [0, x]\nevent: No!\ntitle: [a, b]\ntags: {a: b}\n---\n"  # fmt: skip
    found = refused(text)
    assert sorted({line for line, _ in found}) == [2, 3, 4, 5, 6, 7, 8, 9, 10]


@pytest.mark.parametrize(
    "url", ["example.org", "http://", "http://[x", "javascript:alert(1)", "http://a b", "https:///x", "mailto:a@b.c"]
)
def test_addresses_that_lead_nowhere_are_refused(url):
    """An address is http or https with a host; one that cannot be taken apart is none."""
    assert len(refused(f'---\nurl: "{url}"\n---\n')) == 1


def test_empty_values_are_no_values():
    """`key:` with nothing behind it says nothing."""
    assert read("---\ntitle:\npublished:\ndraft:\nkeep:\ntags: []\n---\nText\n")[0] == replace(
        read("Text\n")[0], body="Text\n"
    )


def test_unknown_key_is_kept_and_its_neighbour_named():
    """A slip of the pen is a warning with the closest match."""
    article, notes = read("---\npublihsed: 2022-09-21\n---\n")
    assert dict(article.extra) == {"publihsed": "2022-09-21"}
    assert [(note.severity, note.line, note.mend) for note in notes] == [("warning", 2, "did you mean “published”?")]


def test_bytes_that_are_no_utf8_are_refused_with_their_line():
    """A file in another encoding is refused by name and line, not guessed at."""
    with pytest.raises(DigestError) as caught:
        read_article("content/articles/a.md", b"---\ntitle: a\n---\n\xff\n")
    assert [(problem.code, problem.line) for problem in caught.value.problems] == [("not-utf-8", 4)]


def test_shelf_reads_what_it_can(tmp_path):
    """Broken files and ids that stand twice are told; hidden files are passed over."""
    folder = tmp_path / "content/articles"
    (folder / "deep").mkdir(parents=True)
    (folder / "b.md").write_text("B\n")
    (folder / "a.md").write_text("A\n")
    (folder / "deep/c.md").write_text("---\nid: a\n---\n")
    (folder / "d.md").write_text("---\ntitle: [\n---\n")
    (folder / ".hidden.md").write_text("---\n")
    shelf = read_articles(tmp_path)
    assert list(shelf.articles) == ["a", "b"]
    assert [(problem.path.removeprefix("content/articles/"), problem.code) for problem in shelf.problems] == [
        ("d.md", "front-matter"),
        ("deep/c.md", "duplicate-id"),
    ]


def test_articles_come_in_order_of_id(tmp_path):
    """The order is that of ids, whatever the files are called."""
    for name, ident in [("z", "a-b"), ("y", "a"), ("x", "a-b-c")]:
        write_article(tmp_path, replace(FULL, id=ident, path=f"content/articles/{name}.md"))
    assert list(read_articles(tmp_path).articles) == ["a", "a-b", "a-b-c"]


def test_writing_twice_writes_once(tmp_path):
    """A file that is as it should be is not touched."""
    assert write_article(tmp_path, FULL)
    assert not write_article(tmp_path, FULL)
    assert (tmp_path / FULL.path).read_text() == dump_article(FULL)
