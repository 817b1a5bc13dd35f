"""The script `nansen`: the pure commands of `cli`, and those that act on the register of this machine.

A command that acts on the register names its officer (`--as`, with his token in NANSEN_TOKEN) and a purpose; a shell
can give one signature, never two.
"""

from __future__ import annotations

import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from nansen.cli import Json, app, counted, err, out, told
from nansen.desk.shell import As, Purpose, opened, progress, ready, token
from nansen.errors import Rejected


def main() -> None:
    """Run the command on the command line."""
    try:
        app()
    except BrokenPipeError:
        sys.exit(1)


@app.command()
@told
def demo(
    size: Annotated[
        int, typer.Option(min=0, help="How many invented files stand beside the two captives of the report.")
    ] = 300,
    seed: Annotated[int, typer.Option(help="The seed of the invented bureau.")] = 1,
    report: Annotated[Path, typer.Option(help="The report to load.")] = Path("demo/report.jsonl"),
    fresh: Annotated[bool, typer.Option(help="Throw away a demonstration that stands in the data folder.")] = False,
    json_: Json = False,
) -> None:
    """Make a demonstration register, load the report by the front door, and walk the whole way once."""
    ready()
    from nansen.desk import demonstration, screen  # slow: needs Django

    walked, accounts = demonstration.run(size, seed=seed, report=report, fresh=fresh)
    if json_:
        out.print_json(data=screen.plain(walked, accounts=accounts.values()))
    else:
        screen.show(walked, accounts=accounts.values())


@app.command()
@told
def install(
    origin: Annotated[str, typer.Argument(help="The name under which the ledger is signed: bureau.example/register.")],
    officers: Annotated[Path, typer.Argument(help="The first officers, tab-separated: account, name, role, site.")],
) -> None:
    """Make a real register with its first officers; their passwords and tokens are drawn and shown once."""
    ready()
    from django.utils import timezone  # slow: needs Django

    from nansen.office import founding  # slow: needs Django

    for account, password, drawn in founding.found(origin, officers.read_text("utf-8"), now=timezone.now()):
        typer.echo(f"{account}\t{password}\t{drawn}")


@app.command()
@told
def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65_535, help="The port.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 2,
) -> None:
    """Open the desk to browsers.

    On another address than loopback only with keys apart and no demonstration.
    """
    ready()
    from nansen.desk import server  # slow: needs Django

    server.run(host, port, workers=workers)


@app.command()
@told
def load(file: Path, officer: As, purpose: Purpose, json_: Json = False) -> None:
    """Load entries from a JSON-lines file by the front door: all of them, or none; twice is as good as once."""
    opened()
    from django.utils import timezone  # slow: needs Django

    from nansen.office import load as loading
    from nansen.office import seats

    who = seats.of_token(officer, token())
    with file.open(encoding="utf-8") as lines:
        found = loading.lines(lines, officer=who, purpose=purpose, now=timezone.now())
    if json_:
        out.print_json(data={"new": len(found.new), "known": found.known, "files": dict(found.files)})
    else:
        kept, files = counted(len(found.new), "entry", "entries"), counted(len(found.files), "file", "files")
        out.print(f"{kept} kept, {counted(found.known, 'was', 'were')} there already; {files}")


@app.command()
@told
def find(
    words: Annotated[
        str, typer.Argument(help="Names or numbers; - reads them from standard input, and no process list shows them.")
    ],
    officer: As,
    purpose: Purpose,
    json_: Json = False,
) -> None:
    """Search the register by name or number, as on the desk; what was shown is kept as a read entry."""
    opened()
    from django.utils import timezone  # slow: needs Django

    from nansen.office import find as finding
    from nansen.office import seats

    who = seats.of_token(officer, token())
    asked = sys.stdin.read() if words == "-" else words
    page = finding.by_words(asked, officer=who, purpose=purpose, now=timezone.now())
    if json_:
        out.print_json(data={"read": page.read, "more": page.more, "found": [asdict(item) for item in page.found]})
        return
    for item in page.found:
        names = " · ".join(name["text"] for name in item.row.get("names", ()))
        typer.echo(f"{item.file}\t{item.kind}\t{item.site}\t{names}")
    more = " and more" if page.more else ""
    err.print(f"{counted(len(page.found), 'file', 'files')}{more}; read entry {page.read}")


