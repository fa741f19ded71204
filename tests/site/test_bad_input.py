"""Bad input: a clear error that names the file, the rest is built, nothing is lost."""

from __future__ import annotations

import os

import pytest

from generator.errors import DigestError, Exit

GOOD = "A headline that is good\n\nThe first paragraph of a good article, which is long enough to be told from a headline.\n"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("binary.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x02\x03", "binary-file"),
        ("empty.txt", b"", "empty-file"),
        ("blank.txt", b" \n\n\t\n", "empty-file"),
        ("large.txt", b"word " * 10_400_000, "too-large"),
        ("broken.md", b"---\ntitle: [one\nlang: en\n---\n\nText.\n", "front-matter"),
        ("unclosed.md", b"---\ntitle: One\nlang: en\n\nText.\n", "front-matter"),
        ("twice.md", b"---\ntitle: One\ntitle: Two\n---\n\nText.\n", "front-matter"),
        ("data.xml", b"<?xml version='1.0'?><data><row/></data>", "unknown-format"),
        ("sheet.pdf", b"%PDF-1.7\n1 0 obj\n", None),
    ],
)
def test_refused_by_name_and_the_rest_goes_on(site, name, data, code):
    """Each bad file is refused by name with what is wrong and how to mend it; the good one beside it is published."""
    site.put("content/inbox/outlet/good.txt", GOOD)
    site.put(f"content/inbox/outlet/{name}", data)
    report = site.build()
    assert report.fates() == {"published": 1, "merged": 0, "refused": 1, "withdrawn": 0}
    problem = next(problem for problem in report.problems if problem.path.endswith(name))
    assert problem.severity == "error"
    assert problem.what
    assert problem.mend
    if code:
        assert problem.code == code
    assert report.exit_code() is Exit.PROBLEMS
    assert len(site.articles()) == 1
    assert "index.html" in site.files()


def test_broken_front_matter_has_line_and_column(site):
    """Broken front matter is named with the line and column where reading stopped."""
    site.put("content/inbox/outlet/broken.md", '---\nlang: en\ntitle: "One\n---\n\nText.\n')
    problem = site.build().problems[0]
    assert problem.path == "content/inbox/outlet/broken.md"
    assert problem.line >= 1
    assert problem.column >= 1


def test_unreadable_file(site):
    """What is no plain file is refused by name, without opening it: a pipe would never end."""
    site.put("content/inbox/outlet/good.txt", GOOD)
    os.mkfifo(site.root / "content/inbox/outlet/pipe.txt")
    (site.root / "content/inbox/outlet/link.txt").symlink_to("/etc/passwd")
    report = site.build()
    assert report.fates()["refused"] == 2
    assert {problem.code for problem in report.problems} == {"not-a-file"}


def test_duplicate_is_merged(site):
    """The same text a second time is merged into the first, and counted as such."""
    site.put("content/inbox/outlet/one.txt", GOOD)
    site.put("content/inbox/outlet/two.txt", GOOD)
    assert site.build().fates() == {"published": 1, "merged": 1, "refused": 0, "withdrawn": 0}
    assert site.build().fates() == {"published": 1, "merged": 1, "refused": 0, "withdrawn": 0}


def test_cut_off_feed(site):
    """Of a feed cut off in the middle the whole items are published; the torn one is refused by name."""
    item = "<item><title>Headline {n}</title><link>https://outlet.example/{n}</link><description>{text}</description></item>"
    words = "The council met on Monday and spoke of the bridge, the ferry and the school for several hours, number {n}."
    items = "".join(item.format(n=n, text=words.format(n=n)) for n in (1, 2, 3))
    whole = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Outlet</title>{items}</channel></rss>'
    site.put("content/inbox/outlet/feed.xml", whole[: whole.index("Headline 3") + 6])
    report = site.build()
    assert report.fates() == {"published": 2, "merged": 0, "refused": 1, "withdrawn": 0}
    assert all(
        "Headline 3"[:6] not in text.split("title:")[1].split("\n")[0].replace("Headline", "", 1)
        for text in site.articles().values()
    )
    assert any(problem.code == "cut-off-feed" for problem in report.problems)


def test_broken_article_is_left_out(site):
    """An article file whose front matter is wrong is named with its line; the others are built."""
    site.put("content/articles/good.md", "---\ntitle: Good\nlang: en\n---\n\nA good text.\n")
    site.put("content/articles/bad.md", "---\ntitle: Bad\nlang: en\npublished: yesterday\n---\n\nA text.\n")
    report = site.build()
    problem = next(problem for problem in report.problems if problem.path == "content/articles/bad.md")
    assert (problem.line, problem.code) == (4, "front-matter")
    assert "a/good/index.html" in site.files()


def test_torn_ledger_stops_and_is_left_alone(site):
    """A ledger that cannot be read stops the build with the line, and is never rewritten."""
    torn = '{"id":"aaaaaa","slug":"one","members":[]}\n{"id":"bbbb'
    site.put("content/ledger.jsonl", torn)
    with pytest.raises(DigestError) as caught:
        site.build()
    assert [(problem.path, problem.line) for problem in caught.value.problems] == [("content/ledger.jsonl", 2)]
    assert (site.root / "content/ledger.jsonl").read_text() == torn


def test_an_empty_site_is_a_site(site):
    """Without any article there is a front page that says how to add the first."""
    report = site.build()
    assert report.exit_code() is Exit.FINE
    assert "content/inbox/" in site.files()["index.html"].decode()
