"""`digest doctor`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.options import count_of, finish, report_format

if TYPE_CHECKING:
    from pathlib import Path

    from generator.report import Format


@click.command("doctor")
@report_format
@click.pass_obj
def command(root: Path, *, form: Format) -> None:
    """Say what is missing or outdated, on this machine and in this digest, and how to mend it.

    Exits with 1 where anything ought to be mended; notes do not count.

    Example: digest -C my-digest doctor
    """
    from generator.doctor import examine
    from generator.report import Report

    findings = examine(root)
    if form == "text":
        wide = max(len(finding.subject) for finding in findings)
        for finding in findings:
            mark = "!" if any(problem.severity != "note" for problem in finding.problems) else " "
            click.echo(f"{mark} {finding.subject:{wide}}  {finding.state}")
    problems = tuple(problem for finding in findings for problem in finding.problems)
    grave = len([problem for problem in problems if problem.severity != "note"])
    report = Report(problems=problems, counts={"looked": len(findings), "problems": grave})
    finish(report, form, f"{count_of(len(findings), 'matter')} looked at: {count_of(grave, 'problem')}", strict=True)
