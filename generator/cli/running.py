"""Run a command of the command line: its errors, its exit code."""

from __future__ import annotations

import contextlib
import errno
import os
import sys

import click

from generator.cli.commands import digest
from generator.errors import DigestError, Exit, Problem


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
    except OSError as error:
        if error.errno not in _DISK:
            return _bug()
        # The disk may hold what stderr goes to as well: the exit code then says it alone.
        with contextlib.suppress(OSError):
            click.echo(_refused(error), err=True)
        code = Exit.DISK
    except Exception:  # noqa: BLE001  # the one place that catches all: a bug must not look like bad input
        return _bug()
    return int(code or 0)


_DISK = frozenset(
    {
        errno.EIO,
        errno.ENOSPC,
        errno.EDQUOT,
        errno.EROFS,
        errno.EACCES,
        errno.EPERM,
        errno.EFBIG,
        errno.EMFILE,
        errno.ENFILE,
        errno.ENOMEM,
    }
)
"""What the system says where the disk, or a limit of the machine, is to blame."""


def _refused(error: OSError) -> str:
    """Say which file the disk refused, and why."""
    what = f"the system refuses this file: {error.strerror} ({errno.errorcode.get(error.errno or 0, error.errno)})."
    why = "The run has stopped; site, articles, receipts and ledger are as they were, or new, each whole."
    mend = "mend the disk, its space or its permissions, and run the same again."
    return str(Problem(str(error.filename or "."), 0, 0, "disk", what, why, mend))


def _bug() -> int:
    """Say that it is our fault."""
    import traceback

    traceback.print_exc()
    click.echo("This is a bug in digest. Please report it with the lines above.", err=True)
    return int(Exit.BUG)
