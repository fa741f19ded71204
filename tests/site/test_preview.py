"""The preview: a real server on loopback, a real browser in front of it."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tornado.websocket import websocket_connect

pytestmark = pytest.mark.browser

WAIT = 30_000
"""Milliseconds a browser waits for what must come; no figure of speed, only an end to waiting."""

BRIDGE = "The council of Tarnholm voted on Monday to close the old iron bridge to lorries until the rivets have been replaced."
SALT = "Salt from the pans of Belmora cost a third more in April than a year before, the growers' association said on Friday."
WHALE = "A grey whale swam into the harbour of Port Selk on Sunday morning and left it again with the evening tide, pilots said."


@pytest.fixture
def served(site):
    """Return a site and the address at which `digest serve` shows it."""
    site.put("content/inbox/outlet/one.txt", f"The first headline\n\n{BRIDGE}\n")
    command = [
        sys.executable,
        "-c",
        "from generator.cli import main; main()",
        "-C",
        str(site.root),
        "serve",
        "--port",
        "0",
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    line = process.stdout.readline()
    yield site, line.split()[1]
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 130
    process.stdout.close()


def test_a_dropped_file_appears_by_itself(served, browser):
    """A raw file dropped into the inbox shows on the open page without a manual reload, and so does the next edit."""
    site, address = served
    page = browser.new_page()
    page.goto(address)
    page.get_by_text("The first headline").first.wait_for(timeout=WAIT)
    site.put("content/inbox/outlet/two.txt", f"A second headline\n\n{SALT}\n")
    page.get_by_text("A second headline").first.wait_for(timeout=WAIT)
    site.put("content/inbox/outlet/three.txt", f"The third headline\n\n{WHALE}\n")
    page.get_by_text("The third headline").first.wait_for(timeout=WAIT)
    page.close()


def test_a_failed_build_shows_and_heals(served, browser):
    """An error in a template is shown in place of the page, with file and line; mended, the page comes back by itself."""
    site, address = served
    page = browser.new_page()
    page.goto(address)
    site.put("digest.toml", "title = \n")
    page.get_by_text("The build failed").wait_for(timeout=WAIT)
    assert page.get_by_text("digest.toml:1").count() == 1
    site.put("digest.toml", 'title = "Mended"\n')
    page.get_by_text("The first headline").first.wait_for(timeout=WAIT)
    page.close()


def status(address, **headers):
    """Return the status of a GET."""
    request = urllib.request.Request(address, headers=headers)  # noqa: S310  # our own server
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310  # our own server
            return answer.status
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def ask(address, text):
    """Send a request as it is; return the status of the answer, 0 where the connection is closed without one."""
    host, port = address.removeprefix("http://").strip("/").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(text.replace("HOST", f"{host}:{port}").replace("\n", "\r\n").encode("latin-1"))
        try:
            answer = connection.makefile("rb").readline()
        except ConnectionResetError:
            return 0
    return int(answer.split()[1]) if answer else 0


WAYS_OUT = ("/.nojekyll", "/../digest.toml", "/%2e%2e/digest.toml", "/a//b", "/%00", "/a\\..\\b", "/.cache/lock", "/../../digest.toml", "/..%2f..%2fdigest.toml", "/%2e%2e%2f%2e%2e%2fdigest.toml", "/..%5c..%5cdigest.toml", "/%252e%252e/digest.toml", "/%c0%ae%c0%ae/digest.toml", "/a/../../../digest.toml", "/a/%2e%2e/%2e%2e/digest.toml", "//etc/passwd", "/%2fetc%2fpasswd", "/etc/passwd%00.html", "/index.html%00", "/./index.html", "/.%2findex.html", "/content/ledger.jsonl", "/C:/x", "/a%0d%0aSet-Cookie:%20x=1", "/" + "a/" * 3000, "/" + "x" * 60_000)  # fmt: skip
"""Targets that lead out of the site, or nowhere."""

STRANGERS = ("evil.example", "evil.example:80", "127.0.0.1", "localhost", "localhost.evil.example:PORT", "127.0.0.1.evil.example:PORT", "evil.example#127.0.0.1:PORT", "127.0.0.1:PORT@evil.example", "evil.example@127.0.0.1:PORT", "127.0.0.1:1", "0.0.0.0:PORT", "[::]:PORT", "", "127.0.0.1:PORT, evil.example")  # fmt: skip
"""Hosts that are not those of the preview: a name that is made to lead here is somebody else's page."""

