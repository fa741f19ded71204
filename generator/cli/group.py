"""`digest group`."""

from __future__ import annotations

from pathlib import Path  # click reads the types of options
from typing import TYPE_CHECKING

import click

from generator.cli.options import Talk, clock, finish, report_format, strict, today

if TYPE_CHECKING:
    from generator.report import Format


@click.command("group")
@click.argument("path", required=False, type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--jsonl", is_flag=True, help="JSON lines in, JSON lines out: see docs/filters.md.")
@click.option(
    "-j", "--jobs", type=click.IntRange(1, 64), default=1, help="Processes for --jsonl; the result is the same."
)
@click.option("--again", is_flag=True, help="Group the whole site from scratch; ids and addresses are kept.")
@click.option("--dry-run", is_flag=True, help="Say what would change, change nothing.")
@clock
@strict
@report_format
@click.pass_obj
def command(  # noqa: PLR0913  # one parameter an option
    root: Path,
    *,
    path: Path | None,
    jsonl: bool,
    jobs: int,
    again: bool,
    dry_run: bool,
    now: str | None,
    strict: bool,
    form: Format,
) -> None:
    """Give every article of the site an event; or, with --jsonl, group articles from PATH or standard input.

    Example: digest group --jsonl < articles.jsonl
    """
    import sys

    if jsonl:
        from generator.filters import group_lines
        from generator.group import GroupOptions

        lines = path.open("rb") if path else sys.stdin.buffer
        for answer in group_lines(lines, GroupOptions().window_days, jobs):
            sys.stdout.write(answer + "\n")
        return
    from generator.build import BuildOptions, regroup_site

    talk = Talk()
    options = BuildOptions(today(now), frozen=dry_run, regroup=again, talk=talk.say, progress=talk.progress)
    report, moves = regroup_site(root, options)
    for move in moves:
        click.echo(str(move))
    counts = report.counts
    finish(
        report, form, f"{counts['articles']} articles in {counts['events']} events; {len(moves)} moved", strict=strict
    )
