"""Letters to those who ask: plain text in their language, signed, with a short code by which the office knows it again.

The signed bytes are a signed note (C2SP signed-note) whose text is the letter itself, so that it reads as it is.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from nansen.formats.messages import signed
from nansen.formats.messages.model import Fact, Telling
from nansen.ledger import notes

DEFAULT = "en"
CODE_SIGNS = 8


@cache
def shipped() -> Mapping[str, Mapping[str, Any]]:
    """Return the words of letters, language to key to sentence."""
    text = resources.files("nansen.formats.messages").joinpath("letters.toml").read_text("utf-8")
    return tomllib.loads(text)


def language(asked: str) -> str:
    """Return the language that a letter is written in: the one asked for (`ko-KP` is `ko`), or English."""
    short = asked.partition("-")[0].lower()
    return short if short in shipped() else DEFAULT


def text(telling: Telling, lang: str, *, office: str, reference: str, seal: str, now: dt.datetime) -> str:
    """Return the lines of a letter: who writes, when, the answer, what is known, what is not, and the seal."""
    words = shipped()[language(lang)]
    facts = [words["fact"][fact].format(_fact(fact, known, words)) for fact, known in telling.facts]
    unknown = [words["unknown"], *(f"- {words['name'][fact]}" for fact in telling.unknown)] if telling.unknown else []
    lines = [
        office,
        words["date"].format(now.date().isoformat()),
        words["reference"].format(reference),
        "",
        words["answer"][telling.answer],
        *facts,
        *unknown,
        "",
        words["signed"],
        seal,
    ]
    return "\n".join(lines) + "\n"


def sign(letter: str, seal: str, *, key: bytes) -> bytes:
    """Return the signed bytes of a letter, by the key that its seal names."""
    return notes.sign(letter, seal.rpartition("+")[0], secret=key).encode()


def check(data: bytes, vkey: str) -> str:
    """Return the text of a letter that the key signed; raises as `notes.verified` does."""
    return notes.verified(data.decode("utf-8", "replace"), vkey)


def code(data: bytes, *, key: bytes) -> str:
    """Return the check code of signed bytes, as `ABCD-EFGH`; see `code_of`."""
    return code_of(signed.digest(data), key=key)


def code_of(digest: str, *, key: bytes) -> str:
    """Return the check code of a letter by the digest that the register keeps of it.

    40 bits of HMAC-SHA-256 under a secret of the office in base32: read out over a telephone, it tells the office
    whether it wrote the letter; nobody else can make one.
    """
    mac = hmac.new(key, f"nansen|letter|{digest}".encode(), hashlib.sha256).digest()
    signs = base64.b32encode(mac)[:CODE_SIGNS].decode()
    return f"{signs[:4]}-{signs[4:]}"


def _fact(fact: Fact, known: str, words: Mapping[str, Any]) -> str:
    return str(words["health"][known]) if fact is Fact.HEALTH else known
