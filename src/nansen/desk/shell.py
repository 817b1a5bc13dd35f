"""What every command on a register begins with: its officer and purpose, Django, the register itself."""

from __future__ import annotations

import os
from typing import Annotated

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from nansen.cli import err
from nansen.errors import Forbidden

As = Annotated[str, typer.Option("--as", help="The officer's account; his token stands in NANSEN_TOKEN.")]
Purpose = Annotated[str, typer.Option("--purpose", help="The purpose, as on the desk: intake, tracing, audit ...")]


def ready() -> None:
    """Start Django for a command that needs the register, or makes it: what it writes is for nobody else."""
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nansen.desk.settings")
    import django  # slow: the pure commands start without it

    django.setup()


def opened() -> None:
    """Start Django and raise Misconfigured where no register stands or its keys do not open it."""
    ready()
    from nansen.office import install  # slow: needs Django

    install.require_register()


def progress() -> Progress:
    """Return the bar of a command that takes long, on a terminal alone."""
    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed:.0f}"), TimeElapsedColumn())
    return Progress(*columns, console=err, transient=True, disable=not err.is_terminal)


def token() -> str:
    """Return the token of the officer in whose name a command acts; raise Forbidden where there is none."""
    given = os.environ.get("NANSEN_TOKEN", "")
    if not given:
        raise Forbidden("Set NANSEN_TOKEN to the officer's token; a command without its officer does nothing.")
    return given
