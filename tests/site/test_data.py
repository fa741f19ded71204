"""Data for programs: records that keep to their schemas, quotations as a table, sums of all files; policies obeyed."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil

import jsonschema
import pytest
from sites import Site

from generator.plan.data import SCHEMAS, read_schemas
from generator.tabling import COLUMNS

ARTICLE = """---
id: {id}
title: {id}
lang: en
published: 2025-03-01
source: {source}
event: pier
---

The pier reopened on Saturday.

“The planks are new,” said Clara Voss.

“=SUM(A1) is what we paid,” said Clara Voss. {more}
"""


@pytest.fixture(scope="module")
def harbour(tmp_path_factory):
    """Return a site of three articles of one event, from sources of the three policies."""
    site = Site(tmp_path_factory.mktemp("harbour"))
    site.put("digest.toml", 'title = "Harbour"\nbase_url = "https://harbour.example/news"\ndata = true\n')
    for policy in ("full", "excerpt", "link"):
        site.put(f"content/sources/{policy}.toml", f'name = "The {policy}"\npolicy = "{policy}"\n')
        long = "It goes on and on. " * 40
        site.put(
            f"content/articles/{policy}.md",
            ARTICLE.format(id=policy, source=policy, more=f"\n\n{long}\n\nEnd of it.\n"),
        )
    site.build()
    return site


def records(site):
    """Return the records of a site by path."""
    return {path: json.loads(data) for path, data in site.files().items() if path.endswith("/data.json")}


def table(site):
    """Return the rows of the table of quotations."""
    return list(csv.DictReader(site.files()["data/quotations.csv"].decode().splitlines()))


def test_records_keep_to_their_schemas(sample, crowd, harbour):
    """Every event and edition, and where the site says so every article, has a record that its published schema accepts."""
    for site in (sample, crowd, harbour):
        files = site.files()
        checks = {}
        for kind in SCHEMAS:
            schema = json.loads(files[f"data/schema/{kind}.json"])
            jsonschema.Draft202012Validator.check_schema(schema)
            checks[kind] = jsonschema.Draft202012Validator(schema)
        found = records(site)
        pages = {
            path
            for path in files
            if path.split("/")[0] in {"a", "e", "d", "w"} and path.count("/") == 2 and path.endswith("index.html")
        }
        pages = {path for path in pages if site is not crowd or not path.startswith("a/")}
        pages = {path for path in pages if b'http-equiv="refresh"' not in files[path]}
        assert {path.replace("data.json", "index.html") for path in found} == pages
        for path, record in found.items():
            kind = record["$schema"].rsplit("/", 1)[1].removesuffix(".json")
            assert [error.message for error in checks[kind].iter_errors(record)] == [], path


def test_a_schema_refuses_what_is_no_record(harbour):
    """The schemas say what a record holds: a key too many or too few, or a number for a text, is refused."""
    record = records(harbour)["a/full/data.json"]
    schema = jsonschema.Draft202012Validator(json.loads(read_schemas()["article"]))
    for wrong in (record | {"other": 1}, {key: record[key] for key in list(record)[1:]}, record | {"title": 3}):
        assert list(schema.iter_errors(wrong))


def test_records_say_what_the_pages_say(harbour):
    """Ids, addresses and numbers are those of the pages; quotations stand with speaker and paragraph."""
    found = records(harbour)
    event = found["e/pier/data.json"]
    assert event["url"] == "https://harbour.example/news/e/pier/"
    assert event["counts"] == {"articles": 3, "reports": len(event["reports"]), "outlets": 3, "languages": 1}
    assert sorted(article["id"] for article in event["articles"]) == ["excerpt", "full", "link"]
    said = [(each["speaker"], each["paragraph"], each["text"]) for each in found["a/full/data.json"]["quotations"]]
    assert said[0] == ("Clara Voss", 2, "The planks are new,")
    assert found["a/full/data.json"]["event"] == {"id": event["id"], "url": event["url"]}


def test_policies_are_obeyed(harbour):
    """Of an excerpt the record and the table hold the excerpt, of a link no text and no quotation."""
    found = records(harbour)
    whole, part, none = (found[f"a/{policy}/data.json"] for policy in ("full", "excerpt", "link"))
    assert (whole["excerpt"], part["excerpt"], none["excerpt"]) == (False, True, True)
    assert whole["text"][-1] == "End of it."
    assert part["text"] == whole["text"][: len(part["text"])] != whole["text"]
    assert (none["text"], none["quotations"], none["names"]) == ([], [], [])
    assert {row["article"] for row in table(harbour)} == {"full", "excerpt"}
    wordings = [each for said in found["e/pier/data.json"]["statements"] for each in said["wordings"]]
    assert {place["article"] for each in wordings for place in each["places"]} == {"full", "excerpt"}


def test_the_table_computes_nothing(harbour):
    """A quotation that a spreadsheet would take for a formula begins with an apostrophe; the columns are the documented ones."""
    rows = table(harbour)
    assert tuple(rows[0]) == COLUMNS
    assert {row["text"][:5] for row in rows} == {"The p", "'=SUM"}
    assert rows[0]["url"] == "https://harbour.example/news/a/excerpt/#p2"


def test_pages_lead_to_their_records(harbour):
    """The page of an article, an event and an edition links its record, and the foot of each page the list of all data."""
    files = harbour.files()
    for path in ("a/full/index.html", "e/pier/index.html", "d/2025-03-01/index.html"):
        assert f'href="/news/{path.replace("index.html", "data.json")}" type="application/json"' in files[path].decode()
        assert 'href="/news/data/quotations.csv" type="text/csv"' in files[path].decode()
        assert 'href="/news/data/"' in files[path].decode()
    for path in ("data/quotations.csv", "data/sha256sums.txt", "data/schema/event.json"):
        assert f'href="/news/{path}"' in files["data/index.html"].decode()


def test_sums_are_those_of_all_files(harbour, tmp_path):
    """Every file but the list itself has its SHA-256 there, after an edit as after a build from nothing."""
    site = Site(shutil.copytree(harbour.root, tmp_path / "copy"))
    site.build()
    path = site.root / "content/articles/full.md"
    path.write_text(path.read_text().replace("Saturday", "Sunday"))
    report = site.build()
    assert 0 < report.counts["written"] < report.counts["files"] / 2
    files = site.files()
    told = dict(reversed(line.split("  ", 1)) for line in files.pop("data/sha256sums.txt").decode().splitlines())
    assert told == {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}


def test_records_of_articles_are_asked_for(harbour, tmp_path):
    """By default, as with "events", articles have no record and name none: they are most of a site's pages."""
    made = []
    for n, line in enumerate(("", 'data = "events"\n')):
        site = Site(shutil.copytree(harbour.root, tmp_path / str(n)))
        site.put("digest.toml", (site.root / "digest.toml").read_text().replace("data = true\n", line))
        site.build()
        made.append(site.files())
    assert made[0] == made[1]
    assert sorted(path for path in made[0] if path.endswith("/data.json")) == ["d/2025-03-01/data.json", "e/pier/data.json", "w/2025-w09/data.json"]  # fmt: skip
    assert b"data.json" not in made[0]["a/full/index.html"]


def test_a_site_without_data(harbour, tmp_path):
    """With `data = false` there is no record, no table and no link to one."""
    site = Site(shutil.copytree(harbour.root, tmp_path / "copy"))
    site.put("digest.toml", (site.root / "digest.toml").read_text().replace("data = true", "data = false"))
    site.build()
    files = site.files()
    assert [path for path in files if path.startswith("data/") or path.endswith("data.json")] == []
    assert [path for path, data in files.items() if b"data.json" in data or b'/data/"' in data] == []


def test_languages_share_records(harbour, tmp_path):
    """A further language of the interface has pages of its own that lead to the same records."""
    site = Site(shutil.copytree(harbour.root, tmp_path / "copy"))
    site.put("digest.toml", (site.root / "digest.toml").read_text() + 'languages = ["ar"]\n')
    site.build()
    files = site.files()
    assert [path for path in files if path.startswith("ar/") and path.endswith("data.json")] == []
    assert 'href="/news/e/pier/data.json"' in files["ar/e/pier/index.html"].decode()
    assert 'href="/news/data/quotations.csv"' in files["ar/data/index.html"].decode()
