"""The e-mail of an edition: a plain text that reads in both directions, and HTML with its styles written in.

Mail programs strip sheets, some even the attributes of `body`, and know no logical properties: every element carries its
own language, direction, alignment and look. The one sheet turns the colours over where a program knows dark ones.
"""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.takeaway.edition import element, escaped
from generator.takeaway.markup import to_lines, with_looks
from generator.text.scripts import strip_controls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.views import Reference
    from generator.takeaway.edition import Edition, Item, Passage, Piece
    from generator.text.words import Words

_SERIF = "Georgia,'Times New Roman',serif"
_SANS = "-apple-system,'Segoe UI',Roboto,'Noto Sans',Helvetica,Arial,sans-serif"

_LOOKS = {
    "page": "margin:0;padding:0;background-color:#ffffff;color:#1b1a19;",
    "sheet": f"width:100%;max-width:600px;margin:0 auto;font-family:{_SANS};font-size:16px;line-height:1.5;",
    "head": "padding:24px 20px 12px;border-bottom:3px double #1b1a19;",
    "part": "padding:20px;border-bottom:1px solid #dcd9d4;",
    "h1": f"margin:0;font-family:{_SERIF};font-size:26px;line-height:1.25;font-weight:bold;",
    "h2": f"margin:0 0 6px;font-family:{_SERIF};font-size:20px;line-height:1.3;font-weight:bold;",
    "p": f"margin:0 0 10px;font-family:{_SERIF};font-size:17px;line-height:1.6;",
    "quiet": "margin:0 0 6px;font-size:14px;line-height:1.5;color:#5d5a56;",
    "h3": f"margin:10px 0 2px;font-family:{_SERIF};font-size:17px;line-height:1.35;font-weight:bold;",
    "ul": "margin:0 0 10px;",
    "ol": "margin:0 0 10px;",
    "also": "margin:6px 0 0;font-size:15px;line-height:1.5;",
    "ref": "color:#5d5a56;font-size:14px;text-decoration:none;",
    "by": "color:#5d5a56;",
    "title": "color:#1b1a19;text-decoration:none;",
    "a": "color:#1b1a19;text-decoration:underline;",
}
"""What each kind of element looks like, by the class it has."""

_DARK = """:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.page,.sheet{background-color:#161615!important;color:#eae7e2!important}
.head{border-color:#eae7e2!important}
.part{border-color:#3d3b37!important}
.quiet,.ref,.by{color:#a9a49c!important}
.h1,.h2,.h3,.p,.ul,.ol,.also,.title,.a{color:#eae7e2!important}
}"""


_WHOLE = 12
"""Events that are told in full; of those after them the title says enough, or a large mail host hides the end."""

_MOST = 60
"""Events that are named at all: the page of the edition has the others."""

_LISTED = 8
"""Articles of an event that are listed."""


def mail(edition: Edition, words: Words, sender: str = "") -> bytes:
    """Return the message: a draft to send, from `sender` ("Name <address>") where one is given."""
    plain, page = _plain(edition, words), _page(edition, words)
    digest = hashlib.sha256(f"{edition.url}\n{plain}\n{page}".encode()).hexdigest()
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _line(edition.title.text)
    if sender:
        name, _, address = sender.rpartition("<")
        message["From"] = Address(_line(name).strip('"'), addr_spec=address.rstrip(">"))
    message["Date"] = datetime.fromisoformat(edition.day.iso[:10]).replace(tzinfo=UTC)
    message["Message-ID"] = f"<{digest[:32]}@{urlsplit(edition.url).hostname or 'digest.invalid'}>"
    message["X-Unsent"] = "1"  # mail programs open it as a draft
    message.set_content(plain, cte=_transfer(plain))
    message.add_alternative(page, subtype="html", cte=_transfer(page))
    message.set_boundary(f"=_{digest[32:]}")
    message["Content-Language"] = edition.lang
    return message.as_bytes()


def _transfer(text: str) -> str:
    """Choose how a part travels: legible where most of it is ASCII, else in the shorter form."""
    return "quoted-printable" if 2 * sum(map(str.isascii, text)) > len(text) else "base64"


def _line(text: str) -> str:
    return " ".join(strip_controls(text).split())


# --- Plain text ------------------------------------------------------------------------------------------------------

