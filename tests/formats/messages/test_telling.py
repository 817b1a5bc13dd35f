"""What an enquirer may be told: never where, never a wish; nothing directly that he did not choose or that harms."""

from __future__ import annotations

import pytest
from tests.formats.messages import invented
from tests.formats.messages.invented import NOW, case, line_of, of

from nansen.casefile.model import Case
from nansen.errors import Forbidden
from nansen.formats.messages import telling
from nansen.formats.messages.model import Answer, Fact, Telling, Why
from nansen.statements.model import Kind, Speaker

CHOSEN = ("kin.relation = mother @k", "kin.contact_choice = family @k")
SEEN = ("custody.began = 2025-01-09T10:00Z @c", "health.inspected_on = 2025-02-01", "health.inspected_on = 2027-01-01")
WELL = ("health.state = sick", "captive.address_for_mail = Camp 3, Box 7")


def answer(file: Case | None, relation: str = "mother", *, held: bool = False, asked: bool = False) -> Telling:
    return telling.answer(file, relation, held=held, asked=asked, now=NOW)


def extract(file: Case, relation: str = "mother", *, held: bool = False) -> Telling:
    return telling.extract(file, relation, held=held, now=NOW)


def test_his_mother_learns_that_he_is_held_and_was_alive() -> None:
    assert answer(case(*CHOSEN, *SEEN, *WELL)) == Telling(Answer.IN_OUR_POWER, ((Fact.ALIVE, "2025-02-01"),))


def test_what_nobody_wrote_down_is_said_to_be_unknown() -> None:
    assert answer(case(*CHOSEN)) == Telling(Answer.IN_OUR_POWER, (), (Fact.ALIVE,))


def test_an_extract_adds_health_and_an_address_and_nothing_else() -> None:
    file = case(*CHOSEN, *SEEN, *WELL, "wish.wish = stay @w", "captive.camp = Lviv")

    assert extract(file) == Telling(
        Answer.IN_OUR_POWER,
        ((Fact.ALIVE, "2025-02-01"), (Fact.HEALTH, "sick"), (Fact.MAIL, "Camp 3, Box 7")),
    )
    assert extract(case(*CHOSEN)).unknown == (Fact.ALIVE, Fact.HEALTH, Fact.MAIL)


def test_a_state_of_health_that_is_contested_is_not_known() -> None:
    assert Fact.HEALTH in extract(case(*CHOSEN, "health.state = sick", "health.state = good")).unknown


def test_who_left_was_in_our_power() -> None:
    file = case(*CHOSEN, *SEEN, "custody.ended_how = handed_over @c", "custody.ended_how = repatriated @d")

    assert answer(file) == Telling(Answer.WAS_IN_OUR_POWER)
    assert extract(file) == Telling(Answer.WAS_IN_OUR_POWER, ((Fact.ALIVE, "2025-02-01"),))
    assert answer(case(*CHOSEN, "custody.ended_how = hospital @c")).answer is Answer.IN_OUR_POWER


def test_a_death_that_the_bureau_wrote_down_is_told_to_kin_who_were_never_asked_about() -> None:
    file = case("death.at = 2025-02-03T04:00Z", "death.burial_place = Plot 4", "death.grave_id = 12")

    assert answer(file, "wife") == Telling(Answer.DIED, ((Fact.DIED_ON, "2025-02-03"),))
    assert extract(file, "wife") == Telling(Answer.DIED, ((Fact.DIED_ON, "2025-02-03"), (Fact.GRAVE, "Plot 4, 12")))
    assert extract(case("death.at = 2025-02-03T04:00Z", "death.at = 2025-02-05T04:00Z")).unknown == (
        Fact.DIED_ON,
        Fact.GRAVE,
    )


def test_a_death_that_others_report_is_a_claim_and_answers_nothing() -> None:
    lines = tuple(map(line_of, CHOSEN))
    for speaker in (Speaker.WITNESS, Speaker.PUBLISHED):
        file = of(*lines, line_of("death.at = 2025-02-03T04:00Z", speaker))

        assert answer(file).answer is Answer.IN_OUR_POWER
    assert answer(case(*CHOSEN, "death.at = unknown")).answer is Answer.IN_OUR_POWER


