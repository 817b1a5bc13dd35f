"""What families ask of the bureau, how soon they hear that it was read, and what they are answered (GC III 122(7))."""

from __future__ import annotations

import datetime as dt

from nansen.rehearsal import families, messages, parts, pen, people
from nansen.rehearsal.chance import Urn
from nansen.rehearsal.clerk import Clerk
from nansen.rehearsal.model import Person
from nansen.rehearsal.pen import Voice
from nansen.statements.model import Manner, Source, Speaker
from nansen.statements.values import Name

ANSWERS = Urn.of([("in_our_power", 35), ("no_record", 35), ("enquiries_continue", 20), ("died", 4), ("held_back", 6)])
ACKNOWLEDGED, ANSWERED, FORWARDED = 7, 30, 1  # days, policies enquiry_ack, enquiry_answer and forward


def asked(clerk: Clerk, person: Person, *, at: dt.datetime) -> None:
    """Write an enquiry about a person, that it was acknowledged, and its answer."""
    chance = clerk.chance
    voice = Voice(Source(Speaker.FAMILY), Manner.WRITTEN, pen.instant(at))
    relation = chance.draw(families.RELATIONS)
    lines = [
        pen.said("request.enquirer", Name(families.relative(chance, person, relation)), voice, lang=person.people),
        pen.said("request.relation", pen.code(relation), voice),
        pen.said("request.enquirer_address", pen.town(person.home), voice),
        pen.said("request.enquirer_language", pen.code(person.lang), voice),
        pen.said("request.channel", pen.text(chance.one(("Letter", "Telephone", "Form on the bureau's page"))), voice),
        pen.said("request.received_at", pen.instant(at), pen.WRITTEN),
        pen.said("request.subject_words", pen.text(people.native(person)), voice, lang=person.people),
        pen.said("request.about_dead", pen.yes(chance.happens(0.08)), pen.WRITTEN),
    ]
    clerk.write("enquiry", at, lines)
    if read := chance.promptly(at, ACKNOWLEDGED):
        clerk.write("enquiry", read, [pen.said("request.acknowledged_on", pen.day(read), pen.WRITTEN)])
    if answered := chance.promptly(at + chance.days(0, 2), ANSWERED - 2):
        _answer(clerk, answered, chance.draw(ANSWERS))


def _answer(clerk: Clerk, at: dt.datetime, answer: str) -> None:
    """Write an answer: where nothing is known, that others were asked; what is held back goes to the Agency."""
    lines = [
        pen.said("request.answer", pen.code(answer), pen.WRITTEN),
        pen.said("request.answered_on", pen.day(at), pen.WRITTEN),
    ]
    if answer == "in_our_power":
        held = pen.text(parts.shipped().towns["camp"][0].words)
        lines.append(pen.said("request.held_by", held, pen.WRITTEN))
    if answer in {"no_record", "enquiries_continue"}:
        lines.append(pen.said("request.enquiries_made_on", pen.day(at), pen.WRITTEN))
    clerk.write("enquiry", at, lines)
    if answer == "held_back" and (sent := clerk.chance.promptly(at, FORWARDED * 0.5)):
        messages.send(clerk, ("REPLY",), sent)
