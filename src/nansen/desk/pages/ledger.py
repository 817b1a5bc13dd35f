"""The ledger's page: its head, its check, and the proof of an entry to take away."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nansen.desk.middleware import AtTheDesk
from nansen.desk.pages.seated import seated
from nansen.errors import Broken, Fault, NotFound
from nansen.ledger.model import Verdict
from nansen.office import check, may, prove

_checking = threading.Lock()
Page = Callable[..., HttpResponse]


def shown_to_some(page: Page) -> Page:
    """Let only an officer with the action `ledger` or `prove` reach this page; for all others it is not there."""

    @wraps(page)
    def asked(request: AtTheDesk, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 - a page's own
        if not (_may(request, "ledger") or _may(request, "prove")):
            raise NotFound("There is no such page.")
        return page(request, *args, **kwargs)

    return seated(asked)


@shown_to_some
def show(request: AtTheDesk) -> HttpResponse:
    """Show the head and the last entries as the world may see them; for a POST, verify the whole ledger.

    Of checks one runs at a time in each process: it costs seconds, and a second one learns nothing more.
    """
    size, verdict, busy = prove.size(), None, False
    if request.method == "POST":
        if not _may(request, "ledger"):
            raise NotFound("There is no such page.")
        verdict, busy = _checked(size)
    head = prove.head()
    return render(
        request,
        "ledger.html",
        {
            "head": head,
            "root": base64.b64encode(head.root).decode(),
            "checkpoint": prove.checkpoint(),
            "vkey": prove.vkey(),
            "leaves": prove.shown(max(0, size - 20), size),
            "verdict": verdict,
            "busy": busy,
            "checks": _may(request, "ledger"),
        },
    )


def _may(request: AtTheDesk, action: str) -> bool:
    return may.act(request.officer, action, purpose=request.purpose)


def _checked(size: int) -> tuple[Verdict | None, bool]:
    if not _checking.acquire(blocking=False):
        return None, True
    try:
        return _verdict(size), False
    finally:
        _checking.release()


def _verdict(size: int) -> Verdict:
    """Return the verdict on the ledger; a damage that stops the check is a verdict too, not a page that rests."""
    try:
        return check.ledger()
    except Broken as damage:
        return Verdict("register", size, (Fault("ledger", "what its head implies", str(damage)),))


@require_safe
@shown_to_some
def proof(request: AtTheDesk, number: int) -> HttpResponse:  # noqa: ARG001 - a page takes its request
    """Send the proof of an entry as a file: it tells class, hour and digest, and nothing of anybody."""
    return _download(prove.receipt(number), f"entry-{number}.tlog-proof")


@require_safe
@shown_to_some
def checkpoint(request: AtTheDesk) -> HttpResponse:  # noqa: ARG001
    """Send the signed head as a file."""
    return _download(prove.checkpoint(), "checkpoint")


@require_safe
@shown_to_some
def vkey(request: AtTheDesk) -> HttpResponse:  # noqa: ARG001
    """Send the public key with which proofs are checked."""
    return _download(prove.vkey() + "\n", "vkey")


def _download(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
