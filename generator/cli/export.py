"""`digest export`."""

from __future__ import annotations

from pathlib import Path  # click reads the types of options

import click

from generator.cli.options import count_of

_FORMATS = ["jsonl", "parquet", "csv"]


@click.command("export")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="jsonl", show_default=True, help="How to write.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@click.pass_obj
def command(root: Path, *, form: str, output: Path | None) -> None:
    """Write the articles that are shown as a table of text, id and metadata, for other tools.

    Sources' policies are obeyed: of an excerpt the excerpt, of a link no text.

    Example: digest export --format parquet --output corpus.parquet
    """
    import json
    import sys

    from generator.export import KEYS, export_rows
    from generator.report import show
    from generator.store.atomic import write_whole
    from generator.store.config import read_config
    from generator.store.corpus import csv_lines, write_table

    if form == "parquet" and output is None:
        message = "Parquet goes to a file: name it with --output."
        raise click.UsageError(message)
    rows, problems = export_rows(root, read_config(root))
    click.echo(show(problems, "text"), err=True, nl=False)
    if form == "parquet":
        assert output is not None
        write_table(output, rows)
    else:
        lines = csv_lines(rows, KEYS) if form == "csv" else (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        if output is None:
            for line in lines:
                sys.stdout.buffer.write(line.encode())
        else:
            write_whole(output, "".join(lines).encode())
    if output is not None:
        click.echo(f"{count_of(len(rows), 'article')} written to {output}")
