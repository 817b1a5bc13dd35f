"""The pages over a real register: what an officer sees, what is refused, what is kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.conftest import Bureau

from nansen.office import find, prove, read

pytestmark = pytest.mark.db
SignIn = Callable[..., Client]
CARD = {
    "person.surname": "Мороз",
    "person.first_names": "Тарас",
    "person.birth_date": "1999-05",
    "service.rank.absent": "declined",
    "capture.at": "2026-02-27T14:30Z",
    "capture.place.words": "a wood north of the river",
    "capture.place.country": "UA",
    "s0.interpreter": "Interpreter 7",
}


def created(client: Client, card: dict[str, str] = CARD) -> str:
    client.post("/search/", {"query": "Мороз"})
    answer = client.post("/new/captive/", card)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"]).split("/")[2]


def test_nobody_sees_a_page_before_signing_in(bureau: Bureau) -> None:
    answers = [Client().get(path) for path in ("/", "/search/", "/ledger/", "/tasks/", f"/file/{'0' * 32}/")]

    assert {answer.status_code for answer in answers} == {302}
    assert all("/account/login/" in answer.headers["Location"] for answer in answers)


def test_a_page_asks_for_the_purpose_first(bureau: Bureau, sign_in: SignIn) -> None:
    client = sign_in("registrar", "no such purpose")

    page = client.get("/").content.decode()

    assert 'name="purpose"' in page
    assert 'value="intake"' in page


def test_search_comes_before_create(bureau: Bureau, sign_in: SignIn) -> None:
    client = sign_in("registrar", "intake")

    answer = client.get("/new/captive/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/search/")


def test_a_capture_card_becomes_a_file_that_its_registrar_finds_and_reads(bureau: Bureau, sign_in: SignIn) -> None:
    client = sign_in("registrar", "intake")

    file = created(client)

    page = client.get(f"/file/{file}/").content.decode()
    assert "Мороз" in page
    assert "a wood north of the river" in page
    assert "declined" in page
    assert "Interpreter 7" in page
    found = client.post("/search/", {"query": "мороз"}).content.decode()
    assert f"/file/{file}/" in found
    assert f"/file/{file}/" in client.get("/").content.decode()


def test_wrong_input_keeps_nothing_and_shows_where_what_was_expected_and_found(bureau: Bureau, sign_in: SignIn) -> None:
    client = sign_in("registrar", "intake")
    client.post("/search/", {"query": "Мороз"})
    before = prove.files()

    answer = client.post("/new/captive/", CARD | {"person.birth_date": "1999-02-30", "person.nationality": "XX"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "1999-02-30" in page
    assert "a day that the calendar has" in page
    assert "a country code such as KP" in page
    assert "Мороз" in page
    assert prove.files() == before


def test_a_form_sent_twice_is_kept_once(bureau: Bureau, sign_in: SignIn) -> None:
    client = sign_in("registrar", "intake")
    file = created(client, CARD | {"once": "a" * 32})
    client.post("/search/", {"query": "Мороз"})

    again = client.post("/new/captive/", CARD | {"once": "a" * 32})

    assert again.headers["Location"] == f"/file/{file}/"


def test_a_page_that_was_changed_and_sent_again_is_never_called_kept(bureau: Bureau, sign_in: SignIn) -> None:
    client = sign_in("registrar", "intake")
    file = created(client, CARD | {"once": "a" * 32})
    client.post("/search/", {"query": "Мороз"})

    again = client.post("/new/captive/", CARD | {"once": "a" * 32, "person.surname": "Морозенко"})

    assert again.status_code == 422
    assert "open it anew" in again.content.decode()
    assert "Морозенко" not in client.get(f"/file/{file}/").content.decode()


def test_a_file_of_another_site_answers_as_one_that_is_not_there(bureau: Bureau, sign_in: SignIn) -> None:
    file = created(sign_in("registrar", "intake"))
    stranger = sign_in("registrar2", "intake")

    theirs, nobodys = stranger.get(f"/file/{file}/"), stranger.get(f"/file/{'f' * 32}/")

    assert (theirs.status_code, nobodys.status_code) == (404, 404)
    assert theirs.content == nobodys.content
    assert file not in stranger.post("/search/", {"query": "Мороз"}).content.decode()


def test_a_reading_of_a_page_is_an_entry_of_its_reader(bureau: Bureau, sign_in: SignIn) -> None:
    client = sign_in("registrar", "intake")
    file = created(client)
    before = prove.size()

    client.get(f"/file/{file}/")

    assert prove.size() == before + 1
    (leaf,) = [leaf for _, leaf in prove.shown(before, before + 1)]
    assert leaf.act == "read"


def test_no_name_stands_in_an_address(bureau: Bureau, sign_in: SignIn) -> None:
    client = sign_in("registrar", "intake")

    page = client.get("/search/?query=Мороз").content.decode()

    assert 'method="post"' in page
    assert "Мороз" not in page


def test_the_proof_of_an_entry_is_downloaded_and_checks(bureau: Bureau, sign_in: SignIn) -> None:
    client = sign_in("registrar", "intake")
    file = created(client)
    number = read.case(file, officer=bureau["registrar"], purpose="intake", now=bureau.now).case.entries[0].number

    answer = client.get(f"/entry/{number}/proof/")

    assert answer.headers["Content-Disposition"] == f'attachment; filename="entry-{number}.tlog-proof"'
    assert answer.content.decode().startswith("c2sp.org/tlog-proof@v1\n")
    assert file not in answer.content.decode()


def test_every_page_of_the_register_stays_out_of_every_cache(bureau: Bureau, sign_in: SignIn) -> None:
    client = sign_in("registrar", "intake")
    file = created(client)

    pages = [client.get(path) for path in ("/", "/search/", f"/file/{file}/", "/ledger/", "/tasks/")]

    assert {page.status_code for page in pages} == {200}
    assert {page.headers["Cache-Control"] for page in pages} == {"no-store"}
    assert all("default-src 'self'" in page.headers["Content-Security-Policy"] for page in pages)


def test_a_found_page_lists_at_most_fifty_files(bureau: Bureau) -> None:
    assert find.PAGE == 50
