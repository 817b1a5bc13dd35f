"""The commands that need no register and start without Django: `nansen verify`.

Exit code 0: done, 1: refused, with the reason, 2: wrong usage. No command shows a traceback for bad input.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, ParamSpec

import typer
from rich.console import Console
from rich.markup import escape

from nansen.errors import NansenError, Rejected
from nansen.ledger import verify
from nansen.ledger.model import Verdict
from nansen.ledger.seal import Kek

FAULTS_SHOWN = 50
P = ParamSpec("P")
Json = Annotated[bool, typer.Option("--json", help="Answer with one JSON document.")]
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Nansen: the register of a National Information Bureau, and proof of it.",
)
out = Console(soft_wrap=True, highlight=False)
err = Console(stderr=True, soft_wrap=True, highlight=False)


def told(work: Callable[P, None]) -> Callable[P, None]:
    """Turn an error that Nansen raises on purpose, or one of reading a file, into words and exit code 1."""

    @wraps(work)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            work(*args, **kwargs)
        except Rejected as refusal:
            for fault in refusal.faults[:FAULTS_SHOWN]:
                err.print(f"[red]refused[/] {escape(str(fault))}")
            if len(refusal.faults) > FAULTS_SHOWN:
                err.print(f"and {len(refusal.faults) - FAULTS_SHOWN} more. Nothing was kept.")
            raise typer.Exit(1) from None
        except UnicodeError:  # its own words would repeat what was read
            err.print("[red]refused[/] expected text in UTF-8, found other bytes")
            raise typer.Exit(1) from None
        except json.JSONDecodeError as error:
            err.print(f"[red]refused[/] expected JSON, found something else at line {error.lineno}")
            raise typer.Exit(1) from None
        except (NansenError, OSError) as error:
            err.print(f"[red]refused[/] {escape(str(error))}")
            raise typer.Exit(1) from None

    return run


def counted(count: int, one: str, many: str) -> str:
    """Return a number with its noun, as in `1 file`, `2 files`, `0 files`."""
    return f"{count} {one if count == 1 else many}"


@app.callback()
def nansen() -> None:
    """Nansen: the register of a National Information Bureau, and proof of it."""


@app.command("verify")
@told
def verify_(
    target: Annotated[Path, typer.Argument(help="A published folder, a SQLite register, or a .tlog-proof file.")],
    vkey: Annotated[str, typer.Option(help="The log's public key, or a file that holds it.")] = "",
    head: Annotated[
        Path | None, typer.Option(help="A head that you kept from before: nothing after it may differ.")
    ] = None,
    leaf: Annotated[
        Path | None, typer.Option(help="For a proof: the leaf's bytes, where the proof does not hold them.")
    ] = None,
    keys: Annotated[
        Path | None, typer.Option(help="For a register: its key folder, to check the wrapped keys too.")
    ] = None,
    json_: Json = False,
) -> None:
    """Check a log, a register or a proof, and name the first bad entry."""
    key = Path(vkey).read_text().strip() if vkey and Path(vkey).is_file() else vkey
    trusted = head.read_text() if head else None
    verdict = verify.path(
        target,
        vkey=key or None,
        trusted=trusted,
        leaf=leaf.read_bytes() if leaf else None,
        keks=_keks(keys) if keys else (),
    )
    _tell(verdict, json_=json_)
    if not verdict.ok:
        raise typer.Exit(1)


def _keks(folder: Path) -> tuple[Kek, ...]:
    files = sorted(folder.glob("kek-*"))
    if not files:
        raise Rejected.because("--keys", expected="a folder with kek-1, kek-2 ...", found="none of them")
    try:
        return tuple(Kek(int(file.name.removeprefix("kek-")), bytes.fromhex(file.read_text())) for file in files)
    except ValueError as error:
        raise Rejected.because("--keys", expected="64 hexadecimal digits in each kek file", found="others") from error


def _tell(verdict: Verdict, *, json_: bool) -> None:
    if json_:
        out.print_json(json.dumps(plain(verdict)))
        return
    if verdict.ok:
        out.print(f"[green]ok[/] {verdict.what}: {counted(verdict.size, 'entry', 'entries')} checked")
    for fault in verdict.faults[:FAULTS_SHOWN]:
        out.print(f"[red]bad[/] {escape(str(fault))}")
    if verdict.first is not None:
        out.print(f"the first bad entry is {verdict.first}")
    if verdict.head:
        size = counted(verdict.head.size, "entry", "entries")
        out.print(f"head: {verdict.head.origin}, {size}, root {verdict.head.root.hex()}")
    for sentence in verdict.unchecked:
        out.print(f"[yellow]not checked[/] {escape(sentence)}")


def plain(verdict: Verdict) -> dict[str, Any]:
    """Return a verdict as plain data for `--json`."""
    head = verdict.head
    return {
        "ok": verdict.ok,
        "what": verdict.what,
        "size": verdict.size,
        "first_bad": verdict.first,
        "faults": [str(fault) for fault in verdict.faults],
        "head": {"origin": head.origin, "size": head.size, "root": head.root.hex()} if head else None,
        "unchecked": list(verdict.unchecked),
    }
