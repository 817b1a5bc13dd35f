"""The pages of pictures: what is offered to whom, what is kept, what is shown, and what an upload leaves: nothing."""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from tests import drawn
from tests.conftest import NOW, Bureau
from tests.office import forms

from nansen.desk import urls
from nansen.office import append, attach, prove, register, write
from nansen.statements.values import Attachment, Text
from nansen.store import models

pytestmark = pytest.mark.db
SignIn = Callable[..., Client]


def upload(data: bytes, name: str = "photo of him.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


def jpeg() -> bytes:
    return drawn.file(drawn.portrait(), "JPEG")


@pytest.fixture
def file(bureau: Bureau) -> str:
    return forms.opened(bureau["registrar"], "Kim Chol").file


def publication(bureau: Bureau, file: str) -> str:
    """Keep a publication with a picture and return the id of the statement that names its channel."""
    officer = bureau["protection"]
    said = forms.said("publication.channel", Text("A channel"), item="post")
    (kept,) = write.record(
        forms.capture(officer, said, file=file, purpose="protection", form="publication"), officer=officer
    )
    attach.keep(
        file, jpeg(), "publication.picture", f"{kept.id}/post", officer=officer, purpose="protection", now=NOW,
        form="publication",
    )  # fmt: skip
    return kept.statements[0].id


def only(file: str, term: str = "publication.picture") -> str:
    """Return the id of the one picture of a term."""
    (found,) = [
        said.value.id
        for entry in register.entries(file)
        for said in entry.statements
        if said.term == term and isinstance(said.value, Attachment)
    ]
    return found


def test_a_photo_is_added_and_the_case_names_it_without_showing_it(bureau: Bureau, sign_in: SignIn, file: str) -> None:
    client = sign_in("registrar", "intake")
    case = client.get(f"/file/{file}/").content.decode()
    way = re.search(rf'"(/file/{file}/picture/person\.photo/\?on=[^"]+)"', case)
    assert way is not None

    blank = client.get(way[1])
    answer = client.post(f"/file/{file}/picture/person.photo/", {"picture": upload(jpeg())})

    assert 'enctype="multipart/form-data"' in blank.content.decode()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/file/{file}/")
    page = client.get(f"/file/{file}/").content.decode()
    assert f'href="/file/{file}/picture/{only(file, "person.photo")}/"' in page
    assert "Show picture (S4)" in page
    assert "<img" not in page


def test_a_picture_is_shown_alone_uncached_and_only_after_its_entry(bureau: Bureau, sign_in: SignIn, file: str) -> None:
    client = sign_in("registrar", "intake")
    client.post(f"/file/{file}/picture/person.photo/", {"picture": upload(jpeg())})
    id_ = only(file, "person.photo")

    page = client.get(f"/file/{file}/picture/{id_}/")
    before = prove.size()
    answer = client.get(f"/file/{file}/picture/{id_}/image")

    assert f'<img src="/file/{file}/picture/{id_}/image"' in page.content.decode()
    assert "redact" not in page.content.decode()
    assert prove.size() == before + 1
    assert register.entry(before).form == "read:picture"
    assert Image.open(io.BytesIO(answer.content)).size == (900, 700)
    told = {name: answer.headers[name] for name in ("Content-Type", "Cache-Control", "X-Content-Type-Options")}
    assert told == {"Content-Type": "image/jpeg", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    assert answer.headers["Content-Disposition"] == "inline"


def test_who_may_not_see_it_gets_the_same_answer_as_for_no_picture(bureau: Bureau, sign_in: SignIn, file: str) -> None:
    sign_in("registrar", "intake").post(f"/file/{file}/picture/person.photo/", {"picture": upload(jpeg())})
    id_ = only(file, "person.photo")
    client = sign_in("protection", "protection")

    case = client.get(f"/file/{file}/").content.decode()
    answers = [client.get(f"/file/{file}/picture/{one}/{rest}") for one in (id_, "0" * 32) for rest in ("", "image")]

    assert id_ not in case
    assert {answer.status_code for answer in answers} == {404}
    assert len({re.sub(rb"csrf[^>]*>", b"", answer.content) for answer in answers}) == 1


def test_nobody_adds_what_no_form_of_his_carries(bureau: Bureau, sign_in: SignIn, file: str) -> None:
    client = sign_in("registrar", "intake")
    before = prove.files()

    paths = ("publication.picture", "interview.recording", "person.surname", "publication.redacted", "no.term")
    answers = [client.post(f"/file/{file}/picture/{term}/", {"picture": upload(jpeg())}) for term in paths]
    answers.append(client.post(f"/file/{file}/picture/document.image/?on=none", {"picture": upload(jpeg())}))

    assert {answer.status_code for answer in answers} == {404}
    assert (prove.files(), models.Attachment.objects.count()) == (before, 0)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "none, or a larger one"),
        ({"picture": "words"}, "none, or a larger one"),
        ({"picture": upload(b"%PDF-1.7 and more")}, "another kind of file"),
        ({"picture": upload(jpeg()[:5_000])}, "a damaged one"),
    ],
)
def test_what_is_no_picture_is_told_and_nothing_is_kept(
    bureau: Bureau, sign_in: SignIn, file: str, sent: dict[str, object], told: str
) -> None:
    answer = sign_in("registrar", "intake").post(f"/file/{file}/picture/person.photo/", sent)

    assert (answer.status_code, models.Attachment.objects.count()) == (422, 0)
    assert told in answer.content.decode()