@pytest.mark.parametrize(
    "lines",
    [
        ("kin.contact_choice = cta_only @k",), ("kin.contact_choice = none @k",),
        (), ("kin.contact_choice = declined @k",),
        (*CHOSEN, "kin.relation = mother @n", "kin.contact_choice = none @n"),
        (*CHOSEN, "risk.outcome = risk @r"), (*CHOSEN, "risk.onward_outcome = risk @r"),
        (*CHOSEN, "message.detriment = yes @m"),
        ("kin.relation = father @k", "kin.contact_choice = family @k", "kin.contact_choice = cta_only @n"),
    ],
)  # fmt: skip
def test_without_his_choice_or_in_danger_the_agency_answers(lines: tuple[str, ...]) -> None:
    assert answer(case(*lines, *SEEN)) == Telling(Answer.HELD_BACK)
    with pytest.raises(Forbidden, match="Nothing may be told directly"):
        extract(case(*lines, *SEEN))


def test_a_risk_that_a_later_assessment_cleared_holds_nothing_back() -> None:
    found = case(*CHOSEN, "risk.destination = KP @r", "risk.outcome = risk @r", "risk.assessed_on = 2025-01-12 @r")
    cleared = invented.then(
        found,
        "risk.destination = KP @s",
        "risk.outcome = no_risk @s",
        "risk.assessed_on = 2025-06-01 @s",
        "risk.assessed_by = M. Vale @s",
        "risk.sources = Reports of two bodies @s",
        "risk.threshold = Substantial grounds @s",
    )

    assert answer(found).answer is Answer.HELD_BACK
    assert answer(cleared).answer is Answer.IN_OUR_POWER


def test_a_choice_made_for_his_mother_is_hers_and_counts_for_others_where_none_was_made_for_them() -> None:
    file = case(*CHOSEN, "kin.relation = wife @w", "kin.contact_choice = cta_only @w")

    assert answer(file, "mother").answer is Answer.IN_OUR_POWER
    assert answer(file, "wife").answer is Answer.HELD_BACK
    assert answer(file, "brother").answer is Answer.HELD_BACK
    assert answer(case(*CHOSEN), "brother").answer is Answer.IN_OUR_POWER


@pytest.mark.parametrize("relation", ["friend", "comrade", "organisation", ""])
def test_strangers_are_answered_through_the_agency(relation: str) -> None:
    assert answer(case(*CHOSEN), relation) == Telling(Answer.HELD_BACK)
    with pytest.raises(Forbidden):
        extract(case(*CHOSEN), relation)


def test_what_the_law_holds_back_is_never_called_no_record() -> None:
    assert answer(case(*CHOSEN), held=True, asked=True) == Telling(Answer.HELD_BACK)
    assert answer(case(kind=Kind.OURS), held=True, asked=True) == Telling(Answer.HELD_BACK)
    with pytest.raises(Forbidden):
        extract(case(*CHOSEN), held=True)


def test_no_record_is_said_once_others_were_asked() -> None:
    assert answer(None) == Telling(Answer.ENQUIRIES_CONTINUE)
    assert answer(None, asked=True) == Telling(Answer.NO_RECORD)


def test_one_who_is_looked_for_is_still_looked_for() -> None:
    assert answer(case("person.surname = Kim", kind=Kind.SOUGHT), asked=True) == Telling(Answer.ENQUIRIES_CONTINUE)
    with pytest.raises(Forbidden):
        extract(case("person.surname = Kim", kind=Kind.SOUGHT))


@pytest.mark.parametrize(
    ("lines", "relation", "held", "why"),
    [
        (CHOSEN, "mother", False, ()),
        (CHOSEN, "friend", False, (Why.STRANGER,)),
        (CHOSEN, "mother", True, (Why.LAW,)),
        ((), "mother", False, (Why.UNASKED,)),
        (("kin.contact_choice = cta_only @k",), "mother", False, (Why.CHOICE,)),
        ((*CHOSEN, "message.detriment = yes @m"), "mother", True, (Why.LAW, Why.DANGER)),
        (("death.at = 2025-02-03T04:00Z",), "wife", False, ()),
    ],
)
def test_every_reason_for_telling_no_more_is_named_and_none_where_there_is_none(
    lines: tuple[str, ...], relation: str, held: bool, why: tuple[Why, ...]
) -> None:
    assert telling.why(case(*lines), relation, held=held) == why
    told = answer(case(*lines), relation, held=held).answer
    assert (told is Answer.HELD_BACK) is bool(why)


def test_there_is_no_reason_where_nobody_was_found_and_none_of_a_choice_of_one_who_is_looked_for() -> None:
    assert telling.why(None, "mother", held=True) == ()
    assert telling.why(case(kind=Kind.SOUGHT), "mother", held=False) == ()
