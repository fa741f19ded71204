"""The command line: `digest COMMAND`. One command a file, each imported only when it runs."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from generator import __version__

COMMANDS = {
    "new": "Make a new digest with sample articles.",
    "ingest": "Take raw articles into content/.",
    "build": "Take in the inbox, group what is new, render the site.",
    "serve": "Preview the site, rebuilt and reloaded as you write.",
    "publish": "Hand the site to a host.",
    "export": "Write the articles as a table for other tools.",
    "email": "Write an edition as a message for any mailer.",
    "epub": "Write an edition as a book to read offline.",
    "check": "Say what is wrong, for people and for CI.",
    "doctor": "Say what is missing or outdated, and how to mend it.",
    "explain": "Say why: cuts, dates, languages, events.",
    "clean": "Raw text in, clean Markdown out.",
    "group": "Group articles by event.",
    "event": "Merge, split and rename events; move articles.",
}


class _Commands(click.Group):
    """Knows the commands by name; imports one when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"generator.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Suggest the closest command for one that does not exist."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, 1)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            ctx.fail(f"There is no command “{args[0]}”.{hint}")

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C",
    "folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="The site's folder, where digest.toml lies.",
)
@click.version_option(__version__, prog_name="digest")
@click.pass_context
def digest(ctx: click.Context, folder: Path) -> None:
    """Turn a folder of raw articles into a published digest.

    Example: digest new my-digest && cd my-digest && digest serve
    """
    ctx.obj = folder.resolve()
