"""A search page over invented articles, opened from its folder or from a host below a path."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from invented import events, names
from search_page import Search, write_site

from generator.search import merge


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """Return the folder of a site whose links are relative."""
    root = tmp_path_factory.mktemp("folder")
    write_site(root, merge(events(), names()))
    return root


@pytest.fixture(scope="session")
def hosted(tmp_path_factory):
    """Return the address of a site below a path of a host on this machine."""
    root = tmp_path_factory.mktemp("hosted")
    (root / "news/digest").mkdir(parents=True)

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *words):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=root))
    address = f"http://127.0.0.1:{server.server_port}/news/digest"
    write_site(root / "news/digest", merge(events(), names()), base_url=address)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield address
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def visit(browser):
    """Return a function that opens a search page at an address."""
    contexts = []

    def open_page(address, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        return Search(context.new_page(), address)

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def search(visit, folder):
    """Return the search page, opened from its folder."""
    return visit((folder / "search/index.html").as_uri())
