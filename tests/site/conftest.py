"""Sites to build: the sample, an empty one, and the five real articles where they are at hand."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from generator.build import BuildOptions, build

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
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


@pytest.fixture
def site(tmp_path):
    """Return an empty site."""
    (tmp_path / "digest.toml").write_text('title = "Test"\n')
    return Site(tmp_path)


def copy_raw_sample(root: Path) -> Site:
    """Copy what an editor would have put into the sample: no articles, receipts or ledger."""
    root.mkdir(exist_ok=True)
    shutil.copy(ROOT / "digest.toml", root)
    for folder in ("inbox", "sources", "pages", "events"):
        if (ROOT / "content" / folder).is_dir():
            shutil.copytree(ROOT / "content" / folder, root / "content" / folder)
    return Site(root)


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """Return the sample, built from its raw articles. Not to be changed."""
    built = copy_raw_sample(tmp_path_factory.mktemp("sample"))
    built.build()
    return built


@pytest.fixture(scope="session")
def five(tmp_path_factory):
    """Return a site of the five real articles, each in a source folder of its own. Not to be changed."""
    if not (SHARED / "articles/gold.json").is_file():
        pytest.skip("the five real articles are not at hand: they do not belong to the project")
    root = tmp_path_factory.mktemp("five")
    (root / "digest.toml").write_text('title = "Five"\nrelative_urls = true\n')
    (root / "content/inbox").mkdir(parents=True)
    for path in (SHARED / "articles").glob("*.txt"):
        shutil.copy(path, root / "content/inbox")
    built = Site(root)
    built.build()
    return built


@pytest.fixture(scope="session")
def gold():
    """Return the labels of the five real articles."""
    if not (SHARED / "articles/gold.json").is_file():
        pytest.skip("the five real articles are not at hand: they do not belong to the project")
    return json.loads((SHARED / "articles/gold.json").read_text())
