"""Every incremental build equals a build from nothing, byte for byte, whatever was edited in between."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING

import pytest
from sites import Site

if TYPE_CHECKING:
    from pathlib import Path

STEPS = 100
"""Edits of one walk; there are three, and every fifth step is followed by a comparison with a build from nothing."""

WORDS = "harbour bridge council vote storm ferry market school border letter island signal".split()

SPEAKERS = ["Clara Voss", "Teodor Maravek", "Mayor Anneke Thorsvald", "Voss"]

EVENTS = ["ferry-runs", "bridge-closed", "vote-delayed", "storm-warning", "none"]


class Editor:
    """Somebody who edits a site at random: the same walk for the same seed."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.rng = random.Random(seed)  # noqa: S311  # a walk that can be walked again
        self.made = 0

    def write(self, name: str, text: str) -> None:
        """Write a file of the site."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def some(self, folder: str, ending: str) -> Path | None:
        """Return one of the files of a folder."""
        found = sorted((self.root / folder).glob(f"*{ending}"))
        return self.rng.choice(found) if found else None

    def sentence(self) -> str:
        """Return a made-up sentence."""
        words = " ".join(self.rng.choices(WORDS, k=9)).capitalize()
        if self.rng.random() < 0.3:
            return f"“{words},” said {self.rng.choice(SPEAKERS)}."
        return f"{words}."

    def add(self) -> None:
        """Write an article by hand."""
        self.made += 1
        day = (
            f"published: 2025-0{self.rng.randrange(1, 10)}-1{self.rng.randrange(10)}\n"
            if self.rng.random() < 0.8
            else ""
        )
        extra = "".join(
            line
            for line in (
                f"source: {self.rng.choice(['the-herald', 'Evening Post', 'صحيفة المساء'])}\n",
                f"tags: [{self.rng.choice(WORDS)}]\n",
                "url: https://herald.example/1\n",
                f"byline: {self.rng.choice(WORDS).capitalize()} Smith\n",
            )
            if self.rng.random() < 0.5
        )
        head = f"title: {self.sentence()[:-1]}\nlang: {self.rng.choice(['en', 'en', 'de', 'ar'])}\n{day}{extra}"
        body = "\n\n".join(self.sentence() for _ in range(self.rng.randrange(1, 6)))
        self.write(
            f"content/articles/made-{self.made}.md", f"---\n{head}event: {self.rng.choice(EVENTS)}\n---\n\n{body}\n"
        )

    def change(self, key: str, value: str) -> None:
        """Give an article's front matter another value for a key."""
        path = self.some("content/articles", ".md")
        if path is None:
            return
        lines = path.read_text(encoding="utf-8").split("\n")
        lines = [line for line in lines if not line.startswith(f"{key}:")]
        lines.insert(1, f"{key}: {value}")
        path.write_text("\n".join(lines), encoding="utf-8")

    def edit(self) -> None:
        """Do one thing that editors do."""
        self.rng.choice([self.add, self.add, self.mend_text, self.retitle, self.redate, self.replace, self.place, self.delete,
            self.rename, self.override, self.drop_override, self.source, self.page, self.template, self.configure,
            self.draft, self.drop_raw, self.name, self.lose_cache, self.lose_output])()  # fmt: skip

    def mend_text(self) -> None:
        """Change the text of an article."""
        path = self.some("content/articles", ".md")
        if path:
            path.write_text(path.read_text(encoding="utf-8") + f"\n{self.sentence()}\n", encoding="utf-8")

    def retitle(self) -> None:
        """Give an article another headline."""
        self.change("title", self.sentence()[:-1])

    def redate(self) -> None:
        """Give an article another day."""
        self.change("published", f"2025-0{self.rng.randrange(1, 10)}-0{self.rng.randrange(1, 10)}")

    def replace(self) -> None:
        """Say that an article is another outlet's."""
        self.change("source", self.rng.choice(["the-herald", "Morning Star"]))

    def place(self) -> None:
        """Put an article into another event."""
        self.change("event", self.rng.choice(EVENTS))

    def draft(self) -> None:
        """Take an article back, or show it again."""
        self.change("draft", self.rng.choice(["true", "false", "false"]))

    def delete(self) -> None:
        """Delete an article."""
        path = self.some("content/articles", ".md")
        if path and self.made > 6:
            path.unlink()

    def rename(self) -> None:
        """Give an article's file another name, and so, where it has no id, the article another address."""
        path = self.some("content/articles", ".md")
        if path:
            self.made += 1
            path.rename(path.with_name(f"renamed-{self.made}.md"))

    def override(self) -> None:
        """Say something of an event."""
        slug = self.rng.choice(EVENTS[:-1])
        what = self.rng.choice(
            [
                "title: Another title",
                f"merge: [{self.rng.choice(EVENTS[:-1])}]",
                f"rename: {slug}-{self.rng.randrange(3)}",
                "split: {apart: [made-1, made-2]}",
                "pin: true",
                "hide: true",
                f"summary: {self.sentence()}",
                f"note: {self.sentence()}",
            ]
        )
        self.write(f"content/events/{slug}.md", f"---\n{what}\n---\n")

    def drop_override(self) -> None:
        """Take back what was said of an event."""
        path = self.some("content/events", ".md")
        if path:
            path.unlink()

    def source(self) -> None:
        """Describe a source, or what of it may be shown."""
        policy = self.rng.choice(["full", "excerpt", "link"])
        self.write(
            "content/sources/the-herald.toml", f'name = "The {self.rng.choice(WORDS)} Herald"\npolicy = "{policy}"\n'
        )

    def page(self) -> None:
        """Write a standing page."""
        self.write("content/pages/method.md", f"---\ntitle: {self.sentence()[:-1]}\n---\n\n{self.sentence()}\n")

    def template(self) -> None:
        """Replace a part of the theme, or take the replacement back."""
        path = self.root / "templates/parts/chips.html"
        if path.exists():
            path.unlink()
        else:
            self.write("templates/parts/chips.html", f"<p>{self.rng.choice(WORDS)}</p>\n")

    def configure(self) -> None:
        """Change the configuration."""
        title, size = self.rng.choice(WORDS), self.rng.choice([2, 3, 100])
        self.write("digest.toml", f'title = "{title}"\nbase_url = "https://example.org"\npage_articles = {size}\n')

    def name(self) -> None:
        """Say something of a name, or that two are one."""
        what = self.rng.choice(
            ['forms = ["Clara Voss", "Teodor Maravek"]', 'forms = ["Voss"]', "hide = true", 'name = "C. Voss"']
        )
        self.write("content/names.toml", f"[clara-voss]\n{what}\n")

    def drop_raw(self) -> None:
        """Drop a raw article into the inbox."""
        self.made += 1
        text = f"{self.sentence()[:-1]}\n\n{self.sentence()} {self.sentence()}\n\n{self.sentence()}\n\nREAD ALSO: {self.sentence()}\n"
        self.write(f"content/inbox/the-herald/raw-{self.made}.txt", text)

    def lose_cache(self) -> None:
        """Delete the cache, or tear it."""
        cache = self.root / ".cache/digest.sqlite"
        if self.rng.random() < 0.5:
            shutil.rmtree(self.root / ".cache", ignore_errors=True)
        elif cache.exists():
            data = bytearray(cache.read_bytes())
            at = self.rng.randrange(len(data))
            data[at : at + 64] = bytes(64)
            cache.write_bytes(data)

    def lose_output(self) -> None:
        """Delete the output, a page of it, or write over one."""
        pages = sorted((self.root / "site").rglob("*.html"))
        if not pages or self.rng.random() < 0.3:
            shutil.rmtree(self.root / "site", ignore_errors=True)
        elif self.rng.random() < 0.5:
            self.rng.choice(pages).unlink()
        else:
            self.rng.choice(pages).write_text("torn")


def from_nothing(site: Site, folder: Path) -> dict[str, bytes]:
    """Return the files of a build of the same content without cache and output."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(site.root, folder, ignore=shutil.ignore_patterns(".cache", "site"))
    clean = Site(folder)
    clean.build()
    return clean.files()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_incremental_builds_equal_builds_from_nothing(tmp_path, seed):
    """A random walk of edits: after any of them, the site is the one that a build from nothing makes."""
    site = Site(tmp_path / "site")
    editor = Editor(site.root, seed)
    editor.configure()
    for _ in range(6):
        editor.add()
    for step in range(STEPS):
        editor.edit()
        site.build()
        if step % 5 == 0 or step == STEPS - 1:
            assert site.files() == from_nothing(site, tmp_path / "clean"), f"step {step}"
            before = {path: path.stat().st_mtime_ns for path in (site.root / "site").rglob("*") if path.is_file()}
            assert site.build().counts["written"] == 0
            after = {path: path.stat().st_mtime_ns for path in (site.root / "site").rglob("*") if path.is_file()}
            assert before == after
