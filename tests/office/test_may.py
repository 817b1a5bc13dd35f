"""What a page may offer is what the office would allow, and nothing else."""

from __future__ import annotations

import dataclasses

import pytest
from tests.conftest import Bureau
from tests.office import forms

from nansen.errors import Forbidden
from nansen.office import may, read, write
from nansen.statements.model import Kind

pytestmark = pytest.mark.db


def test_the_acts_of_each_role(bureau: Bureau) -> None:
    assert may.acts(bureau["registrar"], purpose="intake") == {"search", "create", "ledger", "prove"}
    assert may.acts(bureau["tracing"], purpose="tracing") == {"search", "create", "prove", "tasks"}
    assert may.acts(bureau["auditor"], purpose="audit") == {"ledger", "prove"}
    assert may.acts(bureau["registrar"], purpose="audit") == frozenset()


def test_the_kinds_of_file_that_may_be_opened(bureau: Bureau) -> None:
    assert may.create(bureau["registrar"], purpose="intake") == (
        Kind.CAPTIVE, Kind.SOUGHT, Kind.OURS, Kind.REMAINS, Kind.PLACE,
    )  # fmt: skip
    assert may.create(bureau["tracing"], purpose="tracing") == (Kind.SOUGHT, Kind.REQUEST)
    assert may.create(bureau["protection"], purpose="protection") == ()


@pytest.mark.parametrize(
    ("role", "purpose"),
    [("registrar", "intake"), ("interviewer", "protection"), ("medical", "care"), ("tracing", "tracing"),
     ("protection", "protection"), ("decider", "protection"), ("auditor", "audit"), ("registrar2", "intake")],
)  # fmt: skip
def test_a_form_that_is_offered_is_taken_and_one_that_is_not_is_refused(
    bureau: Bureau, role: str, purpose: str
) -> None:
    held = forms.opened(bureau["registrar"], "Kim Chol")
    officer = dataclasses.replace(bureau[role], assigned=frozenset({held.file}))
    offered = may.forms(officer, Kind.CAPTIVE, "north", held.file, purpose=purpose)

    for form in may.FORMS:
        entry = forms.capture(officer, file=held.file, form=form, purpose=purpose)
        if form in offered:
            assert read.kind(held.file, officer=officer, purpose=purpose, form=form) is Kind.CAPTIVE
            assert write.record(entry, officer=officer)
        else:
            with pytest.raises((Forbidden, read.NotFound)):
                write.record(entry, officer=officer)
