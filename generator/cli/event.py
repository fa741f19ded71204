"""`digest event merge | split | move | rename`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from generator.cli.options import Talk, clock, finish, report_format, strict, today

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.build import BuildOptions
    from generator.decisions import Outcome
    from generator.report import Format


@click.group("event")
def command() -> None:
    """Merge, split and rename events, move articles: written into your files, honoured for ever.

    Names of events are their slugs, former ones too, or their ids; names of articles their ids.

    Example: digest event merge ice-on-the-harbour harbour-frozen
    """


def _shared(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that every decision has."""
    dry = click.option("--dry-run", is_flag=True, help="Say what would change, change nothing.")
    return dry(clock(strict(report_format(click.pass_obj(function)))))


@command.command("merge")
@click.argument("into", metavar="A")
@click.argument("gone", metavar="B")
@_shared
def merge(root: Path, *, into: str, gone: str, **options: Any) -> None:  # noqa: ANN401  # the shared options
    """Let event B go into event A; B's address redirects to A's for ever.

    Example: digest event merge ice-on-the-harbour harbour-frozen --dry-run
    """
    from generator.decisions import merge

    _tell(lambda settings: merge(root, into, gone, settings), **options)


@command.command("split")
@click.argument("event")
@click.argument("slug", metavar="NEW-SLUG")
@click.argument("articles", metavar="ARTICLE...", nargs=-1, required=True)
@_shared
def split(root: Path, *, event: str, slug: str, articles: tuple[str, ...], **options: Any) -> None:  # noqa: ANN401  # the shared options
    """Take ARTICLES out of EVENT into a new event called NEW-SLUG; EVENT keeps its address.

    Example: digest event split harbour-frozen ferry-stuck 7fgdbd azjs4x
    """
    from generator.decisions import split

    _tell(lambda settings: split(root, event, slug, articles, settings), **options)


@command.command("move")
@click.argument("article")
@click.argument("event")
@_shared
def move(root: Path, *, article: str, event: str, **options: Any) -> None:  # noqa: ANN401  # the shared options
    """Put ARTICLE into EVENT; "none" gives it an event of its own, which nothing joins.

    Example: digest event move 7fgdbd harbour-frozen
    """
    from generator.decisions import move

    _tell(lambda settings: move(root, article, event, settings), **options)


@command.command("rename")
@click.argument("event")
@click.argument("slug", metavar="NEW-SLUG")
@_shared
def rename(root: Path, *, event: str, slug: str, **options: Any) -> None:  # noqa: ANN401  # the shared options
    """Give EVENT the address NEW-SLUG; the old one redirects for ever.

    Example: digest event rename harbour-frozen eleven-days-of-ice
    """
    from generator.decisions import rename

    _tell(lambda settings: rename(root, event, slug, settings), **options)


def _tell(
    decide: Callable[[BuildOptions], Outcome], *, dry_run: bool, now: str | None, strict: bool, form: Format
) -> None:
    """Carry a decision out and say which files it changed and what moved."""
    from generator.build import BuildOptions

    talk = Talk()
    outcome = decide(BuildOptions(today(now), frozen=dry_run, talk=talk.say, progress=talk.progress))
    if form == "text":
        for move in outcome.moves:
            click.echo(str(move))
    changed = ", ".join(outcome.report.changed) or "nothing"
    finish(
        outcome.report,
        form,
        f"{len(outcome.moves)} moved; {'would change' if dry_run else 'changed'}: {changed}",
        strict=strict,
    )
