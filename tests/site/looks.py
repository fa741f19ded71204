"""What a browser sees of a page: asked once, looked at by many tests."""

from __future__ import annotations

from dataclasses import dataclass, field

WIDTHS = (390, 320, 1280)
"""Pixels: two phones, the narrower one as narrow as WCAG 2.2 asks, and a desk."""

LEAST_TARGET = 24
"""Pixels, as WCAG 2.2 asks (success criterion 2.5.8); links within a sentence are its exception, and ours."""

WATCH_SHIFTS = """window.shift = 0;
new PerformanceObserver(list => { for (const each of list.getEntries()) window.shift += each.value })
    .observe({type: 'layout-shift', buffered: true})"""

SEE = """async least => {
    scrollTo(0, 2000);
    await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const all = selector => [...document.querySelectorAll(selector)];
    const inSentence = '.prose, .standfirst, .foot p, .facts, .by, .moved, .skip, noscript';
    return {
        title: document.title,
        lang: document.documentElement.lang,
        headings: all('h1').map(e => e.innerText),
        scripts: all('script').map(e => e.type === 'application/ld+json' ? '' : e.src || e.textContent).filter(Boolean),
        sheets: document.styleSheets.length,
        shift: window.shift,
        small: all('a[href], summary, button, input').filter(e => {
            const box = e.getBoundingClientRect();
            return box.width && !e.closest(inSentence) && box.height < least - 0.5;
        }).map(e => `${e.outerHTML.slice(0, 120)} ${e.getBoundingClientRect().height}`),
    };
}"""

STOP = """() => {
    const e = document.activeElement, box = e.getBoundingClientRect();
    return {
        name: e.className || e.id || e.tagName,
        href: e.getAttribute('href'),
        seen: box.top >= 0 && box.left >= 0 && box.right <= innerWidth,
        inMain: Boolean(e.closest('main')),
        more: document.querySelectorAll('main a[href], main summary, main [tabindex="0"], main input').length > 0,
    };
}"""


@dataclass
class Look:
    """A page as it was seen at `WIDTHS`: what it asked for and said, what is in it, and where its first tab stops lead.

    `widths` are those of the content by that of the screen; `small` are targets too small for a finger; `stops` the first
    stop, what Enter leads to, and the stop after it.
    """

    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    widths: dict[int, int] = field(default_factory=dict)
    stops: list[dict] = field(default_factory=list)
    title: str = ""
    lang: str = ""
    headings: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    sheets: int = 0
    shift: float = 0.0
    small: list[str] = field(default_factory=list)


class Viewer:
    """A window that walks from page to page."""

    def __init__(self, browser):
        self._page = browser.new_page(viewport={"width": WIDTHS[0], "height": 844}, reduced_motion="reduce")
        self._page.add_init_script(WATCH_SHIFTS)
        self._page.on("request", lambda request: self._look.requests.append(request.url))
        self._page.on("console", lambda message: self._look.messages.append(message.text))
        self._look = Look()

    def look(self, address, *, stops=True):
        """Open an address and tell all that is to be seen there."""
        page = self._page
        page.goto("about:blank")  # what the last page still asks for, such as its icon, is its own
        self._look = Look()
        page.set_viewport_size({"width": WIDTHS[0], "height": 844})
        page.goto(address)
        vars(self._look).update(page.evaluate(SEE, LEAST_TARGET))
        if (
            self._look.shift
        ):  # a busy machine paints before its fonts are found; what the page itself does, it does again
            page.reload()
            self._look.shift = min(self._look.shift, page.evaluate("window.shift"))
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            self._look.widths[width] = page.evaluate("document.documentElement.scrollWidth")
        for key in ("Tab", "Enter", "Tab") if stops else ():
            page.keyboard.press(key)
            self._look.stops.append(page.evaluate(STOP))
        return self._look

    def close(self):
        """Close the window."""
        self._page.close()


def differing(looks, expected, tell):
    """Return what `tell` tells of those looks of which it is not `expected`, by page."""
    return {place: told for place, look in looks.items() if (told := tell(look)) != expected}
