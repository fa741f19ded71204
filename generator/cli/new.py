"""`digest new`."""

from __future__ import annotations

from pathlib import Path  # click reads the types of options

import click


@click.command("new")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--empty", is_flag=True, help="Without the sample articles.")
@click.option(
    "--ci",
    type=click.Choice(["github", "gitlab", "netlify", "cloudflare"]),
    help="Add what tells this host to check, build and publish; also in a digest that is there.",
)
def command(folder: Path, *, empty: bool, ci: str | None) -> None:
    """Make a new digest in FOLDER, with sample articles to look at.

    Example: digest new my-digest && digest -C my-digest serve
    """
    from generator import __version__
    from generator.store.config import CONFIG
    from generator.store.sample import write_recipe, write_sample

    begun = ci is not None and (folder / CONFIG).exists()
    if not begun:
        count = write_sample(folder, empty=empty)
        click.echo(f"{count} files written to {folder}/.")
    if ci:
        click.echo(f"{folder / write_recipe(folder, ci, __version__)} written: its first lines say what to do at {ci}.")
    if begun:
        return
    inside = f"-C {folder} " if folder != Path() else ""
    drop = "put raw articles into" if empty else "put raw articles beside the sample's, into"
    click.echo("Next:")
    click.echo(f"  1. digest {inside}serve      look at it, at http://127.0.0.1:8000/; it follows what you save")
    click.echo(f"  2. {drop} {folder / 'content/inbox/OUTLET'}/, and see them appear")
    click.echo(
        f"  3. digest {inside}build      write {folder / 'site'}/, ready for any host; digest publish takes it there"
    )
