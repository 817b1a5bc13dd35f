"""Lifting a hold: one officer of a role that the rule names, with his reason, for one act and one destination."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from nansen.casefile.model import Case, Subject
from nansen.desk.draw import law, law_words, words
from nansen.desk.draw.law_model import Ground
from nansen.desk.draw.model import Reader
from nansen.desk.middleware import AtTheDesk
from nansen.desk.pages import faults, reading, ways
from nansen.desk.pages.faults import Problem
from nansen.desk.pages.seated import seated
from nansen.errors import Forbidden, NotFound, Rejected
from nansen.law.model import Effect, Rule
from nansen.office import lawbook, read, release


@seated
def show(request: AtTheDesk, file: str, rule: str) -> HttpResponse:
    """Show a hold with its ground and the facts that it rests on, and take the reason for which it is lifted."""
    now = timezone.now()
    opened = read.case(file, officer=request.officer, purpose=request.purpose, now=now)
    known, about = lawbook.book().rules.get(rule), ways.asked(request)
    if known is None or known.effect is not Effect.HOLD or about is None or about[0] not in known.on:
        raise NotFound("There is no such hold.")
    subject = Subject(file=file, kind=opened.case.kind, site=opened.case.site)
    if not release.may(request.officer, rule, subject, purpose=request.purpose):
        raise Forbidden("This hold is not for your role to lift.")
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        problems = _lifted(request, opened.case, known, about=about, now=now)
        if not problems:
            return redirect("case", file=file)
    return _page(request, opened.case, known, about=about, problems=problems)


def _lifted(
    request: AtTheDesk, case: Case, rule: Rule, *, about: tuple[str, str], now: dt.datetime
) -> tuple[Problem, ...]:
    """Lift the hold and return nothing, or return what was wrong with the form."""
    reason, typed = request.POST.get("reason", "").strip(), request.POST.get("until", "").strip()
    problems: list[Problem] = [] if reason else [("id_reason", _("Give the reason for which the hold is lifted."))]
    until = None
    try:
        until = dt.date.fromisoformat(typed) if typed else None
    except ValueError:
        problems.append(("id_until", _("Until: a day, such as 2025-01-09.")))
    if until and until < now.date():
        problems.append(("id_until", _("Until: a day that lies ahead.")))
    if problems:
        return tuple(problems)
    try:
        entry = release.hold(
            case.file,
            rule.id,
            about[0],
            destination=about[1],
            reason=reason,
            until=until,
            officer=request.officer,
            purpose=request.purpose,
            now=now,
        )
    except Rejected as refusal:
        return faults.of(refusal, reader=reading.of(request, case))
    said = _("The hold is lifted for this act and destination. Kept as entry %(number)d.")
    messages.success(request, said % {"number": entry.number or 0})
    return ()


def _page(
    request: AtTheDesk, case: Case, rule: Rule, *, about: tuple[str, str], problems: tuple[Problem, ...]
) -> HttpResponse:
    reader = reading.of(request, case)
    return render(
        request,
        "release.html",
        {
            "file": case.file,
            "rule": law.cite(rule),
            "text": words.phrase(rule.text.strip()),
            "note": words.phrase(rule.note.strip()) if rule.note else "",
            "pack": law.pack(lawbook.book()),
            "act": law_words.act(about[0]),
            "place": law_words.place(about[1]),
            "ground": _ground(request, case, rule.id, about=about, reader=reader),
            "reason": request.POST.get("reason", ""),
            "until": request.POST.get("until", ""),
            "problems": problems,
        },
        status=422 if problems else 200,
    )


def _ground(request: AtTheDesk, case: Case, rule: str, *, about: tuple[str, str], reader: Reader) -> Ground | None:
    """Return the hold as it bites now with what it rests on; None where it does not, or where no gate is asked."""
    way = ways.way(request, case, *about, reader=reader)
    grounds = [ground for door in way.doors for ground in door.grounds] if way else []
    return next((ground for ground in grounds if ground.rule.id == rule), None)
