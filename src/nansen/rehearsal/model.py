"""The nouns of a rehearsal: the officers who write, and the people who are written about."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Officers:
    """The staff files of those who write the invented entries, and the sites at which they work.

    A role without an officer is filled by the registrar. Most files (60 %) are of the first site.
    """

    registrar: str
    interviewer: str
    medical: str = ""
    protection: str = ""
    tracing: str = ""
    sites: tuple[str, str, str] = ("north", "south", "east")

    def staff(self, role: str) -> str:
        """Return the staff file of the officer in a role."""
        held = {
            "interviewer": self.interviewer,
            "medical": self.medical,
            "protection": self.protection,
            "tracing": self.tracing,
        }
        return held.get(role) or self.registrar


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a name in its own script and spelling, in Latin letters, and as Russian papers print it.

    `other` is a woman's form of a surname, or the patronymic that a son has from a given name.
    """

    native: str
    latin: str
    russian: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Town:
    """A place on the map: its name, country (ISO 3166-1 alpha-2), degrees north and east."""

    words: str
    country: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Rank:
    """A rank in the words of its army, and the nearest grade."""

    words: str
    grade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who somebody is in truth; what the files say of him is another matter.

    `people` says which names he has (ko, uk, ru, tyv, uz, ky, tg), `army` is the country that he serves, `lang` the
    language in which he is spoken to.
    """

    people: str
    army: str
    lang: str
    surname: Part
    given: Part
    father: Part
    born: dt.date
    home: Town
    unit: str
    rank: Rank
    number: str
    height: int
    marks: tuple[str, ...]
