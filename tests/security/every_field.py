"""Sites with a hostile text in every field that content can fill."""

from __future__ import annotations

import hashlib
import html
import json
import re
from itertools import count
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from hostile import ADDRESSES, MARKDOWN, TEMPLATES, TEXTS
from small_sites import put

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PROSE = "The council of Norby met on Monday and spoke of the old bridge, of the ferry and of the school for {n} hours."


def _quoted(text: str) -> str:
    """Return a text as YAML and JSON write it between quotation marks, every letter escaped that need be."""
    return json.dumps(text)


def _one_line(text: str) -> str:
    return re.sub(r"[\r\n]", " ", text)


def _file_name(text: str) -> str:
    """Return a text as far as it can name a file."""
    return (
        text.replace("/", "∕")
        .replace("\x00", "")
        .encode("utf-8", "surrogateescape" if "\udc80" <= text <= "\udcff" else "replace")
        .decode()[:60]
        or "x"
    )


def hand_written(root: Path, text: Callable[[], str], number: int) -> None:
    """Write articles as an editor could, each value of the front matter hostile."""
    for n in range(number):
        lines = [
            f"title: {_quoted(text())}",
            f"byline: {_quoted(text())}",
            f"source: {_quoted(text())}",
            f"tags: [{', '.join(_quoted(each) for each in (TEMPLATES[n % len(TEMPLATES)], *(text() for _ in range(6))))}]",
            f"caption: [{', '.join(_quoted(text()) for _ in range(3))}]",
            f"summary: {_quoted(text())}",
            f"published: 2026-03-{1 + n % 28:02d}",
            f"{_quoted(text() + str(n))}: {_quoted(text())}",
        ]
        if n % 3 == 0:
            lines.append("title_from: lead")
        body = "\n\n".join(
            (PROSE.format(n=n), *(MARKDOWN[(n * 7 + k) % len(MARKDOWN)] for k in range(7)), text(), text())
        )
        put(root, f"content/articles/hand-{n}.md", "---\n" + "\n".join(lines) + f"\n---\n\n{body}\n")


