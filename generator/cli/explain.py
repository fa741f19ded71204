"""`digest explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.options import clock, today

if TYPE_CHECKING:
    from pathlib import Path


@click.command("explain")
@click.argument("name", metavar="ID|FILE|EVENT")
@clock
@click.pass_obj
def command(root: Path, *, name: str, now: str | None) -> None:
    """Say why: each line with its label and rule, the ground of each fact, what ties an event together.

    NAME is an article's id, a raw file, or an event's slug or id.

    Example: digest explain content/inbox/daily-herald/story.txt
    """
    from generator.explanation import explain

    for line in explain(root, name, today(now)):
        click.echo(line)
