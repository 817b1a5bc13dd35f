"""What may be told to one who asks after a person: his choice and the danger to him come before the question.

Never told, to anybody: where exactly he is held, what he wishes, what he fears, what he said. What is not told directly
is told to the Central Tracing Agency; `no_record` is said only where there is none (GC III 122(7)).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from nansen.casefile import answers, risks
from nansen.casefile.model import Case
from nansen.errors import Forbidden
from nansen.formats.messages.model import Answer, Fact, Telling, Why
from nansen.statements.model import Kind, Speaker
from nansen.statements.values import Code, Date, Instant, Text

KIN = frozenset(
    "mother father wife husband partner daughter son sister brother grandparent other_relative".split()  # noqa: SIM905
)
# What a letter of each kind tells; whatever of it nobody has written down is listed as unknown.
_REPLY = {Answer.IN_OUR_POWER: (Fact.ALIVE,), Answer.DIED: (Fact.DIED_ON,)}
_EXTRACT = {
    Answer.IN_OUR_POWER: (Fact.ALIVE, Fact.HEALTH, Fact.MAIL),
    Answer.WAS_IN_OUR_POWER: (Fact.ALIVE,),
    Answer.DIED: (Fact.DIED_ON, Fact.GRAVE),
}
_LEFT = frozenset({"released", "repatriated", "exchanged", "escaped"})
_SEEN = ("custody.began", "health.inspected_on")


def answer(case: Case | None, relation: str, *, held: bool, asked: bool, now: dt.datetime) -> Telling:
    """Return what an enquirer of this relation is answered on the person's whole file; None where nobody found one.

    `held` is the law's hold on telling, `asked` whether the bureau has asked others: before that there is no
    `no_record`. A stranger, and kin whom he did not choose to have told, are answered through the Agency. What others
    report of a death is a claim and answers nothing.
    """
    if case is None:
        return Telling(Answer.NO_RECORD if asked else Answer.ENQUIRIES_CONTINUE)
    found = _state(case)
    if found is None:
        return Telling(Answer.HELD_BACK if held or _danger(case) else Answer.ENQUIRIES_CONTINUE)
    if held or _danger(case) or not _direct(case, relation, found):
        return Telling(Answer.HELD_BACK)
    return _told(case, found, _REPLY.get(found, ()), now)


def extract(case: Case, relation: str, *, held: bool, now: dt.datetime) -> Telling:
    """Return what a family extract says of a person to kin of this relation; the rules are those of `answer`.

    Raises Forbidden, with the same words for every reason, where nothing may be told directly.
    """
    found = _state(case)
    if found is None or held or _danger(case) or not _direct(case, relation, found):
        raise Forbidden("Nothing may be told directly to this enquirer: the Central Tracing Agency is told.")
    return _told(case, found, _EXTRACT[found], now)


def why(case: Case | None, relation: str, *, held: bool) -> tuple[Why, ...]:
    """Return every reason for which an enquirer of this relation is not told directly; none where he may be.

    For the officers of the bureau, each as far as he may see what a reason rests on; never for the enquirer.
    """
    if case is None:
        return ()
    found = _state(case)
    chosen = {code for item in case.items("kin") for code in answers.of(case.line("kin.contact_choice", item))}
    reasons = {
        Why.LAW: held,
        Why.DANGER: _danger(case),
        Why.STRANGER: relation not in KIN,
        Why.CHOICE: relation in KIN and found is not None and bool(chosen) and not _direct(case, relation, found),
        Why.UNASKED: relation in KIN and found is not None and not chosen and not _direct(case, relation, found),
    }
    return tuple(one for one, holds in reasons.items() if holds)


def _state(case: Case) -> Answer | None:
    """Return whether he is or was in our power or died, by what the bureau itself has written down; else None."""
    line = case.line("death.at")
    if line and any(
        said.statement.source.speaker in {Speaker.OFFICER, Speaker.EXPERT} and isinstance(said.statement.value, Instant)
        for said in line.standing
    ):
        return Answer.DIED
    if case.kind is not Kind.CAPTIVE:
        return None
    stages = case.items("custody")
    ended = answers.words(case, "custody.ended_how", stages[-1]) if stages else ""
    return Answer.WAS_IN_OUR_POWER if ended in _LEFT else Answer.IN_OUR_POWER


def _danger(case: Case) -> bool:
    """Return whether a finding of risk stands for any destination, or a message on him was flagged as harmful."""
    return bool(risks.standing(case) or risks.standing(case, onward=True)) or any(
        Code("yes") in answers.of(case.line("message.detriment", item)) for item in case.items("message")
    )


def _direct(case: Case, relation: str, found: Answer) -> bool:
    """Return whether kin of this relation may be told directly: as he chose, doubt being no; the dead's kin unless no.

    The choices made for kin of this relation count; where there are none, every choice he made does.
    """
    if relation not in KIN:
        return False
    chosen = [(item, set(answers.of(case.line("kin.contact_choice", item)))) for item in case.items("kin")]
    theirs = [codes for item, codes in chosen if codes and answers.words(case, "kin.relation", item) == relation]
    codes = set[object]().union(*(theirs or [codes for _, codes in chosen]))
    return codes == {Code("family")} or (not codes and found is Answer.DIED)


def _told(case: Case, found: Answer, facts: tuple[Fact, ...], now: dt.datetime) -> Telling:
    words = {fact: _words(case, fact, now) for fact in facts}
    return Telling(
        found,
        tuple((fact, text) for fact, text in words.items() if text),
        tuple(fact for fact, text in words.items() if not text),
    )


def _words(case: Case, fact: Fact, now: dt.datetime) -> str:
    match fact:
        case Fact.ALIVE:
            return max(_seen(case, now), default="")
        case Fact.HEALTH:
            line = case.line("health.state")
            return "" if line is None or line.contested else answers.words(case, "health.state")
        case Fact.MAIL:
            return " ".join(answers.words(case, "captive.address_for_mail").split())
        case Fact.DIED_ON:
            days = {v.first.date().isoformat() for v in answers.of(case.line("death.at")) if isinstance(v, Instant)}
            return days.pop() if len(days) == 1 else ""
    place = (answers.words(case, "death.burial_place"), *_texts(case, "death.grave_id"))
    return ", ".join(" ".join(part.split()) for part in place if part)


def _texts(case: Case, term: str) -> Iterator[str]:
    yield from (value.text for value in answers.of(case.line(term)) if isinstance(value, Text))


def _seen(case: Case, now: dt.datetime) -> Iterator[str]:
    """Yield the days on which somebody had him before him; of an interval the first, on which he surely lived."""
    for term in _SEEN:
        for item in ("", *case.items(term.partition(".")[0])):
            for value in answers.of(case.line(term, item)):
                if isinstance(value, Instant) and value.first <= now:
                    yield value.first.date().isoformat()
                elif isinstance(value, Date) and value.first <= now.date():
                    yield value.first.isoformat()
