"""Publishing over rsync: to a path, and to a real rsync daemon on loopback."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from itertools import count
from pathlib import Path

import pytest
from workshops import NEW, OLD, texts

from generator.errors import DigestError
from generator.model.target import Target

pytestmark = pytest.mark.skipif(shutil.which("rsync") is None, reason="rsync is not installed")


def free_port():
    """Return a port of loopback that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port):
    """Wait until a port answers."""
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)


@pytest.fixture
def daemon(tmp_path):
    """Return the address of a module of an rsync daemon, and the folder that it writes to."""
    folder = tmp_path / "module"
    folder.mkdir()
    port = free_port()
    settings = tmp_path / "rsyncd.conf"
    owner = "uid = 0\ngid = 0\n" if os.geteuid() == 0 else ""
    settings.write_text(f"{owner}use chroot = no\nmunge symlinks = no\n[site]\npath = {folder}\nread only = no\n")
    command = ["rsync", "--daemon", "--no-detach", "--address=127.0.0.1", f"--port={port}", f"--config={settings}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(port)
    yield f"rsync://127.0.0.1:{port}/site/", folder
    process.terminate()
    process.wait()


@pytest.fixture
def server(tmp_path, monkeypatch):
    """Return the address of a folder behind an ssh server of this test's own, and the folder."""
    folder, keys = tmp_path / "server", tmp_path / "keys"
    folder.mkdir()
    keys.mkdir(mode=0o700)
    for name in ("host", "mine"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", keys / name], check=True)
    port = free_port()
    settings = {
        "Port": port,
        "ListenAddress": "127.0.0.1",
        "HostKey": keys / "host",
        "AuthorizedKeysFile": keys / "mine.pub",
    }
    settings |= {"PidFile": "none", "StrictModes": "no", "UsePAM": "no", "PermitRootLogin": "yes"}
    options = [f"-o{name}={value}" for name, value in settings.items()]
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # where it leaves root's rights
    process = subprocess.Popen([SSHD, "-D", "-f", "/dev/null", *options], stderr=subprocess.DEVNULL)
    wait_for(port)
    # What ~/.ssh/config says on a machine of its owner's.
    ssh = f"ssh -F none -p {port} -i {keys / 'mine'} -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o BatchMode=yes -o LogLevel=ERROR"
    monkeypatch.setenv("RSYNC_RSH", ssh)
    yield f"127.0.0.1:{folder}", folder
    process.terminate()
    process.wait()


SSHD = shutil.which("sshd") or "/usr/sbin/sshd"
WAYS = ["daemon", *(["server"] if Path(SSHD).exists() and shutil.which("ssh-keygen") else [])]
"""An rsync daemon, and an ssh server where one is installed."""


@pytest.mark.parametrize("way", WAYS)
def test_a_release_is_the_site_and_the_link_leads_to_it(workshop, request, way):
    """After a publish, `current` holds the site; files that stay did not travel and are links to the release before."""
    address, folder = request.getfixturevalue(way)
    target = Target("rsync", address)
    workshop.put(OLD)
    workshop.publish(target)
    assert texts(folder / "current") == OLD
    workshop.put(NEW)
    dry = workshop.publish(target, dry_run=True)
    assert texts(folder / "current") == OLD
    changes = workshop.publish(target).changes
    assert texts(folder / "current") == NEW
    assert changes == dry.changes
    assert set(changes.send) == {path for path, text in NEW.items() if OLD.get(path) != text}
    same = {
        path
        for path in OLD
        if (folder / "current" / path).exists()
        and (folder / "current" / path).samefile(folder / "releases/0001" / path)
    }
    assert same == {path for path, text in NEW.items() if OLD.get(path) == text}
    assert workshop.publish(target).changes.send == ()
    assert oct((folder / "current/e").stat().st_mode)[-3:] == "755"
    assert oct((folder / "current/index.html").stat().st_mode)[-3:] == "644"


def test_old_releases_are_kept_as_asked_and_rolled_back_to(workshop, tmp_path):
    """As in a folder: `keep` releases stay, going back leads to the one before."""
    place = tmp_path / "deep/down"
    target = Target("rsync", str(place), keep=2)
    for number in range(4):
        workshop.put({**OLD, "number.txt": str(number)})
        workshop.publish(target)
    assert sorted(path.name for path in (place / "releases").iterdir()) == ["0003", "0003.json", "0004", "0004.json"]
    assert workshop.roll_back(target).endswith("release 0003")
    assert (place / "current/number.txt").read_text() == "2"
    with pytest.raises(DigestError) as error:
        workshop.roll_back(target)
    assert "no-release" in str(error.value)


def test_a_server_that_is_not_there_is_said(workshop):
    """Where nothing listens, the problem has rsync's own words."""
    workshop.put(OLD)
    with pytest.raises(DigestError) as error:
        workshop.publish(Target("rsync", "rsync://127.0.0.1:1/site/"))
    assert "rsync failed: rsync: [Receiver] failed to connect" in str(error.value)


@pytest.mark.parametrize("how", ["exit 12", "kill -9 $$"])
def test_broken_off_at_every_call_of_rsync(workshop, tmp_path, monkeypatch, how):
    """With rsync failing or killed at its call 1, 2, ...: a reader finds the old site or the new, and after the next publish the new."""
    bin_, real, calls = tmp_path / "bin", shutil.which("rsync"), tmp_path / "calls"
    bin_.mkdir()
    stub = bin_ / "rsync"
    ends = set()
    for number in count(1):
        place = tmp_path / f"srv{number}"
        target = Target("rsync", str(place), keep=1)
        workshop.put(OLD)
        workshop.publish(target)
        workshop.put(NEW)
        calls.write_text("")
        stub.write_text(
            f'#!/bin/sh\necho >> {calls}\n[ "$(wc -l < {calls})" -lt {number} ] || {how}\nexec {real} "$@"\n'
        )
        stub.chmod(0o755)
        with monkeypatch.context() as patch:
            patch.setenv("PATH", f"{bin_}{os.pathsep}{os.environ['PATH']}")
            try:
                workshop.publish(target)
                whole = True
            except DigestError:
                whole = False
        found = texts(place / "current")
        ends.add("old" if found == OLD else "new" if found == NEW else "mixed")
        stub.unlink()
        workshop.publish(target)
        assert texts(place / "current") == NEW
        if whole:
            break
    assert ends == {"old", "new"}
    assert number > 5


def test_a_transfer_that_is_cut_short_is_no_release(workshop, tmp_path, monkeypatch):
    """Killed in the middle of a release: the old site stands, nothing can roll back to the torn one, the next publish mends."""
    target = Target("rsync", str(tmp_path / "srv"), keep=2)
    workshop.put(OLD)
    workshop.publish(target)
    workshop.put({**NEW, "large.txt": "x" * 3_000_000})
    with monkeypatch.context() as patch:
        limited = tmp_path / "bin"
        limited.mkdir()
        (limited / "rsync").write_text(f'#!/bin/sh\nulimit -f 1000\nexec {shutil.which("rsync")} "$@"\n')
        (limited / "rsync").chmod(0o755)
        patch.setenv("PATH", f"{limited}{os.pathsep}{os.environ['PATH']}")
        with pytest.raises(DigestError):
            workshop.publish(target)
    assert texts(tmp_path / "srv/current") == OLD
    workshop.put(NEW)
    workshop.publish(target)
    assert texts(tmp_path / "srv/current") == NEW
    workshop.roll_back(target)
    assert texts(tmp_path / "srv/current") == OLD
