"""Search, and only then create: a file is opened for a person who was looked for first."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from nansen.desk import labels
from nansen.desk.draw import board
from nansen.desk.middleware import AtTheDesk
from nansen.desk.pages.seated import seated
from nansen.office import find, may
from nansen.statements.model import Kind

QUERY_MAX = 200


@seated
def show(request: AtTheDesk) -> HttpResponse:
    """Show the search box; for a POST, what was found of what this officer may see."""
    query = request.POST.get("query", "").strip()[:QUERY_MAX]
    page = None
    if query:
        page = find.by_words(query, officer=request.officer, purpose=request.purpose, now=timezone.now())
        request.session["searched"] = True
    kinds = may.create(request.officer, purpose=request.purpose)
    offered = [(kind.value, labels.KINDS[kind]) for kind in kinds]
    lines = board.lines(page.found) if page else ()
    return render(request, "search.html", {"query": query, "page": page, "lines": lines, "kinds": offered})


@require_POST
@seated
def create(request: AtTheDesk) -> HttpResponse:
    """Lead on to the form of a new file, once a search was made in this session."""
    kind = Kind(request.POST.get("kind", "captive")) if request.POST.get("kind") in set(Kind) else Kind.CAPTIVE
    if not request.session.get("searched"):
        return redirect("search")
    return redirect("new", kind=kind.value)
