"""Names and paths: nothing leads out of the site, every name can be had on any disk, no special file stops a run."""

from __future__ import annotations

import json
import os
import re
import unicodedata

import pytest
from small_sites import files_of, make, put

from generator.errors import DigestError, Exit
from generator.store.inbox import copy_in, list_inbox, read_inbox
from generator.text.slugs import is_slug, slugify

TEXT = "A headline that is good\n\nThe council of Norby met on Monday and spoke of the old bridge for several hours.\n"
BEYOND = "what stands outside of the site"

DEVICES = ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
NAMES = (
    *DEVICES, *(name.upper() for name in DEVICES), *(f"{name}.txt" for name in DEVICES[:6]), *(f"{name}." for name in DEVICES[:4]), "a.", "a ", " a", ".a", "..", ".", "-", "--", "a..", "...", "~", "a:b", "a::$DATA", "a?b", "a*b", 'a"b', "a<b", "a|b",
    "a" * 300, "é" * 200, "文" * 200, "a-" * 120, "\u202egpj", "a\u200db", "a\nb", "a\x00b", "A", "a", "Ａ", "ﬀ", "ß", "İ", "ı", "K", "é", "e\u0301", unicodedata.normalize("NFD", "Ångström"), "%2e%2e%2f", "..\\..\\x", "../../x", "/etc/passwd", "C:\\x", "\\\\host\\x", "CON\u0301", "COM¹", "com¹", "LPT²", "conin$", "index.html", "feed.xml", "_headers", ".htaccess", "site",
)  # fmt: skip
"""Names that some disk, host or shell takes for something else."""


def test_slugs_are_names_everywhere():
    """Whatever the text: `[a-z0-9-]`, at most 80 bytes, no device's name; what is made of a text is a slug or nothing."""
    for name in NAMES:
        for most in (80, 48, 10):
            slug = slugify(name, most)
            assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug), name
            assert len(slug.encode()) <= most + 2, name
            assert slug not in DEVICES, name
            assert not slug or is_slug(slug), name


def test_what_is_no_slug_is_refused():
    """Nothing that names a device, a folder above, another case or another disk passes for a slug."""
    for name in NAMES:
        if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name) or name in DEVICES or len(name) > 80:
            assert not is_slug(name), name


