"""What is said of a name, a date of birth, a height: in one script or more, exactly or not, or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from nansen.rehearsal import pen, people
from nansen.rehearsal.chance import Chance
from nansen.rehearsal.model import Person
from nansen.rehearsal.pen import Line, Voice
from nansen.statements.values import Absent, Date, Measure, Name, Precision

SPELLINGS = ("native", "latin", "russian")
_CALL_SIGNS = ("Wolf", "Fox", "Grey", "Smoke", "Baker", "Stone", "Crow", "Tuna", "Needle", "Miner")
_SCHEMES = {"ko": "mr", "ru": "bgn-pcgn", "uk": "ua-2010"}


def lines(
    chance: Chance, person: Person, voice: Voice, *, spelling: str, able: bool = True, parents: bool = True
) -> Iterator[Line]:
    """Yield what a person says of his name: its parts as they are heard, now and then only the whole, his own script.

    `spelling` is how the parts are written down (native, latin, russian); `parents` whether his father is asked for.

    One in thirty-three declines; who cannot make himself understood is asked nothing.
    """
    if not able or chance.happens(0.03):
        for term in ("person.surname", "person.first_names"):
            yield pen.said(term, pen.DECLINED if able else pen.UNKNOWN, voice)
        return
    surname, given = getattr(person.surname, spelling), getattr(person.given, spelling)
    if chance.happens(0.1):
        yield pen.said("person.full_name", Name(people.whole(surname, given)), voice)
    else:
        yield pen.said("person.surname", Name(surname), voice)
        yield pen.said("person.first_names", Name(given), voice)
    if chance.happens(0.6):
        yield pen.said("person.name_original", Name(people.native(person)), voice, lang=person.people)
    if chance.happens(0.35):
        latin = people.whole(person.surname.latin, person.given.latin)
        yield pen.said("person.name_original", Name(latin, "Latn", _SCHEMES[person.lang]), pen.WRITTEN)
    if chance.happens(0.12):
        yield pen.said("person.call_sign", Name(chance.one(_CALL_SIGNS)), voice)
    if not parents:
        return
    if person.father.other and chance.happens(0.55):
        yield pen.said("person.patronymic", Name(person.father.other), voice)
    elif chance.happens(0.3):
        yield pen.said("person.father_first_name", Name(person.father.native), voice)


def birth(chance: Chance, born: dt.date) -> Date | Absent:
    """Return a date of birth as exactly as it is told: a day, a month, a year, between two days, or not."""
    how = chance.random()
    if how < 0.7:
        return Date(born, born)
    if how < 0.82:
        return Date(born.replace(month=1, day=1), born.replace(month=12, day=31), Precision.YEAR)
    if how < 0.87:
        first = born.replace(day=1)
        last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
        return Date(first, last, Precision.MONTH)
    if how < 0.91:
        first, last = born - dt.timedelta(days=chance.number(0, 60)), born + dt.timedelta(days=chance.number(1, 60))
        return Date(first, last, Precision.INTERVAL, f"{first}/{last}")
    return pen.UNKNOWN if how < 0.95 else pen.DECLINED if how < 0.98 else pen.NOT_ASKED


@cache
def height(centimetres: int) -> Measure:
    """Return a height."""
    return Measure(Decimal(centimetres), Decimal(centimetres), "cm")
