"""`digest email`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.options import clock, deliver, taken_along, today

if TYPE_CHECKING:
    from pathlib import Path


@click.command("email")
@taken_along
@clock
@click.pass_obj
def command(  # noqa: PLR0913  # one parameter an option
    root: Path, *, edition: str, to: str, language: str, base_url: str | None, now: str | None
) -> None:
    """Write the message of an edition: an .eml for any mailer, in HTML and in plain text.

    EDITION is a day (2025-05-20), a week (2025-W21) or "latest". Sources' policies are obeyed. It asks for sender and
    base_url in digest.toml.

    Example: digest email latest
    """
    from generator.packing import Order, pack_mail

    deliver(pack_mail(root, Order(edition, today(now), language, base_url)), ".eml", to)
