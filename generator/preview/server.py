"""The preview's server: the site's pages with the reload script, livereload's own two addresses, nothing else."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado.web import Application, RequestHandler

if TYPE_CHECKING:
    from pathlib import Path

    from generator.errors import Problem
    from generator.preview.state import State

_NAMES = ("127.0.0.1", "localhost", "[::1]")

_POLICY_BEFORE = "default-src 'none';"
_POLICY_AFTER = "default-src 'none'; script-src 'self'; connect-src 'self' ws://{host};"

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".xml": "application/xml; charset=utf-8",
}


def application(state: State) -> Application:
    """Return the web application that serves `state`."""
    shared = {"state": state}
    return Application(
        [(r"/livereload", Channel, shared), (r"/livereload\.js", Script, shared), (r"/(.*)", Files, shared)],
        log_function=lambda _: None,
    )


def _hosts(state: State) -> frozenset[str]:
    return frozenset(f"{name}:{state.port}" for name in _NAMES)


def _is_local(handler: RequestHandler, state: State) -> bool:
    """Tell whether a request came from this machine's own pages: by its Host, and by its Origin where it has one."""
    hosts = _hosts(state)
    origin = handler.request.headers.get("Origin")
    return handler.request.host in hosts and (origin is None or origin.removeprefix("http://") in hosts)


class Guarded(RequestHandler):
    """Refuses requests that did not come from this machine's own pages."""

    def initialize(self, state: State) -> None:
        """Take the preview's state."""
        self.state = state

    def prepare(self) -> None:
        """Refuse a foreign Host or Origin."""
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        if not _is_local(self, self.state):
            self.send_error(403)

    def write_error(self, status_code: int, **_: object) -> None:
        """Answer with the bare code."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code}\n")


class Script(Guarded, LiveReloadJSHandler):  # type: ignore[misc]
    """livereload's script as a file: an inline one would be refused under the pages' own policy."""


class Channel(LiveReloadHandler):  # type: ignore[misc]
    """livereload's web socket, for pages of this server only."""

    def initialize(self, state: State) -> None:
        """Take the preview's state."""
        self.state = state

    def prepare(self) -> None:
        """Refuse a foreign Host or Origin before the socket opens."""
        if not _is_local(self, self.state):
            self.set_status(403)
            self.finish()

    def on_message(self, message: str | bytes) -> None:
        """Answer like livereload; a page that changed between its loading and this greeting is reloaded at once."""
        super().on_message(message)
        greeting = json.loads(message)
        path = urlsplit(str(greeting.get("url", ""))).path
        if greeting.get("command") == "info" and self.state.shown.get(path, self.state.builds) < self.state.builds:
            self.send_message({"command": "reload", "path": "*", "liveCSS": None, "liveImg": True})

    def check_origin(self, origin: str) -> bool:
        """Tell whether a page of `origin` may be told to reload."""
        return origin.removeprefix("http://") in _hosts(self.state)


class Files(Guarded):
    """The site's files; an error page in their place where the last build failed."""

    def head(self, path: str) -> None:
        """Answer like GET, without the body."""
        self.get(path)

    def get(self, path: str) -> None:
        """Answer with the file at `path`, the site's own 404 page where there is none."""
        # Read first: a build that ends while the file is read makes the page older than it, and so reloaded.
        build = self.state.builds
        folder, problems = self.state.folder, self.state.problems
        if problems:
            self.set_status(500)
            self._finish_page(_error_page(problems), build)
            return
        file = find_file(folder, path)
        if file is None and path and not path.endswith("/") and find_file(folder, f"{path}/"):
            self.redirect(f"/{path}/")
            return
        if file is None:
            self.set_status(404)
            file = folder / "404.html"
        if file.suffix == ".html":
            self._finish_page(file.read_text(encoding="utf-8"), build)
            return
        self.set_header("Content-Type", _TYPES.get(file.suffix, "text/plain; charset=utf-8"))
        self.finish(file.read_bytes())

    def _finish_page(self, html: str, build: int) -> None:
        """Send a page with the reload script in its head, and a policy that lets the script run."""
        html = html.replace(_POLICY_BEFORE, _POLICY_AFTER.format(host=self.request.host), 1)
        self.state.shown[self.request.path] = build
        script = f'<script src="/livereload.js?port={self.state.port}"></script>'
        self.set_header("Content-Type", _TYPES[".html"])
        self.finish(html.replace("</head>", f"{script}\n</head>", 1))


def find_file(folder: Path, path: str) -> Path | None:
    """Return the file that answers at `path`, `None` for none: no dot files, no links, no way out of the folder."""
    parts = path.split("/")
    strange = any(part.startswith(".") or "\\" in part or "\0" in part or len(part.encode()) > 255 for part in parts)
    if strange or "" in parts[:-1]:
        return None
    file = folder.joinpath(*parts[:-1], parts[-1] or "index.html")
    return file if file.is_file() and not file.is_symlink() else None


def _error_page(problems: tuple[Problem, ...]) -> str:
    """Return a page that says why there is no site; it reloads itself when there is one again."""
    rows = "".join(
        f"<li><p><code>{escape(problem.path)}{f':{problem.line}' if problem.line else ''}</code></p>"
        f"<p>{escape(problem.what)} {escape(problem.why)}</p><p><strong>Mend:</strong> {escape(problem.mend)}</p></li>"
        for problem in sorted(problems)
    )
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The build failed</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY_BEFORE}"></head>'
        f"<body><h1>The build failed</h1><ul>{rows}</ul><p>Save the mended file: this page reloads by itself.</p></body></html>"
    )
