"""The nouns: a statement is one thing said of a file, an entry is one act of one officer at one time."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from nansen.errors import Rejected
from nansen.statements.values import FILE_ID, TEXT_MAX, Instant, Value, check_words, utc

STATEMENTS_MAX = 5_000
SOURCE_MAX = 2_000
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_ITEM = re.compile(r"([A-Za-z0-9_-]{1,32}/)?[A-Za-z0-9_-]{1,40}")
SHOWN_MAX = 50


class Kind(StrEnum):
    """What a file is about; the first four are persons (house.md 1)."""

    CAPTIVE = "captive"
    SOUGHT = "sought"
    OURS = "ours"
    REMAINS = "remains"
    SOURCE = "source"
    DOCUMENT = "document"
    QUESTION = "question"
    CLAIM = "claim"
    ASSESSMENT = "assessment"
    REQUEST = "request"
    LIST = "list"
    DEAL = "deal"
    PLACE = "place"
    STAFF = "staff"
    POLICY = "policy"


PERSONS = frozenset({Kind.CAPTIVE, Kind.SOUGHT, Kind.OURS, Kind.REMAINS})


class Act(StrEnum):
    """The class of an entry: all that its published leaf shows beside the hour (house.md 4)."""

    ACT = "act"
    READ = "read"
    DECISION = "decision"
    MESSAGE = "message"
    ERASURE = "erasure"


class Sensitivity(IntEnum):
    """How closely a term is held: S1 internal, S2 restricted, S3 confidential, S4 need-to-know (forms.md 8)."""

    S1 = 1
    S2 = 2
    S3 = 3
    S4 = 4


class Speaker(StrEnum):
    """Who says it."""

    HIMSELF = "himself"
    PAPER = "paper"
    OFFICER = "officer"
    WITNESS = "witness"
    FAMILY = "family"
    EXPERT = "expert"
    CAPTOR = "captor"
    POWER = "power"
    PUBLISHED = "published"


class Manner(StrEnum):
    """How it was said."""

    SPOKEN = "spoken"
    WRITTEN = "written"
    NODDED = "nodded"
    GESTURE = "gesture"
    SILENT = "silent"
    OBSERVED = "observed"
    PRINTED = "printed"
    VIDEO = "video"
    REPORTED = "reported"
    ASSESSED = "assessed"


@dataclass(frozen=True, slots=True)
class Source:
    """Who says it: the kind of speaker, his name or title in words, the interpreter, a `source` file if he has one."""

    speaker: Speaker
    words: str = ""
    interpreter: str = ""
    file: str = ""

    def __post_init__(self) -> None:
        """Refuse words that are no words, and a `source` file that is no file's id."""
        for where, text in (("source", self.words), ("interpreter", self.interpreter)):
            if text:
                check_words(text, where, SOURCE_MAX)
        if self.file and not FILE_ID.fullmatch(self.file):
            raise Rejected.because("source", expected="32 hexadecimal digits", found=f"{len(self.file)} signs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing said of a file, never changed: another replaces it, or withdraws it.

    `id` is unique in its file: the entry's id, a dot, the index from 0. `item` ties together the statements on one
    paper, one stage of custody, one interview; it is empty for terms that do not repeat. `text` is the wording, `lang`
    its BCP 47 language. `said_at` is when it was said or became so; when it was written down, the entry tells.
    `replaces` and `withdraws` name earlier statements of the same file and term; a withdrawal has its reason in `text`.
    """

    id: str
    term: str
    value: Value
    source: Source
    manner: Manner
    item: str = ""
    text: str = ""
    lang: str = ""
    said_at: Instant | None = None
    replaces: str = ""
    withdraws: str = ""

    def __post_init__(self) -> None:
        """Refuse a wording that is none, a language that cannot be one, and an item that is no short key."""
        if self.text:
            check_words(self.text, "text", TEXT_MAX)
        if self.lang and not _LANGUAGE.fullmatch(self.lang):
            raise Rejected.because("lang", expected="a language such as ko or uk", found=f"{len(self.lang)} signs")
        if self.item and not _ITEM.fullmatch(self.item):
            raise Rejected.because("item", expected="1 to 40 of A-Z a-z 0-9 _ -", found=f"{len(self.item)} signs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One act of one officer (`by`, a staff file) at one time, on one file; it becomes one leaf of the ledger.

    `form` is the form or action by its code, `shown` the files that a read entry opened to its reader (at most one page
    of 50), `opened` the highest sensitivity among what was shown. `number` is the place in the ledger, known once the
    entry is kept; it is no part of the bytes. `at` is kept in UTC and whole seconds, as the bytes keep it, so that an
    entry read back equals the one that was written. `dated` is the day on which a sender wrote a loaded entry down:
    lines are read in that order, whenever and in whatever pieces they were loaded. Holds at most 5,000 statements.
    """

    id: str
    file: str
    kind: Kind
    act: Act
    form: str
    by: str
    purpose: str
    at: dt.datetime
    site: str = ""
    reason: str = ""
    statements: tuple[Statement, ...] = ()
    shown: tuple[str, ...] = ()
    opened: Sensitivity | None = None
    dated: dt.date | None = None
    number: int | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        """Refuse a time without a zone, too many statements or ids, and statements that do not bear this entry's id."""
        object.__setattr__(self, "at", utc(self.at))
        if self.reason:
            check_words(self.reason, "reason", SOURCE_MAX)
        if len(self.statements) > STATEMENTS_MAX:
            raise Rejected.because(
                "entry", expected=f"at most {STATEMENTS_MAX} statements", found=str(len(self.statements))
            )
        if len(self.shown) > SHOWN_MAX:
            raise Rejected.because("read entry", expected=f"at most {SHOWN_MAX} files", found=str(len(self.shown)))
        for index, statement in enumerate(self.statements):
            if statement.id != f"{self.id}.{index}":
                raise Rejected.because(f"statement {index}", expected="the id entry.index", found="another id")
