"""The table for bureaux without software: every field a row, nothing a formula, and the signature with it."""

from __future__ import annotations

import csv
import io

import pytest
from tests.formats.messages.invented import CTA, KEY, POWER, VKEY, case, envelope

from nansen.errors import Broken
from nansen.formats.messages import carrier, compose, signed
from nansen.formats.messages.model import Address, Detriment, Envelope, Field, Message

FILE = case(
    "person.surname = 김", "person.birth_date = 2001-02", "captive.pow_number = =1+1", "health.state = sick",
    "service.rank = unknown",
)  # fmt: skip


def rows(address: Address, made: Envelope) -> list[list[str]]:
    data = signed.encode(compose.of(FILE, "HEALTH", address, envelope=made), KEY)
    return list(csv.reader(io.StringIO(carrier.table(data, VKEY))))


def test_every_field_is_a_row_in_words() -> None:
    made = rows(POWER, envelope())

    assert made[0] == list(carrier.HEADER)
    assert [row[1:] for row in made if row[0] == "payload"][:4] == [
        ["person.surname", "Surname", "", "김"],
        ["person.first_names", "First names", "", "(not_asked)"],
        ["person.full_name", "Name in full, as said", "", "(not_asked)"],
        ["person.birth_date", "Date of birth", "", "2001-02-01/2001-02-28"],
    ]
    assert [row[4] for row in made if row[1] == "service.rank"] == ["(unknown)"]
    assert [row[4] for row in made if row[1] == "captive.pow_number"] == ["'=1+1"]
    assert [row[4] for row in made if row[1] == "health.state"] == ["sick"]
    assert not any(row[1] == "detriment" for row in made)


def test_the_agency_reads_of_harm_in_its_table() -> None:
    flagged = rows(CTA, envelope(detriment=Detriment(flag=True, note="Kin there.")))
    clear = rows(CTA, envelope(detriment=Detriment(flag=False)))

    assert [row[4] for row in flagged if row[1] == "detriment"] == ["yes Kin there."]
    assert [row[4] for row in clear if row[1] == "detriment"] == ["no"]


def test_the_table_holds_what_is_needed_to_check_it() -> None:
    made = {row[1]: row[4] for row in rows(POWER, envelope()) if row[0] == "signature"}

    assert signed.check(f"{made['signed']}\n\n{made['signature']}\n".encode(), VKEY).type == "HEALTH"
    assert VKEY.startswith(made["seal"])


def test_no_table_of_what_was_altered() -> None:
    data = signed.encode(compose.of(FILE, "HEALTH", POWER, envelope=envelope()), KEY)

    with pytest.raises(Broken):
        carrier.table(data.replace(b"sick", b"good"), VKEY)


def test_a_term_of_another_office_and_a_place_are_written_out() -> None:
    place = case("capture.place = Kursk").line("capture.place")
    assert place is not None
    value = place.standing[0].statement.value
    payload = (Field("theirs.place", 2, (value,)), Field("person.birth_date", 0, ()))
    message = Message(type="HEALTH", address=POWER, envelope=envelope(), reference="r", payload=payload)

    made = list(csv.reader(io.StringIO(carrier.table(signed.encode(message, KEY), VKEY))))

    assert ["payload", "theirs.place", "theirs.place", "2", "place: Kursk"] in made


def test_a_single_day_is_one_date() -> None:
    data = signed.encode(compose.of(case("person.birth_date = 2001-02-03"), "HEALTH", POWER, envelope=envelope()), KEY)

    assert "Date of birth,,2001-02-03" in carrier.table(data, VKEY)
