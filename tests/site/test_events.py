"""`digest event`: the editor's decisions are written into the editor's files, honoured for ever, and explained."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from itertools import pairwise

import pytest
from sites import ROOT, TODAY, Site
from test_commands import digest

from generator import decisions
from generator.audit import audit
from generator.build import BuildOptions, regroup_site
from generator.errors import DigestError, Exit
from generator.explanation import explain
from generator.store.ledger import read_ledger, write_ledger

TEXTS = {
    "ice-1": "Ice closes the harbour of Tarnholm\n\nIce closed the harbour of Tarnholm on Monday. Pilot Ansa Rehn said that 14 ships wait outside.",
    "ice-2": "Fourteen ships wait outside Tarnholm\n\nThe harbour of Tarnholm is closed by ice. 14 ships wait outside, said pilot Ansa Rehn on Monday.",
    "ice-3": "Tarnholm: icebreaker on its way\n\nAn icebreaker is on its way to the harbour of Tarnholm, where 14 ships wait outside, pilot Ansa Rehn said on Monday.",
    "tax-1": "Council of Ostermar raises the bridge toll\n\nThe council of Ostermar voted on Tuesday to raise the bridge toll to 3.40 crowns, treasurer Bo Lindqvist said.",
    "tax-2": "Bridge toll in Ostermar rises to 3.40\n\nThe toll for the bridge rises to 3.40 crowns, the council of Ostermar decided on Tuesday; treasurer Bo Lindqvist voted for it.",
    "chess": "Girl of eleven wins at chess\n\nMara Dunne, 11, beat the champion of Velling in 61 moves and took the cup home on Sunday.",
}


@pytest.fixture
def desk(site):
    """Return a built site of six articles by hand in three events: ice, tax, chess."""
    for ident, text in TEXTS.items():
        title, body = text.split("\n\n")
        site.put(
            f"content/articles/{ident}.md",
            f"---\nid: {ident}\ntitle: '{title}'\nlang: en\npublished: 2031-01-13\n# a remark\nzzz: kept\n---\n\n{body}\n",
        )
    site.build()
    assert groups(site) == [("chess",), ("ice-1", "ice-2", "ice-3"), ("tax-1", "tax-2")]
    return site


def groups(site):
    """Return the members of the events that have any."""
    return sorted(tuple(event["members"]) for event in site.events() if event["members"])


def slug_of(site, article):
    """Return the slug of the event an article is in."""
    (event,) = [event for event in site.events() if article in event["members"]]
    return event["slug"]


def answers(site, slug):
    """Return the slug of the event that the built site shows at an event's address, through its redirect."""
    page = (site.root / f"site/e/{slug}/index.html").read_text()
    if 'http-equiv="refresh"' not in page:
        return slug
    return page.split('http-equiv="refresh"', 1)[1].split("/e/", 1)[-1].split("/", 1)[0] if "/e/" in page else page


def decide(site, name, *arguments, **options):
    """Carry out a decision, then build."""
    outcome = getattr(decisions, name)(site.root, *arguments, BuildOptions(TODAY, **options))
    site.build()
    return outcome


def wrong(report):
    """Return the problems of a report; an article's own key is none."""
    return [problem for problem in report.problems if problem.severity != "note"]


def settled(site):
    """Tell that nothing more changes, neither by building nor by grouping from scratch, and that all is well."""
    before = site.files("content")
    site.build()
    regroup_site(site.root, BuildOptions(TODAY, regroup=True))
    after = site.files("content")
    return before.keys() == after.keys() and all(
        before[name] == after[name] for name in before if not name.endswith("ledger.jsonl")
    )


def test_merge(desk):
    """One event goes into another: the file says so, the address redirects, a fresh start changes nothing."""
    ice, chess = slug_of(desk, "ice-1"), slug_of(desk, "chess")
    outcome = decide(desk, "merge", ice, chess)
    assert [(move.article, move.before, move.after) for move in outcome.moves] == [("chess", chess, ice)]
    assert outcome.moves[0].why == "placed by the editor"
    assert (desk.root / f"content/events/{ice}.md").read_text() == f"---\nmerge: [{chess}]\n---\n"
    assert groups(desk) == [("chess", "ice-1", "ice-2", "ice-3"), ("tax-1", "tax-2")]
    assert settled(desk)
    assert groups(desk) == [("chess", "ice-1", "ice-2", "ice-3"), ("tax-1", "tax-2")]
    assert answers(desk, chess) == ice
    words = "\n".join(explain(desk.root, ice, TODAY))
    assert f"took in {chess}: that address redirects here" in words
    assert f"content/events/{ice}.md:2: merge: [{chess}]" in words
    assert f"went into event {ice}" in "\n".join(explain(desk.root, chess, TODAY))


