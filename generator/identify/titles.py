"""Headlines: the outlet's name split off their end, and a headline made of the first sentence where there is none."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.text.scripts import strip_controls
from generator.text.segment import sentences, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 110
"""Characters of a headline made of a first sentence: two lines on a phone, and what search engines show."""

_LEAST_CLAUSE = 45

_SPACE = re.compile(r"\s+")
_SEPARATOR = re.compile(
    r"\s+(?P<mark>[|｜–—\-»·•:]|::|\|\|)\s+|\s*(?P<tight>[|｜])\s*|(?<=[\u3040-\u30ff\u3400-\u9fff」』”!？?！])(?P<low>[_－-])(?=[^_\s]{2,12}\Z)"
)
_CLAUSE = re.compile(r"[,;:،؛，；、：]|\s[–—-]\s")
_TAG = re.compile(r"</?(?:[biu]|em|strong|span|br|sup|sub|font|mark|small)\b[^>]{0,200}>", re.IGNORECASE)
_DOTS = re.compile(r"(?:\s*[.。।۔])+\Z")
_INK = re.compile(r"\w+")

_OUTLET_WORDS = frozenset(
    "news times post daily herald tribune gazette journal press agency today online tv radio magazine telegraph guardian observer chronicle mirror "
    "independent express star sun standard mail globe courier bulletin network broadcasting media wire reuters bloomberg politico report weekly review "
    "zeitung nachrichten tagesschau tagesspiegel spiegel stern welt presse anzeiger rundschau kurier blatt rundfunk "
    "diario periódico noticias mundo país vanguardia clarín nación jornal notícias folha correio gazeta giornale corriere repubblica notizie "
    "figaro monde libération info actu actualités nouvelles haber haberleri gazetesi wiadomości rzeczpospolita nieuws krant dagblad tidning nyheter "
    "новости вести газета известия правда комсомольская лента новини правда вісті українська інтерфакс тасс риа рбк "
    "أخبار الأخبار نيوز الجزيرة العربية قناة صحيفة وكالة جريدة اليوم خبرگزاری خبر روزنامه समाचार न्यूज़ न्यूज हिन्दी "
    "新闻 新聞 日报 日報 网 網 时报 時報 晚报 新浪 新华 人民 ニュース 뉴스 신문 일보".split()
)
"""Words that names of outlets have; a tail with one of them, and short, is an outlet's name."""

_ACRONYMS = frozenset(
    "BBC CNN NPR PBS ABC NBC CBS CBC RFI RFE RTL RTÉ RTE ZDF ARD NDR WDR MDR SWR DW ORF SRF AFP EFE DPA ANSA TASS RT AP UPI TRT NHK CGTN CCTV NTV RAI RTVE TVN TVP NOS VRT "
    "SVT NRK YLE DR BFM BFMTV LCI NDTV ABP ANI PTI RBC РБК ТАСС РИА УНІАН УНИАН ТСН НВ ARY VOA SABC ITV ESPN UOL".split()
)

_SECTIONS = frozenset(
    "world politics business sport sports opinion national international europe asia africa americas us uk economy culture science health tech technology "
    "entertainment latest home local top стране мир политика экономика общество спорт politik wirtschaft panorama ausland inland welt sport "
    "monde politique économie internacional política economía mundo mondo politica esteri svět świat kultura".split()
)

_NOT_OUTLETS = frozenset(
    "published updated live video videos watch photos pictures opinion analysis exclusive podcast gallery explainer comment interview factbox editorial quiz breaking "
    "видео фото мнение интервью kommentar interview analyse bilder vidéo direct opinión vídeo fotos".split()
)
"""What stands behind a bar without being an outlet: what kind of piece it is, or when."""

_NO_NAME = re.compile(r"[?!…:;,]|[.]\Z|\d{3}")
_HOST = re.compile(
    r"(?:www\.)?[\w-]+\.(?:com|org|net|ru|ua|de|fr|es|it|pl|co\.uk|in|ir|info|news|tv|ie|eu|gr|tr|cn|jp|pt|br|nl|se)\Z",
    re.IGNORECASE,
)
_CJK_OUTLET = re.compile(r"新闻|新聞|日报|日報|时报|時報|晚报|ニュース|뉴스|[\u3400-\u9fff](?:网|網|社|台)\Z")

_CAPITAL_WORD = re.compile(r"[^\W\d_a-z][\w.'’&-]*\Z|(?:of|the|and|de|la|le|du|des|del|da|do|der|die|das|et|y|e|&)\Z")


@dataclass(frozen=True, slots=True)
class Split:
    """A headline and the outlet's name that stood behind it, `None` where none did."""

    title: str
    outlet: str | None = None


