"""Hostile texts: whatever a raw article holds, nothing of it runs, steers or looks like a part of the page."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from generator.ingest.plain import read_plain
from generator.render import render_body, render_prose
from generator.render.body import UnsettledError
from generator.text.conserve import compose

HOSTILE = [
    # javascript: in its spellings
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](java\nscript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](\u00a0javascript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](&#0000106;avascript&colon;alert(1))",
    "[x](javascript&#58;alert(1))",
    "[x](javascript&colon;alert&lpar;1&rpar;)",
    "[x](java&Tab;script:alert(1))",
    "[x](java&NewLine;script:alert(1))",
    "[x](%6Aavascript:alert(1))",
    "[x](jav%0Aascript:alert(1))",
    "[x](\\javascript:alert(1))",
    "[x](javascript\\:alert(1))",
    "[x](javascript://example.org/%0Aalert(1))",
    "[x][r]\n\n[r]: javascript:alert(1)",
    "[r]: JAVASCRIPT:alert(1)\n\n[r]",
    "<javascript:alert(1)>",
    "<javascript&#58;alert(1)>",
    "![x](javascript:alert(1))",
    "[![x](javascript:alert(1))](javascript:alert(2))",
    "[x](view-source:javascript:alert(1))",
    "[x](feed:javascript:alert(1))",
    "[x](jar:javascript:alert(1)!/)",
    # other schemes
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](data:image/svg+xml;base64,PHN2Zy8+)",
    "![x](data:image/png;base64,AAAA)",
    "[x](file:///etc/passwd)",
    "[x](blob:https://example.org/1)",
    "[x](intent://x#Intent;scheme=http;end)",
    "[x](tel:+1)",
    "[x](ftp://example.org/)",
    "<ftp://example.org/>",
    "[x](about:blank)",
    # raw HTML
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//example.org/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert&#40;1)</script>",
    "<math><mi//xlink:href=javascript:alert(1)>",
    "<body onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)>",
    "<embed src=//example.org/x.swf>",
    "<link rel=stylesheet href=//example.org/x.css>",
    "<style>body{display:none}</style>",
    "<base href=//example.org/>",
    "<meta http-equiv=refresh content='0;url=//example.org'>",
    "<form action=//example.org><input name=x><button>go</button></form>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='https://example.org' onclick=alert(1) style='position:fixed'>x</a>",
    "<p id=main class=top style=color:red>x</p>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href=x?>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><script>alert(1)</script>'>",
    "<table><td><a href=javascript:alert(1)>",
    # markup that looks for a gap
    '[x](https://example.org "onmouseover=alert(1)")',
    '[x](https://example.org" onmouseover="alert(1))',
    "[x](https://example.org 'x\" onclick=\"alert(1)')",
    "[x](https://example.org&quot; onclick=&quot;alert(1))",
    "[<img src=x onerror=alert(1)>](https://example.org)",
    "[a[b[c](https://example.org)](javascript:alert(1))](https://example.org)",
    "[" * 60 + "x" + "](javascript:1)" * 60,
    "![" * 200,
    "*" * 500 + "x" + "*" * 500,
    "> " * 200 + "x",
    "- " * 200 + "x",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    '```"><script>alert(1)</script>\nx\n```',
    '```html" onclick="alert(1)\nx\n```',
    "```js onclick=alert(1)\nx\n```",
    "    <script>alert(1)</script>",
    "| a | b |\n|---|:-:|\n| <script>alert(1)</script> | [x](javascript:alert(1)) |",
    "# <script>alert(1)</script>\n\nx {#main .top onclick=alert(1)}",
    # characters that steer
    "&#0;&#1;&#8;&#x1b;[31m",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;script&amp;gt;alert(1)",
    "&#x26;#60;script&#x26;#62;",
    "<\x00script>alert(1)</script>",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "[x](https://example.org/\u202egpj.exe)",
    "\u202eevil\u202c and \u2066more\u2069 &#x202e;still",
    "\ufeff<script>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
    "[x](https://example.org@javascript:1/)",
    "[x](https://[::1)",
    "[x](https:example.org)",
    "[x](//example.org)",
    "[x](/\\example.org)",
    "[x](../../../../etc)",
    "[x](#main)",
    "[x]()",
    "[x](?q=<script>)",
]  # fmt: skip

TAGS = set(
    "a blockquote br code del em h2 h3 h4 h5 h6 hr li ol p pre s span strong table tbody td th thead tr ul".split()
)
ATTRIBUTES = {"a": {"href", "title", "rel"}, "p": {"id"}, "code": {"class"}, "span": {"class"}, "ol": {"start"}}
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def assert_harmless(page, *, relative=False):
    """Assert that a page's HTML, as a browser reads it, holds text, a few tags, and links that lead to pages."""
    assert STEERING.search(page) is None
    root = html.fromstring(f"<div>{page!s}</div>")
    for element in root.iterdescendants():
        assert element.tag in TAGS, html.tostring(element)
        assert set(element.attrib) <= ATTRIBUTES.get(element.tag, set()), html.tostring(element)
    for ident in root.xpath("//@id"):
        assert re.fullmatch(r"p\d+", ident)
    for name in root.xpath("//@class"):
        assert re.fullmatch(r"language-[a-z0-9+#-]+|[a-z][a-z0-9]{0,3}( [a-z][a-z0-9]{0,3})?", name)
    for href in root.xpath("//@href"):
        parts = urlsplit(href)
        assert parts.scheme in {"http", "https", "mailto"} or (relative and not parts.scheme)
        assert parts.netloc or parts.scheme == "mailto" or relative


@pytest.mark.parametrize("base", [None, "https://example.org/a/b"])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_markdown_is_harmless(text, base):
    """An article's Markdown: no script, no handler, no style, no picture, no id but a paragraph's, no other scheme."""
    assert_harmless(render_body(text, base).html)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_prose_is_harmless(text):
    """A text of the editor's goes the same way; its links may lead within the site."""
    assert_harmless(render_prose(text), relative=True)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_it_is(text):
    """A plain text keeps its letters, and not one of them becomes markup."""
    page = render_body(compose(text, read_plain(text), "text").body).html
    assert set(re.findall(r"</?(\w+)", page)) <= {"p"}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_inside_other_markup(text):
    """The same in a list, in a quotation, in a table and behind other text."""
    line = text.replace("\n", " ")
    assert_harmless(render_body(f"x {line}\n\n- {line}\n\n> {line}\n\n| a |\n|---|\n| {line} |\n").html)


bits = st.sampled_from(["[", "]", "(", ")", "<", ">", "javascript:", "&#58;", "&colon;", "&Tab;", "data:", "https://", "script", "onerror=", '"', "'", "`", "```", "\\", "*", "_", "~~", "|", "\n", " ", "x", "&#1;", "&lt;", "\x00", "\u202e", "!", "#", "- ", "> ", "    "])  # fmt: skip


@settings(max_examples=300)
@given(st.lists(bits, max_size=25).map("".join), st.sampled_from([None, "https://example.org/a"]))
def test_no_mixture_gets_past(text, base):
    """No arrangement of the pieces is more than its parts, or it is refused."""
    try:
        page = render_body(text, base).html
    except UnsettledError:
        return
    assert_harmless(page)
