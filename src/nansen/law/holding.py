"""Findings on how he is held: custody, publication, proceedings, death."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from nansen.casefile import custody, risks, wishes
from nansen.law import durations, view
from nansen.law.view import View

_SENT = frozenset({"repatriated", "exchanged"})
_LEFT = _SENT | {"released"}
_END = frozenset({"released", "repatriated", "exchanged", "escaped", "died"})


def published_standing(here: View) -> bool:
    """Return whether a publication identifies him and is not removed."""
    return any(
        words_of(here, item, "publication.identifies") and not _past(here, item, "publication.removed_on")
        for item in here.case.items("publication")
    )


def words_of(here: View, item: str, term: str) -> set[str]:
    """Return the codes and words that stand of a term in one item, absences left out."""
    found = view.words(view.on(here, item, term.partition(".")[0]), term)
    return found - {"unknown", "declined", "not_asked"}


def _past(here: View, item: str, term: str) -> bool:
    """Return whether a date that is not to come stands of a term in one item."""
    return any(span[0] <= here.now for span in view.spans(view.on(here, item, term.partition(".")[0]), term))


def captured(here: View) -> dt.datetime | None:
    """Return the earliest time at which he may have been taken, None where none is known."""
    starts = [span[0] for term in ("capture.at", "custody.began") for span in view.spans_all(here, term)]
    return min((one for one in starts if one <= here.now), default=None)


def ended(here: View) -> bool:
    """Return whether he is in the captor's hands no more."""
    return bool(view.past_all(here, "death.at")) or any(
        words_of(here, item, "custody.ended_how") & _END and not _planned(here, item) and not _again(here, item)
        for item in here.case.items("custody")
    )


def _planned(here: View, item: str) -> bool:
    """Return whether the end of a stage is still to come."""
    ends = view.spans(view.on(here, item, "custody"), "custody.ended")
    return bool(ends) and all(span[0] > here.now for span in ends)


def _again(here: View, ended: str) -> bool:
    """Return whether another stage of custody began after this one ended: he is in somebody's hands again."""
    ends = view.spans(view.on(here, ended, "custody"), "custody.ended")
    last = max((span[0] for span in ends), default=None)
    return last is not None and any(
        span[0] > last
        for item in here.case.items("custody")
        if item != ended
        for span in view.spans(view.on(here, item, "custody"), "custody.began")
    )


def longer(policy: str) -> Callable[[View], bool]:
    """Return a test whether he has been held longer than a policy's time."""

    def test(here: View) -> bool:
        since = captured(here)
        length = durations.parse(view.policy(here, policy) or "P1Y", where="policy")
        return since is not None and not ended(here) and durations.after(since, length) <= here.now

    return test


def left_against(here: View) -> bool:
    """Return whether he left for a Power or was exchanged while a wish of his or a finding of risk stood against it."""
    left = any(words_of(here, item, "custody.ended_how") & _SENT for item in here.case.items("custody"))
    return left and bool(wishes.holds(here.case) or risks.standing(here.case))


def left_undecided(here: View) -> bool:
    """Return whether he left our hands and no disposition stands as decided or carried out."""
    left = any(words_of(here, item, "custody.ended_how") & _LEFT for item in here.case.items("custody"))
    return left and not view.words_all(here, "disposition.stage") & {"decided", "carried_out"}


def gap(here: View) -> bool:
    """Return whether hours of his custody are accounted for by nobody."""
    length = durations.parse(view.policy(here, "custody_gap") or "PT24H", where="policy")
    stages = custody.chain(here.case, gap_max=dt.timedelta(seconds=length.seconds, days=30 * length.months))
    if any(stage.gap_before for stage in stages):
        return True
    # Nobody answers for him now: his last stage has an end, or no stage was ever written down.
    ends = [view.spans(view.on(here, stage.item, "custody"), "custody.ended") for stage in stages]
    last = max((span[0] for spans in ends for span in spans), default=captured(here))
    return all(ends) and last is not None and not ended(here) and durations.after(last, length) < here.now


def transit_long(here: View) -> bool:
    """Return whether he was kept in transit longer than the policy's time."""
    length = durations.parse(view.policy(here, "transit_stay") or "P14D", where="policy")
    for item in here.case.items("custody"):
        stage = view.on(here, item, "custody")
        if "transit" not in view.words(stage, "custody.kind"):
            continue
        began, ended = view.spans(stage, "custody.began"), view.spans(stage, "custody.ended")
        until = min(here.now, max((span[1] for span in ended), default=here.now))
        if began and durations.after(min(span[0] for span in began), length) < until:
            return True
    return False


def open_case(here: View, *kinds: str) -> bool:
    """Return whether a proceeding is open, of these answers to `indictable` where some are given."""
    for item in here.case.items("legal"):
        one = view.on(here, item, "legal")
        if _past(here, item, "legal.ended_on"):
            continue
        if not kinds or set(kinds) & view.words(one, "legal.indictable"):
            return True
    return False


def asylum_open(here: View) -> bool:
    """Return whether he asked for asylum and no decision is there."""
    for item in here.case.items("asylum"):
        one = view.on(here, item, "asylum")
        if view.spans(one, "asylum.asked_on") and not {"granted", "refused"} & view.words(one, "asylum.decision"):
            return True
    return False


def death_open(here: View) -> bool:
    """Return whether certificate, effects, grave or inquiry of his death are not done."""
    if not view.past_all(here, "death.at"):
        return False
    kinds = view.words_all(here, "death.kind")
    owed = not kinds or bool(kinds - {"natural", "illness", "wounds"})
    inquiry = not owed or bool(view.past_all(here, "death.inquiry_reported_on"))
    done = ("death.certificate_sent_on", "death.effects_sent_on", "death.grave_registered_on")
    return not inquiry or not all(view.past_all(here, term) for term in done)
