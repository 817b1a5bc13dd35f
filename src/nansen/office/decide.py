"""What two different people decide over the same bytes: one proposes and so signs first, the other signs or refuses.

One primitive for all that nobody decides alone (house.md 5, 6). Each call is one person's one signature. Who may do
what is the table `two` of `access.toml`; what the law holds against a decision is asked of CHECKS, at the proposal and
again at the signature.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from django.db import IntegrityError

from nansen.casefile import access, decisions, fold
from nansen.casefile.decisions import FORM, Decision, State
from nansen.casefile.grants import Two
from nansen.casefile.model import Case, Officer, Subject
from nansen.errors import Fault, Forbidden, NotFound, Rejected
from nansen.office import keys, lawbook, read, register, seats, write
from nansen.statements import terms
from nansen.statements.model import SOURCE_MAX, Act, Entry, Manner, Source, Speaker, Statement
from nansen.statements.values import Code, Instant, Precision, Reference, Text, Value, check_words, utc

Check = Callable[[Case, tuple[Statement, ...], str, dt.datetime], tuple[Fault, ...]]
CHECKS: dict[str, Check] = {}
WEEK = dt.timedelta(days=7)
_ITEM = "decision"


def propose(
    file: str,
    what: str,
    statements: Iterable[Statement],
    *,
    ground: str,
    officer: Officer,
    purpose: str,
    now: dt.datetime,
    expires: dt.timedelta = WEEK,
    id_: str | None = None,
) -> Entry:
    """Keep a proposal, which is its maker's signature, and return its entry; nothing of what it says is kept yet.

    `statements` are exactly what is kept once a second person signs; their ids are given then. It lapses after
    `expires`, and at once where a fact of the file changes. With `id_` the same page is kept once. Raises NotFound for
    a file that he may not see, Forbidden for a decision that is not his to propose, Rejected with every fault.
    """
    said = tuple(replace(one, id="") for one in statements)
    two = _two(what)
    check_words(ground, "ground", SOURCE_MAX)
    if expires <= dt.timedelta():
        raise Rejected.because("expires", expected="a time that lies ahead", found="none")

    def made(case: Case) -> Entry:
        subject = _subject(case)
        _allow(officer, subject, two.propose, purpose=purpose)
        _see(said, officer, subject, purpose=purpose)
        signed, rests_on, until = (
            decisions.body(ground, said, pack=lawbook.stamp()),
            decisions.facts(case),
            utc(now + expires),
        )
        rows: dict[str, Value] = {
            "what": Code(what),
            "body": Text(signed),
            "digest": Text(decisions.digest(file, what, signed, rests_on=rests_on, expires_at=until)),
            "facts": Text(rests_on),
            "expires_at": Instant(until, until, Precision.SECOND),
        }
        # What could not be kept when it is signed is refused now.
        trial = _entry(case, "proposed", rows, said, officer=officer, purpose=purpose, now=now)
        _hold(case, what, said, entry=trial, now=now)
        return _entry(case, "proposed", rows, officer=officer, purpose=purpose, now=now, reason=ground, id_=id_)

    return _kept(file, made, officer=officer, purpose=purpose)


def sign(file: str, item: str, digest: str, *, officer: Officer, purpose: str, now: dt.datetime) -> Entry:
    """Sign a proposal as the second person, and return the one entry that carries his signature and what was decided.

    `digest` is that of the proposal as he saw it. Raises NotFound for a file or proposal that is not there for him,
    Forbidden where the second signature is not his, Rejected where the proposal does not wait - signed, refused,
    withdrawn, lapsed, or the facts have changed - where the digest is another, and with what the checks have found.
    """

    def made(case: Case) -> Entry:
        subject, decision = _subject(case), _of(case, item, now=now)
        two = _two(decision.what)
        _allow(officer, subject, two.sign, purpose=purpose)
        _second(decision, officer, two, subject)
        _wait(decision)
        if digest != decision.digest:
            raise Rejected.because(
                "digest", expected="that of the proposal as it is kept", found="another: read it anew"
            )
        _see(decision.statements, officer, subject, purpose=purpose)
        rows: dict[str, Value] = {"of": Text(item), "digest": Text(digest)}
        entry = _entry(
            case, "signed", rows, decision.statements, officer=officer, purpose=purpose, now=now, id_=_end(file, item)
        )
        _hold(case, decision.what, decision.statements, entry=entry, now=now)
        return entry

    return _kept(file, made, officer=officer, purpose=purpose)


def refuse(file: str, item: str, *, officer: Officer, purpose: str, now: dt.datetime, reason: str) -> Entry:
    """Refuse a proposal that waits as one who could have signed it, with a reason, and return the entry."""
    check_words(reason, "reason", SOURCE_MAX)

    def made(case: Case) -> Entry:
        decision = _of(case, item, now=now)
        _allow(officer, _subject(case), _two(decision.what).sign, purpose=purpose)
        if officer.staff == decision.proposed_by:
            raise Forbidden("Who proposed it takes it back; another person refuses it.")
        _wait(decision)
        rows: dict[str, Value] = {"of": Text(item)}
        id_ = _end(file, item)
        return _entry(case, "refused", rows, officer=officer, purpose=purpose, now=now, reason=reason, id_=id_)

    return _kept(file, made, officer=officer, purpose=purpose)


def withdraw(file: str, item: str, *, officer: Officer, purpose: str, now: dt.datetime, reason: str = "") -> Entry:
    """Take back one's own proposal while it waits, and return the entry."""

    def made(case: Case) -> Entry:
        decision = _of(case, item, now=now)
        if officer.staff != decision.proposed_by:
            raise Forbidden("Only who proposed it takes it back.")
        _wait(decision)
        rows: dict[str, Value] = {"of": Text(item)}
        id_ = _end(file, item)
        return _entry(case, "withdrawn", rows, officer=officer, purpose=purpose, now=now, reason=reason, id_=id_)

    return _kept(file, made, officer=officer, purpose=purpose)


