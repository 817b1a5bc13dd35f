"""The pages that print papers: what is offered, what is chosen, and a PDF that no cache keeps."""

from __future__ import annotations

import re
from collections.abc import Callable

import pypdfium2
import pytest
from django.test import Client
from tests.conftest import Bureau
from tests.formats.papers.invented import FONTS
from tests.office import forms
from tests.office.forms import said

from nansen.office import register, write
from nansen.statements.model import Act
from nansen.statements.values import Code, Name, Text

pytestmark = [
    pytest.mark.db,
    pytest.mark.skipif(not (FONTS[0] / "NotoSansKR_700Bold.ttf").is_file(), reason="no fonts: run `make assets`"),
]
SignIn = Callable[..., Client]


@pytest.fixture
def file(bureau: Bureau) -> str:
    first = said("person.surname", Name("Кім")), said("person.language", Code("ko"))
    kept = forms.opened(bureau["registrar"], "Kim Chol", *first)
    more = said("person.surname", Name("Кін"))
    write.record(forms.capture(bureau["registrar"], more, file=kept.file), officer=bureau["registrar"])
    return kept.file


def text(pdf: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def test_a_file_offers_what_this_officer_may_print(file: str, sign_in: SignIn) -> None:
    client = sign_in("registrar", "intake")

    case, listed = client.get(f"/file/{file}/").content.decode(), client.get(f"/file/{file}/papers/").content.decode()

    open_ = {"identity_document", "letter_card", "capture_tag"}
    for page in (case, listed):
        assert set(re.findall(rf'href="/file/{file}/papers/([a-z_]+)/"', page)) == open_
        assert page.count("It prints what you may not see") == 1  # the capture card
    assert [page.count("This file has none as it stands") for page in (case, listed)] == [0, 2]
    assert client.get(f"/file/{file}/papers/death_notice/").status_code == 404
    assert client.get(f"/file/{file}/papers/capture_card/").status_code == 404
    assert client.get(f"/file/{file}/papers/passport/").status_code == 404


def test_his_language_and_that_of_the_page_are_set_already(file: str, sign_in: SignIn) -> None:
    page = sign_in("registrar", "intake").get(f"/file/{file}/papers/letter_card/").content.decode()

    assert re.findall(r'<option value="([a-z]{2})" selected>', page) == ["ko", "en"]


def test_a_contested_name_is_chosen_by_a_person_and_printed(file: str, sign_in: SignIn) -> None:
    client = sign_in("registrar", "intake")
    address = f"/file/{file}/papers/letter_card/"
    page = client.get(address).content.decode()
    offered = re.findall(
        r'type="radio" id="id_said--person.surname_\d" name="said--person.surname" value="([^"]+)"', page
    )

    assert len(offered) == 2
    assert "checked" not in page.partition("said--person.surname")[2].partition("own_copy")[0]
    typed = {"do": "print", "language1": "uk", "language2": "ko"}
    dash = client.post(address, typed)
    chosen = client.post(address, typed | {"said--person.surname": offered[1]})
    assert "Кін" not in text(dash.content)
    assert "Кін" in text(chosen.content)
    assert "Кім" not in text(chosen.content)


def test_the_sheet_is_shown_in_the_browser_and_kept_by_none(file: str, sign_in: SignIn) -> None:
    typed = {"do": "print", "language1": "ko", "language2": "uk", "own_copy": "yes"}

    answer = sign_in("registrar", "intake").post(f"/file/{file}/papers/letter_card/", typed)

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"] == 'inline; filename="letter_card.pdf"'
    assert register.entry(forms.last()).form == "print:letter_card"
    assert register.entry(forms.last()).act is Act.READ


@pytest.mark.parametrize("languages", [("uk",), ("uk", "uk"), ("uk", "de"), ()])
def test_languages_that_are_no_two_or_three_are_refused_on_the_page(
    file: str, sign_in: SignIn, languages: tuple[str, ...]
) -> None:
    typed = {f"language{place}": code for place, code in enumerate(languages, 1)}

    answer = sign_in("registrar", "intake").post(f"/file/{file}/papers/letter_card/", {"do": "print", **typed})

    assert answer.status_code == 422
    assert "two or three of" in answer.content.decode()


def test_one_of_two_relatives_is_chosen_by_its_place(bureau: Bureau, file: str, sign_in: SignIn) -> None:
    kin = (said("kin.name", Name("Sun Hui"), item="a"), said("kin.name", Name("Yong Ho"), item="b"))
    officer = bureau["registrar"]
    died = said("death.cause", Text("Illness"))
    write.record(forms.capture(officer, died, file=file, form="death"), officer=officer)
    write.record(forms.capture(officer, *kin, file=file, form="kin"), officer=officer)
    client = sign_in("registrar", "intake")
    address = f"/file/{file}/papers/death_notice/"

    page = client.get(address).content.decode()
    printed = client.post(address, {"do": "print", "language1": "uk", "language2": "ko", "item--kin": "2"})
    looked = client.post(address, {"do": "look", "language1": "uk", "item--kin": "2"}).content.decode()

    assert ["Sun Hui" in page, "Yong Ho" in page] == [True, True]
    assert "Yong Ho" in text(printed.content)
    assert "Sun Hui" not in text(printed.content)
    assert re.search(r'name="item--kin" value="2" checked', looked)


def test_nobody_prints_of_a_file_that_he_may_not_know_of(file: str, sign_in: SignIn) -> None:
    client = sign_in("registrar2", "intake")

    for path in (f"/file/{file}/papers/", f"/file/{file}/papers/letter_card/"):
        assert client.get(path).status_code == 404
    assert client.post(f"/file/{file}/papers/letter_card/", {"do": "print"}).status_code == 404
