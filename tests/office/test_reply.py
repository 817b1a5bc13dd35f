"""Letters to those who ask: what the office works out and the enquirer may read, signed, in his language."""

from __future__ import annotations

from typing import Any

import pytest
from tests.conftest import NOW, Bureau
from tests.office import forms
from tests.office.forms import said

from nansen.casefile import fold
from nansen.casefile.model import Case, Officer
from nansen.errors import Forbidden, NotFound, Rejected
from nansen.formats.messages import letters, signed
from nansen.formats.messages.model import Answer, Why
from nansen.office import assign, keys, read, register, reply, send, write
from nansen.office.despatch import Prepared
from nansen.statements import terms
from nansen.statements.model import Act, Kind, Statement
from nansen.statements.values import Code, Date, Name, Reference, Text

pytestmark = pytest.mark.db

WORK: dict[str, Any] = {"purpose": "notification", "now": NOW}
CHOSEN = (
    said("kin.name", Name("Ri Sun"), item="k"),
    said("kin.relation", Code("mother"), item="k"),
    said("kin.contact_choice", Code("family"), item="k"),
)
ADDRESS = said("captive.address_for_mail", Text("Camp 3, Box 7"))


def free(case: Case) -> bool:
    """Return that the law holds nothing back."""
    return False


def held_back(case: Case) -> bool:
    """Return that the law holds everything back."""
    return True


def captive(bureau: Bureau, *more: Statement) -> str:
    kept = forms.opened(bureau["registrar"], "Kim Chol", ADDRESS)
    if more:
        write.record(forms.capture(bureau["registrar"], *more, file=kept.file, form="kin"), officer=bureau["registrar"])
    return kept.file


def enquiry(bureau: Bureau, *more: Statement, relation: str = "mother", language: str = "en") -> str:
    rows = (said("request.relation", Code(relation)), said("request.enquirer_language", Code(language)), *more)
    asked = forms.capture(bureau["tracing"], *rows, kind=Kind.REQUEST, form="enquiry", purpose="tracing")
    return write.record(asked, officer=bureau["tracing"])[0].file


def about(file: str) -> Statement:
    return said("request.subject", Reference(file))


def answer(bureau: Bureau, request: str, hold: reply.Hold = free) -> Prepared:
    return reply.answer(request, hold=hold, officer=bureau["tracing"], **WORK)


def text(made: Prepared) -> str:
    return letters.check(made.data, keys.ring().policy_vkey)


def said_of(made: Prepared) -> dict[str, object]:
    """Return what the register keeps of a letter."""
    case = fold.of(register.entries(made.entry.file), dictionary=terms.shipped())
    return {
        term.removeprefix("message."): line.last.statement.value
        for (item, term), line in case.lines.items()
        if item == made.item and line.last
    }


def trusted(bureau: Bureau, file: str) -> Officer:
    assign.assign(file, bureau["decider"].staff, officer=bureau["registrar"], purpose="intake", now=NOW)
    return read.staff(bureau["decider"].staff)


def test_his_mother_is_answered_in_her_language_and_the_answer_is_kept(bureau: Bureau) -> None:
    made = answer(bureau, enquiry(bureau, about(captive(bureau, *CHOSEN)), language="ko"))

    assert "문의하신 분은 전쟁 포로로 우리 측에 있습니다." in text(made).split("\n")
    assert "Camp 3" not in text(made)
    assert made.entry.act is Act.MESSAGE
    kept = said_of(made)
    assert (kept["type"], kept["to"], kept["answer"]) == (Code("REPLY"), Code("family"), Code("in_our_power"))
    assert kept["document"] == Text(signed.digest(made.data))


def test_an_answer_leaves_read_entries_of_the_request_and_of_its_subject(bureau: Bureau) -> None:
    file = captive(bureau, *CHOSEN)
    request = enquiry(bureau, about(file))

    made = answer(bureau, request)

    last = made.entry.number or 0
    shown = [register.entry(last - 2).shown, register.entry(last - 1).shown]
    assert shown == [(request,), (file,)]


@pytest.mark.parametrize("asked", [True, False])
def test_what_the_law_holds_back_goes_through_the_agency_and_is_no_lie(bureau: Bureau, asked: bool) -> None:
    day = Date(NOW.date(), NOW.date())
    more = (said("request.enquiries_made_on", day),) if asked else ()

    made = answer(bureau, enquiry(bureau, about(captive(bureau, *CHOSEN)), *more), held_back)

    assert said_of(made)["answer"] == Code("held_back")
    assert "Central Tracing Agency" in text(made)
    assert "no record" not in text(made)


def test_nobody_found_is_no_record_once_enquiries_were_made(bureau: Bureau) -> None:
    day = said("request.enquiries_made_on", Date(NOW.date(), NOW.date()))

    assert said_of(answer(bureau, enquiry(bureau)))["answer"] == Code("enquiries_continue")
    assert said_of(answer(bureau, enquiry(bureau, day)))["answer"] == Code("no_record")


def test_a_letter_is_sent_and_receipted_like_a_message(bureau: Bureau) -> None:
    made = answer(bureau, enquiry(bureau))

    send.sent(
        made.entry.file, made.item, channel="Post", addressee="Ri Sun", sent_at=NOW, officer=bureau["tracing"], **WORK
    )

    assert said_of(made)["channel"] == Text("Post")


