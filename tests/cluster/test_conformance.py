"""Serial, pool and cluster: the same bytes from each; whoever dies, nothing is lost and nothing comes twice."""

from __future__ import annotations

import shutil
import threading
from datetime import date
from pathlib import Path

import pytest
from chores import die_of_seven, refuse_nine, slowly

from generator import cluster
from generator.build import BuildOptions, build
from generator.cluster import Cluster
from generator.errors import DigestError
from generator.workers import Workers, _processes, map_chunks

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")

ROOT = Path(__file__).parents[2]
NUMBERS = list(range(60))
SQUARES = [number * number for number in NUMBERS]


def files(root):
    """Return the files of content and site, by path."""
    found = (path for name in ("content", "site") for path in sorted((root / name).rglob("*")))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found if path.is_file()}


def built(root, workers):
    """Build the sample from its raw articles, and return all files."""
    root.mkdir()
    shutil.copy(ROOT / "digest.toml", root)
    for folder in ("inbox", "sources", "pages", "events"):
        shutil.copytree(ROOT / "content" / folder, root / "content" / folder)
    report = build(root, BuildOptions(date(2026, 1, 1), workers=workers))
    assert report.problems == ()
    return files(root)


def test_the_same_bytes_from_each(tmp_path, crew):
    """The sample from its raw articles: content and site are the same, to the byte, however the work was shared out."""
    serial = built(tmp_path / "serial", None)
    assert len(serial) > 100
    pool = Workers(lambda: _processes(2), chunk=4)
    assert built(tmp_path / "pool", pool) == serial
    there = Workers(lambda: Cluster(crew.address), chunk=4)
    assert built(tmp_path / "cluster", there) == serial
    there.close()


def test_a_worker_killed_midway(crew):
    """One of two workers is killed at work: what it had in hand is done by the other."""
    workers = Workers(lambda: Cluster(crew.address), chunk=2)
    workers.open()
    killing = threading.Timer(0.3, crew.kill, [0])
    killing.start()
    assert map_chunks(workers, slowly, NUMBERS) == SQUARES
    killing.join()
    assert [worker.poll() is None for worker in crew.workers] == [False, True]
    workers.close()


def test_all_workers_gone_and_one_back(crew):
    """With no worker left the work waits; one comes, and does the rest."""
    workers = Workers(lambda: Cluster(crew.address), chunk=2)
    workers.open()

    def disaster():
        crew.kill(0, 1)
        crew.hire(1)

    striking = threading.Timer(0.3, disaster)
    striking.start()
    assert map_chunks(workers, slowly, NUMBERS) == SQUARES
    striking.join()
    assert [worker.poll() is None for worker in crew.workers] == [False, False, True]
    workers.close()


def test_an_error_comes_back_as_it_is(crew):
    """What a function raises on a worker is raised here."""
    workers = Workers(lambda: Cluster(crew.address), chunk=5)
    with pytest.raises(ValueError, match="nine"):
        map_chunks(workers, refuse_nine, NUMBERS)
    workers.close()


def test_an_article_that_kills_is_refused(tmp_path):
    """In a pool, the one item that kills its worker has its stand-in; all others have their answer."""
    workers = Workers(lambda: _processes(2), chunk=5)
    answers = map_chunks(workers, die_of_seven, NUMBERS, refuse=lambda number: -number)
    workers.close()
    assert answers == [-7 if number == 7 else number * number for number in NUMBERS]


def test_an_article_that_kills_is_refused_on_a_cluster_too(tmp_path):
    """The scheduler gives such work up after some deaths; the one item to blame is found, and has its stand-in."""
    pytest.importorskip("distributed")
    from crew import Crew

    crew = Crew(tmp_path, deaths=0)
    try:
        crew.hire(1, nanny=True)
        workers = Workers(lambda: Cluster(crew.address), chunk=2)
        answers = map_chunks(workers, die_of_seven, NUMBERS[:12], refuse=lambda number: -number)
        workers.close()
    finally:
        crew.close()
    assert answers == [-7 if number == 7 else number * number for number in NUMBERS[:12]]


def test_other_code_is_refused(tmp_path, monkeypatch):
    """Workers whose digest differs in one file are not given any work; nor are ones that come later."""
    pytest.importorskip("distributed")
    from crew import Crew

    other = tmp_path / "other"
    shutil.copytree(ROOT / "generator", other / "generator")
    (other / "generator/changed.py").write_text("# another\n")
    crew = Crew(tmp_path, other)
    try:
        crew.hire(1)
        with pytest.raises(DigestError, match="another digest"):
            Cluster(crew.address)
        # The machines agree again, and one of them changes while the work goes on.
        (other / "generator/changed.py").unlink()
        crew.kill(0)
        crew.hire(1)
        workers = Workers(lambda: Cluster(crew.address), chunk=5)
        workers.open()
        monkeypatch.setattr(cluster, "_code_version", lambda: "another")
        with pytest.raises(DigestError, match="another digest"):
            map_chunks(workers, slowly, NUMBERS)
        workers.close()
    finally:
        crew.close()


def test_a_scheduler_that_is_not_there_is_said(monkeypatch):
    """Where nothing answers, the problem says so and how to start one."""
    pytest.importorskip("distributed")
    monkeypatch.setattr(cluster, "_CONNECT_SECONDS", 2)
    for address in ("tcp://127.0.0.1:1", "nonsense"):
        with pytest.raises(DigestError) as caught:
            Cluster(address)
        assert [problem.code for problem in caught.value.problems] == ["cluster"]
