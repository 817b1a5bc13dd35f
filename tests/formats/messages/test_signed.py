"""A message signed and read back: the same, or refused."""

from __future__ import annotations

import base64
import json

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st
from tests import strategies
from tests.formats.messages.invented import CTA, HARM, KEY, NAME, POWER, SEAL, VKEY, case, envelope

from nansen.errors import Broken, NansenError, Rejected
from nansen.formats.messages import compose, signed
from nansen.formats.messages.model import Address, Detriment, Field, Message, To
from nansen.ledger import notes

FILE = case("person.surname = 김", "person.birth_date = 2001-02", "captive.pow_number = 12-7", "health.state = sick")
MESSAGE = compose.of(FILE, "HEALTH", POWER, envelope=envelope(supersedes="2" * 32))
DATA = signed.encode(MESSAGE, KEY)


def resigned(row: object) -> bytes:
    """Return these data as an office would sign them that writes what it likes."""
    return notes.sign(
        json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n", NAME, secret=KEY
    ).encode()


def test_the_same_message_comes_back_and_the_same_bytes_each_time() -> None:
    assert signed.check(DATA, VKEY) == MESSAGE
    assert signed.encode(signed.check(DATA, VKEY), KEY) == DATA


def test_the_flag_of_harm_comes_back() -> None:
    message = compose.of(FILE, "HEALTH", CTA, envelope=envelope(detriment=HARM))

    assert signed.check(signed.encode(message, KEY), VKEY) == message


@given(st.lists(st.tuples(st.sampled_from(["person.surname", "kin.name"]), strategies.values()), max_size=4))
def test_every_value_comes_back(rows: list[tuple[str, object]]) -> None:
    payload = tuple(Field(term, at, (value,)) for at, (term, value) in enumerate(rows))  # type: ignore[arg-type]
    message = Message(type="HEALTH", address=POWER, envelope=envelope(), reference="r", payload=payload)

    assert signed.check(signed.encode(message, KEY), VKEY) == message


@given(st.integers(0, len(DATA) - 1), st.integers(1, 255))
def test_an_altered_byte_is_refused(at: int, by: int) -> None:
    altered = DATA[:at] + bytes([DATA[at] ^ by]) + DATA[at + 1 :]

    with pytest.raises(NansenError):
        signed.check(altered, VKEY)


def test_anybody_can_check_it_with_ed25519_alone() -> None:
    line, _, rest = DATA.decode().partition("\n\n")
    signature = base64.b64decode(rest.split()[-1])[4:]
    public = base64.b64decode(VKEY.split("+", 2)[2])[1:]

    Ed25519PublicKey.from_public_bytes(public).verify(signature, f"{line}\n".encode())

    assert rfc8785.dumps(json.loads(line)) == line.encode()


def test_another_key_signs_nothing_in_this_seal() -> None:
    other = notes.write(notes.verifier("other.example/policy", secret=bytes(32)))

    with pytest.raises(Rejected, match="the seal of the key that signs"):
        signed.encode(MESSAGE, bytes(32))
    with pytest.raises(Rejected, match="the seal of the key that signs"):
        signed.encode(compose.of(FILE, "HEALTH", POWER, envelope=envelope(seal="")), KEY)
    with pytest.raises(Broken, match="no signature of other"):
        signed.check(DATA, other)


def test_a_seal_that_names_another_key_is_refused() -> None:
    row = json.loads(DATA.decode().split("\n")[0]) | {"seal": "bureau.example/other+00000000"}

    with pytest.raises(Broken, match="seal inside"):
        signed.check(resigned(row), VKEY)


@pytest.mark.parametrize(
    "change",
    [
        {"format": "nansen/message/2"}, {"extra": 1}, {"payload": 7}, {"payload": [{}]}, {"to": "family"},
        {"created_at": "yesterday"}, {"detriment": {"flag": True, "note": ""}}, {"power": "kp"}, {"id": "\ud800"},
        {"payload": [{"term": "wish.wish", "item": 0, "values": [{"code": "stay"}]}]},
        {"detriment": False},
    ],
)  # fmt: skip
def test_what_is_no_message_is_refused(change: dict[str, object]) -> None:
    row = json.loads(DATA.decode().split("\n")[0]) | change

    with pytest.raises(Rejected):
        signed.check(resigned(row) if "\ud800" not in str(change) else _escaped(row), VKEY)


def _escaped(row: object) -> bytes:
    return notes.sign(json.dumps(row) + "\n", NAME, secret=KEY).encode()


def test_bytes_that_are_no_text_and_json_that_is_no_object_are_refused() -> None:
    for data in (b"\xff", b"", resigned([]), notes.sign("no JSON\n", NAME, secret=KEY).encode()):
        with pytest.raises(Rejected):
            signed.check(data, VKEY)


def test_the_digest_of_the_payload_forgets_when_and_by_whom_it_was_written_and_nothing_else() -> None:
    later = compose.of(FILE, "HEALTH", Address(To.POWER, "RU"), envelope=envelope(id="3" * 32))
    other = compose.of(case("person.surname = Ri"), "HEALTH", POWER, envelope=envelope())

    assert signed.payload_digest(later) == signed.payload_digest(MESSAGE)
    assert signed.payload_digest(other) != signed.payload_digest(MESSAGE)
    assert signed.digest(DATA) != signed.digest(DATA + b" ")


def test_an_address_has_a_power_where_it_needs_one_and_a_note_has_words() -> None:
    for to, power in ((To.CTA, "KP"), (To.CTA, "x"), (To.POWER, ""), (To.PROTECTING_POWER, "kp")):
        with pytest.raises(Rejected, match="power"):
            Address(to, power)
    with pytest.raises(Rejected, match="detriment"):
        Detriment(flag=True, note=" ")
    assert SEAL.startswith(NAME)