def test_merges_that_make_no_sense_are_refused(desk):
    """An event into itself, one that is not there, and one into what it went into: nothing is written."""
    ice, chess = slug_of(desk, "ice-1"), slug_of(desk, "chess")
    decide(desk, "merge", ice, chess)
    before = desk.files("content")
    for into, gone, code in ((ice, ice, "refused-decision"), (chess, ice, "refused-decision"), (ice, f"{chess}s", "unknown-name")):  # fmt: skip
        with pytest.raises(DigestError) as caught:
            decide(desk, "merge", into, gone)
        assert [problem.code for problem in caught.value.problems] == [code]
        assert caught.value.code is Exit.USAGE
    assert desk.files("content") == before


def test_merges_one_after_the_other(desk):
    """A chain of merges leads every old address to the last event."""
    ice, tax, chess = (slug_of(desk, name) for name in ("ice-1", "tax-1", "chess"))
    decide(desk, "merge", tax, chess)
    decide(desk, "merge", ice, tax)
    assert groups(desk) == [tuple(sorted(TEXTS))]
    assert answers(desk, tax) == answers(desk, chess) == ice
    assert settled(desk)
    assert groups(desk) == [tuple(sorted(TEXTS))]


def test_the_newest_merge_wins(desk):
    """A later word sends an event elsewhere: it leaves the list of the older file, comments stay."""
    ice, tax, chess = (slug_of(desk, name) for name in ("ice-1", "tax-1", "chess"))
    desk.put(
        f"content/events/{tax}.md", f"---\n# why not\nmerge: [{chess}]  # one game\npin: true\n---\n\nA *summary*.\n"
    )
    decide(desk, "merge", ice, chess)
    text = (desk.root / f"content/events/{tax}.md").read_text()
    assert text == "---\n# why not\nmerge: []  # one game\npin: true\n---\n\nA *summary*.\n"
    assert groups(desk) == [("chess", "ice-1", "ice-2", "ice-3"), ("tax-1", "tax-2")]


def test_split(desk):
    """Articles leave for an event of their own, which keeps its slug; more may follow; the old address stays."""
    ice = slug_of(desk, "ice-1")
    decide(desk, "split", ice, "icebreaker", ["ice-3"])
    assert groups(desk) == [("chess",), ("ice-1", "ice-2"), ("ice-3",), ("tax-1", "tax-2")]
    assert slug_of(desk, "ice-3") == "icebreaker"
    decide(desk, "split", ice, "icebreaker", ["ice-2"])
    assert groups(desk) == [("chess",), ("ice-1",), ("ice-2", "ice-3"), ("tax-1", "tax-2")]
    assert settled(desk)
    assert groups(desk) == [("chess",), ("ice-1",), ("ice-2", "ice-3"), ("tax-1", "tax-2")]
    assert (desk.root / f"content/events/{ice}.md").read_text() == "---\nsplit: {icebreaker: [ice-3, ice-2]}\n---\n"
    assert "split: icebreaker [ice-3, ice-2]" in "\n".join(explain(desk.root, "icebreaker", TODAY))


@pytest.mark.parametrize(
    ("slug", "articles"),
    [
        ("bridge", ["chess"]),
        ("bridge", ["ice-1", "ice-2", "ice-3"]),
        ("none", ["ice-1"]),
        ("Bridge", ["ice-1"]),
        ("girl-of-eleven-wins-at-chess", ["ice-1"]),
    ],
)
def test_splits_that_make_no_sense_are_refused(desk, slug, articles):
    """An article from elsewhere, all of them, no slug, one that is taken: nothing is written."""
    before = desk.files("content")
    with pytest.raises(DigestError) as caught:
        decide(desk, "split", slug_of(desk, "ice-1"), slug, articles)
    assert [problem.code for problem in caught.value.problems] == ["refused-decision"]
    assert desk.files("content") == before


