"""Decisions by two: a page to propose on, and a page on which another person signs exactly what he sees, or refuses."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from nansen.casefile.decisions import Decision
from nansen.casefile.model import Case
from nansen.desk.draw import decision, law
from nansen.desk.draw.law_model import Proposal, WayOut
from nansen.desk.draw.model import Reader
from nansen.desk.middleware import AtTheDesk
from nansen.desk.pages import faults, reading, ways
from nansen.desk.pages.faults import Problem
from nansen.desk.pages.seated import seated
from nansen.errors import NotFound, Rejected
from nansen.office import decide, lawbook, read
from nansen.statements.model import Entry

_DONE = ("sign", "refuse", "withdraw")


@seated
def show(request: AtTheDesk, file: str, item: str) -> HttpResponse:
    """Show a proposal as it will be kept, and take a signature, a refusal or its withdrawal."""
    case = read.case(file, officer=request.officer, purpose=request.purpose, now=timezone.now()).case
    found = next((one for one in decide.pending(case, timezone.now()) if one.item.partition("/")[0] == item), None)
    if found is None:
        raise NotFound("There is no such proposal.")
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        problems = _ended(request, case, found)
        if not problems:
            return redirect("case", file=file)
    return _page(request, case, found, problems=problems)


def _ended(request: AtTheDesk, case: Case, found: Decision) -> tuple[Problem, ...]:
    """Do what the pressed button says and return nothing, or return why it was not done."""
    what, reason = request.POST.get("do", ""), request.POST.get("reason", "").strip()
    if what not in _DONE:
        raise Rejected.because("do", expected="one of the buttons of the page", found="another")
    if what == "refuse" and not reason:
        return (("id_reason", _("Give the reason for which you refuse.")),)
    try:
        entry = _act(request, found, what, reason)
    except Rejected as refusal:
        return faults.of(refusal, reader=reading.of(request, case))
    said = {
        "sign": _("Signed by two. Kept as entry %(number)d."),
        "refuse": _("Refused. Kept as entry %(number)d."),
        "withdraw": _("Taken back. Kept as entry %(number)d."),
    }
    messages.success(request, said[what] % {"number": entry.number or 0})
    return ()


def _act(request: AtTheDesk, found: Decision, what: str, reason: str) -> Entry:
    who, purpose, now = request.officer, request.purpose, timezone.now()
    match what:
        case "sign":
            # The digest comes back from the page: he signs what he saw, or nothing.
            digest = "".join(request.POST.get("digest", "").split())
            return decide.sign(found.file, found.item, digest, officer=who, purpose=purpose, now=now)
        case "refuse":
            return decide.refuse(found.file, found.item, officer=who, purpose=purpose, now=now, reason=reason)
        case _:
            return decide.withdraw(found.file, found.item, officer=who, purpose=purpose, now=now, reason=reason)


def _page(request: AtTheDesk, case: Case, found: Decision, *, problems: tuple[Problem, ...]) -> HttpResponse:
    reader = reading.of(request, case)
    shown = decision.of(found, case, reader=reader)
    own = found.proposed_by == request.officer.staff
    return render(
        request,
        "decision.html",
        {
            "file": case.file,
            "proposal": shown,
            "own": own,
            "may_sign": not own and ways.signs(request, case, found.what),
            "reason": request.POST.get("reason", ""),
            "problems": problems,
            **_weighed(request, case, shown, reader=reader),
        },
        status=422 if problems else 200,
    )


def _weighed(request: AtTheDesk, case: Case, shown: Proposal, *, reader: Reader) -> dict[str, object]:
    """Return the rule that is overridden and the gates of what is decided, as they stand now."""
    book = lawbook.book()
    rule = book.rules.get(shown.rule)
    way: WayOut | None = ways.way(request, case, shown.act, shown.place, reader=reader) if shown.act else None
    return {"way": way, "rule": law.cite(rule) if rule else None, "pack": law.pack(book)}
