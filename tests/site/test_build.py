"""The whole build, on the sample digest."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3

from sites import ROOT, TODAY, Site, copy_raw_sample

from generator.audit import audit


def test_two_folders_same_bytes(sample, tmp_path):
    """The same raw articles in another folder give the same content and the same site, byte for byte."""
    other = copy_raw_sample(tmp_path / "elsewhere")
    other.build()
    assert other.files("content") == sample.files("content")
    assert other.files() == sample.files()


def test_second_build_writes_nothing(sample):
    """An idle build takes nothing in and writes no file."""
    before = {path: path.stat().st_mtime_ns for path in sample.root.rglob("*") if ".cache" not in path.parts}
    report = sample.build()
    after = {path: path.stat().st_mtime_ns for path in sample.root.rglob("*") if ".cache" not in path.parts}
    assert report.counts["written"] == report.counts["deleted"] == 0
    assert report.changed == ()
    assert before == after


def test_every_input_has_one_fate(sample):
    """Published, merged and refused add up to the inputs, feed items counted one by one."""
    report = sample.build()
    fates = report.fates()
    assert fates == {"published": 25, "merged": 1, "refused": 0, "withdrawn": 0}
    assert len(report.inputs) == sum(fates.values())
    assert len(sample.articles()) == fates["published"]


def test_committed_sample_is_current():
    """What `content/` holds is what a build makes of the inbox: a frozen build has nothing to change."""
    report = audit(ROOT, TODAY)
    assert report.changed == ()


def test_frozen_refuses_to_change_content(sample, tmp_path):
    """With `frozen`, a new raw article is a problem, and neither content nor site is touched."""
    shutil.copytree(sample.root, tmp_path / "copy")
    copy = Site(tmp_path / "copy")
    copy.put(
        "content/inbox/specimen-post/new.txt",
        "A new headline here\n\nA first paragraph that is long enough to be one.\n",
    )
    before = copy.files("content") | copy.files()
    report = copy.build(frozen=True)
    assert [problem.code for problem in report.problems if problem.severity == "error"] == ["frozen"]
    assert copy.files("content") | copy.files() == before


def test_sample_covers_what_it_should(sample):
    """The sample shows the product: at least 20 articles, 6 languages, 3 scripts, 8 events, one in 5 languages."""
    langs = {ident: re.search(r"^lang: (.*)$", text, re.MULTILINE)[1] for ident, text in sample.articles().items()}
    events = sample.events()
    assert len(langs) >= 20
    assert {"en", "ar", "ru", "uk", "es", "fr", "de", "zh"} <= set(langs.values())
    assert len(events) >= 8
    assert max(len({langs[member] for member in event["members"]}) for event in events) >= 5


def test_sample_events_are_those_told(sample):
    """The sample's articles come together as they were written to: nine happenings, told by their files' names."""
    path_of = {path.stem: json.loads(path.read_text()) for path in (sample.root / "content/receipts").glob("*.json")}
    words = {
        "ceasefire": "ceasefire|hudna|peremirie|cessez|tinghuo|peremyria|truce",
        "fishermen": "crews-freed|sayyadin|rybaki",
        "lighthouse": "lighthouse|skarrow",
        "observatory": "cerro-seren|tianwentai",
        "tunnel": "hohenkamm",
        "cup": "kas-al",
        "flood": "pavodok",
        "manuscripts": "makhtutat",
        "ferry": "haiyan",
    }
    feeds = {
        ("diario-de-muestra", 1): "cup",
        ("diario-de-muestra", 2): "observatory",
        ("diario-de-muestra", 3): "tunnel",
    }
    feeds |= {("probeblatt", 1): "lighthouse", ("probeblatt", 2): "observatory"}

    def told(ident):
        receipt = path_of[ident]
        _, _, outlet, name = receipt["path"].split("/")
        return feeds.get((outlet, receipt.get("item", 0))) or next(
            key for key, word in words.items() if re.search(word, name)
        )

    groups = sorted(
        sorted({told(member) for member in event["members"]}) for event in sample.events() if event["members"]
    )
    assert groups == sorted([key] for key in words)


def test_check_finds_nothing_wrong(sample):
    """Every raw file is rebuilt, every link leads somewhere, and no error or warning is left."""
    report = audit(sample.root, TODAY)
    assert [str(problem) for problem in report.problems if problem.severity != "note"] == []
    assert report.counts["rebuilt"] == report.counts["articles"]


def test_host_files_are_there(sample):
    """What hosts look for is in the site."""
    assert {
        ".nojekyll",
        "404.html",
        "_headers",
        "_redirects",
        "robots.txt",
        "feed.xml",
        "index.html",
    } <= sample.files().keys()


def test_a_renamed_event_redirects(sample, tmp_path):
    """An event whose slug changed in the ledger is answered at its old address too."""
    shutil.copytree(sample.root, tmp_path / "copy")
    copy = Site(tmp_path / "copy")
    events = copy.events()
    old = events[0]["slug"]
    events[0] |= {"slug": "another-name", "former": [old]}
    copy.put("content/ledger.jsonl", "".join(json.dumps(event) + "\n" for event in events))
    copy.build()
    page = copy.files()[f"e/{old}/index.html"].decode()
    assert 'content="0; url=../../e/another-name/index.html"' in page or "another-name" in page
    assert f"/e/{old}/ /e/another-name/ 301\n".encode() in copy.files()["_redirects"]


def test_arabic_interface(sample, tmp_path):
    """A site in Arabic reads from right to left, in Arabic words, with nothing left in English."""
    shutil.copytree(sample.root, tmp_path / "copy")
    copy = Site(tmp_path / "copy")
    copy.put("digest.toml", 'title = "عينة"\nlanguage = "ar"\n')
    copy.build()
    home = copy.files()["index.html"].decode()
    assert '<html lang="ar" dir="rtl">' in home
    assert "الأرشيف" in home
    assert [problem for problem in audit(copy.root, TODAY).problems if problem.code == "missing-word"] == []


def test_editor_places_an_article(sample, tmp_path):
    """`event:` in an article moves it there, for ever, and makes the event where it is new."""
    shutil.copytree(sample.root, tmp_path / "copy")
    copy = Site(tmp_path / "copy")
    event = next(event for event in copy.events() if len(event["members"]) > 2)
    member = event["members"][0]
    path = copy.root / f"content/articles/{member}.md"
    path.write_text(path.read_text().replace("\nlang:", "\nevent: my-own-event\nlang:", 1))
    copy.build()
    placed = {ident: found["slug"] for found in copy.events() for ident in found["members"]}
    assert placed[member] == "my-own-event"
    assert placed[event["members"][1]] == event["slug"]
    assert "e/my-own-event/index.html" in copy.files()
    assert copy.build().changed == ()


def test_edited_text_is_never_overwritten(sample, tmp_path):
    """A body mended by hand stays, even when its raw file changes; the run says so."""
    shutil.copytree(sample.root, tmp_path / "copy")
    copy = Site(tmp_path / "copy")
    ident = next(ident for ident, text in copy.articles().items() if "Skarrow" in text and "lang: en" in text)
    path = copy.root / f"content/articles/{ident}.md"
    path.write_text(path.read_text() + "\nAn added line.\n")
    raw = copy.root / json.loads((copy.root / f"content/receipts/{ident}.json").read_text())["path"]
    raw.write_text(raw.read_text() + "\nThe raw file changed too.\n")
    report = copy.build()
    assert path.read_text().endswith("An added line.\n")
    assert "edited-by-hand" in {problem.code for problem in report.problems}


def test_one_line_undoes_a_cut(sample, tmp_path):
    """`keep: [n]` in an article puts raw line n back into the text, `cut: [n]` takes it out, and the receipt follows."""
    shutil.copytree(sample.root, tmp_path / "copy")
    copy = Site(tmp_path / "copy")
    for path in sorted((copy.root / "content/receipts").glob("*.json")):
        receipt = json.loads(path.read_text())
        cuts = [span for span in receipt["spans"] if span["label"] == "cut" and len(span["text"]) > 30]
        if cuts and receipt["form"] == "text":
            break
    article = copy.root / f"content/articles/{path.stem}.md"
    assert cuts[0]["text"].strip() not in article.read_text()
    article.write_text(article.read_text().replace("\nlang:", f"\nkeep: [{cuts[0]['line']}]\nlang:", 1))
    copy.build()
    assert cuts[0]["text"].strip() in article.read_text()
    assert f"keep: [{cuts[0]['line']}]" in article.read_text()
    assert copy.build().changed == ()
    article.write_text(article.read_text().replace("\nkeep:", "\ncut:", 1))
    copy.build()
    assert cuts[0]["text"].strip() not in article.read_text()
    assert [problem for problem in audit(copy.root, TODAY).problems if problem.code == "conservation"] == []


def test_a_changed_text_mends_the_index(sample, tmp_path):
    """After the edit of one text only the files of its words change, and all are those that a build from nothing makes."""
    shutil.copytree(sample.root, tmp_path / "copy")
    copy = Site(tmp_path / "copy")
    path = next(iter(sorted((copy.root / "content/articles").glob("*.md"))))
    before = copy.files()
    path.write_text(path.read_text() + "\nA zebra crossed the quay.\n")
    copy.build()
    after = copy.files()
    changed = {name for name in after if name.startswith("search/") and after[name] != before[name]}
    kinds = [name.partition("/")[2][0] for name in changed]
    assert "p" in kinds
    assert len(kinds) < 12
    assert b"zebra" in b"".join(after[name] for name in changed)
    copy.build(force=True)
    assert copy.files() == after


def test_a_site_may_do_without_search(sample, tmp_path):
    """With `search = false` nothing is left of it: no page, no index, no script, no link, and the stricter policy for hosts."""
    shutil.copytree(sample.root, tmp_path / "copy")
    copy = Site(tmp_path / "copy")
    copy.put("digest.toml", (copy.root / "digest.toml").read_text() + "\nsearch = false\n")
    copy.build()
    files = copy.files()
    assert [name for name in files if "search" in name] == []
    assert b"script-src" in sample.files()["_headers"]
    assert b"script-src" not in files["_headers"]
    assert b"search/" not in files["index.html"] + files["404.html"]
    assert b"search/" in sample.files()["index.html"]


def test_the_index_obeys_policies(site):
    """What a source's policy holds back is not in the index; what it lets be shown is."""
    site.put("content/sources/gazette.toml", 'name = "Gazette"\npolicy = "link"\n')
    site.put(
        "content/articles/one.md",
        "---\nid: one\ntitle: Lanterns\nlang: en\nsource: gazette\nevent: none\n---\n\nA hidden kingfisher.\n",
    )
    site.put("content/articles/two.md", "---\nid: two\ntitle: Boats\nlang: en\nevent: none\n---\n\nA plain heron.\n")
    site.build()
    index = b"".join(data for name, data in site.files().items() if name.startswith("search/"))
    assert [word in index for word in (b"lanterns", b"heron", b"kingfisher")] == [True, True, False]


def test_what_another_version_noted_of_the_index_is_not_read(site):
    """After the tool itself changed, the index of the search page is made anew, whatever its notes in the cache look like."""
    site.put("content/articles/a.md", "---\ntitle: The harbour\n---\n\nShips came back.\n")
    site.build()
    with sqlite3.connect(site.root / ".cache/digest.sqlite") as cache:
        notes = cache.execute("UPDATE entry SET value = ? WHERE room LIKE 'index of %'", (b"another version\nx 1",))
    cache.close()
    assert notes.rowcount == 1
    site.put("content/articles/a.md", "---\ntitle: The harbour\n---\n\nShips left.\n")
    site.build()
    shown = site.files()
    site.build(force=True)
    assert site.files() == shown
