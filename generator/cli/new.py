"""`digest new`."""

from __future__ import annotations

from pathlib import Path  # click reads the types of options

import click


@click.command("new")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--empty", is_flag=True, help="Without the sample articles.")
def command(folder: Path, *, empty: bool) -> None:
    """Make a new digest in FOLDER, with sample articles to look at.

    Example: digest new my-digest && digest -C my-digest serve
    """
    from generator.store.sample import write_sample

    count = write_sample(folder, empty=empty)
    click.echo(f"{count} files written to {folder}/. Next:")
    click.echo(f"  digest -C {folder} serve     look at it, at http://127.0.0.1:8000/")
    click.echo("  put raw articles into content/inbox/OUTLET/ and see them appear")
    click.echo(f"  digest -C {folder} build     write the site into {folder / 'site'}/, ready for any host")
