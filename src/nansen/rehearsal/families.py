"""The other side of the desk: those whom families seek, and our own whom the other side holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from nansen.rehearsal import names, parts, pen, people
from nansen.rehearsal.chance import Chance, Urn
from nansen.rehearsal.clerk import Clerk
from nansen.rehearsal.model import Person
from nansen.rehearsal.pen import Line, Voice
from nansen.statements.model import Manner, Source, Speaker
from nansen.statements.values import Instant, Name, Place, Precision, Text, Value

RELATIONS = Urn.of([("mother", 40), ("wife", 32), ("father", 10), ("sister", 12), ("brother", 6)])
NEWS = Urn.of([("call", 38), ("message", 30), ("witness", 14), ("video", 10), ("official", 8)])


def remembered(chance: Chance, person: Person) -> Person:
    """Return a person as a family describes him: now and then wrong in a year, a unit, a mark, a few centimetres."""
    years = chance.one((-1, 1)) if chance.happens(0.04) else 0
    return replace(
        person,
        born=person.born + dt.timedelta(days=365 * years),
        unit=person.unit if chance.happens(0.9) else "?",
        height=person.height + chance.number(-4, 4),
        marks=tuple(mark for mark in person.marks if chance.happens(0.65)),
    )


def relative(chance: Chance, person: Person, relation: str) -> str:
    """Return the name of his father, brother, sister, mother or wife."""
    if relation in {"father", "brother"}:
        return people.man(chance, person, father=relation == "father")
    return people.woman(chance, person, own_surname=relation == "sister")


def seek(clerk: Clerk, person: Person, *, at: dt.datetime, lost: dt.datetime) -> None:
    """Write a tracing request of a time for a person last heard of at another, and now and then what came later."""
    chance = clerk.chance
    told = remembered(chance, person)
    voice = Voice(Source(Speaker.FAMILY), chance.one((Manner.WRITTEN, Manner.SPOKEN)), Instant(at, at))
    lines = [
        *names.lines(chance, told, voice, spelling=chance.one(names.SPELLINGS)),
        *_described(chance, told, voice),
        *_request(clerk, told, voice, at=at),
        *_news(clerk, told, voice, lost=lost),
    ]
    clerk.write("tracing", at, lines)
    if chance.happens(0.35):
        later = at + chance.days(5, 120)
        voice = replace(voice, at=Instant(later, later))
        more: list[Line] = list(_news(clerk, told, voice, lost=lost + chance.days(1, 20)))
        if chance.happens(0.2):
            more.append(pen.said("person.birth_date", names.birth(chance, person.born), voice))
        clerk.write("tracing", later, more)


def ours(clerk: Clerk, person: Person, *, at: dt.datetime) -> None:
    """Write the file of one of our own: his family asks, a witness or a list places him, his custody as it is told."""
    chance = clerk.chance
    lost = at - chance.days(3, 90)
    seek(clerk, person, at=at, lost=lost)
    at += chance.days(2, 60)
    if not chance.happens(0.6):
        return
    admitted = chance.happens(0.4)
    source = (
        Source(Speaker.POWER, "A list by way of the Central Tracing Agency") if admitted else Source(Speaker.WITNESS)
    )
    voice = Voice(source, Manner.REPORTED, Instant(at, at))
    country = chance.one(("RU", "RU", "RU", "disputed"))
    colony = chance.one(parts.shipped().towns["held"])
    month = Instant(lost, lost + dt.timedelta(days=30), Precision.INTERVAL)
    clerk.write(
        "capture",
        at,
        [
            pen.said("capture.at", month, voice),
            pen.said("capture.place", Place("at the front", country), voice, lang="en"),
            pen.said("health.state", pen.code("convalescent") if chance.happens(0.3) else pen.UNKNOWN, voice),
        ],
    )
    clerk.write(
        "custody",
        at + chance.days(0.01, 1),
        [
            pen.said("custody.custodian", pen.text(colony.words), voice, item="held", lang="en"),
            pen.said("custody.kind", pen.code("prison"), voice, item="held"),
            pen.said("custody.place", pen.town(colony), voice, item="held"),
            pen.said("custody.began", pen.UNKNOWN if chance.happens(0.5) else month, voice, item="held"),
            pen.said("custody.detaining_power", pen.code("RU"), voice, item="held"),
        ],
    )


def _described(chance: Chance, person: Person, voice: Voice) -> Iterator[Line]:
    yield pen.said("person.sex", pen.code("male"), voice)
    yield pen.said("person.birth_date", names.birth(chance, person.born), voice)
    yield pen.said("person.birth_place", pen.town(person.home), voice)
    yield pen.said("person.nationality", pen.code(people.nationality(person)), voice)
    if chance.happens(0.5):
        yield pen.said("person.height", names.height(person.height), voice)
    for mark in person.marks:
        yield pen.said("person.marks", pen.text(mark), voice, lang="en")
    if chance.happens(0.4):
        work, lang = parts.shipped().words("person.occupation", person.lang)
        yield pen.said("person.occupation", pen.text(chance.one(work)), voice, lang=lang)
    yield pen.said("service.rank", pen.text(person.rank.words), voice, lang=people.TONGUES[person.army])
    yield pen.said(
        "service.unit",
        pen.UNKNOWN if person.unit == "?" else Text(person.unit),
        voice,
        lang=people.TONGUES[person.army],
    )
    if chance.happens(0.3):
        yield pen.said("service.number", Text(person.number), voice)


def _request(clerk: Clerk, person: Person, voice: Voice, *, at: dt.datetime) -> Iterator[Line]:
    chance, relation = clerk.chance, clerk.chance.draw(RELATIONS)
    name = relative(chance, person, relation)
    yield pen.said("tracing.ref", Text(f"{at:%Y}-{chance.number(1, 99_999):05d}"), pen.WRITTEN)
    yield pen.said("tracing.received_on", pen.day(at), pen.WRITTEN)
    yield pen.said("tracing.enquirer", Name(name), voice, lang=person.people)
    yield pen.said("tracing.relation", pen.code(relation), voice)
    yield pen.said("tracing.enquirer_address", pen.town(person.home), voice)
    yield pen.said("tracing.enquirer_language", pen.code(person.lang), voice)
    for to, share in (("cta", 0.9), ("own_bureau", 0.95), ("other_bureau", 0.7), ("public", 0.25)):
        if chance.happens(share):
            yield pen.said("tracing.consent", pen.code(to), voice)
    yield pen.said("tracing.status", pen.code("open"), pen.WRITTEN)


def _news(clerk: Clerk, person: Person, voice: Voice, *, lost: dt.datetime) -> Iterator[Line]:
    """Yield the last news of him; what was the last before makes way for it."""
    chance, known = clerk.chance, parts.shipped()
    words, lang = known.words("tracing.last_news", person.lang)
    news: tuple[tuple[str, Value, str], ...] = (
        ("tracing.last_news_on", pen.day(lost), ""),
        ("tracing.last_news_kind", pen.code(chance.draw(NEWS)), ""),
        ("tracing.last_news_place", pen.town(chance.one(known.towns["front"])), ""),
        ("tracing.last_news", pen.text(chance.one(words)), lang),
    )
    for term, value, tongue in news:
        yield pen.said(term, value, voice, lang=tongue, replaces=clerk.last(term))
    if chance.happens(0.15):
        seen, lang = known.words("tracing.seen_in", "en")
        yield pen.said("tracing.seen_in", pen.text(chance.one(seen)), voice, lang=lang)