@app.command()
@told
def card(
    file: Annotated[str, typer.Argument(help="The id of the person's file.")],
    to: Annotated[Path, typer.Option("-o", "--output", help="The PDF to write; a file that stands is left alone.")],
    officer: As,
    purpose: Purpose,
    paper: Annotated[str, typer.Option(help="The paper: capture_card, identity_document, death_notice ...")] = (
        "capture_card"
    ),
    languages: Annotated[str, typer.Option(help="Two or three of ar, en, fr, ko, ru, uk; the first leads.")] = "uk,en",
    own_copy: Annotated[bool, typer.Option(help="Our own copy, with who said so and in which entry.")] = False,
) -> None:
    """Print a paper of the Convention as PDF; what is contested is a dash, and the printing stands in a read entry."""
    opened()
    from django.utils import timezone  # slow: needs Django

    from nansen.office import papers, seats

    if to.exists():
        raise Rejected.because("output", expected="a file that is not there yet", found="one that stands")
    tongues = tuple(part.strip() for part in languages.split(","))
    order = papers.Order(paper=paper, languages=tongues, own_copy=own_copy)
    who = seats.of_token(officer, token())
    data = papers.print_(file, order, officer=who, purpose=purpose, now=timezone.now())
    to.write_bytes(data)
    err.print(f"{paper} written, {len(data) // 1000} kB")


@app.command()
@told
def publish(folder: Path, json_: Json = False) -> None:
    """Write the ledger to a folder of C2SP tiles that any outsider can check.

    It names nobody.
    """
    opened()
    from nansen.office import prove as proving  # slow: needs Django

    os.umask(0o022)  # what is published is for everybody
    size = proving.publish(folder)
    if json_:
        out.print_json(data={"size": size, "vkey": proving.vkey()})
    else:
        published, vkey = counted(size, "entry", "entries"), proving.vkey()
        out.print(f"{published} published; check with: nansen verify FOLDER --vkey '{vkey}'", markup=False)


@app.command()
@told
def prove(
    entry: int,
    to: Annotated[Path | None, typer.Option(help="Where to write the proof (default: standard output).")] = None,
) -> None:
    """Write the proof that an entry is in the ledger; it tells class, hour and digest, and nothing of anybody."""
    opened()
    from nansen.office import prove as proving  # slow: needs Django

    text = proving.receipt(entry)
    if to is None:
        sys.stdout.write(text)
        return
    to.write_text(text)
    out.print(f"proof of entry {entry} written; key: {proving.vkey()}", markup=False)


@app.command()
@told
def rebuild() -> None:
    """Drop all that is derived and build it again from the ledger."""
    opened()
    from nansen.office import index  # slow: needs Django
    from nansen.office import rebuild as rebuilding

    with progress() as shown:
        task = shown.add_task("derived rows", total=None)
        for done in rebuilding.rows():
            shown.update(task, completed=done)
        for done in index.catch_up():
            shown.update(task, description="open index", completed=done)
    out.print("rebuilt")


@app.command()
@told
def duties(
    officer: As,
    purpose: Purpose,
    urgency: Annotated[str, typer.Option(help="overdue, due or open; all without it.")] = "",
    json_: Json = False,
) -> None:
    """List what is owed, overdue first, as the due board does; the files that are shown stand in a read entry."""
    opened()
    from django.utils import timezone  # slow: needs Django

    from nansen.office import due, seats

    who = seats.of_token(officer, token())
    page = due.lines(due.Asked(urgency=urgency), officer=who, purpose=purpose, now=timezone.now())
    rows = [
        {
            "urgency": one.urgency.value,
            "limit": one.limit.isoformat() if one.limit else "",
            "rule": one.rule.id,
            "step": one.step,
            "file": one.file,
        }
        for one in page.owed
    ]
    if json_:
        out.print_json(data={"read": page.read, "more": page.more, "owed": rows})
        return
    typer.echo("urgency\tlimit\trule\tstep\tfile")
    for row in rows:
        typer.echo("\t".join(row.values()))
    err.print(f"{counted(len(rows), 'duty', 'duties')}{' and more' if page.more else ''}; read entry {page.read}")


@app.command()
@told
def sweep() -> None:
    """Do the nightly sweep now: what time alone has opened or made late, on every file."""
    opened()
    from django.utils import timezone  # slow: needs Django

    from nansen.office import index
    from nansen.office import sweep as sweeping

    with progress() as shown:
        task = shown.add_task("files", total=None)
        for _ in index.catch_up():
            pass
        for done in sweeping.run(now=timezone.now()):
            shown.update(task, completed=done)
    out.print("swept")


@app.command()
@told
def work(
    once: Annotated[bool, typer.Option(help="Do what waits now, and end.")] = False,
) -> None:
    """Do what is done when nobody waits for it: the nightly sweep.

    `serve` starts this by itself.
    """
    opened()
    from nansen.desk import jobs  # slow: needs Django

    jobs.work(once=once)


if __name__ == "__main__":
    main()
