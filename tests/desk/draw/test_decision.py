"""A decision by two in words: what is kept, what it replaces, how it stands, who ended it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from tests.desk.invented import FILE, READER, WRITER, case, entry, of, said

from nansen.casefile.decisions import Decision, State
from nansen.casefile.model import Sight
from nansen.desk.draw import decision
from nansen.desk.draw.law_model import Kept
from nansen.desk.draw.model import Mark, Reader, Tone
from nansen.statements.model import Manner, Sensitivity, Speaker, Statement

AT = dt.datetime(2026, 3, 1, 10, 0, tzinfo=dt.UTC)
OFFICER, WRITTEN = Speaker.OFFICER, Manner.WRITTEN


def decided(*statements: Statement, state: State = State.WAITING, at: dt.datetime = AT) -> Decision:
    return Decision(
        file=FILE, item=f"{5:032x}/decision", what="disposition", ground="Because.", statements=statements,
        digest="0123456789abcdef" * 4, facts="f", expires_at=AT + dt.timedelta(days=7), proposed_by=WRITER,
        proposed_at=at, purpose="protection", entry=5, state=state,
    )  # fmt: skip


def row(term: str, typed: str, **more: str) -> Statement:
    return said(term, typed, OFFICER, WRITTEN, **more)


def test_what_is_kept_is_told_word_for_word_with_what_it_replaces() -> None:
    whole = case(entry(1, row("disposition.stage", "proposed", item="d")))
    first = f"{1:032x}.0"
    code = row("disposition.code", "CONT", item="d", text="He stays.")
    stage = row("disposition.stage", "decided", item="d", replaces=first)
    gone = row("disposition.stage", "decided", item="d", withdraws=first)
    unknown = row("disposition.stage", "decided", item="d", replaces="elsewhere")

    shown = decision.of(decided(code, stage, gone, unknown), whole, reader=READER)

    who = "the officer who wrote it, written"
    label = "Dispositions: How far it is"
    assert shown.kept == (
        Kept("Dispositions: Disposition", "Internment continues", "", who, "He stays.", ""),
        Kept(label, "Decided", "", who, "", "in place of “Proposed” of entry 1"),
        Kept(label, "Decided", "", who, "", "withdraws “Proposed” of entry 1"),
        Kept(label, "Decided", "", who, "", "ends an earlier statement"),
    )
    assert (shown.id, shown.by, shown.at, shown.expires) == (
        f"{5:032x}",
        "I. Tkach",
        "1 March 2026, 10:00 UTC",
        "8 March 2026, 10:00 UTC",
    )
    assert shown.groups.split(" ") == ["01234567", "89abcdef"] * 4
    assert (shown.act, shown.place, shown.waits) == ("CONT", "", True)


def test_what_a_reader_may_not_see_of_it_is_withheld() -> None:
    low = Reader(sight=Sight(seen=True, areas={"office": Sensitivity.S3}))

    shown = decision.of(decided(row("disposition.code", "CONT", item="d")), of(), reader=low)

    assert shown.kept == (Kept("Dispositions: Disposition", "Withheld", "", "", "", ""),)


def test_an_override_names_its_rule_act_and_destination() -> None:
    said_ = (
        row("override.rule", "gc3-115-punishment", item="o"),
        row("override.act", "EXCH", item="o"),
        row("override.destination", "KR", item="o"),
    )

    shown = decision.of(decided(*said_), of(), reader=READER)

    assert (shown.rule, shown.act, shown.place) == ("gc3-115-punishment", "EXCH", "KR")


@pytest.mark.parametrize(
    ("state", "mark", "ended"),
    [
        (State.SIGNED, Mark("signed by two", Tone.GOOD), "Signed by I. Tkach, 1 March 2026, 10:00 UTC"),
        (State.REFUSED, Mark("refused", Tone.STOP), "Refused by I. Tkach, 1 March 2026, 10:00 UTC"),
        (State.WITHDRAWN, Mark("taken back", Tone.NONE), "Taken back by I. Tkach, 1 March 2026, 10:00 UTC"),
        (State.EXPIRED, Mark("lapsed", Tone.NONE), ""),
        (State.VOID, Mark("void: the facts have changed", Tone.WARN), ""),
    ],
)
def test_how_it_ended_is_told_with_who_and_when(state: State, mark: Mark, ended: str) -> None:
    found = decided(state=state)

    shown = decision.of(replace(found, ended_by=WRITER, ended_at=AT, ended=6) if ended else found, of(), reader=READER)

    assert (shown.state, shown.ended, shown.waits, shown.void) == (mark, ended, False, state is State.VOID)
    assert shown.ended_in == (6 if ended else None)


def test_what_waits_comes_first_then_the_latest() -> None:
    old = decided(state=State.SIGNED, at=AT - dt.timedelta(days=2))
    new = decided(state=State.REFUSED, at=AT - dt.timedelta(days=1))
    waits = decided(at=AT - dt.timedelta(days=3))

    shown = decision.all_of([old, waits, new], of(), reader=READER)

    assert [one.state.words for one in shown] == ["waits for a second person", "refused", "signed by two"]
