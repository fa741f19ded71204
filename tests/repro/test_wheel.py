"""The wheel and the source distribution, built twice from copies of other ages and permissions: the same bytes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PARTS = ("generator", "templates", "content", "digest.toml", "docs", "pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", "Makefile", "constraints.txt")  # fmt: skip


def distributions(top: Path, umask: int, age: int) -> dict[str, bytes]:
    """Build both from a fresh copy, each file of that age in seconds, with that umask; return the bytes by name."""
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, top / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / part, top / part)
    for path in top.rglob("*"):
        os.utime(path, (1_700_000_000 - age, 1_700_000_000 - age))
        if path.is_file():
            path.chmod(0o666 & ~umask)
    environment = {"PATH": os.environ["PATH"], "SOURCE_DATE_EPOCH": "1780272000", "PYTHONHASHSEED": str(age)}
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-t", "sdist", "-d", str(top / "dist")]
    done = subprocess.run(command, cwd=top, env=environment, umask=umask, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return {path.name: path.read_bytes() for path in sorted((top / "dist").iterdir())}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return what two builds gave."""
    return distributions(tmp_path_factory.mktemp("one"), 0o022, 1), distributions(tmp_path_factory.mktemp("two"), 0o077, 9)  # fmt: skip


def test_the_same_bytes_twice(built):
    """Neither when, nor by whom, nor in which folder it is built makes a difference."""
    one, two = built
    assert sorted(name.rsplit(".", 1)[-1] for name in one) == ["gz", "whl"]
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []


def test_the_wheel_holds_what_a_site_needs(built, tmp_path):
    """The package, the theme with its words, and the sample; nothing of the machine it was built on."""
    one, _ = built
    (wheel,) = (name for name in one if name.endswith(".whl"))
    (tmp_path / wheel).write_bytes(one[wheel])
    with zipfile.ZipFile(tmp_path / wheel) as archive:
        names = archive.namelist()
    for name in ("generator/build.py", "generator/templates/base.html", "generator/templates/words/en.toml", "generator/sample/digest.toml", "generator/plan/schemas/event.json"):  # fmt: skip
        assert name in names
    assert not [name for name in names if "__pycache__" in name or name.startswith(("tests/", ".cache"))]
