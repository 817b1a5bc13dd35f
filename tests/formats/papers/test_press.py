"""The PDF itself: its text, its standards, nothing out of its place, the same bytes for the same sheets."""

from __future__ import annotations

import ctypes
import json
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw  # type: ignore[import-untyped]
import pytest
import typst
from tests.formats.papers import invented
from tests.formats.papers.invented import FONTS, said

from nansen.casefile.model import Case
from nansen.errors import Misconfigured, Rejected
from nansen.formats.papers import catalogue, extents, press, sheets, wording
from nansen.formats.papers.model import Filled, Mark, Paper, Piece, Sheet

pytestmark = pytest.mark.skipif(
    not (FONTS[0] / "NotoSansKR_700Bold.ttf").is_file(), reason="the fonts are not built: run `make assets`"
)
PAPERS = tuple(catalogue.shipped())
TONGUES = (("uk", "ko", "ar"), ("ru", "fr", "en"), ("ar", "fr", "ru"))
WORDS = ("Щербаковський-Широкожитомирський ", "가나다라마바사 ", "Wolfeschlegelsteinhausenbergerdorff ", "Xy")


def sheet(paper: str, *languages: str, case: Case | None = None, own_copy: bool = False) -> Sheet:
    return sheets.of(
        case or invented.case(), catalogue.paper(paper), languages=languages or ("uk", "ko"),
        issued_on=invented.ISSUED, office=invented.OFFICE, own_copy=own_copy,
    )  # fmt: skip


def texts(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def text(pdf: bytes) -> str:
    kept = "".join(texts(pdf)).replace("\u2068", "").replace("\u2069", "").replace("\u200b", "")
    return " ".join(kept.split())


def nasty() -> Case:
    return invented.case(
        said("person.surname", "#panic() *x* $y$ <z> @a \\u{41}"),
        said("person.name_original", "محمد بن عبد الله"),
        said("person.name_original", "Олександр Їжак"),
        said("person.name_original", "გიორგი"),
        said("person.first_names", "O\u0308mer \u200d"),
        without=frozenset({"person.surname", "person.first_names"}),
    )


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("languages", TONGUES)
def test_every_paper_prints_every_script_and_takes_mark_up_for_plain_words(
    paper: str, languages: tuple[str, ...]
) -> None:
    found = text(press.pdf([sheet(paper, *languages, case=nasty(), own_copy=True)], fonts=FONTS))

    # The reader gives lines that run from the right back to front, word by word; the sheet itself is right.
    assert ("panic" if languages[0] == "ar" else "#panic() *x* $y$ <z> @a \\u{41}") in found
    if "own_script" in {field.name for field in catalogue.paper(paper).fields}:
        assert "리철수" in found
        assert "Олександр" in found
        assert "Їжак" in found
        assert "გიორგი" in found


def test_a_name_in_arabic_is_in_the_text_of_the_card() -> None:
    alone = invented.case(said("person.name_original", "محمد"), without=frozenset({"person.name_original"}))

    found = text(press.pdf([sheet("capture_card", "ar", "fr", case=alone)], fonts=FONTS))

    assert "محمد" in found


@pytest.mark.parametrize("paper", PAPERS)
def test_every_sheet_has_the_size_of_its_paper(paper: str) -> None:
    row = catalogue.paper(paper)

    pages = pypdfium2.PdfDocument(press.pdf([sheet(paper)], fonts=FONTS))

    assert len(pages) == (2 if paper in {"capture_card", "letter_card"} else 1)
    for page in pages:
        assert [round(side / 72 * 25.4, 1) for side in page.get_size()] == [row.width_mm, row.height_mm]


def full(paper: Paper, languages: tuple[str, ...], word: str, share: float = 1.0) -> Sheet:
    """Return a sheet with every place filled to the last sign of its room, or of a share of it."""
    fields = []
    for place in paper.fields:
        words = ""
        while sheets.width(words) + 4 <= place.room * share - 1:
            words += word[len(words) % len(word)]
        codes = place.terms[0].codes
        marks = tuple(
            Mark(wording.named(code, term=place.terms[0], languages=languages), code in {"sick", "A"})
            for code in (codes.labels if place.marks and codes else ())
        )
        answers = () if place.marks else ((Piece(words),),)
        fields.append(Filled(name=place.name, marks=marks, answers=answers))
    return Sheet(
        paper=paper, languages=languages, issued_on=invented.ISSUED, office=("Office " * 12)[:80], fields=tuple(fields)
    )


def overflowing(*filled: Sheet) -> list[str]:
    """Return the places whose words are larger than they are, in the smallest letters or those taken for sure."""
    found = typst.query(
        str(catalogue.FOLDER / "main.typ"), "<overflow>", root=str(catalogue.FOLDER), ignore_system_fonts=True,
        font_paths=[str(folder) for folder in FONTS], sys_inputs={"data": press.data(filled), "proof": "yes"},
    )  # fmt: skip
    return [row["value"] for row in json.loads(found)]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("languages", TONGUES)
@pytest.mark.parametrize("word", WORDS)
def test_nothing_leaves_its_place_however_long(paper: str, languages: tuple[str, ...], word: str) -> None:
    filled = full(catalogue.paper(paper), languages, word)

    assert overflowing(filled) == []


@pytest.mark.parametrize("paper", PAPERS)
def test_what_is_not_measured_fits_however_much_there_is(paper: str) -> None:
    words = (*WORDS, "Wi Mm Щы ", "عبد الصمد بن ", "12 / 7 · ")
    shares = (0.07, 0.14, 0.2, 0.3, 0.4, 0.55, 0.75)

    filled = [full(catalogue.paper(paper), TONGUES[0][:2], word, share) for word in words for share in shares]

    assert overflowing(*filled) == []


def test_the_proof_sees_a_place_that_was_not_measured_and_does_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extents, "_SPARE", 0.6)

    found = overflowing(full(catalogue.paper("capture_card"), ("uk", "ko"), "Щербаковський ", 0.5))

    assert "surname" in found


