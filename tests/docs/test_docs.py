"""The documentation says what is so: every code, command, option, key, view and link in it exists, and none is missing."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path

import pytest

from generator.cli.commands import COMMANDS, digest
from generator.errors import Exit
from generator.model import Source, views
from generator.model.override import Override
from generator.store.articles import KEYS
from generator.store.config import Config

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]

OTHERS_OPTIONS = {"--require-hashes", "--no-deps", "--no-build-isolation"}
"""Options of pip that the docs speak of."""

FENCED = re.compile(r"^( *)```[^\n]*\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
CALL = re.compile(r"(?:^|&&|;)\s*(?:[\w./-]*/)?digest ([^|&;<>\n]+)", re.MULTILINE)


# --- reading pages --------------------------------------------------------------------------------------------------


def fragments(text: str) -> list[str]:
    """Return the code of a page: fenced blocks without their comments, and inline code."""
    fenced = [re.sub(r"(?:^|\s)#.*$", "", block, flags=re.MULTILINE) for _, block in FENCED.findall(text)]
    return [*fenced, *(code for _, code in INLINE.findall(FENCED.sub("", text)))]


def tables(text: str, heading: str) -> list[list[list[str]]]:
    """Return the tables below a heading, up to the next one of its level: rows of cells, without the head."""
    level = heading.split(" ", 1)[0]
    part = text.split(f"\n{heading}\n", 1)[1]
    part = re.split(rf"^{level} ", part, maxsplit=1, flags=re.MULTILINE)[0]
    blocks = re.findall(r"(?:^\|.*\n)+", part, re.MULTILINE)
    return [
        [[cell.strip() for cell in re.split(r"(?<!\\)\|", row.strip("|"))] for row in block.splitlines()[2:]]
        for block in blocks
    ]


def codes_in(cell: str) -> list[str]:
    """Return the inline code of a table's cell."""
    return [code for _, code in INLINE.findall(cell)]


def anchors(text: str) -> set[str]:
    """Return the fragments that a page's headings answer to, as the forges make them."""
    headings = re.findall(r"^#{1,6} (.+)$", FENCED.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def read(name: str) -> str:
    """Return the text of a page."""
    return (ROOT / name).read_text(encoding="utf-8")


def options_of(command: str) -> set[str]:
    """Return the options of a command, those of `digest` itself included."""
    params = [*import_module(f"generator.cli.{command}").command.params, *digest.params]
    return {name for param in params for name in (*param.opts, *param.secondary_opts)} | {"-h", "--help"}


# --- codes of problems ----------------------------------------------------------------------------------------------


def code_of(call: ast.Call, place: int = 3) -> ast.expr | None:
    """Return the argument that is the code of a problem, `None` where the call has none."""
    named = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
    return named[0] if named else call.args[place] if len(call.args) > place else None


def called(tree: ast.AST, name: str) -> list[ast.Call]:
    """Return the calls of a bare name within a piece of source."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == name]


def codes_in_source(path: Path) -> set[str]:
    """Return the codes of the problems that a module raises, also by functions of its own that are given the code."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: set[str] = set()
    for call in called(tree, "Problem"):
        code = code_of(call)
        assert code is not None, f"{path.name}:{call.lineno}: a problem without a code"
        if isinstance(code, ast.Constant):
            found.add(code.value)
            continue
        assert isinstance(code, ast.Name), f"{path.name}:{call.lineno}: write the code as a word"
        makers = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef) and any(inner is call for inner in ast.walk(node))
        ]
        maker = makers[-1]
        place = [argument.arg for argument in maker.args.args].index(code.id)
        for use in called(tree, maker.name):
            given = code_of(use, place)
            assert isinstance(given, ast.Constant), f"{path.name}:{use.lineno}: write the code as a word"
            found.add(given.value)
    return found


def test_every_problem_code_is_documented_and_every_documented_one_exists():
    """`docs/checks.md` has a row for each code that the source can raise, once, and for no other."""
    raised = {code for path in (ROOT / "generator").rglob("*.py") for code in codes_in_source(path)}
    text = read("docs/checks.md")
    rows = re.findall(r"^\| `([a-z0-9-]+)` \|", text, re.MULTILINE)
    assert len(raised) > 30
    assert sorted(rows) == sorted(raised)


def test_exit_codes_are_documented():
    """The table of exit codes has every one, in order."""
    (table,) = tables(read("docs/checks.md"), "## Exit codes")
    assert [int(row[0]) for row in table] == [code.value for code in Exit]


