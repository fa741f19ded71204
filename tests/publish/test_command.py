"""The command: targets from digest.toml and from options, exit codes, formats."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from workshops import NEW, OLD, texts

from generator.errors import Exit

ROOT = Path(__file__).parents[2]


@pytest.fixture
def digest(workshop):
    """Return the command, run in the workshop."""
    (workshop.root / "digest.toml").write_text(
        'title = "T"\n[publish]\nfolder = "../srv"\n[publish.trial]\nfolder = "../trial"\n'
    )

    def run(*arguments):
        command = [sys.executable, "-c", "from generator.cli import main; main()", "publish", *arguments]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.run(command, cwd=workshop.root, env=env, capture_output=True, text=True, check=False)

    return run


def test_a_day_of_publishing(workshop, digest):
    """Publish, look at what would change, publish that, go back."""
    workshop.put(OLD)
    first = digest()
    assert (first.returncode, first.stderr) == (Exit.FINE, "")
    assert first.stdout.startswith("10 files sent (")
    srv = workshop.root.parent / "srv"
    assert texts(srv / "current") == OLD
    workshop.put(NEW)
    dry = digest("--dry-run")
    assert "send e/bridge/index.html\n" in dry.stdout
    assert "delete e/tram/index.html\n" in dry.stdout
    assert texts(srv / "current") == OLD
    counts = json.loads(digest("--format", "json").stdout)["counts"]
    assert (counts["sent"], counts["deleted"], counts["unchanged"]) == (6, 2, 5)
    assert texts(srv / "current") == NEW
    assert "release 0001" in digest("--rollback").stdout
    assert texts(srv / "current") == OLD
    assert digest("--rollback").returncode == Exit.PROBLEMS


def test_targets_by_name_and_by_option(workshop, digest):
    """A name chooses among the targets of digest.toml, an option stands for one that is not in it, and one excludes the other."""
    workshop.put(OLD)
    parent = workshop.root.parent
    assert digest("trial").returncode == Exit.FINE
    assert digest("--folder", "../other", "--host", "netlify").returncode == Exit.FINE
    assert texts(parent / "trial/current") == OLD
    assert texts(parent / "other/current").keys() == OLD.keys() - {".nojekyll"}
    assert not (parent / "srv").exists()
    wrong = digest("trail")
    assert wrong.returncode == Exit.CONFIG
    assert "did you mean “trial”?" in wrong.stderr
    assert digest("trial", "--folder", "x").returncode == Exit.USAGE
    assert digest("--host", "nobody").returncode == Exit.USAGE


def test_a_secret_on_the_command_line_is_refused(workshop, digest):
    """A password in an option is refused, and not repeated."""
    workshop.put(OLD)
    run = digest("--rsync", "rsync://ida:hushhush@127.0.0.1:1/x")
    assert run.returncode == Exit.USAGE
    assert "hushhush" not in run.stdout + run.stderr


def test_build_first(workshop, digest):
    """With --build the site is made first, and is not published if anything is wrong with it."""
    (workshop.root / "content/inbox").mkdir(parents=True)
    (workshop.root / "content/inbox/empty.txt").write_text("")
    run = digest("--build")
    assert run.returncode == Exit.PROBLEMS
    assert "not published" in run.stdout
    (workshop.root / "content/inbox/empty.txt").unlink()
    assert digest("--build").returncode == Exit.FINE
    assert (workshop.root.parent / "srv/current/index.html").exists()
