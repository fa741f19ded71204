"""Run a command of the command line: its errors, its exit code."""

from __future__ import annotations

import os
import sys

import click

from generator.cli.commands import digest
from generator.errors import DigestError, Exit


def run() -> int:
    """Run the command that was asked for and return its exit code."""
    try:
        code = digest.main(standalone_mode=False)
        sys.stdout.flush()
    except DigestError as error:
        from generator.report import show

        click.echo(show(error.problems, "text"), err=True, nl=False)
        code = error.code
    except click.exceptions.Exit as error:
        code = error.exit_code
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        code = Exit.INTERRUPTED
    except BrokenPipeError:
        # The reader has gone (`| head`): nothing is wrong, and nothing more can be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = Exit.FINE
    except Exception:  # noqa: BLE001  # the one place that catches all: a bug must not look like bad input
        import traceback

        traceback.print_exc()
        click.echo("This is a bug in digest. Please report it with the lines above.", err=True)
        code = Exit.BUG
    return int(code or 0)