def test_move(desk):
    """The article's own file says where it belongs, all else in it stays; the newest word wins over older lists."""
    ice, tax = slug_of(desk, "ice-1"), slug_of(desk, "tax-1")
    decide(desk, "split", ice, "icebreaker", ["ice-3"])
    decide(desk, "move", "ice-3", tax)
    text = (desk.root / "content/articles/ice-3.md").read_text()
    assert f"# a remark\nzzz: kept\nevent: {tax}\n---\n\nAn icebreaker" in text
    assert (desk.root / f"content/events/{ice}.md").read_text() == "---\nsplit: {icebreaker: []}\n---\n"
    assert groups(desk) == [("chess",), ("ice-1", "ice-2"), ("ice-3", "tax-1", "tax-2")]
    assert answers(desk, "icebreaker") == tax, "an event whose last article left leads to where it went"
    assert "its articles are in event" in "\n".join(explain(desk.root, "icebreaker", TODAY))
    decide(desk, "move", "ice-3", "icebreaker")
    assert answers(desk, "icebreaker") == "icebreaker", "and comes back when the editor says so"
    decide(desk, "move", "ice-3", "none")
    assert settled(desk)
    assert groups(desk) == [("chess",), ("ice-1", "ice-2"), ("ice-3",), ("tax-1", "tax-2")]


def test_a_move_withdraws_what_was_put_out(desk):
    """`without` in the event's file was the older word."""
    tax = slug_of(desk, "tax-1")
    desk.put(f"content/events/{tax}.md", "---\nwithout:\n  - chess # no\n  - tax-2\n---\n")
    desk.build()
    assert slug_of(desk, "tax-2") != tax
    decide(desk, "move", "tax-2", tax)
    assert (desk.root / f"content/events/{tax}.md").read_text() == "---\nwithout:\n  - chess # no\n---\n"
    assert ("tax-1", "tax-2") in groups(desk)


def test_rename(desk):
    """An event gets another address, twice and back; every address it had leads to it, and a fresh start keeps it."""
    ice = slug_of(desk, "ice-1")
    for slug in ("eleven-days-of-ice", "frozen", ice, "thaw"):
        outcome = decide(desk, "rename", ice, slug)
        assert outcome.moves == ()
        assert slug_of(desk, "ice-1") == slug
    assert (desk.root / f"content/events/{ice}.md").read_text() == "---\nrename: thaw\n---\n"
    assert {answers(desk, slug) for slug in (ice, "eleven-days-of-ice", "frozen", "thaw")} == {"thaw"}
    assert settled(desk)
    assert slug_of(desk, "ice-1") == "thaw"
    words = "\n".join(explain(desk.root, "thaw", TODAY))
    assert f"content/events/{ice}.md:2: rename: thaw" in words
    (desk.root / "content/ledger.jsonl").unlink()
    desk.build()
    assert slug_of(desk, "ice-1") == "thaw", "even where the ledger is lost"


def test_names_that_are_taken_are_refused(desk):
    """No event gets a slug that another has or had, by command or by file."""
    ice, chess = slug_of(desk, "ice-1"), slug_of(desk, "chess")
    for slug in (chess, "none", "No Slug"):
        with pytest.raises(DigestError):
            decide(desk, "rename", ice, slug)
    desk.put(f"content/events/{ice}.md", f"---\nrename: {chess}\n---\n")
    report = desk.build()
    assert [(problem.code, problem.line) for problem in wrong(report)] == [("taken-slug", 2)]
    assert slug_of(desk, "ice-1") == ice


def test_two_names_contradict_each_other(desk):
    """Of two files that rename one event, under its old slug and its new one, the first wins and the other is named."""
    ice = slug_of(desk, "ice-1")
    decide(desk, "rename", ice, "a-thaw")
    desk.put("content/events/a-thaw.md", "---\nrename: b-thaw\n---\n")
    report = desk.build()
    assert [(problem.code, problem.path) for problem in wrong(report)] == [
        ("contradiction", f"content/events/{ice}.md")
    ]
    assert slug_of(desk, "ice-1") == "b-thaw"


