"""The dead: what was found, where they lie, and whether a board knows who they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from nansen.rehearsal import messages, names, parts, pen, people
from nansen.rehearsal.chance import Chance, Urn
from nansen.rehearsal.clerk import Clerk
from nansen.rehearsal.model import Person
from nansen.rehearsal.pen import Line
from nansen.statements.values import Instant, Measure, Name, Place, Precision, Text, Value

CONCLUSIONS = Urn.of([("identified", 20), ("probable", 20), ("possible", 25), ("insufficient", 30), ("excluded", 5)])


def found(clerk: Clerk, person: Person, *, at: dt.datetime) -> None:
    """Write what was seen of a dead man, his death and burial, and a disc or paper where one lay with him."""
    chance = clerk.chance
    died = at - chance.days(2, 200)
    disc = chance.happens(0.35)
    number = Text(person.number) if disc and chance.happens(0.6) else pen.UNKNOWN
    clerk.write("capture", at, [*_seen(chance, person), pen.said("service.number", number, pen.WRITTEN)])
    if sent := chance.promptly(at, messages.CAPTURE):
        messages.send(clerk, ("DEATH",), sent)
    if disc:
        kind = chance.one(("identity_disc", "military_id"))
        name = people.whole(person.surname.russian, person.given.russian)
        papers = [
            pen.said("document.kind", pen.code(kind), pen.SEEN, item="paper"),
            pen.said("document.name_on_it", Name(name), pen.PRINTED, item="paper", lang="ru"),
            pen.said("document.number", Text(person.number), pen.PRINTED, item="paper"),
            pen.said("document.status", pen.UNKNOWN, pen.WRITTEN, item="paper"),
            pen.said(
                "document.found_where", pen.text("On the ground beside him"), pen.WRITTEN, item="paper", lang="en"
            ),
        ]
        clerk.write("papers", at + chance.days(0.01, 1), papers)
    _effects(clerk, at)
    buried = at + dt.timedelta(days=1)
    noted = at + chance.days(1, 9)
    clerk.write("death", noted, _death(chance, died, at))
    if on := chance.promptly(buried, 29):
        terms = ("death.grave_registered_on", "death.grave_list_sent_on")
        clerk.write("death", max(on, noted), [pen.said(term, pen.day(on), pen.WRITTEN) for term in terms])
    if chance.happens(0.4):
        conclusion = pen.code(chance.draw(CONCLUSIONS))
        clerk.write("death", at + chance.days(20, 200), [pen.said("death.identified", conclusion, pen.ASSESSED)])


def _effects(clerk: Clerk, at: dt.datetime) -> None:
    """Write what lay with every third, and the packet in which it went on to the bureau (GC I 16)."""
    chance = clerk.chance
    if not chance.happens(0.35):
        return
    rows: dict[str, Value] = {
        "item": pen.phrase(chance, "effects.item"),
        "found_at": pen.instant(at),
        "kind": pen.code(chance.one(("valuable", "photograph", "letter", "other"))),
        "packet_no": Text(f"{at:%y}-{chance.number(1, 9_999):04d}"),
    }
    lines = [pen.said(f"effects.{name}", value, pen.WRITTEN, item="effects") for name, value in rows.items()]
    entry = clerk.write("effects", at + chance.days(0.01, 0.5), lines)
    if on := chance.promptly(at, 30):
        item = f"{entry.id}/effects"
        sent = [pen.said("effects.valuables_sent_on", pen.day(on), pen.WRITTEN, item=item)]
        clerk.write("effects", max(on, entry.at) + chance.days(0.01, 1), sent)


def _seen(chance: Chance, person: Person) -> Iterator[Line]:
    front = chance.one(parts.shipped().towns["front"])
    words, north, east = people.around(chance, front, km=12)
    yield pen.said("person.sex", pen.code("male"), pen.ASSESSED)
    young = chance.number(18, 45)
    yield pen.said("person.age_range", Measure(Decimal(young), Decimal(young + 10), "years"), pen.ASSESSED)
    if chance.happens(0.7):
        yield pen.said("person.height", names.height(person.height + chance.number(-3, 3)), pen.SEEN)
    for mark in person.marks:
        yield pen.said("person.marks", pen.text(mark), pen.SEEN, lang="en")
    yield pen.said("capture.place", Place(words, front.country, north, east, 1_000), pen.WRITTEN, lang="en")


def _death(chance: Chance, died: dt.datetime, seen: dt.datetime) -> Iterator[Line]:
    known = parts.shipped()
    grave = chance.one(known.towns["camp"])
    yield pen.said("death.at", Instant(died - chance.days(0, 9), seen, Precision.INTERVAL), pen.ASSESSED)
    for term in ("cause", "circumstances"):
        words, lang = known.words(f"death.{term}", "en")
        yield pen.said(f"death.{term}", pen.text(chance.one(words)), pen.WRITTEN, lang=lang)
    yield pen.said("death.burial_place", pen.town(grave), pen.WRITTEN)
    yield pen.said("death.buried_on", pen.day(seen + dt.timedelta(days=1)), pen.WRITTEN)
    yield pen.said("death.grave_id", Text(f"{chance.one('ABCDEF')}-{chance.number(1, 400)}"), pen.WRITTEN)
    yield pen.said("death.marked", pen.yes(chance.happens(0.97)), pen.WRITTEN)
    yield pen.said("death.cremated", pen.code("no"), pen.WRITTEN)
