"""Tables of files, and the purpose page that carries along what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation
from tests.conftest import Bureau

from nansen.desk import labels
from nansen.desk.draw import board
from nansen.office import prove, write
from nansen.office.find import Found
from nansen.statements.model import Kind

SignIn = Callable[..., Client]


@pytest.mark.parametrize(
    ("ends", "shown"),
    [
        ([], ""),
        (["2026-02-21", "2026-02-21"], "2026-02-21"),
        (["2005-01-01", "2005-12-31"], "2005"),
        (["2004-11-01", "2004-11-30"], "2004-11"),
        (["2004-02-01", "2004-02-28"], "2004-02-01 – 2004-02-28"),
        (["2005-02-01", "2005-02-28"], "2005-02"),
        (["2026-02-01", "2026-02-10"], "2026-02-01 – 2026-02-10"),
        (["2026-02-21T04:00:00Z", "2026-02-21T04:00:00Z"], "2026-02-21"),
        (["2026-02-21T00:00:00Z", "2026-02-23T23:59:59Z"], "2026-02-21 – 2026-02-23"),
    ],
)
def test_a_date_is_as_short_as_it_is_exact(ends: list[str], shown: str) -> None:
    assert board.span(ends) == shown


def test_a_line_says_what_the_index_holds_in_words() -> None:
    row = {
        "names": [{"text": "리명철", "lang": "ko"}],
        "birth": [["2005-01-01", "2005-12-31"]],
        "captured": [],
        "state": "slightly_wounded",
        "wish": {"code": "unwilling_to_return", "destination": "KP"},
        "stopped": ["KP"],
        "changed": "2026-03-01T22:15:00Z",
    }

    with translation.override("en"):
        (line,) = board.lines([Found("0" * 32, Kind.CAPTIVE, "north", row)])

    assert line == board.Line(
        file="0" * 32,
        names=({"text": "리명철", "lang": "ko"},),
        kind="captive, held by us",
        site="north",
        birth=("2005",),
        captured=(),
        state="Slightly wounded",
        wish="Not return: North Korea",
        stops=True,
        changed="2026-03-01",
    )


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (None, ""),
        ({"code": "stay", "destination": ""}, "Stay"),
        ({"code": "return", "destination": "disputed"}, "Return"),
    ],
)
def test_a_wish_without_a_state_is_its_word_alone(wish: dict[str, str] | None, words: str) -> None:
    with translation.override("en"):
        line = board.line(Found("0" * 32, Kind.CAPTIVE, "north", {"wish": wish}))

    assert (line.wish, line.stops) == (words, False)


@pytest.mark.parametrize(
    ("row", "tag", "words"),
    [
        (
            {"wish": {"code": "return", "destination": "UA"}, "stopped": ["KP"]},
            "red",
            "Return: Ukraine · return stopped",
        ),
        ({"wish": {"code": "undecided", "destination": ""}, "stopped": [""]}, "red", "Undecided · return stopped"),
        ({"wish": None, "stopped": [""]}, "red", "return stopped"),
        ({"wish": {"code": "return", "destination": "UA"}, "stopped": []}, "blue", "Return: Ukraine"),
    ],
)
def test_the_tag_is_red_wherever_a_return_is_stopped(row: dict[str, Any], tag: str, words: str) -> None:
    with translation.override("en"):
        lines = board.lines([Found("0" * 32, Kind.CAPTIVE, "north", row)])
        page = render_to_string("board/files.html", {"lines": lines, "caption": "Files"})

    assert f'<strong class="govuk-tag govuk-tag--{tag}">{words}</strong>' in page
    assert page.count("govuk-tag--") == 1


def test_every_kind_of_file_has_words() -> None:
    assert set(labels.KINDS) == set(Kind)
    assert len(set(labels.KINDS.values())) == len(Kind)


@pytest.mark.db
def test_a_tracing_officer_opens_a_request(bureau: Bureau, sign_in: SignIn) -> None:
    officer = bureau["tracing"]
    entry = write.draft(None, kind=Kind.REQUEST, form="tracing", officer=officer, purpose="tracing", now=bureau.now)
    (kept,) = write.keep([entry])
    client = sign_in("tracing", "tracing")

    answer = client.get(f"/file/{kept.file}/")

    assert answer.status_code == 200
    assert "a tracing request" in answer.content.decode()


@pytest.mark.db
def test_what_was_typed_when_the_purpose_ran_out_is_carried_along_and_kept(bureau: Bureau, sign_in: SignIn) -> None:
    client = sign_in("registrar", "intake")
    client.post("/search/", {"query": "Ковальчук"})
    session = client.session
    session["purpose_at"] = 0
    session.save()
    card = {"person.surname": "Ковальчук", "person.nationality": ["UA", "KP"], "once": "a" * 32}
    size = prove.size()

    asked = client.post("/new/captive/", card)

    page = asked.content.decode()
    assert prove.size() == size
    assert 'name="purpose_stated"' in page
    assert all(
        f'name="{name}" value="{value}"' in page
        for name, value in (("person.nationality", "UA"), ("person.nationality", "KP"))
    )
    kept = client.post("/new/captive/", card | {"purpose_stated": "intake"})
    assert kept.status_code == 302
    assert prove.size() == size + 1


@pytest.mark.db
def test_a_purpose_that_is_not_ones_own_opens_nothing(bureau: Bureau, sign_in: SignIn) -> None:
    client = sign_in("registrar", "no such purpose")
    size = prove.size()

    answer = client.post("/search/", {"query": "Ковальчук", "purpose_stated": "exchange_planning"})

    assert answer.status_code == 400
    assert prove.size() == size