def test_every_name_of_a_site_is_portable(hostile):
    """Of a hostile site every path is `[a-z0-9-]` but for our own files, 80 bytes a name, unique without regard to case."""
    root, _ = hostile
    own = re.compile(r"[a-z0-9_.-]+")
    seen = set()
    for path in files_of(root):
        *folders, name = path.split("/")
        assert all(is_slug(folder) for folder in folders if not re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", folder)), path
        assert own.fullmatch(name), path
        assert len(name.encode()) <= 80, path
        assert path.lower() not in seen, path
        seen.add(path.lower())


def test_languages_that_are_named_like_devices(hostile):
    """`con`, `aux` and `nul` are languages, too: their folders get other names."""
    root, _ = hostile
    names = [path.split("/")[1] for path in files_of(root) if path.count("/") > 1 and path.startswith("l/")]
    assert "aux-x" in names
    assert all(is_slug(name) for name in names)


def test_every_name_of_content_is_portable(hostile):
    """So are the files that the tool writes into `content/`."""
    root, report = hostile
    for path in report.changed:
        folder, _, name = path.rpartition("/")
        assert folder in {"content/articles", "content/receipts", "content"}, path
        assert is_slug(name.rsplit(".", 1)[0]), path
    assert not list(root.rglob("*.new"))


@pytest.mark.parametrize("name", NAMES)
def test_any_name_in_the_inbox(site, name):
    """A raw file and a folder of any name: published or refused by name, and nothing beside the site is touched."""
    before = sorted(path.name for path in site.parent.iterdir())
    safe = name.replace("/", "∕").replace("\x00", "␀")
    for path in (f"outlet/{safe}.txt", f"{safe}/a.txt"):
        try:
            put(site / "content/inbox", path, TEXT + path)
        except OSError:  # no disk takes it
            continue
    files = sum(1 for path in (site / "content/inbox").rglob("*") if path.is_file())
    hidden = sum(
        1
        for path in (site / "content/inbox").rglob("*")
        if path.is_file() and any(part.startswith(".") for part in path.relative_to(site / "content/inbox").parts)
    )
    listed = list(list_inbox(site))
    assert len(listed) == files - hidden
    assert sorted(path.name for path in site.parent.iterdir()) == before


def test_case_and_normal_form_do_not_clash(site):
    """Files whose names or titles differ in case or normal form alone give pages of different addresses."""
    for n, name in enumerate(("A", "a", "é", "e\u0301", "Ａ")):
        put(site, f"content/inbox/outlet/{name}.txt", TEXT.replace("several", f"{n + 2}"))
        put(site, f"content/inbox/{name}/x.txt", TEXT.replace("Monday", f"day {n}"))
    report = make(site)
    assert report.fates()["published"] == 10
    paths = [path.lower() for path in files_of(site)]
    assert len(set(paths)) == len(paths)
    assert not [problem for problem in report.problems if problem.code == "same-address"]


FOLDERS = ("articles", "events", "pages", "sources", "receipts")
ENDINGS = {"articles": "md", "events": "md", "pages": "md", "sources": "toml", "receipts": "json"}


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("kind", ["link", "dangling", "loop", "pipe", "device"])
def test_special_files_in_content(site, folder, kind):
    """A link, a pipe, a device or a folder in a file's place is refused by name and not opened; nothing leaks or hangs."""
    put(site, "content/articles/good.md", f"---\ntitle: Good\n---\n\n{TEXT}")
    (site.parent / "secret").write_text(f"---\ntitle: {BEYOND}\n---\n\n{BEYOND}\n")
    path = site / f"content/{folder}/special.{ENDINGS[folder]}"
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(
            {"link": site.parent / "secret", "dangling": "nowhere", "loop": path.name, "device": "/dev/zero"}[kind]
        )
    if folder in {"sources", "receipts"}:  # configuration and memory are never guessed at
        with pytest.raises(DigestError) as caught:
            make(site)
        assert caught.value.code is Exit.CONFIG
        problems = caught.value.problems
    else:
        problems = make(site).problems
        assert "a/good/index.html" in files_of(site)
        assert not [path for path, data in files_of(site).items() if BEYOND.encode() in data]
    assert [(problem.code, problem.path) for problem in problems] == [
        ("not-a-file", f"content/{folder}/special.{ENDINGS[folder]}")
    ]


@pytest.mark.parametrize(
    "folder", [".cache", "content", "content/articles", "content/receipts", "content/events", "content/inbox"]
)
def test_folders_that_are_links(site, folder):
    """A folder that is written to may not lead elsewhere: the run stops, and nothing is written there."""
    elsewhere = site.parent / f"{site.name}-elsewhere"
    elsewhere.mkdir()
    (site / "content").mkdir()
    if folder != "content/inbox":
        put(site, "content/inbox/outlet/a.txt", TEXT)
    path = site / folder
    if path.is_dir():
        for each in sorted(path.rglob("*"), reverse=True):
            each.rmdir() if each.is_dir() else each.unlink()
        path.rmdir()
    path.symlink_to(elsewhere)
    with pytest.raises(DigestError) as caught:
        make(site)
    assert caught.value.code is Exit.CONFIG
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [("not-a-file", folder)]
    assert not list(elsewhere.iterdir())


def test_a_link_in_place_of_the_lock(site):
    """A lock that leads elsewhere is not written through."""
    victim = site.parent / f"{site.name}-victim"
    victim.write_text("precious")
    (site / ".cache").mkdir()
    (site / ".cache/lock").symlink_to(victim)
    with pytest.raises(DigestError) as caught:
        make(site)
    assert caught.value.code is Exit.CONFIG
    assert victim.read_text() == "precious"


def test_a_link_where_a_temporary_file_will_be(site):
    """Links laid where a file will be written beside are not written through."""
    victim = site.parent / f"{site.name}-victim"
    victim.write_text("precious")
    for folder in ("content/articles", "content/receipts", "content"):
        (site / folder).mkdir(parents=True, exist_ok=True)
        (site / folder / f".{os.getpid()}.new").symlink_to(victim)
    put(site, "content/inbox/outlet/a.txt", TEXT)
    assert make(site).fates()["published"] == 1
    assert victim.read_text() == "precious"


def test_special_files_where_files_will_be(site):
    """A pipe or a link where the ledger or an article will be written is not opened."""
    put(site, "content/inbox/outlet/a.txt", TEXT)
    os.mkfifo(site / "content/ledger.jsonl")
    with pytest.raises(DigestError) as caught:
        make(site)
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [
        ("not-a-file", "content/ledger.jsonl")
    ]


@pytest.mark.parametrize(
    "path",
    [
        "content/inbox/../../../secret",
        "/etc/hostname",
        "content/inbox/x/../../../../secret",
        "../secret",
        "content/inbox/\0",
        "digest.toml",
        "content/inbox/out/secret",
    ],
)
def test_receipts_lead_nowhere_else(site, path):
    """A receipt that names a file outside of the inbox does not have it read."""
    (site.parent / "secret").write_text(BEYOND)
    (site / "content/inbox").mkdir(parents=True)
    (site / "content/inbox/out").symlink_to(site.parent)
    with pytest.raises(DigestError) as caught:
        read_inbox(site, path)
    assert caught.value.problems[0].code in {"not-a-file", "file-name"}
    body = "A text.\n"
    put(site, "content/articles/a.md", f"---\nid: a\nkeep: [1]\n---\n\n{body}")
    receipt = {
        "id": "a",
        "path": path,
        "form": "text",
        "sha256": "0" * 64,
        "size": 1,
        "encoding": "utf-8",
        "encoding_basis": "x",
        "lines": 1,
        "body_sha256": "0" * 64,
        "evidence": [],
        "spans": [{"line": 1, "label": "cut", "rule": "x", "text": "A"}],
    }
    put(site, "content/receipts/a.json", json.dumps(receipt))
    make(site)
    assert not [name for name, data in files_of(site).items() if BEYOND.encode() in data]


def test_copying_in_follows_no_links(site):
    """`digest ingest FOLDER` copies plain files of a bounded size, and names what it leaves."""
    new = site.parent / f"{site.name}-new"
    (new / "deep").mkdir(parents=True)
    (new / "deep/a.txt").write_text(TEXT)
    (site.parent / "secret").write_text(BEYOND)
    (new / "link.txt").symlink_to(site.parent / "secret")
    (new / "folder").symlink_to(site.parent)
    os.mkfifo(new / "pipe.txt")
    (new / "large.txt").write_bytes(b"x" * 2_000_001)
    problems = copy_in(site, [new, new / "pipe.txt"], None)
    assert sorted(problem.code for problem in problems) == ["not-a-file"] * 4 + ["too-large"]
    assert [found.path for found in list_inbox(site)] == ["content/inbox/deep/a.txt"]
    (site / "content/inbox/out").symlink_to(site.parent)
    (new / "out").mkdir()
    (new / "out/b.txt").write_text(TEXT)
    assert "not-a-file" in {problem.code for problem in copy_in(site, [new], None)}
    assert not (site.parent / "b.txt").exists()


def test_names_of_content_files_that_cannot_be_printed(site):
    """A file of content whose name would steer a terminal is refused by its name, written out."""
    for folder in ("articles", "events", "pages"):
        (site / f"content/{folder}").mkdir(parents=True)
        for name in (b"a\x1b[2J.md", b"a\nb.md", b"\xff.md", "\u202eb.md".encode()):
            with open(os.fsencode(site) + f"/content/{folder}/".encode() + name, "wb") as file:  # noqa: PTH123  # bytes are no path
                file.write(b"---\ntitle: x\n---\n\nText.\n")
    report = make(site)
    assert [problem.code for problem in report.problems] == ["file-name"] * 12
    assert all(problem.path.isascii() for problem in report.problems)


def test_hidden_characters_in_titles_are_flagged(site):
    """Controls and bidirectional marks in a title are left out, and pointed out, wherever the title came from."""
    title = "The bridge\u202e of \x07Norby"
    put(site, "content/inbox/outlet/a.txt", TEXT.replace("A headline that is good", title))
    put(
        site,
        "content/inbox/outlet/b.html",
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{TEXT * 3}</p></article></body></html>",
    )
    put(site, "content/inbox/outlet/c.md", f'---\ntitle: "The bridge\\u202e of \\x07Norby"\n---\n\n{TEXT * 2}')
    put(site, "content/articles/d.md", f'---\ntitle: "The bridge\\u202e of \\x07Norby"\n---\n\n{TEXT * 4}')
    put(site, "content/events/e.md", '---\ntitle: "The bridge\\u202e of \\x07Norby"\narticles: [d]\n---\n')
    put(site, "content/pages/f.md", '---\ntitle: "The bridge\\u202e of \\x07Norby"\n---\n\nText.\n')
    report = make(site)
    assert sorted(
        problem.path.rsplit("/", 1)[1] for problem in report.problems if problem.code == "hidden-characters"
    ) == ["a.txt", "b.html", "c.md", "d.md", "e.md", "f.md"]
    pages = "".join(data.decode() for path, data in files_of(site).items() if path.endswith(".html"))
    assert "The bridge of Norby" in pages
    assert "\u202e" not in pages
    assert make(site).fates()["published"] == 3
    assert {problem.path.rsplit("/", 1)[1] for problem in make(site).problems} <= {"d.md", "e.md", "f.md"}


def said_of(site):
    """Build a site and return the problems, whether or not it could be built."""
    try:
        return make(site).problems
    except DigestError as error:
        return error.problems


MEMORIES = ("ledger.jsonl", "editions.jsonl", "names.jsonl", "voices.jsonl", "names.toml")


@pytest.mark.parametrize("name", MEMORIES)
@pytest.mark.parametrize("kind", ["link", "pipe", "device", "folder"])
def test_special_files_in_place_of_a_memory(site, name, kind):
    """What there is once for the whole site is a plain file, too: named, not opened, nothing leaks or hangs."""
    put(site, "content/articles/good.md", f"---\ntitle: Good\n---\n\n{TEXT}“Good,” Anna Reed said.\n")
    (site.parent / "secret").write_text(BEYOND)
    path = site / "content" / name
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to({"link": site.parent / "secret", "device": "/dev/zero"}[kind])
    assert {problem.path for problem in said_of(site) if problem.code in {"not-a-file", "unreadable-file"}} == {
        f"content/{name}"
    }
    assert (site.parent / "secret").read_text() == BEYOND


NESTED = {"jsonl": "[" * 90_000, "toml": "a = " + "[" * 90_000}
ENDLESS = {"jsonl": '{"event": "a", "alike": [["a", "b", 1' + "0" * 400 + "]]}", "toml": "a = " + "1" * 5000}
DOTTED = {"jsonl": "9" * 5000, "toml": "a." * 40_000 + "b = 1"}


@pytest.mark.parametrize("name", [*MEMORIES, "sources/paper.toml"])
@pytest.mark.parametrize("torn", [NESTED, ENDLESS, DOTTED])
def test_memories_that_no_reader_outlives(site, name, torn):
    """Brackets, digits and keys without end in a file that is read whole are named with their line."""
    put(site, f"content/{name}", torn[name.rsplit(".", 1)[1]] + "\n")
    put(site, "content/articles/good.md", f"---\ntitle: Good\n---\n\n{TEXT}“Good,” Anna Reed said.\n")
    assert [(problem.path, problem.line) for problem in said_of(site)] == [(f"content/{name}", 1)]
