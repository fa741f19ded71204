"""`digest build`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.options import clock, count_of, fates, finish, report_format, silent, strict, talk, today

if TYPE_CHECKING:
    from pathlib import Path

    from generator.report import Format


@click.command("build")
@click.option("--frozen", is_flag=True, help="Refuse to change content/: for CI.")
@click.option("--base-url", metavar="URL", help="Address the site will have; overrides digest.toml.")
@click.option(
    "--relative-urls/--absolute-urls", default=None, help="Relative links, so that the site works from a folder."
)
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
    quiet: bool,
    now: str | None,
    strict: bool,
    form: Format,
) -> None:
    """Take in the inbox, group what is new, render the site.

    Example: digest build --frozen --strict
    """
    from generator.build import BuildOptions, build

    options = BuildOptions(
        today(now), frozen, base_url, relative_urls, talk=silent if quiet or form == "json" else talk
    )
    report = build(root, options)
    counts = report.counts
    summary = fates(report)
    if counts:
        summary += f"\n{count_of(counts['articles'], 'article')} in {count_of(counts['events'], 'event')}: {count_of(counts['files'], 'file')}, {counts['written']} written, {counts['deleted']} deleted"
    finish(report, form, summary, strict=strict)
