"""What is owed to whom by when: every duty of a file, with its clock (law.md 1).

A clock runs from when the thing happened, not from when it was typed. Doubt runs for the captive: of an uncertain time
a maximum starts at the earliest bound. What is done late stays late.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from nansen.casefile.model import Case
from nansen.law import durations, rulebook, view
from nansen.law.model import Book, Deadline, Duration, Duty, Effect, Happening, Profile, Rule, State, Step
from nansen.law.view import View

_LEAD = Duration(seconds=24 * 3600)


def of(case: Case, *, now: dt.datetime, profile: Profile | None = None, book: Book | None = None) -> tuple[Duty, ...]:
    """Return every duty on a file, pending ones first by their limits, then those that are settled.

    Recurring duties are one each: the next time that is owed, with how many earlier ones were late. Linear in rules and
    lines; about a millisecond a file.
    """
    pack = book or rulebook.shipped()
    whole = view.of(case, now=now, book=pack, profile=profile)
    found = [
        duty
        for rule in pack.rules.values()
        if rule.effect is Effect.DUTY and case.kind in rule.files
        for since in view.past(whole, rule.trigger)
        for duty in _of_rule(rule, since, whole)
    ]
    return tuple(sorted(found, key=_order))


def _order(duty: Duty) -> tuple[bool, bool, dt.datetime, str, str, str]:
    return (
        not duty.pending,
        duty.limit is None,
        duty.limit or duty.since.first,
        duty.rule.id,
        duty.step.name,
        duty.item,
    )


def _of_rule(rule: Rule, since: Happening, whole: View) -> Iterator[Duty]:
    here = view.at(whole, since, same=rule.same_item)
    conditions = rule.conditions
    if not all(clause.test(here) for clause in conditions.when):
        return
    if conditions.any and not any(clause.test(here) for clause in conditions.any):
        return
    spared = next((clause.words for clause in conditions.unless if clause.test(here)), "")
    lacks = tuple(term for term in rule.needs if not view.answered(here, term))
    for step in rule.steps:
        if spared:
            yield _duty(rule, step, since, limit=None, state=State.NOT_APPLICABLE, reason=spared)
        else:
            yield _clocked(rule, step, since, here, lacks=lacks)


def _clocked(rule: Rule, step: Step, since: Happening, here: View, *, lacks: tuple[str, ...]) -> Duty:
    done = list(_later(step.fulfilled_by, here))
    ended = next(_later(rule.ended_by, here), None)
    every = _every(step, here)
    if every is None:
        limit = _limit(step.deadline, since, here)
        by = next(iter(done), None)
        missed = 0
    else:
        limit, missed = _recurring(step, since, here, every=every, done=done, until=ended)
        by = None
    if by:
        return _duty(rule, step, since, limit=limit, state=State.DONE, late=_after(by, limit), by=by)
    if ended:
        late = _after(ended, limit)
        return _duty(
            rule, step, since, limit=limit, state=State.NOT_APPLICABLE, late=late, missed=missed, by=ended,
            reason=ended.event,
        )  # fmt: skip
    state = _state(limit, since, here)
    return _duty(rule, step, since, limit=limit, state=state, late=state is State.OVERDUE, missed=missed, lacks=lacks)


def _recurring(
    step: Step, since: Happening, here: View, *, every: Duration, done: list[Happening], until: Happening | None
) -> tuple[dt.datetime | None, int]:
    """Return the limit of the next time and how many of the earlier ones were late."""
    first = _limit(step.deadline, since, here)
    limit = first or durations.after(since.first, every)
    missed = 0
    for one in done:
        if until and one.first > until.last:
            break
        missed += _after(one, limit)
        limit = max(limit, durations.after(one.first, every)) if one.last < limit else durations.after(one.first, every)
    return limit, missed


def _later(events: tuple[str, ...], here: View) -> Iterator[Happening]:
    """Yield what happened and counts for the trigger, by its first bound."""
    found = [one for event in events for one in view.past(here, event) if view.counts(here, one)]
    yield from sorted(found, key=lambda one: (one.first, one.last))


def _limit(deadline: Deadline, since: Happening, here: View) -> dt.datetime | None:
    if deadline.within:
        return durations.after(since.first, deadline.within)
    if deadline.policy:
        value = view.policy(here, deadline.policy)
        return durations.after(since.first, durations.parse(value, where=f"policy {deadline.policy}"))
    if deadline.before:
        own = here.book.events[deadline.before].of == here.own
        planned = [
            one
            for one in view.events(here, deadline.before)
            if (one.item == since.item if own else one.last >= since.first)
        ]
        return min((one.first for one in planned), default=None)
    return None


def _every(step: Step, here: View) -> Duration | None:
    if step.every_policy:
        return durations.parse(view.policy(here, step.every_policy), where=f"policy {step.every_policy}")
    return step.every


def _state(limit: dt.datetime | None, since: Happening, here: View) -> State:
    if limit is None:
        return State.OPEN
    if here.now > limit:
        return State.OVERDUE
    written = view.policy(here, "lead")
    lead = durations.parse(written, where="policy lead") if written else _LEAD
    # Of a short clock half is left open: a thing that is owed within a day is not due the moment that it is owed.
    near = max(durations.before(limit, lead), since.first + (limit - since.first) / 2)
    return State.DUE if here.now >= near else State.OPEN


def _after(one: Happening, limit: dt.datetime | None) -> bool:
    """Return whether something happened after a limit, or may have; of the limit's own day a mere date is in time."""
    return limit is not None and (one.first > limit or (one.last > limit and one.last.date() > limit.date()))


def _duty(rule: Rule, step: Step, since: Happening, **how: object) -> Duty:
    return Duty(rule=rule, step=step, item=since.item, since=since, **how)  # type: ignore[arg-type]
