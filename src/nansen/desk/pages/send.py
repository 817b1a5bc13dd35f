"""Messages of a file: prepared, decided by two where a Power is told, taken away signed, then sent and receipted.

The signed bytes are kept nowhere. The page on which they appear carries them; what comes back from it to be taken away
as a file is given only where its digest is the one that the register keeps.
"""

from __future__ import annotations

import datetime as dt
from typing import TypedDict

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nansen.casefile.model import Case, Officer
from nansen.desk import labels
from nansen.desk.draw import law, law_words, words
from nansen.desk.draw import messages as draw
from nansen.desk.draw.messages import Sent
from nansen.desk.draw.model import Reader
from nansen.desk.middleware import AtTheDesk
from nansen.desk.pages import faults, reading, sent, ways
from nansen.desk.pages.faults import Problem
from nansen.desk.pages.seated import seated
from nansen.errors import Fault, Forbidden, NotFound, Rejected
from nansen.formats.messages import carrier, letters, signed, table
from nansen.formats.messages.model import Address, Detriment, Message, To
from nansen.formats.papers import leaf
from nansen.law import sights
from nansen.office import decide, despatch, gate, keys, lawbook, may, read, send, write
from nansen.office.despatch import Prepared
from nansen.office.send import Order
from nansen.statements import parse

_TOLD = (Rejected, Forbidden)
_ENDINGS = {"table": "csv", "letter": "txt", "page": "pdf"}
_TYPES = {"csv": "text/csv; charset=utf-8", "pdf": "application/pdf"}
_FONTS = (settings.DESK / "static" / "built" / "fonts",)


class Who(TypedDict):
    """Who acts, for what purpose, and when: what every verb of the office asks."""

    officer: Officer
    purpose: str
    now: dt.datetime


def shown(request: AtTheDesk, case: Case, *, reader: Reader) -> dict[str, object]:
    """Return what the page of a case shows of messages: those on file, and whether this officer may prepare one."""
    may_send = any(
        may.on(request.officer, action, case.kind, case.site, case.file, purpose=request.purpose)
        for action in despatch.ACTIONS
    )
    types = [name for name, row in table.shipped().items() if case.kind in row.files]
    return {"posted": draw.of(case, reader=reader), "may_send": may_send and bool(types)}


@seated
def prepare(request: AtTheDesk, file: str) -> HttpResponse:
    """Show and take a message: looked at first, then written out for the Agency, or proposed to a second person."""
    case = _case(request, file)
    reader = reading.of(request, case)
    if not shown(request, case, reader=reader)["may_send"]:
        raise NotFound(read.HIDDEN)
    if request.method != "POST":
        return _page(request, case, reader=reader)
    do = request.POST.get("do", "")
    try:
        order = _order(request, file)
        if do == "write" and order.address.to is To.CTA:
            return out(request, file, send.prepare(order, **who(request)))
        if do == "write":
            return redirect("decision", file=file, item=_proposed(request, order))
        looked = send.look(order, **who(request))
    except _TOLD as refusal:
        return _page(request, case, reader=reader, problems=problems(refusal, reader=reader))
    return _page(request, case, reader=reader, order=order, looked=looked)


@seated
def one(request: AtTheDesk, file: str, message: str) -> HttpResponse:
    """Show one message, and take the act that comes next: written out, sent, or received."""
    case = _case(request, file)
    reader = reading.of(request, case)
    found = next((one for one in draw.of(case, reader=reader) if one.id == message), None)
    if found is None:
        raise NotFound(read.HIDDEN)
    wrong: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            prepared = _acted(request, file, found)
        except _TOLD as refusal:
            wrong = problems(refusal, reader=reader)
        else:
            return out(request, file, prepared) if prepared else redirect("case", file=file)
    may_send = shown(request, case, reader=reader)["may_send"]
    told = {"file": file, "one": found, "may_send": may_send, "problems": wrong, "typed": request.POST}
    return render(request, "message.html", told, status=422 if wrong else 200)


