"""Findings: what a rule may ask of a case by one word, because one term alone does not answer it.

A closed list, each with what it reads; docs/guide/law.md tells them all. Those marked `destination` look at where the
act leads. A finding says what the record shows; none says what is lawful.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nansen.casefile import risks
from nansen.law import body, holding, order, person, powers, view, wanting
from nansen.law.view import View

DESTINATION = frozenset(
    {
        "power_other", "wish_against", "wish_missing", "wish_stale", "wish_not_proved", "risk_found", "risk_missing",
        "risk_stale", "onward_risk_found", "onward_risk_open", "destination_not_party", "destination_unknown",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """A named question: what it says in one sentence, how it is answered, what terms and groups it reads."""

    says: str
    test: Callable[[View], bool]
    reads: frozenset[str]


def ask(here: View, name: str) -> bool:
    """Return the answer of a finding; asked once a view."""
    known = here.found.get(name)
    if known is None:
        known = here.found[name] = ALL[name].test(here)
    return known


def _has(term: str, *codes: str) -> Callable[[View], bool]:
    wanted = frozenset(codes)
    return lambda here: not wanted.isdisjoint(view.words_all(here, term))


def _row(says: str, test: Callable[[View], bool], *reads: str) -> Finding:
    return Finding(says, test, frozenset(reads))


_AGE = ("person.birth_date", "person.age_range", "captive.age_doubt")
_STATUS = ("captive.status_category", "captive.status_doubt", "captive.tribunal_on")
ALL: dict[str, Finding] = {
    "child": _row("He is certainly under eighteen.", person.child, *_AGE),
    "maybe_child": _row("He may be under eighteen.", person.maybe_child, *_AGE),
    "female": _row("She is a woman.", _has("person.sex", "female"), "person.sex"),
    "civilian": _row("He is held to be a civilian.", _has("captive.status_category", "civ"), "captive.status_category"),
    "retained": _row(
        "Medical personnel or chaplain, retained.",
        lambda here: "ret" in view.words_all(here, "captive.status_category")
        or bool({"medical", "chaplain"} & view.words_all(here, "service.role")),
        "captive.status_category", "service.role",
    ),
    "officer": _row(
        "An officer by rank.",
        lambda here: any(code.startswith("OF-") for code in view.words_all(here, "service.rank_grade")),
        "service.rank_grade",
    ),
    "nco": _row(
        "A non-commissioned officer by rank.",
        lambda here: bool({"OR-5", "OR-6", "OR-7", "OR-8", "OR-9"} & view.words_all(here, "service.rank_grade")),
        "service.rank_grade",
    ),
    "status_doubt": _row("His status is in doubt and no tribunal has decided.", person.status_doubt, *_STATUS),
    "status_not_pow": _row(
        "He is treated as no prisoner of war while his status is in doubt.",
        lambda here: person.status_doubt(here) and "status_not_pow" in view.words_all(here, "measure.what"),
        *_STATUS, "measure.what",
    ),
    "papers_missing": _row("No papers were found on him.", _has("captive.papers_found", "no"), "captive.papers_found"),
    "papers_false": _row(
        "A paper of his is false, or another's.", _has("document.status", "false", "anothers"), "document.status"
    ),
    "identity_contested": _row("Answers to who he is contradict each other.", person.names_contested, "person"),
    "identity_unknown": _row("Nobody has written down a name.", lambda here: not person.known_by_name(here), "person"),
    "power_unsettled": _row(
        "The Power on which he depends is undetermined or disputed.",
        lambda here: not powers.settled(here.case),
        "power",
    ),
    "power_other": _row("The act leads to another Power than the one assessed.", person.power_other, "power"),
    "wish_against": _row("A wish of his stands against it.", wanting.wish_against, "wish"),
    "wish_missing": _row("He has never answered what he wants.", wanting.wish_missing, "wish"),
    "wish_stale": _row("His last answer is older than the policy allows.", wanting.wish_stale, "wish"),
    "wish_not_proved": _row("No current wish of his of grade G3 fits it.", wanting.wish_not_proved, "wish"),
    "cannot_communicate": _row(
        "He cannot make himself understood.", body.cannot_communicate, "health.capacity", "wish"
    ),
    "risk_found": _row("A finding of risk stands for the destination.", wanting.risk_found, "risk"),
    "risk_missing": _row(
        "No assessment of the destination has come to a finding.",
        lambda here: risks.closed(here.case, here.destination) is None,
        "risk",
    ),
    "risk_stale": _row(
        "The assessment is old, or something was published since.",
        wanting.risk_stale,
        "risk", "publication.published_on",
    ),
    "onward_risk_found": _row("A finding of risk stands for where he may be sent on.", wanting.onward_found, "risk"),
    "onward_risk_open": _row("He may be sent on, and that was not assessed.", wanting.onward_open, "risk"),
    "published": _row(
        "A publication identifies him.",
        lambda here: any(
            holding.words_of(here, item, "publication.identifies") for item in here.case.items("publication")
        ),
        "publication",
    ),
    "published_standing": _row(
        "A publication identifies him and is not removed.", holding.published_standing, "publication"
    ),
    "family_danger": _row(
        "He comes from a State that the profile names for reprisals against families.",
        lambda here: bool(powers.countries(here.case) & set(view.policy(here, "family_danger").split())),
        "power", "person.nationality",
    ),
    "class_dr": _row(
        "A doctor or the commission put him in the class of direct repatriation.",
        lambda here: "DR" in view.words_all(here, "finding.class") or "A" in view.words_all(here, "mmc.decision"),
        "finding.class", "mmc.decision",
    ),
    "class_nc": _row(
        "A doctor or the commission put him in the class for a neutral country.",
        lambda here: "NC" in view.words_all(here, "finding.class") or "B" in view.words_all(here, "mmc.decision"),
        "finding.class", "mmc.decision",
    ),
    "class_excluded": _row(
        "His illness is excluded from neutral accommodation.",
        _has("finding.annex1_code", "BX1", "BX2", "BX3"),
        "finding.annex1_code",
    ),
    "unfit_to_travel": _row("A doctor says that he cannot travel.", _has("health.fit_to_travel", "no"), "health"),
    "fitness_missing": _row("No fresh word of a doctor on his fitness to travel.", body.fitness_missing, "health"),
    "seriously_ill": _row(
        "Seriously ill or wounded.",
        lambda here: "seriously_wounded" in view.words_all(here, "health.state")
        or "yes" in view.words_all(here, "health.seriously_ill"),
        "health",
    ),
    "self_harm": _row("A sign of self-harm or an alleged order to die, not ended by a doctor.", body.self_harm, "care"),
    "long_captivity": _row(
        "In captivity longer than the policy's time.", holding.longer("long_captivity"), "capture.at"
    ),
    "in_captivity": _row(
        "In the captor's hands.",
        lambda here: holding.captured(here) is not None and not holding.ended(here),
        "capture.at", "custody", "death.at",
    ),
    "dead": _row("His death is on record.", lambda here: bool(view.past_all(here, "death.at")), "death"),
    "left_against": _row(
        "He was sent home or exchanged against a wish of his, or where risk was found.",
        holding.left_against,
        "custody", "wish", "risk",
    ),
    "left_undecided": _row(
        "He left our hands and no decision of two stands on it.", holding.left_undecided, "custody", "disposition"
    ),
    "custody_gap": _row("Hours of his custody are accounted for by nobody.", holding.gap, "custody", "capture.at"),
    "transit_long": _row("Kept in transit longer than the policy's time.", holding.transit_long, "custody"),
    "weight_loss": _row(
        "He lost more weight than the policy allows within three weighings.", body.weight_loss, "weighing"
    ),
    "hostilities_over": _row(
        "The office has declared active hostilities over.",
        lambda here: bool(view.policy(here, "hostilities_ended"))
        and view.policy(here, "hostilities_ended") <= here.now.date().isoformat(),
    ),
    "no_protecting_power": _row(
        "No Protecting Power acts.", lambda here: view.policy(here, "protecting_power") in {"", "none"}
    ),
    "destination_not_party": _row("The destination is not bound by the Third Convention.", wanting.not_party),
    "destination_unknown": _row("The act names no destination.", lambda here: not here.destination),
    "coercion": _row(
        "An interview bears a sign of coercion.", _has("interview.coercion_indicator", "yes"), "interview"
    ),
    "proceedings_open": _row("A proceeding against him is open.", holding.open_case, "legal"),
    "indictable_open": _row(
        "A proceeding for an indictable offence is open.", lambda here: holding.open_case(here, "yes"), "legal"
    ),
    "asylum_open": _row("He asked for asylum and no decision is there.", holding.asylum_open, "asylum"),
    "death_duties_open": _row(
        "Certificate, effects, grave or inquiry of his death are not done.", holding.death_open, "death"
    ),
    "dates_contradict": _row(
        "Dates contradict each other: a death before the capture, an end before its beginning, a fact yet to come.",
        order.contradict, *sorted({term for pair in order.PAIRS for term in pair} | set(order.FACTS)),
    ),
    "no_camp_list": _row(
        "No list of the transfer was made.", lambda here: not view.past_all(here, "transfer.list_made_on"), "transfer"
    ),
}  # fmt: skip
