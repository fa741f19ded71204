"""Recipes for CI: read as their host would, and their shell steps run in a clean clone; only the host's own steps are left out."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest
import yaml

from generator.store.sample import RECIPES, write_recipe, write_sample

ROOT = Path(__file__).parents[2]

_PACKAGED_FOLDERS = ("generator", "templates", "content")
_PACKAGED_FILES = ("digest.toml", "pyproject.toml", "README.md", "LICENSE")
"""What pip makes the package of: a copy, so that nothing in the checkout is touched."""


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    """Return the environment of a fresh machine: a Python of its own, where pip installs digest from this checkout.

    What digest needs lies there already: pip is told by its own settings to fetch nothing.
    """
    folder = tmp_path_factory.mktemp("machine")
    subprocess.run([sys.executable, "-m", "venv", folder / "python"], check=True)
    site = next((folder / "python/lib").glob("python*/site-packages"))
    packages = sysconfig.get_paths()["purelib"]
    (site / "packages.pth").write_text(packages + "\n")
    tool = folder / "tool"
    tool.mkdir()
    for name in (*_PACKAGED_FOLDERS, *_PACKAGED_FILES):
        copy = shutil.copytree if name in _PACKAGED_FOLDERS else shutil.copy
        copy(ROOT / name, tool / name)
    environment = {name: os.environ[name] for name in ("HOME", "LANG") if name in os.environ}
    return {
        **environment,
        "PATH": f"{folder / 'python/bin'}{os.pathsep}{os.environ['PATH']}",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # pip reads "no" of this option as it is written: 0 switches the isolation off
        "PIP_NO_INDEX": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "DIGEST": str(tool),
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }


def clone_with(recipe: str, tmp_path: Path) -> Path:
    """Return a clean clone of a new digest with a recipe, as a host would have it."""
    origin = tmp_path / "origin"
    write_sample(origin, empty=False)
    write_recipe(origin, recipe, "0.0.1")
    git = ["git", "-c", "user.name=Ida", "-c", "user.email=ida@example.org", "-C", str(origin)]
    for arguments in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message=begin"]):
        subprocess.run([*git, *arguments], check=True)
    subprocess.run(["git", "clone", "--quiet", origin, tmp_path / "clone"], check=True)
    return tmp_path / "clone"


def run(script: str, folder: Path, environment: dict[str, str]) -> str:
    """Run a shell step as hosts do, stopping at the first error, and return what it printed."""
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def whole(site: Path, address: str = "") -> bool:
    """Tell whether a site was built, with this address in its feed."""
    return address in (site / "feed.xml").read_text() and any(site.glob("e/*/index.html"))


def value(text: str, known: dict[str, str]) -> str:
    """Return a text with GitHub's expressions replaced by what is known of them."""
    return re.sub(r"\$\{\{ (.+?) \}\}", lambda found: known[found[1]], text)


def steps_of_github(event: str) -> list[dict]:
    """Return the steps of GitHub's recipe that run on an event."""
    recipe = yaml.safe_load((ROOT / "generator/store/recipes/github.yml").read_text())
    pull = {"github.event_name == 'pull_request'": True, "github.event_name != 'pull_request'": False, None: None}
    return [
        step for step in recipe["jobs"]["build"]["steps"] if pull[step.get("if")] in {None, event == "pull_request"}
    ]


@pytest.mark.parametrize("event", ["push", "pull_request"])
def test_github(machine, tmp_path, event):
    """The steps install, check and build; a pull request keeps a preview that works from the disk, a push hands over the site."""
    clone = clone_with("github", tmp_path)
    output = tmp_path / "output"
    output.write_text("")
    known = {"steps.pages.outputs.base_url": "https://digest.example/x"}
    for step in steps_of_github(event):
        if "run" in step:
            env = {name: value(text, known) for name, text in step.get("env", {}).items()}
            run(step["run"], clone, {**machine, **env, "GITHUB_OUTPUT": str(output)})
    assert re.fullmatch(r"version=digest--version-[\w.]+\n", output.read_text())
    handed = [step["with"]["path"] for step in steps_of_github(event) if "upload" in step.get("uses", "")]
    assert handed == ["site"]
    address = "" if event == "pull_request" else "https://digest.example/x/e/"
    assert whole(clone / "site", address)
    if event == "pull_request":
        assert 'href="../../' in next(clone.glob("site/e/*/index.html")).read_text()


