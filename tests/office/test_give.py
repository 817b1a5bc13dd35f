"""A covered picture leaves once two people have signed for its basis and approver, and only while nothing stops it."""

from __future__ import annotations

import dataclasses

import pytest
from tests.conftest import NOW, Bureau
from tests.office import forms
from tests.office.forms import said
from tests.office.test_attach import covered, named, published

from nansen.casefile.model import Officer
from nansen.errors import Fault, Forbidden, NotFound, Rejected
from nansen.office import assign, decide, despatch, give, read, register, write
from nansen.statements.model import Statement
from nansen.statements.values import Code, Text

pytestmark = pytest.mark.db


@pytest.fixture
def file(bureau: Bureau) -> str:
    return forms.opened(bureau["registrar"], "Kim Chol").file


@pytest.fixture
def copy(bureau: Bureau, file: str) -> tuple[str, str]:
    """The publication and the id of its covered copy."""
    item, id_ = published(bureau, file)
    return item, named(covered(bureau, file, item, id_)).id


def why(item: str) -> tuple[Statement, ...]:
    """Return what two sign for when they approve a publication."""
    return (
        said("publication.basis", Code("vital_interest"), item=item),
        said("publication.dignity", Code("yes"), item=item),
        said("publication.necessary", Code("yes"), item=item),
        said("publication.family_risk", Text("None seen; his mother asks herself."), item=item),
        said("publication.approver", Text("A. Orlan"), item=item),
    )


def approve(bureau: Bureau, file: str, item: str) -> None:
    decider = trusted(bureau, file)
    first = bureau["protection"]
    said_ = why(item)
    decide.propose(file, "publication", said_, ground="His mother asks.", officer=first, purpose="protection", now=NOW)
    (waiting,) = decide.pending(despatch.whole(file), NOW)
    decide.sign(file, waiting.item, waiting.digest, officer=decider, purpose="protection", now=NOW)


def trusted(bureau: Bureau, file: str) -> Officer:
    assign.assign(file, bureau["decider"].staff, officer=bureau["registrar"], purpose="intake", now=NOW)
    return read.staff(bureau["decider"].staff)


def take(bureau: Bureau, file: str, id_: str) -> bytes:
    return give.covered(file, id_, officer=bureau["protection"], purpose="protection", now=NOW).data


def test_a_copy_that_two_approved_leaves_after_an_entry_that_says_so(
    bureau: Bureau, file: str, copy: tuple[str, str]
) -> None:
    item, id_ = copy
    approve(bureau, file, item)

    data = take(bureau, file, id_)

    assert data.startswith((b"\x89PNG", b"\xff\xd8", b"RIFF"))
    assert register.entry(forms.last()).form == "read:derivative"


def test_what_one_person_wrote_down_alone_approves_nothing(bureau: Bureau, file: str, copy: tuple[str, str]) -> None:
    item, id_ = copy
    entry = forms.capture(bureau["protection"], *why(item), file=file, purpose="protection", form="publication")
    write.keep([dataclasses.replace(entry, form="decision")])

    assert not give.approved(despatch.whole(file), item)
    with pytest.raises(Forbidden, match="Two different people must approve"):
        take(bureau, file, id_)


def test_an_approved_recording_of_an_interrogation_stays_all_the_same(
    bureau: Bureau, file: str, copy: tuple[str, str]
) -> None:
    item, id_ = copy
    approve(bureau, file, item)
    officer = bureau["protection"]
    more = said("publication.interrogation", Code("yes"), item=item)
    write.keep([forms.capture(officer, more, file=file, purpose="protection", form="publication")])  # as two would

    with pytest.raises(Rejected) as refusal:
        take(bureau, file, id_)

    rule = "nothing that stops it under gc3-13-public-curiosity-interrogation"
    assert refusal.value.faults == (Fault("law", rule, "BAR"),)


def test_a_picture_that_is_no_covered_copy_is_not_there(bureau: Bureau, file: str, copy: tuple[str, str]) -> None:
    approve(bureau, file, copy[0])

    with pytest.raises(NotFound):
        take(bureau, file, "a" * 32)
