"""Export: what a build shows, as far as policies allow, in rows that come in again as they went out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from generator.build import BuildOptions, build
from generator.errors import Exit
from generator.export import KEYS, export_rows
from generator.store.config import read_config
from generator.store.sample import write_sample

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """Return the sample. Not to be changed."""
    root = tmp_path_factory.mktemp("sample")
    write_sample(root, empty=False)
    return root


def rows_of(root):
    """Return the rows of a digest by id."""
    rows, problems = export_rows(root, read_config(root))
    assert problems == ()
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    return {row["id"]: row for row in rows}


def digest(root, *arguments):
    """Run the command."""
    command = [sys.executable, "-c", "from generator.cli import main; main()", "-C", str(root), *map(str, arguments)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, env=env, capture_output=True, check=False)


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_there_and_back(sample, tmp_path, form):
    """The sample, exported and taken into an empty digest, is the same articles: ids, texts and facts, to the letter."""
    if form == "parquet":
        pytest.importorskip("pyarrow")
    corpus = tmp_path / f"corpus.{form}"
    assert digest(sample, "export", "--format", form, "--output", corpus).returncode == Exit.FINE
    other = tmp_path / "other"
    write_sample(other, empty=True)
    assert digest(other, "ingest", corpus).returncode == Exit.FINE
    build(other, BuildOptions(date(2026, 1, 1)))
    out, back = rows_of(sample), rows_of(other)
    for row in (*out.values(), *back.values()):
        row["metadata"].pop("event")  # events are the digest's own, and the sample's were named by hand
    assert len(out) == 25
    assert back == out


def test_standard_output_is_the_same_as_a_file(sample, tmp_path):
    """Without --output the rows go to standard output; Parquet cannot."""
    digest(sample, "export", "--output", tmp_path / "corpus.jsonl")
    run = digest(sample, "export")
    assert run.stdout == (tmp_path / "corpus.jsonl").read_bytes()
    assert all(list(json.loads(line)) == ["text", "id", "metadata"] for line in run.stdout.splitlines())
    assert digest(sample, "export", "--format", "csv").stdout.decode().startswith("id,title,")
    assert digest(sample, "export", "--format", "parquet").returncode == Exit.USAGE


def article(root, ident, front="", text="One.\n\nTwo.\n"):
    """Write an article by hand."""
    path = root / f"content/articles/{ident}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\nid: {ident}\ntitle: T\n{front}---\n\n{text}")


def test_policies_are_obeyed(tmp_path):
    """Of an excerpt the excerpt goes out and says so; of a link no text; where the source says nothing, the site's policy holds."""
    (tmp_path / "digest.toml").write_text('policy = "link"\n')
    (tmp_path / "content/sources").mkdir(parents=True)
    (tmp_path / "content/sources/open.toml").write_text('policy = "full"\n')
    (tmp_path / "content/sources/half.toml").write_text('policy = "excerpt"\n')
    long = "\n\n".join("word " * 60 for _ in range(5))
    for source in ("open", "half", "other"):
        article(tmp_path, source, f"source: {source}\n", long)
    rows = rows_of(tmp_path)
    assert [len(rows[ident]["text"].split()) for ident in ("open", "half", "other")] == [300, 120, 0]
    assert [rows[ident]["metadata"].get("partial") for ident in ("open", "half", "other")] == [None, True, True]


def test_what_is_not_shown_is_not_exported(tmp_path):
    """Drafts and the articles of hidden events stay in."""
    (tmp_path / "digest.toml").write_text('title = "T"\n')
    article(tmp_path, "shown")
    article(tmp_path, "draft", "draft: true\n")
    article(tmp_path, "hidden", "event: secret\n", "Something else altogether.\n")
    (tmp_path / "content/events").mkdir()
    (tmp_path / "content/events/secret.md").write_text("---\nhide: true\n---\n")
    build(tmp_path, BuildOptions(date(2026, 1, 1)))
    assert list(rows_of(tmp_path)) == ["shown"]
    assert set(rows_of(tmp_path)["shown"]["metadata"]) <= set(KEYS)
