"""A build opens no connection and starts no program: what it asks of the system, under strace."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from small_sites import put


def test_a_build_connects_to_nothing_and_starts_nothing(site):
    """Of all calls of a build with text, page, Markdown and feed there is one `execve`, its own, and none that connects."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    said = "The council of Norby met on Monday and spoke of the old bridge for several hours, as it had announced. "
    put(site, "content/inbox/outlet/a.txt", f"A headline that is good\n\n{said * 3}\n")
    put(
        site,
        "content/inbox/outlet/b.md",
        f"---\ntitle: b\nurl: https://outlet.example/b\n---\n\n![x](https://outlet.example/x.png) {said * 2}\n",
    )
    put(
        site,
        "content/inbox/outlet/c.html",
        f'<!DOCTYPE html SYSTEM "https://outlet.example/x.dtd"><html><head><base href="https://outlet.example/"><link rel="stylesheet" href="x.css"></head><body><article><h1>C</h1><img src="x.png"><p>{said * 4}</p></article></body></html>',
    )
    put(
        site,
        "content/inbox/outlet/d.xml",
        f'<?xml-stylesheet href="https://outlet.example/x.xsl"?><!DOCTYPE rss SYSTEM "https://outlet.example/x.dtd"><rss><channel><item><title>D</title><description>{said}</description></item></channel></rss>',
    )
    log = site.parent / f"{site.name}.log"
    program = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parents[2])!r}); from generator.cli import main; main()"
    )
    command = [str(Path(sys.executable)), "-c", program, "-C", str(site), "build", "--quiet", "--jobs", "2"]
    done = subprocess.run(
        [strace, "-f", "-qq", "-o", str(log), "-e", "trace=execve,execveat,socket,connect,sendto,bind", *command],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    calls = log.read_text()
    assert len(re.findall(r"\bexecve(?:at)?\(", calls)) == 1, calls
    # A library under the page extractor asks at its import whether ::1 can be bound; nothing is connected or sent.
    assert not re.findall(r"(?:connect|sendto)\([^\n]*AF_INET.*", calls)
    assert (site / "site/index.html").is_file()
