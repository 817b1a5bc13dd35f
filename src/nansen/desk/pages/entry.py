"""One entry: what was done, by whom, when and for what purpose, each of its statements, and the way to its proof."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from nansen.desk.draw import casefile
from nansen.desk.draw.model import Reader
from nansen.desk.middleware import AtTheDesk
from nansen.desk.pages import reading
from nansen.desk.pages.seated import seated
from nansen.office import prove, read


@seated
def show(request: AtTheDesk, number: int) -> HttpResponse:
    """Show an entry of a file that the officer may see, and what its leaf shows to the world."""
    entry, opened = read.entry(number, officer=request.officer, purpose=request.purpose, now=timezone.now())
    reader = reading.of(request, opened.case) if opened else Reader()
    return render(
        request,
        "entry.html",
        {
            "number": number,
            "done": casefile.done(entry, reader=reader),
            "facts": casefile.of_entry(opened.case, number, reader=reader) if opened else (),
            "file": opened.case.file if opened else "",
            "shown": entry.shown if not opened else (),
            "read": opened.read if opened else None,
            "leaf": prove.shown(number, number + 1)[0][1],
        },
    )
