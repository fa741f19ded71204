"""`digest build`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from generator.cli.options import (
    Talk,
    clock,
    count_of,
    fates,
    finish,
    processors,
    report_format,
    seal,
    strict,
    today,
    workers,
)

if TYPE_CHECKING:
    from pathlib import Path

    from generator.report import Format, Report


@click.command("build")
@click.option("--frozen", is_flag=True, help="Refuse to change content/: for CI.")
@click.option("--base-url", metavar="URL", help="Address the site will have; overrides digest.toml.")
@click.option(
    "--relative-urls/--absolute-urls", default=None, help="Relative links, so that the site works from a folder."
)
@click.option("-j", "--jobs", type=click.IntRange(1), help="Processes to work with; as many as processors by default.")
@workers
@click.option("--force", is_flag=True, help="Make every page anew, whatever is remembered.")
@click.option("--profile", is_flag=True, help="Say where the time went: by stage, template and page; one process.")
@click.option("-q", "--quiet", is_flag=True, help="No talk about progress.")
@clock
@strict
@report_format
@click.pass_obj
def command(  # noqa: PLR0913  # one parameter an option
    root: Path,
    *,
    frozen: bool,
    base_url: str | None,
    relative_urls: bool | None,
    jobs: int | None,
    workers: str,
    force: bool,
    profile: bool,
    quiet: bool,
    now: str | None,
    strict: bool,
    form: Format,
) -> None:
    """Take in the inbox, group what is new, render the site.

    Example: digest build --frozen --strict
    """
    from generator.build import BuildOptions, build
    from generator.report import show
    from generator.workers import hire

    watch = None
    if profile:
        from generator.stopwatch import Stopwatch

        watch = Stopwatch()
    talk = Talk(quiet=quiet or form == "json")
    jobs = 1 if profile else jobs or processors()
    with hire(jobs, workers) as hired:
        options = BuildOptions(
            today(now),
            frozen,
            base_url,
            relative_urls,
            talk=talk.say,
            progress=talk.progress,
            jobs=jobs,
            force=force,
            workers=hired,
            watch=watch,
        )
        report = build(root, options)
    if watch is not None:
        click.echo(watch.tell(), err=True)
    elif report.stats is not None and not report.changed and form == "text" and not force:
        quiet_report = replace(report, counts={**report.counts, "written": 0, "deleted": 0})
        said = (report.exit_code(strict=strict), f"{_summary(quiet_report)}\n", show(report.problems, form))
        seal(root, report, said)
    finish(report, form, _summary(report), strict=strict)


def _summary(report: Report) -> str:
    counts = report.counts
    if not counts:
        return fates(report)
    files = f"{count_of(counts['files'], 'file')}, {counts['written']} written, {counts['deleted']} deleted"
    articles = f"{count_of(counts['articles'], 'article')} in {count_of(counts['events'], 'event')}"
    return f"{fates(report)}\n{articles}: {files}"
