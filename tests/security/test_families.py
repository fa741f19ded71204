"""Families of hostile heads and encodings: each file is published, merged or refused by name, and no page shows a control."""

from __future__ import annotations

import codecs

import pytest
from outputs import faults
from small_sites import files_of, make, put

SAID = "The council of Norby met on Monday and spoke of the old bridge for several hours, as it had announced."

HEADS = (
    # Aliases, anchors and merges; loops; tags.
    "a: &x [1]\nb: *x", "a: &x {b: c}\n<<: *x", "<<: {title: merged}", "<<: [{a: b}, {c: d}]", "a: &a [*a]", "&x title: y", "title: *nowhere", "a: &a [a, a]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]",
    "title: !!python/object/apply:os.system ['true']", "title: !!python/name:os.system", "title: !!python/object/new:type [x]", "title: !!binary aGVsbG8=", "title: !!set {a, b}", "title: !!timestamp 2026-01-01", "title: !!int x", "title: !!null", "title: !local x", "!!map {title: x}", "%YAML 1.1\n---\ntitle: x", "%TAG ! tag:x,2026:\n---\ntitle: !y x",
    # Keys: twice, no words, long, of other kinds.
    "title: a\ntitle: b", 'title: a\n"title": b', "? [a, b]\n: c", "? {a: b}\n: c", "? |\n  block\n: c", "1: a\n1.0: b", "true: a\nnull: b\n~: c", "'': a", "a" * 2000 + ": b", '"a\\nb": c', '"\\x1b[2J": c', '"<script>": c', "title : spaced", "Title: x\nTITLE: y", "__proto__: x\nconstructor: y", "id: id\nid : id",
    # Numbers and days that are none, or past all bounds.
    "published: 99999999999999999999", "published: 2026-13-45", "published: 0000-00-00", "published: 10000-01-01", "published: 2026-02-29", "published: -1", "published: 1e999", "published: 2026-01-01T25:61:61Z", "published: 2026-01-01T00:00:00+99:00", "published: 12:30:45", "published: .inf", "published: [2026-01-01]", "published: {a: b}", "keep: [999999999999999999999]", "keep: [-1, 0, 1.5, x]", "keep: " + "9" * 5000, "cut: [[1]]", "pin: maybe", "draft: 2",
    # Texts where words, lists where texts are asked for.
    "title: [a, b]", "title: {a: b}", "title: ~", "title: ''", "title:", "title: |\n  two\n  lines", "title: >-\n  folded\n\n  text", 'title: "a\\0b"', 'title: "\\ud800"', 'title: "\\u202eevil"', 'title: "\\x85\\u2028"', "title: '\u2028'", "tags: x", "tags: {a: b}", "tags: [[a], {b: c}, ~, '']", "tags: [" + "x, " * 3000 + "x]", "lang: [en]", "lang: ../..", "lang: " + "a" * 5000, "url: javascript:trap(1)", "url: [https://outlet.example/]", "event: [a]", "event: ../../x", "id: ../../x", "id: CON", "id: [a]", "source: {name: x}", "byline: [A, B]", "caption: x", "summary: [x]", "title_from: nowhere",
    # What is no YAML, or ends early.
    "title: a: b", 'title: "open', "title: 'open", "title: [open", "title: {open", "\ttitle: x", "title: x\n\tb: c", "title: x\n b: c", "- a\n- b", "just words", "title: @x", "title: `x`", "title: %x", "title: x #y", "#", "---", "...", "title: x\n...\nb: c", "title: x\n--- \nb: c", "--- title: x", "title: x\n---\n---\nb: c", "a: b\x00c", "a: b\x07c", "a: b\x7fc", "a: b\u0085c", "a: b\ufffec", "a: \ufeffb", "title: x\r\nlang: en\r", "title: x\rlang: en", "[" * 5000, "{a: " * 500, "a: " + "- " * 3000, "x: 1\n" * 9000, "a: >" + "\n  x" * 5000,
)  # fmt: skip
"""Heads as somebody could write them who means harm, or does not know YAML."""

