"""Printing: read first, nothing withheld goes out as a dash, nothing chosen that nobody wrote down."""

from __future__ import annotations

import dataclasses
from typing import Any

import pypdfium2
import pytest
from tests.conftest import NOW, Bureau
from tests.formats.papers.invented import FONTS
from tests.office import forms
from tests.office.forms import said

from nansen.casefile.model import Case, Officer
from nansen.errors import Fault, Forbidden, NotFound, Rejected
from nansen.formats.papers import catalogue
from nansen.formats.papers.picking import Choice
from nansen.office import despatch, papers, read, register, write
from nansen.office.papers import Order
from nansen.statements.model import Act, Kind, Statement
from nansen.statements.values import Code, Name, Text

pytestmark = [
    pytest.mark.db,
    pytest.mark.skipif(not (FONTS[0] / "NotoSansKR_700Bold.ttf").is_file(), reason="no fonts: run `make assets`"),
]
WORK: dict[str, Any] = {"purpose": "intake", "now": NOW}
CARD = Order(paper="capture_card", languages=("uk", "ko"))
TWO = (
    said("person.surname", Name("Кім")),
    said("person.name_original", Name("김철", "Hang"), lang="ko"),
    said("health.state", Code("sick")),
)


@pytest.fixture
def file(bureau: Bureau) -> str:
    kept = forms.opened(bureau["registrar"], "Kim Chol", *TWO)
    more = said("person.surname", Name("Кін"))
    write.record(forms.capture(bureau["registrar"], more, file=kept.file), officer=bureau["registrar"])
    return kept.file


def trusted(officer: Officer, file: str) -> Officer:
    return dataclasses.replace(officer, assigned=frozenset({file}))


def shown(file: str, officer: Officer) -> Case:
    return read.case(file, officer=officer, **WORK).case


def text(pdf: bytes) -> str:
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    return "".join(pages).replace("\u2068", "").replace("\u2069", "").replace("\u200b", "")


def test_a_card_is_printed_after_an_entry_that_names_it(bureau: Bureau, file: str) -> None:
    officer = trusted(bureau["registrar"], file)

    pdf = papers.print_(file, CARD, officer=officer, **WORK)

    entry = register.entry(forms.last())
    assert (entry.act, entry.form, entry.shown, entry.by) == (Act.READ, "print:capture_card", (file,), officer.staff)
    assert pdf.startswith(b"%PDF")
    assert "김철" in text(pdf)


def test_a_contested_name_is_a_dash_until_a_recorded_spelling_is_chosen(bureau: Bureau, file: str) -> None:
    officer = trusted(bureau["registrar"], file)
    case = shown(file, officer)
    (pick,) = papers.picks(case, catalogue.paper("capture_card"), Choice())

    assert (pick.term, pick.many, pick.contested) == ("person.surname", False, True)
    assert [one.statement.value for one in pick.said] == [Name("Кім"), Name("Кін")]
    without = text(papers.print_(file, CARD, officer=officer, **WORK))
    assert "Кім" not in without
    assert "Кін" not in without
    choice = Choice(chosen={"person.surname": (pick.said[0].statement.id,)})
    chosen = text(papers.print_(file, dataclasses.replace(CARD, choice=choice), officer=officer, **WORK))
    assert "Кім" in chosen
    assert "Кін" not in chosen


def test_a_spelling_that_nobody_wrote_down_is_not_printed(bureau: Bureau, file: str) -> None:
    order = dataclasses.replace(CARD, choice=Choice(chosen={"person.surname": ("elsewhere.0",)}))

    with pytest.raises(Rejected) as refusal:
        papers.print_(file, order, officer=trusted(bureau["registrar"], file), **WORK)

    assert refusal.value.faults == (Fault("person.surname", "statements of this file that stand", "others"),)


def test_what_is_withheld_is_no_dash_but_a_refusal(bureau: Bureau, file: str) -> None:
    registrar = bureau["registrar"]  # not assigned: a state of health is withheld from him, without a mark
    offers = papers.offers(shown(file, registrar), officer=registrar, purpose="intake")

    assert {one.paper.name for one in offers if one.open} == {
        "identity_document", "letter_card", "capture_tag",
    }  # fmt: skip
    with pytest.raises(Forbidden, match="You may not see all that this carries"):
        papers.print_(file, CARD, officer=registrar, **WORK)


def test_who_may_not_know_of_a_file_prints_nothing_of_it(bureau: Bureau, file: str) -> None:
    with pytest.raises(NotFound, match=read.HIDDEN):
        papers.print_(file, CARD, officer=bureau["registrar2"], **WORK)
    with pytest.raises(NotFound, match="no paper of that name"):
        papers.print_(file, dataclasses.replace(CARD, paper="passport"), officer=bureau["registrar"], **WORK)


