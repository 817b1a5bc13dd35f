"""A captive, invented: who he is, who he says he is, and the capture form that was written when he came."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from nansen.rehearsal import names, parts, pen, people
from nansen.rehearsal.chance import Chance, Urn
from nansen.rehearsal.clerk import Clerk
from nansen.rehearsal.model import Person
from nansen.rehearsal.pen import Line, Voice
from nansen.statements.model import Entry
from nansen.statements.values import Place, Text

HEALTH = Urn.of(
    [
        ("good", 22),
        ("not_wounded", 30),
        ("recovered", 6),
        ("convalescent", 8),
        ("sick", 9),
        ("slightly_wounded", 17),
        ("seriously_wounded", 8),
    ]
)
CAPACITY = Urn.of([("able", 93), ("limited", 5), ("unable", 2)])
PAPERS = Urn.of([("none", 42), ("genuine", 38), ("unknown", 8), ("false", 6), ("anothers", 6)])
# Whom his cards go to: his family and the Agency, the Agency alone, nobody.
CHOICES = Urn.of([("family", 80), ("cta_only", 12), ("none", 8)])
# Men who are sent under another flag get papers in another name (as in the public reports of January 2025).
PAPERS_ABROAD = Urn.of([("none", 35), ("genuine", 2), ("unknown", 8), ("false", 40), ("anothers", 15)])


@dataclass(frozen=True, slots=True)
class Captive:
    """A captive as he is (`person`) and as he says he is (`shown`); `paper` is what his papers are worth."""

    person: Person
    shown: Person
    paper: str
    health: str
    weight: int
    capacity: str
    captured: dt.datetime
    registered: dt.datetime
    interpreter: str
    spelling: str
    choice: str
    role: str
    settled: str
    carded: bool
    status: str


def invent(chance: Chance, at: dt.datetime) -> Captive:
    """Return an invented captive, registered at a time mostly within two days of his capture, always within four.

    One in thirty gives another man's name. `settled` is the Power that was settled at once, for one Russian in three.
    """
    captured = at - (chance.days(0.3, 1.6) if chance.happens(0.95) else chance.days(2, 4))
    army = "KP" if chance.happens(0.16) else "RU"
    person = people.invent(chance, army, day=captured.date())
    lies = chance.happens(0.03)
    other = people.invent(chance, army, day=captured.date()) if lies else person
    paper = chance.draw(PAPERS_ABROAD if army == "KP" else PAPERS)
    return Captive(
        person=person,
        shown=replace(other, height=person.height, marks=person.marks),
        paper=paper,
        health=chance.draw(HEALTH),
        weight=person.height - 106 + chance.number(-8, 14),
        capacity=chance.draw(CAPACITY),
        captured=captured,
        registered=at,
        interpreter="" if person.lang == "uk" else f"{person.lang.upper()}-{chance.number(1, 9)}",
        spelling=chance.one(names.SPELLINGS),
        choice=chance.draw(CHOICES),
        role="medical" if chance.happens(0.02) else "combatant",
        settled="RU" if army == "RU" and paper == "genuine" and not lies and chance.happens(0.9) else "",
        carded=chance.happens(0.93),
        status="4A1" if chance.happens(0.7) else "undetermined",
    )


def capture(clerk: Clerk, captive: Captive, card: Iterable[Line] = ()) -> Entry:
    """Write the capture form, and with it the capture cards where he is in a camp already."""
    voice = pen.himself(captive.registered, interpreter=captive.interpreter)
    able = captive.capacity != "unable"
    lines = [
        *names.lines(clerk.chance, captive.shown, voice, spelling=captive.spelling, able=able),
        *_birth(clerk.chance, captive.shown, voice, able=able),
        *_body(clerk.chance, captive.person),
        *_service(clerk.chance, captive, voice, able=able),
        *_powers(captive, voice, able=able),
        *_capture(clerk.chance, captive),
        *_status(clerk.chance, captive),
        *card,
    ]
    return clerk.write("capture", captive.registered, lines)


def _birth(chance: Chance, person: Person, voice: Voice, *, able: bool) -> Iterator[Line]:
    yield pen.said("person.birth_date", names.birth(chance, person.born) if able else pen.UNKNOWN, voice)
    if able and chance.happens(0.8):
        yield pen.said("person.birth_place", pen.town(person.home), voice)
    if able and chance.happens(0.3):
        yield pen.said("person.home_town", pen.town(person.home), voice)
    yield pen.said("person.nationality", pen.code(people.nationality(person)) if able else pen.UNKNOWN, voice)
    yield pen.said("person.language", pen.code(person.lang), pen.SEEN)


def _body(chance: Chance, person: Person) -> Iterator[Line]:
    known = parts.shipped()
    yield pen.said("person.sex", pen.code("male"), pen.SEEN)
    if chance.happens(0.55):
        yield pen.said("person.height", names.height(person.height + chance.number(-2, 2)), pen.SEEN)
    if chance.happens(0.3):
        yield pen.said("person.build", pen.text(chance.one(known.words("person.build", "en")[0])), pen.SEEN, lang="en")
    for mark in person.marks:
        yield pen.said("person.marks", pen.text(mark), pen.SEEN, lang="en")


def _service(chance: Chance, captive: Captive, voice: Voice, *, able: bool) -> Iterator[Line]:
    person = captive.shown
    yield pen.said(
        "service.rank", pen.text(person.rank.words) if able else pen.UNKNOWN, voice, lang=people.TONGUES[person.army]
    )
    yield pen.said("service.rank_grade", pen.code(person.rank.grade) if able else pen.UNKNOWN, pen.WRITTEN)
    share = chance.random()
    number = Text(person.number) if share < 0.7 else pen.DECLINED if share < 0.85 else pen.UNKNOWN
    yield pen.said("service.number", number if able else pen.UNKNOWN, voice)
    unit = Text(person.unit) if share < 0.6 else pen.DECLINED if share < 0.8 else pen.NOT_ASKED
    yield pen.said("service.unit", unit if able else pen.NOT_ASKED, voice, lang=people.TONGUES[person.army])
    yield pen.said("service.role", pen.code(captive.role), pen.WRITTEN)


def _powers(captive: Captive, voice: Voice, *, able: bool) -> Iterator[Line]:
    if able:
        yield pen.said("power.country", pen.code(captive.shown.army), voice, item="claimed")
        yield pen.said("power.basis", pen.code("claimed"), pen.WRITTEN, item="claimed")
    if captive.paper != "none":
        forged = captive.paper in {"false", "anothers"}
        yield pen.said(
            "power.country", pen.code("RU" if forged else captive.person.army), pen.PRINTED, item="documents"
        )
        yield pen.said("power.basis", pen.code("documents"), pen.WRITTEN, item="documents")

    if captive.settled and able:
        yield pen.said("power.country", pen.code(captive.settled), pen.ASSESSED, item="assessed")
        yield pen.said("power.basis", pen.code("assessed"), pen.ASSESSED, item="assessed")


def _capture(chance: Chance, captive: Captive) -> Iterator[Line]:
    known = parts.shipped()
    front = chance.one(known.towns["front"])
    words, north, east = people.around(chance, front, km=8)
    where = Place(words, front.country, north, east, chance.one((500, 1_000, 5_000)))
    yield pen.said(
        "capture.at", pen.about(chance, captive.captured) if chance.happens(0.96) else pen.UNKNOWN, pen.WRITTEN
    )
    yield pen.said("capture.place", where if chance.happens(0.93) else pen.UNKNOWN, pen.WRITTEN, lang="en")
    for term, share in (("unit", 0.8), ("circumstances", 0.75), ("condition", 0.5), ("arms", 0.4)):
        if chance.happens(share):
            yield pen.said(f"capture.{term}", pen.phrase(chance, f"capture.{term}"), pen.WRITTEN, lang="en")
    if chance.happens(0.6):
        yield pen.said("capture.tag_no", Text(f"{chance.number(0, 9_999_999):07d}"), pen.WRITTEN)
    yield pen.said("captive.pow_number", Text(f"{captive.captured:%y}-{chance.number(0, 999_999):06d}"), pen.WRITTEN)


def _status(chance: Chance, captive: Captive) -> Iterator[Line]:
    """Yield who he is taken for and why, what papers he has, how he is; one in twenty-five waits for the reason."""
    basis = "documents" if captive.paper == "genuine" else "claimed"
    yield pen.said("captive.identity_basis", pen.code(basis), pen.WRITTEN)
    status = "ret" if captive.role == "medical" else captive.status
    yield pen.said("captive.status_category", pen.code(status), pen.WRITTEN)
    if chance.happens(0.96):
        reason = pen.phrase(chance, "captive.status_reason")
        yield pen.said("captive.status_reason", reason, pen.WRITTEN, lang="en")
    yield pen.said("captive.papers_found", pen.yes(captive.paper != "none"), pen.WRITTEN)
    if captive.paper == "none" and chance.happens(0.93):
        yield pen.said("captive.id_issued_on", pen.day(captive.registered), pen.WRITTEN)
    yield pen.said("health.state", pen.code(captive.health), pen.SEEN)
    yield pen.said("health.capacity", pen.code(captive.capacity), pen.SEEN)
