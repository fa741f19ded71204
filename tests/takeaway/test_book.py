"""The book of an edition: a valid EPUB, read from its own side, the same bytes each time."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from lxml import etree
from taken import ARABIC, ENGLISH, TRUCE, words

from generator.takeaway import book

OPF = {"o": "http://www.idpf.org/2007/opf", "d": "http://purl.org/dc/elements/1.1/"}


def files(edition):
    """Return the files of a book, in their order."""
    with zipfile.ZipFile(BytesIO(book(edition, words(edition)))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_epubcheck_finds_nothing(complaints):
    """The checker of the standard's own body has no error and no warning for a book of every kind of item."""
    assert complaints(book(replace(ARABIC, items=ENGLISH.items), words(ARABIC))) == []


def test_the_same_edition_is_the_same_book():
    """Two books of one edition are alike to the byte, hold no day of their making, and are pressed by no library."""
    data = book(ENGLISH, words(ENGLISH))
    assert data == book(ENGLISH, words(ENGLISH))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entries = archive.infolist()
    assert entries[0].filename == "mimetype"
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}
    assert {entry.create_system for entry in entries} == {3}


@pytest.mark.parametrize(("edition", "side"), [(ENGLISH, "ltr"), (ARABIC, "rtl")])
def test_pages_turn_to_the_side_of_the_edition(edition, side):
    """The spine, the package and each page have the direction of the edition; each text its own."""
    found = files(edition)
    package = etree.fromstring(found["EPUB/package.opf"])
    assert package.xpath("o:spine/@page-progression-direction", namespaces=OPF) == [side]
    assert package.get("dir") == side
    languages = package.xpath("//d:language/text()", namespaces=OPF)
    assert languages[0] == edition.lang
    assert set(languages) == {"en", "ar", "zh"}
    pages = {name: etree.fromstring(data) for name, data in found.items() if name.endswith(".xhtml")}
    assert {page.get("dir") for page in pages.values()} == {side}
    chapter = next(page for name, page in pages.items() if "AFP" in found[name].decode())
    assert {(each.get("lang"), each.get("dir")) for each in chapter.iter("{*}h1", "{*}p") if each.get("lang")} == {
        ("ar", "rtl")
    }
    truce = etree.fromstring(found[f"EPUB/item-{edition.items.index(TRUCE) + 1}.xhtml"])
    assert {(each.get("lang"), each.get("dir")) for each in truce.iter("{*}div")} == {("en", "ltr"), ("ar", "rtl")}


def test_chapters_hold_the_items_in_order():
    """Each item is a chapter, listed in the contents under its title, with its sentences and addresses."""
    found = files(ENGLISH)
    contents = etree.fromstring(found["EPUB/nav.xhtml"])
    rows = [(each.get("href"), "".join(each.itertext())) for each in contents.iter("{*}a")]
    _, arabic, chinese = (piece.title.text for piece in TRUCE.pieces)
    assert rows == [
        ("title.xhtml", ENGLISH.title.text),
        ("item-1.xhtml", TRUCE.title.text),
        ("item-1.xhtml#a1", TRUCE.title.text),
        ("item-1.xhtml#a2", arabic),
        ("item-1.xhtml#a3", chinese),
        ("item-2.xhtml", ENGLISH.items[1].title.text),
        ("item-3.xhtml", "A note without source"),
    ]
    chapter = etree.fromstring(found["EPUB/item-1.xhtml"])
    text = "".join(chapter.itertext())
    assert "Signed, not kept: see how we count." in text
    assert "3 articles · 3 languages" in text
    assert "Harbour Post · 2 March 2026 · English" in text
    assert "unknown source · date unknown · العربية" in text


def test_numbers_lead_to_the_paragraphs():
    """A sentence's numbers lead to its paragraph in the book, or to the head of an article of which no text is there."""
    chapter = etree.fromstring(files(ENGLISH)["EPUB/item-1.xhtml"])
    targets = [each.get("href") for each in chapter.iter("{*}a")]
    assert [target for target in targets if target.startswith("#")] == ["#a1-p1", "#a3", "#a1-p2"]
    assert {"a1", "a2", "a3", "a1-p1", "a1-p2", "a2-p1"} == {
        each.get("id") for each in chapter.iter() if each.get("id")
    }


def test_articles_are_whole_as_far_as_they_may_be():
    """Texts keep their subheads below the article's title, links to elsewhere and line breaks; of an excerpt the reader is told."""
    found = files(ENGLISH)["EPUB/item-1.xhtml"].decode()
    assert "<h3>Boats</h3>" in found
    assert '<a href="https://post.example/?a=1&amp;b=2">the map</a> or ours.' in found
    assert "leave again.<br/>See" in found
    assert '<td style="text-align: right">3\u00a0boats</td>' in found
    assert found.count("An excerpt: the source asks") == 1
    assert 'href="https://marfa.example/1">Read on at <bdi dir="ltr">marfa.example</bdi>' in found
    assert 'href="https://post.example/truce">Read the original at' in found


def test_a_book_of_a_site_without_an_address_links_nothing():
    """Where the site's address is not known, no link leads to it, and the book still has an identity of its own."""
    items = tuple(replace(item, url="", summary=None) for item in ENGLISH.items)
    one, other = (replace(ENGLISH, url="", name=name, items=items) for name in ("2026-03-03", "2026-03-04"))
    assert not [name for name, data in files(one).items() if b"digest.example" in data]
    names = {etree.fromstring(files(each)["EPUB/package.opf"]).findtext(".//{*}identifier") for each in (one, other)}
    assert len(names) == 2


def test_a_book_keeps_its_identity():
    """The identifier follows from the edition's address, so that a mended edition replaces the one before."""
    name = "//d:identifier/text()"
    one, other = (
        etree.fromstring(files(edition)["EPUB/package.opf"]).xpath(name, namespaces=OPF)
        for edition in (ENGLISH, replace(ENGLISH, items=()))
    )
    assert one == other
    assert one[0].startswith("urn:uuid:")
