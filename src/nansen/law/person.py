"""Findings on who he is: age, status, Power, papers, names."""

from __future__ import annotations

import datetime as dt

from nansen.law import powers, view
from nansen.law.view import View


def _ages(here: View) -> tuple[int | None, int | None]:
    """Return the least and the greatest age in whole years that the record allows, None where nothing is said."""
    born = view.spans_all(here, "person.birth_date")
    ranges = view.measures(view.whole(here), "person.age_range")
    today = here.now
    ages = [_years(span[1], today) for span in born] + [int(one.low) for one in ranges]
    upper = [_years(span[0], today) for span in born] + [int(one.high) for one in ranges]
    return min(ages, default=None), max(upper, default=None)


def _years(born: dt.datetime, now: dt.datetime) -> int:
    return now.year - born.year - ((now.month, now.day) < (born.month, born.day))


def child(here: View) -> bool:
    """Return whether he is certainly under eighteen."""
    oldest = _ages(here)[1]
    return oldest is not None and oldest < 18


def maybe_child(here: View) -> bool:
    """Return whether he may be under eighteen: age uncertain is treated as child (policy on AP I 77)."""
    youngest = _ages(here)[0]
    return (youngest is not None and youngest < 18) or "yes" in view.words_all(here, "captive.age_doubt")


def status_doubt(here: View) -> bool:
    """Return whether his status is in doubt and no tribunal has decided (GC III 5(2))."""
    return "yes" in view.words_all(here, "captive.status_doubt") and not view.past_all(here, "captive.tribunal_on")


def power_other(here: View) -> bool:
    """Return whether the act leads to another Power than the one assessed."""
    power = powers.settled(here.case)
    return bool(power and here.destination and power != here.destination)


def names_contested(here: View) -> bool:
    """Return whether answers to who he is contradict each other."""
    terms = ("person.surname", "person.first_names", "person.full_name", "person.birth_date")
    return any(line.contested for term in terms for _, line in here.lines.get(term, ()))


def known_by_name(here: View) -> bool:
    """Return whether anybody has written down a name."""
    terms = ("person.surname", "person.full_name", "person.name_original")
    return any(True for term in terms for _ in view.values(here, term))
