"""`digest epub`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.options import clock, deliver, taken_along, today

if TYPE_CHECKING:
    from pathlib import Path


@click.command("epub")
@taken_along
@clock
@click.pass_obj
def command(  # noqa: PLR0913  # one parameter an option
    root: Path, *, edition: str, to: str, language: str, base_url: str | None, now: str | None
) -> None:
    """Write an edition as a book to read offline: an EPUB, with the articles' texts as far as policies allow.

    EDITION is a day (2025-05-20), a week (2025-W21) or "latest".

    Example: digest epub 2025-W20 --to week.epub
    """
    from generator.packing import Order, pack_book

    deliver(pack_book(root, Order(edition, today(now), language, base_url)), ".epub", to)
