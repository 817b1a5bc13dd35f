"""What he wants: every expression of it, how far it can be relied on, and which of them hold a return (law.md 4).

The proof is asymmetric. Any sign that he is unwilling, a nod or hearsay too, holds every return there. Only a later
wish of his own, of grade G3, lets it go: what others add, correct or withdraw changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from nansen.casefile import answers, grades, timeline
from nansen.casefile.model import Case, Grade, Line, Said, Wish
from nansen.statements.values import Absence, Absent, Code

APART = dt.timedelta(days=7)  # policy: a wish is repeated when it is said again at least so much later
HOLDING = frozenset({"unwilling_to_return", "stay", "third_country"})
_ABSENT = frozenset(Absence)
_NO_ANSWER = frozenset({*Absence, "cannot_communicate"})


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A wish with the bounds of the time at which it was said; `lacks` as long as it is not graded."""

    wish: Wish
    first: dt.datetime
    last: dt.datetime
    lacks: tuple[str, ...]


def of(case: Case, *, apart: dt.timedelta = APART) -> tuple[Wish, ...]:
    """Return every expression of a wish, oldest first by when it was said, then in the order of the ledger.

    Where nobody wrote down when, the time of writing is taken for the order, and the wish cannot be G3. Replaced and
    withdrawn ones are there too (house.md 5(5)). `unknown`, `declined` and `not_asked` are told by their code.
    """
    return tuple(one.wish for one in _graded(case, apart))


def latest(case: Case) -> Wish | None:
    """Return the last wish that is an answer; where there is none the last of what was asked in vain, or None."""
    wishes = of(case)
    answered = [wish for wish in wishes if wish.code not in _ABSENT]
    return next(reversed(answered or wishes), None)


def holds(case: Case, *, destination: str = "", apart: dt.timedelta = APART) -> tuple[Wish, ...]:
    """Return every wish that holds a return to `destination`; without one, every wish that still holds some return.

    A sign of unwillingness holds a return to its own destination, or to every one where it names none; a wish to stay
    or for a third country holds every return. It holds until a later G3 wish of the man himself to return there. A
    return that names a destination lets go that one only; one that names none lets go what names none. Later means
    after it under every reading of both times. No withdrawal and no correction lets go.
    """
    graded = _graded(case, apart)
    returns = [one for one in graded if one.wish.code == "return" and one.wish.grade is Grade.G3]
    held = []
    for one in graded:
        holding = _held(one.wish)
        if holding is None or (destination and holding not in {"", destination}):
            continue
        enough = {holding, destination or holding}
        if not any(back.wish.destination in enough and back.first > one.last for back in returns):
            held.append(one.wish)
    return tuple(held)


def proved(case: Case, code: str, *, destination: str = "", apart: dt.timedelta = APART) -> Wish | None:
    """Return the current G3 wish of this code, and of this destination where one is asked for, or None.

    Current is what nothing said at the same time or later goes against, undecided answers and what others add included:
    a release rests on the last word, and on nothing else (law.md 4).
    """
    graded = _graded(case, apart)
    for one in reversed(graded):
        fits = one.wish.code == code and one.wish.grade is Grade.G3 and destination in {"", one.wish.destination}
        if fits and not any(_against(other, one) for other in graded):
            return one.wish
    return None


def against(case: Case, *, destination: str, instead: str, apart: dt.timedelta = APART) -> tuple[Wish, ...]:
    """Return every wish that stands against a way that is no return, to `destination`.

    A sign that he is unwilling to go there, or anywhere at all, stands until a later G3 wish of the man himself of the
    code `instead` for that very place.
    """
    graded = _graded(case, apart)
    later = [
        one
        for one in graded
        if one.wish.code == instead and one.wish.grade is Grade.G3 and one.wish.destination == destination
    ]
    return tuple(
        one.wish
        for one in graded
        if one.wish.code == "unwilling_to_return"
        and (not destination or one.wish.destination in {"", destination})
        and not any(other.first > one.last for other in later)
    )


