"""The due board: what is owed on all files that an officer may see, counted, and listed as a work list.

An article, a day and an urgency may stand in an address; a place may not, for where people are held is nobody's to
read in a history or a log. So a list of a place is asked for by POST, as a search is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nansen.desk.draw import due as draw
from nansen.desk.draw import words
from nansen.desk.middleware import AtTheDesk
from nansen.desk.pages.seated import seated
from nansen.errors import Rejected
from nansen.office import due, lawbook
from nansen.office.due import Asked, Page, Urgency

PLACE_MAX = 500


@require_safe
@seated
def show(request: AtTheDesk) -> HttpResponse:
    """Show how much is owed, by article, by place and by day."""
    now = timezone.now()
    board = due.board(officer=request.officer, purpose=request.purpose, now=now)
    late, coming = draw.by_day(board)
    shown = {
        "totals": draw.totals(board),
        "rules": draw.by_rule(board, lawbook.book()),
        "places": draw.by_place(board),
        "late": late,
        "coming": coming,
        "read": board.read,
        "printed": words.moment(now),
    }
    return render(request, "due.html", shown)


@require_safe
@seated
def counts(request: AtTheDesk) -> HttpResponse:
    """Show the three counts alone, of everything or of one rule: a part that a page fetches when it stands already."""
    rule = _rule(request.GET)
    board = due.board(officer=request.officer, purpose=request.purpose, now=timezone.now(), rule=rule)
    counted = draw.of_rule(board, rule) if rule else draw.totals(board)
    return render(request, "due_counts.html", {"counts": counted, "rule": rule})


@seated
def listed(request: AtTheDesk) -> HttpResponse:
    """Show what is owed line by line, fifty at most; for a POST of one place, too."""
    asked, problems = _asked(request)
    now = timezone.now()
    page = Page(owed=(), more=False, read=0)
    if not problems:
        page = due.lines(asked, officer=request.officer, purpose=request.purpose, now=now)
    shown = {
        "asked": asked,
        "rule": lawbook.book().rules.get(asked.rule),
        "day": draw.on(asked.day) if asked.day and not problems else "",
        "urgencies": tuple(draw.URGENCIES.items()),
        "lines": draw.lines(page.owed, now=now),
        "more": page.more,
        "next": asked.skip + len(page.owed),
        "last": _last(page),
        "read": page.read,
        "printed": words.moment(now),
        "problems": problems,
    }
    return render(request, "due_list.html", shown, status=422 if problems else 200)


def _asked(request: AtTheDesk) -> tuple[Asked, tuple[tuple[str, str], ...]]:
    """Return what is asked for, and what is wrong with the day if somebody typed one.

    Raises Rejected for a rule or an urgency that no page offers.
    """
    given = request.POST if request.method == "POST" else request.GET
    urgency, day = given.get("urgency", ""), given.get("day", "").strip()
    place = request.POST.get("place", "")[:PLACE_MAX]  # of an address, never
    if urgency and urgency not in set(Urgency):
        raise Rejected.because("urgency", expected="overdue, due or open", found="another")
    skip = given.get("skip", "0")
    asked = Asked(
        rule=_rule(given),
        place=place,
        day=day,
        urgency=urgency,
        skip=int(skip) if skip.isdecimal() and len(skip) < 6 else 0,
    )
    try:
        fits = not day or dt.date.fromisoformat(day).isoformat() == day
    except ValueError:
        fits = False
    return asked, () if fits else (("day", _("Day of the limit: a day, such as 2025-01-09.")),)


def _rule(given: Mapping[str, str]) -> str:
    rule = given.get("rule", "")
    if rule and rule not in lawbook.book().rules:
        raise Rejected.because("rule", expected="a rule of the pack", found="another")
    return rule


def _last(page: Page) -> tuple[str, str] | None:
    """Return the day of the last limit on a full page, to ask for that day alone: as it is asked for, and in words."""
    limit = page.owed[-1].limit if page.more and page.owed else None
    return (day := limit.date().isoformat(), draw.on(day)) if limit else None
