"""Bounded cost: texts made to take for ever are refused by name, or done within the time that the kernel gives them.

Nothing is timed here: a child process that used up five seconds of the processor's time is ended, and its article is
refused as `too-slow` (`tests/test_allowance.py`). What is bounded by its limits ends by itself.
"""

from __future__ import annotations

import gzip

import pytest
from small_sites import TODAY, make, put

from generator.allowance import Allowance
from generator.errors import Problem
from generator.ingest import read_all
from generator.intake.article import IntakeOptions, take_in_all
from generator.model import Article
from generator.render import render_body
from generator.setting import listen

SAID = "The council of Norby met on Monday and spoke of the old bridge for several hours.\n"


def fill(unit: str, size: int) -> str:
    """Return so many characters of a text that repeats."""
    return (unit * (size // len(unit) + 1))[:size]


RUNS = ("![", "[", "[]", "[a](", "[a][b]", "*a", "***", "_a_ ", "`", "`a``b", "> ", "&", "&#", "<", "<a ", "\\", "~~a", "|", "(", "\n", "a\n", "a\n\n", "- a\n", "a", "\u0301", "```\n", "```python\nx\n```\n", "|a", "[a]: b\n", "a\n=\n", "<div>\n", "1", "A. ", ">", "“A ", '"a b" said A. ', "John ", "By A\n", "http://a.b/ ")  # fmt: skip
MARKDOWN = {f"run-{n}.md": f"Run {n}\n\n{SAID}\n{fill(unit, 9_000)}" for n, unit in enumerate(RUNS)}
TEXTS = {f"run-{n}.txt": f"Run {n}\n\n{SAID}\n{fill(unit, 9_000)}" for n, unit in enumerate(RUNS[::3])}
SHAPES = {
    "pictures.md": SAID + "\n" + "![" * 20_000,
    "deep-list.md": "".join(" " * (2 * n) + "- a\n" for n in range(1300)),
    "deep-quotes.md": "".join(">" * n + "a\n" for n in range(1900)),
    "wide-table.md": "|a" * 3000 + "\n" + "|-" * 3000 + "\n" + "|\n" * 500,
    "long-table.md": "|a|b|\n|-|-|\n" + "|c|d|\n" * 2_000,
    "div.html": "<html><body>" + "<div>" * 20_000 + SAID,
    "attributes.html": "<html><body><p " + " ".join(f"a{n}=1" for n in range(100_000)) + f">{SAID}</p>",
    "tables.html": "<html><body>" + "<table><tr><td>" * 100_000,
    "json.html": "<html><script type=application/ld+json>" + "[" * 1_900_000 + f"</script><body>{SAID}",
    "comments.html": "<html><body>" + "<!--" * 450_000,
    "tiny.xml": "<rss><channel>" + "<item/>" * 280_000 + "</channel></rss>",
    "prologue.xml": "<!-- -->" * 240_000 + "<rss><channel>",
    "entities.xml": '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>',
    "aliases.md": "---\na: &a [x, x, x]\nb: &b [*a, *a, *a, *a]\nc: [*b, *b, *b, *b]\n---\n\n" + SAID,
    "deep.md": "---\na: " + "[" * 60_000 + "\n---\n\n" + SAID,
    "digits.md": "---\npublished: " + "1" * 60_000 + "\n---\n\n" + SAID,
    "one-line.md": SAID + "*a" * 990_000,
    "many-lines.txt": SAID + "a\n" * 990_000,
}
REFUSED = {"div.html": "too-deep", "attributes.html": "too-many-tags", "tables.html": "too-deep", "entities.xml": "entity-declaration", "aliases.md": "front-matter", "deep.md": "front-matter", "one-line.md": "text-shape", "many-lines.txt": "text-shape", "squeezed.txt": "binary-file", "bomb.xml": "binary-file"}  # fmt: skip


@pytest.fixture(scope="module")
def bombed():
    """Return by name what came of each: the article as it is set, or the code of the problem that it was refused with."""
    files = {name: text.encode() for name, text in {**MARKDOWN, **TEXTS, **SHAPES}.items()}
    files["squeezed.txt"] = gzip.compress(SAID.encode() * 100_000)
    files["bomb.xml"] = gzip.compress(b"<rss><channel>" + b"<item>" * 3_000_000)
    readings = read_all([(f"content/inbox/outlet/{name}", data) for name, data in files.items()])
    results: dict[str, object] = {
        name: r.problems[0].code for name, r in zip(files, readings, strict=True) if r.refused
    }
    work = {name: r.articles[0] for name, r in zip(files, readings, strict=True) if r.articles}
    taken = take_in_all([(raw, IntakeOptions((), TODAY)) for raw in work.values()])
    results |= {
        name: new.code if isinstance(new, Problem) else new.article for name, new in zip(work, taken, strict=True)
    }
    articles = {name: each for name, each in results.items() if isinstance(each, Article)}
    galleys = Allowance(lambda _: True, lambda _, code: code).map(set_text, list(articles.values()))
    return results | {
        name: each for name, each in zip(articles, galleys, strict=True) if isinstance(each, str)
    }, files.keys()


def set_text(article):
    """Render an article and listen to it, as its setting does."""
    return listen(render_body(article.body).paragraphs, article.lang)


def test_every_bomb_is_done_or_refused_by_name(bombed):
    """No article is missing from the books, none used up its time, and most are published as they are."""
    results, names = bombed
    assert results.keys() == names
    codes = {name: each for name, each in results.items() if isinstance(each, str)}
    assert set(codes.values()) & {"too-slow", "dead-worker"} == set(), codes
    assert sum(isinstance(results[name], Article) for name in MARKDOWN) > len(MARKDOWN) // 2


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_person_wrote_is_refused(bombed, name):
    """Each bomb of a kind that a limit is made for meets that limit."""
    results, _ = bombed
    assert results[name] == REFUSED[name]


def test_an_editors_file_has_a_limit(site):
    """The text of a page, an event or an edition is rendered at every build: a large one is refused by name."""
    put(site, "content/articles/good.md", f"---\ntitle: Good\n---\n\n{SAID}")
    for folder in ("events", "pages", "editions"):
        put(site, f"content/{folder}/large.md", f"---\ntitle: Large\n---\n\n{fill('[', 200_001)}")
    report = make(site)
    assert [problem.code for problem in report.problems] == ["too-large"] * 3
    assert (site / "site/a/good/index.html").exists()
