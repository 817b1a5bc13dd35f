"""A message as signed bytes, there and back: canonical JSON (RFC 8785) on one line under an Ed25519 signature.

The bytes are a signed note (C2SP signed-note): the JSON, a newline, an empty line, and the signature line of the
office's key over the JSON and its newline. docs/reference/messages.md says how to check one without this software.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

import rfc8785

from nansen.errors import Broken, NansenError, Rejected
from nansen.formats.messages.model import Address, Detriment, Envelope, Field, Message, To
from nansen.ledger import notes
from nansen.ledger.notes import Verifier
from nansen.statements import canonical

FORMAT = "nansen/message/1"


def seal(key: Verifier) -> str:
    """Return the seal id that a letter or message bears: the key's name and key id."""
    return f"{key.name}+{key.key_id.hex()}"


def encode(message: Message, key: bytes) -> bytes:
    """Return the signed bytes of a message; `key` are the 32 secret bytes of the key that its seal names.

    Raises Rejected for another key, and for a message that no note can hold (a million characters).
    """
    name = message.envelope.seal.rpartition("+")[0]
    if not name or seal(notes.verifier(name, secret=key)) != message.envelope.seal:
        raise Rejected.because("seal", expected="the seal of the key that signs", found="another")
    return notes.sign(_body(message), name, secret=key).encode()


def check(data: bytes, vkey: str) -> Message:
    """Return the message in signed bytes that a key signed.

    Raises Rejected for what is no message in its one canonical spelling, or of another version; Broken where the
    signature is not the key's, or the seal inside names another key.
    """
    try:
        body = notes.verified(data.decode(), vkey)
        message = _message(json.loads(body))
        spelt = _body(message)
    except NansenError:
        raise
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        raise Rejected.because("message", expected=FORMAT, found=type(error).__name__) from error
    if spelt != body:
        raise Rejected.because("message", expected="canonical JSON and no keys of others", found="another spelling")
    if message.envelope.seal != seal(notes.parse(vkey)):
        raise Broken("message: the seal inside is not that of the key that signed")
    return message


def digest(data: bytes) -> str:
    """Return the SHA-256 of signed bytes, 64 hexadecimal digits: what the register keeps of what went out."""
    return hashlib.sha256(data).hexdigest()


def payload_digest(message: Message) -> str:
    """Return the SHA-256 of the payload alone: what two officers sign before it is told to a Power."""
    return digest(rfc8785.dumps(_payload(message)))


def _body(message: Message) -> str:
    envelope = message.envelope
    row: dict[str, Any] = {
        "format": FORMAT,
        "type": message.type,
        "id": envelope.id,
        "from": envelope.office,
        "to": message.address.to.value,
        "power": message.address.power,
        "conflict": envelope.conflict,
        "created_at": canonical.moment_out(envelope.created_at),
        "supersedes": envelope.supersedes,
        "rule_pack": envelope.rule_pack,
        "seal": envelope.seal,
        "reference": message.reference,
        "payload": _payload(message),
    }
    if envelope.detriment:
        row["detriment"] = {"flag": envelope.detriment.flag, "note": envelope.detriment.note}
    return rfc8785.dumps(row).decode() + "\n"


def _payload(message: Message) -> list[Any]:
    return [
        {"term": one.term, "item": one.item, "values": [canonical.value_out(value) for value in one.values]}
        for one in message.payload
    ]


def _message(row: dict[str, Any]) -> Message:
    if row["format"] != FORMAT:
        raise ValueError("another format")
    detriment = row.get("detriment")
    return Message(
        type=row["type"],
        address=Address(To(row["to"]), row["power"]),
        envelope=Envelope(
            id=row["id"],
            office=row["from"],
            seal=row["seal"],
            conflict=row["conflict"],
            rule_pack=row["rule_pack"],
            created_at=canonical.moment_in(row["created_at"]),
            supersedes=row["supersedes"],
            detriment=Detriment(detriment["flag"], detriment["note"]) if detriment else None,
        ),
        reference=row["reference"],
        payload=tuple(
            Field(one["term"], one["item"], tuple(canonical.value_in(value) for value in one["values"]))
            for one in row["payload"]
        ),
    )
