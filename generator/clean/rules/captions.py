"""Picture captions and picture credits, told by the credit they end with or by a repeated headline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.clean.credits import credits_someone
from generator.clean.marks import mark
from generator.clean.rules.bylines import is_agency
from generator.clean.tables import SHORT
from generator.clean.zones import zones
from generator.text.fold import fold

if TYPE_CHECKING:
    from generator.clean.context import Context, Line
    from generator.clean.marks import Blocks
    from generator.model import Label

# Agencies and stock houses that credit lines name. A name alone proves nothing: it must stand in a credit's form.
_HOUSE = (
    r"Getty(?: Images)?|Reuters|AFP|AP(?: Photo)?|EPA(?:-EFE)?|EFE|Shutterstock|iStock|Alamy|dpa|Xinhua|TASS|ТАСС|РИА Новости|Unsplash|Pexels|"
    r"Pixabay|Anadolu(?: Agency)?|picture[- ]alliance|imago|IMAGO|Keystone|KEYSTONE|Ritzau Scanpix|NTB|TT|PAP|ANSA|LaPresse|Flickr|"
    r"Wikimedia(?: Commons)?|Bloomberg|UPI|PA(?: Wire| Media)?|ZUMA(?: Press)?|WireImage|FilmMagic|Rex|REX|Yonhap|연합뉴스|新华社|新華社|共同社|时事社|"
    r"Adobe Stock|Depositphotos|Imaginechina|VCG|视觉中国|中新社|東方IC|HANDOUT|Handout|Sipa(?: USA)?|SIPA|NurPhoto|Lehtikuva|Belga|ANP|Hollandse Hoogte"
)
_WORD = (
    r"Photo(?:graph|graphy|s)?(?: credit| courtesy)?|Image(?: credit| courtesy| source)?|Picture|Pic|Credit|Photographer|"
    r"Foto(?:grafía|grafia|graf)?|Bild|Bildquelle|Quelle|Crédit(?: photo)?s?|©|\(c\)|Fuente|Crédito|Zdjęcie|fot\.?|Fot\.?|Фото|Фотография|Снимок|коллаж|Коллаж|"
    r"Φωτ(?:ογραφία|ό)?\.?|صورة|الصورة|عکس|फोटो|Ảnh|照片|图片?|圖|摄影|撮影|写真|사진|Kuva|Fotoğraf|Legende|图源|صور|الصور|תמונה|צילום"
)
_CREDIT_END = re.compile(
    rf"(?:\((?:[^()]{{0,80}}?[\s/:|,])?(?:{_HOUSE})(?:[\s/|,][^()]{{0,40}})?\)|"
    rf"\((?:{_WORD})\s?[:/ -]\s?[^()]{{2,80}}\)|"
    rf"[\s.|(](?:{_WORD})\s?[:：]\s?[^.:;!?。]{{2,60}}\)?|"
    rf"[\s.]©\s?[^.;!?]{{2,60}}|"
    rf"[|/]\s?(?:{_HOUSE})|"
    rf"[A-Z][\w.]+(?: [A-Z][\w.-]+){{1,2}}\s?[/|]\s?(?:{_HOUSE})(?:\s?[/|]\s?[\w ]{{2,30}})?|"
    rf"Getty Images|Shutterstock)\.?\Z"
)
# "Photo: The ferry at her berth": the words of a picture, said to be that.
_HEADED = re.compile(rf"(?:{_WORD})\s?[:：]\s?\S")
_SOURCE = re.compile(r"\A\W*(?:Quelle|Fuente)\b")
_CREDIT_MARK = re.compile(r"[(:：©|/]")
_UNMARKED = ("Getty Images", "Getty Images.", "Shutterstock", "Shutterstock.")
_CREDIT_LINE = re.compile(
    rf"[\[(（【]?\s?(?:(?:{_WORD})(?: by| von| par| de| di| av| af)?\s?[:：/©-]\s?|(?:Photo|Image|Picture|Foto) (?:by|von|de|di|par|door|av) |©\s?|Photo courtesy of |Image courtesy of )"
    r"[^.!?。]{2,90}[\])）】]?\.?",
)
# A caption is at most this wide; wider ones are paragraphs with a source behind them.
_MOST = 420
# A line of credit alone is at most this wide.
_CREDIT = 70
_NAMED = "Legende|Bildunterschrift|Caption|Image caption|Légende|Pie de foto|Подпись к фото|Автор фото|图说|圖說|图为|圖為|Bildtext|Onderschrift"
_LABEL = re.compile(rf"(?:{_NAMED})\s?[:：,]?\s?\S")
# What credits and the words of pictures begin with, at a glance.
_OPENING = re.compile(rf"[\[(（【]?\s?(?:{_WORD}|{_NAMED})")


def _ends_in_credit(text: str, line: Line) -> bool:
    """Tell whether a line ends in a credit; most lines have no mark of one, which is seen much faster.

    A paragraph that ends with "(Source: ...)" says where its own words are from.
    """
    start = max(0, len(text) - 130)
    if not _CREDIT_MARK.search(text, start) and not text.endswith(_UNMARKED):
        return False
    found = _CREDIT_END.search(text, start)
    if found is None or (line.prose and _SOURCE.search(found[0])) or is_agency(line.folded):
        return False
    return credits_someone(found[0])


def captions(blocks: Blocks, context: Context) -> Blocks:
    """Lift captions out of the text, and cut lines that are a picture credit alone."""
    zone = zones(blocks, context)
    marks: dict[int, tuple[Label, str]] = {}
    heads: list[str] = []
    for i in zone.open:
        block, line = blocks[i], context.lines[i]
        text = block.text
        if len(text) > _MOST:
            continue
        if block.kind == "paragraph":
            opens = _OPENING.match(text) is not None
            if opens and line.size <= _CREDIT and _CREDIT_LINE.fullmatch(text) and credits_someone(text):
                marks[i] = ("cut", "photo-credit")
                continue
            headed = opens and ":" in line.folded and line.size <= SHORT and i != zone.live[0] and _HEADED.match(text)
            open_end = not line.ended or text.rstrip(".").endswith(")")
            if headed or (opens and _LABEL.match(text)) or (open_end and _ends_in_credit(text, line)):
                marks[i] = ("caption", "caption")
                continue
            if heads and line.folded.startswith(tuple(heads)) and _repeats_headline(text, line, heads):
                marks[i] = ("caption", "caption-headline")
                continue
        if i < zone.first and len(line.folded) >= 20:
            heads.append(line.folded + " ")
    return mark(blocks, marks)


def _repeats_headline(text: str, line: Line, heads: list[str]) -> bool:
    """Tell whether a line is a headline with a credit behind it."""
    return any(
        line.folded.startswith(head) and _CREDIT_LINE.match(text, len(text) - len(_rest(text, head.rstrip())))
        for head in heads
    )


def _rest(text: str, head: str) -> str:
    """Return what follows a headline at the beginning of a caption."""
    for at in range(min(len(head), len(text)), min(len(text), len(head) + 8)):
        if fold(text[:at]) == head:
            return text[at:].lstrip()
    return ""
