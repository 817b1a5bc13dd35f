"""The language of conditions: one plain English clause a line, read into a test (docs/guide/law.md has all forms).

custody.kind is camp or transit          captive.status_doubt is not yes
document.kind is given                   discipline.days above 30
wish.asked_on older than policy wish_fresh
legal.trial_at sooner than P21D after legal.notice_him_on
released happened since                  not child
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation

from nansen.errors import Misconfigured
from nansen.law import durations, findings, view
from nansen.law.acts import ACTS
from nansen.law.model import Clause, Duration
from nansen.law.view import View
from nansen.statements.terms import Dictionary, Term
from nansen.statements.values import Absence

_TERM = r"[a-z_]+\.[a-z0-9_]+"
_LENGTH = r"(?:policy [a-z0-9_]+|P[0-9A-Z]+)"
_ABSENT = frozenset(Absence)
_WORDED = frozenset({"code", "country", "language", "text"})
Test = Callable[[View], bool]


def parse(words: str, *, dictionary: Dictionary, where: str) -> Clause:
    """Return the clause that is written in `words`.

    Raises Misconfigured, naming `where`, for a form, term, code, finding or length of time that does not exist; whether
    the events and policies that it names exist, the rule pack checks.
    """
    for form, make in _FORMS:
        found = re.fullmatch(form, words)
        if found:
            return make(words, found.groups(), dictionary, where)
    raise Misconfigured(f"{where}: expected a clause of the language, found {words[:80]!r}.")


def length(view_: View, words: str) -> Duration:
    """Return the length of time that a clause names: its own, or a policy's."""
    if words.startswith("policy "):
        words = view.policy(view_, words.removeprefix("policy "))
    return durations.parse(words, where="policy")


def _known(term: str, dictionary: Dictionary, where: str) -> Term:
    found = dictionary.by_name.get(term)
    if found is None:
        raise Misconfigured(f"{where}: unknown term {term}.")
    return found


def _is(words: str, parts: tuple[str, ...], dictionary: Dictionary, where: str) -> Clause:
    term, negative, rest = parts
    known = _known(term, dictionary, where)
    test = _state(term, rest) or _codes(known, rest, where)
    wanted = not negative
    return Clause(words, lambda here: test(here) is wanted, frozenset({term}))


def _state(term: str, word: str) -> Test | None:
    match word:
        case "given":
            return lambda here: any(True for _ in view.values(here, term))
        case "answered":
            return lambda here: view.answered(here, term)
        case "contested":
            return lambda here: any(line.contested for _, line in here.lines.get(term, ()))
        case _:
            return None


def _codes(term: Term, rest: str, where: str) -> Test:
    wanted = frozenset(rest.split(" or "))
    words = sorted(wanted - _ABSENT)
    if term.codes and (unknown := sorted(set(words) - term.codes.labels.keys())):
        raise Misconfigured(f"{where}: {unknown[0]} is no code of the list {term.codes.name} of {term.name}.")
    if words and term.kind not in _WORDED:
        raise Misconfigured(f"{where}: {term.name} holds no words such as {words[0]}: it is of the kind {term.kind}.")
    name = term.name
    return lambda here: not wanted.isdisjoint(view.words(here, name))


def _measure(words: str, parts: tuple[str, ...], dictionary: Dictionary, where: str) -> Clause:
    term, how, number = parts
    if _known(term, dictionary, where).kind != "measure":
        raise Misconfigured(f"{where}: {term} is no number.")
    try:
        limit = Decimal(number)
    except InvalidOperation:
        limit = Decimal("NaN")
    if not limit.is_finite():
        raise Misconfigured(f"{where}: expected a number, found {number[:20]!r}.")
    tests: dict[str, Test] = {
        "below": lambda here: any(one.low < limit for one in view.measures(here, term)),
        "above": lambda here: any(one.high > limit for one in view.measures(here, term)),
        "at least": lambda here: any(one.high >= limit for one in view.measures(here, term)),
        "at most": lambda here: any(one.low <= limit for one in view.measures(here, term)),
    }
    return Clause(words, tests[how], frozenset({term}))


def _older(words: str, parts: tuple[str, ...], dictionary: Dictionary, where: str) -> Clause:
    term, long = parts
    _dated(term, dictionary, where)
    _long(long, where)

    def test(here: View) -> bool:
        last = max((span[0] for span in view.spans(here, term) if span[0] <= here.now), default=None)
        return last is not None and durations.after(last, length(here, long)) < here.now

    return Clause(words, test, frozenset({term}))


def _between(words: str, parts: tuple[str, ...], dictionary: Dictionary, where: str) -> Clause:
    term, how, long, start = parts
    for one in (term, start):
        _dated(one, dictionary, where)
    _long(long, where)

    def sooner(here: View) -> bool:
        ends, begins = view.spans(here, term), view.spans(here, start)
        if not ends:
            return False
        least = max((durations.after(span[1], length(here, long)) for span in begins), default=None)
        return least is None or min(span[0] for span in ends) < least

    def later(here: View) -> bool:
        ends, begins = view.spans(here, term), view.spans(here, start)
        if not begins:
            return False
        most = min(durations.after(span[0], length(here, long)) for span in begins)
        return max((span[1] for span in ends), default=here.now) > most

    return Clause(words, sooner if how == "sooner" else later, frozenset({term, start}))


def _happened(words: str, parts: tuple[str, ...], _: Dictionary, __: str) -> Clause:
    event, how, since = parts
    wanted = how == "happened"

    def test(here: View) -> bool:
        return any(not since or view.counts(here, one) for one in view.past(here, event)) is wanted

    return Clause(words, test, names=frozenset({event}))


def _act(words: str, parts: tuple[str, ...], _: Dictionary, where: str) -> Clause:
    acts = frozenset(parts[0].split(" or "))
    if unknown := sorted(acts - ACTS):
        raise Misconfigured(f"{where}: unknown act {unknown[0]}.")
    return Clause(words, lambda here: here.act in acts)


def _finding(words: str, parts: tuple[str, ...], _: Dictionary, where: str) -> Clause:
    negative, name = parts
    known = findings.ALL.get(name)
    if known is None:
        raise Misconfigured(f"{where}: unknown finding {name}.")
    wanted = not negative
    return Clause(words, lambda here: findings.ask(here, name) is wanted, known.reads, findings=frozenset({name}))


def _dated(term: str, dictionary: Dictionary, where: str) -> None:
    if _known(term, dictionary, where).kind not in {"date", "instant"}:
        raise Misconfigured(f"{where}: {term} is no date.")


def _long(words: str, where: str) -> None:
    if not words.startswith("policy "):
        durations.parse(words, where=where)


def policies(words: str) -> Iterator[str]:
    """Yield the policies that a clause names."""
    yield from re.findall(r"policy ([a-z0-9_]+)", words)


Make = Callable[[str, tuple[str, ...], Dictionary, str], Clause]
_FORMS: tuple[tuple[str, Make], ...] = (
    (rf"({_TERM}) (sooner|later) than ({_LENGTH}) after ({_TERM})", _between),
    (rf"({_TERM}) older than ({_LENGTH})", _older),
    (rf"({_TERM}) (below|above|at least|at most) (\S+)", _measure),
    (rf"({_TERM}) is( not)? (\S+(?: or \S+)*)", _is),
    (r"act is (\S+(?: or \S+)*)", _act),
    (r"([a-z0-9_]+) (happened|did not happen)( since)?", _happened),
    (r"(not )?([a-z0-9_]+)", _finding),
)
