"""The one screen of the demonstration: what a stranger should understand, each line with the entry that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.markup import escape
from rich.table import Table

from nansen.casefile import identity, wishes
from nansen.casefile.model import Case, Line, Officer, Said, Wish
from nansen.cli import counted, out
from nansen.desk import labels
from nansen.desk.draw import words
from nansen.desk.draw.wishes import LAW
from nansen.law.model import Passage
from nansen.ledger.model import Verdict
from nansen.office.due import Board, Urgency
from nansen.office.read import Opened
from nansen.office.rights import Rights
from nansen.statements import terms
from nansen.statements.values import Absent

Row = tuple[str, str, str]
_SHOWN = (
    "capture.at",
    "capture.place",
    "captive.papers_found",
    "interview.believed_purpose",
    "interview.front_since",
    "interview.last_shelter",
    "health.state",
    "finding.finding",
    "publication.publisher",
    "disposition.offer",
)


@dataclass(frozen=True, slots=True)
class Account:
    """A sign-in of the demonstration: drawn on the spot and printed, therefore served on loopback alone."""

    username: str
    password: str
    token: str
    officer: Officer


@dataclass(frozen=True, slots=True)
class Walked:
    """What the walk saw: the two cases as the decider reads them, the law, the board, a search, verdict and proof."""

    cases: tuple[tuple[str, Opened], ...]
    rights: tuple[Rights, ...]
    board: Board
    loaded: int
    files: int
    searched: str
    found: int
    ledger: Verdict
    proof: Verdict
    proved: int


def show(walked: Walked, *, accounts: Iterable[Account]) -> None:
    """Print what the walk saw, the head and its proof, and how to open the desk."""
    out.print()
    out.print("[bold]Nansen[/] demonstration: invented people, and two captives of a public report of January 2025")
    out.print(
        f"{counted(walked.loaded, 'entry', 'entries')} of the report came in by the front door, a second load changed "
        f"nothing; {counted(walked.files, 'file', 'files')} in all; a search found "
        f"{counted(walked.found, 'file', 'files')}"
    )
    for (name, opened), told in zip(walked.cases, walked.rights, strict=True):
        table = Table("", "", "entry", title=name, title_justify="left", box=None, padding=(0, 1), show_header=False)
        for what, text, entry in _rows(opened.case):
            table.add_row(f"[dim]{escape(what)}[/]", escape(text), f"[dim]{entry}[/]")
        out.print(table)
        for what, text in _law(told):
            out.print(f"  [dim]{what:<8}[/] {escape(text)}", highlight=False)
        out.print(f"  [dim]that this was read is itself entry {opened.read}[/]")
    owed = ", ".join(f"{walked.board.total(urgency)} {urgency}" for urgency in Urgency)
    out.print(f"\n[bold]due board[/] of the registrar: {owed}; rule pack {walked.rights[0].stamp[:20]}, no counsel yet")
    head = walked.ledger.head
    if head is not None:
        out.print(f"\n[bold]ledger[/] {counted(head.size, 'entry', 'entries')}, root {head.root.hex()}")
    out.print(f"  every entry checked: [green]ok[/]; proof of entry {walked.proved} checked offline: [green]ok[/]")
    out.print("\n[bold]open it:[/] make serve, then http://127.0.0.1:8000 as")
    for account in accounts:
        out.print(f"  {account.username:<12} {account.password}   token {account.token}", markup=False)
    out.print(
        "[dim]These passwords are drawn anew each time and printed: a demonstration is served on loopback alone.[/]"
    )


def plain(walked: Walked, *, accounts: Iterable[Account]) -> dict[str, object]:
    """Return the same as plain data for `--json`."""
    head = walked.ledger.head
    return {
        "cases": {
            name: {
                "file": opened.case.file,
                "lines": [list(row) for row in _rows(opened.case)],
                "law": [list(row) for row in _law(told)],
            }
            for (name, opened), told in zip(walked.cases, walked.rights, strict=True)
        },
        "due": {urgency.value: walked.board.total(urgency) for urgency in Urgency},
        "head": {"size": head.size, "root": head.root.hex()} if head else None,
        "accounts": {one.username: {"password": one.password, "token": one.token} for one in accounts},
    }


def _rows(case: Case) -> Iterator[Row]:
    """Yield what, in words, and entry: who he is, what each paper is worth, what he wants, what is not known."""
    known = identity.hypotheses(case)
    for one in known:
        worth = f" (paper: {one.worth})" if one.paper else ""
        yield "name", f"{one.name} - {one.basis.replace('_', ' ')}{worth}", _entry(one.said)
    if not known:
        yield "name", "no name known to this register", ""
    for term in _SHOWN:
        for line in (line for (_, name), line in case.lines.items() if name == term):
            yield from _line(line)
    for paper in identity.papers(case):
        kind = labels.codes("document_kind").get(paper.kind, paper.kind) or "paper"
        yield "paper", f"{kind.lower()}: {paper.worth}", ", ".join(map(_entry, paper.reasons))
    for wish in wishes.of(case):
        yield "wish", _wish(wish), _entry(wish.said)
    holds = wishes.holds(case)
    if holds:
        yield "so", _stop(holds), ", ".join(_entry(wish.said) for wish in holds)
    yield "not known", ", ".join(_unknown(case)) or "nothing of the capture card", ""


def _law(told: Rights) -> Iterator[tuple[str, str]]:
    """Yield what is owed, overdue first, and for each way that was proposed which gates stand in it."""
    states = [duty.state for duty in told.duties if duty.pending]
    counts = ", ".join(f"{states.count(state)} {state.value}" for state in dict.fromkeys(states))
    if states:
        first = next(duty for duty in told.duties if duty.pending)
        yield "owed", f"{counts}; first: {first.rule.title} ({first.rule.ground[0]})"
    for way in told.ways:
        where = f" to {labels.country(way.destination)}" if way.destination else ""
        shut = [f"{gate.name} {gate.passage.value}" for gate in way.gates if gate.passage is not Passage.CLEAR]
        yield "way out", f"{way.act}{where}: {', '.join(shut) or 'all ten gates clear'}"


def _line(line: Line) -> Iterator[Row]:
    term = terms.shipped().term(line.term)
    contested = " - contested" if line.contested else ""
    for said in line.standing:
        yield term.label.lower(), f"{words.value(said.statement.value, term)}{contested}", _entry(said)


def _wish(wish: Wish) -> str:
    where = f" ({labels.country(wish.destination)})" if wish.destination else ""
    when = f"{wish.said.statement.said_at.first:%Y-%m-%d} " if wish.said.statement.said_at else ""
    against = " - contradicts another" if wish.contradicts else ""
    return f"{when}{labels.codes('wish').get(wish.code, wish.code)}{where}, {wish.manner}, grade {wish.grade}{against}"


def _stop(holds: tuple[Wish, ...]) -> str:
    said = "that he does not want to be returned or wants to go elsewhere"
    signs = counted(len(holds), f"sign {said} stands", f"signs {said} stand")
    every = any(wish.code != "unwilling_to_return" or not wish.destination for wish in holds)
    places = " or ".join(sorted({labels.country(wish.destination) for wish in holds}))
    where = "every return" if every else f"every return to {places}"
    return f"{where} is stopped ({LAW}): {signs}, no later G3 wish clears the stop"


def _unknown(case: Case) -> list[str]:
    found = []
    for term in terms.shipped().by_name.values():
        if "B" in term.papers and "capture" in term.forms:
            lines = [line for (_, name), line in case.lines.items() if name == term.name]
            standing = [said for line in lines for said in line.standing]
            if not any(not isinstance(said.statement.value, Absent) for said in standing):
                found.append(term.label.lower())
    return found


def _entry(said: Said) -> str:
    return f"entry {said.entry}"
