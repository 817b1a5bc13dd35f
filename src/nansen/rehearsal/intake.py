"""What follows a capture form: the papers found with him, his family, what was mended of the form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from nansen.rehearsal import families, parts, pen, people
from nansen.rehearsal.captives import Captive
from nansen.rehearsal.chance import Chance, Urn
from nansen.rehearsal.clerk import Clerk
from nansen.rehearsal.pen import Line
from nansen.statements.model import Entry
from nansen.statements.values import Name, Text

RELATIONS = Urn.of([("mother", 45), ("wife", 30), ("father", 12), ("sister", 8), ("brother", 5)])


def papers(clerk: Clerk, captive: Captive) -> None:
    """Write the papers form where papers were found: his own go back to him, false ones are kept (GC III 17)."""
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
    receipt = Text(f"{at:%y}-{chance.number(1, 99_999):05d}")
    back = chance.promptly(captive.captured, 1)
    if captive.paper in {"false", "anothers"}:
        lines.append(pen.said("document.receipt_no", receipt, pen.WRITTEN, item="paper"))
    elif back:
        lines.append(pen.said("document.returned_on", pen.day(min(back, at)), pen.WRITTEN, item="paper"))
    if captive.paper in {"false", "anothers"}:
        why, lang = parts.shipped().words("document.status_reason", "en")
        lines.append(
            pen.said("document.status_reason", pen.text(chance.one(why)), pen.WRITTEN, item="paper", lang=lang)
        )
    clerk.write("papers", at, lines)


def kin(chance: Chance, captive: Captive, at: dt.datetime) -> Iterator[Line]:
    """Yield his next of kin, with his choice whether they are told."""
    voice, person = pen.himself(at, interpreter=captive.interpreter), captive.shown
    relation = chance.draw(RELATIONS)
    name = families.relative(chance, person, relation)
    yield pen.said("kin.name", Name(name), voice, item="kin", lang=person.people)
    yield pen.said("kin.relation", pen.code(relation), voice, item="kin")
    yield pen.said("kin.address", pen.town(person.home) if chance.happens(0.8) else pen.DECLINED, voice, item="kin")
    yield pen.said("kin.to_be_informed", pen.yes(captive.choice != "none"), voice, item="kin")
    yield pen.said("kin.contact_choice", pen.code(captive.choice), voice, item="kin")


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
    if clerk.last("captive.papers_found") and captive.paper == "none" and not clerk.last("captive.id_issued_on"):
        lines += [pen.said("captive.id_issued_on", pen.day(at), pen.WRITTEN)] if chance.happens(0.8) else []
    if not clerk.last("captive.status_reason") and chance.happens(0.8):
        lines.append(pen.said("captive.status_reason", pen.phrase(chance, "captive.status_reason"), pen.WRITTEN))
    if lines:
        clerk.write("capture", at, lines, reason="Asked again")
