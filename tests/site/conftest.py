"""Sites to build: the sample in two languages, a crowded one, an empty one, and the five real articles where at hand."""

from __future__ import annotations

import json
import re
import shutil

import pytest
from looks import Viewer
from sites import NODE, SHARED, Site, copy_raw_sample, serve


@pytest.fixture
def site(tmp_path):
    """Return an empty site."""
    (tmp_path / "digest.toml").write_text('title = "Test"\n')
    return Site(tmp_path)


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """Return the sample, built from its raw articles. Not to be changed."""
    built = copy_raw_sample(tmp_path_factory.mktemp("sample"))
    built.build()
    return built


@pytest.fixture(scope="session")
def five(tmp_path_factory):
    """Return a site of the five real articles, each in a source folder of its own. Not to be changed."""
    if not (SHARED / "articles/gold.json").is_file():
        pytest.skip("the five real articles are not at hand: they do not belong to the project")
    root = tmp_path_factory.mktemp("five")
    (root / "digest.toml").write_text('title = "Five"\nrelative_urls = true\n')
    (root / "content/inbox").mkdir(parents=True)
    for path in (SHARED / "articles").glob("*.txt"):
        shutil.copy(path, root / "content/inbox")
    built = Site(root)
    built.build()
    return built


@pytest.fixture(scope="session")
def gold():
    """Return the labels of the five real articles."""
    if not (SHARED / "articles/gold.json").is_file():
        pytest.skip("the five real articles are not at hand: they do not belong to the project")
    return json.loads((SHARED / "articles/gold.json").read_text())


@pytest.fixture(scope="session")
def arabic(sample, tmp_path_factory):
    """Return the sample with its interface in Arabic. Not to be changed."""
    root = tmp_path_factory.mktemp("arabic")
    shutil.copytree(sample.root / "content", root / "content")
    config = (sample.root / "digest.toml").read_text()
    (root / "digest.toml").write_text(config.replace('language = "en"', 'language = "ar"'))
    built = Site(root)
    built.build()
    return built


SCRIPTS = {
    "en": ("Harbour pilots count the ships that came back", "Forty ships passed the strait on Monday, pilots said. "),
    "ar": ("مرشدو الميناء يحصون السفن العائدة", "قال المرشدون إن أربعين سفينة عبرت المضيق يوم الاثنين. "),
    "zh": ("领航员清点返航的船只", "领航员说，周一有四十艘船通过海峡。"),
    "hi": ("बंदरगाह के पायलट लौटे जहाज़ गिनते हैं", "पायलटों ने कहा कि सोमवार को चालीस जहाज़ जलडमरूमध्य से गुज़रे। "),
    "he": ("נתבי הנמל סופרים את הספינות ששבו", "הנתבים אמרו כי ארבעים ספינות עברו במצר ביום שני. "),
    "ru": ("Лоцманы считают вернувшиеся суда", "В понедельник через пролив прошли сорок судов, сказали лоцманы. "),
}
"""A headline and a sentence in six scripts, invented."""


@pytest.fixture(scope="session")
def crowd(tmp_path_factory):
    """Return a site with events of fifty and of twenty articles in six scripts, of one without a date, and long titles."""
    built = Site(tmp_path_factory.mktemp("crowd"))
    built.put("digest.toml", 'title = "A Digest with a Rather Long Name of Its Own"\nrelative_urls = true\n')
    for event, count in (("fifty", 50), ("twenty", 20), ("lone", 1)):
        for number in range(count):
            lang = list(SCRIPTS)[number % len(SCRIPTS)]
            title, sentence = SCRIPTS[lang]
            date_line = "" if number % 10 == 9 or event == "lone" else f"published: 2025-03-{1 + number % 12:02}\n"
            source = f"Outlet {lang.upper()} {number % 17}"
            long = f" – {sentence.strip()}" * (6 if number % 25 == 7 else 0)
            built.put(
                f"content/articles/{event}-{number:02}.md",
                f'---\nid: {event}-{number:02}\ntitle: "{title} ({number + 1}){long}"\nlang: {lang}\n{date_line}'
                f"source: {source}\ntags: [harbours, {event}]\nevent: {event}\n---\n\n"
                f"{sentence * 4}\n\n{sentence * 6}\n",
            )
    built.build()
    return built


