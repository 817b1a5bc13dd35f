"""What every page of the register asks first: a signed-in officer, and the purpose for which he works."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from nansen.desk.middleware import AtTheDesk
from nansen.desk.pages import purpose

STATED = "purpose_stated"
OWN = {STATED, "csrfmiddlewaretoken"}

Page = Callable[..., HttpResponse]


def seated(page: Page) -> Page:
    """Let only a signed-in officer with a stated purpose reach this page; ask for the purpose where it is missing.

    What he had typed when the quarter of an hour ran out is carried along and sent again with the new purpose: nobody
    writes a capture card twice.
    """

    @wraps(page)
    def asked(request: AtTheDesk, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 - a page's own
        if not request.purpose and request.POST.get(STATED):
            purpose.state(request, request.POST[STATED])
        if not request.purpose:
            heading = _("For what purpose do you open the register?")
            carried = [(name, value) for name, values in request.POST.lists() for value in values if name not in OWN]
            told = {"heading": heading, "next": request.get_full_path(), "carried": carried, "stated": STATED}
            return render(request, "purpose.html", told)
        return page(request, *args, **kwargs)

    return login_required(asked)
