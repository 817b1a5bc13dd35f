"""My desk: what was last written at the officer's site, what is assigned to him, where to begin."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from nansen.desk.draw import board
from nansen.desk.middleware import AtTheDesk
from nansen.desk.pages.seated import seated
from nansen.office import find, may, prove


@seated
def show(request: AtTheDesk) -> HttpResponse:
    """Show the desk of the signed-in officer."""
    who, now = request.officer, timezone.now()
    recent = find.recent(officer=who, purpose=request.purpose, now=now)
    assigned = find.these(who.assigned, officer=who, purpose=request.purpose, now=now) if who.assigned else None
    return render(
        request,
        "desk.html",
        {
            "recent": recent,
            "lines": board.lines(found for found in recent.found if found.file not in who.assigned),
            "mine": board.lines(assigned.found) if assigned else (),
            "assigned": assigned,
            "size": prove.size(),
            "can": may.acts(who, purpose=request.purpose),
        },
    )
