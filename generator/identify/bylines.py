"""Bylines: the names in "By Jane Doe, Foreign Editor", and whom a text says it has its news from."""

from __future__ import annotations

import html
import re
from functools import cache

from generator.identify.agencies import agency
from generator.text.scripts import strip_controls

_OPENERS = (
    "written by|reported by|reporting by|story by|text by|words by|by|von|ein artikel von|text|propos recueillis par|avec|par|escrito por|por|redacción de|scritto da|articolo di|di|a cura di|"
    "door|av|af|tekst av|tekst|text av|autorin|autoren|autorka|autorzy|autor|autora|auteur|auteurs|autore|author|authors|reporter|napisał|napisała|"
    "автор|авторы|автори|текст|корреспондент|подготовил|подготовила|yazan|haber|oleh|penulis|reporter|tác giả|theo|γράφει ο|γράφει η|γράφει|του|της|"
    "بقلم|كتب|كتبت|إعداد|تقرير|نویسنده|गिरिजा|लेखक|द्वारा|文|作者|記者|记者"
)
_OPENER = re.compile(
    rf"\A\s*[—–-]?\s*(?:{'|'.join(sorted(map(re.escape, _OPENERS.split('|')), key=len, reverse=True))})(?:\s*[:：|/]\s*|\s+)",
    re.IGNORECASE,
)
_HAN_OPENER = re.compile(r"\A(?:本报|本報|特约)?(?:文|记者|記者|作者|撰文)[\s/／:：|]*(?=[\u3400-\u9fff])")
_OPENER_WORDS = frozenset(_OPENERS.split("|"))
_CLOSER = re.compile(r"\s*(?:기자|특파원|선임기자|記者|报道|報道|編譯|编译|특파원\s*기자)\s*\Z")
_TAIL = re.compile(
    r"\s*(?:[|•·]|\s[–—-]\s|\(|\[|(?<=\w)\s*@|\bin\s+[A-Z][a-z]+\Z|\b(?:updated|published|posted|last|on|am|le|el|il)\b\s*:?\s*(?=.*\d)|\d{1,2}[./:]\d|\d{4}|https?:|\bfollow\b|\bemail\b|\be-mail\b|@).*\Z",
    re.IGNORECASE | re.DOTALL,
)
_AND = re.compile(
    r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bи\b|\bта\b|\bі\b|\bi\b|\boch\b|\bog\b|\ben\b|\bve\b|\bdan\b|、|・)\s*"
)
_ROLE = re.compile(
    r"\b(?:editor|correspondent|reporter|writer|staff|bureau|chief|journalist|columnist|contributor|redakteur\w*|korrespondent\w*|journaliste|envoyée? spéciale?|corresponsal|redactor\w*|"
    r"corrispondente|inviat[oa]|correspondente|verslaggever|корреспондент|редактор|журналіст\w*|журналист\w*|obozrevatel|special to)\b",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    "admin administrator editor editors webmaster redaktion redaction rédaction redacción redação redazione redactie redakcja редакция редакція staff author unknown none null "
    "authorname guest user newsdesk desk anonymous webdesk website root wpadmin superuser".split()
)
_SPACE = re.compile(r"\s+")
_LONGEST = 120


def read_byline(text: str) -> str | None:
    """Return the names in a byline, as they are written, `None` where it names nobody.

    Openers ("By", "Von", "Автор:", "بقلم"), roles, dates and addresses are left out; templates that were never filled
    (`[author_name]`) and accounts (`admin`) are nobody.
    """
    text = _SPACE.sub(" ", strip_controls(html.unescape(text) if "&" in text else text)).strip()
    if (
        not text
        or len(text) > 400
        or re.search(r"[\[{<%]\s*\w*(?:author|name|byline)\w*\s*[\]}>%]", text, re.IGNORECASE)
    ):
        return None
    if text[0] in "(（[【" and text[-1] in ")）]】":
        text = text[1:-1].strip()
    text = _HAN_OPENER.sub("", _OPENER.sub("", text))
    text = _CLOSER.sub("", text)
    text = _TAIL.sub("", text).strip(" ,;:·|/–—-")
    people = [
        part.strip(" .,") if not part.strip().endswith(("Jr.", "Sr.")) else part.strip(" ,")
        for part in _AND.split(text)
    ]
    named = [_calm(part) for part in people if part and _is_name(part)]
    if not named or len(named) < len([part for part in people if part and not _ROLE.search(part) and not agency(part)]):
        return text if _is_name(text) else None
    joined = ", ".join(dict.fromkeys(named))
    return joined if len(joined) <= _LONGEST else None


