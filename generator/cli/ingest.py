"""`digest ingest`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import Talk, clock, fates, finish, processors, report_format, seal, strict, today, workers

if TYPE_CHECKING:
    from generator.report import Format


@click.command("ingest")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--source", metavar="SLUG", help="Source of the files: the subfolder of the inbox they are copied into.")
@click.option("--frozen", is_flag=True, help="Say what would be taken in, change nothing.")
@click.option("-j", "--jobs", type=click.IntRange(1), help="Processes to work with; as many as processors by default.")
@workers
@clock
@strict
@report_format
@click.pass_obj
def command(  # noqa: PLR0913  # one parameter an option
    root: Path,
    *,
    paths: tuple[Path, ...],
    source: str | None,
    frozen: bool,
    jobs: int | None,
    workers: str,
    now: str | None,
    strict: bool,
    form: Format,
) -> None:
    """Copy PATHS into the inbox, if any, and take in what is new there.

    Example: digest ingest --source daily-herald ~/Downloads/article.html
    """
    from generator.build import BuildOptions, ingest
    from generator.report import Input, show
    from generator.store.inbox import copy_in
    from generator.workers import hire

    refused = copy_in(root, paths, source) if paths and not frozen else ()
    talk = Talk()
    with hire(jobs or processors(), workers) as hired:
        report = ingest(root, BuildOptions(today(now), frozen, talk=talk.say, progress=talk.progress, workers=hired))
    inputs = (*report.inputs, *(Input(problem.path, 0, "refused") for problem in refused))
    report = replace(report, inputs=inputs, problems=(*refused, *report.problems))
    if report.stats is not None and form == "text" and not paths:
        next_time = report.again or report
        said = (next_time.exit_code(strict=strict), f"{fates(next_time)}\n", show(next_time.problems, form))
        seal(root, report, said)
    finish(report, form, fates(report), strict=strict)
