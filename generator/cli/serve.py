"""`digest serve`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.options import Talk, clock, today

if TYPE_CHECKING:
    from pathlib import Path


@click.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any free one.")
@click.option("--open", "open_it", is_flag=True, help="Open the site in the browser.")
@click.option("--follow", is_flag=True, help="Go to the page that changed, instead of reloading the open one.")
@clock
@click.pass_obj
def command(root: Path, *, port: int, open_it: bool, follow: bool, now: str | None) -> None:
    """Preview the site at http://127.0.0.1:PORT/, rebuilt and reloaded when content or templates change.

    Example: digest serve --open
    """
    from generator.build import BuildOptions
    from generator.preview import Preview

    def ready(address: str) -> None:
        click.echo(f"serving {address} (Ctrl-C to stop)")
        if open_it:
            click.launch(address)

    def tell(words: str) -> None:
        click.echo(words, err=True)

    talk = Talk()
    Preview(root, port, BuildOptions(today(now), talk=talk.say, progress=talk.progress), ready, tell, follow).run()
