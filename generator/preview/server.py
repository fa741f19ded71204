"""The preview's server: the site's pages with the reload script, livereload's own two addresses, nothing else."""

from __future__ import annotations

import json
import re
from functools import partial
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

_POLICY = re.compile(r"default-src 'none'[^\"]*")

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
        """Refuse a foreign Host or Origin, and parts of the site for pages of another."""
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        if self._is_drawn_in() or not _is_local(self, self.state):
            self.send_error(403)

    def _is_drawn_in(self) -> bool:
        """Tell whether a page of another site asks for this as a part of itself; whoever follows a link may come."""
        asked = self.request.headers
        return asked.get("Sec-Fetch-Site") == "cross-site" and asked.get("Sec-Fetch-Dest") != "document"

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
        if path == "preview-error.css":
            self.set_header("Content-Type", _TYPES[".css"])
            self.finish(_STYLE)
            return
        if problems:
            self.set_status(500)
            self._finish_page(_error_page(problems, self.state.root), build)
            return
        if (changed := self.state.changed) and self.request.headers.get("Sec-Fetch-Dest") == "document":
            self.state.changed = ""
            self.state.shown[self.request.path] = build
            if changed != f"/{path}":
                self.redirect(changed)
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
        html = _POLICY.sub(partial(_let_reload, host=self.request.host), html, count=1)
        self.state.shown[self.request.path] = build
        script = f'<script src="/livereload.js?port={self.state.port}"></script>'
        self.set_header("Content-Type", _TYPES[".html"])
        self.finish(html.replace("</head>", f"{script}\n</head>", 1))


def _let_reload(policy: re.Match[str], host: str) -> str:
    """Return a page's policy with what the reload script asks for: to run, and to open its socket."""
    directives = dict(directive.strip().partition(" ")[::2] for directive in policy[0].split(";") if directive.strip())
    directives["script-src"] = "'self'"
    directives["connect-src"] = f"'self' ws://{host}"
    return "; ".join(" ".join(parts) for parts in directives.items())


def find_file(folder: Path, path: str) -> Path | None:
    """Return the file that answers at `path`, `None` for none: no dot files, no links, no way out of the folder."""
    parts = path.split("/")
    strange = any(part.startswith(".") or "\\" in part or "\0" in part or len(part.encode()) > 255 for part in parts)
    if strange or "" in parts[:-1]:
        return None
    file = folder.joinpath(*parts[:-1], parts[-1] or "index.html")
    try:
        return file if file.is_file() and not file.is_symlink() else None
    except OSError:  # the whole is longer than the system takes
        return None


def _error_page(problems: tuple[Problem, ...], root: Path) -> str:
    """Return a page that says why there is no site, with the lines in question; it reloads itself when there is one again."""
    rows = "".join(
        f"<li><p><code>{escape(problem.path)}{f':{problem.line}' if problem.line else ''}</code> {escape(problem.code)}</p>"
        f"<p>{escape(problem.what)} {escape(problem.why)}</p>{_excerpt(problem, root)}"
        f"<p><strong>Mend:</strong> {escape(problem.mend)}</p></li>"
        for problem in sorted(problems)
    )
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The build failed</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'\">"
        '<link rel="stylesheet" href="/preview-error.css"></head>'
        f"<body><main><h1>The build failed</h1><ul>{rows}</ul><p>Save the mended file: this page reloads by itself.</p></main></body></html>"
    )


def _excerpt(problem: Problem, root: Path) -> str:
    """Return the line that a problem names, between its neighbours, with a mark at the column; "" where it names none."""
    file = find_file(root, problem.path) if problem.line else None
    if file is None or file.stat().st_size > _LARGEST_EXCERPT:
        return ""
    lines = file.read_text(encoding="utf-8", errors="replace").split("\n")
    rows: list[str] = []
    for number in range(max(1, problem.line - 2), min(len(lines), problem.line + 2) + 1):
        here = number == problem.line
        text = f"{number:>5} │ {lines[number - 1][:200]}"
        rows.append(f"<mark>{escape(text)}</mark>" if here else escape(text))
        if here and 0 < problem.column <= _LAST_COLUMN:
            rows.append(" " * (problem.column + 7) + "▲")
    return f"<pre>{chr(10).join(rows)}</pre>"


_LARGEST_EXCERPT = 2_000_000
"""Bytes of a file that is opened to show a line of it."""

_LAST_COLUMN = 200

_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;margin:0}main{max-width:50rem;margin:2rem auto;padding:0 1rem}"
    "ul{list-style:none;padding:0}li{border-block-start:3px solid #c0392b;padding-block-end:1rem}"
    "pre{overflow-x:auto;padding:.75rem;background:#8881;line-height:1.4}mark{background:#c0392b33;color:inherit}"
)
