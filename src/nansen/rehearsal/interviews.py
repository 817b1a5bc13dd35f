"""Interviews: a language first, then the four things that he owes, then what he tells of himself, or does not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from nansen.rehearsal import names, parts, pen, people
from nansen.rehearsal.captives import Captive
from nansen.rehearsal.chance import Chance, Urn
from nansen.rehearsal.clerk import Clerk
from nansen.rehearsal.pen import Line, Voice
from nansen.statements.values import Instant, Text

INTERVIEWS = Urn.of([(0, 42), (1, 40), (2, 18)])
VOLUNTARY = ("knew_destination", "believed_purpose", "training", "journey", "last_shelter", "orders", "others")
OFFICES = ("Interviewer", "Duty officer", "Interpreter", "ICRC delegate", "Doctor", "Prosecutor's clerk")


def held(clerk: Clerk, captive: Captive) -> None:
    """Write no, one or two interviews; who cannot make himself understood is not questioned (GC III 17(5))."""
    if captive.capacity == "unable":
        return
    at = captive.registered
    for _ in range(clerk.chance.draw(INTERVIEWS)):
        at = pen.by_day(at + clerk.chance.days(0.5, 40))
        ended = at + clerk.chance.days(0.02, 0.12)
        voice = pen.himself(at, interpreter=captive.interpreter)
        beaten = clerk.chance.happens(0.04)
        lines = [
            *_frame(clerk.chance, captive, at, ended),
            *_owed(clerk.chance, captive, voice),
            *_told(clerk.chance, captive, voice, beaten=beaten),
        ]
        noted = ended + clerk.chance.days(0.01, 0.2)
        clerk.write("interview", noted, lines)
        if beaten:
            _inquiry(clerk, noted)


def _inquiry(clerk: Clerk, told: dt.datetime) -> None:
    """Write the inquiry into what he says was done to him: within a day of it opened, within a month ended (GC III 13).

    What nobody opens, nobody ends.
    """
    opened = clerk.chance.promptly(told, 0.7)
    ended = clerk.chance.promptly(told, 30)
    for what, at in (("inquiry_opened", opened), ("inquiry_ended", opened and ended)):
        if at:
            lines = [
                pen.said("measure.what", pen.code(what), pen.WRITTEN, item=what),
                pen.said("measure.at", pen.instant(at), pen.WRITTEN, item=what),
                pen.said("measure.ordered_by", pen.phrase(clerk.chance, "measure.ordered_by"), pen.WRITTEN, item=what),
            ]
            clerk.write("measure", at, lines)


def interpreter(captive: Captive, *, group: str, neutral: bool) -> Iterator[Line]:
    """Yield who interpreted, whom he serves, and whether he is neutral; or that none was needed."""
    if captive.interpreter:
        serves = "A body of interpreters independent of the parties" if neutral else "An intelligence service"
        yield pen.said(f"{group}.interpreter", pen.text(captive.interpreter), pen.WRITTEN, item=group)
        yield pen.said(f"{group}.interpreter_affiliation", pen.text(serves), pen.WRITTEN, item=group, lang="en")
        yield pen.said(f"{group}.neutral_interpreter", pen.yes(neutral), pen.WRITTEN, item=group)
    else:
        yield pen.said(f"{group}.neutral_interpreter", pen.code("none_needed"), pen.WRITTEN, item=group)


def _frame(chance: Chance, captive: Captive, began: dt.datetime, ended: dt.datetime) -> Iterator[Line]:
    known = parts.shipped()
    yield pen.said("interview.language", pen.code(captive.person.lang), pen.WRITTEN, item="interview")
    yield pen.said("interview.understood", pen.yes(chance.happens(0.97)), pen.SEEN, item="interview")
    yield from interpreter(captive, group="interview", neutral=chance.happens(0.6))
    yield pen.said("interview.began", Instant(began, began), pen.WRITTEN, item="interview")
    yield pen.said("interview.ended", Instant(ended, ended), pen.WRITTEN, item="interview")
    for office in chance.some(OFFICES, chance.number(1, 3)):
        yield pen.said("interview.present", pen.text(office), pen.WRITTEN, item="interview", lang="en")
    yield pen.said("interview.place", pen.town(chance.one(known.towns["transit"])), pen.WRITTEN, item="interview")
    for term in ("breaks", "medical_state", "inducements"):
        if chance.happens(0.97):
            words = pen.phrase(chance, f"interview.{term}")
            yield pen.said(f"interview.{term}", words, pen.WRITTEN, item="interview", lang="en")
    for term, share in (("conditions", 0.7), ("media", 0.8)):
        if chance.happens(share):
            words = pen.phrase(chance, f"interview.{term}")
            yield pen.said(f"interview.{term}", words, pen.WRITTEN, item="interview", lang="en")
    yield pen.said("interview.coercion_indicator", pen.yes(chance.happens(0.03)), pen.SEEN, item="interview")


def _owed(chance: Chance, captive: Captive, voice: Voice) -> Iterator[Line]:
    """Yield the four things, each asked again in half the interviews; a second answer stands beside the first."""
    person = captive.shown
    if chance.happens(0.5):
        spelling = captive.spelling if chance.happens(0.85) else chance.one(names.SPELLINGS)
        yield from names.lines(chance, person, voice, spelling=spelling, parents=False)
    if chance.happens(0.5):
        yield pen.said("person.birth_date", names.birth(chance, person.born), voice)
    if chance.happens(0.5):
        rank = pen.DECLINED if chance.happens(0.1) else pen.text(person.rank.words)
        yield pen.said("service.rank", rank, voice, lang=people.TONGUES[person.army])
    if chance.happens(0.5):
        number = pen.DECLINED if chance.happens(0.2) else Text(person.number)
        yield pen.said("service.number", number, voice)


def _told(chance: Chance, captive: Captive, voice: Voice, *, beaten: bool) -> Iterator[Line]:
    """Yield what nobody owes: told, declined or not asked, in the language in which it was said."""
    known = parts.shipped()
    for term in VOLUNTARY:
        share = chance.random()
        if share < 0.4:
            words, lang = known.words(f"interview.{term}", captive.person.lang)
            yield pen.said(f"interview.{term}", pen.text(chance.one(words)), voice, item="interview", lang=lang)
        elif share < 0.65:
            absent = pen.DECLINED if share < 0.55 else pen.NOT_ASKED
            yield pen.said(f"interview.{term}", absent, voice, item="interview")
    if beaten:
        words, lang = known.words("interview.ill_treatment", captive.person.lang)
        yield pen.said("interview.ill_treatment", pen.text(chance.one(words)), voice, item="interview", lang=lang)
