"""The pack in force, who signed it, and the policies as the office changed them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.conftest import NOW, Bureau
from tests.office import forms

from nansen.errors import Rejected
from nansen.law import rulebook
from nansen.law.model import Book
from nansen.office import lawbook, policies, register, write
from nansen.office.lawbook import Signature
from nansen.statements.model import Kind, Statement
from nansen.statements.values import Text

pytestmark = pytest.mark.db


def kept(bureau: Bureau, *said: Statement) -> None:
    """Keep statements on the policy file by another way than a change of a policy."""
    entry = forms.capture(
        bureau["decider"], *said, file=lawbook.file(), kind=Kind.POLICY, form="office", purpose="legal"
    )
    write.keep([entry])


def row(name: str, value: str, reason: str = "So it was decided.", item: str = "policy") -> tuple[Statement, ...]:
    rows = {"policy.name": name, "policy.value": value, "policy.reason": reason}
    return tuple(forms.said(term, Text(words), item=item) for term, words in rows.items())


def on_the_disk(monkeypatch: pytest.MonkeyPatch, book: Book) -> None:
    """Lay another pack on the disk."""
    monkeypatch.setattr(rulebook, "shipped", lambda: book)


@pytest.mark.usefixtures("bureau")
def test_a_register_begins_with_the_pack_signed_on_the_one_policy_file() -> None:
    entries = register.entries(lawbook.file())

    assert lawbook.signature() is Signature.SIGNED
    assert [entry.kind for entry in entries] == [Kind.POLICY]
    assert lawbook.stamp() == f"{lawbook.book().version} {lawbook.book().hash}"


def test_another_pack_on_the_disk_is_a_changed_one_until_it_is_signed(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_the_disk(monkeypatch, replace(lawbook.book(), hash="0" * 64))
    assert lawbook.signature() is Signature.CHANGED

    policies.sign(officer=bureau["decider"], purpose="legal", now=NOW)

    assert lawbook.signature() is Signature.SIGNED
    monkeypatch.undo()
    assert lawbook.signature() is Signature.CHANGED


def test_a_signature_that_another_key_made_is_none(bureau: Bureau) -> None:
    (_, _, note) = (said.value for said in lawbook.pack_statements(now=NOW))
    assert isinstance(note, Text)
    lines = note.text.splitlines()
    signature = lines[-1][:-9] + ("A" if lines[-1][-9] != "A" else "B") + lines[-1][-8:]
    forged = "\n".join([*lines[:-1], signature]) + "\n"

    kept(bureau, *row(lawbook.PACK, lawbook.stamp(), forged, item="pack"))

    assert lawbook.signature() is Signature.CHANGED


def test_a_note_over_another_pack_signs_not_this_one(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    on_the_disk(monkeypatch, replace(lawbook.book(), hash="0" * 64))
    note = lawbook.pack_statements(now=NOW)[-1].value
    monkeypatch.undo()
    assert isinstance(note, Text)

    kept(bureau, *row(lawbook.PACK, lawbook.stamp(), note.text, item="pack"))

    assert lawbook.signature() is Signature.CHANGED


def test_a_stamp_without_a_note_is_no_signature(bureau: Bureau) -> None:
    kept(bureau, *row(lawbook.PACK, lawbook.stamp(), "Signed, believe me."))

    assert lawbook.signature() is Signature.CHANGED


def test_the_profile_is_the_packs_with_what_the_office_changed_at_once(bureau: Bureau) -> None:
    assert lawbook.profile() == lawbook.book().profile

    for value in ("PT12H", "PT36H"):
        policies.change(
            "lead", value, reason="The nights are long.", officer=bureau["decider"], purpose="legal", now=NOW
        )
        assert lawbook.profile().value("lead") == value

    others = {name: policy for name, policy in lawbook.profile().policies.items() if name != "lead"}
    assert others == {name: policy for name, policy in lawbook.book().profile.policies.items() if name != "lead"}
    assert lawbook.book().profile.value("lead") == "PT24H"


def test_an_empty_value_can_be_set_and_is_empty(bureau: Bureau) -> None:
    for value in ("2025-01-09", ""):
        policies.change(
            "hostilities_ended", value, reason="The war goes on.", officer=bureau["decider"], purpose="legal", now=NOW
        )

    assert lawbook.profile().value("hostilities_ended") == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("wish_fresh", "P9999Y"),
        ("wish_fresh", "P29D"),
        ("family_danger", ""),
        ("family_danger", "KP,RU"),
        ("hostilities_ended", "0"),
        ("protecting_power", "somebody"),
        ("rule_pack", "2026.11 x"),
    ],
)
def test_no_policy_lets_go_what_protects(bureau: Bureau, name: str, value: str) -> None:
    with pytest.raises(Rejected):
        policies.change(name, value, reason="Why not.", officer=bureau["decider"], purpose="legal", now=NOW)

    assert lawbook.profile() == lawbook.book().profile
    assert lawbook.signature() is lawbook.Signature.SIGNED


@pytest.mark.parametrize(("name", "value"), [("lead", "soon"), ("weight_loss_percent", "0"), ("no_such_policy", "P1D")])
def test_what_came_in_by_another_way_and_is_no_value_stops_no_clock(bureau: Bureau, name: str, value: str) -> None:
    kept(bureau, *row(name, value))

    assert lawbook.profile() == lawbook.book().profile


@pytest.mark.parametrize(
    ("name", "value", "where"),
    [
        ("no_such_policy", "P1D", "policy"),
        ("lead", "", "value"),
        ("lead", "P", "value"),
        ("lead", "24 hours", "value"),
        ("weight_loss_percent", "100", "value"),
        ("weight_loss_percent", "0", "value"),
        ("weight_loss_percent", "P7D", "value"),
    ],
)
def test_a_change_to_what_is_no_value_is_refused(bureau: Bureau, name: str, value: str, where: str) -> None:
    with pytest.raises(Rejected) as refusal:
        lawbook.statements(name, value, reason="Because.", now=bureau.now)

    assert [fault.where for fault in refusal.value.faults] == [where]


def test_a_change_says_its_name_value_and_reason_at_its_time(bureau: Bureau) -> None:
    said = lawbook.statements("lead", "PT36H", reason="The nights are long.", now=bureau.now)

    assert [(one.term, one.value) for one in said] == [
        ("policy.name", Text("lead")),
        ("policy.value", Text("PT36H")),
        ("policy.reason", Text("The nights are long.")),
    ]
    assert {one.said_at.first for one in said if one.said_at} == {bureau.now.replace(microsecond=0)}
