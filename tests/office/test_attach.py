"""Pictures beside a file: one commit with their entry, sealed, opened after a read entry, given away only covered."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction
from PIL import Image, ImageDraw
from tests.conftest import NOW, Bureau
from tests.office import forms

from nansen.casefile import fold
from nansen.errors import Broken, Forbidden, NotFound, Rejected
from nansen.formats.pictures import Box
from nansen.ledger import seal
from nansen.office import attach, check, keys, prove, rebuild, register, write
from nansen.statements import terms
from nansen.statements.model import Entry, Kind, Sensitivity
from nansen.statements.values import Attachment as Named
from nansen.statements.values import Code, Text, Value
from nansen.store.models import Attachment

pytestmark = pytest.mark.db
BOX = Box(16, 16, 32, 40)


def drawn(colour: str = "sienna") -> bytes:
    """Return a small drawn picture, of nobody."""
    image = Image.new("RGB", (96, 80), "lightsteelblue")
    ImageDraw.Draw(image).ellipse((20, 20, 44, 52), fill=colour)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def file(bureau: Bureau) -> str:
    return forms.opened(bureau["registrar"], "Kim Chol").file


def photo(bureau: Bureau, file: str, data: bytes | None = None, id_: str | None = None) -> Entry:
    return attach.keep(
        file,
        data or drawn(),
        "person.photo",
        "",
        officer=bureau["registrar"],
        purpose="intake",
        now=NOW,
        form="capture",
        id_=id_,
    )


def published(bureau: Bureau, file: str) -> tuple[str, str]:
    """Return the item of a publication and the id of the picture in it."""
    officer = bureau["protection"]
    said = forms.said("publication.channel", Text("A channel"), item="post")
    entry = forms.capture(officer, said, file=file, purpose="protection", form="publication")
    (kept,) = write.record(entry, officer=officer)
    item = f"{kept.id}/post"
    brought = attach.keep(
        file,
        drawn(),
        "publication.picture",
        item,
        officer=officer,
        purpose="protection",
        now=NOW,
        form="publication",
    )
    return item, named(brought).id


def named(entry: Entry) -> Named:
    value = entry.statements[0].value
    assert isinstance(value, Named)
    return value


def covered(bureau: Bureau, file: str, item: str, id_: str, box: Box = BOX) -> Entry:
    return attach.redact(file, id_, [box], item, officer=bureau["protection"], purpose="protection", now=NOW)


def image(opened: attach.Opened) -> Image.Image:
    return Image.open(io.BytesIO(opened.data)).convert("RGB")


def test_a_picture_is_kept_with_its_entry_and_opened_by_who_may_see_it(bureau: Bureau, file: str) -> None:
    kept = photo(bureau, file)

    opened = attach.open_(file, named(kept).id, officer=bureau["registrar"], purpose="intake", now=NOW)

    assert (opened.media_type, len(opened.data)) == (named(kept).media_type, named(kept).size)
    assert image(opened).tobytes() == Image.open(io.BytesIO(drawn())).tobytes()
    read = register.entry(opened.read)
    assert (read.form, read.shown, read.opened) == ("read:picture", (file,), Sensitivity.S4)
    assert read.reason == f"picture {named(kept).id}"
    assert kept.statements == register.entry(kept.number or 0).statements


def test_a_picture_stands_in_the_database_only_sealed(bureau: Bureau, file: str) -> None:
    photo(bureau, file)

    (sealed,) = Attachment.objects.values_list("sealed", flat=True)

    assert b"PNG" not in bytes(sealed)
    if (database := bureau.data / "register.db").exists():
        assert not any(b"IHDR" in part.read_bytes() for part in bureau.data.iterdir())
        assert database.exists()


def test_who_may_not_see_the_term_is_told_that_there_is_nothing_and_leaves_no_entry(bureau: Bureau, file: str) -> None:
    id_ = named(photo(bureau, file)).id
    size = prove.size()

    for role, purpose in (("registrar2", "intake"), ("protection", "protection"), ("tracing", "tracing")):
        with pytest.raises(NotFound):
            attach.open_(file, id_, officer=bureau[role], purpose=purpose, now=NOW)
    with pytest.raises(NotFound):
        attach.open_(file, "0" * 32, officer=bureau["registrar"], purpose="intake", now=NOW)

    assert prove.size() == size


def test_a_picture_of_one_file_is_not_found_under_another(bureau: Bureau, file: str) -> None:
    id_ = named(photo(bureau, file)).id
    other = forms.opened(bureau["registrar"], "Rim Song").file

    with pytest.raises(NotFound):
        attach.open_(other, id_, officer=bureau["registrar"], purpose="intake", now=NOW)

    assert named(photo(bureau, other)).id != id_


@pytest.mark.parametrize(
    ("role", "purpose", "term", "form", "error"),
    [
        ("registrar2", "intake", "person.photo", "capture", NotFound),
        ("registrar", "intake", "publication.picture", "publication", NotFound),
        ("registrar", "intake", "person.photo", "papers", Rejected),
        ("registrar", "intake", "person.surname", "capture", Rejected),
        ("registrar", "intake", "publication.redacted", "capture", Rejected),
    ],
)
def test_what_is_not_his_to_add_is_refused_and_nothing_is_kept(
    bureau: Bureau, file: str, role: str, purpose: str, term: str, form: str, error: type[Exception]
) -> None:
    before = forms.counts()

    with pytest.raises(error):
        attach.keep(file, drawn(), term, "", officer=bureau[role], purpose=purpose, now=NOW, form=form)

    assert forms.counts() == before


def test_what_is_no_picture_is_refused_and_nothing_is_kept(bureau: Bureau, file: str) -> None:
    before = forms.counts()

    with pytest.raises(Rejected):
        photo(bureau, file, b"only words")

    assert forms.counts() == before


def test_a_page_sent_twice_is_kept_once_and_one_sent_again_with_another_picture_is_refused(
    bureau: Bureau, file: str
) -> None:
    first = photo(bureau, file, id_="a" * 32)
    before = forms.counts()

    again = photo(bureau, file, id_="a" * 32)
    with pytest.raises(Rejected):
        photo(bureau, file, drawn("navy"), id_="a" * 32)

    assert (again, forms.counts()) == (first, before)


def test_the_same_picture_in_two_entries_is_one_row(bureau: Bureau, file: str) -> None:
    ids = {named(photo(bureau, file)).id for _ in range(2)}

    assert len(ids) == 1
    assert Attachment.objects.count() == 1
    assert check.ledger().faults == ()


def test_a_refusal_of_the_ledger_leaves_no_picture(bureau: Bureau, file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise Broken("the disk is full")

    monkeypatch.setattr(write, "_keep_rows", stop)
    before = forms.counts()

    with pytest.raises(Broken):
        photo(bureau, file)

    assert forms.counts() == before


def test_a_covered_copy_is_kept_with_its_boxes_and_the_original_stays(bureau: Bureau, file: str) -> None:
    item, id_ = published(bureau, file)

    entry = covered(bureau, file, item, id_)

    copy, where = entry.statements
    assert (copy.term, where.term, copy.item) == ("publication.redacted", "publication.boxes", item)
    assert where.value == Text(f"{id_}: 16,16,32,40")
    officer = bureau["protection"]
    shown = image(attach.open_(file, named(entry).id, officer=officer, purpose="protection", now=NOW))
    assert shown.crop((16, 16, 48, 56)).tobytes() == bytes(32 * 40 * 3)
    assert shown.getpixel((80, 70)) == (176, 196, 222)
    original = attach.open_(file, id_, officer=officer, purpose="protection", now=NOW)
    assert image(original).getpixel((32, 36)) == (160, 82, 45)


def test_a_second_copy_replaces_the_first_which_stays_in_the_record(bureau: Bureau, file: str) -> None:
    item, id_ = published(bureau, file)
    first = covered(bureau, file, item, id_)

    second = covered(bureau, file, item, id_, Box(0, 0, 96, 80))

    case = fold.of(register.entries(file), dictionary=terms.shipped())
    line = case.line("publication.redacted", item)
    assert line is not None
    assert [said.statement.value for said in line.standing] == [named(second)]
    assert [said.statement.value for said in line.said] == [named(first), named(second)]


def test_who_may_not_publish_covers_nothing_and_an_unknown_publication_takes_no_copy(bureau: Bureau, file: str) -> None:
    item, id_ = published(bureau, file)
    before = forms.counts()

    for role, purpose, into in (("registrar", "intake", item), ("protection", "protection", f"{'0' * 32}/post")):
        with pytest.raises(NotFound):
            attach.redact(file, id_, [BOX], into, officer=bureau[role], purpose=purpose, now=NOW)

    assert forms.counts() == before


@pytest.mark.parametrize("signed", [(), ("basis",), ("approver",), ("basis", "approver")])
@pytest.mark.parametrize("approved", [False, True])
def test_only_the_covered_copy_of_an_approved_publication_leaves(
    bureau: Bureau, file: str, approved: bool, signed: tuple[str, ...]
) -> None:
    item, id_ = published(bureau, file)
    values: dict[str, Value] = {"basis": Code("investigation"), "approver": Text("A. Orlan")}
    copy = named(covered(bureau, file, item, id_))
    said = [forms.said(f"publication.{name}", values[name], item=item) for name in signed]
    if said:
        write.keep([forms.capture(bureau["protection"], *said, file=file, purpose="protection", form="publication")])
    ask: Callable[[], attach.Opened] = lambda: attach.derivative(  # noqa: E731
        file, item, approved=approved, officer=bureau["protection"], purpose="protection", now=NOW
    )

    if approved and len(signed) == 2:
        assert (len(ask().data), register.entry(forms.last()).form) == (copy.size, "read:derivative")
    else:
        with pytest.raises(Forbidden):
            ask()


def test_a_publication_without_a_copy_gives_nothing_and_with_two_copies_neither(bureau: Bureau, file: str) -> None:
    item, id_ = published(bureau, file)
    officer = bureau["protection"]
    asked = {"approved": True, "officer": officer, "purpose": "protection", "now": NOW}
    with pytest.raises(NotFound):
        attach.derivative(file, item, **asked)  # type: ignore[arg-type]
    signed = [
        forms.said("publication.basis", Code("investigation"), item=item),
        forms.said("publication.approver", Text("A. Orlan"), item=item),
    ]
    write.keep([forms.capture(officer, *signed, file=file, purpose="protection", form="publication")])
    copy = named(covered(bureau, file, item, id_))
    other = replace(copy, id="b" * 32)
    second = forms.said("publication.redacted", other, item=item)
    write.keep([forms.capture(officer, second, file=file, purpose="protection", form="publication")])

    with pytest.raises(Forbidden):
        attach.derivative(file, item, **asked)  # type: ignore[arg-type]


def test_the_pages_offer_only_the_terms_that_his_forms_carry(bureau: Bureau, file: str) -> None:
    def offered(role: str, purpose: str) -> dict[str, str]:
        return attach.terms_of(bureau[role], Kind.CAPTIVE, "north", file, purpose=purpose)

    assert offered("registrar", "intake") == {
        "person.photo": "capture",
        "document.image": "papers",
        "effects.image": "effects",
    }
    assert offered("protection", "protection") == {"publication.picture": "publication"}
    assert offered("medical", "care") == {}


def test_a_register_is_rebuilt_with_its_pictures(bureau: Bureau, file: str) -> None:
    kept = named(photo(bureau, file))
    before = list(Attachment.objects.values())

    list(rebuild.rows())

    assert list(Attachment.objects.values()) == before
    assert rebuild.difference() == []
    assert attach.open_(file, kept.id, officer=bureau["registrar"], purpose="intake", now=NOW).media_type == "image/png"


def test_a_check_names_a_picture_that_is_missing_and_its_page_is_none(bureau: Bureau, file: str) -> None:
    kept = photo(bureau, file)
    forms.unprotected("store_attachment")
    forms.run("DELETE FROM store_attachment")

    verdict = check.ledger()

    assert [(fault.where, fault.found) for fault in verdict.faults] == [(f"entry {kept.number}", "none")]
    with pytest.raises(Broken):
        attach.open_(file, named(kept).id, officer=bureau["registrar"], purpose="intake", now=NOW)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE store_attachment SET sealed = (SELECT wrapped FROM store_key ORDER BY file LIMIT 1)",
        "UPDATE store_attachment SET sealed = (SELECT sealed FROM store_body WHERE number = 0)",
    ],
)
def test_a_check_names_a_picture_that_was_altered(bureau: Bureau, file: str, sql: str) -> None:
    kept = named(photo(bureau, file))
    forms.unprotected("store_attachment")
    forms.run(sql)

    verdict = check.ledger()

    assert [fault.where for fault in verdict.faults] == [f"attachment {kept.id[:8]}"]


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE store_attachment SET file = 'another'", ["entry", "attachment"]),
        ("UPDATE store_attachment SET id = 'another'", ["entry", "attachment"]),
    ],
)
def test_a_check_names_a_picture_that_no_entry_names(bureau: Bureau, file: str, sql: str, told: list[str]) -> None:
    photo(bureau, file)
    forms.unprotected("store_attachment")
    forms.run(sql)

    assert [fault.where.split()[0] for fault in check.ledger().faults] == told


def test_one_picture_cannot_be_put_in_the_place_of_another(bureau: Bureau, file: str) -> None:
    one, other = named(photo(bureau, file)), named(photo(bureau, file, drawn("navy")))
    forms.unprotected("store_attachment")
    rows = dict(Attachment.objects.values_list("id", "sealed"))
    forms.run("UPDATE store_attachment SET sealed = %s WHERE id = %s", rows[other.id], one.id)

    with pytest.raises(Broken):
        attach.open_(file, one.id, officer=bureau["registrar"], purpose="intake", now=NOW)


def test_not_even_who_has_the_key_can_put_another_picture_under_what_the_ledger_names(
    bureau: Bureau, file: str
) -> None:
    kept = named(photo(bureau, file))
    aad = attach._aad(file, kept.id, kept.media_type)
    forged = seal.close(keys.of_file(file), drawn("navy"), aad=aad, nonce=bytes(seal.NONCE_BYTES))
    forms.unprotected("store_attachment")
    forms.run("UPDATE store_attachment SET sealed = %s", forged)

    with pytest.raises(Broken, match="not the one that the ledger names"):
        attach.open_(file, kept.id, officer=bureau["registrar"], purpose="intake", now=NOW)
    assert [fault.where for fault in check.ledger().faults] == [f"attachment {kept.id[:8]}"]


def test_the_check_goes_on_over_acts_that_do_not_open(bureau: Bureau, file: str) -> None:
    photo(bureau, file)
    forms.unprotected("store_body")
    forms.run("UPDATE store_body SET entry_id = 'x' WHERE number = 0")

    assert list(attach.faults()) == []


@pytest.mark.parametrize("act", ["UPDATE store_attachment SET file = file", "DELETE FROM store_attachment"])
def test_the_database_refuses_to_change_or_delete_a_picture(bureau: Bureau, file: str, act: str) -> None:
    photo(bureau, file)
    overwrites = (
        ["TRUNCATE store_attachment"]
        if connection.vendor == "postgresql"
        else ["INSERT OR REPLACE INTO store_attachment SELECT * FROM store_attachment"]
    )

    for sql in (act, *overwrites):
        with pytest.raises(DatabaseError, match="the ledger only grows"), transaction.atomic():
            forms.run(sql)

    assert Attachment.objects.count() == 1
