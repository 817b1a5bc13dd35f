"""How far a wish can be relied on: the ladder of grades, and what an act of asking has of it (law.md 4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from nansen.casefile import timeline
from nansen.casefile.model import Case, Grade, Line, Said
from nansen.statements.model import Manner, Speaker
from nansen.statements.values import Code, Text

# The table of grades (law.md 4, policy; GC III 7, 17(4)-(6), 118(3) by analogy, 126(1)): a wish has the highest grade
# of which it lacks nothing, and of those below nothing either. `missing` of a wish are the codes that it lacks.
LADDER = (
    (Grade.G1, ("himself", "expressed")),
    (Grade.G2, ("direct", "private", "interpreter")),
    (
        Grade.G3,
        (
            "words",
            "capacity",
            "neutral_interpreter",
            "options_told",
            "open_question",
            "no_inducement",
            "dated",
            "unrevoked",
            "repeated",
        ),
    ),
)
# What the terms of a wish's item must say, in its own act and in all that stands; `declined` and `unknown` say nothing.
_ASKED = {
    "private": ("wish.private", {"yes"}),
    "capacity": ("wish.capacity", {"able", "limited"}),
    "neutral_interpreter": ("wish.neutral_interpreter", {"yes", "none_needed"}),
    "options_told": ("wish.options_told", {"yes"}),
    "open_question": ("wish.leading_question", {"no"}),
    "no_inducement": ("wish.inducement", {"no"}),
}
_NOBODY = {"none_needed"}
# Any sign holds, only words release (law.md 4, asymmetric proof): whoever asks gives a nod, a gesture or a silence its
# meaning, and a nod that is read wrong sends him back. Who cannot speak writes, or is heard again.
_WORDS = frozenset({Manner.SPOKEN, Manner.WRITTEN})
_DIRECT = frozenset({Manner.SPOKEN, Manner.WRITTEN, Manner.NODDED, Manner.GESTURE})


def of(lacks: Iterable[str]) -> Grade:
    """Return the grade of a wish that lacks these codes."""
    wanting = set(lacks)
    grade = Grade.G0
    for step, needs in LADDER:
        if wanting & set(needs):
            break
        grade = step
    return grade


def lacks(case: Case, said: Said, item: str, *, dated: bool) -> tuple[str, ...]:
    """Return what a wish lacks for G3 in the order of the ladder, but for `repeated`, which no act has by itself.

    `dated` tells whether its act says when. Its act names an interpreter, or says that none was needed; one who is
    said to be neutral and is not named cannot be asked, and is none.
    """
    has = {need for need, (term, good) in _ASKED.items() if _well(said, case.line(term, item), good)}
    none_needed = _well(said, case.line("wish.neutral_interpreter", item), _NOBODY)
    has |= {"interpreter"} if none_needed or _named(said, case.line("wish.interpreter", item)) else set()
    has |= {"dated"} if dated else set()
    has |= set() if said.ended_by else {"unrevoked"}
    has |= {"repeated", *_manner(said)}
    return tuple(need for _, needs in LADDER for need in needs if need not in has)


def when(said: Said, asked: Line | None) -> tuple[dt.datetime, dt.datetime, bool]:
    """Return the bounds of when it was said and whether its own act tells; never after the writing.

    What another act tells of the time can only widen the bounds: no later word makes a wish older, or younger.
    """
    written = said.recorded_at
    told = [
        (one.entry_id == said.entry_id, span)
        for one in (asked.standing if asked else ())
        if (span := timeline.bounds(one.statement.value))
    ]
    own = timeline.bounds(said.statement.said_at)
    spans = [own] if own else [span for _, span in told]
    first = min((span[0] for span in spans), default=written)
    if first > written or not (own or any(same for same, _ in told)):
        return written, written, False
    return first, min(written, max(span[1] for span in spans)), True


def _manner(said: Said) -> Iterator[str]:
    speaker, manner = said.statement.source.speaker, said.statement.manner
    shown = manner is Manner.VIDEO and speaker in {Speaker.HIMSELF, Speaker.PUBLISHED}
    if speaker is Speaker.HIMSELF or shown:
        yield "himself"
    if manner in _DIRECT or shown:
        yield "expressed"
    if speaker is Speaker.HIMSELF and manner in _DIRECT:
        yield "direct"
    if manner in _WORDS:
        yield "words"


def _named(said: Said, line: Line | None) -> bool:
    """Return whether the act of asking names who interpreted, with the words or of the item; no later act does.

    What others add changes nothing, as of every other way in which he was asked.
    """
    own = (one.statement.value for one in (line.standing if line else ()) if one.entry_id == said.entry_id)
    return bool(said.statement.source.interpreter) or any(isinstance(value, Text) and value.text for value in own)


def _well(said: Said, line: Line | None, good: set[str]) -> bool:
    """Return whether all that stands of how he was asked is good, and the act of asking itself says so."""
    codes = [
        (one.entry_id == said.entry_id, one.statement.value.code)
        for one in (line.standing if line else ())
        if isinstance(one.statement.value, Code)
    ]
    return any(same for same, _ in codes) and all(code in good for _, code in codes)
