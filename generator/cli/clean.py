"""`digest clean`."""

from __future__ import annotations

from pathlib import Path  # click reads the types of options

import click

from generator.cli.options import clock, today


@click.command("clean")
@click.argument("path", required=False, type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--jsonl", is_flag=True, help="JSON lines in, JSON lines out: see docs/filters.md.")
@click.option("--review", is_flag=True, help="Show what today's rules would change in articles taken in before.")
@click.option("--apply", metavar="ID", multiple=True, help="With --review: clean this article again (repeatable).")
@clock
@click.pass_obj
def command(  # noqa: PLR0913  # one parameter an option
    root: Path, *, path: Path | None, jsonl: bool, review: bool, apply: tuple[str, ...], now: str | None
) -> None:
    """Print the clean Markdown of a raw article: PATH, or standard input.

    Nothing is written, but the articles that are named with --apply.

    Example: digest clean article.html > article.md
    """
    import sys

    from generator.store.config import read_sources

    if apply and not review:
        message = "goes with --review."
        raise click.BadParameter(message, param_hint="--apply")
    if review:
        from generator.review import review as look_again

        for change in look_again(root, today(now), apply):
            mark = "?" if change.suspect else " "
            click.echo(f"{change.article}:{change.line}:{mark} {change.was} -> {change.now}: {change.text[:90]}")
        return
    sources = read_sources(root)
    if jsonl:
        from generator.filters import clean_lines

        lines = path.open("rb") if path else sys.stdin.buffer
        for answer in clean_lines(lines, sources, today(now)):
            sys.stdout.write(answer + "\n")
        return
    from generator.errors import DigestError
    from generator.ingest import read
    from generator.intake import IntakeOptions, take_in
    from generator.report import show
    from generator.store.articles import dump_article

    data = path.read_bytes() if path else sys.stdin.buffer.read()
    reading = read(str(path) if path else "standard-input.txt", data)
    if reading.problems:
        click.echo(show(reading.problems, "text"), err=True, nl=False)
    if not reading.articles:
        raise DigestError
    for raw in reading.articles:
        new = take_in(raw, IntakeOptions(sources, today(now)))
        click.echo(dump_article(new.article), nl=False)