ORIGINS = ("https://evil.example", "http://evil.example:PORT", "null", "http://localhost.evil.example:PORT", "https://127.0.0.1:PORT", "http://127.0.0.1:1", "file://", "http://127.0.0.1", "http://127.0.0.1:PORT.evil.example")  # fmt: skip


def test_the_preview_is_nobody_elses(served):
    """No way out of the folder, no other method, host or origin; the reload channel opens for its own pages alone."""
    site, address = served
    port = address.rsplit(":", 1)[1].strip("/")
    secret = site.root / "content/.secret"
    secret.write_text("secret")
    shake = "Upgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Version: 13\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n"
    assert ask(address, "GET / HTTP/1.1\nHost: HOST\nConnection: close\n\n") == 200
    for target in WAYS_OUT:
        assert ask(address, f"GET {target} HTTP/1.1\nHost: HOST\nConnection: close\n\n") not in {200, 500}, target[:80]
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH", "CONNECT", "TRACE"):
        status = ask(address, f"{method} / HTTP/1.1\nHost: HOST\nContent-Length: 0\nConnection: close\n\n")
        assert status in {0, 400, 403, 405}, method
    for stranger in (each.replace("PORT", port) for each in STRANGERS):
        for path, more in (("/", ""), ("/livereload.js", ""), ("/livereload", shake)):
            status = ask(address, f"GET {path} HTTP/1.1\nHost: {stranger}\n{more}\n")
            assert status in {0, 400, 403}, (stranger, path)
    for origin in (each.replace("PORT", port) for each in ORIGINS):
        for path, more in (("/", ""), ("/livereload", shake)):
            status = ask(address, f"GET {path} HTTP/1.1\nHost: HOST\nOrigin: {origin}\n{more}\n")
            assert status == 403, (origin, path)
    own = f"Origin: http://127.0.0.1:{port}\n"
    assert ask(address, f"GET /livereload HTTP/1.1\nHost: HOST\n{own}{shake}\n") == 101
    for torn in ("GET\n\n", "GET / HTTP/9.9\nHost: HOST\n\n", "\x16\x03\x01\n\n", "GET / HTTP/1.1\nHost: HOST\nHost: evil.example\n\n"):  # fmt: skip
        assert ask(address, torn) in {0, 400, 403, 431}, torn[:60]
    foreign = "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: no-cors\nSec-Fetch-Dest: script\n"
    assert ask(address, f"GET /livereload.js HTTP/1.1\nHost: HOST\n{foreign}\n") == 403
    visit = "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: document\nConnection: close\n"
    assert ask(address, f"GET / HTTP/1.1\nHost: HOST\n{visit}\n") == 200
    idle = [socket.create_connection(("127.0.0.1", int(port)), timeout=20) for _ in range(100)]
    assert status_of_home(address) == 200
    for connection in idle:
        connection.close()
    # Of the sockets that listen on its port there is one, and its address is 127.0.0.1.
    rows = [line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().split("\n")[1:-1]]  # fmt: skip
    listening = [row[1] for row in rows if row[3] == "0A" and row[1].endswith(f":{int(port):04X}")]
    assert listening == [f"0100007F:{int(port):04X}"]


def status_of_home(address):
    """Return the status of the front page."""
    return ask(address, "GET / HTTP/1.1\nHost: HOST\nConnection: close\n\n")


