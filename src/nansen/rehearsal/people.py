"""People who do not live: put together at random from parts that very many share."""

from __future__ import annotations

import datetime as dt

from nansen.rehearsal import parts
from nansen.rehearsal.chance import Chance, Urn
from nansen.rehearsal.model import Part, Person, Town

# In which language an army names ranks and units.
TONGUES = {"KP": "ko", "RU": "ru", "UA": "uk"}
# Whose names the soldiers of an army have.
PEOPLES = {
    "KP": Urn.of([("ko", 1)]),
    "RU": Urn.of([("ru", 72), ("tyv", 8), ("uz", 7), ("ky", 4), ("tg", 5), ("uk", 4)]),
    "UA": Urn.of([("uk", 92), ("ru", 8)]),
}
COUNTRIES = {"ko": "KP", "uk": "UA", "ru": "RU", "tyv": "RU", "uz": "UZ", "ky": "KG", "tg": "TJ"}
_MARKS = Urn.of([(0, 45), (1, 33), (2, 15), (3, 7)])
_TYPICAL_AGE = {"KP": 23, "RU": 33, "UA": 36}


def invent(chance: Chance, army: str, *, day: dt.date) -> Person:
    """Return an invented soldier of an army (KP, RU, UA) who is 18 to 62 years old on a day."""
    known = parts.shipped()
    people = chance.draw(PEOPLES[army])
    given = known.given[people, "m"]
    years = min(max(chance.gauss(_TYPICAL_AGE[army], 3 if army == "KP" else 9), 18.1), 62)
    return Person(
        people=people,
        army=army,
        lang={"ko": "ko", "uk": "uk"}.get(people, "ru"),
        surname=chance.draw(known.surnames[people]),
        given=chance.one(given),
        father=chance.one(given),
        born=day - dt.timedelta(days=int(years * 365.25)),
        home=chance.one(known.towns[people if army != "UA" else "uk"]),
        unit=chance.one(known.units[army]).format(n=chance.number(11, 890)),
        rank=chance.draw(known.ranks[army]),
        number=_number(chance, army),
        height=round(chance.gauss(168 if people == "ko" else 176, 6.5)),
        marks=chance.some(known.words("person.marks", "en")[0], chance.draw(_MARKS)),
    )


def whole(surname: str, given: str) -> str:
    """Return surname and given name as they are written together: Korean without a space in its own script."""
    return f"{surname}{given}" if "가" <= surname[0] <= "힣" else f"{surname} {given}"


def nationality(person: Person) -> str:
    """Return the country whose national a person is: those who serve UA are its own, others that of their people."""
    return "UA" if person.army == "UA" else COUNTRIES[person.people]


def native(person: Person) -> str:
    """Return a person's name in its own script."""
    return whole(person.surname.native, person.given.native)


def woman(chance: Chance, person: Person, *, own_surname: bool = True) -> str:
    """Return the name of a woman of his family; a Korean wife and mother keeps the surname of her father."""
    known = parts.shipped()
    surname: Part = person.surname
    if person.people == "ko" and not own_surname:
        surname = chance.draw(known.surnames["ko"])
    return whole(surname.other, chance.one(known.given[person.people, "f"]).native)


def man(chance: Chance, person: Person, *, father: bool) -> str:
    """Return the name of a man of his family: of his father, or of a brother."""
    given = person.father if father else chance.one(parts.shipped().given[person.people, "m"])
    return whole(person.surname.native, given.native)


def around(chance: Chance, town: Town, *, km: float) -> tuple[str, float, float]:
    """Return a spot in open country near a town: its words, degrees north and east (two decimals, about 1 km)."""
    north, east = (chance.random() * 2 - 1) * km, (chance.random() * 2 - 1) * km
    side = ("north" if north > 0 else "south") + ("-east" if east > 0 else "-west")
    away = max(1, round((north**2 + east**2) ** 0.5))
    words = f"{away} km {side} of {town.words}"
    return words, round(town.latitude + north / 111, 2), round(town.longitude + east / 71, 2)


def _number(chance: Chance, army: str) -> str:
    if army == "KP":
        return f"{chance.number(1_000_000, 9_999_999)}"
    letters = chance.one(("АА", "АБ", "ВС", "Ж", "МТ", "СП", "УК", "Ф"))
    return f"{letters}-{chance.number(100_000, 999_999)}"
