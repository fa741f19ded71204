"""The theme: a site's file stands in for the default one of the same name, a word for a word."""

from __future__ import annotations

import pytest

from generator.errors import DigestError, Exit
from generator.store.theme import default_folder, read_theme


def put(root, name, text):
    """Write a file of the site's own theme."""
    path = root / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def test_default_theme_is_whole(tmp_path):
    """Without files of its own a site has every default template, and interface words in English and Arabic."""
    theme = read_theme(tmp_path)
    assert theme.texts["base.html"] == (default_folder() / "base.html").read_text()
    assert {"parts/chips.html", "style.css", "feed.xml"} <= theme.texts.keys()
    assert {"ar", "en"} <= theme.words.keys()
    assert theme.texts.keys() == theme.paths.keys()


def test_own_files_stand_over_the_default_ones(tmp_path):
    """A file of the same name is taken in place of the default one, new names are added, hidden ones are not."""
    put(tmp_path, "base.html", "mine")
    put(tmp_path, "parts/new.html", "new")
    put(tmp_path, ".swp", "no")
    theme = read_theme(tmp_path)
    assert (theme.texts["base.html"], theme.paths["base.html"]) == ("mine", "templates/base.html")
    assert theme.texts["parts/new.html"] == "new"
    assert ".swp" not in theme.texts
    assert theme.texts["theme/base.html"].startswith("{# The frame")


def test_words_are_taken_one_by_one(tmp_path):
    """A catalogue of the site's own changes the words it has; others come from the default one, then from English."""
    put(tmp_path, "words/ar.toml", 'feed = "mine"')
    put(tmp_path, "words/it.toml", 'feed = "Flusso"')
    put(tmp_path, "words/en.toml", 'tags = "Labels"')
    words = read_theme(tmp_path).words
    assert words["ar"]["feed"] == "mine"
    assert words["ar"]["tags"] not in {"Labels", "Tags"}
    assert (words["it"]["feed"], words["it"]["tags"], words["en"]["feed"]) == ("Flusso", "Labels", "Atom feed")


@pytest.mark.parametrize(
    ("name", "data", "code"), [("base.html", b"\xff", "unreadable-file"), ("words/en.toml", b"a = ", "toml")]
)
def test_broken_files_are_named(tmp_path, name, data, code):
    """A template in another encoding, or words that are no TOML, are named by their file."""
    put(tmp_path, name, data)
    with pytest.raises(DigestError) as caught:
        read_theme(tmp_path)
    (problem,) = caught.value.problems
    assert (problem.path, problem.code, caught.value.code) == (f"templates/{name}", code, Exit.CONFIG)
