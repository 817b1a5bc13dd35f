"""Who sits at the desk: the account or token of one officer, and nobody for anything else."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError
from tests.conftest import Bureau
from tests.office import forms

from nansen.errors import Broken, Forbidden, NotFound
from nansen.office import seats
from nansen.store.models import Seat

pytestmark = pytest.mark.db
PASSWORD = "a-long-enough-password"


def test_the_token_of_an_officer_is_his_and_no_other_word_is(bureau: Bureau) -> None:
    token = seats.open_(bureau["registrar"], username="tkach", password=PASSWORD)
    other = seats.open_(bureau["medical"], username="sore", password=PASSWORD)

    assert seats.of_token("tkach", token) == bureau["registrar"]
    texts = set()
    for name, word in (
        ("tkach", other), ("sore", token), ("nobody", token), ("tkach", ""), ("", ""), ("TKACH", token),
        ("tkach", PASSWORD), ("tkach", token + "x"), ("tkach", "\ud800".encode("utf-8", "replace").decode()),
    ):  # fmt: skip
        with pytest.raises(Forbidden) as answer:
            seats.of_token(name, word)
        texts.add(str(answer.value))
    assert texts == {"There is no officer of that name with that token."}


def test_the_token_stands_nowhere(bureau: Bureau) -> None:
    token = seats.open_(bureau["registrar"], username="tkach", password=PASSWORD)

    assert token not in repr(forms.asked("SELECT * FROM store_seat"))
    assert len(token) >= 32


def test_an_account_without_a_seat_is_no_officer(bureau: Bureau) -> None:
    stranger = get_user_model().objects.create_user(username="stranger", password=PASSWORD)

    for account in (stranger.pk, 0, 10**9):
        with pytest.raises(NotFound, match="no seat"):
            seats.of_account(account)
    with pytest.raises(Forbidden):
        seats.of_token("stranger", "")


def test_the_officer_of_an_account_is_as_the_ledger_has_him(bureau: Bureau) -> None:
    seats.open_(bureau["registrar"], username="tkach", password=PASSWORD)

    assert seats.of_account(get_user_model().objects.get(username="tkach").pk) == bureau["registrar"]


def test_an_account_that_was_closed_signs_nothing(bureau: Bureau) -> None:
    token = seats.open_(bureau["registrar"], username="tkach", password=PASSWORD)

    get_user_model().objects.update(is_active=False)

    with pytest.raises(Forbidden):
        seats.of_token("tkach", token)


def test_an_officer_has_one_seat_and_a_refused_one_leaves_no_account(bureau: Bureau) -> None:
    seats.open_(bureau["registrar"], username="tkach", password=PASSWORD)

    with pytest.raises(IntegrityError):
        seats.open_(bureau["registrar"], username="tkach2", password=PASSWORD)

    assert [user.username for user in get_user_model().objects.all()] == ["tkach"]


def test_a_seat_that_was_altered_in_the_database_is_nobodys(bureau: Bureau) -> None:
    token = seats.open_(bureau["registrar"], username="registrar", password="night-watch-and-lamp")
    seats.open_(bureau["interviewer"], username="interviewer", password="night-watch-and-lamp")
    Seat.objects.filter(staff=bureau["interviewer"].staff).delete()

    Seat.objects.filter(staff=bureau["registrar"].staff).update(staff=bureau["interviewer"].staff)

    with pytest.raises(Broken, match="altered"):
        seats.of_token("registrar", token)
