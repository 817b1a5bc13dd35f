"""The due board's pages: every number leads to its list, no place stands in an address, and what is ours says so."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import translation
from tests.conftest import Bureau
from tests.office import forms
from tests.office.test_due import CARD, stay

from nansen.casefile.model import Officer
from nansen.desk.draw import due as draw
from nansen.desk.pages.forms import FIRST
from nansen.law.model import Step
from nansen.office import lawbook, may, prove, register, write
from nansen.office.due import Board, Owed, Urgency
from nansen.statements.model import Kind
from nansen.statements.values import Instant

SignIn = Callable[..., Client]
NOW = dt.datetime(2026, 3, 1, 12, 0, tzinfo=dt.UTC)
PLACE = "Camp Luhova"


def owed(**rest: object) -> Owed:
    """Return one thing owed, overdue by three days and some hours unless said otherwise."""
    one = Owed(
        file="0a1b2c3d" * 4, kind=Kind.CAPTIVE, site="north", place=PLACE, rule=lawbook.book().rules[CARD], step="cta",
        since=NOW - dt.timedelta(days=10), limit=NOW - dt.timedelta(days=3, hours=5), urgency=Urgency.OVERDUE, missed=0,
    )  # fmt: skip
    return replace(one, **rest)  # type: ignore[arg-type]


def line(one: Owed) -> draw.Line:
    with translation.override("en"):
        (shown,) = draw.lines([one], now=NOW)
    return shown


@pytest.mark.parametrize(
    ("limit", "urgency", "how"),
    [
        (NOW - dt.timedelta(days=3, hours=5), Urgency.OVERDUE, "3 days late"),
        (NOW - dt.timedelta(days=1, hours=5), Urgency.OVERDUE, "1 day 5 hours late"),
        (NOW - dt.timedelta(minutes=90), Urgency.OVERDUE, "1 hour 30 minutes late"),
        (NOW + dt.timedelta(hours=5), Urgency.DUE, "in 5 hours"),
        (NOW + dt.timedelta(days=12, hours=1), Urgency.OPEN, "in 12 days"),
        (None, Urgency.OPEN, "no number limits it"),
    ],
)
def test_a_limit_is_told_in_words(limit: dt.datetime | None, urgency: Urgency, how: str) -> None:
    shown = line(owed(limit=limit, urgency=urgency))

    assert shown.how == how
    assert bool(shown.when) is (limit is not None)


def test_a_line_says_rule_step_place_file_and_earlier_times() -> None:
    shown = line(owed(missed=2))

    assert shown == draw.Line(
        file="0a1b2c3d" * 4,
        kind="captive, held by us",
        place=PLACE,
        rule=CARD,
        title="Two capture cards within a week",
        articles=lawbook.book().rules[CARD].ground,
        step="Central Tracing Agency",
        urgency="overdue",
        colour="red",
        how="3 days late",
        when="26 February 2026, 07:00 UTC",
        ours="",
        missed="2 earlier times were late",
    )


@pytest.mark.parametrize(
    ("rule", "step", "ours"),
    [
        (CARD, "cta", ""),
        ("gc3-70-capture-card-soonest", "", "policy"),
        ("gc3-76-censor-review", "", "policy"),
        (CARD, "a step of an older pack", ""),
    ],
)
def test_a_number_that_is_our_own_says_so(rule: str, step: str, ours: str) -> None:
    assert line(owed(rule=lawbook.book().rules[rule], step=step)).ours == ours


def test_of_what_comes_back_by_a_policy_the_number_is_our_own_whatever_its_first_limit_is() -> None:
    rule = replace(lawbook.book().rules[CARD], steps=(Step(name="cta", every_policy="mail_ban_review"),))

    assert line(owed(rule=rule)).ours == "policy"


def test_what_is_overdue_stands_before_what_is_due_and_days_in_their_order() -> None:
    late, due, later = "gc3-122-forward", CARD, "gc3-120-certificate"
    board = Board(
        rules={(late, Urgency.OVERDUE): 7, (due, Urgency.DUE): 1234, (later, Urgency.OPEN): 2},
        places={(PLACE, Urgency.DUE): 1234, ("", Urgency.OVERDUE): 7, ("Brid", Urgency.OPEN): 2},
        days={("2026-03-05", Urgency.OPEN): 1, ("2026-03-01", Urgency.DUE): 1234, ("2026-02-01", Urgency.OVERDUE): 7,
              ("", Urgency.OPEN): 1},
    )  # fmt: skip

    with translation.override("en"):
        rules, places = draw.by_rule(board, lawbook.book()), draw.by_place(board)
        past, coming = draw.by_day(board)

    assert [row.asks for row in rules.first] == [late, due, later]
    assert [row.asks for row in places.first] == [PLACE, "Brid", ""]
    assert [row.label for row in past.first] == ["1 February 2026"]
    assert [row.asks for row in coming.first] == ["2026-03-01", "2026-03-05", ""]
    assert rules.first[1].counts[1] == draw.Count("due", 1234, "1,234", "1,234 due: Two capture cards within a week")


def test_the_first_dozen_rows_stand_open_and_the_rest_behind_a_line() -> None:
    board = Board(days={(f"2026-01-{day:02d}", Urgency.OVERDUE): 1 for day in range(1, 31)})

    with translation.override("en"):
        past, coming = draw.by_day(board)

    assert (len(past.first), len(past.rest), coming.first) == (draw.ROWS_MAX, 30 - draw.ROWS_MAX, ())


def held(bureau: Bureau, name: str, days: int) -> str:
    """Keep the file of a captive who came to a camp so many days ago and to whom nobody has given a card."""
    # Not so many days to the second: a limit that passes while the pages are read would be counted and not listed.
    began = dt.datetime.now(dt.UTC).replace(microsecond=0) - dt.timedelta(days=days, hours=5)
    at = Instant(began, began)
    entry = forms.opened(bureau["registrar"], name, forms.said("capture.at", at))
    said = forms.capture(bureau["registrar"], *stay(PLACE, began), file=entry.file, form="custody")
    write.record(replace(said, at=dt.datetime.now(dt.UTC)), officer=bureau["registrar"])
    return entry.file


@pytest.fixture
def file(bureau: Bureau) -> str:
    """A captive for whom the week of the capture card is over."""
    return held(bureau, "Kim Chol", 8)


@pytest.mark.db
def test_each_number_leads_to_a_list_of_so_many_lines(bureau: Bureau, sign_in: SignIn, file: str) -> None:
    files = (file, held(bureau, "Ri Myong", 2))
    client = sign_in("registrar", "intake")
    page = client.get("/due/").content.decode()
    links = re.findall(r'href="(/due/list/\?[^"]+)" aria-label="(\d+) ', page)

    assert links
    for link, number in links:
        listed = client.get(link.replace("&amp;", "&")).content.decode()
        assert sum(listed.count(f'href="/file/{one}/#owed"') for one in files) == int(number), link
    assert {f"/due/list/?rule={CARD}&amp;urgency={urgency}" for urgency in ("overdue", "open")} <= dict(links).keys()


@pytest.mark.db
def test_a_place_stands_in_no_address_and_its_list_comes_by_post(sign_in: SignIn, file: str) -> None:
    client = sign_in("registrar", "intake")
    page = client.get("/due/").content.decode()
    asked = re.search(r'aria-label="(\d+) overdue: Camp Luhova"', page)

    assert asked
    assert not re.search(r'href="[^"]*(Luhova|place=)', page)
    listed = client.post("/due/list/", {"place": PLACE, "urgency": "overdue"}).content.decode()
    assert listed.count(f"/file/{file}/#owed") == int(asked[1])
    elsewhere = client.post("/due/list/", {"place": "Camp Brid"}).content.decode()
    assert f"/file/{file}/" not in elsewhere
    by_address = client.get("/due/list/", {"place": "Camp Brid"}).content.decode()
    assert f"/file/{file}/#owed" in by_address  # a place in an address is not read


@pytest.mark.db
def test_the_list_keeps_the_file_in_the_read_entry_that_its_printed_copy_names(sign_in: SignIn, file: str) -> None:
    page = sign_in("registrar", "intake").get("/due/list/", {"rule": CARD}).content.decode()

    printed = re.search(r"entry (\d+) keeps that this was read", page)
    assert printed
    entry = register.entry(int(printed[1]))
    assert (entry.form, entry.shown) == ("read:due", (file,))


@pytest.mark.db
def test_a_page_of_the_board_is_one_entry(sign_in: SignIn, file: str) -> None:
    client = sign_in("registrar", "intake")

    for address in ("/due/", "/due/list/", "/due/counts/", f"/due/counts/?rule={CARD}"):
        size = prove.size()
        assert client.get(address).status_code == 200
        assert prove.size() == size + 1, address
    assert register.exists(file)


@pytest.mark.db
@pytest.mark.parametrize("given", [{"rule": "no-such-rule"}, {"urgency": "soon"}])
def test_what_no_page_offers_is_refused(sign_in: SignIn, given: dict[str, str]) -> None:
    client = sign_in("registrar", "intake")

    assert client.get("/due/list/", given).status_code == 400
    if "rule" in given:
        assert client.get("/due/counts/", given).status_code == 400


@pytest.mark.db
@pytest.mark.parametrize("day", ["soon", "2026-13-01", "20260301", "2026-W09-7"])
def test_a_day_that_is_none_is_told_beside_its_field_and_opens_nothing(sign_in: SignIn, file: str, day: str) -> None:
    client = sign_in("registrar", "intake")
    size = prove.size()

    answer = client.post("/due/list/", {"day": day})

    page = answer.content.decode()
    assert (answer.status_code, prove.size()) == (422, size)
    assert '<a href="#day">' in page
    assert f"/file/{file}/" not in page


@pytest.mark.db
def test_to_whom_nothing_is_open_the_board_says_no_more_than_that(sign_in: SignIn, file: str) -> None:
    client = sign_in("registrar2", "intake")

    board, listed = (client.get(address).content.decode() for address in ("/due/", f"/due/list/?rule={CARD}"))

    assert "Nothing of this is owed on a file that you may see." in listed
    assert PLACE not in board + listed
    assert f"/file/{file}/" not in board + listed


@pytest.mark.db
def test_my_desk_leads_to_the_board_and_fetches_its_counts(sign_in: SignIn, file: str) -> None:
    client = sign_in("registrar", "intake")
    desk = client.get("/").content.decode()

    assert 'href="/due/"' in desk
    assert 'hx-get="/due/counts/"' in desk
    counts = client.get("/due/counts/").content.decode()
    assert re.search(
        r'<section id="due-counts".*href="/due/list/\?urgency=overdue" aria-label="\d+ overdue', counts, re.DOTALL
    )
    assert file not in counts


@pytest.mark.db
@pytest.mark.parametrize(
    ("role", "purpose", "kind", "term", "words"),
    [
        ("registrar", "intake", "place", "camp.name", "Camp Verba"),
        ("tracing", "tracing", "request", "request.subject_words", "My son, who has not written since May."),
    ],
)
def test_a_place_and_a_request_are_opened_by_their_form(
    sign_in: SignIn, role: str, purpose: str, kind: str, term: str, words: str
) -> None:
    client = sign_in(role, purpose)
    found = client.post("/search/", {"query": "Verba"}).content.decode()
    assert f'name="kind" value="{kind}"' in found

    form = client.get("/new/" + kind + "/").content.decode()
    name = re.search(rf'name="({re.escape(term)}[^"]*)"', form)
    assert name
    kept = client.post(f"/new/{kind}/", {name[1]: words, "once": "a" * 32})

    assert kept.status_code == 302
    assert words in client.get(kept["Location"]).content.decode()


def test_every_kind_of_file_that_may_be_opened_has_its_first_form_and_an_administrator_opens_none() -> None:
    administrator = Officer(staff="0" * 32, label="N. Ayre", roles=frozenset({"administrator"}), site="north")

    assert set(FIRST) == {*may.PERSONS_IN_ORDER, *may.OFFICE_KINDS}
    assert may.create(administrator, purpose="administration") == ()
