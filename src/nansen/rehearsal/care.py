"""What doctors and protection officers add to the file of a captive."""

from __future__ import annotations

from decimal import Decimal

from nansen.rehearsal import pen
from nansen.rehearsal.captives import Captive
from nansen.rehearsal.chance import Urn
from nansen.rehearsal.clerk import Clerk
from nansen.statements.model import Entry
from nansen.statements.values import Code, Measure, Text, Value

FINDINGS = Urn.of(
    [
        (("Splinters of metal near the spine", "A2-b", "DR"), 8),
        (("Left leg lost below the knee", "A1-a", "DR"), 14),
        (("Fracture of the jaw, splinted", "", "none"), 14),
        (("Wound of the thigh, healing", "", "none"), 40),
        (("Bone infection of the shin", "A2-c", "DR"), 8),
        (("Wound of the shoulder, slow to heal", "B1", "NC"), 16),
    ]
)
GROUNDS = ("torture", "persecution", "family_reprisal", "disappearance")


def doctor(clerk: Clerk, captive: Captive) -> None:
    """Write an examination of the sick and wounded, and of one in ten of the others."""
    chance = clerk.chance
    if captive.capacity == "unable":
        _handed_over(clerk, captive)
    hurt = captive.health in {"seriously_wounded", "slightly_wounded", "sick"}
    if not hurt and not chance.happens(0.1):
        return
    at = captive.registered + chance.days(0.2, 10)
    name = pen.text(f"Doctor {chance.one(('Sore', 'Amon', 'Brandt', 'Hale', 'Okoro'))}")
    kilograms = Decimal(captive.weight + chance.number(-2, 2))
    lines = [
        pen.said("health.fit_to_travel", pen.yes(captive.health != "seriously_wounded"), pen.ASSESSED),
        pen.said("health.fit_doctor", name, pen.WRITTEN),
        pen.said("health.fit_on", pen.day(at), pen.WRITTEN),
        pen.said("weighing.weight", Measure(kilograms, kilograms, "kg"), pen.SEEN, item="weighing"),
        pen.said("weighing.weighed_on", pen.day(at), pen.WRITTEN, item="weighing"),
    ]
    if captive.health in {"seriously_wounded", "slightly_wounded"}:
        finding, annex1, class_ = chance.draw(FINDINGS)
        if captive.health == "slightly_wounded":
            finding, annex1, class_ = "Splinter wounds of the skin", "", "none"
        lines += [
            pen.said("finding.finding", pen.text(finding), pen.ASSESSED, item="finding", lang="en"),
            pen.said("finding.class", pen.code(class_), pen.ASSESSED, item="finding"),
            pen.said("finding.found_on", pen.day(at), pen.WRITTEN, item="finding"),
            pen.said("finding.doctor", name, pen.WRITTEN, item="finding"),
        ]
        if annex1:
            lines.append(pen.said("finding.annex1_code", pen.code(annex1), pen.ASSESSED, item="finding"))
    clerk.write("medical", at, lines)


def _handed_over(clerk: Clerk, captive: Captive) -> None:
    """Write that one who cannot make himself understood was handed over to a doctor (GC III 17(5))."""
    at = captive.registered + clerk.chance.days(0.05, 0.8)
    lines = [
        pen.said("care.what", pen.code("hospital"), pen.WRITTEN, item="care"),
        pen.said("care.at", pen.instant(at), pen.WRITTEN, item="care"),
        pen.said("care.doctor", pen.text("Doctor Amon"), pen.WRITTEN, item="care"),
    ]
    clerk.write("medical", at, lines)


def commission(clerk: Clerk) -> None:
    """Write what the mixed medical commission decided on one whom a doctor put in a class (GC III 112-113)."""
    chance = clerk.chance
    found = next((one for one in clerk.entries if one.form == "medical" and _class(one)), None)
    if not found or not (at := chance.promptly(found.at, 120)):
        return
    rows: dict[str, Value] = {
        "decision": pen.code("rejected"),
        "date": pen.day(at),
        "chairman": pen.text("Doctor Lindgren"),
        "sent_on": pen.day(at + chance.days(2, 20)),
        "told_on": pen.day(at + chance.days(0, 3)),
    }
    lines = [pen.said(f"mmc.{name}", value, pen.WRITTEN, item="mmc") for name, value in rows.items()]
    clerk.write("mmc", at + chance.days(21, 25), lines)


def _class(entry: Entry) -> bool:
    return any(one.term == "finding.class" and one.value != Code("none") for one in entry.statements)


def risk(clerk: Clerk, captive: Captive) -> None:
    """Write an assessment of what may happen to him if he is sent home: of half of those of KP, one in twenty else."""
    chance, person = clerk.chance, captive.person
    if not chance.happens(0.5 if person.army == "KP" else 0.05):
        return
    at = captive.registered + chance.days(5, 120)
    outcome = "risk" if chance.happens(0.8 if person.army == "KP" else 0.3) else chance.one(("no_risk", "open"))
    lines = [
        pen.said("risk.destination", pen.code(person.army), pen.WRITTEN, item="risk"),
        *(pen.said("risk.ground", pen.code(ground), pen.ASSESSED, item="risk") for ground in chance.some(GROUNDS, 2)),
        pen.said("risk.outcome", pen.code(outcome), pen.ASSESSED, item="risk"),
        pen.said(
            "risk.sources", Text("Reports of two bodies of the United Nations"), pen.WRITTEN, item="risk", lang="en"
        ),
        pen.said("risk.assessed_on", pen.day(at), pen.WRITTEN, item="risk"),
    ]
    clerk.write("risk", at, lines)
