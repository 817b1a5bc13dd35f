"""Every request: who sits at the desk, for what purpose, and what an error looks like."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nansen.casefile.model import Officer
from nansen.desk import labels
from nansen.errors import Broken, Forbidden, Misconfigured, NotFound, Rejected
from nansen.office import may, seats
from nansen.office.index import Loading

PURPOSE_SECONDS = 15 * 60
_PAGES: dict[type[Exception], tuple[int, str]] = {
    Loading: (503, "loading.html"),
    NotFound: (404, "404.html"),
    Forbidden: (403, "403.html"),
    Rejected: (400, "400.html"),
    Misconfigured: (503, "503.html"),
    Broken: (503, "503.html"),
}


@dataclass(frozen=True, slots=True)
class Purpose:
    """A purpose with its words."""

    code: str
    label: str


class AtTheDesk(HttpRequest):
    """A request of a signed-in officer."""

    officer: Officer
    purpose: str


def at_the_desk(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Tie the signed-in account to its officer, end idle sessions, and keep every page out of every cache."""

    def respond(request: HttpRequest) -> HttpResponse:
        request.officer = None  # type: ignore[attr-defined]
        request.purpose = ""  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            _seat(request)
        response = get_response(request)
        if request.user.is_authenticated or response.status_code != 200:
            response["Cache-Control"] = "no-store"
        return response

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        for kind, (status, template) in _PAGES.items():
            if isinstance(error, kind):
                words = str(error) if isinstance(error, Rejected) else ""
                return render(request, template, {"words": words}, status=status)
        return None

    respond.process_exception = process_exception  # type: ignore[attr-defined]
    return respond


def _seat(request: HttpRequest) -> None:
    now = time.time()
    session = request.session
    if now - session.get("seen", now) > settings.IDLE_SECONDS:
        logout(request)
        return
    if now - session.get("seen", 0) > 30:  # a row written twice a minute is enough to know that somebody is here
        session["seen"] = now
    try:
        request.officer = seats.of_account(request.user.pk or 0)  # type: ignore[attr-defined]
    except NotFound:
        logout(request)
        return
    if now - session.get("purpose_at", 0) < PURPOSE_SECONDS:
        request.purpose = session.get("purpose", "")  # type: ignore[attr-defined]


def context(request: HttpRequest) -> dict[str, object]:
    """Return what every page shows: the officer, his roles, the purpose, the languages, the demonstration's banner."""
    officer: Officer | None = getattr(request, "officer", None)
    purpose = getattr(request, "purpose", "")
    allowed = labels.purposes_of(officer) if officer else ()
    return {
        "officer": labels.officer(officer) if officer else None,
        "purpose": next((Purpose(code, label) for code, label in allowed if code == purpose), None),
        "purposes": [Purpose(code, label) for code, label in allowed],
        "ledger": officer is not None and any(may.act(officer, one, purpose=purpose) for one in ("ledger", "prove")),
        "demonstration": settings.DEMONSTRATION,
        "languages": settings.LANGUAGES,
    }
