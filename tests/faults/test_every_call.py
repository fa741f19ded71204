"""A fault under every system call that changes a disk: the published site is the old one or the new one, and heals."""

from __future__ import annotations

import json
import os
import resource
import shutil
from functools import cache
from random import Random

import pytest
from faulted import BUILD, CALLS, FAULTS, TODAY, change, run, site_once_built, tree

from generator.build import BuildOptions, build

pytestmark = pytest.mark.faults

MOST = 400

ALL = bool(os.environ.get("DIGEST_EVERY_FAULT"))
"""Whether every call of every kind meets every fault; else each meets one, as told below."""

OF_MANY = {} if ALL else {"pwrite64": 13, "ftruncate": 2}
"""Of the calls that only SQLite makes, every so many-th is tried."""

KILLS = int(os.environ.get("DIGEST_KILLS", "20"))
"""Kills at random moments: before a release `DIGEST_KILLS=200 pytest tests/faults -k moment`."""


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """Return a folder with three sites: `old`, once built; `begun`, changed since; `new`, built after that. Not to be changed."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    top = tmp_path_factory.mktemp("faults")
    site_once_built(top / "old")
    shutil.copytree(top / "old", top / "begun", symlinks=True)
    change(top / "begun")
    shutil.copytree(top / "begun", top / "new", symlinks=True)
    build(top / "new", BuildOptions(TODAY))
    return top


def test_the_scenario_changes_much(sites):
    """The build under test writes, changes and deletes pages, an article, a receipt and the ledger."""
    before, after = tree(sites / "old/site"), tree(sites / "new/site")
    assert before.keys() - after.keys()
    assert after.keys() - before.keys()
    assert any(before[path] != after[path] for path in before.keys() & after.keys())
    assert len(tree(sites / "new/content/receipts")) == len(tree(sites / "old/content/receipts")) + 1


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("call", CALLS)
def test_a_fault_under_every_call(sites, tmp_path, call, fault):
    """Killed, or refused by the disk, at each call in turn: nothing mixed, nothing torn, a clear word, and the next run heals."""
    wrong: list[str] = []
    again = "+" if fault == "error=ENOSPC" else ""  # a disk that is full stays full
    # Each call meets one fault: an odd one is killed, of the even ones every other is refused for a moment, the rest for good;
    # of the writes into the cache's database, which are many, alike, and to be thrown away, fewer meet one.
    first, step = (1, 1) if ALL else {"signal=KILL": (1, 2), "error=EIO": (2, 4), "error=ENOSPC": (4, 4)}[fault]
    for number in range(first, MOST, step * OF_MANY.get(call, 1)):
        root = tmp_path / str(number)
        shutil.copytree(sites / "begun", root, symlinks=True)
        ended = run(root, *BUILD, fault=f"{call}:{fault}:when={number}{again}")
        wrong += (f"{number}: {what}" for what in faults_of(sites, root, ended))
        shutil.rmtree(root)
        if not ended.hit:
            break
    else:
        wrong.append(f"more than {MOST} calls")
    assert wrong == []


def test_killed_at_any_moment(sites, tmp_path):
    """Killed at moments drawn from a seed, between the first instruction and the last: the same holds."""
    wrong: list[str] = []
    random = Random("moments")  # noqa: S311  # no secret
    shutil.copytree(sites / "begun", tmp_path / "whole", symlinks=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert run(tmp_path / "whole", *BUILD).code == 0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    whole = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    killed = 0
    for number in range(KILLS):
        root = tmp_path / str(number)
        shutil.copytree(sites / "begun", root, symlinks=True)
        ended = run(root, *BUILD, seconds=random.uniform(0.001, whole))
        killed += ended.code < 0
        wrong += (f"{number}: {what}" for what in faults_of(sites, root, ended))
        shutil.rmtree(root)
    assert wrong == []
    assert killed > KILLS // 2


def faults_of(sites, root, ended):
    """Yield what is not as promised after a run with a fault."""
    shown = tree(root / "site")
    if shown not in (known(sites / "old/site"), known(sites / "new/site")):
        yield f"the site is neither the old one nor the new one ({ended.code})"
    if ended.hit and ended.code not in {-9, 0, 1, 74}:
        yield f"exit code {ended.code}: {ended.said[-300:]}"
    if "Traceback" in ended.said:
        yield ended.said[-600:]
    # Where every further write is refused, so is the one to stderr.
    if (
        ended.code == 74
        and ended.said
        and not (": disk: " in ended.said and ("EIO" in ended.said or "ENOSPC" in ended.said))
    ):
        yield f"it does not say what: {ended.said}"
    yield from _torn(sites, root)
    try:
        build(root, BuildOptions(TODAY))
    except Exception as error:  # noqa: BLE001  # whatever it is, it is told with the number of the call
        yield f"the next run fails: {error!r}"
    else:
        yield from _unhealed(sites, root)


@cache
def known(folder):
    """Return what lies below a folder that does not change."""
    return tree(folder)


def _torn(sites, root):
    begun, new = known(sites / "begun/content"), known(sites / "new/content")
    for path, data in tree(root / "content", hidden=False).items():
        if data not in (begun.get(path), new.get(path)):
            yield f"{path} is torn"
    yield from (f"{path} is gone" for path in begun if not (root / "content" / path).exists())


def _unhealed(sites, root):
    new, healed = known(sites / "new/content"), tree(root / "content")
    if healed != new:
        yield f"the next run leaves other content: {sorted(healed.keys() ^ new.keys()) or 'same names'}"
    if tree(root / "site") != known(sites / "new/site"):
        yield "the next run shows another site"
    if extra := _beside(root) - _beside(sites / "new") - {"seal-build"}:
        yield f"left behind: {extra}"


def _beside(root):
    """Return what lies in the cache, but for the spare site, its manifests, and the journal of a database that is open."""
    passing = ("spare/", "output", "digest.sqlite-")
    return {path for path in tree(root / ".cache") if not path.startswith(passing)}


def test_every_line_of_the_ledger_is_whole(sites):
    """The comparison above is not between two torn files."""
    for line in (sites / "new/content/ledger.jsonl").read_text().splitlines():
        assert json.loads(line).keys() >= {"id", "members"}
