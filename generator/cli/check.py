"""`digest check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.options import clock, count_of, fates, finish, report_format, strict, today

if TYPE_CHECKING:
    from pathlib import Path

    from generator.report import Format


@click.command("check")
@click.option("--frozen", is_flag=True, help="Count it as an error that content/ would change.")
@clock
@strict
@report_format
@click.pass_obj
def command(root: Path, *, frozen: bool, now: str | None, strict: bool, form: Format) -> None:
    """Say what is wrong with content and pages; rebuild every raw file from body, cuts and repairs. Nothing is written.

    Example: digest check --strict --format github
    """
    from dataclasses import replace

    from generator.audit import audit
    from generator.build import frozen_problem

    report = audit(root, today(now))
    if frozen and report.changed:
        report = replace(report, problems=(*report.problems, frozen_problem(report.changed)))
    counts = report.counts
    found = len([problem for problem in report.problems if problem.severity != "note"])
    summary = f"{fates(report)}\n{count_of(counts['articles'], 'article')}, {count_of(counts['rebuilt'], 'raw text')} rebuilt, {count_of(counts['pages'], 'file')} checked: {count_of(found, 'problem')}"
    finish(report, form, summary, strict=strict)
