"""The data dictionary: nothing of the paper forms is missing, and every row is whole."""

import re

import pytest

from nansen.statements import terms
from nansen.statements.model import PERSONS, Kind, Sensitivity
from nansen.statements.values import Absence, Code

# Each row of the dictionary of the paper forms: its terms, how closely they are held, and the papers that carry them
# (A identity card, B capture card, D death, E repatriation certificate, T capture tag, N message of the bureau,
# G1 GC I 16, J notice of Art. 104, Q tracing request, R Red Cross message, M ante- and post-mortem, P PFIF).
ROWS = """
person.surname | S2 | A B D E T N G1 J Q R M P
person.first_names | S2 | A B D E T N G1 J Q R M P
person.name_original | S2 | B N Q R M P
person.alias person.call_sign | S2 | T Q M P
person.patronymic person.father_first_name | S2 | B D N Q R
person.father_full_name | S3 | Q R
person.mother_full_name | S3 | Q R
person.mother_maiden_name | S3 | N Q
person.sex | S1 | Q R M P
person.birth_date | S2 | A B D E T N G1 J Q R M P
person.birth_place | S2 | A B D N Q R M
person.age_range | S1 | Q P
person.nationality | S2 | Q M
person.language | S1 | J Q
person.religion | S4 | A D
person.occupation | S1 | J Q
person.marital_status person.children | S2 | Q
person.home_address | S3 | Q R P
person.photo | S4 | A Q M P
person.height person.weight person.build person.eyes person.hair | S2 | A Q M
person.marks | S3 | A Q M
person.blood_type | S4 | A M
person.fingerprint_ref person.dental_ref person.dna_ref | S4 | A M
power.country power.basis | S2 | B D N G1
service.branch service.unit | S3 | T Q
service.rank service.rank_grade | S2 | A B D E T N G1 J Q
service.number | S2 | A B D E T N G1 J Q
service.role | S2 | A
capture.tag_no | S2 | T
capture.at | S2 | B D T N G1
capture.place | S3 | D T N G1
capture.unit | S3 | T
capture.circumstances | S3 | T Q
captive.pow_number | S2 | A B E T N
captive.status_category captive.status_doubt | S2 | N
captive.camp captive.hospital captive.address_for_mail | S3 | B E N J R
custody.custodian custody.place custody.began custody.ended custody.detaining_power | S3 | N
document.kind document.number document.name_on_it document.status | S3 | A T N
effects.item effects.qty effects.receipt_no effects.packet_no effects.disposition | S2 | T D N M
health.state | S3 | B N
finding.finding finding.annex1_code finding.class | S4 | E N M
weighing.weight weighing.weighed_on | S4 |
health.fit_to_travel health.fit_doctor health.fit_on | S3 |
mmc.decision mmc.date mmc.chairman | S3 | E
kin.name kin.relation kin.address | S3 | B D N Q R
kin.contact_choice | S4 | B
wish.wish wish.destination wish.language wish.interpreter wish.interpreter_affiliation wish.present wish.private | S4 |
wish.options_told wish.leading_question wish.inducement wish.capacity wish.attested_by wish.asked_on | S4 |
risk.destination risk.ground risk.outcome risk.sources | S4 |
interview.language interview.interpreter interview.present interview.conditions interview.media | S4 |
publication.channel publication.identifies publication.basis publication.approver | S2 |
transfer.from transfer.to transfer.list_id transfer.departed_at | S3 | N
disposition.code disposition.decided_by disposition.ground disposition.at | S3 | N
legal.case legal.charges legal.law legal.court legal.trial_at legal.receipts legal.judgment | S3 | J N
death.at death.place death.cause death.manner_opinion | S3 | D N M
death.burial_place death.grave_id death.marked death.cremated_reason | S2 | D N M
death.witness | S3 | D
death.identified | S3 | M
tracing.ref tracing.enquirer tracing.relation tracing.consent tracing.status | S3 | Q N P
tracing.last_news_on tracing.last_news_place tracing.last_news_kind | S2 | Q P
external.scheme external.id | S1 | N P
effects.kind effects.value | S2 | T D N M
effects.found_where | S3 | M
death.examined_by | S3 | D M
escape.what escape.at | S3 | N
request.enquirer request.relation request.subject_words request.answer | S3 | N
legal.sentence legal.sentenced_served_where | S3 | N
care.what care.at care.doctor | S4 | N
record.source record.source_date record.entry_date record.expiry_date | S1 | P
message.signature message.seal | S1 | N D E
""".strip().splitlines()