def test_a_decision_that_contradicts_is_not_written(desk):
    """What a command cannot make true it refuses, naming the word that stands against it."""
    ice, tax = slug_of(desk, "ice-1"), slug_of(desk, "tax-1")
    desk.put(f"content/events/{tax}.md", f"---\nmerge: [{ice}\n---\n")
    before = desk.files("content")
    with pytest.raises(DigestError) as caught:
        decide(desk, "merge", tax, slug_of(desk, "chess"))
    assert [problem.code for problem in caught.value.problems] == ["front-matter"]
    assert desk.files("content") == before


def test_contradictions_between_files_are_named(desk):
    """A circle, a merge into what is hidden, a split of what is elsewhere, in and out at once: each has its problem."""
    ice, tax, chess = (slug_of(desk, name) for name in ("ice-1", "tax-1", "chess"))
    desk.put(f"content/events/{ice}.md", f"---\nmerge: [{tax}]\narticles: [ice-1]\nwithout: [ice-1]\n---\n")
    desk.put(f"content/events/{tax}.md", f"---\nmerge: [{ice}]\n---\n")
    desk.put(f"content/events/{chess}.md", "---\nsplit: {game: [ice-2]}\n---\n")
    for done in (False, True):
        found = sorted((problem.code, problem.path.rsplit("/", 1)[-1]) for problem in wrong(desk.build()))
        assert found == [("contradiction", f"{ice}.md")] * 2 + [("not-a-member", f"{chess}.md")] * (not done), (
            "the circle is named also once the first merge is carried out"
        )
    desk.put(f"content/events/{ice}.md", f"---\nmerge: [{tax}]\nhide: true\n---\n")
    desk.put(f"content/events/{tax}.md", "")
    problems = {(problem.code, problem.severity) for problem in wrong(desk.build())}
    assert ("contradiction", "warning") in problems


def test_a_stray_split_is_named_until_it_is_done(desk):
    """An article split off an event it is not in is moved, with a warning."""
    chess = slug_of(desk, "chess")
    desk.put(f"content/events/{chess}.md", "---\nsplit: {game: [ice-2]}\n---\n")
    assert [(problem.code, problem.severity) for problem in wrong(desk.build())] == [("not-a-member", "warning")]
    assert slug_of(desk, "ice-2") == "game"
    assert wrong(desk.build()) == []


def test_dry_run_changes_nothing(desk):
    """`--dry-run` says what would move, and every file stays as it was."""
    ice, chess = slug_of(desk, "ice-1"), slug_of(desk, "chess")
    before = desk.files("content")
    run = digest("-C", desk.root, "event", "merge", ice, chess, "--dry-run")
    assert run.returncode == Exit.FINE
    assert f"chess: {chess} -> {ice}  placed by the editor" in run.stdout
    assert f"would change: content/events/{ice}.md, content/ledger.jsonl" in run.stdout
    assert desk.files("content") == before
    run = digest("-C", desk.root, "event", "rename", ice, "thaw", "--format", "json")
    assert json.loads(run.stdout)["changed"] == [f"content/events/{ice}.md", "content/ledger.jsonl"]
    assert digest("-C", desk.root, "event", "split", "thaw", "ship", "ice-2").returncode == Exit.FINE
    assert digest("-C", desk.root, "event", "move", "ice-2", "thaw").returncode == Exit.FINE
    run = digest("-C", desk.root, "event", "move", "ice-9", "thaw")
    assert run.returncode == Exit.USAGE
    assert "did you mean “ice-" in run.stderr


def test_the_page_and_explain_say_why_together(desk):
    """Names that both texts have stand on the event's page as the member writes them, and in the terminal."""
    ice = slug_of(desk, "ice-1")
    page = (desk.root / f"site/e/{ice}/index.html").read_text()
    assert "both name \u2068Tarnholm\u2069, \u2068Ansa Rehn\u2069" in page
    assert "quotations in common: Tarnholm, Ansa Rehn" in "\n".join(explain(desk.root, ice, TODAY))


