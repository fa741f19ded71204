"""A new digest: whole, ready to build, and nothing of the folder's own is overwritten."""

from __future__ import annotations

import pytest

from generator.errors import DigestError, Exit
from generator.store.config import read_config, read_sources
from generator.store.sample import RECIPES, write_recipe, write_sample


def test_empty_digest(tmp_path):
    """An empty digest has a configuration and the folders an editor fills."""
    assert write_sample(tmp_path / "my-digest", empty=True) == 3
    assert read_config(tmp_path / "my-digest").title == "My Digest"
    assert sorted(path.name for path in (tmp_path / "my-digest/content").iterdir()) == ["articles", "events", "inbox", "pages", "sources"]  # fmt: skip


@pytest.mark.parametrize("name", ['say "so"', "back\\slash", "ünï 停火 😀", "x = 1 # y"])
def test_any_folder_name_gives_a_title(tmp_path, name):
    """Whatever a folder is called, the configuration can be read."""
    write_sample(tmp_path / name, empty=True)
    assert read_config(tmp_path / name).title == name.title()


def test_sample_digest(tmp_path):
    """The sample brings raw articles, sources and what was made of them."""
    count = write_sample(tmp_path, empty=False)
    assert count == sum(path.is_file() for path in tmp_path.rglob("*"))
    assert read_sources(tmp_path)
    assert any((tmp_path / "content/inbox").rglob("*.txt"))


def test_digest_that_is_there_is_not_overwritten(tmp_path):
    """A folder with a digest in it is refused, and is as it was."""
    (tmp_path / "digest.toml").write_text("# mine\n")
    with pytest.raises(DigestError) as caught:
        write_sample(tmp_path, empty=True)
    assert caught.value.code is Exit.USAGE
    assert [path.name for path in tmp_path.iterdir()] == ["digest.toml"]


def test_files_that_are_there_stay(tmp_path):
    """A digest can be begun inside a repository: its own .gitignore is left alone."""
    (tmp_path / ".gitignore").write_text("mine\n")
    assert write_sample(tmp_path, empty=True) == 2
    assert (tmp_path / ".gitignore").read_text() == "mine\n"


@pytest.mark.parametrize("host", RECIPES)
def test_recipe(tmp_path, host):
    """A recipe stands where its host looks for it, names the version, and is not written over another file."""
    path = tmp_path / write_recipe(tmp_path, host, "9.8.7")
    assert "curated-digest==9.8.7" in path.read_text()
    assert write_recipe(tmp_path, host, "9.8.7") == path.relative_to(tmp_path).as_posix()
    path.write_text("mine")
    with pytest.raises(DigestError) as caught:
        write_recipe(tmp_path, host, "9.8.7")
    assert [problem.code for problem in caught.value.problems] == ["recipe-there"]
    assert path.read_text() == "mine"
