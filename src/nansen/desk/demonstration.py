"""`nansen demo`: a register of invented people and the public report, walked through once and told on one screen."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone
from rich.progress import Progress, SpinnerColumn, TextColumn

from nansen.casefile import access
from nansen.casefile.model import Case, Officer, Sight, Subject
from nansen.cli import err
from nansen.desk.screen import Account, Walked
from nansen.errors import Fault, Misconfigured, Rejected
from nansen.ledger import verify
from nansen.office import check, due, find, index, install, keys, load, prove, read, rights, seats, sweep, write
from nansen.rehearsal import bureau

ORIGIN = "demonstration.example/register"
SITE = "north"
CAPTIVES = ("captive-a", "captive-b")
# The account, the name, the role. Two decision makers, because nothing weighty is decided by one.
OFFICERS = (
    ("registrar", "I. Tkach", "registrar"),
    ("interviewer", "H. Sol", "interviewer"),
    ("protection", "M. Vale", "protection"),
    ("decider-a", "A. Orlan", "decider"),
    ("decider-b", "B. Lind", "decider"),
    ("doctor", "D. Sore", "medical"),
)
# Who brings in which form of the report, and for what purpose; the front door refuses any other way.
FORMS = {
    "registrar": ("intake", {"capture", "papers", "custody", "health"}),
    "interviewer": ("protection", {"interview", "wish"}),
    "protection": ("protection", {"risk", "publication"}),
    "decider-a": ("exchange_planning", {"disposition"}),
    "doctor": ("care", {"medical"}),
}
READER, READS_FOR = "decider-a", "identification"


def run(size: int, *, seed: int, report: Path, fresh: bool) -> tuple[Walked, dict[str, Account]]:
    """Make the register, load the report twice, walk the whole way, and return what was seen and who may sign in."""
    index.folder()
    lines = _lines(report)
    _clear(fresh=fresh)
    with _whole_or_none():
        return _made(size, seed=seed, lines=lines, now=timezone.now())


def _made(size: int, *, seed: int, lines: tuple[str, ...], now: dt.datetime) -> tuple[Walked, dict[str, Account]]:
    with Progress(SpinnerColumn(), TextColumn("{task.description}"), console=err, transient=True) as progress:
        task = progress.add_task("keys, tables, officers")
        install.make(origin=ORIGIN, demonstration=True)
        accounts = open_accounts(now=now - dt.timedelta(days=700))
        progress.update(task, description=f"an invented bureau of {size} files")
        _rehearse(size, seed=seed, accounts=accounts, now=now)
        progress.update(task, description="the report, by the front door, twice")
        entries = _report(lines, accounts, now=now)
        again = _report(lines, accounts, now=now)
        if again:
            raise Misconfigured("Loading the report a second time kept something: that must never be.")
        progress.update(task, description="search, reading, proof")
        for _ in index.catch_up():
            pass
        progress.update(task, description="what is owed on every file today")
        for _ in sweep.run(now=now):
            pass
        walked = _walk(accounts, entries=len(entries), now=now)
    return walked, accounts


def _lines(report: Path) -> tuple[str, ...]:
    """Return the lines of a report; raise Rejected, with every bad line, before anything of an older one is lost."""
    lines = tuple(report.read_text("utf-8").splitlines())
    known = frozenset().union(*(forms for _, forms in FORMS.values()))
    faults = [
        Fault("line", "one JSON object with a form of the demonstration", "another", number)
        for number, line in enumerate(lines, start=1)
        if _form(line) not in known
    ]
    if faults:
        raise Rejected(*faults)
    return lines


def _form(line: str) -> str:
    try:
        row = json.loads(line)
    except ValueError:
        return ""
    return str(row.get("form", "")) if isinstance(row, dict) else ""


@contextmanager
def _whole_or_none() -> Iterator[None]:
    """Take away what was made in the folders that were empty before, where the demonstration does not come to its end.

    Left in them it would stand in the way of the next one; what stood in a folder before is never touched.
    """
    empty = [folder for folder in (settings.DATA, settings.KEYS) if not folder.exists() or not any(folder.iterdir())]
    try:
        yield
    except BaseException:
        _remove(*empty)
        raise


def _remove(*folders: Path) -> None:
    connection.close()
    index.drop()
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=not folder.exists())
    keys.forget()


def _clear(*, fresh: bool) -> None:
    if not settings.DATA.exists():
        return
    if not settings.DEMONSTRATION:
        raise Misconfigured("The data folder holds something that is no demonstration; it is left alone.")
    if not fresh:
        raise Misconfigured("A demonstration stands already: `nansen serve` opens it, `--fresh` makes it anew.")
    if connection.vendor != "sqlite":
        raise Misconfigured("The demonstration stands in a database of its own: empty that and its folders by hand.")
    if settings.KEYS.exists() and _origin() != ORIGIN:
        raise Misconfigured("NANSEN_KEYS names a folder that is not the demonstration's; nothing was removed.")
    _remove(settings.DATA, settings.KEYS)


def _origin() -> str:
    file = settings.KEYS / "origin"
    return file.read_text("utf-8").strip() if file.is_file() else ""


def open_accounts(*, now: dt.datetime) -> dict[str, Account]:
    """Appoint the officers of an empty register and open their seats; their passwords are drawn here."""
    people = [(label, role, SITE, _captives() if name != "protection" else ()) for name, label, role in OFFICERS]
    accounts = {}
    for (name, _, _), officer in zip(OFFICERS, install.first_officers(people, now=now), strict=True):
        password, token = seats.draw(officer, username=name)
        accounts[name] = Account(name, password, token, officer)
    return accounts


def officers(accounts: Mapping[str, Account]) -> bureau.Officers:
    """Return the officers in whose names the invented bureau writes."""
    staff = {name: account.officer.staff for name, account in accounts.items()}
    return bureau.Officers(registrar=staff["registrar"], interviewer=staff["interviewer"], medical=staff["doctor"])


def _rehearse(size: int, *, seed: int, accounts: Mapping[str, Account], now: dt.datetime) -> None:
    start = now - dt.timedelta(days=600)
    for _ in write.keep_many(bureau.entries(seed, size, officers=officers(accounts), start=start, now=now)):
        pass


def _report(lines: Iterable[str], accounts: Mapping[str, Account], *, now: dt.datetime) -> list[int]:
    kept: list[int] = []
    for name, (purpose, forms) in FORMS.items():
        mine = [line for line in lines if json.loads(line)["form"] in forms]
        loaded = load.lines(mine, officer=accounts[name].officer, purpose=purpose, now=now)
        kept += [entry.number or 0 for entry in loaded.new]
    return kept


def _walk(accounts: Mapping[str, Account], *, entries: int, now: dt.datetime) -> Walked:
    reader, searcher = accounts[READER].officer, accounts["registrar"].officer
    searched = _a_name(searcher, now=now)
    page = find.by_words(searched, officer=searcher, purpose="intake", now=now)
    cases = tuple(
        (name, read.case(file, officer=reader, purpose=READS_FOR, now=now))
        for name, file in zip(CAPTIVES, _captives(), strict=True)
    )
    proved = cases[0][1].case.entries[-1].number or 0
    with tempfile.TemporaryDirectory() as folder:
        receipt = Path(folder) / "entry.tlog-proof"
        receipt.write_text(prove.receipt(proved))
        proof = verify.path(receipt, vkey=prove.vkey())
    verdict = check.ledger()
    if not (verdict.ok and proof.ok):
        raise Rejected(*verdict.faults, *proof.faults)
    sights = (_sight(opened.case, reader) for _, opened in cases)
    owed = tuple(
        rights.of(opened.case.file, sight=sight, now=now) for (_, opened), sight in zip(cases, sights, strict=True)
    )
    board = due.board(officer=searcher, purpose="intake", now=now)
    return Walked(cases, owed, board, entries, prove.files(), searched, len(page.found), verdict, proof, proved)


def _sight(case: Case, officer: Officer) -> Sight:
    subject = Subject(file=case.file, kind=case.kind, site=case.site)
    return access.sight(officer, subject, purpose=READS_FOR, rules=access.shipped())


def _captives() -> tuple[str, ...]:
    return tuple(keys.repeatable_id(f"file|{SITE}|{name}") for name in CAPTIVES)


def _a_name(officer: Officer, *, now: dt.datetime) -> str:
    page = find.recent(officer=officer, purpose="intake", now=now)
    names = [name["text"] for item in page.found for name in item.row["names"]]
    return names[0].split()[0] if names else "Kim"
