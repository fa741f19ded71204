"""The book of an edition: EPUB 3, a chapter an item, read from the right where the edition is.

Every file is stored uncompressed: two builds of zlib need not press alike, and the same edition is to be the same bytes on
any machine.
"""

from __future__ import annotations

import uuid
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.takeaway.edition import element, escaped
from generator.takeaway.markup import to_xhtml
from generator.text.addresses import is_web_address

if TYPE_CHECKING:
    from generator.model.views import Sentence
    from generator.takeaway.edition import Edition, Item, Passage, Piece
    from generator.text.words import Words

_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""

_STYLE = """body { line-height: 1.5; }
h1 { line-height: 1.25; font-size: 1.5em; }
h2 { line-height: 1.3; font-size: 1.2em; margin: 1.5em 0 .5em; }
p { margin: 0 0 .75em; }
section { margin: 0 0 2em; }
.facts, .promise { font-size: .875em; }
[dir="rtl"] { text-align: right; }
[dir="ltr"] { text-align: left; }
:lang(ar), :lang(fa), :lang(ur) { line-height: 1.8; letter-spacing: 0; font-style: normal; }
"""

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first day that a ZIP knows: the files of a book have no day of their own."""


def book(edition: Edition, words: Words) -> bytes:
    """Return the EPUB of an edition."""
    chapters = {f"item-{number}.xhtml": _chapter(edition, item, words) for number, item in enumerate(edition.items, 1)}
    files = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "EPUB/package.opf": _package(edition, [*chapters]),
        "EPUB/nav.xhtml": _contents(edition, [*chapters], words),
        "EPUB/title.xhtml": _title_page(edition, words),
        **{f"EPUB/{name}": text for name, text in chapters.items()},
        "EPUB/style.css": _STYLE,
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 3  # as on Unix, wherever it is made
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text)
    return out.getvalue()


def _package(edition: Edition, chapters: list[str]) -> str:
    """Say what the book is and in which order its files are read."""
    said = [edition.title, *(piece.title for item in edition.items for piece in item.pieces)]
    languages = dict.fromkeys([edition.lang, *(text.lang for text in said if text.lang != "und")])
    # A mended edition takes the place of the one before.
    identifier = uuid.uuid5(uuid.NAMESPACE_URL, edition.url or f"{edition.site.text}/{edition.name}").urn
    source = f"<dc:source>{escaped(edition.url)}</dc:source>\n" if edition.url else ""
    day = edition.day.iso[:10]
    spine = "".join(f'<itemref idref="c{number}"/>' for number, _ in enumerate(chapters, 1))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{escaped(edition.lang)}" dir="{edition.dir}">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<dc:identifier id="id">{identifier}</dc:identifier>\n'
        f"<dc:title>{escaped(edition.title.text)}</dc:title>\n"
        + "".join(f"<dc:language>{escaped(lang)}</dc:language>\n" for lang in languages)
        + f"<dc:publisher>{escaped(edition.site.text)}</dc:publisher>\n"
        f"<dc:date>{day}</dc:date>\n"
        f"{source}"
        f'<meta property="dcterms:modified">{day}T00:00:00Z</meta>\n'
        '<meta property="schema:accessMode">textual</meta>\n'
        '<meta property="schema:accessModeSufficient">textual</meta>\n'
        '<meta property="schema:accessibilityFeature">tableOfContents</meta>\n'
        '<meta property="schema:accessibilityFeature">readingOrder</meta>\n'
        '<meta property="schema:accessibilityHazard">none</meta>\n'
        "</metadata>\n<manifest>\n"
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>\n'
        '<item id="title" href="title.xhtml" media-type="application/xhtml+xml"/>\n'
        '<item id="style" href="style.css" media-type="text/css"/>\n'
        + "".join(
            f'<item id="c{number}" href="{name}" media-type="application/xhtml+xml"/>\n'
            for number, name in enumerate(chapters, 1)
        )
        + f'</manifest>\n<spine page-progression-direction="{edition.dir}">\n'
        f'<itemref idref="title"/><itemref idref="nav"/>{spine}\n</spine>\n</package>\n'
    )


def _page(edition: Edition, title: str, body: str) -> str:
    """Return an XHTML page in the language of the edition; what is in another says so."""
    lang = escaped(edition.lang)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{lang}" xml:lang="{lang}" dir="{edition.dir}">\n'
        f'<head>\n<title>{escaped(title)}</title>\n<link rel="stylesheet" type="text/css" href="style.css"/>\n</head>\n'
        f"<body>\n{body}</body>\n</html>\n"
    )


def _title_page(edition: Edition, words: Words) -> str:
    introduction = _written(edition.introduction, words("editor_intro")) if edition.introduction else ""
    gone = f'<p class="facts">{escaped(edition.gone)}</p>\n' if edition.gone else ""
    body = (
        f'<section epub:type="titlepage">\n{element("h1", edition.title)}\n'
        f'<p class="facts">{element("bdi", edition.site)} · <time datetime="{edition.day.iso[:10]}">{escaped(edition.day.text)}</time></p>\n'
        f"{introduction}{_online(edition.url, words('read_online'))}{gone}"
        f'<p class="promise">{escaped(words("promise"))}</p>\n</section>\n'
    )
    return _page(edition, edition.title.text, body)


def _contents(edition: Edition, chapters: list[str], words: Words) -> str:
    """Write the contents: the events, and below each that several articles tell the articles."""
    rows = "".join(
        f'<li><a href="{name}">{element("span", item.title)}</a>{_listed(name, item)}</li>\n'
        for name, item in zip(chapters, edition.items, strict=True)
    )
    first = f'<li><a href="title.xhtml">{element("span", edition.title)}</a></li>\n'
    body = (
        f'<nav epub:type="toc" id="toc" role="doc-toc">\n<h1>{escaped(words("contents"))}</h1>\n'
        f"<ol>\n{first}{rows}</ol>\n</nav>\n"
    )
    return _page(edition, words("contents"), body)


def _listed(chapter: str, item: Item) -> str:
    if len(item.pieces) < 2:
        return ""
    rows = (
        f'<li><a href="{chapter}#a{piece.number}">{element("span", piece.title)}</a></li>\n' for piece in item.pieces
    )
    return f"\n<ol>\n{''.join(rows)}</ol>\n"


def _chapter(edition: Edition, item: Item, words: Words) -> str:
    """Write an event: the editor's summary, its sentences, and each of its articles as far as it may be shown."""
    several = len(item.pieces) > 1
    counts = " · ".join(map(escaped, item.counts)) if several else ""
    summary = _written(item.summary, words("editor_summary")) if item.summary else ""
    # A single article says it all itself, where its text is there.
    sentences = item.sentences if several or not any(piece.body for piece in item.pieces) else ()
    rows = "".join(f"<li>{element('p', each.text, '', _sentence(each, item))}</li>\n" for each in sentences)
    brief = f"<h2>{escaped(words('in_brief'))}</h2>\n<ul>\n{rows}</ul>\n" if rows else ""
    body = (
        f"<article>\n{element('h1', item.title)}\n"
        + (f'<p class="facts">{counts}</p>\n' if counts else "")
        + summary
        + brief
        + "".join(_piece(piece, words, titled=several or piece.title != item.title) for piece in item.pieces)
        + _online(item.url, words("read_online"))
        + "</article>\n"
    )
    return _page(edition, item.title.text, body)


