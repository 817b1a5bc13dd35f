"""Tasks: probable twins, for the tracing officer alone."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from nansen.desk.draw import board
from nansen.desk.middleware import AtTheDesk
from nansen.desk.pages.seated import seated
from nansen.office import may, twins


@seated
def show(request: AtTheDesk) -> HttpResponse:
    """Show the open tasks of this officer."""
    found: tuple[twins.Twin, ...] = ()
    if may.act(request.officer, "tasks", purpose=request.purpose):
        found = twins.open_tasks(officer=request.officer, purpose=request.purpose, now=timezone.now())
    pairs = [{"why": pair.why, "sides": board.lines((pair.left, pair.right))} for pair in found]
    return render(request, "tasks.html", {"pairs": pairs})
