"""From the entries of one file to its case: nothing that was said is lost, what stands is told from what was ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from nansen.casefile import answers, checks, items
from nansen.casefile.model import Case, Line, Said, Standing
from nansen.errors import NotFound
from nansen.statements.model import Act, Entry, Kind, Statement
from nansen.statements.terms import Dictionary

# What is never overwritten (house.md 5): wishes, death claims, risk findings, allegations (GC III 13; CAT 12-13), and
# every other word that protects him: a doubt on status or age, a sign of self-harm, a request for asylum, his telling.
# A later statement that replaces or withdraws one of these is named in `ended_by`; the older one stands all the same.
NEVER_ENDED = (
    "wish.", "death.", "risk.", "interview.ill_treatment", "interview.coercion_indicator", "asylum.asked_on",
    "care.what", "captive.status_doubt", "captive.age_doubt", "measure.what", "testimony.",
)  # fmt: skip


def start(file: str, kind: Kind, *, site: str = "") -> Case:
    """Return the case of a file on which nothing has been done yet."""
    return Case(file=file, kind=kind, site=site)


def of(entries: Iterable[Entry], *, dictionary: Dictionary) -> Case:
    """Return the case of a file from its entries in the order of the ledger; raise NotFound where there is none.

    Read entries are left out. The site is that of the first act that names one. Linear in the statements.
    """
    acts = tuple(entries)
    if not acts:
        raise NotFound("There is no such file.")
    return _folded(start(acts[0].file, acts[0].kind), acts, dictionary)


def on(case: Case, entry: Entry, *, dictionary: Dictionary) -> Case:
    """Return the case after one more entry; `of(a + b)` equals folding b on `of(a)`, entry by entry.

    A statement that replaces or withdraws what the same line does not hold is kept and stands: `check` refuses it
    where it is written, a ledger from elsewhere may still carry it.
    """
    return _folded(case, (entry,), dictionary)


def check(case: Case, entry: Entry, *, dictionary: Dictionary) -> None:
    """Raise Rejected, with every fault of every statement, where an entry may not be folded on this case."""
    checks.entry(case, entry, dictionary=dictionary)


def _folded(case: Case, entries: Sequence[Entry], dictionary: Dictionary) -> Case:
    lines = dict(case.lines)
    open_lines: dict[items.Key, list[Said]] = {}
    acts = list(case.entries)
    site = case.site
    for entry in entries:
        if entry.act is Act.READ:
            continue
        site = site or entry.site
        acts.append(replace(entry, statements=()) if entry.statements else entry)
        for statement in entry.statements:
            key = items.key(entry, statement)
            said = open_lines.get(key)
            if said is None:
                said = open_lines[key] = list(lines[key].said) if key in lines else []
                lines.setdefault(key, Line(term=key[1], item=key[0]))
            _add(said, statement, entry)
    for key, said in open_lines.items():
        said.sort(key=_written)  # stable: what officers wrote stays in the order of the ledger
        term = dictionary.by_name.get(key[1])
        single = term is not None and not term.many
        lines[key] = Line(term=key[1], item=key[0], said=tuple(said), contested=single and answers.contested(said))
    return Case(file=case.file, kind=case.kind, site=site, lines=lines, entries=tuple(acts))


def _written(said: Said) -> tuple[dt.datetime, str]:
    """Return when a statement was written down: by its officer, or, where it was loaded, by its sender.

    So a file that is loaded in pieces, in whatever order, reads the same (house rule: importing).
    """
    if said.dated is None:
        return said.recorded_at, ""
    return dt.datetime.combine(said.dated, dt.time.min, dt.UTC), said.statement.id


def _add(line: list[Said], statement: Statement, entry: Entry) -> None:
    ended = statement.withdraws or statement.replaces
    found = next((index for index, said in enumerate(line) if said.statement.id == ended), None) if ended else None
    how = Standing.WITHDRAWN if statement.withdraws else Standing.REPLACED
    kept = statement.term.startswith(NEVER_ENDED)
    if found is not None and not line[found].ended_by:
        standing = line[found].standing if kept else how
        line[found] = replace(line[found], standing=standing, ended_by=statement.id)
    # A withdrawal that found its mark says nothing of its own: it goes with what it ends, and its reason stays to read.
    spent = found is not None and bool(statement.withdraws)
    line.append(
        Said(
            statement=statement,
            entry_id=entry.id,
            entry=entry.number,
            by=entry.by,
            form=entry.form,
            purpose=entry.purpose,
            recorded_at=entry.at,
            dated=entry.dated,
            standing=Standing.WITHDRAWN if spent else Standing.STANDS,
            ended_by=statement.id if spent else "",
        )
    )
