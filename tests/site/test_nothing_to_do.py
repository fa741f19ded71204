"""A command with nothing to do says again what it said, and is over before anything heavy is imported."""

from __future__ import annotations

import subprocess
import sys

import pytest

RUN = """
import sys
before = set(sys.modules)
from generator.cli import main
try:
    main()
finally:
    print(*sorted(set(sys.modules) - before), file=sys.stderr)
"""

ALLOWED = {
    "generator",
    "generator.cli",
    "generator.store",
    "generator.store.manifest",
    "generator.store.seal",
    "__future__",
    "time",
}
"""What a command with nothing to do may import, beside what Python has imported before it."""

BRIDGE = (
    "The council of Tarnholm voted on Monday to close the old iron bridge to lorries until the rivets are replaced."
)
SALT = "Salt from the pans of Belmora cost a third more in April than a year before, the growers' association said on Friday."


def run(root, *words):
    """Run `digest` as a user would; return what it says on stdout, and the modules that it imported."""
    command = [sys.executable, "-c", RUN, "-C", str(root), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    return done.stdout, set(done.stderr.strip().split("\n")[-1].split())


@pytest.fixture
def taken(site):
    """Return a site of which the inbox was taken in by `digest ingest`."""
    site.put("content/inbox/outlet/one.txt", f"The bridge is closed\n\n{BRIDGE}\n")
    site.put("content/inbox/outlet/empty.txt", "")
    assert run(site.root, "ingest")[0] == "2 inputs: 1 published, 0 merged, 1 refused\n"
    return site


def test_an_ingest_with_nothing_to_do_imports_nothing(taken):
    """The very next one after an inbox was taken in says the same and reads no article."""
    said, imported = run(taken.root, "ingest")
    assert said == "2 inputs: 1 published, 0 merged, 1 refused\n"
    assert imported <= ALLOWED


def test_a_build_with_nothing_to_do_imports_nothing(site):
    """Nor does a build, once one found nothing to write."""
    site.put("content/articles/one.md", f"---\ntitle: The bridge is closed\nevent: bridge\n---\n\n{BRIDGE}\n")
    run(site.root, "build")
    settled = run(site.root, "build")[0]
    said, imported = run(site.root, "build")
    assert said == settled
    assert "0 written" in said
    assert imported <= ALLOWED


def add(site):
    """Drop a new file into the inbox."""
    site.put("content/inbox/outlet/two.txt", f"Salt is dear\n\n{SALT}\n")


def edit(site):
    """Save a raw file with another text of the same length."""
    path = site.root / "content/inbox/outlet/one.txt"
    path.write_text(path.read_text().replace("bridge", "brigde"))


def forget(site):
    """Delete an article, and keep its receipt."""
    next((site.root / "content/articles").glob("salt-*.md")).unlink()


def test_whatever_changes_is_seen(taken):
    """Any change of the site's files makes the next ingest look again; so does another day: cut rules hold until one."""
    counts = {add: "3 inputs: 2 published", edit: "3 inputs: 2 published", forget: "3 inputs: 1 published"}
    for change, count in counts.items():
        change(taken)
        said, imported = run(taken.root, "ingest")
        assert said.startswith(count), change.__name__
        assert "generator.build" in imported
    assert "generator.build" in run(taken.root, "ingest", "--now", "2031-01-01")[1]