def test_a_page_sent_twice_keeps_one_picture(bureau: Bureau, sign_in: SignIn, file: str) -> None:
    client = sign_in("registrar", "intake")
    sent = [
        client.post(f"/file/{file}/picture/person.photo/", {"picture": upload(jpeg()), "once": "b" * 32})
        for _ in range(2)
    ]

    assert [answer.status_code for answer in sent] == [302, 302]
    assert only(file, "person.photo")


@pytest.mark.parametrize("size", [3_000_000, 19_900_000, 25_000_000])
def test_an_upload_of_any_size_leaves_no_file_behind(
    bureau: Bureau, sign_in: SignIn, file: str, size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    real = tempfile._TemporaryFileWrapper

    def noted(*given: object, **more: object) -> object:
        opened.append(given)
        return real(*given, **more)  # type: ignore[arg-type, call-overload]

    monkeypatch.setattr(tempfile, "_TemporaryFileWrapper", noted)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    data = jpeg()
    answer = sign_in("registrar", "intake").post(
        f"/file/{file}/picture/person.photo/", {"picture": upload(data + bytes(size - len(data)))}
    )

    assert answer.status_code == (302 if size < 20_000_000 else 422)
    assert (opened, list(tmp_path.iterdir())) == ([], [])


def test_faces_are_proposed_and_a_covered_copy_is_kept_in_the_publication(
    bureau: Bureau, sign_in: SignIn, file: str
) -> None:
    on = publication(bureau, file)
    client = sign_in("protection", "protection")
    id_ = only(file)
    assert f"/file/{file}/redact/{id_}/?on={on}" in client.get(f"/file/{file}/picture/{id_}/").content.decode()

    page = client.get(f"/file/{file}/redact/{id_}/?on={on}").content.decode()
    sides = {
        side: re.findall(rf'name="{side}"[^>]* value="(\d*)"', page) for side in ("left", "top", "width", "height")
    }
    answer = client.post(f"/file/{file}/redact/{id_}/", sides | {"on": on, "keep": "1"})

    assert page.count('<rect class="picture-box"') == 1
    assert "One box is proposed" in page
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/file/{file}/")
    box = tuple(int(sides[side][0]) for side in ("left", "top", "width", "height"))
    copy = client.get(f"/file/{file}/picture/{only(file, 'publication.redacted')}/image").content
    part = (box[0], box[1], box[0] + box[2], box[1] + box[3])
    assert Image.open(io.BytesIO(copy)).crop(part).getcolors() == [(box[2] * box[3], (0, 0, 0))]
    case = client.get(f"/file/{file}/").content.decode()
    assert ",".join(map(str, box)) in case
    assert "Show picture (S3)" in case


def test_boxes_are_shown_anew_without_keeping_and_wrong_ones_stay_as_typed(
    bureau: Bureau, sign_in: SignIn, file: str
) -> None:
    on = publication(bureau, file)
    client = sign_in("protection", "protection")
    path = f"/file/{file}/redact/{only(file)}/"

    def sent(row: tuple[str, str, str, str], **more: str) -> tuple[int, str]:
        rows = dict(zip(("left", "top", "width", "height"), ([side, ""] for side in row), strict=True))
        answer = client.post(path, rows | {"on": on} | more)
        return answer.status_code, answer.content.decode()

    status, page = sent(("5", "6", "70", "80"), look="1")
    assert (status, '<rect class="picture-box" x="5" y="6" width="70" height="80"/>' in page) == (200, True)
    for row in (("5", "six", "70", "80"), ("5", "", "70", "80"), ("5", "6", "0", "80"), ("5", "6", "9999", "80")):
        status, page = sent(row, keep="1")
        assert (status, f'value="{row[2]}"' in page) == (422, True)
    status, page = sent(("", "", "", ""), keep="1")
    assert (status, "1 to 60 boxes" in page) == (422, True)
    assert [one.term for entry in register.entries(file) for one in entry.statements if "redacted" in one.term] == []


def test_who_may_not_publish_finds_no_page_to_cover_a_picture(bureau: Bureau, sign_in: SignIn, file: str) -> None:
    on = publication(bureau, file)
    id_ = only(file)
    registrar, protection = sign_in("registrar", "intake"), sign_in("protection", "protection")

    answers = [
        registrar.get(f"/file/{file}/redact/{id_}/?on={on}"),
        protection.get(f"/file/{file}/redact/{id_}/"),
        protection.get(f"/file/{file}/redact/{'0' * 32}/?on={on}"),
        protection.get(f"/file/{file}/redact/{id_}/?on={'0' * 32}.0"),
    ]

    assert {answer.status_code for answer in answers} == {404}


def test_no_address_of_the_desk_gives_an_original_away(bureau: Bureau) -> None:
    named = [str(found.pattern) for found in urls.urlpatterns if "picture" in str(found.pattern)]

    assert named == [
        "file/<slug:file>/picture/<slug:attachment>/",
        "file/<slug:file>/picture/<slug:attachment>/image",
        "file/<slug:file>/picture/<str:term>/",
    ]
    assert append.edge_now().size == prove.size()


def test_a_covered_copy_is_not_given_before_two_have_signed(bureau: Bureau, sign_in: SignIn, file: str) -> None:
    on = publication(bureau, file)
    client = sign_in("protection", "protection")
    client.post(f"/file/{file}/redact/{only(file)}/", {"on": on, "keep": "yes", **BOXES})
    copy = only(file, "publication.redacted")

    page = client.get(f"/file/{file}/picture/{copy}/").content.decode()
    original = client.get(f"/file/{file}/picture/{only(file)}/").content.decode()
    answer = client.post(f"/file/{file}/cover/{copy}/")

    assert f'action="/file/{file}/cover/{copy}/"' in page
    assert "/cover/" not in original
    assert answer.status_code == 422
    assert "Two different people must approve this publication" in answer.content.decode()
    assert client.post(f"/file/{file}/cover/{only(file)}/").status_code == 404
    assert client.get(f"/file/{file}/cover/{copy}/").status_code == 405


BOXES = {"left": "16", "top": "16", "width": "32", "height": "40"}
