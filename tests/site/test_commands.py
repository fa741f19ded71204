"""The command line: exit codes, formats, the two filters, a new digest from the wheel."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import zipfile

import pytest
from sites import ROOT

from generator.cli.commands import COMMANDS
from generator.errors import Exit


def digest(*arguments, cwd=ROOT, **options):
    """Run the command as a user would, and return what came of it."""
    command = [sys.executable, "-c", "from generator.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=300, **options)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_helps_with_an_example(command):
    """`--help` of each command says what it does and shows an example."""
    run = digest(command, "--help")
    assert run.returncode == Exit.FINE
    assert "Example: digest" in run.stdout


def test_usage_errors_exit_with_2(tmp_path):
    """A command that does not exist is answered with the closest one."""
    run = digest("biuld")
    assert run.returncode == Exit.USAGE
    assert "Did you mean “build”?" in run.stderr
    assert digest("build", "--nonsense").returncode == Exit.USAGE


def test_no_site_exits_with_3(tmp_path):
    """A folder without digest.toml is no site, and the message says how to make one."""
    run = digest("build", cwd=tmp_path)
    assert run.returncode == Exit.CONFIG
    assert "digest new" in run.stderr


def test_problems_exit_with_1(site):
    """A refused input makes the exit code 1, results on stdout, talk on stderr."""
    site.put("content/inbox/empty.txt", "")
    run = digest("-C", site.root, "build")
    assert run.returncode == Exit.PROBLEMS
    assert "1 input: 0 published, 0 merged, 1 refused" in run.stdout
    assert "content/inbox/empty.txt: empty-file:" in run.stderr
    assert "Mend:" in run.stderr


def test_a_profile_names_stages_and_templates(site):
    """`--profile` says on stderr where the time went, and does the same work."""
    site.put("content/inbox/good.txt", "A good headline\n\nA paragraph that is long enough to be told from it.\n")
    run = digest("-C", site.root, "build", "--profile")
    assert run.returncode == Exit.FINE
    for name in ("read and set articles", "render and write", "article.html", "404.html"):
        assert name in run.stderr
    assert "1 input: 1 published" in run.stdout


LONG = """
import time
from generator.cli.options import Talk
talk = Talk()
talk.say("setting 4 articles")
talk.progress(1, 4)
time.sleep(2.1)
talk.progress(3, 4)
talk.progress(4, 4)
"""


def test_a_bar_shows_on_a_terminal_after_two_seconds():
    """A long stage has a bar where somebody looks on, and a line alone where the output goes to a file."""
    mine, theirs = pty.openpty()
    subprocess.run([sys.executable, "-c", LONG], cwd=ROOT, stderr=theirs, check=True, timeout=60)
    os.close(theirs)
    with os.fdopen(mine, "rb", buffering=0) as terminal:
        shown = terminal.read(4096).decode()
    assert shown.startswith("digest: setting 4 articles ...")
    assert "75%" in shown
    assert "25%" not in shown
    run = subprocess.run([sys.executable, "-c", LONG], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert run.stderr == "digest: setting 4 articles ...\n"


def test_a_build_says_how_far_it_is(site):
    """Every article and every page is counted once, up to the last."""
    for number in range(60):
        text = f"---\ntitle: Title {number}\nevent: event-{number}\n---\n\nA paragraph.\n"
        site.put(f"content/articles/article-{number}.md", text)
    told = []
    site.build(progress=lambda done, total: told.append((done, total)))
    stages = {total: [done for done, of in told if of == total] for _, total in told}
    assert set(stages) > {60}
    assert all(steps == sorted(steps) and steps[-1] == total for total, steps in stages.items())


def test_json_adds_up(site):
    """The report for machines lists every input with its fate, and the counts add up."""
    site.put("content/inbox/empty.txt", "")
    site.put("content/inbox/good.txt", "A good headline\n\nA paragraph that is long enough to be told from it.\n")
    report = json.loads(digest("-C", site.root, "build", "--format", "json").stdout)
    inputs = report["inputs"]
    assert inputs["total"] == inputs["published"] + inputs["merged"] + inputs["refused"] == len(inputs["items"]) == 2
    assert report["problems"][0]["code"] == "empty-file"


def test_github_format_names_the_line(site):
    """In the form GitHub reads, a problem stands at its file and line."""
    site.put("content/articles/bad.md", "---\ntitle: Bad\npublished: yesterday\n---\n\nText.\n")
    run = digest("-C", site.root, "check", "--format", "github")
    assert run.stdout.startswith("::error file=content/articles/bad.md,line=3,col=1,title=front-matter::")


@pytest.mark.parametrize("form", ["github", "gitlab", "json"])
def test_what_stops_a_run_is_said_in_its_form(site, form):
    """A mistake in digest.toml is for CI what it is for people: a problem at its line, with the same exit code."""
    site.put("digest.toml", 'title = "T"\nlanguag = "en"\n')
    run = digest("-C", site.root, "check", "--format", form)
    assert run.returncode == Exit.CONFIG
    if form == "github":
        assert run.stdout.startswith("::error file=digest.toml,line=2,col=1,title=config::")
    else:
        raw = json.loads(run.stdout)
        lines = (
            [each["location"]["lines"]["begin"] for each in raw] if form == "gitlab" else [raw["problems"][0]["line"]]
        )
        assert lines == [2]


def test_a_held_lock_exits_with_75(site):
    """A second run while another holds the lock stops with 75 and says so."""
    import fcntl

    site.put(".cache/lock", "4711\n")
    with (site.root / ".cache/lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        run = digest("-C", site.root, "build")
    assert run.returncode == Exit.LOCKED
    assert "process 4711" in run.stderr


def test_a_closed_pipe_is_quiet(sample):
    """`digest explain ... | head -1` says nothing of a broken pipe."""
    ident = min(sample.articles())
    command = f"{sys.executable} -c 'from generator.cli import main; main()' -C {sample.root} explain {ident} | head -1"
    run = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S602  # a pipe is the matter
    assert run.stdout == f"article {ident}\n"
    assert run.stderr == ""


def test_explain_says_why(sample):
    """`explain` prints each line with its label and rule, the ground of each fact, and what ties the event."""
    ident = next(event["members"][0] for event in sample.events() if len(event["members"]) > 2)
    out = digest("-C", sample.root, "explain", ident).stdout
    assert "facts" in out
    assert "[script of the letters" in out or "[text" in out or "lang" in out
    assert "likeness" in out
    assert " cut " in out


def test_clean_filter_answers_each_document():
    """`clean --jsonl` labels every line that is not blank, in the format other tools are built on."""
    rows = [
        {
            "id": 1,
            "text": "A headline of a kind\n\nA paragraph of prose that goes on for a while, and then ends.\n\nShare this:\n",
            "source": None,
            "url": None,
        },
        {
            "id": "two",
            "html": "<html><body><article><h1>Head</h1><p>One paragraph that is long enough to be kept.</p></article></body></html>",
            "url": "https://a.example/b",
        },
    ]
    run = digest("clean", "--jsonl", input="".join(json.dumps(row) + "\n" for row in rows))
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [1, "two"]
    assert list(answers[0]) == ["id", "title", "lang", "published", "source", "byline", "lines", "body"]
    assert [line["line"] for line in answers[0]["lines"]] == [1, 3, 5]
    assert {tuple(line) for line in answers[0]["lines"]} == {("line", "label", "rule")}
    assert "One paragraph" in answers[1]["body"]


def test_group_filter_answers_each_article():
    """`group --jsonl` gives each article an event, whatever the order, nulls allowed."""
    text = (
        "The ferry Anna Lind ran aground off Tarnholm on Monday night with 62 people aboard; all were brought ashore by "
        "the lifeboats of Selk and Morvik within two hours. Captain Ida Brandt said a beacon on the Skarv reef had been "
        "dark. The harbour office confirmed that the lamp had failed on Sunday, and that a warning to ships had been "
        "drawn up but not yet sent out. Divers will look at the hull on Tuesday."
    )
    other = "A court in Belmora fined the dairy group Kestrel 4 million for fixing the price of butter over nine years."
    rows = [
        {
            "id": "a",
            "lang": "en",
            "date": None,
            "title": "Ferry Anna Lind aground off Tarnholm",
            "text": text,
            "source": None,
        },
        {
            "id": "b",
            "lang": "en",
            "date": None,
            "title": None,
            "text": "All 62 aboard the Anna Lind were saved. " + text,
            "source": "x",
        },
        {"id": "c", "lang": None, "date": "2025-05-01", "title": None, "text": other, "source": None},
    ]
    answers = []
    for ordered in (rows, rows[::-1]):
        run = digest("group", "--jsonl", input="".join(json.dumps(row) + "\n" for row in ordered))
        answers.append({row["id"]: row["event"] for row in map(json.loads, run.stdout.splitlines())})
    assert answers[0] == answers[1]
    assert answers[0]["a"] == answers[0]["b"] != answers[0]["c"]


def test_a_bad_line_is_named():
    """A line that is no document stops the filter with its number."""
    run = digest("clean", "--jsonl", input='{"id": 1, "text": "x"}\n{"id": 2\n')
    assert run.returncode == Exit.PROBLEMS
    assert "standard input:2:1: json-line:" in run.stderr


def test_new_digest_from_the_wheel(tmp_path):
    """The wheel brings templates and sample with it: installed alone, it makes a new digest and builds it."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    wheel = next(tmp_path.glob("*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    env = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); from generator.cli import main; main()"
    start = [sys.executable, "-P", "-c", code, str(tmp_path / "installed")]
    made = subprocess.run([*start, "new", "mine"], cwd=tmp_path, env=env, capture_output=True, text=True, check=True)
    assert "content/inbox/" in made.stdout
    built = subprocess.run(
        [*start, "-C", "mine", "build", "--frozen"], cwd=tmp_path, env=env, capture_output=True, text=True, check=True
    )
    assert "25 articles" in built.stdout
    assert (tmp_path / "mine/site/index.html").exists()
