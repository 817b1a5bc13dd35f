"""The one way in: an entry is checked, sealed, appended, and its file's derived row refreshed, in one transaction."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from django.db import IntegrityError, connection

from nansen.casefile import access, decisions, fold
from nansen.casefile.model import Case, Officer, Subject
from nansen.errors import Fault, Forbidden, NotFound, Rejected
from nansen.ledger.seal import Wrapped
from nansen.office import append, derived, keys, lawbook, register
from nansen.statements import terms
from nansen.statements.model import Act, Entry, Kind, Sensitivity, Statement
from nansen.store.models import File

_BATCH = 500
_BY_FORM = frozenset({Act.ACT, Act.DECISION, Act.MESSAGE})
_KEEP_FILE = """
INSERT INTO store_file (id, kind, site, through, sealed) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (id) DO UPDATE SET site = excluded.site, through = excluded.through, sealed = excluded.sealed
"""


class Moved(Rejected):
    """Refuse what was to be kept on a file exactly as it was read: another act came in between."""


def draft(
    file: str | None,
    statements: Iterable[Statement] = (),
    *,
    kind: Kind,
    form: str,
    officer: Officer,
    purpose: str,
    now: dt.datetime,
    act: Act = Act.ACT,
    reason: str = "",
    id_: str | None = None,
) -> Entry:
    """Return an entry of this officer at this time, not yet kept.

    Without a file it opens a new one. The statements get their ids here: whatever ids they bear are theirs no longer.
    """
    entry_id = id_ or fresh_id()
    return Entry(
        id=entry_id,
        file=file or fresh_id(),
        kind=kind,
        act=act,
        form=form,
        by=officer.staff,
        purpose=purpose,
        at=now,
        site=officer.site,
        reason=reason,
        statements=tuple(replace(item, id=f"{entry_id}.{index}") for index, item in enumerate(statements)),
    )


def record(
    *entries: Entry, officer: Officer, lines: Sequence[int] = (), beside: Callable[[], None] | None = None
) -> tuple[Entry, ...]:
    """Keep these entries of an officer, all or none, and return them with their numbers.

    Raises NotFound for a file that he may not know of, Forbidden for an act that is not his, Rejected with every fault
    of every statement of every entry, and for an entry that is kept already; `lines` are the lines of a loaded file
    that the entries came from, for the faults to name. `beside` keeps, in the same commit, what is too large for an
    entry. Opens each touched file once; one durable commit.
    """
    cases: dict[str, Case] = {}
    faults: list[Fault] = []
    for index, entry in enumerate(entries):
        try:
            _allow(entry, officer)
        except Forbidden:
            if not lines:
                raise
            faults.append(Fault("form", "an act of this officer's role, for this purpose", "another", lines[index]))
            continue
        case = cases.get(entry.file) or _case(entry.file) or fold.start(entry.file, entry.kind, site=entry.site)
        faults += [replace(fault, line=lines[index] if lines else None) for fault in _faults(case, entry)]
        cases[entry.file] = fold.on(case, entry, dictionary=terms.shipped())
    if faults:
        raise Rejected(*faults)
    try:
        return keep(entries, folded=cases, sent=True, beside=beside)
    except IntegrityError:
        if register.known([entry.id for entry in entries]):
            raise Rejected.because("entry", expected="one that is not kept yet", found="one that is") from None
        if not keys.of_files(tuple(file for file, case in cases.items() if _numbered_last(case) < 0)):
            raise
    # Somebody opened the same file meanwhile: its key is there now, and the entries go on top of what he wrote.
    return record(*entries, officer=officer, lines=lines, beside=beside)


def once(entry: Entry, *, officer: Officer, beside: Callable[[], None] | None = None) -> tuple[Entry, ...]:
    """Keep an entry that may have been sent before: the second time returns what was kept the first time.

    Raises Rejected where another officer's entry has that id - an id is no way to read what others wrote - and where
    what is sent now is not what was kept then: a page that was changed and sent again must not pass for kept.
    """
    if entry.id not in register.known([entry.id]):
        try:
            return record(entry, officer=officer, beside=beside)
        except Rejected:  # perhaps the same form on another connection, kept between the question and the answer
            if entry.id not in register.known([entry.id]):
                raise
    kept = register.by_id(entry.id)
    if (kept.by, kept.kind, kept.form) != (officer.staff, entry.kind, entry.form):
        raise Rejected.because("entry", expected="an id that was never used", found="one that was")
    if kept.statements != entry.statements or (kept.file != entry.file and register.exists(entry.file)):
        raise Rejected.because(
            "page", expected="a page that was not sent yet", found="one sent before with other words: open it anew"
        )
    return (kept,)


def fresh_id() -> str:
    """Return an id that was never used: 32 random hexadecimal digits."""
    return secrets.token_hex(16)


def note_read(
    files: Sequence[str],
    *,
    officer: Officer,
    action: str,
    purpose: str,
    opened: Sensitivity | None,
    now: dt.datetime,
    query: str = "",
) -> Entry:
    """Keep the read entry of one page before its first byte goes out, and return it; no entry, no page.

    It belongs to the reader's own staff file; at most 50 files a page. A query is kept as its reason, under the seal.
    Raises Rejected for a purpose that none of the officer's roles may state.
    """
    if purpose not in access.purposes(officer, rules=access.shipped()):
        raise Rejected.because("purpose", expected="a purpose of this officer's roles", found="another")
    entry = draft(officer.staff, kind=Kind.STAFF, form=action, officer=officer, purpose=purpose, now=now, act=Act.READ)
    entry = replace(entry, shown=tuple(files), opened=opened, reason=query)
    number = append.append([register.close(entry, keys.of_file(officer.staff))])
    return replace(entry, number=number)


def keep(
    entries: Sequence[Entry],
    *,
    folded: dict[str, Case] | None = None,
    sent: bool = False,
    as_read: bool = False,
    beside: Callable[[], None] | None = None,
) -> tuple[Entry, ...]:
    """Append entries and refresh the derived rows of their files.

    Asks nobody: `record` has asked. `folded` are the cases after these entries, where the caller has them; `sent`
    entries are known by their ids, so that sending them again raises an integrity error instead of keeping them twice.
    With `as_read` they rest on the state from which `folded` was read: raises Moved where another act came in between.
    Called directly only by an installation that fills its own empty register (rehearsal), and by what two people or an
    assignment decide, which have rules of their own. One transaction.
    """
    by_file: dict[str, list[int]] = {}
    for index, entry in enumerate(entries):
        by_file.setdefault(entry.file, []).append(index)
    held = keys.of_files(tuple(by_file))
    fresh = {file: keys.new() for file in by_file if file not in held}
    opened = held | {file: key for file, (key, _) in fresh.items()}
    cases = folded or {
        file: _fold(None if file in fresh else _case(file), [entries[index] for index in indexes])
        for file, indexes in by_file.items()
    }
    # What each case was folded from, asked of the case itself: asked of the tables, it could be newer than the case.
    through, profile = {file: _numbered_last(cases[file]) for file in held}, lawbook.profile()
    told = {file: derived.of(cases[file], profile=profile) for file in by_file}

    def also(first: int) -> None:
        if beside:
            beside()
        rows = []
        for file, indexes in by_file.items():
            case = cases[file]
            if file in held and _through(file) != through[file]:
                if as_read:
                    raise Moved.because("file", expected="nothing new since it was read", found="a new act")
                # Another writer was faster: what is now in the tables, our own entries included, is folded anew.
                case = _fold(_case(file), ())
                told[file] = derived.of(case, profile=profile)
            outline = register.Outline(file, case.kind, case.site, first + indexes[-1])
            row = register.close_row(outline, told[file], opened[file])
            rows.append((file, outline.kind.value, outline.site, outline.through, row))
        ids = [(entry.id, first + index) for index, entry in enumerate(entries) if sent]
        _keep_rows({file: wrapped for file, (_, wrapped) in fresh.items()}, rows, ids)

    sealed = [register.close(entry, opened[entry.file]) for entry in entries]
    return _numbered(entries, append.append(sealed, also=also))


def keep_many(entries: Iterable[Entry]) -> Iterable[int]:
    """Keep a long stream of entries in batches of whole files and yield how many were kept after each batch.

    The entries of one file must follow each other. Each batch is one transaction.
    """
    batch: list[Entry] = []
    kept = 0
    for entry in entries:
        if len(batch) >= _BATCH and entry.file != batch[-1].file:
            kept, batch = kept + len(keep(batch)), []
            yield kept
        batch.append(entry)
    if batch:
        yield kept + len(keep(batch))


def _allow(entry: Entry, officer: Officer) -> None:
    outline = _outline(entry.file)
    subject = outline.subject if outline else Subject(file=entry.file, kind=entry.kind, site=entry.site)
    rules = access.shipped()
    if outline and not access.may(officer, "read", subject, purpose=entry.purpose, rules=rules):
        raise NotFound("There is no such file.")
    if (entry.by, entry.site) != (officer.staff, officer.site) or entry.act not in _BY_FORM:
        raise Forbidden("An officer writes in his own name, at his own site, by a form.")
    if access.needs_two(entry):
        raise Forbidden("This act needs the signatures of two different people; one form cannot carry it.")
    acts = (f"record:{entry.form}",) if outline else ("create", f"record:{entry.form}")
    for action in acts:
        if not access.may(officer, action, subject, purpose=entry.purpose, rules=rules):
            raise Forbidden("Your role and purpose do not include this act.")


def _faults(case: Case, entry: Entry) -> list[Fault]:
    """Return what is wrong with an entry: what `fold.check` finds, and terms that its form does not ask for.

    Without the second an officer who may fill one form could write through it what belongs to another. Nor does one
    person change what two have signed.
    """
    faults = [
        Fault(f"statement {index}, {term.name}", f"a term of the form {entry.form}", "one of another form")
        for index, statement in enumerate(entry.statements)
        if (term := terms.shipped().by_name.get(statement.term)) and entry.form not in term.forms
    ]
    faults += [
        Fault(f"statement {index}", "the signatures of two different people, who signed this", "a form of one")
        for index in decisions.settled(case, entry, rules=access.shipped())
    ]
    try:
        fold.check(case, entry, dictionary=terms.shipped())
    except Rejected as refusal:
        return [*refusal.faults, *faults]
    return faults


def _outline(file: str) -> register.Outline | None:
    try:
        return register.outline(file)
    except NotFound:
        return None


def _through(file: str) -> int:
    return File.objects.values_list("through", flat=True).get(id=file)


def _numbered_last(case: Case) -> int:
    return max((act.number for act in case.entries if act.number is not None), default=-1)


def _case(file: str) -> Case | None:
    try:
        return fold.of(register.entries(file), dictionary=terms.shipped())
    except NotFound:
        return None


def _fold(case: Case | None, entries: Sequence[Entry]) -> Case:
    if case is None:
        return fold.of(entries, dictionary=terms.shipped())
    for entry in entries:
        case = fold.on(case, entry, dictionary=terms.shipped())
    return case


def _numbered(entries: Sequence[Entry], first: int) -> tuple[Entry, ...]:
    return tuple(replace(entry, number=first + index) for index, entry in enumerate(entries))


def _keep_rows(wrapped: dict[str, Wrapped], rows: Sequence[append.Row], ids: Sequence[append.Row]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO store_key (file, kek_version, wrapped) VALUES (%s, %s, %s)",
            [(file, key.kek_version, key.data) for file, key in wrapped.items()],
        )
        cursor.executemany(_KEEP_FILE, rows)
        cursor.executemany("INSERT INTO store_sent (entry_id, number) VALUES (%s, %s)", ids)