def test_a_rejected_man_has_no_certificate(bureau: Bureau, file: str) -> None:
    doctor = trusted(bureau["medical"], file)
    decider = trusted(bureau["decider"], file)

    def offered() -> list[bool]:
        case = read.case(file, officer=decider, purpose="protection", now=NOW).case
        found = papers.offers(case, officer=decider, purpose="protection")
        return [one.open for one in found if one.paper.name == "repatriation_certificate"]

    assert offered() == [False]  # the commission has decided nothing yet
    for decision, has in (("A", True), ("rejected", False)):
        said_ = said("mmc.decision", Code(decision), item="mmc")
        write.record(forms.capture(doctor, said_, file=file, form="mmc", purpose="care"), officer=doctor)
        assert offered() == [has]


def test_a_notification_of_death_is_for_the_dead(bureau: Bureau, file: str) -> None:
    officer = bureau["registrar"]

    def offered(of: str) -> list[bool]:
        found = papers.offers(shown(of, officer), officer=officer, purpose="intake")
        return [one.open for one in found if one.paper.name == "death_notice"]

    assert offered(file) == [False]
    with pytest.raises(Rejected, match="a file that calls for this paper"):
        papers.print_(file, dataclasses.replace(CARD, paper="death_notice"), officer=officer, **WORK)
    died = said("death.cause", Text("Illness"))
    write.record(forms.capture(officer, died, file=file, form="death"), officer=officer)
    assert offered(file) == [True]
    assert offered(forms.opened(officer, "Nobody", kind=Kind.REMAINS).file) == [True]


def test_a_bar_stops_the_press(bureau: Bureau, file: str) -> None:
    officer = trusted(bureau["registrar"], file)
    unsigned = (
        said("message.type", Code("CAPTURE"), item="m"),
        said("message.to", Code("cta"), item="m"),
        said("message.exported_at", despatch.instant(NOW), item="m"),
    )
    entry = write.draft(file, unsigned, kind=Kind.CAPTIVE, form="message", officer=officer, **WORK)
    write.keep([entry])

    with pytest.raises(Rejected) as refusal:
        papers.print_(file, CARD, officer=officer, **WORK)

    assert refusal.value.faults == (Fault("law", "nothing that stops it under gc3-122-authentic", "BAR"),)
    assert [block.rule.id for block in papers.against(file, "capture_card", now=NOW) if block.stops] == [
        "gc3-122-authentic"
    ]
    assert papers.against(file, "letter_card", now=NOW) == ()
    assert papers.print_(file, dataclasses.replace(CARD, paper="letter_card"), officer=officer, **WORK)


@pytest.mark.parametrize(
    ("statements", "tongues"),
    [
        ((), ()),
        ((said("person.language", Code("ru")), said("person.language", Code("ko-KP"))), ("ru", "ko")),
        ((said("person.language", Code("de")),), ()),
    ],
)
def test_his_languages_are_those_that_he_said_and_papers_know(
    bureau: Bureau, statements: tuple[Statement, ...], tongues: tuple[str, ...]
) -> None:
    kept = forms.opened(bureau["registrar"], "Kim Chol", *statements)

    assert papers.tongues(shown(kept.file, bureau["registrar"])) == tongues


def test_one_of_two_relatives_is_chosen(bureau: Bureau, file: str) -> None:
    officer = trusted(bureau["registrar"], file)
    kin = (said("kin.name", Name("Sun Hui"), item="a"), said("kin.name", Name("Yong Ho"), item="b"))
    write.record(forms.capture(officer, *kin, file=file, form="kin"), officer=officer)
    case, paper = shown(file, officer), catalogue.paper("capture_card")
    _, second = papers.items(case, paper)["kin"]

    order = dataclasses.replace(CARD, choice=Choice(items={"kin": second}))

    assert papers.items(case, paper) == {"kin": case.items("kin")}
    assert "Yong Ho" in text(papers.print_(file, order, officer=officer, **WORK))
    assert "Yong Ho" not in text(papers.print_(file, CARD, officer=officer, **WORK))


def test_the_same_answer_twice_is_nothing_to_choose(bureau: Bureau, file: str) -> None:
    officer = trusted(bureau["registrar"], file)
    power = tuple(said("power.country", Code("KP"), item=item) for item in ("a", "b"))
    write.record(forms.capture(officer, *power, file=file), officer=officer)

    found = papers.picks(shown(file, officer), catalogue.paper("capture_card"), Choice())

    assert [pick.term for pick in found] == ["person.surname"]