FORMS = {
    "capture", "interview", "wish", "papers", "custody", "health", "effects", "kin", "death", "tracing", "staff",
    "task", "risk", "publication", "transfer", "disposition", "legal", "mmc", "message", "measure", "discipline",
    "complaint", "mail", "testimony", "release", "camp", "office", "enquiry", "medical",
}  # fmt: skip
AREAS = {
    "intake", "service", "contact", "health", "wish", "risk", "interview", "publication", "custody", "legal", "death",
    "tracing", "staff", "task", "office",
}  # fmt: skip
BY_TWO = {"override", "decision"}  # two signatures write these, no form does
BY_VERB = {
    "message",
    "release",
    "policy",
}  # only what sends and what releases writes these: typed, they would pass for done
MANY = {
    "person.name_original", "person.alias", "person.call_sign", "person.nationality", "person.language", "person.photo",
    "person.marks", "death.witness", "staff.role", "staff.assigned", "legal.receipts", "measure.reviewed_on",
    "mail.reviewed_on", "transfer.followed_up_on", "testimony.present", "camp.languages", "effects.image",
}  # fmt: skip
REPEATING = {
    "power", "custody", "document", "effects", "finding", "weighing", "mmc", "kin", "card", "wish", "risk", "interview",
    "publication", "transfer", "disposition", "legal", "external", "message", "account", "care", "measure",
    "discipline", "complaint", "mail", "escape", "testimony", "asylum", "parole", "camp_event", "office", "policy",
    "release", "override", "decision",
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS)
def test_every_row_of_the_paper_forms_has_its_terms_as_closely_held_and_on_the_same_papers(row: str) -> None:
    names, sensitivity, papers = (part.split() for part in row.split("|"))

    found = [terms.shipped().term(name) for name in names]

    assert {term.sensitivity for term in found} == {Sensitivity[sensitivity[0]]}
    assert {letter for term in found for letter in term.papers} == set(papers)


def test_a_wish_a_risk_and_an_interview_go_on_no_paper_and_are_held_most_closely() -> None:
    kept = [term for term in terms.shipped().by_name.values() if term.group in {"wish", "risk", "interview"}]

    assert {(term.sensitivity, term.papers) for term in kept} == {(Sensitivity.S4, ())}


@pytest.mark.parametrize("term", terms.shipped().by_name.values(), ids=lambda term: term.name)
def test_every_term_is_labelled_sourced_and_asked_for_unless_a_verb_alone_writes_it(term: terms.Term) -> None:
    assert re.fullmatch(r"[A-Z][^.;]*", term.label)
    assert len(term.source) > 4
    assert bool(term.forms) == (term.group not in BY_TWO | BY_VERB)
    assert set(term.forms) <= FORMS
    assert term.area in AREAS
    assert bool(term.unit) == (term.kind == "measure")
    assert term.help == "" or re.fullmatch(r"[A-Z].*[.?]", term.help)
    assert term.files


def test_the_dictionary_repeats_and_keeps_side_by_side_what_a_file_has_many_of() -> None:
    shipped = terms.shipped()

    assert {group.name for group in shipped.groups if group.repeats} == REPEATING
    assert {name for name in MANY if not shipped.term(name).many} == set()
    assert not shipped.term("person.surname").many


def test_no_group_stands_twice_and_every_list_is_offered() -> None:
    shipped = terms.shipped()
    asked = {term.codes.name for term in shipped.by_name.values() if term.codes}

    assert len(shipped.by_group) == len(shipped.groups)
    assert set(shipped.lists) - asked == {"purpose"}


@pytest.mark.parametrize("codes", terms.shipped().lists.values(), ids=lambda codes: codes.name)
def test_a_list_holds_sound_codes_with_labels_and_no_answer_that_every_term_takes(codes: terms.CodeList) -> None:
    assert [Code(code).code for code in codes.labels] == list(codes.labels)
    assert all(label.strip() for label in codes.labels.values())
    assert len(set(codes.labels.values())) == len(codes.labels)
    assert not set(codes.labels) & set(Absence)


