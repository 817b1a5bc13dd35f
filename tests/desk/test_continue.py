"""A form goes on with an earlier item: a stage of custody ends, a paper is looked at again; nothing is lost by it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from tests.conftest import Bureau
from tests.desk.test_pages import created

from nansen.casefile.model import Case, Standing
from nansen.desk.forms import build
from nansen.desk.forms.model import Earlier
from nansen.errors import NotFound
from nansen.office import prove, read
from nansen.statements.model import Kind
from nansen.statements.values import Code, Name, Place, Text, Value

pytestmark = pytest.mark.db
SignIn = Callable[..., Client]
STAGE = {
    "custody.custodian--custody1": "4th company",
    "custody.place--custody1.words": "the mill",
    "custody.began--custody1": "2026-02-27T15:00Z",
}
PAPER = {"document.kind--document1": "military_id", "document.status--document1": "genuine"}


def sent(client: Client, file: str, form: str, typed: dict[str, str]) -> None:
    answer = client.post(f"/file/{file}/form/{form}/", typed)
    assert answer.status_code == 302, answer.content.decode()


def case(bureau: Bureau, file: str, *, officer: str = "registrar") -> Case:
    return read.case(file, officer=bureau[officer], purpose="intake", now=bureau.now).case


def links(client: Client, file: str) -> list[tuple[str, str]]:
    """Return the forms and items of all links "Add to this" on the page of a file."""
    page = client.get(f"/file/{file}/").content.decode()
    return re.findall(rf'href="/file/{file}/form/([a-z]+)/\?on=([0-9a-f]{{32}}\.\d+)">Add to this', page)


def way(client: Client, file: str, form: str) -> str:
    (on,) = [on for name, on in links(client, file) if name == form]
    return on


def answers(held: Case, term: str) -> list[tuple[str, Value, Standing]]:
    return [
        (line.item, said.statement.value, said.standing)
        for line in held.lines.values()
        if line.term == term
        for said in line.said
    ]


def test_a_stage_of_custody_is_ended_where_it_was_begun(bureau: Bureau, sign_in: SignIn) -> None:
    client = sign_in("registrar", "intake")
    file = created(client)
    sent(client, file, "custody", STAGE)
    on = way(client, file, "custody")

    page = client.get(f"/file/{file}/form/custody/?on={on}").content.decode()
    sent(client, file, "custody", {"on": on, "custody.ended": "2026-02-28T09:00Z"})

    assert f'<input type="hidden" name="on" value="{on}">' in page
    assert "4th company" in page
    held = case(bureau, file)
    (item,) = held.items("custody")
    assert {term for one, term in held.lines if one == item} == {
        "custody.custodian", "custody.place", "custody.began", "custody.ended",
    }  # fmt: skip


def test_the_form_on_an_item_asks_for_its_group_once_and_for_nothing_else(bureau: Bureau, sign_in: SignIn) -> None:
    client = sign_in("registrar", "intake")
    file = created(client)
    sent(client, file, "papers", PAPER)
    on = way(client, file, "papers")

    page = client.get(f"/file/{file}/form/papers/?on={on}").content.decode()

    names = re.findall(r'name="([a-z_]+\.[a-z_]+[^"]*)\.absent"', page)
    assert len(names) == len(set(names)) > 5
    assert {name.partition(".")[0] for name in names} == {"document"}
    assert not any("--" in name for name in names)


def test_a_paper_is_judged_anew_and_both_judgements_stand(bureau: Bureau, sign_in: SignIn) -> None:
    client = sign_in("registrar", "intake")
    file = created(client)
    sent(client, file, "papers", PAPER)

    sent(client, file, "papers", {"on": way(client, file, "papers"), "document.status": "false"})

    held = case(bureau, file)
    (item,) = held.items("document")
    assert answers(held, "document.status") == [
        (item, Code("genuine"), Standing.STANDS),
        (item, Code("false"), Standing.STANDS),
    ]
    assert held.lines[item, "document.status"].contested


def test_what_corrects_replaces_and_the_corrected_is_kept(bureau: Bureau, sign_in: SignIn) -> None:
    client = sign_in("registrar", "intake")
    file = created(client)
    sent(client, file, "papers", PAPER)
    on = way(client, file, "papers")
    page = client.get(f"/file/{file}/form/papers/?on={on}").content.decode()
    offered = dict(re.findall(r'type="checkbox" name="(document\.[a-z_]+)\.corrects" value="([0-9a-f.]+)"', page))

    corrects = offered["document.status"]
    sent(client, file, "papers", {"on": on, "document.status": "false", "document.status.corrects": corrects})

    held = case(bureau, file)
    (item,) = held.items("document")
    assert set(offered) == {"document.kind", "document.status"}
    assert answers(held, "document.status") == [
        (item, Code("genuine"), Standing.REPLACED),
        (item, Code("false"), Standing.STANDS),
    ]
    assert not held.lines[item, "document.status"].contested


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({}, "what is right"),
        ({"document.status": "false", "document.status.corrects": "0" * 32 + ".0"}, "one statement that stands"),
    ],
)
def test_a_correction_of_nothing_or_by_nothing_is_a_fault(
    bureau: Bureau, sign_in: SignIn, typed: dict[str, str], expected: str
) -> None:
    client = sign_in("registrar", "intake")
    file = created(client)
    sent(client, file, "papers", PAPER)
    on = way(client, file, "papers")
    page = client.get(f"/file/{file}/form/papers/?on={on}").content.decode()
    (corrects,) = re.findall(r'name="document\.status\.corrects" value="([0-9a-f.]+)"', page)

    answer = client.post(f"/file/{file}/form/papers/", {"on": on, "document.status.corrects": corrects} | typed)

    assert answer.status_code == 422
    assert f"Expected: {expected}" in answer.content.decode()
    assert f'name="on" value="{on}"' in answer.content.decode()
    assert len(answers(case(bureau, file), "document.status")) == 1


def test_what_was_corrected_meanwhile_is_not_corrected_twice(bureau: Bureau, sign_in: SignIn) -> None:
    client = sign_in("registrar", "intake")
    file = created(client)
    sent(client, file, "papers", PAPER)
    on = way(client, file, "papers")
    page = client.get(f"/file/{file}/form/papers/?on={on}").content.decode()
    (corrects,) = re.findall(r'name="document\.status\.corrects" value="([0-9a-f.]+)"', page)
    typed = {"on": on, "document.status": "false", "document.status.corrects": corrects}
    sent(client, file, "papers", typed)

    again = client.post(f"/file/{file}/form/papers/", typed)

    assert again.status_code == 422
    assert len(answers(case(bureau, file), "document.status")) == 2


def test_an_item_that_is_not_there_is_not_found(bureau: Bureau, sign_in: SignIn) -> None:
    client = sign_in("registrar", "intake")
    file, other = created(client), created(client)
    sent(client, file, "papers", PAPER)
    on = way(client, file, "papers")
    surname = next(
        said.statement.id
        for line in case(bureau, file).lines.values()
        if line.term == "person.surname"
        for said in line.said
    )
    before = prove.files()

    refused = [
        client.get(f"/file/{other}/form/papers/?on={on}"),  # the item of another file
        client.get(f"/file/{file}/form/custody/?on={on}"),  # a form that asks nothing of a paper
        client.get(f"/file/{file}/form/capture/?on={surname}"),  # what belongs to no item
        client.get(f"/file/{file}/form/papers/?on=nonsense"),
        client.post(f"/file/{other}/form/papers/", {"on": on, "document.status": "false"}),
        client.get(f"/file/{file}/form/health/?on={on}"),  # a form that is not his
    ]

    assert {answer.status_code for answer in refused} == {404}
    assert prove.files() == before


def test_the_form_on_an_item_is_a_reading_and_leaves_its_entry(bureau: Bureau, sign_in: SignIn) -> None:
    client = sign_in("registrar", "intake")
    file = created(client)
    sent(client, file, "papers", PAPER)
    on = way(client, file, "papers")
    before = prove.size()

    client.get(f"/file/{file}/form/papers/?on={on}")
    client.get(f"/file/{file}/form/papers/")

    assert [leaf.act for _, leaf in prove.shown(before, prove.size())] == ["read"]


def test_only_who_may_fill_the_form_is_offered_to_add(bureau: Bureau, sign_in: SignIn) -> None:
    client = sign_in("registrar", "intake")
    file = created(client)
    sent(client, file, "papers", PAPER)
    sent(client, file, "custody", STAGE)
    sent(client, file, "kin", {"kin.name--kin1": "Мороз Олена", "card.to--card1": "family"})

    offered = sorted(form for form, _ in links(client, file))
    reader = links(sign_in("tracing", "tracing"), file)

    assert offered == ["custody", "kin", "kin", "papers"]
    assert reader == []


def test_a_file_is_offered_no_form_that_is_not_for_its_kind(bureau: Bureau, sign_in: SignIn) -> None:
    tracing, registrar = sign_in("tracing", "tracing"), sign_in("registrar", "intake")
    tracing.post("/search/", {"query": "Мороз"})
    file = tracing.post("/new/sought/", {"person.surname": "Мороз"}).headers["Location"].split("/")[2]

    page = registrar.get(f"/file/{file}/").content.decode()

    offered = re.findall(rf'href="(/file/{file}/form/[a-z]+/)"', page)
    assert offered == [f"/file/{file}/form/{form}/" for form in ("kin", "death")]
    assert {registrar.get(path).status_code for path in offered} == {200}


def test_an_address_holds_no_word_of_a_sender(bureau: Bureau, sign_in: SignIn) -> None:
    client = sign_in("registrar", "intake")
    file = created(client)
    sent(client, file, "papers", PAPER)

    page = client.get(f"/file/{file}/").content.decode()

    (item,) = case(bureau, file).items("document")
    assert item not in page


@pytest.mark.parametrize(("form", "group"), [("wish", "wish"), ("interview", "interview"), ("capture", "person")])
def test_a_wish_and_an_interview_are_never_added_to(form: str, group: str) -> None:
    with pytest.raises(NotFound):
        build.blank(form, Kind.CAPTIVE, on=Earlier(on="", key="a/b", group=group))


def test_each_group_that_repeats_is_added_to_by_the_smallest_form_that_asks_for_it() -> None:
    forms = tuple(build.tables())

    assert build.adding(Kind.CAPTIVE, forms) == {
        "document": "papers", "custody": "custody", "escape": "custody", "kin": "kin", "card": "kin",
        "finding": "medical", "weighing": "health", "care": "medical", "power": "capture", "account": "effects",
        "asylum": "risk", "parole": "disposition",
        **{
            name: name
            for name in (
                "effects", "legal", "risk", "publication", "transfer", "disposition", "mmc", "measure",
                "discipline", "complaint", "mail", "testimony",
            )
        },
    }  # fmt: skip
    assert build.adding(Kind.PLACE, forms) == {"camp_event": "camp"}
    assert build.adding(Kind.POLICY, forms) == {"office": "office"}
    assert build.adding(Kind.SOUGHT, ("tracing",)) == {"kin": "tracing", "external": "tracing"}
    assert build.adding(Kind.CAPTIVE, ("wish", "interview")) == {}


def test_the_text_of_a_form_on_an_item_comes_back_under_the_items_own_key() -> None:
    earlier = Earlier(on="e.0", key="e/paper", group="document")

    form = build.blank("papers", Kind.CAPTIVE, typed={"document.number": "AB 1"}, on=earlier)
    found, _ = build.statements(form)

    assert [(one.term, one.item, one.value, one.replaces) for one in found] == [
        ("document.number", "e/paper", Text("AB 1"), "")
    ]
    assert form.on == "e.0"


def test_a_capture_card_is_taken_with_next_of_kin_and_the_camp(bureau: Bureau, sign_in: SignIn) -> None:
    client = sign_in("registrar", "intake")

    file = created(client, {"person.surname": "Мороз", "kin.name--kin1": "Мороз Олена", "captive.camp.words": "Camp 2"})

    held = case(bureau, file)
    assert answers(held, "captive.camp") == [("", Place("Camp 2"), Standing.STANDS)]
    assert answers(held, "kin.name") == [(*held.items("kin"), Name("Мороз Олена"), Standing.STANDS)]
