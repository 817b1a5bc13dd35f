"""The nouns of the bureau's messages and letters."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from nansen.errors import Rejected
from nansen.statements.model import Kind
from nansen.statements.values import Value, check_words, utc

NOTE_MAX = 2_000
# What no message carries, to whomever (forms.md 8: never exported); the detriment flag stands in the envelope.
NEVER = frozenset(
    {"wish", "risk", "interview", "testimony", "asylum", "publication", "message", "release", "override", "decision"}
)
_COUNTRY = re.compile(r"[A-Z]{2}")


class To(StrEnum):
    """To whom a message may go; the codes are those of the list `message_to`."""

    CTA = "cta"
    POWER = "power"
    PROTECTING_POWER = "protecting_power"


@dataclass(frozen=True, slots=True)
class Address:
    """To whom a message goes, and which Power it is meant for (ISO 3166-1); to the CTA no Power is named.

    What the Protecting Power is told is meant for the Power that it protects (GC III 122(3)): it is held to the same.
    """

    to: To
    power: str = ""

    def __post_init__(self) -> None:
        """Refuse a Power that is no country, one named to the CTA, and none named to the others."""
        if bool(_COUNTRY.fullmatch(self.power)) == (self.to is To.CTA) or (self.to is To.CTA and self.power):
            raise Rejected.because("power", expected="a country, but none to the CTA", found=f"{len(self.power)} signs")


@dataclass(frozen=True, slots=True)
class Detriment:
    """Whether sending might harm him or his family, and why: told to the CTA alone (GC IV 137(2), 140(2))."""

    flag: bool
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a note that is no words."""
        if self.note:
            check_words(self.note, "detriment", NOTE_MAX)


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What stands round the payload: `office` is who sends, `seal` name and id of the key, `rule_pack` the law's."""

    id: str
    office: str
    seal: str
    conflict: str
    rule_pack: str
    created_at: dt.datetime
    supersedes: str = ""
    detriment: Detriment | None = None

    def __post_init__(self) -> None:
        """Keep the time in UTC and whole seconds."""
        object.__setattr__(self, "created_at", utc(self.created_at))


@dataclass(frozen=True, slots=True)
class Field:
    """One term with what stands of it; `item` counts the papers, stages, kin of one group from 1, 0 where none repeat.

    Several values contest each other, and all are told. There is always one: an Absent says why there is none.
    """

    term: str
    item: int
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message on one person; `reference` is the same in every message on him to this addressee, and in no other."""

    type: str
    address: Address
    envelope: Envelope
    reference: str
    payload: tuple[Field, ...]

    def __post_init__(self) -> None:
        """Refuse (Rejected) a flag of detriment to anybody but the CTA, none to the CTA, and what is never sent."""
        if (self.envelope.detriment is None) == (self.address.to is To.CTA):
            raise Rejected.because("detriment", expected="a flag to the CTA, and to nobody else", found="the reverse")
        if any(one.term.partition(".")[0] in NEVER for one in self.payload):
            raise Rejected.because("payload", expected="terms that may be sent", found="one that never is")


@dataclass(frozen=True, slots=True)
class Choice:
    """Which items of a group a type takes: those of which one of `codes` stands (none = anything), or only the last."""

    term: str = ""
    codes: frozenset[str] = frozenset()
    last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A type of message: its ground, the kinds of file it is about, to whom it may go, and the terms it carries."""

    type: str
    ground: str
    files: frozenset[Kind]
    to: frozenset[To]
    fields: tuple[str, ...]
    cta_only: frozenset[str] = frozenset()
    may_lack: frozenset[str] = frozenset()
    items: Mapping[str, Choice] = field(default_factory=dict)
    power_items: Mapping[str, Choice] = field(default_factory=dict)


class Answer(StrEnum):
    """The answer to an enquiry; the codes are those of the list `enquiry_answer` (GC III 122(7))."""

    IN_OUR_POWER = "in_our_power"
    WAS_IN_OUR_POWER = "was_in_our_power"
    DIED = "died"
    NO_RECORD = "no_record"
    ENQUIRIES_CONTINUE = "enquiries_continue"
    HELD_BACK = "held_back"


class Fact(StrEnum):
    """What a letter may tell beside the answer."""

    ALIVE = "alive"
    HEALTH = "health"
    MAIL = "mail"
    DIED_ON = "died_on"
    GRAVE = "grave"


class Why(StrEnum):
    """Why an enquirer is answered through the Agency; the enquirer himself is told none of these."""

    LAW = "law"
    DANGER = "danger"
    STRANGER = "stranger"
    CHOICE = "choice"
    UNASKED = "unasked"


@dataclass(frozen=True, slots=True)
class Telling:
    """What may be told: the answer, facts with their words (dates as ISO 8601, codes of lists), and what is unknown."""

    answer: Answer
    facts: tuple[tuple[Fact, str], ...] = ()
    unknown: tuple[Fact, ...] = ()
