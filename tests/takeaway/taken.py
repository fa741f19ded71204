"""Editions to take along, invented: one in English that is read from the left, one in Arabic that is read from the right."""

from __future__ import annotations

from pathlib import Path

from generator.model.views import Day, Reference, Sentence, Text
from generator.store.theme import read_theme
from generator.takeaway import Edition, Item, Passage, Piece
from generator.text.words import Words

CATALOGUES = read_theme(Path("/nowhere")).words

AT = "https://digest.example"
ENGLISH_NAME, ARABIC_NAME, CHINESE_NAME = (
    Text("English", "en", "ltr"),
    Text("العربية", "ar", "rtl"),
    Text("中文", "zh", "ltr"),
)

AGREED = Text("Oltania & Verrin agree on a “ceasefire”", "en", "ltr")

TRUCE = Item(
    title=AGREED,
    url=f"{AT}/e/truce/",
    pieces=(
        Piece(
            1,
            AGREED,
            f"{AT}/a/truce/",
            Text("Harbour Post", "en", "ltr"),
            Day("2026-03-02", "2 March 2026"),
            ENGLISH_NAME,
            '<p id="p1">The two islands will stop firing on Tuesday at noon, their envoys said.</p>\n<h2>Boats</h2>\n'
            '<p id="p2">Fishing boats &lt;may&gt; leave again.<br>See <a href="https://post.example/?a=1&amp;b=2" rel="x">the map</a> or <a href="/map/">ours</a>.</p>\n'
            '<table><tbody><tr><td align="right">3&nbsp;boats</td></tr></tbody></table>',
            "ltr",
            original="https://post.example/truce",
        ),
        Piece(
            2,
            Text("أولتانيا وفيرين تتفقان على وقف إطلاق النار", "ar", "rtl"),
            f"{AT}/a/truce-ar/",
            None,
            None,
            ARABIC_NAME,
            '<p id="p1">تتوقف النيران ظهر الثلاثاء.</p>',
            "rtl",
            excerpt=True,
            original="https://marfa.example/1",
        ),
        Piece(
            3, Text("奥尔塔尼亚与韦林达成停火协议", "zh", "ltr"), f"{AT}/a/truce-zh/?a=1&b=2", None, None, CHINESE_NAME
        ),
    ),
    sentences=(
        Sentence(
            Text("The two islands will stop firing on Tuesday at noon, their envoys said.", "en", "ltr"),
            (Reference(1, f"{AT}/a/truce/#p1"), Reference(3, f"{AT}/a/truce-zh/?a=1&b=2#p1")),
        ),
        Sentence(Text("Fishing boats <may> leave again.", "en", "ltr"), (Reference(1, f"{AT}/a/truce/#p2"),)),
    ),
    counts=("3 articles", "3 languages"),
    summary=Passage(
        '<p>Signed, not kept: see <a href="https://digest.example/method/">how we count</a>.</p>', "en", "ltr"
    ),
)

LIBRARY = Item(
    title=Text("مكتبة المدينة القديمة تفتح أبوابها", "ar", "rtl"),
    url=f"{AT}/e/library/",
    pieces=(
        Piece(
            1,
            Text("مكتبة المدينة القديمة تفتح أبوابها", "ar", "rtl"),
            f"{AT}/a/library/",
            Text("صحيفة المرفأ", "ar", "rtl"),
            None,
            ARABIC_NAME,
        ),
    ),
    sentences=(
        Sentence(Text("AFP - تضمّ المكتبة أربعة آلاف مخطوطة.", "ar", "rtl"), (Reference(1, f"{AT}/a/library/#p1"),)),
        Sentence(Text("الدخول مجاني يوم الجمعة.", "ar", "rtl"), (Reference(1, f"{AT}/a/library/#p2"),)),
    ),
)

NOTE = Text("A note\x0b without source", "und", "ltr")
BARE = Item(NOTE, f"{AT}/e/note/", (Piece(1, NOTE, f"{AT}/a/note/", None, None, ENGLISH_NAME),))

ENGLISH = Edition(
    name="2026-03-03",
    lang="en",
    dir="ltr",
    title=Text("Edition of 3 March 2026", "en", "ltr"),
    site=Text("The Sound", "en", "ltr"),
    url=f"{AT}/d/2026-03-03/",
    day=Day("2026-03-03", "3 March 2026"),
    introduction=Passage(
        "<p>What the week brought: a truce, and books.</p>\n<ul>\n<li><p>Boats</p></li>\n<li>Books</li>\n</ul>",
        "en",
        "ltr",
    ),
    items=(TRUCE, LIBRARY, BARE),
    gone="1 event: no longer in this digest",
)

ARABIC = Edition(
    name="2026-03-03",
    lang="ar",
    dir="rtl",
    title=Text("عدد 3 مارس 2026", "ar", "rtl"),
    site=Text("The Sound", "en", "ltr"),
    url=f"{AT}/d/2026-03-03/",
    day=Day("2026-03-03", "3 مارس 2026"),
    introduction=Passage("<p>هذا الأسبوع: هدنة وكتب.</p>", "ar", "rtl"),
    items=(LIBRARY, TRUCE),
)

EDITIONS = [ENGLISH, ARABIC]


def words(edition):
    """Return the interface words of an edition."""
    return Words(edition.lang, CATALOGUES[edition.lang])
