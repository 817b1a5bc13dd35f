"""The law on the case page, a hold lifted by one, a decision by two: over a real register."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from django.test import Client
from tests.conftest import NOW, Bureau
from tests.office import forms

from nansen.office import assign, decide, gate, install, prove, read, write
from nansen.statements.values import Code

pytestmark = pytest.mark.db
SignIn = Callable[..., Client]
VERDICT = re.compile(r"\b(un|il)?(law|leg)(ful|al)\b", re.IGNORECASE)


@pytest.fixture(autouse=True)
def checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The law at the door, as the program opens it when it starts, for these tests alone."""
    monkeypatch.setattr(decide, "CHECKS", {})
    gate.open_()


@pytest.fixture
def file(bureau: Bureau) -> str:
    """The file of a captive who does not want to go back; both deciders and the doctor work on it."""
    opened = forms.opened(bureau["registrar"], "Kim Chol").file
    for role in ("decider", "decider2", "medical"):
        assign.assign(opened, bureau[role].staff, officer=bureau["registrar"], purpose="intake", now=NOW)
        bureau.officers = bureau.officers | {role: read.staff(bureau[role].staff)}
    said = forms.capture(
        bureau["protection"], *forms.wish("unwilling_to_return"), file=opened, form="wish", purpose="protection"
    )
    write.record(said, officer=bureau["protection"])
    return opened


def appointed(bureau: Bureau, role: str) -> None:
    (kept,) = write.keep([install._appointment(f"Mx {role}", role, "north", (), now=NOW)])
    bureau.officers = bureau.officers | {role: read.staff(kept.file)}