def _sentence(sentence: Sentence, item: Item) -> str:
    """Return a sentence with the numbers of its articles, which lead to the paragraph where that is in the book."""
    there = {piece.number: piece.body for piece in item.pieces}
    places = ""
    for place in sentence.references:
        anchor = place.url.partition("#")[2]
        target = f"a{place.number}-{anchor}" if f'id="{anchor}"' in there.get(place.number, "") else f"a{place.number}"
        places += f' <a href="#{target}">[{place.number}]</a>'
    return escaped(sentence.text.text) + places


def _piece(piece: Piece, words: Words, *, titled: bool) -> str:
    """Write an article: who printed it and when, its text, and where the original is."""
    facts = (
        element("bdi", piece.source) if piece.source else escaped(words("no_source")),
        f'<time datetime="{escaped(piece.day.iso)}">{escaped(piece.day.text)}</time>'
        if piece.day
        else escaped(words("unknown_date")),
        element("bdi", piece.language),
    )
    number = f"[{piece.number}] " if titled else ""
    heading = element("h2", piece.title, "", f"{number}{escaped(piece.title.text)}") + "\n" if titled else ""
    notice = f'<p class="facts">{escaped(words("excerpt"))}</p>\n' if piece.excerpt else ""
    lang = escaped(piece.title.lang)
    text = to_xhtml(piece.body, f"a{piece.number}", 2)
    body = f'<div lang="{lang}" xml:lang="{lang}" dir="{piece.dir}">\n{text}\n</div>\n' if text else ""
    original = ""
    if is_web_address(piece.original):
        phrase = words("read_on") if piece.excerpt else words("read_original")
        host = escaped(urlsplit(piece.original).hostname or piece.original)
        original = f'<p class="facts"><a href="{escaped(piece.original)}">{escaped(phrase)} <bdi dir="ltr">{host}</bdi></a></p>\n'
    return f'<section id="a{piece.number}">\n{heading}<p class="facts">{" · ".join(facts)}</p>\n{notice}{body}{original}</section>\n'


def _written(passage: Passage, heading: str) -> str:
    """Write what the editor wrote, and that it is the editor's."""
    inner = to_xhtml(passage.html, "", 2)
    return f"<h2>{escaped(heading)}</h2>\n{element('div', passage, '', inner)}\n" if inner else ""


def _online(url: str, phrase: str) -> str:
    return f'<p class="facts"><a href="{escaped(url)}">{escaped(phrase)}</a></p>\n' if url else ""
