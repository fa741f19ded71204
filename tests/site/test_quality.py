"""What others' instruments say: html-validate on every page, Lighthouse on the pages that are read most."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from sites import NODE

LEAST = 99
"""Per cent in each of Lighthouse's four categories."""

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def validate(node, *folders):
    """Run html-validate on every page below some folders and return its complaints."""
    command = [node / ".bin/html-validate", "--config", NODE / "htmlvalidate.json", "--formatter", "json"]
    done = subprocess.run(
        [*map(str, command), *(f"{folder}/**/*.html" for folder in folders)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, done.stderr
    return [
        (result["filePath"].rpartition("/site/")[2], message["line"], message["ruleId"], message["message"])
        for result in json.loads(done.stdout)
        for message in result["messages"]
    ]


def test_html_validate_finds_nothing(node, sample, arabic, crowd):
    """No error on any page of the sample, on those that the interface makes most of in Arabic, and on crowded events."""
    frames = [arabic.root / "site" / part for part in ("about", "archive", "e", "l", "s")]
    assert validate(node, sample.root / "site", crowd.root / "site/e", *frames) == []


def test_html_validate_would_find_something(node, tmp_path):
    """The instrument works: an element that may not stand where it stands is found."""
    (tmp_path / "x.html").write_text("<!DOCTYPE html><html lang=en><title>x</title><ul><p>no item</p></ul></html>")
    assert "element-permitted-content" in {rule for _, _, rule, _ in validate(node, tmp_path)}


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["home", "event", "article-own"])
def test_lighthouse_is_content(node, served, kinds, kind, tmp_path):
    """Speed, accessibility, good practice and findability are each at least 99 of 100, as for a phone on a slow network.

    The processor is taken as it is: how slow a phone's would be says more about the machine of the test than of the page.
    """
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Debian's chromium is not installed")
    report = tmp_path / "report.json"
    command = [
        node / ".bin/lighthouse", served["en"] + kinds[kind], "--quiet", "--output=json", f"--output-path={report}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-background-networking",
        f"--only-categories={','.join(CATEGORIES)}", "--throttling.cpuSlowdownMultiplier=1",
    ]  # fmt: skip
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, check=False, env={"CHROME_PATH": chromium, "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    )  # fmt: skip
    assert report.is_file(), done.stderr
    found = json.loads(report.read_text())
    scores = {name: round(100 * found["categories"][name]["score"]) for name in CATEGORIES}
    failed = sorted(ident for ident, audit in found["audits"].items() if audit.get("score") not in {None, 1})
    assert min(scores.values()) >= LEAST, (scores, failed)
