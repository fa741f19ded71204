"""`digest publish`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.options import Talk, clock, count_of, finish, processors, report_format, strict, today

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.model.target import Kind, Target
    from generator.publish import Published
    from generator.report import Format, Report


@click.command("publish")
@click.argument("name", required=False, default="")
@click.option("--folder", metavar="DIR", help="Publish to this folder: a release, and a link that leads to it.")
@click.option("--branch", metavar="NAME", help="Publish to this git branch; see --remote.")
@click.option("--store", metavar="URL", help="Publish to this object store, such as s3://bucket/prefix.")
@click.option("--rsync", metavar="PLACE", help="Publish over rsync, such as server:/srv/www/digest.")
@click.option("--remote", metavar="NAME", help="Git remote of the branch.  [default: origin]")
@click.option("--endpoint", metavar="URL", help="Address of a store that is not Amazon's.")
@click.option("--host", metavar="NAME", help="Host that serves the site: cloudflare, github, gitlab, netlify.")
@click.option("--keep", type=click.IntRange(1), help="Releases to keep in a folder.  [default: 3]")
@click.option("--build", "build_first", is_flag=True, help="Build first; publish only if nothing is wrong.")
@click.option("--rollback", is_flag=True, help="Put the release before the current one in its place.")
@click.option("--dry-run", is_flag=True, help="Say what would travel, change nothing.")
@clock
@strict
@report_format
@click.pass_obj
def command(  # noqa: PLR0913  # one parameter an option
    root: Path,
    /,
    *,
    name: str,
    build_first: bool,
    rollback: bool,
    dry_run: bool,
    now: str | None,
    strict: bool,
    form: Format,
    **given: str | int | None,
) -> None:
    """Hand the site to a host: the one of [publish] in digest.toml, that of [publish.NAME], or one named here.

    Only what changed travels. If it breaks off, readers find the old site or the new one. Passwords and keys belong
    into the environment, or the configuration of git, rsync or the store: never into digest.toml or an option.

    Example: digest publish --folder /srv/www/digest --dry-run
    """
    from generator.publish import publish, roll_back
    from generator.report import Report
    from generator.store.config import read_config

    config = read_config(root)
    target = _target(config.publish, name, given)
    if rollback:
        where = roll_back(root, target, dry_run=dry_run)
        finish(Report(), form, f"{'would be' if dry_run else 'now'} at {where}", strict=strict)
        return
    if build_first:
        from generator.build import BuildOptions, build

        talk = Talk()
        report = build(
            root, BuildOptions(today(now), frozen=dry_run, talk=talk.say, progress=talk.progress, jobs=processors())
        )
        if report.exit_code(strict=strict):
            finish(report, form, "not published: mend what is wrong first, or leave --build out", strict=strict)
    published = publish(root, config.output, target, dry_run=dry_run)
    changes = published.changes
    if dry_run and form == "text":
        for path in changes.send:
            click.echo(f"send {path}")
        for path in changes.delete:
            click.echo(f"delete {path}")
    finish(_report(published), form, _summary(published, dry_run=dry_run), strict=strict)


def _target(targets: tuple[Target, ...], name: str, given: Mapping[str, str | int | None]) -> Target:
    """Return the target that is meant: options stand in for what the configuration says."""
    from dataclasses import replace
    from difflib import get_close_matches
    from typing import get_args

    from generator.errors import DigestError, Exit, Problem
    from generator.model.target import Kind
    from generator.store.targets import HOSTS, make_target, read_place

    kinds: tuple[Kind, ...] = get_args(Kind)
    place: dict[Kind, str] = {kind: str(given[kind]) for kind in kinds if given[kind]}
    others = {key: given[key] for key in ("remote", "endpoint", "host", "keep") if given[key]}
    if others.get("host", HOSTS[0]) not in HOSTS:
        message = f"{others['host']!r} is none of {', '.join(HOSTS)}."
        raise click.BadParameter(message, param_hint="--host")
    try:
        for key in ("remote", "endpoint"):
            read_place(others.get(key, "origin"))
        if len(place) > 1 or (place and name):
            message = "name one target: an option or a name, and once."
            raise click.UsageError(message)
        if place:
            return make_target(place, **others)
    except ValueError as error:
        message = f"{error}."
        raise click.UsageError(message) from None
    named = {target.name: target for target in targets}
    if name not in named and not name and len(named) == 1:
        name = next(iter(named))
    if name in named:
        return replace(named[name], **others)  # type: ignore[arg-type]  # the options have the fields' types
    have = ", ".join(sorted(filter(None, named)))
    near = get_close_matches(name, named, 1)
    what = f"there is no target “{name}”." if name else "no target is named."
    mend = (
        f"did you mean “{near[0]}”?" if near
        else f"name one of {have}." if have
        else 'write [publish] and folder = "/srv/www/digest" into digest.toml, or use --folder, --branch, --store or --rsync.'
    )  # fmt: skip
    raise DigestError(Problem("digest.toml", 0, 0, "no-target", what, "", mend), code=Exit.CONFIG)


def _report(published: Published) -> Report:
    from generator.report import Report

    changes = published.changes
    counts = {
        "sent": len(changes.send),
        "deleted": len(changes.delete),
        "unchanged": changes.unchanged,
        "bytes": changes.bytes,
    }
    return Report((), published.problems, counts, ())


def _summary(published: Published, *, dry_run: bool) -> str:
    changes = published.changes
    would = "would be " if dry_run else ""
    counts = f"{count_of(len(changes.send), 'file')} {would}sent ({changes.bytes:,} bytes), {len(changes.delete)} {would}deleted, {changes.unchanged} unchanged"
    return f"{counts}: {published.where}"
