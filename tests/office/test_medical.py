"""Findings, codes, classes and fitness to travel are a doctor's: no other role writes them, by no form."""

from __future__ import annotations

import dataclasses

import pytest
from tests.conftest import Bureau
from tests.office import forms
from tests.office.forms import said

from nansen.casefile.model import Officer
from nansen.errors import Fault, Forbidden, Rejected
from nansen.office import may, read, write
from nansen.statements import terms
from nansen.statements.model import Kind, Statement
from nansen.statements.values import Code, Text

pytestmark = pytest.mark.db

CHOSEN = [
    said("finding.annex1_code", Code("A1-a"), item="finding"),
    said("finding.class", Code("DR"), item="finding"),
    said("finding.finding", Text("Left leg lost below the knee"), item="finding"),
    said("health.fit_to_travel", Code("yes")),
    said("health.seriously_ill", Code("yes")),
    said("care.what", Code("operation_proposed"), item="care"),
]


@pytest.fixture
def file(bureau: Bureau) -> str:
    return forms.opened(bureau["registrar"], "Kim Chol").file


def trusted(officer: Officer, file: str) -> Officer:
    return dataclasses.replace(officer, assigned=frozenset({file}))


@pytest.mark.parametrize("chosen", CHOSEN, ids=lambda one: one.term)
def test_a_registrar_records_no_finding_by_any_form_that_is_his(bureau: Bureau, file: str, chosen: Statement) -> None:
    registrar = trusted(bureau["registrar"], file)
    offered = may.forms(registrar, Kind.CAPTIVE, "north", file, purpose="intake")

    assert "health" in offered
    assert "medical" not in offered
    for form in offered:
        with pytest.raises(Rejected) as refusal:
            write.record(forms.capture(registrar, chosen, file=file, form=form), officer=registrar)
        assert Fault(f"statement 0, {chosen.term}", f"a term of the form {form}", "one of another form") in (
            refusal.value.faults
        )
    with pytest.raises(Forbidden):
        write.record(forms.capture(registrar, chosen, file=file, form="medical"), officer=registrar)


@pytest.mark.parametrize("chosen", CHOSEN, ids=lambda one: one.term)
def test_a_doctor_records_it(bureau: Bureau, file: str, chosen: Statement) -> None:
    doctor = trusted(bureau["medical"], file)

    (kept,) = write.record(forms.capture(doctor, chosen, file=file, form="medical", purpose="care"), officer=doctor)

    case = read.case(file, officer=doctor, purpose="care", now=bureau.now).case
    line = next(line for line in case.lines.values() if line.term == chosen.term)
    assert [(one.statement.value, one.entry) for one in line.standing] == [(chosen.value, kept.number)]


def test_no_other_role_writes_the_medical_form(bureau: Bureau, file: str) -> None:
    allowed = {
        role
        for role, officer in bureau.officers.items()
        for purpose in ("intake", "identification", "care", "protection", "tracing", "exchange_planning", "legal")
        if may.on(trusted(officer, file), "record:medical", Kind.CAPTIVE, "north", file, purpose=purpose)
    }

    assert allowed == {"medical"}


def test_what_a_doctor_chooses_stands_on_no_other_form() -> None:
    groups = ("finding", "care")
    asked = {term.name: term.forms for group in groups for term in terms.shipped().by_group[group].terms}

    assert set(asked.values()) == {("medical",)}
