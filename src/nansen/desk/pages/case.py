"""The case file: who he is said to be, what each paper is worth, what he wants, where he was held, who said so."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from nansen.desk import labels
from nansen.desk.draw import casefile, weights
from nansen.desk.forms import build
from nansen.desk.middleware import AtTheDesk
from nansen.desk.pages import answer, papers, reading, send, ways
from nansen.desk.pages.seated import seated
from nansen.office import assign, may, read


@seated
def show(request: AtTheDesk, file: str) -> HttpResponse:
    """Show a file as this officer may see it; the reading itself is an entry."""
    opened = read.case(file, officer=request.officer, purpose=request.purpose, now=timezone.now())
    case = opened.case
    reader = reading.of(request, case)
    allowed = may.forms(request.officer, case.kind, case.site, file, purpose=request.purpose)
    offered = [name for name in allowed if case.kind.value in build.tables()[name]["kinds"]]
    may_assign = may.on(request.officer, "assign", case.kind, case.site, file, purpose=request.purpose)
    return render(
        request,
        "case.html",
        {
            "file": file,
            "kind_label": _(labels.KINDS[case.kind]),
            "site": case.site,
            "read": opened.read,
            "view": casefile.view(case, reader=reader),
            "holders": assign.holders(file, officer=request.officer) if may_assign else (),
            "assignable": assign.candidates(file, officer=request.officer) if may_assign else (),
            "forms": [(name, _(reader.forms.get(name, name))) for name in offered],
            "weights": weights.of(case),
            "sheets": papers.offered(request, case),
            **answer.answers(request, case),
            **send.shown(request, case, reader=reader),
            **ways.of(request, case, reader=reader),
        },
    )
