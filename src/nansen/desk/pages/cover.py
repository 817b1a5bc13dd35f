"""Giving away a covered picture: a file to take, only of a publication that two have signed and nothing stops."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from nansen.desk.middleware import AtTheDesk
from nansen.desk.pages import reading, send
from nansen.desk.pages.seated import seated
from nansen.errors import Forbidden, Rejected
from nansen.office import give, read


@require_POST
@seated
def take(request: AtTheDesk, file: str, attachment: str) -> HttpResponse:
    """Send the covered copy as a file to take away, or say what stops it."""
    who = send.who(request)
    try:
        opened = give.covered(file, attachment, **who)
    except (Rejected, Forbidden) as refusal:
        case = read.case(file, officer=request.officer, purpose=request.purpose, now=timezone.now()).case
        told = send.problems(refusal, reader=reading.of(request, case))
        return render(request, "cover.html", {"file": file, "attachment": attachment, "problems": told}, status=422)
    response = HttpResponse(opened.data, content_type=opened.media_type)
    response["Content-Disposition"] = f'attachment; filename="{attachment[:8]}.{opened.media_type.rpartition("/")[2]}"'
    response["Cache-Control"] = "no-store"
    return response