def _is_name(text: str) -> bool:
    """Tell whether words may be a person's or a desk's name: few, capitalised, no role, no account."""
    words = text.split()
    if not words or len(words) > 6 or len(text) > 60 or any(c.isdigit() for c in text) or _ROLE.search(text):
        return False
    if "".join(filter(str.isalpha, text.casefold())) in _NOBODY or text.casefold() in _OPENER_WORDS or "://" in text:
        return False
    letters = [c for c in text if c.isalpha()]
    if len(letters) < 2 or re.search(r"[!?“”\"…]|\.\Z(?<![A-Z]\.)", text):
        return False
    cased = [word for word in words if word[:1].upper() != word[:1].lower()]
    capitals = [word[:1].isupper() for word in cased]
    # "Jeanne de la Tour", "van der Meer": small words stand within a name, never at both of its ends
    return not cased or (sum(capitals) >= max(1, len(cased) - 3) and (capitals[0] or capitals[-1]))


def _calm(name: str) -> str:
    """Set a name that is all capitals as names are set: JANE DOE -> Jane Doe; agencies keep theirs."""
    if agency(name) or not name.isupper() or len(name) < 5 or " " not in name:
        return name
    return re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize() if len(match[0]) > 1 else match[0], name)


_NAME = r"(?:the\s+)?[\"«“„]?(?P<name>[A-ZА-ЯЁІЇЄҐ][\w’'&-]*(?:\.\w[\w’'&-]*)*(?:\s+(?:[A-ZА-ЯЁІЇЄҐ][\w’'&-]*(?:\.\w[\w’'&-]*)*|of|the|and)){0,4})[\"»”“]?"


_OPENING_WORDS = ("Via", "Source", "According", "As reported")


@cache
def _via_forms() -> tuple[re.Pattern[str], ...]:
    end = r"\s*(?:\Z|[.,;](?:\s|\Z))"
    return (
        re.compile(rf",\s*(?:reports|writes|reported|according to(?: a report (?:by|in))?|citing)\s+{_NAME}{end}"),
        re.compile(rf"(?:\A|\.\s)\s*(?:Via|Source|According to a report (?:by|in)|As reported by)[:\s]\s*{_NAME}{end}"),
        re.compile(rf",\s*(?:сообщает|передает|передаёт|пишет|сообщили в|цитирует|со ссылкой на|повідомляє|передає|пише|з посиланням на|інформує)\s+(?:агентство\s+|издание\s+|газета\s+|видання\s+|портал\s+|телеканал\s+)?{_NAME}{end}"),
        re.compile(rf",\s*(?:berichtet|meldet|schreibt|informa|según|rapporte|selon|segundo|secondo|riporta|podaje|informuje|pisze|meldt|bericht|rapporterar|skriver)\s+(?:die|der|das|el|la|le|o|a|il)?\s*{_NAME}{end}"),
    )  # fmt: skip


_PEOPLE = frozenset(
    "he she they officials police president minister he she media analysts witnesses sources residents reuters’ russian ukrainian chinese american israeli local state monday tuesday wednesday thursday "
    "friday saturday sunday mr mrs ms dr gen general col foreign prime defense defence".split()
)


def read_via(text: str) -> str | None:
    """Return whom the lead names as its source ("..., reports Newsweek."), `None` where it names none.

    A name must be an outlet's by what introduces it: "according to" counts for agencies only, since it introduces people.
    """
    head = text[:600]
    # The form without a comma before it is slow to look for, and hardly any text has one of its words.
    forms = _via_forms() if any(map(head.__contains__, _OPENING_WORDS)) else (_via_forms()[0], *_via_forms()[2:])
    for form in forms:
        for match in form.finditer(head):
            name = match["name"].rstrip(".")
            if name.split()[0].casefold() in _PEOPLE:
                continue
            known = agency(name)
            if known:
                return known
            verb = match[0].strip(" ,.").split()[0].casefold()
            if (
                verb
                not in {
                    "according",
                    "citing",
                    "según",
                    "selon",
                    "segundo",
                    "secondo",
                    "сообщили",
                    "reported",
                    "informa",
                }
                and len(name) > 2
            ):
                return name
    return None
