"""What follows a capture form: the papers found with him, his family, what was mended of the form."""

from __future__ import annotations

import datetime as dt

from nansen.rehearsal import parts, pen, people
from nansen.rehearsal.captives import Captive
from nansen.rehearsal.chance import Urn
from nansen.rehearsal.clerk import Clerk
from nansen.statements.model import Entry
from nansen.statements.values import Name, Text

RELATIONS = Urn.of([("mother", 45), ("wife", 30), ("father", 12), ("sister", 8), ("brother", 5)])
CHOICES = Urn.of([("family", 80), ("cta_only", 12), ("none", 8)])


def papers(clerk: Clerk, captive: Captive) -> None:
    """Write the papers form where papers were found with him."""
    if captive.paper == "none":
        return
    chance, at = clerk.chance, captive.registered + clerk.chance.days(0.02, 2)
    owner = captive.person
    if captive.paper in {"false", "anothers"}:
        owner = people.invent(chance, "RU", day=captive.captured.date())
    kind = chance.one(("military_id", "identity_card", "passport", "identity_disc", "bank_card"))
    abroad = owner.army == "RU"
    name = people.whole(owner.surname.russian, owner.given.russian) if abroad else people.native(owner)
    lines = [
        pen.said("document.kind", pen.code(kind), pen.SEEN, item="paper"),
        pen.said("document.name_on_it", Name(name), pen.PRINTED, item="paper", lang="ru" if abroad else owner.lang),
        pen.said("document.country", pen.code(owner.army), pen.PRINTED, item="paper"),
        pen.said(
            "document.status",
            pen.UNKNOWN if captive.paper == "unknown" else pen.code(captive.paper),
            pen.WRITTEN,
            item="paper",
        ),
        pen.said("document.found_on", pen.day(captive.captured), pen.WRITTEN, item="paper"),
        pen.said("document.found_where", pen.text("On him"), pen.WRITTEN, item="paper"),
    ]
    if kind != "bank_card":
        lines.append(pen.said("document.number", Text(owner.number), pen.PRINTED, item="paper"))
        lines.append(pen.said("document.birth_date_on_it", pen.day(owner.born), pen.PRINTED, item="paper"))
    if captive.paper in {"false", "anothers"}:
        why, lang = parts.shipped().words("document.status_reason", "en")
        lines.append(
            pen.said("document.status_reason", pen.text(chance.one(why)), pen.WRITTEN, item="paper", lang=lang)
        )
    clerk.write("papers", at, lines)


def kin(clerk: Clerk, captive: Captive) -> None:
    """Write the form on his next of kin, with his choice whether they are told, and the capture cards."""
    chance, at = clerk.chance, captive.registered + clerk.chance.days(0.1, 12)
    voice, person = pen.himself(at, interpreter=captive.interpreter), captive.shown
    relation = chance.draw(RELATIONS)
    if relation in {"father", "brother"}:
        name = people.man(chance, person, father=relation == "father")
    else:
        name = people.woman(chance, person, own_surname=relation == "sister")
    choice = chance.draw(CHOICES)
    lines = [
        pen.said("kin.name", Name(name), voice, item="kin", lang=person.people),
        pen.said("kin.relation", pen.code(relation), voice, item="kin"),
        pen.said("kin.address", pen.town(person.home) if chance.happens(0.8) else pen.DECLINED, voice, item="kin"),
        pen.said("kin.to_be_informed", pen.yes(choice != "none"), voice, item="kin"),
        pen.said("kin.contact_choice", pen.code(choice), voice, item="kin"),
    ]
    cards = [to for to, share in (("family", 0.6), ("cta", 0.8)) if choice != "none" and chance.happens(share)]
    for to in cards:
        lines += [
            pen.said("card.to", pen.code(to), pen.WRITTEN, item=to),
            pen.said("card.offered_on", pen.day(at), pen.WRITTEN, item=to),
            pen.said("card.filled_on", pen.day(at), pen.WRITTEN, item=to),
        ]
    clerk.write("kin", at, lines)


def mend(clerk: Clerk, captive: Captive, intake: Entry) -> None:
    """Mend the intake now and then: replace a statement, withdraw one, let a second answer stand beside the first."""
    chance, at = clerk.chance, captive.registered + clerk.chance.days(1, 30)
    voice, known = pen.himself(at, interpreter=captive.interpreter), parts.shipped()
    by_term = {statement.term: statement for statement in intake.statements}
    lines = []
    if "person.surname" in by_term and chance.happens(0.07):
        why = chance.one(known.words("replaced", "en")[0])
        name = Name(captive.shown.surname.native)
        first = by_term["person.surname"].id
        lines.append(pen.said("person.surname", name, voice, text=why, lang="en", replaces=first))
    if "capture.arms" in by_term and chance.happens(0.05):
        arms, why = by_term["capture.arms"], chance.one(known.words("withdrawn", "en")[0])
        lines.append(pen.said("capture.arms", arms.value, pen.WRITTEN, text=why, lang="en", withdraws=arms.id))
    if chance.happens(0.08):
        other = captive.shown.born + dt.timedelta(days=chance.one((-365, -31, -1, 1, 10, 365)))
        lines.append(pen.said("person.birth_date", pen.day(other), voice))
    if chance.happens(0.05):
        rank = chance.draw(known.ranks[captive.person.army])
        lines.append(pen.said("service.rank", Text(rank.words), voice, lang=people.TONGUES[captive.person.army]))
    if lines:
        clerk.write("capture", at, lines, reason="Asked again")