_MARKS = {"ltr": "\u200e", "rtl": "\u200f"}
"""A plain text has no other way to say its direction: a line whose first letter would turn it begins with one of these."""

_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def _plain(edition: Edition, words: Words) -> str:
    """Write the edition as lines, each in its own direction, an empty one between parts."""
    here = edition.dir
    site = f"{_isolated(edition.site.text)} · {edition.day.text}"
    parts = [[_said(_line(edition.title.text), edition.title.dir), _said(site, here), edition.url]]
    if edition.introduction:
        parts.append([_said(f"{words('editor_intro')}:", here), *_passage(edition.introduction)])
    for number, item in enumerate(edition.items[:_MOST], 1):
        heading = f"{number}. {_line(item.title.text)}"
        parts.append([_said(heading, item.title.dir), *_told(item, words, here, whole=number <= _WHOLE)])
    if left := len(edition.items) - _MOST:
        parts.append([_said(f"{words('more_events')}: {words('events', n=left)}", here), edition.url])
    parts.append([_said(each, here) for each in (edition.gone, words("promise")) if each])
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _told(item: Item, words: Words, here: str, *, whole: bool) -> Iterator[str]:
    """Yield the lines of an event below its title."""
    yield _said(" · ".join(map(_isolated, _facts(item, words))), here)
    if whole and item.summary:
        yield _said(f"{words('editor_summary')}:", here)
        yield from _passage(item.summary)
    if whole:
        for sentence in item.sentences:
            places = " ".join(f"[{each.number}]" for each in sentence.references)
            line = _line(sentence.text.text) + (f" {places}" if len(item.pieces) > 1 else "")
            yield _said(line, sentence.text.dir)
    yield item.url
    if whole and len(item.pieces) > 1:
        for piece in item.pieces[:_LISTED]:
            source = _isolated(piece.source.text) if piece.source else words("no_source")
            line = source if piece.title == item.title else f"{_line(piece.title.text)} · {source}"
            yield _said(f"[{piece.number}] {line}", piece.title.dir)
            yield piece.url
        if len(item.pieces) > _LISTED:
            yield _said(words("all_articles", n=len(item.pieces)), here)
            yield item.url


def _passage(passage: Passage) -> Iterator[str]:
    for line in to_lines(passage.html):
        yield _said(_line(line), passage.dir)


def _said(line: str, direction: str) -> str:
    """Return a line, with the mark of its direction before it where its first letter says another, or nothing."""
    strong = (_STRONG[kind] for kind in map(unicodedata.bidirectional, line) if kind in _STRONG)
    return line if next(strong, "ltr") == direction and "\u2068" not in line else _MARKS[direction] + line


def _isolated(text: str) -> str:
    """Keep a name in another script from turning its neighbours around."""
    line = _line(text)
    return line if line.isascii() else f"\u2068{line}\u2069"


def _facts(item: Item, words: Words) -> Iterator[str]:
    """Yield who reports a single article and when; of several their numbers."""
    if len(item.pieces) != 1:
        yield from item.counts
        return
    (piece,) = item.pieces
    yield piece.source.text if piece.source else words("no_source")
    yield piece.day.text if piece.day else words("unknown_date")
    yield piece.language.text


# --- HTML ------------------------------------------------------------------------------------------------------------


def _look(name: str, direction: str = "") -> str:
    side = f"text-align:{'right' if direction == 'rtl' else 'left'};" if direction else ""
    return f' class="{name}" style="{_LOOKS[name]}{side}"'


