"""The purpose of a quarter of an hour's work: stated once, shown in the banner, kept in every read entry."""

from __future__ import annotations

import time

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from nansen.desk import labels
from nansen.desk.middleware import AtTheDesk
from nansen.errors import Rejected


@require_POST
@login_required
def choose(request: AtTheDesk) -> HttpResponse:
    """Take the purpose that the officer states, of those that his roles may state."""
    state(request, request.POST.get("purpose", ""))
    onward = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(onward, allowed_hosts={request.get_host()})
    return redirect(onward if safe else "desk")


def state(request: AtTheDesk, code: str) -> None:
    """Let this purpose stand for the next quarter of an hour; raise Rejected for one that his roles may not state."""
    if code not in {allowed for allowed, _ in labels.purposes_of(request.officer)}:
        raise Rejected.because("purpose", expected="one of the purposes offered", found="another")
    request.session["purpose"] = request.purpose = code
    request.session["purpose_at"] = time.time()
