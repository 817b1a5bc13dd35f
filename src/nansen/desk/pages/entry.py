"""One entry: what was done, by whom, when and for what purpose, each of its statements, and the way to its proof."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from nansen.desk.draw import casefile
from nansen.desk.middleware import AtTheDesk
from nansen.desk.pages.seated import seated
from nansen.office import read


@seated
def show(request: AtTheDesk, number: int) -> HttpResponse:
    """Show an entry of a file that the officer may see."""
    entry, opened = read.entry(number, officer=request.officer, purpose=request.purpose, now=timezone.now())
    said = casefile.of_entry(opened.case, number) if opened else ()
    return render(request, "entry.html", {"entry": entry, "number": number, "said": said, "opened": opened})