@require_POST
@seated
def take(request: AtTheDesk, file: str, message: str) -> HttpResponse:
    """Give the signed bytes that were just written out as a file, or as a table, where their digest is that on file."""
    case = _case(request, file)
    item = next((one for one in case.items("message") if one.partition("/")[0] == message), "")
    data = request.POST.get("data", "").replace("\r\n", "\n").encode()
    line = case.line("message.document", item)
    kept = {getattr(said.statement.value, "text", "") for said in line.standing} if line else set()
    if signed.digest(data) not in kept:
        raise Rejected.because("message", expected="the bytes that were written out here", found="others")
    ending = _ENDINGS.get(request.POST.get("as", ""), "note")
    response = HttpResponse(_carried(data, ending), content_type=_TYPES.get(ending, "text/plain; charset=utf-8"))
    response["Content-Disposition"] = f'attachment; filename="{message[:8]}.{ending}"'
    return response


def _carried(data: bytes, ending: str) -> bytes:
    """Return signed bytes as the carrier that was asked for: a table, a page to read, or as they are."""
    vkey = keys.ring().policy_vkey
    match ending:
        case "csv":
            return carrier.table(data, vkey).encode()
        case "pdf":
            on = timezone.now().date()
            try:
                rows = [(row[2], row[4]) for row in carrier.rows(data, vkey) if row[4]]
            except Rejected:  # a letter: its own lines, then what signs them
                lines = data.decode().split("\n")
                return leaf.pdf(
                    _("A letter of the bureau"), lines=lines, lang=get_language() or "en", on=on, fonts=_FONTS
                )
            return leaf.pdf(_("A message of the bureau"), rows, lang=get_language() or "en", on=on, fonts=_FONTS)
        case _:
            return data


def out(request: AtTheDesk, file: str, prepared: Prepared) -> HttpResponse:
    """Show what was written out, this once: the signed bytes to take away, and of a letter its check code."""
    data = prepared.data.decode()
    text = letters.check(prepared.data, keys.ring().policy_vkey) if prepared.code else ""
    told = {
        "file": file,
        "message": prepared.item.partition("/")[0],
        "entry": prepared.entry.number,
        "data": data,
        "digest": signed.digest(prepared.data),
        "code": prepared.code,
        "text": text,
    }
    return render(request, "message_out.html", told)


def problems(refusal: Rejected | Forbidden, *, reader: Reader) -> tuple[Problem, ...]:
    """Return a refusal as the summary at the top of the page tells it."""
    return faults.of(refusal, reader=reader) if isinstance(refusal, Rejected) else (("", _(str(refusal))),)


def _proposed(request: AtTheDesk, order: Order) -> str:
    """Keep the proposal of a disclosure, which is its maker's signature, and return the id of its entry."""
    ground, now = request.POST.get("ground", "").strip(), timezone.now()
    if not ground:
        raise Rejected.because("ground", expected="why the Power is to be told", found="nothing")
    said = send.disclosure(order, gate=_gate(now), **who(request))
    entry = decide.propose(order.file, send.DISCLOSURE, said, ground=ground, id_=sent.once(request), **who(request))
    messages.success(
        request,
        _("Proposed and signed by you, entry %(number)d. Another person signs it or refuses.")
        % {"number": entry.number or 0},
    )
    return entry.id


def _acted(request: AtTheDesk, file: str, found: Sent) -> Prepared | None:
    """Do what comes next for a message; return what was written out, or nothing where it was kept only."""
    post, now = request.POST, timezone.now()
    if post.get("do") != found.next or not found.next:
        raise Rejected.because("do", expected="the act that comes next", found="another")
    if found.next == "export":
        return send.export_to_power(
            file, found.item, conflict=conflict(), rule_pack=lawbook.stamp(), gate=_gate(now), **who(request)
        )
    at = _time(post.get("at", ""))
    if found.next == "sent":
        channel, addressee = post.get("channel", "").strip(), post.get("addressee", "").strip()
        _given(channel=channel, addressee=addressee)
        entry = send.sent(file, found.item, channel=channel, addressee=addressee, sent_at=at, **who(request))
    else:
        receipt = post.get("receipt", "").strip()
        _given(receipt=receipt)
        entry = send.received(file, found.item, receipt=receipt, received_at=at, **who(request))
    messages.success(request, _("Kept as entry %(number)d.") % {"number": entry.number or 0})
    return None