def test_github_gives_no_more_rights_than_needed():
    """The whole may read; only the job that deploys may write, and only pages; no credentials stay in the checkout."""
    recipe = yaml.safe_load((ROOT / "generator/store/recipes/github.yml").read_text())
    assert recipe["permissions"] == {"contents": "read"}
    assert "permissions" not in recipe["jobs"]["build"]
    assert recipe["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    (checkout,) = [step for step in recipe["jobs"]["build"]["steps"] if "checkout" in step.get("uses", "")]
    assert checkout["with"]["persist-credentials"] is False


def test_no_shell_step_holds_an_expression():
    """What GitHub would paste into a script could be code: expressions stand in `env` and `with` alone."""
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    recipe = yaml.safe_load((ROOT / "generator/store/recipes/github.yml").read_text())
    scripts = [step["run"] for step in (*action["runs"]["steps"], *recipe["jobs"]["build"]["steps"]) if "run" in step]
    assert len(scripts) > 7
    assert [script for script in scripts if "${{" in script] == []


def test_the_cache_is_known_by_version_and_content_and_falls_back():
    """The key has the version first and the hash of all that decides the site; an older cache of the version will do."""
    for steps in (steps_of_github("push"), yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"]):
        (cache,) = [step["with"] for step in steps if "actions/cache" in step.get("uses", "")]
        version = "${{ steps.cache.outputs.version }}-"
        assert cache["key"].startswith(version)
        assert all(part in cache["key"] for part in ("hashFiles", "digest.toml", "content/**", "templates/**"))
        assert cache["restore-keys"] == version


def test_gitlab(machine, tmp_path):
    """Each job's script runs; the check leaves a report that Code Quality can read."""
    clone = clone_with("gitlab", tmp_path)
    recipe = yaml.safe_load((clone / ".gitlab-ci.yml").read_text())
    assert recipe["variables"]["DIGEST"] == "curated-digest==0.0.1"
    environment = {**machine, "CI_PAGES_URL": "https://digest.example/x"}
    for job in ("check", "preview", "pages"):
        run("\n".join([*recipe["default"]["before_script"], *recipe[job]["script"]]), clone, environment)
    assert isinstance(json.loads((clone / recipe["check"]["artifacts"]["reports"]["codequality"]).read_text()), list)
    assert whole(clone / recipe["pages"]["artifacts"]["paths"][0], "https://digest.example/x/e/")


@pytest.mark.parametrize("context", ["production", "deploy-preview"])
def test_netlify(machine, tmp_path, context):
    """The command of each context builds the site with the address that Netlify says it has."""
    clone = clone_with("netlify", tmp_path)
    recipe = tomllib.loads((clone / "netlify.toml").read_text())
    command = recipe.get("context", {}).get(context, recipe["build"])["command"]
    assert recipe["build"]["environment"]["DIGEST"] == "curated-digest==0.0.1"
    run(command, clone, {**machine, "URL": "https://main.example", "DEPLOY_PRIME_URL": "https://side.example"})
    assert whole(
        clone / recipe["build"]["publish"],
        "https://main.example/e/" if context == "production" else "https://side.example/e/",
    )


@pytest.mark.parametrize("branch", ["main", "draft"])
def test_cloudflare(machine, tmp_path, branch):
    """The script builds the site: with the address of digest.toml, on another branch with that of the preview."""
    clone = clone_with("cloudflare", tmp_path)
    settings = clone / "digest.toml"
    settings.write_text(settings.read_text().replace('base_url = ""', 'base_url = "https://digest.example"'))
    run("sh cloudflare.sh", clone, {**machine, "CF_PAGES_BRANCH": branch, "CF_PAGES_URL": "https://1a2b.example"})
    assert whole(clone / "site", "https://digest.example/e/" if branch == "main" else "https://1a2b.example/e/")


def test_the_action(machine, tmp_path):
    """The steps of the reusable action run, in a folder below the workspace, with an address of its own."""
    clone = clone_with("github", tmp_path)
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    output, path = tmp_path / "output", tmp_path / "path"
    output.write_text("")
    path.write_text("")
    known = {"inputs.folder": "clone", "inputs.base-url": "https://digest.example", "inputs.strict": "false"}
    known["github.action_path"] = machine["DIGEST"]
    environment = {**machine, "GITHUB_OUTPUT": str(output), "GITHUB_PATH": str(path), "RUNNER_TEMP": str(tmp_path)}
    for step in action["runs"]["steps"]:
        if "run" not in step:
            continue
        env = {name: value(text, known) for name, text in step.get("env", {}).items()}
        # The action makes a Python of its own and fetches each package by its hash: here the machine's stands in for it.
        if step["name"] != "Install":
            run(step["run"], tmp_path, {**environment, **env})
        else:
            run('pip install --quiet --no-deps --no-build-isolation "$ACTION"', tmp_path, {**environment, **env})
    assert "site=clone/site\n" in output.read_text()
    assert whole(clone / "site", "https://digest.example/e/")


def test_the_hook(machine, tmp_path):
    """What pre-commit runs is a command that passes on the sample, and only where files of a digest are committed."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    clone = clone_with("github", tmp_path)
    run('pip install "$DIGEST"', clone, machine)
    run(hook["entry"], clone, machine)
    assert hook["pass_filenames"] is False
    assert [
        path
        for path in ("digest.toml", "content/inbox/a/b.txt", "templates/page.html", "README.md", "x/digest.toml")
        if re.search(hook["files"], path)
    ] == ["digest.toml", "content/inbox/a/b.txt", "templates/page.html"]


def test_every_recipe_pins_the_version():
    """Whoever adds a recipe gets this version of digest, and no other by chance."""
    for recipe, _ in RECIPES.values():
        text = (ROOT / "generator/store/recipes" / recipe).read_text()
        assert "curated-digest==@VERSION@" in text


def test_a_recipe_for_a_digest_that_is_there(tmp_path):
    """In a digest that exists only the recipe is written; a second time nothing is; another file in its place stays."""
    start = [sys.executable, "-c", "from generator.cli import main; main()", "new", "--ci", "gitlab", str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    (tmp_path / "digest.toml").write_text('title = "Mine"\n')

    def new():
        return subprocess.run(start, env=environment, capture_output=True, text=True, check=False).returncode

    assert (new(), new()) == (0, 0)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".gitlab-ci.yml", "digest.toml"]
    (tmp_path / ".gitlab-ci.yml").write_text("mine")
    assert new() == 2
    assert (tmp_path / ".gitlab-ci.yml").read_text() == "mine"
