"""The kinds of value that a statement may hold, each of them frozen and never built wrong."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from nansen.errors import Rejected
from nansen.names import scripts

TEXT_MAX = 20_000
NAME_MAX = 400
UNCERTAINTY_M_MAX = 20_100_000  # half the way round the earth
SIZE_MAX = 2**53 - 1  # the largest whole number that canonical JSON can hold (RFC 8785, 3.2.2.3)
FILE_ID = re.compile(r"[0-9a-f]{32}")
_SCRIPT = re.compile(r"[A-Z][a-z]{3}")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Absence(StrEnum):
    """Say why there is no value; none of the reasons is adverse, none is a blank (house rule; GC III 17)."""

    UNKNOWN = "unknown"
    DECLINED = "declined"
    NOT_ASKED = "not_asked"


class Precision(StrEnum):
    """How exactly a date or an instant is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True)
class Absent:
    """No value, with the reason."""

    reason: Absence


@dataclass(frozen=True, slots=True)
class Text:
    """Free words; 1 to 20,000 characters."""

    text: str

    def __post_init__(self) -> None:
        """Refuse blank or enormous text."""
        check_words(self.text, "text", TEXT_MAX)


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name or a part of it, as written; `script` is ISO 15924, `scheme` the romanisation if known."""

    text: str
    script: str = ""
    scheme: str = ""

    def __post_init__(self) -> None:
        """Refuse a blank, enormous or letterless name; fill in the script that the letters show."""
        check_words(self.text, "name", NAME_MAX)
        shown = scripts.of(self.text)
        if shown == "Zyyy":
            raise Rejected.because("name", expected="at least one letter", found="none")
        if not self.script:
            object.__setattr__(self, "script", shown)
        if not _SCRIPT.fullmatch(self.script):
            raise Rejected.because(
                "script", expected="an ISO 15924 code such as Hang", found=f"{len(self.script)} signs"
            )


@dataclass(frozen=True, slots=True)
class Date:
    """A calendar date or an interval of dates, both ends included; `wording` keeps what was typed or said."""

    first: dt.date
    last: dt.date
    precision: Precision = Precision.DAY
    wording: str = ""

    def __post_init__(self) -> None:
        """Refuse an interval that ends before it begins."""
        if self.last < self.first:
            raise Rejected.because("date", expected="an end on or after the beginning", found="an end before it")


@dataclass(frozen=True, slots=True)
class Instant:
    """A point or an interval of time in UTC, to the second, both ends included; clocks run from its bounds."""

    first: dt.datetime
    last: dt.datetime
    precision: Precision = Precision.MINUTE
    wording: str = ""

    def __post_init__(self) -> None:
        """Refuse times without a zone and intervals that end before they begin; keep UTC and whole seconds."""
        object.__setattr__(self, "first", utc(self.first))
        object.__setattr__(self, "last", utc(self.last))
        if self.last < self.first:
            raise Rejected.because("time", expected="an end on or after the beginning", found="an end before it")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in words, with country (ISO 3166-1 alpha-2, or `disputed`), coordinates and uncertainty in metres."""

    words: str
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    uncertainty_m: int | None = None

    def __post_init__(self) -> None:
        """Refuse a place without words, half a coordinate, or one off the globe; keep six decimals (0.1 m)."""
        check_words(self.words, "place", TEXT_MAX)
        if (self.latitude is None) != (self.longitude is None):
            raise Rejected.because("coordinates", expected="both latitude and longitude", found="one of them")
        for field, limit in (("latitude", 90), ("longitude", 180)):
            degrees = getattr(self, field)
            if degrees is not None:
                if not (math.isfinite(degrees) and abs(degrees) <= limit):
                    raise Rejected.because(field, expected=f"degrees between -{limit} and {limit}", found="beyond")
                object.__setattr__(self, field, round(float(degrees), 6) + 0.0)
        if self.uncertainty_m is not None and not 0 <= self.uncertainty_m <= UNCERTAINTY_M_MAX:
            raise Rejected.because("uncertainty", expected=f"0 to {UNCERTAINTY_M_MAX} metres", found="beyond")


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a named list; which list, the term says."""

    code: str

    def __post_init__(self) -> None:
        """Refuse what cannot be a code."""
        if not _CODE.fullmatch(self.code):
            raise Rejected.because("code", expected="letters, digits, _ . -", found=f"{len(self.code)} signs")


@dataclass(frozen=True, slots=True)
class Measure:
    """A number or a range of numbers with its unit, both ends included."""

    low: Decimal
    high: Decimal
    unit: str

    def __post_init__(self) -> None:
        """Refuse what is not a number and a range that ends below its beginning; keep numbers without idle zeros."""
        for end in ("low", "high"):
            number: Decimal = getattr(self, end)
            if not number.is_finite() or abs(number) >= Decimal(10) ** 15:
                raise Rejected.because("number", expected="a finite number below 10^15", found="another")
            object.__setattr__(self, end, number.normalize() + 0)
        if self.high < self.low:
            raise Rejected.because("range", expected="an upper end not below the lower", found="one below it")


@dataclass(frozen=True, slots=True)
class Reference:
    """Another file, by its random id."""

    file: str

    def __post_init__(self) -> None:
        """Refuse what is not a file id."""
        if not FILE_ID.fullmatch(self.file):
            raise Rejected.because("file", expected="32 hexadecimal digits", found=f"{len(self.file)} signs")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture, recording or document kept sealed beside the file: its random id, media type and size in bytes."""

    id: str
    media_type: str
    size: int

    def __post_init__(self) -> None:
        """Refuse what is not an attachment's id, type and size."""
        if not FILE_ID.fullmatch(self.id):
            raise Rejected.because("attachment", expected="32 hexadecimal digits", found=f"{len(self.id)} signs")
        if not re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", self.media_type) or not 0 <= self.size <= SIZE_MAX:
            raise Rejected.because("attachment", expected="a media type and a size", found="others")


Value = Absent | Text | Name | Date | Instant | Place | Code | Measure | Reference | Attachment


def utc(moment: dt.datetime) -> dt.datetime:
    """Return an instant in UTC and whole seconds; raise Rejected for one without a zone or outside the calendar."""
    if moment.tzinfo is dt.UTC and not moment.microsecond:
        return moment
    if moment.tzinfo is None:
        raise Rejected.because("time", expected="a time with its zone", found="a time without one")
    try:
        return moment.astimezone(dt.UTC).replace(microsecond=0)
    except OverflowError as error:
        raise Rejected.because("time", expected="a time of the years 1 to 9999", found="one beyond") from error


def check_words(text: str, where: str, longest: int) -> None:
    """Raise Rejected for a blank, for too many characters, and for signs that steer a terminal or turn a line round."""
    if not text.strip():
        raise Rejected.because(where, expected="words", found="a blank")
    if len(text) > longest:
        raise Rejected.because(where, expected=f"at most {longest} characters", found=str(len(text)))
    if _CONTROL.search(text):
        raise Rejected.because(where, expected="printable characters", found="a control character")