PLACES = ("content/articles/yaml-{}.md", "content/inbox/outlet/yaml-{}.md", "content/events/yaml-{}.md", "content/pages/yaml-{}.md")  # fmt: skip


@pytest.fixture(scope="module")
def headed(tmp_path_factory):
    """Return a site with every head in every place that has one, and the report of its build."""
    site = tmp_path_factory.mktemp("heads")
    put(site, "digest.toml", 'title = "Heads"\nsearch = false\n')
    for n, head in enumerate(HEADS):
        for place in PLACES:
            put(site, place.format(n), f"---\n{head}\n---\n\n{SAID} It is text number {n} of {place.split('/')[1]}.\n")
    put(site, "content/articles/bom.md", f"\ufeff---\ntitle: x\n---\n\n{SAID}\n")
    put(site, "content/articles/utf-16.md", f"---\ntitle: x\n---\n\n{SAID}\n".encode("utf-16"))
    return site, make(site)


def test_a_head_is_read_or_named(headed):
    """Each article is shown, or its file is named with what is wrong; each file of the inbox has a fate."""
    site, report = headed
    shown = "".join(data.decode() for path, data in files_of(site).items() if path.startswith("a/"))
    wrong = {problem.path for problem in report.problems if problem.severity == "error"}
    for n, head in enumerate(HEADS):
        for place in PLACES[:2]:
            path = place.format(n)
            assert path in wrong or f"It is text number {n} of {path.split('/')[1]}." in shown, (path, head[:80])
    assert {"content/articles/bom.md", "content/articles/utf-16.md"} <= wrong
    assert sum(report.fates().values()) == len(report.inputs) == len(HEADS)


def test_no_head_reaches_a_page_as_more_than_a_text(headed):
    """Nothing in the output runs, steers or breaks out, and every problem is one line."""
    site, report = headed
    assert list(faults(files_of(site))) == []
    assert not list(site.rglob("*.new"))
    assert all(problem.path.isprintable() for problem in report.problems)
    # What only reads data of trust is refused: nobody asked for these.
    tagged = [n for n, head in enumerate(HEADS) if "!!python" in head or "&a [*a]" in head]
    named = {problem.path for problem in report.problems if problem.code == "front-matter"}
    assert {place.format(n) for n in tagged for place in PLACES} <= named


RUSSIAN = "Совет Норби собрался в понедельник и несколько часов говорил о старом мосте, как и объявлял."
CHINESE = "诺比市议会星期一开会，讨论旧桥数小时，正如它所宣布的那样，市长也出席了会议。"
JAPANESE = "ノルビー市議会は月曜日に開かれ、古い橋について数時間話し合った。市長も出席した。"
ARABIC = "اجتمع مجلس نوربي يوم الاثنين وتحدث عن الجسر القديم لعدة ساعات، كما أعلن من قبل."
FRENCH = "Le conseil de Norby s’est réuni lundi et a parlé du vieux pont pendant des heures, où qu’il fût."

WRITTEN = {
    "utf-8": RUSSIAN, "utf-8-sig": CHINESE, "utf-16": RUSSIAN, "utf-16-le": SAID, "utf-16-be": SAID, "utf-32": ARABIC, "koi8-r": RUSSIAN, "cp1251": RUSSIAN, "cp866": RUSSIAN, "iso8859-5": RUSSIAN,
    "cp1256": ARABIC, "iso8859-6": ARABIC.replace("،", ","), "gb18030": CHINESE, "gbk": CHINESE, "shift_jis": JAPANESE, "euc_jp": JAPANESE, "iso2022_jp": JAPANESE, "big5": "諾比市議會星期一開會，討論舊橋數小時，市長也出席了會議。", "cp1252": FRENCH, "latin-1": FRENCH.replace("’", "'"), "utf-7": FRENCH, "cp037": SAID,
}  # fmt: skip
CLAIMS = ("utf-8", "utf-7", "utf-16", "windows-1252", "koi8-r", "gb18030", "x-unknown", "utf-8; x", "", "idna", "rot13", "hex", "unicode_escape", "punycode")  # fmt: skip
"""What a page or a feed may say of itself, truly or not; some name what Python calls a codec and is none."""

