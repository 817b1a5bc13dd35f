"""The ledger's page: its head, its check, and the proof of an entry to take away."""

from __future__ import annotations

import base64

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nansen.desk.middleware import AtTheDesk
from nansen.desk.pages.seated import seated
from nansen.errors import Broken, Fault
from nansen.ledger.model import Verdict
from nansen.office import check, prove


@seated
def show(request: AtTheDesk) -> HttpResponse:
    """Show the head and the last entries as the world may see them; for a POST, verify the whole ledger."""
    size = prove.size()
    verdict = _verdict(size) if request.method == "POST" else None
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
        },
    )


def _verdict(size: int) -> Verdict:
    """Return the verdict on the ledger; a damage that stops the check is a verdict too, not a page that rests."""
    try:
        return check.ledger()
    except Broken as damage:
        return Verdict("register", size, (Fault("ledger", "what its head implies", str(damage)),))


@require_safe
@seated
def proof(request: AtTheDesk, number: int) -> HttpResponse:  # noqa: ARG001 - a page takes its request
    """Send the proof of an entry as a file: it tells class, hour and digest, and nothing of anybody."""
    return _download(prove.receipt(number), f"entry-{number}.tlog-proof")


@require_safe
@seated
def checkpoint(request: AtTheDesk) -> HttpResponse:  # noqa: ARG001
    """Send the signed head as a file."""
    return _download(prove.checkpoint(), "checkpoint")


@require_safe
@seated
def vkey(request: AtTheDesk) -> HttpResponse:  # noqa: ARG001
    """Send the public key with which proofs are checked."""
    return _download(prove.vkey() + "\n", "vkey")


def _download(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