def _page(edition: Edition, words: Words) -> str:
    """Write the edition as a page of tables, as mail programs want it."""
    here = edition.dir
    site = f"{element('bdi', edition.site)} · {escaped(edition.day.text)}"
    rows = [_row("head", here, f"<p{_look('quiet', here)}>{site}</p>{element('h1', edition.title, _look('h1', here))}")]
    if edition.introduction:
        rows.append(_row("part", here, _written(edition.introduction, words("editor_intro"), here)))
    rows += (_row("part", item.title.dir, _item(item, words, here)) for item in edition.items[:_WHOLE])
    if further := edition.items[_WHOLE:_MOST]:
        named = "".join(_named(item, words, here) for item in further)
        rows.append(_row("part", here, f"<h2{_look('h2', here)}>{escaped(words('more_events'))}</h2>{named}"))
    left = words("events", n=len(edition.items) - _MOST) if len(edition.items) > _MOST else ""
    more = f"{words('more_events')}: {left} · " if left else ""
    foot = (
        f'{escaped(more)}<a href="{escaped(edition.url)}"{_look("a")}>{escaped(words("read_online"))}</a>',
        escaped(edition.gone),
        escaped(words("promise")),
    )
    rows.append(_row("part", here, "".join(f"<p{_look('quiet', here)}>{each}</p>" for each in foot if each)))
    lang = escaped(edition.lang)
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}" dir="{here}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n<meta name="color-scheme" content="light dark">\n'
        f'<meta name="supported-color-schemes" content="light dark">\n<title>{escaped(edition.title.text)}</title>\n'
        f'<style>\n{_DARK}\n</style>\n</head>\n<body{_look("page")}>\n<div lang="{lang}" dir="{here}"{_look("page")}>\n'
        f'<table role="presentation" cellpadding="0" cellspacing="0" border="0" align="center"{_look("sheet")}>\n'
        + "\n".join(rows)
        + "\n</table>\n</div>\n</body>\n</html>\n"
    )


def _row(name: str, direction: str, inner: str) -> str:
    return f'<tr><td dir="{direction}"{_look(name, direction)}>{inner}</td></tr>'


def _written(passage: Passage, heading: str, here: str) -> str:
    """Show what the editor wrote, and that it is the editor's."""
    side = f"text-align:{'right' if passage.dir == 'rtl' else 'left'};"
    looks = {tag: (tag, _LOOKS[tag] + side) for tag in ("p", "ul", "ol")}
    looks |= {"h": ("h2", _LOOKS["h2"] + side), "a": ("a", _LOOKS["a"]), "li": ("p", _LOOKS["p"] + side)}
    shown = element("div", passage, "", with_looks(passage.html, passage.dir, looks))
    return f"<p{_look('quiet', here)}>{escaped(heading)}</p>{shown}"


def _item(item: Item, words: Words, here: str) -> str:
    """Show an event in full."""
    several = len(item.pieces) > 1
    summary = _written(item.summary, words("editor_summary"), here) if item.summary else ""
    sentences = "".join(
        element(
            "p",
            each.text,
            _look("p", each.text.dir),
            escaped(each.text.text)
            + ("".join(f" {_reference(place)}" for place in each.references) if several else ""),
        )
        for each in item.sentences
    )
    pieces = "".join(_piece(each, item, words) for each in item.pieces[:_LISTED]) if several else ""
    if len(item.pieces) > _LISTED:
        link = _link(item.url, words("all_articles", n=len(item.pieces)))
        pieces += f'<p dir="{here}"{_look("also", item.title.dir)}>{link}</p>'
    return _named(item, words, here, "h2") + summary + sentences + pieces


def _named(item: Item, words: Words, here: str, tag: str = "h3") -> str:
    """Show the title of an event, and its numbers."""
    facts = " · ".join(f"<bdi>{escaped(fact)}</bdi>" for fact in _facts(item, words))
    heading = element(tag, item.title, _look(tag, item.title.dir), _link(item.url, item.title.text, "title"))
    return heading + f'<p dir="{here}"{_look("quiet", item.title.dir)}>{facts}</p>'


def _piece(piece: Piece, item: Item, words: Words) -> str:
    """Show an article in the list of its event; a title that stands above is not said again."""
    name = escaped(piece.source.text if piece.source else words("no_source"))
    source = element("bdi", piece.source) if piece.source else f"<bdi>{name}</bdi>"
    line = (
        f'<a href="{escaped(piece.url)}"{_look("a")}>{source}</a>'
        if piece.title == item.title
        else f"{_link(piece.url, piece.title.text)} <span{_look('by')}>· {source}</span>"
    )
    return element("p", piece.title, _look("also", piece.title.dir), f"<bdi>[{piece.number}]</bdi> {line}")


def _link(url: str, text: str, look: str = "a") -> str:
    return f'<a href="{escaped(url)}"{_look(look)}>{escaped(text)}</a>'


def _reference(place: Reference) -> str:
    return f'<a href="{escaped(place.url)}"{_look("ref")}>[{place.number}]</a>'