def test_regrouping_says_what_moves_and_why(desk):
    """`digest group --dry-run` names each article, where from, where to, and how alike it is to both."""
    ice = slug_of(desk, "ice-1")
    site = Site(desk.root)
    events = site.events()
    mixed = [event for event in events if "chess" not in event["members"]]
    for event in mixed:
        event["ties"] = []
        if "ice-1" in event["members"]:
            event["members"] = sorted([*event["members"], "chess"])
    desk.put("content/ledger.jsonl", "".join(json.dumps(event) + "\n" for event in mixed))
    before = desk.files("content")
    run = digest("-C", desk.root, "group", "--again", "--dry-run")
    assert run.returncode == Exit.FINE
    (line,) = [line for line in run.stdout.splitlines() if " -> " in line]
    assert line.startswith(f"chess: {ice} -> girl-of-eleven-wins-at-chess  alone, 0.0")
    assert line.endswith("to what it leaves")
    assert desk.files("content") == before
    desk.put(
        "content/articles/ice-4.md", (desk.root / "content/articles/ice-1.md").read_text().replace("ice-1", "ice-4")
    )
    run = digest("-C", desk.root, "group", "--dry-run")
    (line,) = [line for line in run.stdout.splitlines() if " -> " in line]
    assert line.startswith(f"ice-4: (new) -> {ice}  likeness 0.")
    assert "nearest ice-1, 1.00" in line


def git(folder, *arguments):
    """Run git as a user would, with nobody's own settings."""
    done = subprocess.run(
        ["git", "-c", "user.name=Editor", "-c", "user.email=editor@example.org", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"},
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def test_two_branches_merge_in_git(desk, tmp_path_factory):
    """Two clones add articles, to one event and to new ones, and rename; git joins them without losing a line."""
    desk.put(".gitattributes", (ROOT / ".gitattributes").read_bytes())
    desk.put(".gitignore", "site/\n.cache/\n")
    git(desk.root, "init", "-b", "main", ".")
    git(desk.root, "add", ".")
    git(desk.root, "commit", "-m", "begin")
    ice = slug_of(desk, "ice-1")
    text = (desk.root / "content/articles/ice-1.md").read_text()
    home = tmp_path_factory.mktemp("clones")
    for name, renamed in (("one", "thaw"), ("two", None)):
        git(home, "clone", str(desk.root), name)
        branch = Site(home / name)
        branch.put(f"content/articles/ice-{name}.md", text.replace("ice-1", f"ice-{name}"))
        body = f"The orchestra of {name.title()}ville played in the rain before {len(name) * 111} people."
        branch.put(
            f"content/articles/new-{name}.md", f"---\nid: new-{name}\ntitle: Rain in {name}\nlang: en\n---\n\n{body}\n"
        )
        if renamed:
            decisions.rename(branch.root, ice, renamed, BuildOptions(TODAY))
        branch.build()
        git(branch.root, "checkout", "-b", name)
        git(branch.root, "add", ".")
        git(branch.root, "commit", "-m", name)
    one, two = Site(home / "one"), Site(home / "two")
    addresses = {
        slug for site in (one, two) for event in site.events() for slug in (event["slug"], *event.get("former", []))
    }
    git(one.root, "pull", "--no-rebase", "--no-edit", str(two.root), "two")
    one.build()
    ledger = read_ledger(one.root)
    homes = {member: event.slug for event in ledger for member in event.members}
    assert homes.keys() == {*TEXTS, "ice-one", "ice-two", "new-one", "new-two"}
    assert addresses <= {slug for event in ledger for slug in (event.slug, *event.former)}
    assert homes["ice-two"] == homes["ice-one"] == homes["ice-1"] == "thaw"
    assert answers(one, ice) == "thaw"
    assert [problem for problem in audit(one.root, TODAY).problems if problem.severity == "error"] == []


def test_explain_marks_the_least_certain_and_the_copies(desk):
    """Of three members the one whose likeness is least is marked, where it is a doubt; copies are named as one report."""
    ledger = list(read_ledger(desk.root))
    at = next(at for at, event in enumerate(ledger) if event.members == ("ice-1", "ice-2", "ice-3"))
    doubts = tuple(replace(tie, likeness=0.31 if tie.member == "ice-2" else 0.44) for tie in ledger[at].ties)
    ledger[at] = replace(ledger[at], ties=doubts, copies=(("ice-1", "ice-3"),))
    write_ledger(desk.root, ledger)
    lines = list(explain(desk.root, ledger[at].slug, TODAY))
    marked = [before.split()[0] for before, line in pairwise(lines) if "least certain" in line]
    assert marked == ["ice-2"]
    assert "  one report: ice-1, ice-3" in lines
