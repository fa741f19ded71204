"""Options that several commands share, and how results are shown."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from generator.errors import DigestError, Exit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click._termui_impl import ProgressBar

    from generator.packing import Parcel
    from generator.report import Format, Report


def report_format(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--format`; what stops the run is printed in that form as well, so that CI shows it at its line."""

    @wraps(command)
    def shown(*arguments: Any, form: Format, **options: Any) -> Any:  # noqa: ANN401  # as the command takes and gives
        from generator.report import Report

        try:
            return command(*arguments, form=form, **options)
        except DigestError as error:
            if form == "text":
                raise
            finish(Report(problems=error.problems), form, "", strict=True, code=error.code)

    choice = click.Choice(["text", "json", "github", "gitlab"])
    return click.option(
        "--format", "form", type=choice, default="text", show_default=True, help="How to print the result."
    )(shown)


def strict(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--strict`."""
    return click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")(command)


def workers(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--workers`."""
    return click.option(
        "--workers", metavar="URL", default="", help="Scheduler whose workers read, clean and encode: tcp://HOST:PORT."
    )(command)


def clock(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--now`."""
    return click.option("--now", metavar="DAY", default=None, help="Take this day (ISO 8601) for today.")(command)


def taken_along(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add EDITION, `--to`, `--language` and `--base-url`: which edition is taken along, and how."""
    command = click.option("--base-url", metavar="URL", help="Address of the site; overrides digest.toml.")(command)
    command = click.option("--language", metavar="TAG", default="", help="Which of the site's languages.")(command)
    command = click.option(
        "-o",
        "--output",
        "--to",
        "to",
        type=click.Path(dir_okay=False, allow_dash=True),
        default="",
        help="Write to this file; - is standard output.",
    )(command)
    return click.argument("edition", metavar="EDITION")(command)


def deliver(parcel: Parcel, suffix: str, to: str) -> None:
    """Write an edition to the file `to`, to standard output for "-", or to one named after site and edition."""
    import sys
    from pathlib import Path

    from generator.report import show
    from generator.store.atomic import write_whole

    click.echo(show(parcel.problems, "text"), err=True, nl=False)
    if not parcel.out:
        click.echo("digest: this edition is not out yet: what comes in may still change it", err=True)
    if to == "-":
        sys.stdout.buffer.write(parcel.data)
        return
    path = Path(to or f"{parcel.name}{suffix}")
    write_whole(path, parcel.data)
    click.echo(f"{path}: {len(parcel.data):,} bytes")


def today(now: str | None) -> date:
    """Return today: the option's day, else that of SOURCE_DATE_EPOCH, else the clock's, in UTC."""
    if now:
        try:
            return date.fromisoformat(now[:10])
        except ValueError:
            message = f"{now!r} is no day such as 2026-11-22."
            raise click.BadParameter(message, param_hint="--now") from None
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdigit() else datetime.now(UTC).date()


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_PATIENCE = 2
"""Seconds after which a bar shows."""


class Talk:
    """Says on stderr what goes on; on a terminal, with a bar, how far it is where that takes longer than two seconds."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._words = ""
        self._since = 0.0
        self._bar: ProgressBar[int] | None = None

    def say(self, words: str) -> None:
        """Say what begins."""
        self._words, self._since = words, time.monotonic()
        if not self._quiet:
            click.echo(f"digest: {words} ...", err=True)

    def progress(self, done: int, total: int) -> None:
        """Show how much of it is done."""
        if self._quiet:
            return
        if self._bar is None and done < total and time.monotonic() - self._since > _PATIENCE and sys.stderr.isatty():
            self._bar = click.progressbar(length=total, label=f"digest: {self._words}", file=sys.stderr)
        if self._bar is not None:
            self._bar.update(done - self._bar.pos)
            if done == total:
                self._bar.render_finish()
                self._bar = None


def finish(report: Report, form: Format, summary: str, *, strict: bool, code: Exit | None = None) -> None:
    """Print a report, and leave with `code`, else its own exit code: problems on stderr, the summary on stdout."""
    from generator.report import dump, show

    if form == "json":
        click.echo(dump(report), nl=False)
    else:
        click.echo(show(report.problems, form), err=form == "text", nl=False)
        if summary:
            click.echo(summary, err=form != "text")
    code = report.exit_code(strict=strict) if code is None else code
    if code is not Exit.FINE:
        raise click.exceptions.Exit(code)


def seal(root: Path, report: Report, said: tuple[Exit, str, str]) -> None:
    """Leave word what this very command line would say if it were run again (exit code, stdout, stderr)."""
    from generator.store.seal import write_seal

    words = sys.argv[1:]
    command = words[2:] if words[:1] == ["-C"] else words  # the folder is known otherwise
    with suppress(OSError):  # without it the next run looks, and finds nothing to do
        write_seal(str(root), report.folder, command, report.stats or "", said)


def fates(report: Report) -> str:
    """Return the fates of the inputs in words: "24 inputs: 23 published, 1 merged, 0 refused"."""
    counts = report.fates()
    words = ", ".join(f"{count} {fate}" for fate, count in counts.items() if count or fate != "withdrawn")
    return f"{count_of(len(report.inputs), 'input')}: {words}"


def count_of(number: int, noun: str) -> str:
    """Return "1 input", "2 inputs"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