def opened(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def section(page: str, name: str) -> str:
    """Return one section of a case page, empty where it is absent."""
    found = re.search(rf'<section id="{name}".*?</section>', page, re.DOTALL)
    return found.group(0) if found else ""


def proposed(client: Client, file: str, **typed: str) -> str:
    """Propose that his internment continues and return the address of the decision."""
    answer = client.post(f"/file/{file}/propose/disposition/", continuing(**typed))
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def continuing(**typed: str) -> dict[str, str]:
    return {
        "disposition.code--disposition1": "CONT",
        "disposition.stage--disposition1": "decided",
        "s0.speaker": "officer",
        "s0.manner": "written",
        "ground": "The hostilities go on.",
    } | {name.replace("__", "."): text for name, text in typed.items()}


def digest(page: str) -> str:
    found = re.search(r'name="digest" value="([0-9a-f]{64})"', page)
    assert found
    return found.group(1)


def test_a_decider_sees_ten_gates_of_the_way_that_he_asks_about(bureau: Bureau, sign_in: SignIn, file: str) -> None:
    client = sign_in("decider", "protection")

    page = opened(client, f"/file/{file}/?act=EXCH&to=KP")

    ways = section(page, "ways")
    assert ways.count('class="law-gate ') == 10
    assert "Exchange or repatriation by agreement: <bdi>North Korea</bdi>" in ways
    assert re.search(r"Stopped by \d+ of 10 gates", ways)
    assert "He does not want to go there. Nobody can lift this" in ways
    assert "Not reviewed by counsel." in ways
    assert "The machine reports what is met, open, held or barred. People decide." in ways
    assert re.search(r'href="/entry/\d+/">entry \d+</a>', ways)


def test_no_part_of_the_page_is_a_verdict(bureau: Bureau, sign_in: SignIn, file: str) -> None:
    client = sign_in("decider", "protection")

    page = opened(client, f"/file/{file}/?act=CONT")

    told = "".join(section(page, name) for name in ("owed", "against", "ways", "decisions"))
    words = html.unescape(re.sub(r"<[^>]+>", " ", told))
    assert "All ten gates are clear. That is no finding of lawfulness." in words
    assert not VERDICT.search(words.replace("no finding of lawfulness", ""))


def test_an_act_that_there_is_not_is_not_looked_at(bureau: Bureau, sign_in: SignIn, file: str) -> None:
    client = sign_in("decider", "protection")

    for query in ("?act=EXILE&to=KP", "?act=EXCH&to=nowhere", "?act=interview", ""):
        assert 'class="law-gate ' not in opened(client, f"/file/{file}/{query}")


def test_a_planner_sees_flags_and_no_ground(bureau: Bureau, sign_in: SignIn, file: str) -> None:
    appointed(bureau, "planner")
    client = sign_in("planner", "exchange_planning")

    page = opened(client, f"/file/{file}/?act=EXCH&to=KP")

    ways = section(page, "ways")
    assert ways.count('class="law-gate ') == 10
    assert "barred" in ways
    assert "Something stops this for good. Nobody can lift it, and its ground is not yours to see." in ways
    assert "further stop" in ways
    assert "want" not in ways.lower().replace("unwanted", "")
    assert "gc3-118-unwilling" not in page
    assert "Lift it" not in ways
    assert section(page, "decisions") == ""


@pytest.mark.parametrize(("role", "purpose"), [("tracing", "tracing"), ("medical", "care")])
def test_who_may_see_none_of_it_finds_no_gate_and_no_decision(
    bureau: Bureau, sign_in: SignIn, file: str, role: str, purpose: str
) -> None:
    client = sign_in(role, purpose)

    page = opened(client, f"/file/{file}/?act=EXCH&to=KP")

    assert (section(page, "ways"), section(page, "decisions")) == ("", "")
    assert 'class="law-gate ' not in page


def test_a_hold_is_lifted_with_a_reason_by_a_role_that_it_names(bureau: Bureau, sign_in: SignIn, file: str) -> None:
    client = sign_in("decider", "protection")
    page = opened(client, f"/file/{file}/?act=RELEASE&to=KR")
    address = html.unescape(re.search(r'href="(/file/[^"]+/release/[^"]+)"', page).group(1))  # type: ignore[union-attr]

    shown = opened(client, address)
    assert "Lift a hold" in shown
    assert "South Korea" in shown
    without = client.post(address, {"reason": " "})
    wrong = client.post(address, {"reason": "Seen by two doctors.", "until": "2020-01-01"})
    kept = client.post(address, {"reason": "Seen by two doctors.", "until": ""}, follow=True)

    assert (without.status_code, wrong.status_code) == (422, 422)
    assert "Give the reason" in without.content.decode()
    assert "a day that lies ahead" in wrong.content.decode()
    assert "The hold is lifted for this act and destination." in kept.content.decode()
    after = section(opened(client, f"/file/{file}/?act=RELEASE&to=KR"), "ways")
    assert (
        f'href="/entry/{forms.last() - 1}/">Lifted by entry {forms.last() - 1}' in after or "Lifted by entry" in after
    )
    again = client.post(address, {"reason": "Once more."})
    assert again.status_code == 422


def test_a_hold_may_be_lifted_until_a_day(bureau: Bureau, sign_in: SignIn, file: str) -> None:
    client = sign_in("decider", "protection")
    page = opened(client, f"/file/{file}/?act=RELEASE&to=KR")
    address = html.unescape(re.search(r'href="(/file/[^"]+/release/[^"]+)"', page).group(1))  # type: ignore[union-attr]

    answer = client.post(address, {"reason": "Seen by two doctors.", "until": "2199-01-01"})

    assert answer.status_code == 302, answer.content.decode()


def test_nobody_lifts_what_is_not_his_or_is_no_hold(bureau: Bureau, sign_in: SignIn, file: str) -> None:
    client = sign_in("protection", "protection")

    paths = [
        f"/file/{file}/release/gc3-118-unwilling/?act=EXCH&to=KP",
        f"/file/{file}/release/no-such-rule/?act=EXCH&to=KP",
        f"/file/{file}/release/gc3-115-punishment-judicial/",
    ]

    assert [client.get(path).status_code for path in paths] == [404, 404, 404]
    assert client.get(f"/file/{file}/release/gc3-115-punishment-judicial/?act=REP-MED&to=KP").status_code == 403


def test_one_proposes_and_another_signs_exactly_what_he_saw(bureau: Bureau, sign_in: SignIn, file: str) -> None:
    first = sign_in("decider", "protection")
    decision = proposed(first, file)
    own = opened(first, decision)
    assert "waits for a second person" in own
    assert "Internment continues" in own
    assert "The hostilities go on." in own
    assert 'value="sign"' not in own
    assert 'value="withdraw"' in own

    second = sign_in("decider2", "protection")
    assert f'href="{decision}"' in section(opened(second, f"/file/{file}/"), "decisions")
    page = opened(second, decision)
    told = digest(page)
    assert " ".join(told[at : at + 8] for at in range(0, 64, 8)) in page
    other = second.post(decision, {"do": "sign", "digest": "0" * 64})
    kept = second.post(decision, {"do": "sign", "digest": told}, follow=True)

    assert other.status_code == 422
    assert "Signed by two. Kept as entry" in kept.content.decode()
    after = opened(second, decision)
    assert "signed by two" in after
    assert "Signed by B. Lind" in after
    assert 'value="sign"' not in after
    assert "Internment continues" in opened(second, f"/file/{file}/")


def test_a_refusal_needs_a_reason_and_a_proposal_is_taken_back_by_its_maker(
    bureau: Bureau, sign_in: SignIn, file: str
) -> None:
    first, second = sign_in("decider", "protection"), sign_in("decider2", "protection")
    decision = proposed(first, file)

    bare = second.post(decision, {"do": "refuse", "reason": ""})
    refused = second.post(decision, {"do": "refuse", "reason": "Ask him first."}, follow=True)
    other = proposed(first, file)
    back = first.post(other, {"do": "withdraw"}, follow=True)
    odd = second.post(decision, {"do": "burn"})

    assert (bare.status_code, odd.status_code) == (422, 400)
    assert "Refused. Kept as entry" in refused.content.decode()
    assert "Taken back. Kept as entry" in back.content.decode()
    assert "Refused by B. Lind" in opened(first, decision)


def test_a_changed_fact_voids_what_waits_and_the_page_says_so(bureau: Bureau, sign_in: SignIn, file: str) -> None:
    decision = proposed(sign_in("decider", "protection"), file)
    said = forms.capture(bureau["protection"], *forms.wish("stay"), file=file, form="wish", purpose="protection")
    write.record(said, officer=bureau["protection"])

    page = opened(sign_in("decider2", "protection"), decision)

    assert "void: the facts have changed" in page
    assert "propose anew" in page
    assert 'value="sign"' not in page


def test_the_gates_answer_who_proposes_what_they_stop(bureau: Bureau, sign_in: SignIn, file: str) -> None:
    client, before = sign_in("decider", "protection"), prove.files()
    typed = continuing(**{"disposition__code--disposition1": "EXCH", "disposition__destination--disposition1": "KP"})

    answer = client.post(f"/file/{file}/propose/disposition/", typed)

    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "He does not want to go there. Nobody can lift this" in page
    assert re.search(r"<li>Barred: [^<]+\(GC III", page)
    assert "The hostilities go on." in page
    assert section(opened(client, f"/file/{file}/"), "decisions").count("law-duty") == 0
    assert prove.files() == before


def test_what_a_proposal_lacks_is_told_field_by_field(bureau: Bureau, sign_in: SignIn, file: str) -> None:
    client = sign_in("decider", "protection")
    address = f"/file/{file}/propose/disposition/"

    shown = opened(client, f"{address}?act=CONT")
    answers = [
        client.post(address, continuing(ground="")),
        client.post(address, continuing(**{"disposition__stage--disposition1": "proposed"})),
        client.post(address, continuing(**{"disposition__at--disposition1": "someday"})),
        client.post(address, continuing(ground="x" * 2001)),
    ]

    assert '<option value="CONT" selected>' in shown
    assert '<option value="decided" selected>' in shown
    assert "parole." not in shown
    assert [answer.status_code for answer in answers] == [422] * 4
    texts = [html.unescape(answer.content.decode()) for answer in answers]
    assert 'href="#id_ground"' in texts[0]
    assert "Say whether it is decided or carried out" in texts[1]
    assert 'href="#id_disposition_at--disposition1"' in texts[2]
    assert "at most 2000 signs" in texts[3]


def test_only_who_may_propose_finds_the_page(bureau: Bureau, sign_in: SignIn, file: str) -> None:
    registrar, decider = sign_in("registrar", "intake"), sign_in("decider", "protection")

    assert registrar.get(f"/file/{file}/propose/disposition/").status_code == 404
    assert decider.get(f"/file/{file}/propose/role/").status_code == 404
    assert decider.get(f"/file/{file}/propose/erasure/").status_code == 404
    assert decider.get(f"/file/{file}/decision/{'0' * 32}/").status_code == 404
    assert registrar.get(f"/file/{file}/decision/{'0' * 32}/").status_code == 404


def test_a_bar_is_gone_past_by_two_with_a_ground_and_only_one_that_bites(
    bureau: Bureau, sign_in: SignIn, file: str
) -> None:
    first, second = sign_in("decider", "protection"), sign_in("decider2", "protection")
    address = f"/file/{file}/propose/override/?rule=gc3-5-presume-removal&act=RELEASE&to=KR"
    idle = first.post(address, {"ground": "The tribunal sits tomorrow."})
    doubted = (forms.said("captive.status_doubt", Code("yes")),)
    write.record(forms.capture(bureau["registrar"], *doubted, file=file), officer=bureau["registrar"])
    kept_apart = (forms.said("measure.what", Code("status_not_pow"), item="m"),)
    write.record(
        forms.capture(bureau["registrar"], *kept_apart, file=file, form="measure"), officer=bureau["registrar"]
    )

    ways = section(opened(first, f"/file/{file}/?act=RELEASE&to=KR"), "ways")
    shown = opened(first, address)
    without = first.post(address, {"ground": ""})
    kept = first.post(address, {"ground": "The tribunal sits tomorrow."})
    decision = str(kept.headers["Location"])
    page = opened(second, decision)
    second.post(decision, {"do": "sign", "digest": digest(page)})

    assert html.escape(address.removeprefix("http://testserver")) in ways
    assert "The bar that is gone past" in shown
    assert (idle.status_code, without.status_code, kept.status_code) == (422, 422, 302)
    assert "a bar that stands against this act" in idle.content.decode()
    assert "Nobody is sent away as a non-prisoner" in page
    assert "Lifted by entry" in section(opened(first, f"/file/{file}/?act=RELEASE&to=KR"), "ways")


def test_a_bar_that_nobody_may_go_past_has_no_page_to_propose_it(bureau: Bureau, sign_in: SignIn, file: str) -> None:
    client = sign_in("decider", "protection")

    hold = client.get(f"/file/{file}/propose/override/?rule=gc3-115-punishment-judicial&act=EXCH&to=KR")
    wish = client.get(f"/file/{file}/propose/override/?rule=gc3-118-unwilling&act=EXCH&to=KP")

    assert (hold.status_code, wish.status_code) == (404, 404)


def test_a_file_is_closed_by_two(bureau: Bureau, sign_in: SignIn, file: str) -> None:
    client = sign_in("decider", "protection")
    address = f"/file/{file}/propose/closing/"

    shown = opened(client, address)
    answer = client.post(
        address,
        {"captive.closed_on": "2026-03-01", "s3.speaker": "officer", "s3.manner": "written", "ground": "He is home."},
    )

    assert "disposition.code" not in shown
    # He is in our hands still: the law at the door says so.
    assert answer.status_code == 422
    assert "Held:" in answer.content.decode() or "Barred:" in answer.content.decode()


def test_a_publication_on_file_is_chosen_and_its_approval_proposed(bureau: Bureau, sign_in: SignIn, file: str) -> None:
    protection = sign_in("protection", "protection")
    assert "No publication is on this file" in opened(protection, f"/file/{file}/propose/publication/")
    protection.post(
        f"/file/{file}/form/publication/", {"publication.channel--publication1": "a newspaper", "s0.speaker": "officer"}
    )

    page = opened(protection, f"/file/{file}/propose/publication/")
    on = re.search(r"\?on=([^\"]+)\"", page)
    assert on
    shown = opened(protection, f"/file/{file}/propose/publication/?on={on.group(1)}")

    assert "a newspaper" in page
    assert 'name="publication.approver"' in shown
    assert 'name="publication.picture"' not in shown


def test_who_proposes_an_approval_is_led_to_a_page_that_is_there(
    bureau: Bureau, sign_in: SignIn, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The check asks the file as it stands without the approval that is proposed here, and would refuse it.
    monkeypatch.delitem(decide.CHECKS, "publication")
    protection = sign_in("protection", "protection")
    protection.post(
        f"/file/{file}/form/publication/",
        {"publication.channel--publication1": "a newspaper", "s0.speaker": "officer", "s0.manner": "written"},
    )
    page = opened(protection, f"/file/{file}/propose/publication/")
    on = re.search(r"\?on=([^\"]+)\"", page)
    assert on
    typed = {
        "on": on.group(1),
        "publication.basis": "vital_interest",
        "publication.dignity": "yes",
        "publication.necessary": "yes",
        "publication.family_risk": "None is known.",
        "publication.approver": "M. Vale",
        "s0.speaker": "officer",
        "s0.manner": "written",
        "s1.speaker": "officer",
        "s1.manner": "written",
        "ground": "His mother asks.",
    }

    answer = protection.post(f"/file/{file}/propose/publication/", typed, follow=True)

    assert answer.status_code == 200, re.sub(r"<[^>]+>", " ", answer.content.decode())
    assert "Proposed and signed by you" in answer.content.decode()
    assert "Take back" in answer.content.decode()
