"""The renderer: strict about names, blind to files, escaping by default; what fails is named with template and line."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from markupsafe import Markup

from generator.errors import DigestError, Exit
from generator.model.page import Composed, Page
from generator.model.views import PageHead, SiteView
from generator.render import Addresses, Renderer, ThemeFile
from generator.text.words import Words

SITE = SiteView("The Digest", "", "en", "ltr", "", "/style.css", "/feed.xml", (), ())
WORDS = Words("en", {"hello": "Hello", "count": {"one": "{n} page", "other": "{n} pages"}})


@dataclass(frozen=True)
class View:
    """What the templates of these tests see."""

    title: str = "A <b>title</b> & more"
    body: str = "<p>x</p>"


def render(text, view=None, head=None, **more):
    """Render one template."""
    theme = {"page.html": ThemeFile(text, "templates/page.html")}
    theme |= {f"{name}.html": ThemeFile(other, f"templates/{name}.html") for name, other in more.items()}
    renderer = Renderer(theme, SITE, WORDS, Addresses("", relative=True))
    head = head or PageHead("/e/truce/", "Truce", "", "")
    return renderer.render(Page("e/truce/index.html", "page.html", "", lambda: Composed(view or View(), head))).decode()


def problem(text, **more):
    """Return what is wrong with a template."""
    with pytest.raises(DigestError) as caught:
        render(text, **more)
    assert caught.value.code is Exit.CONFIG
    (found,) = caught.value.problems
    assert found.code == "template"
    return (found.path, found.line, found.what)


def test_values_are_escaped():
    """A text is never markup by chance; only what the sanitiser let through is."""
    assert render("{{ view.title }}") == "A &lt;b&gt;title&lt;/b&gt; &amp; more\n"
    assert render("{{ view.body }}") == "&lt;p&gt;x&lt;/p&gt;\n"
    assert render("{{ view.body }}", View(body=Markup("<p>x</p>"))) == "<p>x</p>\n"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("A ten-day strike", 'A <span class="whole">ten-day</span> strike'),
        ("“U-turn” & <more>", '<span class="whole">“U-turn”</span> &amp; &lt;more&gt;'),
        ("Q&A-round, 2025–26", '<span class="whole">Q&amp;A-round,</span> <span class="whole">2025–26</span>'),
        ("A lighthouse-keeper’s cottage", "A lighthouse-keeper’s cottage"),
        ("Ships – and men -", "Ships – and men -"),
        ("渡轮-罢工", "渡轮-罢工"),
        ("AFP-تقرير", "AFP-تقرير"),
        ("Ten\u202e-day", '<span class="whole">Ten-day</span>'),
    ],
)
def test_a_title_keeps_short_hyphenated_words_whole(title, shown):
    """No letter of a title is another than it was; a long word, and a script that breaks anywhere, may still break."""
    assert render("{{ view.title|headline }}", View(title=title)) == f"{shown}\n"


def test_templates_see_site_words_and_addresses():
    """Every page knows the site, the interface's words, and the address of a permalink from where it stands."""
    assert render('{{ site.title }} {{ words("count", n=2) }} {{ "/"|url }} {{ head.title }}') == (
        "The Digest 2 pages ../../index.html Truce\n"
    )


def test_templates_may_include_and_extend():
    """A theme is made of parts."""
    assert render('{% extends "frame.html" %}{% block main %}x{% endblock %}', frame="<{% block main %}{% endblock %}>") == "<x>\n"  # fmt: skip
    assert (
        render('{% include "part.html" %}', part="{{ view.title|upper }}") == "A &lt;B&gt;TITLE&lt;/B&gt; &amp; MORE\n"
    )


def test_a_piece_is_rendered_once_for_each_key():
    """The piece of a key stays as it was first rendered; that of another key, or on a page as deep as none before, is its own."""
    theme = {
        "page.html": ThemeFile(
            '{% call kept("link", "/"|url) %}<{{ "/"|url }} {{ view }}>{% endcall %}{% call kept(view) %}{{ view }}{% endcall %}',
            "templates/page.html",
        )
    }
    renderer = Renderer(theme, SITE, WORDS, Addresses("", relative=True))

    def made(url, view):
        page = Page("", "page.html", "", lambda: Composed(view, PageHead(url, "", "", "")))
        return renderer.render(page).decode()

    assert made("/e/one/", "1 < 2") == "<../../index.html 1 &lt; 2>1 &lt; 2\n"
    assert made("/e/two/", "3") == "<../../index.html 1 &lt; 2>3\n"
    assert made("/about/", "3") == "<../index.html 3>3\n"


def test_pages_end_with_one_line_end():
    """White space around a page, and that of its statements, is gone."""
    assert render("\n\n  {% if true %}\nx\n  {% endif %}\n\n") == "x\n"


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("x\n{{ nothing }}", 2, "nothing"),
        ("x\n\n{{ view.titel }}", 3, "titel"),
        ('\n{{ words("goodbye") }}', 2, "goodbye"),
        ("x\n{% if %}", 2, ""),
        ("x\n{{ 1 | nofilter }}", 2, "nofilter"),
        ('x\n{% include "nowhere.html" %}', 2, "nowhere.html"),
        ('{% include "../../etc/passwd" %}', 1, "passwd"),
    ],
)
def test_what_fails_is_named_with_its_line(text, line, word):
    """A name that is not there, a word without a phrase, a broken statement: template and line are told."""
    path, at, what = problem(text)
    assert (path, at) == ("templates/page.html", line)
    assert word in what
    assert "e/truce/index.html" in what


def test_a_part_that_fails_is_named_itself():
    """Where a part fails, the part is named, not the page that includes it."""
    assert problem('\n\n{% include "part.html" %}', part="\n{{ view.titel }}")[:2] == ("templates/part.html", 2)


def test_a_page_without_a_template_is_named():
    """A template that the theme has not is told by its name."""
    renderer = Renderer({}, SITE, WORDS, Addresses("", relative=False))
    with pytest.raises(DigestError, match=r"nothing\.html"):
        renderer.render(Page("x", "nothing.html", "", lambda: Composed(None)))


def test_the_same_page_gives_the_same_bytes():
    """Rendering depends on theme, site and page alone."""
    assert render("{{ view.title }}") == render("{{ view.title }}")