def with_addresses(root: Path) -> None:
    """Write articles with hostile addresses, languages, dates and events, one a file: they are refused or harmless."""
    for n, address in enumerate(ADDRESSES):
        put(
            root,
            f"content/articles/url-{n}.md",
            f"---\ntitle: Address {n}\nurl: {_quoted(address)}\n---\n\n{PROSE.format(n=n)}\n",
        )
    for n, lang in enumerate(('en"><script>trap(1)</script>', "x", "con", "AUX", "nul", "a" * 8 + "-b1234567" * 30, "../..", "en-../x", "ar\u202e", "en us", "zz-ZZ-zz", "art-lojban", "e\u0301n")):  # fmt: skip
        put(
            root,
            f"content/articles/lang-{n}.md",
            f"---\ntitle: Language {n}\nlang: {_quoted(lang)}\n---\n\n{PROSE.format(n=n)}\n",
        )
    for n, day in enumerate(("0001-01-01", "9999-12-31", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-02-30", "2026-01-01T00:00:00+99:99", "<script>", "2026-01-01\n", "２０２６-01-01")):  # fmt: skip
        put(
            root,
            f"content/articles/day-{n}.md",
            f"---\ntitle: Day {n}\npublished: {_quoted(day)}\nupdated: {_quoted(day)}\n---\n\n{PROSE.format(n=n)}\n",
        )
    for n, slug in enumerate(("../../x", "con", "feed.xml", "A", "a--b", "-a", "x" * 81, "<b>", "none", "é")):
        put(
            root,
            f"content/articles/event-{n}.md",
            f"---\ntitle: Event {n}\nevent: {_quoted(slug)}\n---\n\n{PROSE.format(n=n)}\n",
        )
        put(
            root,
            f"content/articles/id-{n}.md",
            f"---\ntitle: Id {n}\nid: {_quoted(slug)}\n---\n\n{PROSE.format(n=n)}\n",
        )


def curated(root: Path, text: Callable[[], str], number: int) -> None:
    """Write the editor's files: events, pages, sources."""
    for n in range(number):
        put(
            root,
            f"content/articles/of-{n}.md",
            f"---\ntitle: Of event {n}\nevent: event-{n}\nsource: paper-{n}\n---\n\n{PROSE.format(n=n)}\n",
        )
        head = f"title: {_quoted(text())}\nsummary: {_quoted(MARKDOWN[n % len(MARKDOWN)] + chr(10) * 2 + text())}\nnote: {_quoted(text())}\npin: {'true' if n % 2 else 'false'}\n"
        put(root, f"content/events/event-{n}.md", f"---\n{head}---\n\n{text()}\n")
        put(
            root,
            f"content/pages/page-{n}.md",
            f"---\ntitle: {_quoted(text())}\nlang: {_quoted('en' if n % 2 else text())}\n---\n\n{MARKDOWN[-n % len(MARKDOWN)]}\n\n{text()}\n",
        )
        fields = "\n".join(f"{key} = {json.dumps(_toml(text()))}" for key in ("name", "licence", "country"))
        put(
            root,
            f"content/sources/paper-{n}.toml",
            f"{fields}\n\n[[cut]]\ntext = {json.dumps(_toml(text()).strip() or 'x')}\nnote = {json.dumps(_toml(text()))}\n",
        )
    put(root, "content/pages/about.md", f"---\ntitle: {_quoted(text())}\n---\n\n{text()}\n")


def _toml(text: str) -> str:
    """Leave out what TOML cannot say in a string, in JSON's escapes."""
    return re.sub("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]", "", text).encode("ascii", "ignore").decode()


def raw_texts(root: Path, text: Callable[[], str], number: int) -> None:
    """Put plain texts into the inbox: headline, byline, dateline, captions, folder and file name hostile."""
    for n in range(number):
        lines = [
            _one_line(text()),
            "",
            f"By {_one_line(text())}",
            "",
            f"NORBY ({_one_line(text())[:30]}) - {PROSE.format(n=n)}",
            "",
            f"Photo: {_one_line(text())}",
            "",
            *(f"{_one_line(text())}\n" for _ in range(12)),
            f"© 2026 {_one_line(text())}",
        ]
        folder, name = _file_name(text()), _file_name(text())
        try:
            put(root, f"content/inbox/{folder}/{n}-{name}.txt", "\n".join(lines))
        except (OSError, UnicodeError):
            put(root, f"content/inbox/plain/{n}.txt", "\n".join(lines))


def raw_markdown(root: Path, text: Callable[[], str], number: int) -> None:
    """Put Markdown into the inbox, every key hostile."""
    for n in range(number):
        keys = ("title", "author", "source", "description", "canonical", "language", "date", "event", "id", "x")
        head = "\n".join(f"{key}: {_quoted(text())}" for key in keys)
        tags = ", ".join(_quoted(text()) for _ in range(5))
        body = "\n\n".join(MARKDOWN[(n * 11 + k) % len(MARKDOWN)] for k in range(11))
        put(root, f"content/inbox/notes/{n}.md", f"---\n{head}\ntags: [{tags}]\n---\n\n{PROSE.format(n=n)}\n\n{body}\n")


def raw_pages(root: Path, text: Callable[[], str], number: int) -> None:
    """Put pages into the inbox: hostile in metadata, JSON-LD, headline and text, escaped once, as an honest page would."""
    for n in range(number):

        def e() -> str:
            return html.escape(text().replace("\x00", ""), quote=True)

        metas = "".join(
            f'<meta property="{name}" content="{e()}">'
            for name in (
                "og:title",
                "og:url",
                "og:site_name",
                "og:locale",
                "article:published_time",
                "article:author",
                "article:tag",
                "og:description",
            )
        )
        graph = {
            "@type": "NewsArticle",
            "headline": text(),
            "author": [{"name": text()}, text()],
            "publisher": {"name": text()},
            "url": text(),
            "inLanguage": text(),
            "datePublished": text(),
            "keywords": text(),
            "description": text(),
        }
        script = json.dumps(graph).replace("</", "<\\/") if n % 2 else ""
        put(
            root,
            f"content/inbox/pages/{n}.html",
            f'<!DOCTYPE html><html lang="{e()}" dir="{e()}"><head><title>{e()}</title>{metas}<link rel="canonical" href="{html.escape(ADDRESSES[n % len(ADDRESSES)])}">'
            f'<script type="application/ld+json">{script}</script></head><body><nav>{e()}</nav><article><h1>{e()}</h1><time datetime="{e()}" pubdate>{e()}</time>'
            f"<figure><img src=x alt='{e()}'><figcaption>{e()}</figcaption></figure>"
            + "".join(f"<p>{PROSE.format(n=n + k)} {e()}</p>" for k in range(6))
            + f"<p>{text()}</p><pre>{e()}</pre><ul><li>{e()}</li></ul></article><footer>{e()}</footer></body></html>",
        )


def raw_feeds(root: Path, text: Callable[[], str], number: int) -> None:
    """Put feeds into the inbox: hostile in every element, as text, as CDATA and as markup."""
    for n in range(number):

        def e() -> str:
            return escape(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text()), {'"': "&quot;"})

        def c() -> str:
            return f"<![CDATA[{text().replace(']]>', '')}]]>"

        items = "".join(
            f"<item><title>{write()}</title><link>{e()}</link><guid isPermaLink='true'>{e()}</guid><author>{e()}</author><dc:creator>{e()}</dc:creator><category>{e()}</category>"
            f"<pubDate>{e()}</pubDate><source url='{e()}'>{e()}</source><description>{write()}</description><content:encoded><![CDATA[<p>{PROSE.format(n=n * 10 + k)}</p><p>{text().replace(']]>', '')}</p>]]></content:encoded></item>"
            for k, write in enumerate((e, c, e, c, e, c))
        )
        head = f"<title>{e()}</title><link>{e()}</link><language>{e()}</language><description>{e()}</description>"
        put(
            root,
            f"content/inbox/feeds/{n}.rss",
            f'<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>{head}{items}</channel></rss>',
        )
        entries = "".join(
            f'<entry><title type=\'{kind}\'>{e()}</title><link href="{e()}"/><id>{e()}</id><updated>{e()}</updated><author><name>{e()}</name><uri>{e()}</uri></author><category term="{e()}" label="{e()}"/>'
            f"<summary type='{kind}'>{e()}</summary><content type='html'>{escape('<p>' + PROSE.format(n=n * 100 + k) + '</p>')}{e()}</content></entry>"
            for k, kind in enumerate(("text", "html", "text"))
        )
        put(
            root,
            f"content/inbox/feeds/{n}.atom",
            f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{e()}" xml:lang="{e()}"><title>{e()}</title>{entries}</feed>',
        )


def memory(root: Path, text: Callable[[], str], number: int) -> None:
    """Write articles with receipts and a ledger as no run of ours left them: memory is content too."""
    lines: list[str] = []
    for n in range(number):
        idents = (f"kept-{n}", f"also-{n}")
        for ident in idents:
            body = f"{PROSE.format(n=n)}\n"
            put(root, f"content/articles/{ident}.md", f"---\nid: {ident}\ntitle: Kept {n}\nlang: en\n---\n\n{body}")
            evidence = [
                {"field": field, "value": text(), "basis": text(), "line": 1}
                for field in ("title", "lang", "published", "source", "byline", "url", "place")
            ]
            spans = [{"line": 1, "label": "body", "at": 1}] + [
                {"line": k, "label": label, "rule": text(), "text": text()}
                for k, label in enumerate(("title", "cut", "meta", "caption", "cut"), 2)
            ]
            receipt = {
                "id": ident,
                "path": "content/inbox/" + text(),
                "form": text(),
                "sha256": text(),
                "size": 10**9,
                "encoding": text(),
                "encoding_basis": text(),
                "lines": 6,
                "body_sha256": hashlib.sha256(body.rstrip().encode()).hexdigest(),
                "refused": text(),
                "evidence": evidence,
                "spans": spans,
                "front_matter": text(),
                "also": [{"path": text(), "item": 0, "sha256": text()}],
            }
            put(root, f"content/receipts/{ident}.json", json.dumps(receipt, ensure_ascii=True).encode())
        tie = {
            "member": idents[0],
            "to": idents[1],
            "likeness": 0.9,
            "meaning": 0.9,
            "words": 0.9,
            "days": 0,
            "names": 1,
            "numbers": 1,
            "shared": [text(), text()],
        }
        lines.append(
            json.dumps(
                {"id": f"k{n}", "slug": f"kept-{n}", "members": sorted(idents), "former": [f"old-{n}"], "ties": [tie]}
            )
        )
    put(root, "content/ledger.jsonl", "".join(line + "\n" for line in sorted(lines)))


def rows(root: Path, text: Callable[[], str], number: int) -> None:
    """Put rows into the inbox, each value of their metadata hostile."""
    fields = ("title", "lang", "date", "url", "author", "source", "tags", "event", "summary")
    lines = (
        json.dumps(
            {
                "id": text(),
                "text": f"{PROSE.format(n=n)} {text()}\n\n{text()}",
                "metadata": {field: text() for field in fields},
            }
        )
        for n in range(number)
    )
    put(root, "content/inbox/rows/rows.jsonl", "\n".join(lines))


def voices(root: Path, text: Callable[[], str], number: int) -> None:
    """Let hostile people say hostile things, and write hostile names, editions and likenesses."""
    for n in range(number):
        said = f"“{text()} this bridge is old and must be closed,” Anna {text()} Reed, mayor of Norby, said on Monday. Mr. Karl Stone said: “{text()} we will see.” Anna Reed and Karl Stone met in Norby."
        put(
            root,
            f"content/articles/voice-{n}.md",
            f"---\ntitle: Voice {n}\nlang: en\npublished: 2026-03-{1 + n % 28:02d}\nevent: big\n---\n\n{said}\n",
        )
    put(
        root,
        "content/names.jsonl",
        "".join(
            json.dumps({"slug": slug, "kind": "person", "forms": [["en", form], [text(), text()]]}) + "\n"
            for slug, form in (("anna-reed", "Anna Reed"), ("karl-stone", "Karl Stone"))
        ),
    )
    shown = (("<script>trap(1)</script>", "Anna Reed"), ('\u202e"onmouseover=trap(1)', "Karl Stone"), ("=1+1", "Norby"))
    put(
        root,
        "content/names.toml",
        "".join(
            f"[name-{n}]\nname = {json.dumps(name)}\nforms = [{json.dumps(form)}]\n"
            for n, (name, form) in enumerate(shown)
        ),
    )
    for name in ("2026-03-01", "2026-w10"):
        put(root, f"content/editions/{name}.md", f"---\ntitle: {_quoted(text())}\nlead: big\n---\n\n{text()}\n\n{MARKDOWN[9]}\n")  # fmt: skip
    put(root, "content/voices.jsonl", json.dumps({"event": text(), "alike": [[text(), text(), 0.9]]}) + "\n")


def make_site(
    root: Path,
    share: int = 1,
    *,
    digest: str = 'title = "Hostile"\nbase_url = "https://digest.example/news"\ndata = true\n',
) -> None:
    """Make a site of all kinds; `share` n takes every n-th number of files, each text still standing in several fields."""
    numbers = count()

    def text() -> str:
        return TEXTS[(next(numbers) * 7) % len(TEXTS)]

    put(root, "digest.toml", digest)
    hand_written(root, text, 120 // share)
    with_addresses(root)
    curated(root, text, 60 // share)
    raw_texts(root, text, 60 // share)
    raw_markdown(root, text, 60 // share)
    raw_pages(root, text, 60 // share)
    raw_feeds(root, text, 24 // share)
    memory(root, text, 30 // share)
    rows(root, text, 60 // share)
    voices(root, text, 40 // share)