@pytest.fixture(scope="session")
def served(sample, arabic, crowd):
    """Return the addresses of the sites, by name, each on a server of its own."""
    with serve(sample.root / "site") as en, serve(arabic.root / "site") as ar, serve(crowd.root / "site") as many:
        yield {"en": en, "ar": ar, "crowd": many}


@pytest.fixture(scope="session")
def kinds(sample):
    """Return one page of each kind of the sample, by kind: permalinks, the same in either language."""
    events = sorted(sample.events(), key=lambda event: (-len(event["members"]), event["id"]))
    articles = sample.articles()
    arabic = next(ident for ident, text in articles.items() if "\nlang: ar\n" in text)
    headings = next(ident for ident, text in articles.items() if re.search(r"^#+ ", text, re.MULTILINE))
    own = next(ident for ident, text in articles.items() if "\nurl: " not in text and "\nlang: en\n" in text)
    names = [json.loads(line) for line in (sample.root / "content/names.jsonl").read_text().splitlines()]
    name = max(names, key=lambda each: (len(each["forms"]), each["slug"]))
    found = {
        "home": "/",
        "event": f"/e/{events[0]['slug']}/",
        "single": f"/e/{events[-1]['slug']}/",
        "article": f"/a/{arabic}/",
        "article-headings": f"/a/{headings}/",
        "article-own": f"/a/{own}/",
        "provenance": f"/a/{arabic}/provenance/",
        "archive": "/archive/",
        "month": "/archive/2025-05/",
        "sources": "/s/",
        "source": "/s/sample-courier/",
        "languages": "/l/",
        "language": "/l/ar/",
        "about": "/about/",
        "edition": "/d/2025-05-16/",
        "week": "/w/2025-w20/",
        "topics": "/t/",
        "topic": "/t/velmora/",
        "index": "/index/",
        "changes": "/changes/",
        "data": "/data/",
        "names": "/p/",
        "name": f"/p/{name['slug']}/",
        "search": "/search/",
        "lost": "/no/such/page/",
    }
    there = sample.files()
    assert {
        f"{path.strip('/')}/index.html".lstrip("/") for kind, path in found.items() if kind != "lost"
    } <= there.keys()
    return found


CROWDED = (
    "/",
    "/e/fifty/",
    "/e/twenty/",
    "/e/lone/",
    "/a/fifty-07/",
    "/s/",
    "/archive/",
    "/t/harbours/",
    "/d/2025-03-12/",
)
"""Pages of the crowded site that are hard to set."""


@pytest.fixture(scope="session")
def looks(browser, sample, served, kinds):
    """Return what a browser saw, by site and kind of page: served in English and Arabic, in the folder, and in the crowd."""
    viewer = Viewer(browser)
    seen = {}
    for kind, path in kinds.items():
        for lang in ("en", "ar"):
            seen[lang, kind] = viewer.look(served[lang] + path)
        # The page for lost readers answers at any depth of a host, so it alone cannot be read from a folder.
        if kind != "lost":
            file = sample.root / "site" / path.strip("/") / "index.html"
            seen["folder", kind] = viewer.look(file.as_uri(), stops=False)
    for path in CROWDED:
        seen["crowd", path] = viewer.look(served["crowd"] + path, stops=False)
    viewer.close()
    return seen


@pytest.fixture(scope="session")
def node():
    """Return the folder of what npm brings to these tests; they are skipped by name where it is not installed."""
    modules = NODE / "node_modules"
    if not (modules / "axe-core/axe.min.js").is_file() or shutil.which("node") is None:
        pytest.skip("the page checks of tests/node are not installed: `make browser` does it where npm is")
    return modules