def test_a_letter_is_known_again_by_its_code_and_no_other_is(bureau: Bureau) -> None:
    request = enquiry(bureau)
    made = answer(bureau, request)
    work: dict[str, Any] = {"officer": bureau["tracing"], **WORK}

    assert reply.genuine(request, made.item, f" {made.code.lower()}", **work)
    assert not reply.genuine(request, made.item, "AAAA-AAAA", **work)
    assert not reply.genuine(request, "nothing/here", made.code, **work)


def test_two_subjects_that_contest_each_other_are_settled_first(bureau: Bureau) -> None:
    one, other = captive(bureau), captive(bureau)

    with pytest.raises(Rejected, match="one person"):
        answer(bureau, enquiry(bureau, about(one), about(other)))


def test_only_an_enquiry_is_answered_and_only_by_who_may(bureau: Bureau) -> None:
    file = captive(bureau)
    request = enquiry(bureau)

    with pytest.raises(Rejected, match="the file of an enquiry"):
        answer(bureau, file)
    with pytest.raises(NotFound):
        reply.answer(request, hold=free, officer=bureau["interviewer"], **WORK | {"purpose": "intake"})


def test_an_extract_tells_kin_how_he_is_and_where_to_write(bureau: Bureau) -> None:
    file = captive(bureau, *CHOSEN)
    officer = trusted(bureau, file)

    made = reply.extract(file, "mother", "en", hold=free, officer=officer, **WORK)

    assert text(made).split("\n")[4:9] == [
        "The person you ask about is a prisoner of war in our hands.",
        "Letters reach this person at: Camp 3, Box 7",
        "We do not know:",
        "- when this person was last seen alive",
        "- the state of health",
    ]
    assert made.entry.file == file


def test_no_extract_without_his_choice_nor_against_the_law_nor_by_one_who_may_not_read_it(bureau: Bureau) -> None:
    chosen, silent = captive(bureau, *CHOSEN), captive(bureau)
    officer = trusted(bureau, chosen)
    trusted(bureau, silent)
    officer = read.staff(officer.staff)

    for file, hold in ((silent, free), (chosen, held_back)):
        with pytest.raises(Forbidden, match="Nothing may be told directly"):
            reply.extract(file, "mother", "en", hold=hold, officer=officer, **WORK)
    with pytest.raises(Forbidden, match="You may not see all"):
        reply.extract(chosen, "mother", "en", hold=free, officer=bureau["tracing"], **WORK)


def power(code: str) -> tuple[Statement, ...]:
    return (said("power.country", Code(code), item="p"), said("power.basis", Code("assessed"), item="p"))


RISK = (said("risk.destination", Code("KP"), item="r"), said("risk.outcome", Code("risk"), item="r"))


@pytest.mark.parametrize(
    ("form", "statements", "held"),
    [
        ("capture", (), False),
        ("capture", power("UA"), False),
        ("capture", power("KP"), True),  # the profile names it for reprisals against families
        ("wish", forms.wish("unwilling_to_return"), True),
        ("wish", forms.wish("return"), False),
        ("risk", RISK, True),
    ],
)
def test_the_law_holds_an_answer_back_for_a_wish_a_risk_or_danger_to_his_family(
    bureau: Bureau, form: str, statements: tuple[Statement, ...], held: bool
) -> None:
    file = captive(bureau, *CHOSEN)
    if statements:
        officer, purpose = bureau["registrar" if form == "capture" else "protection"], "protection"
        entry = forms.capture(
            officer, *statements, file=file, form=form, purpose="intake" if form == "capture" else purpose
        )
        write.record(entry, officer=officer)
    request = enquiry(bureau, about(file))

    made = reply.answer(request, officer=bureau["tracing"], **WORK)

    assert reply.hold(fold.of(register.entries(file), dictionary=terms.shipped()), NOW) is held
    assert said_of(made)["answer"] == Code("held_back" if held else "in_our_power")


def test_a_look_shows_the_letter_and_why_and_keeps_no_more_than_that_it_was_read(bureau: Bureau) -> None:
    file = captive(bureau, *CHOSEN)
    request = enquiry(bureau, about(file), relation="friend", language="uk")

    draft = reply.look(request, officer=bureau["tracing"], **WORK)

    assert (draft.telling.answer, draft.why, draft.subject) == (Answer.HELD_BACK, (Why.STRANGER,), file)
    assert letters.shipped()["uk"]["answer"]["held_back"] in draft.text
    acts = [register.entry(forms.last() - back).act for back in (1, 0)]
    assert acts == [Act.READ, Act.READ]
    nobody = reply.look(enquiry(bureau), officer=bureau["tracing"], **WORK)
    assert (nobody.telling.answer, nobody.why, nobody.subject) == (Answer.ENQUIRIES_CONTINUE, (), "")


def test_who_looked_at_his_choice_and_the_danger_is_kept_with_the_letter(bureau: Bureau) -> None:
    request = enquiry(bureau, about(captive(bureau, *CHOSEN)))

    made = reply.answer(request, checked="T. Reuss", officer=bureau["tracing"], **WORK)

    assert said_of(made)["family_check"] == Text("T. Reuss")
    assert "family_check" not in said_of(answer(bureau, request))