def pending(shown: Case, now: dt.datetime) -> tuple[Decision, ...]:
    """Return the decisions of a case that `read.case` has opened for a reader, those that he may see, as they stand.

    Whether facts have changed is asked of the whole file. Leaves no entry of its own: the case was read.
    """
    lines = ((item, shown.line("decision.body", item)) for item in shown.items("decision"))
    seen = {item for item, line in lines if line and not line.withheld}
    return tuple(one for one in decisions.pending(_case(shown.file), now) if one.item in seen) if seen else ()


def _kept(file: str, made: Callable[[Case], Entry], *, officer: Officer, purpose: str) -> Entry:
    """Keep what is made of a file on exactly the state that it was made of; where another act came first, make it anew.

    So of two signers one is told that the other was faster, and no wish slips in between the check and the signature.
    """
    if not access.may(officer, "read", register.outline(file).subject, purpose=purpose, rules=access.shipped()):
        raise NotFound(read.HIDDEN)
    while True:
        case = _case(file)
        entry = made(case)
        folded = {file: fold.on(case, entry, dictionary=terms.shipped())}
        try:
            return write.keep([entry], folded=folded, sent=True, as_read=True)[0]
        except write.Moved:
            continue
        except IntegrityError:
            raise Rejected.because("entry", expected="one that is not kept yet", found="one that is") from None


def _entry(
    case: Case,
    step: str,
    rows: dict[str, Value],
    said: Sequence[Statement] = (),
    *,
    officer: Officer,
    purpose: str,
    now: dt.datetime,
    reason: str = "",
    id_: str | None = None,
) -> Entry:
    values = {**rows, "step": Code(step), "signer": Reference(officer.staff)}
    source = Source(Speaker.OFFICER)
    own = [
        Statement(id="", term=f"decision.{name}", value=value, source=source, manner=Manner.WRITTEN, item=_ITEM)
        for name, value in values.items()
    ]
    return write.draft(
        case.file,
        [*own, *said],
        kind=case.kind,
        form=FORM,
        officer=officer,
        purpose=purpose,
        now=now,
        act=Act.DECISION,
        reason=reason,
        id_=id_,
    )