# --- commands -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_command_and_option_exists(name):
    """Each `digest ...` in code names a command that exists, with options that this command has."""
    for fragment in fragments(read(name)):
        for call in CALL.findall(fragment):
            words = call.split()
            if words[0] == "-C":
                words = words[2:]
            assert words[0] in COMMANDS or words[0].startswith("-"), call
            known = options_of(words[0] if words[0] in COMMANDS else "build")
            assert {word.split("=")[0] for word in words if word.startswith("-")} <= known, call


@pytest.mark.parametrize("name", NAMES)
def test_every_option_spoken_of_exists(name):
    """Each option that stands alone in inline code is one of our commands', or plainly another tool's."""
    known = OTHERS_OPTIONS.union(*map(options_of, COMMANDS))
    for _, code in INLINE.findall(FENCED.sub("", read(name))):
        if re.match(r"--?[a-zA-Z]", code):
            assert {word.split("=")[0] for word in code.split() if word.startswith("-")} <= known, code


def test_every_command_is_in_the_readme():
    """The README's table of commands has each of them."""
    rows = re.findall(r"^\| `digest ([a-z]+)", read("README.md"), re.MULTILINE)
    assert sorted(rows) == sorted(COMMANDS)


@pytest.mark.parametrize("name", NAMES)
def test_every_make_target_exists(name):
    """Each `make ...` in code names a target of the Makefile."""
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    for fragment in fragments(read(name)):
        assert set(re.findall(r"^make ([a-z]+)", fragment, re.MULTILINE)) <= targets


# --- links ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_internal_link_resolves(name):
    """Each link to a file of the repository finds it, and each fragment a heading in it."""
    page = ROOT / name
    prose = INLINE.sub("", FENCED.sub("", page.read_text(encoding="utf-8")))
    for link in re.findall(r"\]\(([^)\s]+)\)", prose):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, fragment = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{name}: {link}"
        assert not fragment or fragment in anchors(target.read_text(encoding="utf-8")), f"{name}: {link}"


def test_the_readme_leads_to_every_page():
    """No page of the docs is hidden: the README links to each, or to the folder it lies in."""
    links = {link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", read("README.md"))}
    assert {name for name in NAMES[1:] if "decisions/" not in name} <= links
    assert "docs/decisions/" in links


# --- keys, templates, views -----------------------------------------------------------------------------------------


def test_keys_of_articles_and_events_are_documented():
    """The editing guide has each key of an article's front matter and of a file about an event, and no other."""
    text = read("docs/editing.md")
    articles, events = (tables(text, heading)[0] for heading in ("## Articles", "## Events"))
    assert sorted(key for row in articles for key in codes_in(row[0])) == sorted(KEYS)
    decided = {field.name for field in fields(Override)} - {"slug", "path", "lines"}
    assert sorted(key for row in events for key in codes_in(row[0])) == sorted(decided)


def test_keys_of_sources_and_of_the_site_are_documented():
    """The editing guide has each key of a source's file and of `digest.toml`, the latter with its default."""
    text = read("docs/editing.md")
    sources, site = tables(text, "## Sources")[0], tables(text, "## The site: `digest.toml`")[0]
    of_source = {"cut" if field.name == "cuts" else field.name for field in fields(Source)} - {"slug"}
    assert sorted(codes_in(row[0])[0] for row in sources) == sorted(of_source)
    defaults = {field.name: json.dumps(field.default) for field in fields(Config)}
    assert {codes_in(row[0])[0]: codes_in(row[2])[0] for row in site} == defaults


def test_every_template_is_documented():
    """The list of templates has each file of the theme's top folder, and no other."""
    (files, *_) = tables(read("docs/templates.md"), "## Files")
    listed = {codes_in(row[0])[0] for row in files}
    there = {path.name for path in (ROOT / "templates").iterdir() if path.is_file()}
    assert listed - {"parts/*.html", "words/LANGUAGE.toml"} == there


def test_every_view_is_documented_with_its_fields():
    """The list of views has each, with its fields in order."""
    known = {
        name: [field.name for field in fields(view)]
        for name, view in vars(views).items()
        if is_dataclass(view) and isinstance(view, type)
    }
    (table,) = tables(read("docs/templates.md"), "## Views")
    assert {codes_in(row[0])[0]: codes_in(row[1]) for row in table} == known


# --- decisions ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in NAMES if re.search(r"decisions/\d{4}-", name)])
def test_a_decision_is_short_and_whole(name):
    """A decision has at most 30 lines, its number in its title, and says situation, decision, refused and price."""
    text = read(name)
    number = int(re.search(r"(\d{4})-", name)[1])
    assert len(text.splitlines()) <= 30
    assert text.startswith(f"# {number}. ")
    assert re.findall(r"^\*\*(\w+)\.\*\*", text, re.MULTILINE) == ["Situation", "Decision", "Refused", "Price"]
