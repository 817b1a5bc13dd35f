"""Assigning a file to an officer of the same site."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nansen.desk.middleware import AtTheDesk
from nansen.desk.pages.seated import seated
from nansen.office import assign


@require_POST
@seated
def give(request: AtTheDesk, file: str) -> HttpResponse:
    """Assign the file to the officer who was chosen, or end his assignment."""
    staff = request.POST.get("staff", "")
    verb = assign.take_back if "end" in request.POST else assign.assign
    entry = verb(file, staff, officer=request.officer, purpose=request.purpose, now=timezone.now())
    messages.success(request, _("Kept as entry %(number)d.") % {"number": entry.number or 0})
    return redirect("case", file=file)