def plain_title(text: str) -> str:
    """Return a headline as plain text: entities decoded once, inline tags and controls gone, white space folded."""
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub("", text)
    return _SPACE.sub(" ", strip_controls(text)).strip(" |")


@lru_cache(4096)  # the names of all sources are compared with each headline
def fold(text: str) -> str:
    """Return the letters and digits of a name, without case and accents, for comparing."""
    if text.isascii():
        return "".join(_INK.findall(text.lower()))
    return "".join(
        _INK.findall("".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c)))
    )


def split_suffix(title: str, names: Iterable[str] = (), host: str = "") -> Split:
    """Split the outlet's name off the end of a headline.

    `names` are the outlet's names as known from elsewhere (sources, og:site_name, feed title), `host` its host name. A
    tail counts as a name where it equals one of these, or has the shape of an outlet's name; a headline keeps at least
    two words or eight characters.
    """
    known = {fold(name) for name in names if len(fold(name)) >= 2}
    labels = {label for label in host.lower().removeprefix("www.").split(".") if len(label) >= 2} - {
        "com",
        "org",
        "net",
        "co",
        "news",
        "www",
    }
    labels |= {fold(host.removeprefix("www."))} if host else set()
    outlet: str | None = None
    for _ in range(3):
        cut = _last_separator(title)
        if cut is None:
            break
        head, tail, mark = (
            title[: cut.start()].rstrip(),
            title[cut.end() :].strip(),
            cut["mark"] or cut["tight"] or cut["low"],
        )
        if _weight(head) < 8 and not (_weight(head) >= 4 and fold(tail) in known):
            break
        if outlet is None:
            if not _is_outlet(tail, mark, known, labels):
                break
            outlet = tail
        elif not (fold(tail) in known or fold(tail) in _SECTIONS or _is_outlet(tail, mark, known, labels)):
            break
        title = head
    return Split(title, outlet)


def _weight(text: str) -> int:
    """Count letters and digits, those of scripts that set no spaces twice: each says about as much as two of ours."""
    return sum(2 if c >= "\u3040" else 1 for c in fold(text))


def _last_separator(title: str) -> re.Match[str] | None:
    found = None
    for match in _SEPARATOR.finditer(title):
        found = match
    return found


def _is_outlet(tail: str, mark: str, known: set[str], labels: set[str]) -> bool:
    """Tell whether a tail is the name of an outlet."""
    ink = fold(tail)
    if not ink or len(tail) > 45 or len(tail.split()) > 6:
        return False
    if ink in known or ink in labels or _resembles(ink, known):
        return True
    return mark != ":" and not _NO_NAME.search(tail) and _looks_like_outlet(tail, mark)


def _resembles(ink: str, known: set[str]) -> bool:
    """Tell whether a folded name holds a known one, or is held by one: "bbcnewsworld" and "bbcnews"."""
    return any(len(name) >= 5 and (name in ink or (len(ink) >= 5 and ink in name)) for name in known)


def _looks_like_outlet(tail: str, mark: str) -> bool:
    """Tell an outlet's name by its shape: a host name, an acronym, a word that outlets have, or a bar in front."""
    words = tail.split()
    if _HOST.match(tail) or (len(tail) <= 14 and _CJK_OUTLET.search(tail)):
        return True
    cased = tail != tail.lower() or tail != tail.upper()
    capital = all(map(_CAPITAL_WORD.match, words))
    if cased and not capital:
        return False
    if capital and len(words) <= 4 and not _ACRONYMS.isdisjoint(words):
        return True
    if any(word.casefold().strip(".") in _OUTLET_WORDS for word in words):
        return True
    return mark in {"|", "｜", "||"} and len(words) <= 3 and cased and words[0].casefold() not in _NOT_OUTLETS


def title_from_lead(text: str) -> str:
    """Return a headline made of the first sentence of `text`: shortened at the end of a clause, "…" where it was cut."""
    text = _SPACE.sub(" ", strip_controls(text[:1_000])).strip()
    first = next(iter(sentences(text)), text)
    if len(first) <= MOST:
        return _DOTS.sub("", first).rstrip() or first
    head = first[: MOST - 1]
    places = [
        match.start()
        for match in _CLAUSE.finditer(head)
        if match.start() >= _LEAST_CLAUSE and not _within_number(head, match)
    ]
    if places:
        return head[: places[-1]].rstrip(" ,;:،؛，；、：–—-") + "…"
    return shorten(first, MOST - 1)


def _within_number(text: str, match: re.Match[str]) -> bool:
    return text[match.start() - 1 : match.start()].isdigit() and text[match.end() : match.end() + 1].isdigit()
