"""The office's own numbers: each with its source, who changed it and why; forms to change one and to sign the pack."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from nansen.desk.draw import policies as draw
from nansen.desk.middleware import AtTheDesk
from nansen.desk.pages import rules
from nansen.desk.pages.seated import seated
from nansen.errors import Fault, Rejected
from nansen.office import lawbook, policies, read, write
from nansen.office.lawbook import Signature
from nansen.statements.model import Entry

VALUE_MAX = 500
Problem = tuple[str, str]
_VALUES = {
    "a whole n": gettext_noop("Value: a whole number from 1 to 99."),
    "a length ": gettext_noop("Value: a length of time such as P7D (seven days) or PT24H (24 hours)."),
    "at most t": gettext_noop("Value: at most twice the time that the pack ships."),
    "a day suc": gettext_noop("Value: a day such as 2025-01-09, or nothing."),
    "country c": gettext_noop("Value: country codes with spaces, the shipped ones among them."),
}


@seated
def show(request: AtTheDesk) -> HttpResponse:
    """Show all policies; take a change of one, or the signature of the pack, from who may set them."""
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        problems = _kept(request)
        if not problems:
            return redirect("policies")
    return _page(request, problems)


def _kept(request: AtTheDesk) -> tuple[Problem, ...]:
    """Keep what was sent and return nothing, or return what is wrong with it.

    Raises Forbidden, through the office, where setting policies is not his.
    """
    if request.POST.get("do") == "change" and (wrong := _wrong(request)):
        return wrong
    try:
        entry = _act(request)
    except Rejected as refusal:
        if any(fault.where == "entry" for fault in refusal.faults):
            messages.info(request, _("This was kept already; it is kept once."))
            return ()
        return tuple(dict.fromkeys(_problem(fault) for fault in refusal.faults))
    said = _("Kept as entry %(number)d.") % {"number": entry.number or 0}
    messages.success(request, f"{said} {_('The clocks of the due board follow at the next sweep.')}")
    return ()


def _wrong(request: AtTheDesk) -> tuple[Problem, ...]:
    """Return all that is wrong with a change that was typed: the office itself would name the first fault alone."""
    found: list[Problem] = []
    name, value, reason = (request.POST.get(field, "").strip() for field in ("name", "value", "reason"))
    try:
        lawbook.statements(name, value, reason=reason or "-", now=timezone.now())
    except Rejected as refusal:
        found += [_problem(fault) for fault in refusal.faults]
    return tuple(found) if reason else (*found, _problem(Fault("reason", "", "")))


def _act(request: AtTheDesk) -> Entry:
    who, purpose, now, sent = request.officer, request.purpose, timezone.now(), request.POST
    match sent.get("do", ""):
        case "change":
            name, value = sent.get("name", ""), sent.get("value", "").strip()[:VALUE_MAX]
            reason, once = sent.get("reason", "").strip(), sent.get("once", "")
            known = once if len(once) == 32 and all(sign in "0123456789abcdef" for sign in once) else None
            return policies.change(name, value, reason=reason, officer=who, purpose=purpose, now=now, id_=known)
        case "sign":
            return policies.sign(officer=who, purpose=purpose, now=now)
        case _:
            raise Rejected.because("do", expected="one of the buttons of the page", found="another")


def _problem(fault: Fault) -> Problem:
    match fault.where:
        case "policy":
            return "id_name", _("Choose the policy that is to change.")
        case "value":
            return "id_value", _VALUES.get(fault.expected[:9]) or _("Value: expected %(what)s.") % {
                "what": fault.expected
            }
        case "reason":
            return "id_reason", _("Give the reason for the change.")
        case _:
            said = _("Expected: %(expected)s. Found: %(found)s.")
            return "", said % {"expected": _(fault.expected), "found": _(fault.found)}


def _page(request: AtTheDesk, problems: tuple[Problem, ...]) -> HttpResponse:
    who, now = request.officer, timezone.now()
    opened = read.case(lawbook.file(), officer=who, purpose=request.purpose, now=now)
    names = read.names({entry.by for entry in opened.case.entries})
    sent = request.POST if problems else request.GET
    shown = {
        "rows": draw.rows(lawbook.book().profile, lawbook.profile(), opened.case, names=names),
        "signings": draw.signings(opened.case, names=names),
        "may": policies.may(who, purpose=request.purpose),
        "unsigned": lawbook.signature() is not Signature.SIGNED,
        "problems": problems,
        "name": sent.get("name", ""),
        "value": sent.get("value", ""),
        "reason": request.POST.get("reason", "") if problems else "",
        "once": write.fresh_id(),
        **rules.pack(),
    }
    return render(request, "policies.html", shown, status=422 if problems else 200)