def _given(**typed: str) -> None:
    faults_ = [Fault(name, "words", "nothing") for name, text in typed.items() if not text]
    if faults_:
        raise Rejected(*faults_)


def _time(typed: str) -> dt.datetime:
    """Return a point of time to the minute; a day without its hour is no such point."""
    found = parse.instant(typed.strip(), where="time")
    if found.first != found.last:
        raise Rejected.because(
            "time", expected="a time with its hour and zone, such as 2025-01-09T14:30Z", found="days"
        )
    return found.first


def _order(request: AtTheDesk, file: str) -> Order:
    post = request.POST
    if post.get("to", "") not in set(To):
        raise Rejected.because("to", expected="one of the addressees", found="none")
    to = To(post["to"])
    harm = post.get("detriment", "")
    if to is To.CTA and harm not in {"yes", "no"}:
        raise Rejected.because("detriment", expected="yes or no", found="no answer")
    return Order(
        file=file,
        type=post.get("type", ""),
        address=Address(to, "" if to is To.CTA else post.get("power", "")),
        conflict=conflict(),
        rule_pack=lawbook.stamp(),
        supersedes=post.get("supersedes", ""),
        detriment=Detriment(harm == "yes", post.get("detriment_note", "").strip()) if to is To.CTA else None,
    )


def conflict() -> str:
    """Return the conflict that this register is about, as messages name it."""
    return str(getattr(settings, "CONFLICT", ""))


def who(request: AtTheDesk) -> Who:
    """Return who acts, for what purpose, and when."""
    return {"officer": request.officer, "purpose": request.purpose, "now": timezone.now()}


def _gate(now: dt.datetime) -> send.Gate:
    return lambda case, act, destination: gate.message(case, act, destination=destination, now=now)


def _case(request: AtTheDesk, file: str) -> Case:
    return read.case(file, officer=request.officer, purpose=request.purpose, now=timezone.now()).case


def _page(
    request: AtTheDesk,
    case: Case,
    *,
    reader: Reader,
    order: Order | None = None,
    looked: Message | None = None,
    problems: tuple[Problem, ...] = (),
) -> HttpResponse:
    post = request.POST
    types = [
        (name, words.phrase(labels.codes("message_type")[name]), row.ground)
        for name, row in table.shipped().items()
        if case.kind in row.files
    ]
    told_ = {
        "file": case.file,
        "types": types,
        "addressees": [(to.value, words.phrase(labels.codes("message_to")[to.value])) for to in To],
        "countries": ways.countries(),
        "earlier": [one for one in draw.of(case, reader=reader) if one.when],
        "typed": post,
        "order": order,
        "told": draw.told(looked) if looked else (),
        "payload": signed.payload_digest(looked) if looked else "",
        "proposes": ways.proposes(request, case, send.DISCLOSURE),
        "once": sent.once(request) or write.fresh_id(),
        "problems": problems,
        **_law(case, order, reader=reader),
    }
    return render(request, "message_prepare.html", told_, status=422 if problems else 200)


def _law(case: Case, order: Order | None, *, reader: Reader) -> dict[str, object]:
    if order is None:
        return {}
    blocks = [one for one in send.against(case.file, order.address, now=timezone.now()) if not one.lifted]
    seen = [one for one in blocks if sights.may(reader.sight, sights.levels(one.rule))]
    hidden = sum(one.stops for one in blocks) - sum(one.stops for one in seen)
    return {"against": [law.cite(one.rule) for one in seen], "hidden": law_words.hidden(hidden)}
