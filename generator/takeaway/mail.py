"""The e-mail of an edition: a plain text that reads in both directions, and HTML with its styles written in.

Mail programs strip sheets, some even the attributes of `body`, and know no logical properties: every element carries its
own language, direction, alignment and look. The one sheet turns the colours over where a program knows dark ones.
"""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.takeaway.edition import element, escaped
from generator.text.scripts import strip_controls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.views import Text
    from generator.takeaway.edition import Edition, Item
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
    "also": "margin:6px 0 0;font-size:15px;line-height:1.5;",
    "a": "color:#1b1a19;text-decoration:underline;",
}
"""What each kind of element looks like, by the class it has."""

_DARK = """:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.page,.sheet{background-color:#161615!important;color:#eae7e2!important}
.head{border-color:#eae7e2!important}
.part{border-color:#3d3b37!important}
.quiet{color:#a9a49c!important}
.h1,.h2,.p,.also,.a{color:#eae7e2!important}
}"""


def mail(edition: Edition, words: Words, sender: str = "") -> bytes:
    """Return the message: a draft to send, from `sender` ("Name <address>") where one is given."""
    plain, page = _plain(edition, words), _page(edition, words)
    digest = hashlib.sha256(f"{edition.url}\n{plain}\n{page}".encode()).hexdigest()
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _line(edition.title.text)
    if sender:
        message["From"] = sender
    message["Date"] = datetime.fromisoformat(edition.day.iso[:10]).replace(tzinfo=UTC)
    message["Message-ID"] = f"<{digest[:32]}@{urlsplit(edition.url).hostname or 'digest.invalid'}>"
    message["X-Unsent"] = "1"  # mail programs open it as a draft
    message.set_content(plain, cte=_transfer(plain))
    message.add_alternative(page, subtype="html", cte=_transfer(page))
    message.set_boundary(f"=_{digest[32:]}")
    message["Content-Language"] = edition.title.lang
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
    here = edition.title.dir
    site = f"{_isolated(edition.site)} · {edition.day.text}"
    parts = [[_said(_line(edition.title.text), here), _said(site, here), edition.url]]
    parts += [[_said(_line(each.text), each.dir)] for each in edition.introduction]
    for number, item in enumerate(edition.items, 1):
        facts = " · ".join(map(_isolated, _facts(item, words)))
        lines = [_said(f"{number}. {_line(item.title.text)}", item.title.dir), _said(facts, here)]
        lines += [_said(_line(each.text), each.dir) for each in _texts(item)]
        lines.append(item.url)
        for link in item.also:
            lines += [_said(f"– {_line(link.text.text)}", link.text.dir), link.url]
        parts.append(lines)
    parts.append([_said(words("promise"), here)])
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _said(line: str, direction: str) -> str:
    """Return a line, with the mark of its direction before it where its first letter says another, or nothing."""
    strong = (_STRONG[kind] for kind in map(unicodedata.bidirectional, line) if kind in _STRONG)
    return line if next(strong, "ltr") == direction and "\u2068" not in line else _MARKS[direction] + line


def _isolated(text: str) -> str:
    """Keep a name in another script from turning its neighbours around."""
    line = _line(text)
    return line if line.isascii() else f"\u2068{line}\u2069"


def _texts(item: Item) -> Iterator[Text]:
    if item.lead is not None:
        yield item.lead
    yield from item.sentences


def _facts(item: Item, words: Words) -> Iterator[str]:
    yield item.source.text if item.source else words("no_source")
    yield item.day.text if item.day else words("unknown_date")
    yield from item.counts


# --- HTML ------------------------------------------------------------------------------------------------------------


def _look(name: str, direction: str = "") -> str:
    side = f"text-align:{'right' if direction == 'rtl' else 'left'};" if direction else ""
    return f' class="{name}" style="{_LOOKS[name]}{side}"'


def _page(edition: Edition, words: Words) -> str:
    """Write the edition as a page of tables, as mail programs want it."""
    title, here = edition.title, edition.title.dir
    site = f"<bdi>{escaped(edition.site)}</bdi> · {escaped(edition.day.text)}"
    rows = [
        _row("head", here, f"<p{_look('quiet', here)}>{site}</p>{element('h1', title, _look('h1', here))}"),
        *(
            [_row("part", here, "".join(_paragraph(each) for each in edition.introduction))]
            if edition.introduction
            else []
        ),
        *(_row("part", item.title.dir, _item(item, words, here)) for item in edition.items),
        _row(
            "part",
            here,
            f'<p{_look("quiet", here)}><a href="{escaped(edition.url)}"{_look("a")}>{escaped(words("read_online"))}</a></p>'
            f"<p{_look('quiet', here)}>{escaped(words('promise'))}</p>",
        ),
    ]
    lang = escaped(title.lang)
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}" dir="{here}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n<meta name="color-scheme" content="light dark">\n'
        f'<meta name="supported-color-schemes" content="light dark">\n<title>{escaped(title.text)}</title>\n'
        f'<style>\n{_DARK}\n</style>\n</head>\n<body{_look("page")}>\n<div lang="{lang}" dir="{here}"{_look("page")}>\n'
        f'<table role="presentation" cellpadding="0" cellspacing="0" border="0" align="center"{_look("sheet")}>\n'
        + "\n".join(rows)
        + "\n</table>\n</div>\n</body>\n</html>\n"
    )


def _row(name: str, direction: str, inner: str) -> str:
    return f'<tr><td dir="{direction}"{_look(name, direction)}>{inner}</td></tr>'


def _paragraph(text: Text) -> str:
    return element("p", text, _look("p", text.dir))


def _item(item: Item, words: Words, here: str) -> str:
    link = f'<a href="{escaped(item.url)}"{_look("a")}>{escaped(item.title.text)}</a>'
    facts = " · ".join(f"<bdi>{escaped(fact)}</bdi>" for fact in _facts(item, words))
    side = _look("quiet", item.title.dir)
    return (
        element("h2", item.title, _look("h2", item.title.dir), link)
        + f'<p dir="{here}"{side}>{facts}</p>'
        + "".join(map(_paragraph, _texts(item)))
        + "".join(
            element(
                "p",
                each.text,
                _look("also", each.text.dir),
                f'<a href="{escaped(each.url)}"{_look("a")}>{escaped(each.text.text)}</a>',
            )
            for each in item.also
        )
    )
