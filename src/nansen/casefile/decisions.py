"""Decisions by two: a proposal that one person signed, and what a second person did with the same bytes.

A proposal is an item of the group `decision`, kept by its first signer. What came of it is an item of its own, whose
`decision.of` names the proposal. Both stand on the file for ever; here they are folded into one record.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from nansen.casefile import access, items
from nansen.casefile.grants import Rules
from nansen.casefile.model import Case, Said, Standing
from nansen.errors import Rejected
from nansen.statements import canonical
from nansen.statements.model import Entry, Statement
from nansen.statements.values import Code, Instant, Text

FORM = "decision"
DOMAIN = "nansen|decision|1"
# No facts that a decision could rest on: decisions themselves, what they and releases lift (the checks ask for these
# again at the signature), and which files an officer works on.
_NO_FACTS = ("decision.", "override.", "release.", "staff.assigned")
_ENDS = frozenset({"signed", "refused", "withdrawn"})


class State(StrEnum):
    """What has become of a proposal; only one that waits can be signed, refused or withdrawn."""

    WAITING = "waiting"
    SIGNED = "signed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    VOID = "void"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A proposal with what became of it.

    `statements` are what is kept if it is signed, without ids; `digest` is what both sign, `facts` the state of the
    file that it rests on. `entry` is the number of the proposal, `ended` of the act that ended it, `ended_by` the staff
    file of who did that. Void is what rests on facts that have changed since, and what does not agree with its digest:
    of that the statements are empty.
    """

    file: str
    item: str
    what: str
    ground: str
    statements: tuple[Statement, ...]
    digest: str
    facts: str
    expires_at: dt.datetime
    proposed_by: str
    proposed_at: dt.datetime
    purpose: str
    entry: int | None
    state: State = State.WAITING
    ended_by: str = ""
    ended_at: dt.datetime | None = None
    ended: int | None = None


def pending(case: Case, now: dt.datetime) -> tuple[Decision, ...]:
    """Return the decisions of a whole case, in the order in which they were proposed, as they stand at this time.

    A proposal lapses in the second that it names. The case must be whole: of one with lines withheld every proposal
    would seem void.
    """
    return tuple(
        replace(one, state=State.EXPIRED) if one.state is State.WAITING and one.expires_at <= now else one
        for one in of(case)
    )


def of(case: Case) -> tuple[Decision, ...]:
    """Return the decisions of a whole case without asking the time: what has lapsed still waits.

    Equal cases give equal decisions. The facts are hashed only where a proposal waits: linear in the statements.
    """
    steps = [step for item in case.items("decision") if (step := _step(case, item))]
    ends: dict[str, list[_Step]] = {}
    for step in steps:
        if step.code in _ENDS:
            ends.setdefault(step.of, []).append(step)
    found = [_decision(case, step, ends.get(step.item, [])) for step in steps if step.code == "proposed"]
    if any(one.state is State.WAITING for one in found):
        now = facts(case)
        found = [
            replace(one, state=State.VOID) if one.state is State.WAITING and one.facts != now else one for one in found
        ]
    return tuple(found)


def facts(case: Case) -> str:
    """Return the fingerprint of what a decision rests on: every statement of a whole case and whether it stands.

    64 hexadecimal digits of SHA-256. Reads are no part of a case; decisions, overrides and releases change nothing.
    """
    rows = [
        [item, said.statement.id, canonical.statement_out(said.statement), said.standing.value]
        for (item, term), line in sorted(case.lines.items())
        if not term.startswith(_NO_FACTS)
        for said in line.said
    ]
    return _sha256("facts", [case.file, rows])


def body(ground: str, statements: Iterable[Statement], *, pack: str = "") -> str:
    """Return the text that both sign for: the ground, the rule pack by version and hash, and what will be kept.

    The statements stand as they will be kept, without their ids.
    """
    said = [canonical.statement_out(one) for one in statements]
    return _json({"ground": ground, **({"pack": pack} if pack else {}), "statements": said})


def digest(file: str, what: str, signed: str, *, rests_on: str, expires_at: dt.datetime) -> str:
    """Return what both people sign: 64 hexadecimal digits of SHA-256 over file, kind, body, facts and time of lapse."""
    return _sha256("digest", [file, what, signed, rests_on, canonical.moment_out(expires_at)])