def _against(other: _Spoken, one: _Spoken) -> bool:
    return other.last >= one.first and _otherwise(one.wish, other.wish)


def _held(wish: Wish) -> str | None:
    """Return the destination to which a wish holds a return, empty for every one, None where it holds none."""
    if wish.code not in HOLDING:
        return None
    return wish.destination if wish.code == "unwilling_to_return" else ""


def _graded(case: Case, apart: dt.timedelta) -> list[_Spoken]:
    place = timeline.order(case)
    spoken = sorted(_spoken(case), key=lambda one: (one.first, place(one.wish.said)))
    return [replace(one, wish=_grade(one, spoken, apart)) for one in spoken]


def _grade(one: _Spoken, spoken: Sequence[_Spoken], apart: dt.timedelta) -> Wish:
    others = [other for other in spoken if _otherwise(one.wish, other.wish)]
    repeats = any(
        not earlier.lacks
        and earlier.wish.item != one.wish.item
        and (earlier.wish.code, earlier.wish.destination) == (one.wish.code, one.wish.destination)
        and one.first - earlier.last >= apart
        # Two forms written in one hour are one asking, whatever dates stand on them.
        and one.wish.said.recorded_at - earlier.wish.said.recorded_at >= apart
        and not any(other.last >= earlier.first and other.first <= one.last for other in others)
        for earlier in spoken
    )
    lacks = (*one.lacks, *(() if repeats else ("repeated",)))
    items = tuple(dict.fromkeys(other.wish.item for other in others))
    return replace(one.wish, grade=grades.of(lacks), missing=lacks, contradicts=items)


def _otherwise(left: Wish, right: Wish) -> bool:
    """Return whether two wishes cannot both be so; what is no answer says nothing otherwise."""
    if _NO_ANSWER & {left.code, right.code}:
        return False
    apart = left.destination != right.destination and "" not in {left.destination, right.destination}
    if left.code == right.code:
        return left.code in {"return", "third_country"} and apart
    match {left.code, right.code}:
        case codes if codes == {"return", "unwilling_to_return"}:
            return not apart
        case codes if codes == {"unwilling_to_return", "stay"}:
            return False
        case codes if codes == {"unwilling_to_return", "third_country"}:
            return left.destination == right.destination != ""
        case _:
            return True


def _spoken(case: Case) -> Iterator[_Spoken]:
    for (item, term), line in case.lines.items():
        if term != "wish.wish":
            continue
        interpreter = answers.words(case, "wish.interpreter", item)
        for said in line.said:
            code = _code(said)
            if not code:
                continue
            interpreted = said.statement.source.interpreter or interpreter
            first, last, dated = grades.when(said, case.line("wish.asked_on", item))
            lacks = grades.lacks(case, said, item, dated=dated)
            for destination in _destinations(said, code, case.line("wish.destination", item)):
                wish = Wish(
                    item=item,
                    code=code,
                    destination=destination,
                    said=said,
                    manner=said.statement.manner.value,
                    interpreter=interpreted,
                    grade=Grade.G0,
                    missing=(),
                )
                yield _Spoken(wish, first, last, lacks)


def _code(said: Said) -> str:
    """Return what a statement says he wants; nothing for a withdrawal, unless its own words would hold a return."""
    value = said.statement.value
    code = value.code if isinstance(value, Code) else value.reason.value if isinstance(value, Absent) else ""
    spent = said.statement.withdraws and said.ended_by == said.statement.id
    return "" if spent and code not in HOLDING else code


def _destinations(said: Said, code: str, line: Line | None) -> tuple[str, ...]:
    """Return the destinations of a wish: those of its own act, or else none.

    What another act adds cannot narrow an unwilling wish, only widen it, and is not taken for his own word of return.
    """
    named = [
        (one.entry_id == said.entry_id, one.statement.value.code)
        for one in (line.said if line else ())
        if isinstance(one.statement.value, Code)
    ]
    own = [code for same, code in named if same] or [""]
    added = [code for _, code in named] if code == "unwilling_to_return" else []
    return tuple(dict.fromkeys([*own, *added]))
