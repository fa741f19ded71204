"""A site that is nothing but a search page, and that page in a browser."""

from __future__ import annotations

from generator.model.page import Composed, Page
from generator.model.views import PageHead, SearchView, SiteView
from generator.render import Addresses, Renderer
from generator.render.pages import ThemeFile
from generator.store.theme import read_theme
from generator.text.words import Words


def write_site(root, files, *, base_url="", lang="en"):
    """Write a search page with the theme's own template, script and styles, and the files of an index beside it."""
    theme = read_theme(root)
    site = SiteView("Test", "", lang, "rtl" if lang == "ar" else "ltr", base_url, "/assets/style.css", "", (), ())
    sheets = {name: ThemeFile(text, theme.paths[name]) for name, text in theme.texts.items()}
    renderer = Renderer(sheets, site, Words(lang, theme.words[lang]), Addresses(base_url, relative=not base_url))
    view = SearchView("/assets/search.js", "/search/index.js", "/index/")
    seen = Composed(view, PageHead("/search/", "Search", "", ""))
    page = renderer.render(Page("search/index.html", "search.html", "", lambda: seen))
    whole = {
        "search/index.html": page,
        "assets/search.js": theme.texts["search.js"].encode(),
        "assets/style.css": theme.texts["style.css"].encode(),
        "favicon.svg": theme.files["favicon.svg"],
        **{f"search/{path}": data for path, data in files.items()},
    }
    for path, data in whole.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)


class Search:
    """A search page in a browser."""

    def __init__(self, page, address):
        self.page, self.address = page, address
        self.messages, self.requests = [], []
        page.on("console", lambda message: self.messages.append(message.text))
        page.on("pageerror", lambda error: self.messages.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        page.goto(address)
        page.wait_for_selector("#filters:not([hidden])")

    def ask(self, query):
        """Type a query and return the events found, in their order, as the articles (or event) they link to."""
        self.page.fill("#q", query)
        self.page.press("#q", "Enter")
        self.page.wait_for_function("query => document.forms.search.dataset.done === query", arg=query)
        return self.found()

    def found(self):
        """Return the ids of the articles and events that the results link to, a list for each result."""
        script = (
            "rows => rows.map(row => [...row.querySelectorAll('a')].map(a => a.getAttribute('href').split('/').at(-2)))"
        )
        return self.page.eval_on_selector_all("#results > li", script)