def settled(case: Case, entry: Entry, *, rules: Rules) -> Iterator[int]:
    """Yield the places in an entry of one person's statements that would change what two have signed.

    That is a replacement or withdrawal of a statement that a signed decision brought, and a word on a `fixed` term of
    an item - the destination, say - of which such a decision stands.
    """
    fixed = frozenset().union(*(two.fixed for two in rules.two.values()))
    for index, statement in enumerate(entry.statements):
        key = items.key(entry, statement)
        ended = statement.replaces or statement.withdraws
        line = case.lines.get(key) if ended else None
        by_two = line and any(said.statement.id == ended and said.form == FORM for said in line.said)
        if by_two or (statement.term in fixed and _signed(case, key[0])):
            yield index


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """One item of the group as the act that opened it wrote it; what other acts say of the item counts for nothing."""

    item: str
    code: str
    of: str
    digest: str
    said: Said


def _step(case: Case, item: str) -> _Step | None:
    said = _own(case, item, "step")
    if said is None or not isinstance(said.statement.value, Code):
        return None
    code = said.statement.value.code
    return _Step(item=item, code=code, of=_text(case, item, "of"), digest=_text(case, item, "digest"), said=said)


def _decision(case: Case, step: _Step, ends: Sequence[_Step]) -> Decision:
    what, lapses = _own(case, step.item, "what"), _own(case, step.item, "expires_at")
    code = what.statement.value.code if what and isinstance(what.statement.value, Code) else ""
    time = lapses.statement.value.first if lapses and isinstance(lapses.statement.value, Instant) else None
    signed, rests_on = _text(case, step.item, "body"), _text(case, step.item, "facts")
    whole = time is not None and step.digest == digest(case.file, code, signed, rests_on=rests_on, expires_at=time)
    ground, statements = (_opened(signed) if whole else None) or ("", ())
    end = next((one for one in ends if _counts(one, step)), None)
    state = State(end.code) if end else State.WAITING
    return Decision(
        file=case.file,
        item=step.item,
        what=code,
        ground=ground,
        statements=statements,
        digest=step.digest,
        facts=rests_on,
        expires_at=time or step.said.recorded_at,
        proposed_by=step.said.by,
        proposed_at=step.said.recorded_at,
        purpose=step.said.purpose,
        entry=step.said.entry,
        state=state if statements else State.VOID,
        ended_by=end.said.by if end else "",
        ended_at=end.said.recorded_at if end else None,
        ended=end.said.entry if end else None,
    )


def _counts(end: _Step, proposal: _Step) -> bool:
    """Return whether a step ends a proposal: a signature is another person's, over the same digest."""
    if end.code == "withdrawn":
        return end.said.by == proposal.said.by
    return end.said.by != proposal.said.by and (end.code == "refused" or end.digest == proposal.digest)


def _signed(case: Case, item: str) -> bool:
    return any(
        said.form == FORM and said.standing is Standing.STANDS and access.by_two(said.statement)
        for (other, _), line in case.lines.items()
        if other == item
        for said in line.said
    )


def _own(case: Case, item: str, term: str) -> Said | None:
    """Return what the act that opened an item said of it, by the one form that decides."""
    line = case.line(f"decision.{term}", item)
    said = line.said if line else ()
    return next((one for one in said if one.form == FORM and item.startswith(f"{one.entry_id}/")), None)


def _text(case: Case, item: str, term: str) -> str:
    said = _own(case, item, term)
    return said.statement.value.text if said and isinstance(said.statement.value, Text) else ""


def _opened(signed: str) -> tuple[str, tuple[Statement, ...]] | None:
    """Return ground and statements of a body, None for a text that is none."""
    try:
        row = json.loads(signed)
        return str(row["ground"]), tuple(canonical.statement_in(one, "") for one in row["statements"])
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, Rejected):
        return None


def _sha256(part: str, of_: Any) -> str:  # noqa: ANN401 - plain JSON
    return hashlib.sha256(f"{DOMAIN}|{part}\n{_json(of_)}".encode()).hexdigest()


def _json(of_: Any) -> str:  # noqa: ANN401 - plain JSON
    return json.dumps(of_, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
