"""Editions to take along, invented: one in English that is read from the left, one in Arabic that is read from the right."""

from __future__ import annotations

from pathlib import Path

from generator.model.views import Day, Link, Text
from generator.store.theme import read_theme
from generator.takeaway import Edition, Item
from generator.text.words import Words

CATALOGUES = read_theme(Path("/nowhere")).words

TRUCE = Item(
    title=Text("Oltania & Verrin agree on a “ceasefire”", "en", "ltr"),
    url="https://digest.example/e/truce/",
    source=Text("Harbour Post", "en", "ltr"),
    day=Day("2026-03-02", "2 March 2026"),
    lead=Text("The two islands will stop firing on Tuesday at noon, their envoys said.", "en", "ltr"),
    sentences=(Text("Fishing boats <may> leave again.", "en", "ltr"),),
    counts=("3 articles", "3 languages"),
    also=(
        Link(Text("أولتانيا وفيرين تتفقان على وقف إطلاق النار", "ar", "rtl"), "https://digest.example/a/truce-ar/"),
        Link(Text("奥尔塔尼亚与韦林达成停火协议", "zh", "ltr"), "https://digest.example/a/truce-zh/?a=1&b=2"),
    ),
)

LIBRARY = Item(
    title=Text("مكتبة المدينة القديمة تفتح أبوابها", "ar", "rtl"),
    url="https://digest.example/e/library/",
    source=Text("صحيفة المرفأ", "ar", "rtl"),
    day=None,
    lead=Text("AFP - تضمّ المكتبة أربعة آلاف مخطوطة.", "ar", "rtl"),
    sentences=(Text("الدخول مجاني يوم الجمعة.", "ar", "rtl"),),
)

BARE = Item(Text("A note\x0b without source", "und", "ltr"), "https://digest.example/e/note/", None, None, None)

ENGLISH = Edition(
    title=Text("Edition of 3 March 2026", "en", "ltr"),
    site="The Sound",
    url="https://digest.example/d/2026-03-03/",
    day=Day("2026-03-03", "3 March 2026"),
    introduction=(Text("What the week brought: a truce, and books.", "en", "ltr"),),
    items=(TRUCE, LIBRARY, BARE),
)

ARABIC = Edition(
    title=Text("عدد 3 مارس 2026", "ar", "rtl"),
    site="The Sound",
    url="https://digest.example/d/2026-03-03/",
    day=Day("2026-03-03", "3 مارس 2026"),
    introduction=(Text("هذا الأسبوع: هدنة وكتب.", "ar", "rtl"),),
    items=(LIBRARY, TRUCE),
)

EDITIONS = [ENGLISH, ARABIC]


def words(edition):
    """Return the interface words of an edition."""
    return Words(edition.title.lang, CATALOGUES[edition.title.lang])