def _end(file: str, item: str) -> str:
    """Return the id of the one act that ends a proposal: it is signed, refused or withdrawn once."""
    return keys.repeatable_id(f"decision|{file}|{item}")


def _two(what: str) -> Two:
    two = access.shipped().two.get(what)
    if two is None:
        raise Rejected.because("decision", expected="a kind of decision that two people may make", found="another")
    return two


def _allow(officer: Officer, subject: Subject, actions: frozenset[str], *, purpose: str) -> None:
    if officer.staff == subject.file:
        raise Forbidden("Nobody decides on his own staff file.")
    if seats.closed(officer.staff) or not _may(officer, subject, actions, purpose=purpose):
        raise Forbidden("Your role and purpose do not include this act.")


def _may(officer: Officer, subject: Subject, actions: frozenset[str], *, purpose: str) -> bool:
    rules = access.shipped()
    return any(access.may(officer, action, subject, purpose=purpose, rules=rules) for action in actions)


def _see(said: Sequence[Statement], officer: Officer, subject: Subject, *, purpose: str) -> None:
    """Refuse a signature under what its signer may not see."""
    sight = access.sight(officer, subject, purpose=purpose, rules=access.shipped())
    known = (terms.shipped().by_name.get(one.term) for one in said)
    if any(term and not sight.of(term.area, term.sensitivity) for term in known):
        raise Forbidden("Nobody signs what he may not see.")


def _of(case: Case, item: str, *, now: dt.datetime) -> Decision:
    found = next((one for one in decisions.pending(case, now) if one.item == item), None)
    if found is None:
        raise NotFound("There is no such proposal.")
    return found


def _wait(decision: Decision) -> None:
    if decision.state is not State.WAITING:
        found = "one whose facts have changed" if decision.state is State.VOID else f"one that is {decision.state}"
        raise Rejected.because("decision", expected="a proposal that waits for its second signature", found=found)


def _second(decision: Decision, officer: Officer, two: Two, subject: Subject) -> None:
    """Refuse a second signature by the same person, and one under a proposal whose maker may no longer make it."""
    if officer.staff == decision.proposed_by:
        raise Forbidden("The second signature is that of another person.")
    first = read.staff(decision.proposed_by)
    if seats.closed(first.staff) or not _may(first, subject, two.propose, purpose=decision.purpose):
        raise Rejected.because("decision", expected="a proposal of one who may still make it", found="another's")
    pairs = itertools.permutations(two.each)
    if two.each and not any(one in first.roles and other in officer.roles for one, other in pairs):
        raise Forbidden(f"Of the two who sign, one is {' and one is '.join(sorted(two.each))}.")


def _hold(case: Case, what: str, said: tuple[Statement, ...], *, entry: Entry, now: dt.datetime) -> None:
    """Refuse what is not of this kind of decision, what is too secret for its record, and what the checks find."""
    allowed, top = _two(what).terms, terms.shipped().term("decision.body").sensitivity
    faults = [] if said else [Fault("statements", "at least one", "none")]
    for index, one in enumerate(said):
        term = terms.shipped().by_name.get(one.term)
        if term is None or not allowed & {term.name, term.group}:
            faults.append(Fault(f"statement {index}", f"a term of a decision of the kind {what}", "another"))
        elif term.sensitivity > top:
            faults.append(Fault(f"statement {index}, {term.name}", f"a term of at most {top.name}", "a higher one"))
    try:
        fold.check(case, entry, dictionary=terms.shipped())
    except Rejected as refusal:
        faults += refusal.faults
    check = CHECKS.get(what)
    faults += check(case, said, entry.by, now) if check else ()
    if faults:
        raise Rejected(*faults)


def _subject(case: Case) -> Subject:
    return Subject(file=case.file, kind=case.kind, site=case.site)


def _case(file: str) -> Case:
    return fold.of(register.entries(file), dictionary=terms.shipped())
