"""Cards: what is drawn, told from the pixels. The fonts are Debian's."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from generator.cards import Card, Colours, Line, can_draw, draw_card, find_fonts

FONTS = find_fonts()

pytestmark = pytest.mark.skipif(
    not can_draw() or FONTS is None, reason="Pillow with raqm, or Debian's Noto fonts, are not installed"
)

SITE = Line("The Sample Digest", "en", "ltr")
TITLES = {
    "en": Line("Harbour pilots count the ships that came back", "en", "ltr"),
    "ar": Line("مرشدو الميناء يحصون السفن العائدة", "ar", "rtl"),
    "zh": Line("领航员清点返航的船只", "zh", "ltr"),
    "ru": Line("Лоцманы считают вернувшиеся суда", "ru", "ltr"),
    "hi": Line("पायलट लौटे जहाज़ गिनते हैं", "hi", "ltr"),
    "he": Line("נתבי הנמל סופרים את הספינות", "he", "rtl"),
}
COVERAGE = ((Line("English", "en", "ltr"), 3), (Line("العربية", "ar", "rtl"), 1))

TITLE = (0, 150, 1200, 470)
"""Where the headline stands: left, top, right, foot."""

STRIP = (0, 550, 1200, 600)


def look(card):
    """Draw a card and return it as a picture."""
    from PIL import Image

    return Image.open(io.BytesIO(draw_card(card, FONTS))).convert("RGB")


def ink(picture, box, dark=200):
    """Return the box of what is darker than the ground within a part of the picture, `None` where nothing is."""
    part = picture.crop(box).convert("L").point(lambda value: 255 if value < dark else 0)
    return part.getbbox()


def columns(picture, box):
    """Count the separate runs of columns that have ink."""
    part = picture.crop(box).convert("L").point(lambda value: 255 if value < 200 else 0)
    filled = [part.crop((x, 0, x + 1, part.height)).getbbox() is not None for x in range(part.width)]
    return sum(now and not before for before, now in zip([False, *filled], filled, strict=False))


@pytest.mark.parametrize("lang", TITLES)
def test_a_title_begins_where_its_script_begins(lang):
    """Ink begins at the left margin for Latin, Cyrillic, Han and Devanagari, and at the right one for Arabic, Hebrew."""
    picture = look(Card(TITLES[lang], SITE))
    left, _, right, _ = ink(picture, TITLE)
    assert picture.size == (1200, 630)
    if TITLES[lang].dir == "rtl":
        assert right >= 1110
        assert left > 90
    else:
        assert left <= 90
        assert right < 1128


def test_the_same_card_is_the_same_bytes():
    """Two drawings with fonts found anew are equal to the byte, and small enough to be sent along."""
    card = Card(TITLES["ar"], SITE, Line("7 articles", "en", "ltr"), COVERAGE)
    assert draw_card(card, FONTS) == draw_card(card, find_fonts())
    assert len(draw_card(card, FONTS)) < 60_000


def test_arabic_letters_are_joined():
    """Four letters of a word stand in one stroke; parted by non-joiners they stand apart."""
    joined = look(Card(Line("بببب", "ar", "rtl"), SITE))
    parted = look(Card(Line("ب\u200cب\u200cب\u200cب", "ar", "rtl"), SITE))
    assert (columns(joined, TITLE), columns(parted, TITLE)) == (1, 4)


def test_latin_within_arabic_reads_on():
    """`AFP –` opens an Arabic title at the right; two Latin words within it keep their own order."""
    opening = look(Card(Line("AFP بكين", "ar", "rtl"), SITE))
    alone = look(Card(Line("AFP", "en", "rtl"), SITE))
    left, _, right, _ = ink(alone, TITLE)
    shapes = [each.crop((left + 2, 150, right - 2, 300)).convert("1", dither=0).tobytes() for each in (opening, alone)]
    assert shapes[0] == shapes[1]
    assert ink(opening, TITLE)[0] < left - 50
    both, turned = (look(Card(Line(text, "ar", "rtl"), SITE)) for text in ("بكين Alpha", "Alpha بكين"))
    assert both.convert("1", dither=0).tobytes() != turned.convert("1", dither=0).tobytes()


def test_letters_without_a_font_are_no_boxes():
    """A title of which no font has a letter is left out whole, and the rest of the card stands."""
    without = look(Card(Line("\U0001f9ff\U000e0100\U0001fbff", "en", "ltr"), SITE))
    assert ink(without, TITLE) is None
    assert ink(without, (0, 40, 1200, 110)) is not None


def test_marks_that_steer_directions_are_not_obeyed():
    """An override mark in a title changes nothing: the drawing orders the words itself."""
    plain = draw_card(Card(TITLES["en"], SITE), FONTS)
    assert draw_card(Card(replace(TITLES["en"], text="\u202e" + TITLES["en"].text), SITE), FONTS) == plain


@pytest.mark.parametrize("words", [1, 9, 30, 200])
@pytest.mark.parametrize("lang", ["en", "ar", "zh"])
def test_any_title_fits(lang, words):
    """From one word to two hundred: nothing leaves the room between rule and numbers, nor the margins."""
    text = " ".join([TITLES[lang].text.split()[0]] * words) if lang != "zh" else "船只" * words
    picture = look(Card(replace(TITLES[lang], text=text), SITE))
    left, top, right, foot = ink(picture, (0, 128, 1200, 500))
    assert left >= 64
    assert right <= 1136
    assert top >= 0
    assert foot < 500 - 128 - 10


def test_a_word_too_long_for_a_line_harms_nothing():
    """A word without end is drawn as far as there is paper; the numbers below are where they always are."""
    counts = Line("7 articles", "en", "ltr")
    long, short = (look(Card(Line(text, "de", "ltr"), SITE, counts)) for text in ("Donaudampfschiff" * 20, "Donau"))
    assert ink(long, (0, 480, 1200, 520)) == ink(short, (0, 480, 1200, 520))


def test_the_strip_has_a_mark_for_each_article():
    """Three marks for English and one for Arabic in the accent, from the edge where the site's language begins."""
    accent = (168, 28, 44)

    def marks(site):
        picture = look(Card(TITLES["en"], site, None, COVERAGE)).crop(STRIP)
        row = [picture.getpixel((x, 20)) for x in range(1200)]
        red = [sum(abs(a - b) for a, b in zip(pixel, accent, strict=True)) < 40 for pixel in row]
        return [x for x in range(1, 1200) if red[x] and not red[x - 1]]

    ltr, rtl = marks(SITE), marks(Line("الموجز", "ar", "rtl"))
    assert (len(ltr), len(rtl)) == (4, 4)
    assert max(ltr) < 600 < min(rtl)


def test_colours_are_the_sites():
    """The ground is the given paper, to the corner."""
    dark = Colours("#161615", "#eae7e2", "#a9a49c", "#3d3b37", "#ff8f8a")
    assert look(Card(TITLES["en"], SITE, colours=dark)).getpixel((3, 3)) == (22, 22, 21)


def test_no_fonts_no_card(tmp_path):
    """A machine without the fonts is told apart, before anything is drawn."""
    assert find_fonts([tmp_path, Path("/no/such/folder")]) is None
