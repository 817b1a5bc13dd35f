"""What hypothesis draws from: values, statements and entries of every kind that can exist, and none that cannot."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import strategies as st

from nansen.statements.model import Act, Entry, Kind, Manner, Sensitivity, Source, Speaker, Statement
from nansen.statements.values import (
    _CONTROL,
    Absence,
    Absent,
    Attachment,
    Code,
    Date,
    Instant,
    Measure,
    Name,
    Place,
    Precision,
    Reference,
    Text,
    Value,
)

FILES = st.binary(min_size=16, max_size=16).map(bytes.hex)
# Everything that UTF-8 can hold and that is no control character, with the signs that JSON must escape.
_ANY = st.text(st.one_of(st.characters(codec="utf-8", exclude_categories=["Cc"]), st.sampled_from('\n\t"\\')))
WORDS = _ANY.filter(lambda text: not text or (bool(text.strip()) and not _CONTROL.search(text)))
FULL_WORDS = WORDS.filter(str.strip)
LETTERS = st.sampled_from(
    ["Kim", "Олена", "김철수", "金", "محمد", "Ελένη", "דוד", "გიორგი", "Արամ", "さくら", "サクラ", "O'Neill", "Ḱ"]
)
MOMENTS = st.datetimes(
    dt.datetime(1, 1, 2),  # noqa: DTZ001 - hypothesis takes the bounds without a zone
    dt.datetime(9999, 12, 30),  # noqa: DTZ001
    timezones=st.sampled_from([dt.UTC, dt.timezone(dt.timedelta(hours=9)), dt.timezone(-dt.timedelta(hours=5))]),
)
NUMBERS = st.decimals(-(10**14), 10**14, allow_nan=False, places=6)
DEGREES = st.one_of(st.floats(-90, 90), st.integers(-90, 90), st.floats(-0.0009, 0.0009))


def values() -> st.SearchStrategy[Value]:
    """Draw a value of any kind."""
    return st.one_of(
        st.sampled_from(Absence).map(Absent),
        FULL_WORDS.map(Text),
        names(),
        dates(),
        instants(),
        places(),
        st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}", fullmatch=True).map(Code),
        st.lists(NUMBERS, min_size=2, max_size=2).map(sorted).map(lambda ends: Measure(ends[0], ends[1], "cm")),
        st.integers(-(10**14), 10**14).map(lambda number: Measure(Decimal(number), Decimal(number), "kg")),
        FILES.map(Reference),
        st.builds(Attachment, FILES, st.sampled_from(["image/jpeg", "application/pdf"]), st.integers(0, 2**53 - 1)),
    )


def names() -> st.SearchStrategy[Name]:
    """Draw a name with letters of some script among words of any kind."""
    scheme = st.sampled_from(["", "mr", "bgn-pcgn"])
    text = st.tuples(WORDS.filter(lambda words: len(words) < 100), LETTERS).map(" ".join)
    return st.builds(Name, text, st.sampled_from(["", "Latn", "Hang"]), scheme)


def dates() -> st.SearchStrategy[Date]:
    """Draw a day or an interval of days."""
    ends = st.lists(st.dates(), min_size=2, max_size=2).map(sorted)
    return st.builds(lambda ends, *rest: Date(*ends, *rest), ends, st.sampled_from(Precision), WORDS)


def instants() -> st.SearchStrategy[Instant]:
    """Draw a point or an interval of time."""
    ends = st.lists(MOMENTS, min_size=2, max_size=2).map(sorted)
    return st.builds(lambda ends, *rest: Instant(*ends, *rest), ends, st.sampled_from(Precision), WORDS)


def places() -> st.SearchStrategy[Place]:
    """Draw a place with or without country, coordinates and uncertainty."""
    country = st.sampled_from(["", "UA", "KP", "disputed"])
    point = st.one_of(st.none(), st.tuples(DEGREES, DEGREES))
    metres = st.one_of(st.none(), st.integers(0, 20_100_000))

    def place(words: str, land: str, at: tuple[float, float] | None, uncertainty_m: int | None) -> Place:
        latitude, longitude = at or (None, None)
        return Place(words, land, latitude, longitude, uncertainty_m)

    return st.builds(place, FULL_WORDS, country, point, metres)


def sources() -> st.SearchStrategy[Source]:
    """Draw a source."""
    return st.builds(Source, st.sampled_from(Speaker), WORDS, WORDS, st.one_of(st.just(""), FILES))


def statements(id_: str = f"{'0' * 32}.0") -> st.SearchStrategy[Statement]:
    """Draw a statement with that id; its term need not be in the dictionary."""
    earlier = st.one_of(st.just(""), st.just(f"{'1' * 32}.7"))
    return st.builds(
        Statement,
        id=st.just(id_),
        term=st.sampled_from(["person.surname", "wish.wish", "custody.began"]),
        value=values(),
        source=sources(),
        manner=st.sampled_from(Manner),
        item=st.sampled_from(["", "1", "custody-2"]),
        text=WORDS,
        lang=st.sampled_from(["", "ko", "uk", "zh-Hant"]),
        said_at=st.one_of(st.none(), instants()),
        replaces=earlier,
        withdraws=earlier,
    )


@st.composite
def entries(draw: st.DrawFn, statements_max: int = 4) -> Entry:
    """Draw an entry of any act, on any kind of file, with up to so many statements."""
    id_ = draw(FILES)
    count = draw(st.integers(0, statements_max))
    return Entry(
        id=id_,
        file=draw(FILES),
        kind=draw(st.sampled_from(Kind)),
        act=draw(st.sampled_from(Act)),
        form=draw(st.sampled_from(["capture", "wish", "read"])),
        by=draw(FILES),
        purpose=draw(st.sampled_from(["intake", "tracing"])),
        at=draw(MOMENTS),
        site=draw(st.one_of(st.just(""), FILES)),
        reason=draw(WORDS),
        statements=tuple(draw(statements(f"{id_}.{index}")) for index in range(count)),
        shown=tuple(draw(st.lists(FILES, max_size=3))),
        opened=draw(st.one_of(st.none(), st.sampled_from(Sensitivity))),
        number=draw(st.one_of(st.none(), st.integers(0, 2**40))),
    )