def test_the_measure_of_places_sees_what_does_not_fit() -> None:
    card = sheet("capture_card")
    crammed = Filled(name="surname", answers=((Piece("W" * 2000),),))
    fields = tuple(crammed if field.name == "surname" else field for field in card.fields)

    found = overflowing(Sheet(paper=card.paper, languages=card.languages, issued_on=card.issued_on, office="O",
                              fields=fields))  # fmt: skip

    assert found == ["surname"]


def test_what_has_no_room_is_printed_in_full_on_the_sheet_that_follows() -> None:
    story = "He was found by the stream. " * 60
    case = invented.case(said("death.circumstances", story))

    pages = texts(press.pdf([sheet("death_notice", "en", "ko", case=case)], fonts=FONTS))

    assert "see the sheet that follows" in " ".join(pages[0].split())
    assert " ".join("".join(pages[1:]).split()).count("by the stream.") == 60
    assert "by the stream" not in pages[0]


@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_above_the_ceiling_is_in_what_typst_reads_or_in_the_bytes(paper: str) -> None:
    filled = sheet(paper, own_copy=True)

    assert "Secret" not in press.data([filled])
    assert "AB_pos" not in press.data([filled])
    assert "Secret" not in text(press.pdf([filled], fonts=FONTS))


def test_a_paper_that_does_not_name_a_thing_does_not_carry_it() -> None:
    card = press.data([sheet("capture_card")])

    for words in ("94th brigade", "lower jaw", "Sepsis", "95th brigade", "T-000 412", "trench"):
        assert words not in card


def test_dashes_stand_for_what_nobody_answered() -> None:
    empty = invented.case(without=frozenset({*invented.HIM, *invented.PLACES} - {"person.surname"}))

    back = texts(press.pdf([sheet("capture_card", case=empty)], fonts=FONTS))[1]

    assert back.count("—") == len(catalogue.paper("capture_card").fields) - 1


def test_the_file_claims_pdf_a_2a_and_pdf_ua_1_and_names_nobody() -> None:
    made = press.pdf([sheet("capture_card", "en", "ko")], fonts=FONTS)
    document = pypdfium2.PdfDocument(made)

    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert document.get_metadata_dict(skip_empty=True) | {"Creator": ""} == {
        "Title": "Capture card", "Creator": "", "CreationDate": "D:20250112000000Z", "ModDate": "D:20250112000000Z",
    }  # fmt: skip
    assert language(document) == "en"


def language(document: Any) -> str:  # noqa: ANN401
    size = pypdfium2.raw.FPDFCatalog_GetLanguage(document, None, 0)
    room = (ctypes.c_ushort * size)()
    pypdfium2.raw.FPDFCatalog_GetLanguage(document, room, size)
    return "".join(chr(unit) for unit in room if unit)


def test_the_same_sheets_give_the_same_bytes_also_from_a_new_press() -> None:
    heap = [sheet("capture_card"), sheet("death_notice", "ar", "fr")]

    first = press.pdf(heap, fonts=FONTS)
    press.pdf([sheet("capture_tag")], fonts=FONTS)
    fresh = press.Press(FONTS).press(press.data(heap), press.dated(heap))

    assert first == press.pdf(heap, fonts=FONTS) == fresh


def test_papers_of_different_sizes_make_one_file_under_a_common_title() -> None:
    document = pypdfium2.PdfDocument(press.pdf([sheet(paper, "en", "ko") for paper in PAPERS], fonts=FONTS))

    assert len(document) == 8
    assert document.get_metadata_value("Title") == "Papers"


def test_our_own_copy_says_so() -> None:
    assert "Наш примірник: не надсилати" in text(press.pdf([sheet("capture_tag", own_copy=True)], fonts=FONTS))
    assert "Наш примірник" not in text(press.pdf([sheet("capture_tag")], fonts=FONTS))


@pytest.mark.parametrize("place", [1, 2, 3])
def test_a_letter_that_no_font_holds_is_refused_by_the_number_of_its_sheet_without_the_text(place: int) -> None:
    odd = invented.case(said("service.rank", "Secret \U0001f600"), without=frozenset({"service.rank"}))
    heap = [sheet("capture_card", case=odd if number == place else None) for number in (1, 2, 3)]

    with pytest.raises(Rejected) as refused:
        press.pdf(heap, fonts=FONTS)

    assert str(refused.value) == f"sheet {place}: expected letters that the fonts hold, found others"
    assert refused.value.__suppress_context__


def test_any_other_fault_of_the_press_is_not_taken_for_a_letter() -> None:
    row = sheet("capture_card")
    bare = Sheet(paper=row.paper, languages=row.languages, issued_on=row.issued_on, office="O", fields=())

    with pytest.raises(typst.TypstError):
        press.pdf([bare], fonts=FONTS)


def test_no_sheets_are_no_paper() -> None:
    with pytest.raises(Rejected, match="at least one sheet"):
        press.pdf([], fonts=FONTS)


def test_a_folder_without_the_fonts_is_told_by_the_family(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="Noto Sans, Noto Sans Arabic, Noto Sans KR missing"):
        press.pdf([sheet("capture_card")], fonts=(tmp_path,))
