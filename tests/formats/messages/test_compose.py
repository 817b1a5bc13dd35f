"""What a message carries, of whom, to whom; and what it never carries whatever the file holds."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import strategies
from tests.formats.messages.invented import CTA, HARM, KEY, KNOWN, POWER, PROTECTING, case, envelope, of, said, value

from nansen.errors import Rejected
from nansen.formats.messages import compose, signed, table
from nansen.formats.messages.model import Detriment, Field, Message, To
from nansen.statements.model import Kind
from nansen.statements.values import Absence, Absent, Code, Date, Instant, Text

NOT_ASKED = (Absent(Absence.NOT_ASKED),)
KIN = ("kin.name = Ri Sun @k", "kin.to_be_informed = yes @k")


def told(message: Message) -> dict[tuple[str, int], object]:
    """Return the payload without what nobody was asked."""
    return {(one.term, one.item): one.values for one in message.payload if one.values != NOT_ASKED}


def test_a_message_carries_what_its_type_lists_and_not_the_file() -> None:
    file = case(
        "person.surname = Kim", "person.religion = Buddhist", "health.state = sick", "health.bulletin = Fever.",
        "service.number = declined", "service.unit = 12th", "wish.wish = stay @w",
    )  # fmt: skip

    message = compose.of(file, "HEALTH", POWER, envelope=envelope())

    assert told(message) == {
        ("person.surname", 0): (value("person.surname", "Kim"),),
        ("service.number", 0): (Absent(Absence.DECLINED),),
        ("health.state", 0): (Code("sick"),),
        ("health.bulletin", 0): (Text("Fever."),),
    }
    assert Field("service.rank", 0, NOT_ASKED) in message.payload


def test_answers_that_contest_each_other_are_all_told_and_absence_only_where_nothing_is() -> None:
    file = case("person.surname = Kim", "person.surname = unknown", "person.surname = Ri", "person.surname = Kim")

    message = compose.of(file, "HEALTH", CTA, envelope=envelope(detriment=HARM))

    assert told(message) == {
        ("person.surname", 0): (value("person.surname", "Kim"), value("person.surname", "Ri")),
    }


def test_the_wording_of_a_date_stays_here() -> None:
    day, second = dt.date(2001, 2, 3), dt.datetime(2025, 1, 9, 10, tzinfo=dt.UTC)
    rows = [
        said("person.birth_date", Date(day, day, wording="the night his brother fled")),
        said("capture.at", Instant(second, second, wording="when he gave up")),
    ]

    message = compose.of(of(*rows), "CAPTURE", POWER, envelope=envelope())

    assert told(message) == {
        ("person.birth_date", 0): (Date(day, day),),
        ("capture.at", 0): (Instant(second, second),),
    }


def test_the_agency_is_told_of_every_power_named_and_a_power_only_what_was_assessed() -> None:
    file = case(
        "power.country = RU @a", "power.basis = documents @a", "power.country = KP @b", "power.basis = assessed @b"
    )

    to_agency = compose.of(file, "CAPTURE", CTA, envelope=envelope(detriment=HARM))
    to_power = compose.of(file, "CAPTURE", POWER, envelope=envelope())

    assert told(to_agency) == {
        ("power.country", 1): (Code("RU"),), ("power.basis", 1): (Code("documents"),),
        ("power.country", 2): (Code("KP"),), ("power.basis", 2): (Code("assessed"),),
    }  # fmt: skip
    assert told(to_power) == {("power.country", 1): (Code("KP"),), ("power.basis", 1): (Code("assessed"),)}


@pytest.mark.parametrize("choice", ["cta_only", "none", "declined", ""])
def test_a_power_learns_of_no_kin_whom_he_has_not_chosen_to_have_told(choice: str) -> None:
    chosen = [f"kin.contact_choice = {choice} @k"] if choice else []

    assert not told(compose.of(case(*KIN, *chosen), "CAPTURE", POWER, envelope=envelope()))
    assert told(compose.of(case(*KIN, *chosen), "CAPTURE", CTA, envelope=envelope(detriment=HARM)))


def test_a_power_learns_of_the_kin_whom_he_wants_told_and_of_no_other() -> None:
    file = case(*KIN, "kin.contact_choice = family @k", "kin.name = Ri Ok @o", "kin.contact_choice = family @o")

    message = compose.of(file, "CAPTURE", POWER, envelope=envelope())

    assert told(message) == {("kin.name", 1): (value("kin.name", "Ri Sun"),)}


def test_a_power_is_not_told_where_a_released_man_went() -> None:
    file = case(
        "custody.ended_how = released @c", "custody.ended = 2025-03-01T10:00Z @c",
        "disposition.destination = KR @d", "disposition.stage = carried_out @d",
    )  # fmt: skip

    assert ("disposition.destination", 1) in told(compose.of(file, "RELEASE", CTA, envelope=envelope(detriment=HARM)))
    assert set(told(compose.of(file, "RELEASE", POWER, envelope=envelope()))) == {("custody.ended", 1)}


def test_the_last_event_is_told_unless_another_is_named() -> None:
    file = case("transfer.from = Camp 1 @a", "transfer.from = Camp 2 @b")
    first = file.items("transfer")[0]

    last = compose.of(file, "TRANSFER", POWER, envelope=envelope())
    named = compose.of(file, "TRANSFER", POWER, envelope=envelope(), item=first)

    assert told(last) == {("transfer.from", 1): (value("transfer.from", "Camp 2"),)}
    assert told(named) == {("transfer.from", 1): (value("transfer.from", "Camp 1"),)}


def test_no_event_no_message_of_one() -> None:
    escaped = case("custody.ended_how = escaped @c", "custody.ended_how = released @c")

    for file in (case("custody.ended_how = released @c"), case("person.surname = Kim"), escaped):
        with pytest.raises(Rejected, match="custody: expected an event that a message ESCAPE is about"):
            compose.of(file, "ESCAPE", POWER, envelope=envelope())


def test_what_the_sender_may_not_see_is_left_out_where_the_type_may_lack_it_and_only_there() -> None:
    file, health = case("health.state = sick"), frozenset({"health.state"})

    message = compose.of(file, "CAPTURE", POWER, envelope=envelope(), without=health)

    assert not any(one.term == "health.state" for one in message.payload)
    with pytest.raises(Rejected, match="terms that this type may lack"):
        compose.of(file, "HEALTH", POWER, envelope=envelope(), without=health)


def test_effects_without_a_packet_are_not_valuables_sent() -> None:
    file = case("effects.item = Watch @a", "effects.packet_no = P-1 @a", "effects.item = Knife @b")

    assert ("effects.item", 2) not in told(compose.of(file, "VALUABLES", POWER, envelope=envelope()))


@pytest.mark.parametrize(
    ("type_", "address", "kind", "why"),
    [
        ("CERT-MED", POWER, Kind.CAPTIVE, "to: expected one of cta"),
        ("REPLY", CTA, Kind.CAPTIVE, "file: expected a file of kind request"),
        ("LETTER", CTA, Kind.CAPTIVE, "type: expected a type of message"),
    ],
)
def test_a_message_that_cannot_be_is_refused(type_: str, address: object, kind: Kind, why: str) -> None:
    with pytest.raises(Rejected, match=why):
        compose.of(case("person.surname = Kim", kind=kind), type_, address, envelope=envelope(detriment=HARM))  # type: ignore[arg-type]


def test_two_addressees_cannot_compare_references_and_one_can() -> None:
    file = case("person.surname = Kim")

    made = [
        compose.of(file, type_, to, envelope=envelope(detriment=HARM if to is CTA else None)).reference
        for type_, to in (("HEALTH", CTA), ("HEALTH", POWER), ("HEALTH", PROTECTING), ("CAPTURE", POWER))
    ]

    assert made[1] == made[3]
    assert len(set(made)) == 3
    assert not any(file.file in one for one in made)


def test_harm_is_told_to_the_agency_always_and_to_nobody_else() -> None:
    for address, harm in ((CTA, None), (POWER, HARM), (PROTECTING, Detriment(flag=False))):
        with pytest.raises(Rejected, match="a flag to the CTA, and to nobody else"):
            compose.of(case("person.surname = Kim"), "HEALTH", address, envelope=envelope(detriment=harm))


@st.composite
def held(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Draw terms of the whole dictionary, each with the item that it needs."""
    names = draw(st.lists(st.sampled_from(sorted(KNOWN.by_name)), max_size=60, unique=True))
    return [(name, "i" if KNOWN.by_group[KNOWN.term(name).group].repeats else "") for name in names]


@given(held(), st.data())
def test_whatever_the_case_holds_a_power_reads_of_no_wish_risk_interview_or_harm(
    rows: list[tuple[str, str]], data: st.DataObject
) -> None:
    secret = tuple(f"{group}." for group in ("wish", "risk", "interview", "message", "testimony", "asylum"))
    marked = [
        said(name, Text("SECRET") if name.startswith(secret) else data.draw(strategies.values()), item=item)
        for name, item in rows
    ]
    for type_, row in table.shipped().items():
        for to in row.to - {To.CTA}:
            file = of(*marked, kind=min(row.files))
            try:
                message = compose.of(file, type_, POWER if to is To.POWER else PROTECTING, envelope=envelope())
            except Rejected:
                continue
            terms = {one.term for one in message.payload}

            assert not any(term.startswith(secret) for term in terms)
            assert terms <= set(row.fields) - row.cta_only
            assert not any(KNOWN.term(term).sensitivity.name == "S4" for term in terms)
            assert b"SECRET" not in signed.encode(message, KEY)
