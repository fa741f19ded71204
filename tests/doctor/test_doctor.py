"""The doctor: each thing that can be missing is named with its mend, and a new digest is well."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from generator.build import BuildOptions, build
from generator.doctor import examine
from generator.errors import Exit
from generator.store.sample import write_sample

ROOT = Path(__file__).parents[2]


@pytest.fixture
def patient(tmp_path):
    """Return a new digest in a git repository."""
    write_sample(tmp_path, empty=False)
    subprocess.run(["git", "-C", tmp_path, "init", "--quiet"], check=True)
    return tmp_path


def codes(root, *, notes=False):
    """Return the codes of what is wrong."""
    problems = [problem for finding in examine(root) for problem in finding.problems]
    return sorted(problem.code for problem in problems if notes or problem.severity != "note")


def test_a_new_digest_is_well(patient):
    """Nothing is to be mended; that it has no address yet is only noted, for its links are relative."""
    assert codes(patient) == []
    assert set(codes(patient, notes=True)) - {"no-cards"} == {"no-address"}


def test_no_address_matters_where_links_are_absolute(patient):
    """Without base_url and without relative links, what is published is half a site."""
    settings = patient / "digest.toml"
    settings.write_text(settings.read_text().replace("relative_urls = true", "relative_urls = false"))
    assert codes(patient) == ["no-address"]
    settings.write_text(settings.read_text().replace('base_url = ""', 'base_url = "https://digest.example"'))
    assert codes(patient) == []


def test_a_cache_of_another_version(patient):
    """A cache that another version left is told, and is no problem."""

    def state():
        return next(finding.state for finding in examine(patient) if finding.subject == "cache")

    assert state().startswith("empty")
    build(patient, BuildOptions(date(2026, 1, 1)))
    assert state() == "of this version"
    (patient / ".cache/code").write_text("another 123")
    assert state().startswith("of another version")
    assert codes(patient) == []


def test_folders_that_git_would_commit(patient):
    """A .gitignore that leaves site/ or .cache/ in is pointed out, each."""
    (patient / ".gitignore").write_text("site/\n")
    assert codes(patient) == ["not-ignored"]
    (patient / ".gitignore").unlink()
    assert codes(patient) == ["not-ignored", "not-ignored"]


def test_a_torn_memory(patient):
    """A ledger and a receipt that cannot be read are problems with their own codes and lines."""
    ledger = patient / "content/ledger.jsonl"
    ledger.write_bytes(ledger.read_bytes()[:-20])
    receipt = min((patient / "content/receipts").iterdir())
    receipt.write_text("{")
    assert codes(patient) == ["ledger", "receipt"]


def test_a_broken_configuration_is_no_end(patient, tmp_path_factory):
    """Where digest.toml is wrong or missing, the machine is looked at all the same."""
    (patient / "digest.toml").write_text("titel = 1\n")
    assert codes(patient) == ["config"]
    assert codes(tmp_path_factory.mktemp("empty")) == ["no-site"]
    assert "Python" in [finding.subject for finding in examine(patient)]


def test_targets_that_cannot_be_reached(patient, monkeypatch, tmp_path):
    """A target whose tool, package or remote is missing is named."""
    (patient / "digest.toml").write_text(
        'relative_urls = true\n[publish]\nbranch = "gh-pages"\n[publish.server]\nrsync = "host:/srv"\n'
    )
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "git").symlink_to(shutil.which("git"))
    monkeypatch.setenv("PATH", str(tools))
    assert codes(patient) == ["no-way", "no-way"]
    subprocess.run(["git", "-C", patient, "remote", "add", "origin", "x"], check=True)
    assert codes(patient) == ["no-way"]
    (tools / "git").unlink()
    assert codes(patient) == ["no-git", "no-way"]


def test_limits_of_the_host_that_is_named(patient):
    """A site with a file too large for its host is told so before anything travels."""
    (patient / "digest.toml").write_text('relative_urls = true\n[publish]\nfolder = "x"\nhost = "cloudflare"\n')
    (patient / "site").mkdir()
    with (patient / "site/film.bin").open("wb") as file:
        file.truncate(26 * 1024 * 1024)
    assert codes(patient) == ["host-limit"]


@pytest.mark.parametrize(("break_", "mended"), [("titel = 1\n", False), (None, True)])
def test_exit_code_and_formats(patient, break_, mended):
    """The command exits with 0 where all is well and 1 where not; JSON has the same problems."""
    if break_:
        (patient / "digest.toml").write_text(break_)
    command = [sys.executable, "-c", "from generator.cli import main; main()", "-C", patient, "doctor"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    text = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    raw = subprocess.run([*command, "--format", "json"], env=env, capture_output=True, text=True, check=False)
    assert text.returncode == raw.returncode == (Exit.FINE if mended else Exit.PROBLEMS)
    assert ("  Python" in text.stdout, "looked at: " in text.stdout) == (True, True)
    assert [each["code"] for each in json.loads(raw.stdout)["problems"] if each["severity"] != "note"] == (
        [] if mended else ["config"]
    )
