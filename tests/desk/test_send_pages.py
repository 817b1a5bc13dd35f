"""The pages that send: to the Agency by one, to a Power by two, letters to families; nothing unsigned is taken away."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from tests.conftest import Bureau
from tests.office import forms
from tests.office.forms import said

from nansen.casefile import answers
from nansen.formats.messages import letters, signed
from nansen.office import assign, despatch, keys, write
from nansen.statements.model import Kind, Statement
from nansen.statements.values import Code, Name, Reference, Text

pytestmark = pytest.mark.db
SignIn = Callable[..., Client]
MORE = (
    said("service.rank", Text("Private")),
    said("power.country", Code("UA"), item="p"),
    said("power.basis", Code("assessed"), item="p"),
)
CHOSEN = (
    said("kin.name", Name("Ri Sun"), item="k"),
    said("kin.relation", Code("mother"), item="k"),
    said("kin.contact_choice", Code("family"), item="k"),
)
TO_CTA = {"do": "write", "type": "CAPTURE", "to": "cta", "detriment": "no"}
TO_POWER = {"do": "write", "type": "CAPTURE", "to": "power", "power": "UA", "ground": "His Power asks."}


@pytest.fixture
def file(bureau: Bureau) -> str:
    kept = forms.opened(bureau["registrar"], "Kim Chol", *MORE)
    officer = bureau["registrar"]
    write.record(forms.capture(officer, *CHOSEN, file=kept.file, form="kin"), officer=officer)
    return kept.file


def enquiry(bureau: Bureau, *more: Statement, relation: str = "mother") -> str:
    rows = (said("request.relation", Code(relation)), said("request.enquirer_language", Code("ko")), *more)
    asked = forms.capture(bureau["tracing"], *rows, kind=Kind.REQUEST, form="enquiry", purpose="tracing")
    return write.record(asked, officer=bureau["tracing"])[0].file


def written(page: str) -> str:
    """Return the signed bytes that a page shows this once."""
    found = re.search(r'<textarea name="data" hidden readonly>\n(.*?)</textarea>', page, re.DOTALL)
    assert found
    return html.unescape(found[1])


def messages(file: str) -> dict[str, set[str]]:
    """Return which terms are answered of each message of a file."""
    case = despatch.whole(file)
    return {
        item: {
            line.term.removeprefix("message.")
            for (held, _), line in case.lines.items()
            if held == item and answers.of(line)
        }
        for item in case.items("message")
    }


def soon() -> str:
    return timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ")


def test_a_message_to_the_agency_is_looked_at_written_out_taken_sent_and_receipted(file: str, sign_in: SignIn) -> None:
    client = sign_in("registrar", "notification")

    looked = client.post(f"/file/{file}/send/", TO_CTA | {"do": "look"}).content.decode()
    assert "What it would tell" in looked
    assert messages(file) == {}

    out = client.post(f"/file/{file}/send/", TO_CTA)
    data = written(out.content.decode())
    message = signed.check(data.encode(), keys.ring().policy_vkey)
    ((item, told),) = messages(file).items()
    assert (message.type, message.envelope.detriment is not None) == ("CAPTURE", True)
    assert {"exported_at", "document", "signature", "seal", "detriment"} <= told
    assert "sent_at" not in told

    address = f"/file/{file}/message/{item.partition('/')[0]}/"
    sheet = client.post(f"{address}take/", {"data": data.replace("\n", "\r\n"), "as": "note"})
    table = client.post(f"{address}take/", {"data": data, "as": "table"})
    assert sheet.content == data.encode()
    assert table.content.startswith(b"part,name,label,item,value\r\n")
    page = client.post(f"{address}take/", {"data": data, "as": "page"})
    assert (page.headers["Content-Type"], page.content[:5]) == ("application/pdf", b"%PDF-")
    assert {one.headers["Cache-Control"] for one in (sheet, table)} == {"no-store"}

    assert client.post(address, {"do": "sent", "channel": "Safe box", "addressee": "", "at": soon()}).status_code == 422
    sent = {"do": "sent", "channel": "Safe box", "addressee": "Agency, Geneva", "at": soon()}
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent).status_code == 422  # the next act is the receipt
    assert client.post(address, {"do": "received", "receipt": "R 1", "at": soon()}).status_code == 302
    assert {"channel", "addressee", "sent_at", "receipt", "received_at"} <= messages(file)[item]
    assert "received" in client.get(f"/file/{file}/").content.decode()


def test_the_question_of_harm_is_answered_before_the_agency_is_told(file: str, sign_in: SignIn) -> None:
    client = sign_in("registrar", "notification")

    answer = client.post(f"/file/{file}/send/", {"do": "write", "type": "CAPTURE", "to": "cta"})

    assert answer.status_code == 422
    assert messages(file) == {}


@pytest.mark.parametrize("forged", ["", "nothing of ours\n", '{"format":"nansen/message/1"}\n'])
def test_nothing_is_taken_away_but_what_was_signed_here(file: str, sign_in: SignIn, forged: str) -> None:
    client = sign_in("registrar", "notification")
    client.post(f"/file/{file}/send/", TO_CTA)
    (item,) = messages(file)

    answer = client.post(f"/file/{file}/message/{item.partition('/')[0]}/take/", {"data": forged})

    assert answer.status_code == 400


def test_a_power_is_told_by_two_after_the_law_is_asked(bureau: Bureau, file: str, sign_in: SignIn) -> None:
    for role in ("decider", "decider2"):
        assign.assign(file, bureau[role].staff, officer=bureau["registrar"], purpose="intake", now=bureau.now)
    first, second = sign_in("decider", "notification"), sign_in("decider2", "notification")

    held = first.post(f"/file/{file}/send/", TO_POWER)
    assert held.status_code == 422
    assert "Ask first whether the message may harm him or his family" in held.content.decode()
    looked = first.post(f"/file/{file}/send/", TO_POWER | {"do": "look"}).content.decode()
    assert 'href="/rules/policy-message-detriment/"' in looked

    first.post(f"/file/{file}/send/", TO_CTA)
    proposed = first.post(f"/file/{file}/send/", TO_POWER)
    assert proposed.status_code == 302, proposed.content.decode()
    decision = proposed.headers["Location"]
    assert decision.startswith(f"/file/{file}/decision/")
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', second.get(decision).content.decode())
    assert digest
    assert second.post(decision, {"do": "sign", "digest": digest[1]}).status_code == 302
    item = list(messages(file))[-1]
    address = f"/file/{file}/message/{item.partition('/')[0]}/"
    assert "Two people have signed for it." in second.get(address).content.decode()

    out = second.post(address, {"do": "export"})
    message = signed.check(written(out.content.decode()).encode(), keys.ring().policy_vkey)
    assert (message.address.power, message.envelope.detriment) == ("UA", None)
    assert second.post(address, {"do": "export"}).status_code == 422  # the next act is the sending


def test_a_mother_is_answered_in_her_language_and_the_code_is_known_again(
    bureau: Bureau, file: str, sign_in: SignIn
) -> None:
    request = enquiry(bureau, said("request.subject", Reference(file)))
    client = sign_in("tracing", "notification")

    page = client.get(f"/file/{request}/answer/").content.decode()
    assert "전쟁 포로로 우리 측에 있습니다" in page
    assert "Never told: where exactly he is held" in page
    assert client.post(f"/file/{request}/answer/", {}).status_code == 422
    assert messages(request) == {}

    out = client.post(f"/file/{request}/answer/", {"checked": "yes"}).content.decode()
    ((item, told),) = messages(request).items()
    assert "family_check" in told
    assert letters.check(written(out).encode(), keys.ring().policy_vkey)
    code = re.search(r'<strong class="nansen-code">([A-Z2-7]{4}-[A-Z2-7]{4})</strong>', out)
    assert code
    address = f"/file/{request}/message/{item.partition('/')[0]}"
    right = client.post(f"{address}/genuine/", {"code": code[1].lower()}, follow=True).content.decode()
    wrong = client.post(f"{address}/genuine/", {"code": "AAAA-AAAA"}, follow=True).content.decode()
    assert "it is genuine" in right
    assert "Do not trust" in wrong
    assert client.post(f"{address}/take/", {"data": written(out), "as": "letter"}).content == written(out).encode()
    assert client.post(f"{address}/take/", {"data": written(out), "as": "page"}).content.startswith(b"%PDF-")


def test_a_wish_holds_the_answer_back_and_the_officer_learns_no_more_than_he_may_see(
    bureau: Bureau, file: str, sign_in: SignIn
) -> None:
    request = enquiry(bureau, said("request.subject", Reference(file)))
    client = sign_in("tracing", "notification")
    before = client.get(f"/file/{request}/answer/").content.decode()
    officer = bureau["protection"]
    wish = forms.capture(officer, *forms.wish("unwilling_to_return"), file=file, form="wish", purpose="protection")
    write.record(wish, officer=officer)

    after = client.get(f"/file/{request}/answer/").content.decode()

    assert "Answered through the Central Tracing Agency" not in before
    assert "Answered through the Central Tracing Agency" in after
    assert "There may be reasons that you may not see." not in before
    assert "There may be reasons that you may not see." in after
    assert "A wish, a risk or the danger to his family" not in after


def test_a_stranger_is_answered_through_the_agency_and_the_officer_is_told_why(
    bureau: Bureau, file: str, sign_in: SignIn
) -> None:
    request = enquiry(bureau, said("request.subject", Reference(file)), relation="friend")

    page = sign_in("tracing", "notification").get(f"/file/{request}/answer/").content.decode()

    assert "Who asks is no kin of his." in page
    assert "There may be reasons that you may not see." in page  # there are none, and that is not told either
    assert "Answered through the Central Tracing Agency" in page


def test_a_family_extract_is_written_for_kin_or_refused(bureau: Bureau, file: str, sign_in: SignIn) -> None:
    assign.assign(file, bureau["decider"].staff, officer=bureau["registrar"], purpose="intake", now=bureau.now)
    client = sign_in("decider", "notification")
    address = f"/file/{file}/extract/"

    for typed in ({"checked": "yes"}, {"relation": "friend", "checked": "yes"}, {"relation": "mother"}):
        assert client.post(address, typed).status_code == 422
    father = client.post(address, {"relation": "father", "language": "uk", "checked": "yes"})
    made = client.post(address, {"relation": "mother", "language": "uk", "checked": "yes"})
    assert made.status_code == 200
    assert letters.check(written(made.content.decode()).encode(), keys.ring().policy_vkey)
    assert father.status_code == 200  # he chose the family, and no other choice stands for his father


def test_pages_that_are_not_an_officers_are_not_there(bureau: Bureau, file: str, sign_in: SignIn) -> None:
    request = enquiry(bureau)
    registrar, south = sign_in("registrar", "notification"), sign_in("registrar2", "notification")
    tracing = sign_in("tracing", "notification")

    assert [client.get(f"/file/{file}/send/").status_code for client in (registrar, tracing, south)] == [200, 200, 404]
    assert registrar.get(f"/file/{request}/answer/").status_code == 404
    assert tracing.get(f"/file/{request}/extract/").status_code == 404
    assert registrar.get(f"/file/{file}/message/{'0' * 32}/").status_code == 404
    assert registrar.post(f"/file/{file}/message/{'0' * 32}/genuine/", {"code": "x"}).status_code == 404
    assert sign_in("auditor", "audit").get(f"/file/{file}/send/").status_code == 404
