"""Sites that tests build and serve."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from generator.build import BuildOptions, build

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
NODE = ROOT / "tests/node"
TODAY = date(2026, 1, 1)


@dataclass(frozen=True)
class Site:
    """A site's folder, and what the tests ask of it."""

    root: Path

    def build(self, **options):
        """Build the site and return the report."""
        return build(self.root, BuildOptions(TODAY, **options))

    def put(self, name: str, data: str | bytes) -> Path:
        """Write a file below the site's folder."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    def files(self, folder: str = "site") -> dict[str, bytes]:
        """Return the files below a folder, by path."""
        top = self.root / folder
        return {
            path.relative_to(top).as_posix(): path.read_bytes() for path in sorted(top.rglob("*")) if path.is_file()
        }

    def articles(self) -> dict[str, str]:
        """Return the article files by id."""
        return {path.stem: path.read_text() for path in sorted((self.root / "content/articles").glob("*.md"))}

    def events(self) -> list[dict]:
        """Return the ledger's lines."""
        text = (self.root / "content/ledger.jsonl").read_text()
        return [json.loads(line) for line in text.splitlines()]


def copy_raw_sample(root: Path) -> Site:
    """Copy what an editor would have put into the sample: no articles, receipts or ledger."""
    root.mkdir(exist_ok=True)
    shutil.copy(ROOT / "digest.toml", root)
    for folder in ("inbox", "sources", "pages", "events", "editions"):
        if (ROOT / "content" / folder).is_dir():
            shutil.copytree(ROOT / "content" / folder, root / "content" / folder)
    return Site(root)


@contextmanager
def serve(folder):
    """Serve a folder on this machine, under its real policy, and yield the address."""

    class Quiet(SimpleHTTPRequestHandler):
        def __init__(self, *args, **options):
            super().__init__(*args, directory=folder, **options)

        def log_message(self, *_):
            pass

        def send_error(self, code, *_):
            """Answer as hosts do: with the site's own page for lost readers."""
            page = (Path(folder) / "404.html").read_bytes()
            self.send_response(code)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def send_head(self):
            """Send what can be compressed as hosts send it."""
            path = Path(self.translate_path(self.path))
            path = path / "index.html" if path.is_dir() else path
            if not path.is_file() or path.suffix not in {".css", ".html", ".xml", ".json", ".svg", ".txt", ".js"}:
                return super().send_head()
            data = gzip.compress(path.read_bytes())
            self.send_response(200)
            self.send_header("Content-Type", self.guess_type(str(path)))
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(data)))
            if "/assets/" in self.path:
                self.send_header("Cache-Control", "public, max-age=31536000, immutable")
            self.end_headers()
            return io.BytesIO(data)

    class Patient(ThreadingHTTPServer):
        def handle_error(self, *_):
            """Say nothing: a browser that hangs up is no news."""

    server = Patient(("127.0.0.1", 0), Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