def test_the_closed_lists_hold_what_the_conventions_and_the_office_name() -> None:
    lists = terms.shipped().lists

    assert set(lists["health11"].labels) == {
        "good", "not_wounded", "recovered", "convalescent", "sick", "slightly_wounded", "seriously_wounded",
    }  # fmt: skip
    assert set(lists["wish"].labels) == {
        "return", "unwilling_to_return", "stay", "third_country", "undecided", "cannot_communicate",
    }  # fmt: skip
    assert set(lists["disposition"].labels) == {
        "REP-MED", "EXCH", "REP-END", "NEUT-MED", "NEUT-INT", "PAROLE", "CONT", "XFER", "THIRD", "STAY", "RELEASE",
        "DEATH", "ESC", "UNK",
    }  # fmt: skip
    assert set(lists["status_category"].labels) == {
        "4A1", "4A2", "4A3", "4A4", "4A5", "4A6", "4B1", "4B2", "ret", "civ", "undetermined",
    }  # fmt: skip
    assert set(lists["power_basis"].labels) == {"claimed", "documents", "admitted", "assessed", "disputed"}
    assert set(lists["role"].labels) == {
        "registrar", "interviewer", "interpreter", "medical", "tracing", "protection", "planner", "decider", "analyst",
        "custodian", "auditor", "administrator",
    }  # fmt: skip
    assert len(lists["purpose"].labels) == 11


def test_annex_one_is_whole() -> None:
    letters = [f"A1-{letter}" for letter in "abcd"] + [f"A2-{letter}" for letter in "abcdefghi"]
    letters += [f"A3-{letter}" for letter in "abcdefghiklmnopqrst"]  # the annex has no letter j

    codes = set(terms.shipped().lists["annex1"].labels)

    others = ["A1", "A2", "A3", *(f"B{number}" for number in range(1, 8)), "BX1", "BX2", "BX3", "G1", "G2"]
    others += ["110-1-1", "110-1-2", "110-1-3", "110-2-1", "110-2-2"]
    assert codes == {*letters, *others}


def test_an_interview_asks_for_the_four_owed_items_and_marks_what_is_not_owed() -> None:
    asked = [term.name for term in terms.shipped().of_form("interview", Kind.CAPTIVE)]
    inside = [name for name in asked if name.startswith("interview.")]
    first_voluntary = inside.index("interview.knew_destination")

    owed = {"person.surname", "person.first_names", "person.birth_date", "service.rank", "service.number"}
    assert owed < set(asked)
    assert inside[0] == "interview.language"
    assert "interview.interpreter" in inside[:4]
    assert all("not owed" in terms.shipped().term(name).source for name in inside[first_voluntary:-1])


def test_staff_and_tasks_have_files_of_their_own() -> None:
    shipped = terms.shipped()

    assert [term.name for term in shipped.of_form("staff", Kind.STAFF)] == [
        "staff.name", "staff.role", "staff.site", "staff.assigned", "staff.closed_on",
    ]  # fmt: skip
    assert [term.name for term in shipped.of_form("task", Kind.REQUEST)] == [
        "task.about", "task.kind", "task.detail", "task.done",
    ]  # fmt: skip
    assert shipped.of_form("staff", Kind.CAPTIVE) == ()
    assert shipped.term("person.surname").files == PERSONS


def test_places_rules_agreements_and_enquiries_have_files_and_forms_of_their_own() -> None:
    shipped = terms.shipped()
    asked = {
        (form, kind): {term.group for term in shipped.of_form(form, kind)}
        for form in ("camp", "office", "enquiry")
        for kind in Kind
    }

    assert {key: groups for key, groups in asked.items() if groups} == {
        ("camp", Kind.PLACE): {"camp", "camp_event"},
        ("office", Kind.POLICY): {"office"},
        ("office", Kind.DEAL): {"deal"},
        ("enquiry", Kind.REQUEST): {"request"},
    }


def test_what_two_people_sign_is_asked_for_by_no_form() -> None:
    signed = [term for term in terms.shipped().by_name.values() if term.group in BY_TWO]

    assert {(term.sensitivity, term.forms, term.papers) for term in signed} == {(Sensitivity.S3, (), ())}
    assert {term.area for term in signed} == {"risk", "office"}


def test_a_rule_may_stop_every_disposition_by_its_own_words() -> None:
    lists = terms.shipped().lists
    acts, dispositions = lists["act"].labels, lists["disposition"].labels

    assert {code: acts[code] for code in dispositions} == dispositions
    assert set(acts) - set(dispositions) == {
        "interview", "departure", "burial", "cremation", "publication", "message_to_power", "message_to_cta",
        "close_file", "trial", "execution", "testimony", "export_list", "exhumation", "operation",
    }  # fmt: skip
