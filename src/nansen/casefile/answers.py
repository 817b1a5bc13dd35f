"""Answers: what the statements of a line that stand say, and whether they say the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from nansen.casefile.model import Case, Line, Said, Standing
from nansen.names import scripts
from nansen.statements.values import Absent, Code, Date, Instant, Measure, Name, Place, Text, Value


def of(line: Line | None) -> tuple[Value, ...]:
    """Return the values that stand, in the order of the ledger; `unknown`, `declined`, `not_asked` are none."""
    values = (said.statement.value for said in line.standing) if line else ()
    return tuple(value for value in values if not isinstance(value, Absent))


def words(case: Case, term: str, item: str = "") -> str:
    """Return the last answer to a term as words: a text, a code, a name, a place; empty where there is none."""
    match next(reversed(of(case.line(term, item))), None):
        case Text(text) | Name(text) | Code(text) | Place(text):
            return text
        case _:
            return ""


def contested(said: Sequence[Said]) -> bool:
    """Return whether statements that stand give different answers.

    `unknown`, `declined` and `not_asked` contest nothing. Spellings that differ in case, accents or spaces are one
    answer; so are two dates, times or measures of which one lies within the other: it is only the less exact.
    """
    if len(said) < 2:
        return False
    values = [one.statement.value for one in said if one.standing is Standing.STANDS]
    answers = list({_answer(value) for value in values if not isinstance(value, Absent)})
    return any(not _agree(left, right) for index, left in enumerate(answers) for right in answers[index + 1 :])


class _Bounds(NamedTuple):
    """What two dates, two times or two measures of one unit are compared by."""

    first: Any
    last: Any
    unit: str


def _answer(value: Value) -> object:
    """Return what an answer says, without its wording: equal answers are equal here."""
    match value:
        case Name():
            return scripts.normal(value.text)
        case Text():
            return " ".join(value.text.casefold().split())
        case Place():
            return (" ".join(value.words.casefold().split()), value.country, value.latitude, value.longitude)
        case Date() | Instant():
            return _Bounds(value.first, value.last, type(value).__name__)
        case Measure():
            return _Bounds(value.low, value.high, value.unit)
        case _:
            return value


def _agree(left: object, right: object) -> bool:
    """Return whether one of two different answers lies within the other; only pairs of bounds can."""
    if not (isinstance(left, _Bounds) and isinstance(right, _Bounds)) or left.unit != right.unit:
        return False
    return _within(left, right) or _within(right, left)


def _within(inner: _Bounds, outer: _Bounds) -> bool:
    return bool(outer.first <= inner.first and inner.last <= outer.last)
