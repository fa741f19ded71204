"""Hostile pages in a real browser, without the policy that would stop them: no trap springs, no other host is asked."""

from __future__ import annotations

import re

import pytest
from small_sites import files_of

pytestmark = pytest.mark.browser

HOST = "https://digest.example"

TRAPS = """
window.trapped = [];
window.trap = (...what) => { window.trapped.push(String(what)); };
for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = window.trap;
window.addEventListener("securitypolicyviolation", () => window.trap("policy"));
"""

SPRING = """
() => {
  const kinds = ["mouseover", "pointerover", "focus", "blur", "click", "keydown", "toggle", "error", "load", "animationstart", "wheel", "copy", "submit"];
  const names = ["location", "cookie", "body", "head", "forms", "title", "URL"];
  return [window, ...document.querySelectorAll("iframe.page")].map(frame => {
    const inner = frame.contentWindow || frame, page = inner.document, found = [...inner.trapped];
    for (const element of page.querySelectorAll(inner === window ? "body" : "*")) {
      if (kinds.some(kind => element["on" + kind])) found.push(element.outerHTML.slice(0, 200));
      for (const { name, value } of element.attributes)
        if (name.startsWith("on") || (/href|src|action|data/.test(name) && /^\\W*(javascript|data|vbscript):/i.test(value))) found.push(name + "=" + value);
      if (element.shadowRoot) found.push("a shadow");
    }
    // What a form or a picture with a name takes over.
    for (const name of names)
      if (page.querySelector(`[name=${name}]`) || page.getElementById(name)) found.push("clobbered " + name);
    return [inner.location.pathname, found];
  });
}
"""
"""Asks each element of the document, as the browser understood it, for what would run when a reader comes near."""

TYPES = {
    "html": "text/html; charset=utf-8",
    "xml": "application/xml",
    "svg": "image/svg+xml",
    "xsl": "text/xsl",
}


@pytest.fixture(scope="module")
def visited(hostile, browser):
    """Visit every second page of the hostile site, and some of its feeds; return what was asked of others, what sprang, and how many."""
    root, _ = hostile
    files = files_of(root)
    foreign, sprung = [], []
    context = browser.new_context()
    context.add_init_script(TRAPS)

    def answer(route):
        address = route.request.url
        path = address.removeprefix(f"{HOST}/news/").partition("?")[0].partition("#")[0]
        if not address.startswith(f"{HOST}/") and not address.startswith("data:"):
            foreign.append(address)
        name = f"{path}index.html" if path.endswith("/") or not path else path
        data = files.get(name)
        if data is None:
            route.abort()
            return
        if name.endswith(".html"):
            data = re.sub(rb'<meta http-equiv="Content-Security-Policy"[^>]*>|<link rel="stylesheet"[^>]*>', b"", data)
        route.fulfill(body=data, content_type=TYPES.get(name.rsplit(".", 1)[-1], "text/plain; charset=utf-8"))

    context.route("**/*", answer)
    page = context.new_page()
    page.on("dialog", lambda dialog: (sprung.append(f"a dialog: {dialog.message}"), dialog.dismiss()))
    page.on("popup", lambda popup: sprung.append(f"a window: {popup.url}"))
    page.on("download", lambda download: sprung.append(f"a download: {download.url}"))
    pages = [name for name in files if name.endswith(".html") and b'http-equiv="refresh"' not in files[name]]
    names = pages[::2] + [name for name in files if name.endswith((".xml", ".svg"))][::12]
    sheets = [names[at : at + 20] for at in range(0, len(names), 20)]
    for number, sheet in enumerate(sheets):
        frames = "".join(f'<iframe class="page" src="/news/{name}"></iframe>' for name in sheet)
        files[f"sheet-{number}.html"] = f"<!DOCTYPE html><body>{frames}".encode()
        page.goto(f"{HOST}/news/sheet-{number}.html")
        _, *looked = page.evaluate(SPRING)
        assert [path for path, _ in looked] == [f"/news/{name}" for name in sheet]  # none led away
        sprung += [f"{path}: {each}" for path, found in looked for each in found]
    context.close()
    return foreign, sprung, len(names)


def test_no_trap_springs(visited):
    """Of some hundred hostile pages none runs what stands in it, opens a window or a dialog, or leads away by itself."""
    _, sprung, number = visited
    assert number > 200
    assert sprung == []


def test_no_other_host_is_asked(visited):
    """Nor does any of them load something from elsewhere."""
    foreign, _, _ = visited
    assert foreign == []


@pytest.mark.parametrize(
    "markup",
    [
        "<script>trap(1)</script>",
        "<img src=x onerror=trap(1)>",
        "<p onmouseover=trap(1)>x</p>",
        "<form name=location></form>",
        "<details open ontoggle=trap(1)><summary>x</summary></details>",
    ],
)
def test_the_traps_spring(browser, markup):
    """Traps that nothing springs prove nothing."""
    context = browser.new_context()
    context.add_init_script(TRAPS)
    context.route("**/*", lambda route: route.fulfill(body=f"<!DOCTYPE html><body>{markup}", content_type="text/html"))
    page = context.new_page()
    page.goto(f"{HOST}/")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('iframe'), {className: 'page', src: '/x'}))"
    )
    page.frames[1].wait_for_load_state()
    _, (_, found) = page.evaluate(SPRING)
    context.close()
    assert found
