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

Page = Callable[..., HttpResponse]


def seated(page: Page) -> Page:
    """Let only a signed-in officer with a stated purpose reach this page; ask for the purpose where it is missing."""

    @wraps(page)
    def asked(request: AtTheDesk, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 - a page's own
        if not request.purpose:
            heading = _("For what purpose do you open the register?")
            return render(request, "purpose.html", {"heading": heading, "next": request.get_full_path()})
        return page(request, *args, **kwargs)

    return login_required(asked)
