"""Small sites to publish, before and after an edit, and what a reader finds of them."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from generator.publish import publish, roll_back

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.target import Target

OLD = {
    "index.html": '<link href="/assets/style.0123456789.css"><a href="/e/ferry/">Ferry</a><a href="/e/tram/">Tram</a>',
    "e/ferry/index.html": '<a href="/">Home</a><a href="/a/anna/">Anna</a>',
    "e/tram/index.html": '<a href="/e/ferry/">Ferry</a>',
    "a/anna/index.html": '<a href="/e/ferry/">Ferry</a>',
    "assets/style.0123456789.css": "p { margin: 0 }",
    "feed.xml": "<feed>old</feed>",
    "robots.txt": "User-agent: *",
    "_headers": "/*\n  Referrer-Policy: no-referrer\n",
    "_redirects": "",
    ".nojekyll": "",
}
NEW = {
    **{path: text for path, text in OLD.items() if path not in {"e/tram/index.html", "assets/style.0123456789.css"}},
    "index.html": '<link href="/assets/style.9876543210.css"><a href="/e/ferry/">Ferry</a><a href="/e/bridge/">Bridge</a>',
    "e/ferry/index.html": '<a href="/">Home</a><a href="/a/anna/">Anna</a><a href="/a/bert/">Bert</a>',
    "e/bridge/index.html": '<a href="/a/bert/">Bert</a>',
    "a/bert/index.html": '<link href="/assets/style.9876543210.css"><a href="/e/bridge/">Bridge</a>',
    "assets/style.9876543210.css": "p { margin: 1em }",
    "feed.xml": "<feed>new</feed>",
}


class Workshop:
    """A site's folder whose output a test writes by hand."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / ".cache").mkdir()

    def put(self, files: dict[str, str]) -> None:
        """Make the output hold these files and no others, as a build would: each new file beside the old, and renamed."""
        site = self.root / "site"
        for path, text in files.items():
            file = site / path
            file.parent.mkdir(parents=True, exist_ok=True)
            if not file.exists() or file.read_text() != text:
                beside = file.with_name("beside")
                beside.write_text(text)
                beside.replace(file)
        for file in [file for file in site.rglob("*") if file.is_file()]:
            if file.relative_to(site).as_posix() not in files:
                file.unlink()

    def publish(self, target: Target, *, dry_run: bool = False):
        """Publish the output."""
        return publish(self.root, "site", target, dry_run=dry_run)

    def roll_back(self, target: Target):
        """Go back to the release before."""
        return roll_back(self.root, target, dry_run=False)


def texts(folder: Path) -> dict[str, str]:
    """Return the texts of the files below a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def git(folder: Path, *arguments: str) -> str:
    """Run git and return what it prints."""
    names = {"GIT_AUTHOR_NAME": "Ida", "GIT_AUTHOR_EMAIL": "ida@example.org"}
    names |= {name.replace("AUTHOR", "COMMITTER"): value for name, value in names.items()}
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, env={**os.environ, **names}, capture_output=True, text=True, check=True).stdout