def test_site_folder_is_left_alone(served):
    """The preview has an output of its own: `site/` stays what the last build made of it."""
    site, _ = served
    assert not (site.root / "site").exists()
    deadline = time.monotonic() + 30
    while not (site.root / ".cache/preview/index.html").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert (site.root / ".cache/preview/index.html").exists()


async def greet(address):
    """Open the reload channel as a page does that was loaded from `address`, and return what it is told next."""
    channel = await websocket_connect(f"ws{address.removeprefix('http')}livereload")
    await channel.write_message(json.dumps({"command": "hello", "protocols": []}))
    await channel.read_message()
    await channel.write_message(json.dumps({"command": "info", "plugins": {}, "url": address}))
    told = await asyncio.wait_for(channel.read_message(), WAIT / 1000)
    channel.close()
    return json.loads(told)


def test_a_page_that_changed_before_its_socket_opened_is_reloaded(served):
    """A change between a page's loading and its greeting is not lost: the greeting is answered with a reload."""
    site, address = served
    assert status(address) == 200
    site.put("content/inbox/outlet/two.txt", f"A second headline\n\n{SALT}\n")
    home = site.root / ".cache/preview/index.html"
    deadline = time.monotonic() + 30
    while "A second headline" not in home.read_text() and time.monotonic() < deadline:
        time.sleep(0.05)
    # In a thread of its own: the browser's driver may hold a loop in this one.
    with ThreadPoolExecutor(1) as threads:
        told = threads.submit(lambda: asyncio.run(greet(address))).result()
    assert told["command"] == "reload"


def test_the_error_page_shows_the_line(served, browser):
    """What is wrong is shown with the lines around it and how to mend it, styled under the page's own policy."""
    site, address = served
    page = browser.new_page()
    refused = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto(address)
    site.put("digest.toml", 'title = "Fine"\nlanguage = \n')
    page.get_by_text("The build failed").wait_for(timeout=WAIT)
    assert page.locator("mark").inner_text().strip() == "2 │ language ="
    assert page.get_by_text("Mend:").count() == 1
    assert page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") != "none"
    assert [text for text in refused if "500" not in text] == []
    page.close()


def test_a_template_folder_that_comes_later_is_watched(served, browser):
    """A first template of the site's own, in a folder that was not there when the preview began, shows at once."""
    site, address = served
    page = browser.new_page()
    page.goto(address)
    site.put("templates/standing.html", "unused")
    page.get_by_text("The first headline").first.wait_for(timeout=WAIT)
    time.sleep(1)
    site.put("templates/home.html", '{% extends "base.html" %}{% block main %}<p>Our own front page</p>{% endblock %}')
    page.get_by_text("Our own front page").wait_for(timeout=WAIT)
    page.close()


def test_a_hundred_rapid_saves_end_with_the_last(served, browser):
    """However fast somebody saves, renames and undoes, what is shown in the end is what was saved last."""
    site, address = served
    page = browser.new_page()
    # Opened before the first save: a page that is told to reload while it is left for another stays where it is.
    page.goto(f"{address}about/")
    for number in range(100):
        site.put("content/pages/about.md", f"---\ntitle: About\n---\n\nSaved for the time {number}.\n")
        if number % 7 == 0:
            (site.root / "content/pages/about.md").rename(site.root / "content/pages/other.md")
            (site.root / "content/pages/other.md").rename(site.root / "content/pages/about.md")
    page.get_by_text("Saved for the time 99.").wait_for(timeout=WAIT)
    page.close()


def test_an_override_moves_the_article_on_screen(served, browser):
    """A line `event:` in an article's front matter shows on the open front page without a manual reload."""
    site, address = served
    page = browser.new_page()
    page.goto(address)
    page.get_by_text("The first headline").first.wait_for(timeout=WAIT)
    (path,) = (site.root / "content/articles").glob("*.md")
    path.write_text(path.read_text().replace("---\n", "---\nevent: the-old-bridge\n", 1))
    page.locator('a[href="/e/the-old-bridge/"]').first.wait_for(timeout=WAIT)
    page.close()