TORN = {
    "cut-utf-8": RUSSIAN.encode()[:-1], "cut-gb18030": CHINESE.encode("gb18030")[:-1], "cut-utf-16": RUSSIAN.encode("utf-16")[:-1], "overlong": b"caf\xc0\xa9 " + SAID.encode(), "overlong-slash": b"\xe0\x80\xaf " + SAID.encode(), "surrogate": b"\xed\xa0\x80 " + SAID.encode(), "pair": b"\xed\xa0\xbd\xed\xb8\x80 " + SAID.encode(),
    "past-the-end": b"\xf4\x90\x80\x80 " + SAID.encode(), "half-surrogate-16": codecs.BOM_UTF16_LE + b"a\x00\x00\xd8b\x00", "two-marks": codecs.BOM_UTF8 * 2 + SAID.encode(), "mark-within": f"{SAID}\ufeff{SAID}".encode(), "wrong-mark": codecs.BOM_UTF16_BE + SAID.encode(), "mixed": RUSSIAN.encode() + RUSSIAN.encode("cp1251"), "escape": b"\x1b$B" + SAID.encode(), "bare-mark": codecs.BOM_UTF8,
    "c1": SAID.encode() + b" \xc2\x9b31m", "nul": SAID.encode() + b"\0", "noncharacter": f"{SAID}\uffff\ufffe".encode(), "private": f"{SAID}\ue000\U0010ffff".encode(), "tags": f"{SAID}\U000e0041\U000e007f".encode(), "bidi": f"\u202e{SAID}\u2066".encode(), "lines": f"{SAID}\u2028{SAID}\u0085{SAID}\x0b{SAID}\x0c{SAID}\x1c".encode(),
}  # fmt: skip


@pytest.fixture(scope="module")
def encoded(tmp_path_factory):
    """Return a site of files in every encoding, plain, with true claims and false ones, and torn; and its report."""
    site = tmp_path_factory.mktemp("encodings")
    put(site, "digest.toml", 'title = "Encodings"\nsearch = false\n')
    for encoding, text in WRITTEN.items():
        plain = f"{text}\n\n{text * 3}\n"
        put(site, f"content/inbox/plain/{encoding}.txt", plain.encode(encoding, "replace"))
        for n, claim in enumerate((encoding, *CLAIMS[len(encoding) % 5 :: 5])):
            page = f"<html><head><meta charset='{claim}'><title>{text[:20]}</title></head><body><article><p>{text * 2}</p><p>{text}</p></article></body></html>"
            put(site, f"content/inbox/pages/{encoding}-{n}.html", page.encode(encoding, "replace"))
            feed = f"<?xml version='1.0' encoding='{claim}'?><rss><channel><item><title>{text[:20]}</title><description>{text}</description></item></channel></rss>"
            put(site, f"content/inbox/feeds/{encoding}-{n}.xml", feed.encode(encoding, "replace"))
    for name, data in TORN.items():
        for ending in ("txt", "md", "html"):
            put(site, f"content/inbox/torn/{name}.{ending}", data)
    return site, make(site)


def test_every_encoding_is_read_or_refused(encoded):
    """Each file has a fate, each refusal a problem; nothing of an outlet is lost without a word."""
    site, report = encoded
    fates = {each.path for each in report.inputs}
    assert fates == {path.relative_to(site).as_posix() for path in site.rglob("content/inbox/*/*")}
    wrong = {problem.path for problem in report.problems if problem.severity == "error"}
    assert {each.path for each in report.inputs if each.fate == "refused"} <= wrong
    assert report.fates()["published"] > 20


def test_what_is_published_is_what_was_written(encoded):
    """A plain text in a common encoding is on its page to the letter, and no output holds what steers."""
    site, _ = encoded
    files = files_of(site)
    assert list(faults(files)) == []
    shown = "".join(data.decode() for path, data in files.items() if path.startswith("a/"))
    for text in (RUSSIAN, CHINESE, JAPANESE, ARABIC, FRENCH, SAID):
        assert text in shown
