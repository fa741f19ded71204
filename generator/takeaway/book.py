"""The book of an edition: EPUB 3, a chapter an item, read from the right where the edition is.

Every file is stored uncompressed: two builds of zlib need not press alike, and the same edition is to be the same bytes on
any machine.
"""

from __future__ import annotations

import uuid
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from generator.takeaway.edition import element, escaped

if TYPE_CHECKING:
    from generator.model.views import Text
    from generator.takeaway.edition import Edition, Item
    from generator.text.words import Words

_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""

_STYLE = """body { line-height: 1.5; }
h1 { line-height: 1.25; font-size: 1.5em; }
p { margin: 0 0 .75em; }
ul { margin: 0; padding: 0; list-style: none; }
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
    title = edition.title
    texts = [title, *(text for item in edition.items for text in (item.title, *item.sentences))]
    languages = dict.fromkeys(text.lang for text in texts if text.lang != "und")
    identifier = uuid.uuid5(uuid.NAMESPACE_URL, edition.url).urn
    day = edition.day.iso[:10]
    spine = "".join(f'<itemref idref="c{number}"/>' for number, _ in enumerate(chapters, 1))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{escaped(title.lang)}" dir="{title.dir}">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<dc:identifier id="id">{identifier}</dc:identifier>\n'
        f"<dc:title>{escaped(title.text)}</dc:title>\n"
        + "".join(f"<dc:language>{escaped(lang)}</dc:language>\n" for lang in languages or ("und",))
        + f"<dc:publisher>{escaped(edition.site)}</dc:publisher>\n"
        f"<dc:date>{day}</dc:date>\n"
        f"<dc:source>{escaped(edition.url)}</dc:source>\n"
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
        + f'</manifest>\n<spine page-progression-direction="{title.dir}">\n'
        f'<itemref idref="title"/><itemref idref="nav"/>{spine}\n</spine>\n</package>\n'
    )


def _page(edition: Edition, title: Text, body: str) -> str:
    """Return an XHTML page in the language of `title`; what else it holds says its own."""
    lang = escaped(title.lang)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{lang}" xml:lang="{lang}" dir="{edition.title.dir}">\n'
        f'<head>\n<title>{escaped(title.text)}</title>\n<link rel="stylesheet" type="text/css" href="style.css"/>\n</head>\n'
        f"<body>\n{body}</body>\n</html>\n"
    )


def _title_page(edition: Edition, words: Words) -> str:
    introduction = "".join(element("p", each) + "\n" for each in edition.introduction)
    body = (
        f'<section epub:type="titlepage">\n{element("h1", edition.title)}\n'
        f'<p class="facts"><bdi>{escaped(edition.site)}</bdi> · <time datetime="{edition.day.iso[:10]}">{escaped(edition.day.text)}</time></p>\n'
        f'{introduction}<p><a href="{escaped(edition.url)}">{escaped(words("read_online"))}</a></p>\n'
        f'<p class="promise">{escaped(words("promise"))}</p>\n</section>\n'
    )
    return _page(edition, edition.title, body)


def _contents(edition: Edition, chapters: list[str], words: Words) -> str:
    rows = "".join(
        f'<li><a href="{name}">{element("span", item.title)}</a></li>\n'
        for name, item in zip(chapters, edition.items, strict=True)
    )
    first = f'<li><a href="title.xhtml">{element("span", edition.title)}</a></li>\n'
    body = (
        f'<nav epub:type="toc" id="toc" role="doc-toc">\n<h1>{escaped(words("contents"))}</h1>\n'
        f"<ol>\n{first}{rows}</ol>\n</nav>\n"
    )
    return _page(edition, edition.title, body)


def _chapter(edition: Edition, item: Item, words: Words) -> str:
    source = (
        element("bdi", item.source) if item.source else escaped(words("no_source")),
        f'<time datetime="{escaped(item.day.iso)}">{escaped(item.day.text)}</time>'
        if item.day
        else escaped(words("unknown_date")),
        *map(escaped, item.counts),
    )
    texts = (*((item.lead,) if item.lead else ()), *item.sentences)
    also = "".join(
        f'<li>{element("p", each.text, "", f"""<a href="{escaped(each.url)}">{escaped(each.text.text)}</a>""")}</li>\n'
        for each in item.also
    )
    body = (
        f'<article>\n{element("h1", item.title)}\n<p class="facts">{" · ".join(source)}</p>\n'
        + "".join(element("p", each) + "\n" for each in texts)
        + (f"<ul>\n{also}</ul>\n" if also else "")
        + f'<p><a href="{escaped(item.url)}">{escaped(words("read_online"))}</a></p>\n</article>\n'
    )
    return _page(edition, edition.title, body)
