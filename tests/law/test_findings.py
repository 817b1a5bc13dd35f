"""The findings that one line answers; the others have their own files."""

from __future__ import annotations

import pytest
from tests.law import pack, writing
from tests.law.asking import NOW, finds

from nansen.law import findings, view
from nansen.statements import terms


@pytest.mark.parametrize(
    ("name", "so", "not_so"),
    [
        ("female", "person.sex = female", "person.sex = male"),
        ("civilian", "captive.status_category = civ", "captive.status_category = undetermined"),
        ("retained", "captive.status_category = ret", "captive.status_category = civ"),
        ("retained", "service.role = chaplain", "service.role = unknown"),
        ("officer", "service.rank_grade = OF-3", "service.rank_grade = OR-9"),
        ("nco", "service.rank_grade = OR-5", "service.rank_grade = OR-4"),
        ("papers_missing", "captive.papers_found = no", "captive.papers_found = declined"),
        ("papers_false", "document.status = anothers @d", "document.status = genuine @d"),
        ("class_dr", "finding.class = DR @f", "finding.class = NC @f"),
        ("class_dr", "mmc.decision = A @m", "mmc.decision = B @m"),
        ("class_nc", "finding.class = NC @f", "finding.class = DR @f"),
        ("class_nc", "mmc.decision = B @m", "mmc.decision = A @m"),
        ("class_excluded", "finding.annex1_code = BX2 @f", "finding.annex1_code = A1 @f"),
        ("unfit_to_travel", "health.fit_to_travel = no", "health.fit_to_travel = yes"),
        ("seriously_ill", "health.state = seriously_wounded", "health.state = sick"),
        ("seriously_ill", "health.seriously_ill = yes", "health.seriously_ill = no"),
        ("coercion", "interview.coercion_indicator = yes @i", "interview.coercion_indicator = no @i"),
        ("dead", "death.at = 2025-01-15", "death.at = 2025-01-25"),
        ("published", "publication.identifies = face @p", "publication.identifies = unknown @p"),
    ],
)
def test_a_finding_says_what_the_record_shows(name: str, so: str, not_so: str) -> None:
    assert finds(name, so)
    assert not finds(name, not_so)
    assert not finds(name)


def test_no_list_of_a_transfer_was_made_until_one_was() -> None:
    assert finds("no_camp_list", "transfer.list_made_on = 2025-01-25 @t")
    assert not finds("no_camp_list", "transfer.list_made_on = 2025-01-15 @t")


def test_the_office_says_when_hostilities_ended_and_who_protects() -> None:
    assert finds("hostilities_over", profile=("profile.hostilities_ended = 2025-01-20",))
    assert not finds("hostilities_over", profile=("profile.hostilities_ended = 2025-01-21",))
    assert not finds("hostilities_over")
    assert finds("no_protecting_power")
    assert finds("no_protecting_power", profile=("profile.protecting_power = none",))
    assert not finds("no_protecting_power", profile=("profile.protecting_power = CH",))


def test_the_office_names_where_families_are_in_danger_and_who_is_not_bound() -> None:
    danger = ("profile.family_danger = KP RU",)

    assert finds("family_danger", "person.nationality = KP", profile=danger)
    assert finds("family_danger", "power.country = RU @p", profile=danger)
    assert not finds("family_danger", "person.nationality = KR", profile=danger)
    assert finds("destination_not_party", to="KP", profile=("profile.not_party = KP",))
    assert not finds("destination_not_party", to="RU", profile=("profile.not_party = KP",))
    assert finds("destination_unknown")
    assert not finds("destination_unknown", to="RU")


def test_a_finding_is_asked_once_a_view() -> None:
    here = view.of(writing.case(["person.sex = female"]), now=NOW, book=pack.book())

    assert findings.ask(here, "female")
    assert here.found == {"female": True}
    here.found["female"] = False
    assert not findings.ask(here, "female")


def test_every_finding_says_what_it_says_in_one_sentence_and_reads_what_there_is() -> None:
    dictionary = terms.shipped()
    known = dictionary.by_name.keys() | dictionary.by_group.keys()

    assert [name for name, row in findings.ALL.items() if not row.says.endswith(".") or row.reads - known] == []
    assert findings.ALL.keys() >= findings.DESTINATION


def test_every_finding_has_an_answer_on_an_empty_file_and_on_a_profile_without_policies() -> None:
    here = view.of(writing.case([]), now=NOW, book=pack.book(), act="EXCH", destination="RU")

    shown = {name for name in findings.ALL if findings.ask(here, name)}

    assert shown == {
        "identity_unknown", "power_unsettled", "wish_missing", "wish_stale", "wish_not_proved", "risk_missing",
        "fitness_missing", "no_protecting_power", "no_camp_list",
    }  # fmt: skip
