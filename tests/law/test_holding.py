"""How he is held: custody without a gap, publications, proceedings, asylum, what a death leaves to be done."""

from __future__ import annotations

import pytest
from tests.law.asking import finds


def stage(item: str, kind: str, began: str, ended: str = "", how: str = "handed_over") -> list[str]:
    rows = [f"custody.kind = {kind} @{item}", f"custody.began = {began} @{item}"]
    return rows + ([f"custody.ended = {ended} @{item}", f"custody.ended_how = {how} @{item}"] if ended else [])


def test_a_publication_stands_until_it_is_removed() -> None:
    face = "publication.identifies = face @p"

    assert finds("published_standing", face)
    assert finds("published_standing", face, "publication.removed_on = 2025-01-25 @p")
    assert not finds("published_standing", face, "publication.removed_on = 2025-01-15 @p")
    assert finds("published_standing", face, "publication.removed_on = 2025-01-15 @q")
    assert not finds("published_standing", "publication.published_on = 2025-01-15 @p")


@pytest.mark.parametrize(
    ("lines", "so"),
    [
        (["capture.at = 2025-01-09"], True),
        (stage("a", "camp", "2025-01-11"), True),
        ([], False),
        (["capture.at = 2025-02-09"], False),
        (["capture.at = 2025-01-09", "death.at = 2025-01-15"], False),
        (["capture.at = 2025-01-09", "death.at = 2025-01-25"], True),
        (stage("a", "camp", "2025-01-11", "2025-01-15", "released"), False),
        (stage("a", "camp", "2025-01-11", "2025-01-25", "released"), True),
        (stage("a", "camp", "2025-01-11", "2025-01-15", "handed_over"), True),
        ([*stage("a", "camp", "2025-01-11", "2025-01-13", "escaped"), *stage("b", "camp", "2025-01-15")], True),
        ([*stage("a", "camp", "2025-01-11"), "custody.ended_how = escaped @a"], False),
    ],
)
def test_he_is_in_captivity_until_he_left_it_and_again_when_he_is_back(lines: list[str], so: bool) -> None:
    assert finds("in_captivity", *lines) is so


def test_captivity_is_long_after_a_year_or_what_the_office_says() -> None:
    assert finds("long_captivity", "capture.at = 2024-01-20T12:00Z")
    assert not finds("long_captivity", "capture.at = 2024-01-20T12:01Z")
    assert finds("long_captivity", "capture.at = 2024-11-09", profile=("profile.long_captivity = P2M",))
    assert not finds("long_captivity", "capture.at = 2020-01-01", "death.at = 2021-01-01")
    assert not finds("long_captivity")


@pytest.mark.parametrize(
    ("lines", "so"),
    [
        ([*stage("a", "camp", "2025-01-11", "2025-01-12T10:00Z"), *stage("b", "camp", "2025-01-14T10:00Z")], True),
        ([*stage("a", "camp", "2025-01-11", "2025-01-12T10:00Z"), *stage("b", "camp", "2025-01-13T09:00Z")], False),
        (["capture.at = 2025-01-09T10:00Z", *stage("a", "camp", "2025-01-11T10:00Z")], True),
        (stage("a", "camp", "2025-01-11", "2025-01-19T11:00Z"), True),  # nobody answers for him now
        (stage("a", "camp", "2025-01-11", "2025-01-19T13:00Z"), False),
        (stage("a", "camp", "2025-01-11", "2025-01-19T11:00Z", "released"), False),
        (["capture.at = 2025-01-09"], True),
        (["capture.at = 2025-01-20T10:00Z"], False),
        (stage("a", "camp", "2025-01-11"), False),
        ([], False),
    ],
)
def test_hours_that_nobody_accounts_for_are_a_gap(lines: list[str], so: bool) -> None:
    assert finds("custody_gap", *lines) is so


def test_the_office_says_how_long_a_gap_is() -> None:
    lines = stage("a", "camp", "2025-01-11", "2025-01-17T12:00Z")

    assert finds("custody_gap", *lines, profile=("profile.custody_gap = P2D",))
    assert not finds("custody_gap", *lines, profile=("profile.custody_gap = P1M",))


@pytest.mark.parametrize(
    ("lines", "so"),
    [
        (stage("a", "transit", "2025-01-06T11:59Z"), True),
        (stage("a", "transit", "2025-01-06T12:00Z"), False),
        (stage("a", "transit", "2025-01-01", "2025-01-16"), True),
        (stage("a", "transit", "2025-01-01", "2025-01-14"), False),
        (stage("a", "transit", "2025-01-10", "2025-02-14"), False),  # an end that is only planned
        (stage("a", "camp", "2024-01-01"), False),
        (["custody.kind = transit @a"], False),
    ],
)
def test_transit_is_long_after_two_weeks(lines: list[str], so: bool) -> None:
    assert finds("transit_long", *lines) is so


def test_a_proceeding_is_open_until_it_has_ended() -> None:
    opened = ("legal.prosecution_decided_on = 2025-01-10 @l", "legal.indictable = yes @l")

    assert finds("proceedings_open", *opened)
    assert finds("indictable_open", *opened)
    assert not finds("indictable_open", opened[0], "legal.indictable = no @l")
    assert not finds("proceedings_open", *opened, "legal.ended_on = 2025-01-15 @l")
    assert finds("proceedings_open", *opened, "legal.ended_on = 2025-01-25 @l")
    assert finds("proceedings_open", *opened, "legal.ended_on = 2025-01-15 @k")
    assert not finds("proceedings_open")


def test_asylum_is_open_until_it_is_decided() -> None:
    asked = "asylum.asked_on = 2025-01-10 @y"

    assert finds("asylum_open", asked)
    assert finds("asylum_open", asked, "asylum.decision = pending @y")
    assert not finds("asylum_open", asked, "asylum.decision = refused @y")
    assert finds("asylum_open", asked, "asylum.decision = refused @z")
    assert not finds("asylum_open")


DEAD = (
    "death.at = 2025-01-15", "death.kind = illness", "death.certificate_sent_on = 2025-01-16",
    "death.effects_sent_on = 2025-01-16", "death.grave_registered_on = 2025-01-16",
)  # fmt: skip


@pytest.mark.parametrize(
    ("line", "instead", "so"),
    [
        ("", "", False),
        ("death.certificate_sent_on = 2025-01-16", "death.certificate_sent_on = 2025-01-26", True),
        ("death.effects_sent_on = 2025-01-16", "death.kind = illness", True),
        ("death.grave_registered_on = 2025-01-16", "death.kind = illness", True),
        ("death.kind = illness", "death.kind = wounds", False),
        ("death.kind = illness", "death.kind = suicide", True),
        ("death.kind = illness", "death.kind = unknown", True),
        ("death.kind = illness", "death.certificate_sent_on = 2025-01-16", True),
        ("death.at = 2025-01-15", "death.kind = illness", False),
        ("death.at = 2025-01-15", "death.at = 2025-01-25", False),
    ],
)
def test_a_death_leaves_certificate_effects_grave_and_inquiry_to_be_done(line: str, instead: str, so: bool) -> None:
    assert finds("death_duties_open", *(instead if one == line else one for one in DEAD)) is so


def test_an_inquiry_that_was_reported_is_done_and_two_causes_ask_for_one() -> None:
    suicide = [line.replace("illness", "suicide") for line in DEAD]

    assert not finds("death_duties_open", *suicide, "death.inquiry_reported_on = 2025-01-18")
    assert finds("death_duties_open", *suicide, "death.inquiry_reported_on = 2025-01-28")
    assert finds("death_duties_open", *DEAD, "death.kind = caused_by_person")
