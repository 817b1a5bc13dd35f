"""Serving the desk: what must hold before it is opened to a network, and gunicorn."""

from __future__ import annotations

import ipaddress
import os
import sys

from django.conf import settings

from nansen.desk import jobs, sessions
from nansen.errors import Misconfigured
from nansen.office import append, index, install


def run(host: str, port: int, *, workers: int) -> None:
    """Become the server of this register; raise Misconfigured where it must not be opened at this address."""
    os.umask(0o077)
    check(host)
    sessions.SessionStore.clear_expired()
    command = [
        sys.executable, "-m", "gunicorn", "nansen.desk.wsgi:application", "--bind", f"{host}:{port}",
        "--workers", str(workers), "--threads", "4", "--worker-class", "gthread", "--timeout", "60",
        "--log-level", "warning", "--worker-tmp-dir", str(index.folder()), "--no-control-socket",
    ]  # fmt: skip
    jobs.start()
    os.execv(sys.executable, command)  # noqa: S606 - our own arguments, no shell


def check(host: str) -> None:
    """Raise Misconfigured where the register is not whole, not durable, or must not leave this machine.

    On an outside address, or behind a proxy that has one (NANSEN_REMOTE=1), a demonstration (its passwords were
    printed) and a key folder beside or inside the data folder are refused, and the cookies must be those of HTTPS.
    """
    install.require_register()
    append.require_durable()
    index.folder()
    sessions.folder()
    if _loopback(host) and not settings.REMOTE:
        return
    if settings.DEMONSTRATION:
        raise Misconfigured(
            "This is a demonstration: its keys and passwords were printed. It is served on 127.0.0.1 only."
        )
    if settings.KEYS.parent == settings.DATA.parent or settings.KEYS.is_relative_to(settings.DATA):
        raise Misconfigured("The key folder lies beside the data: move it to another volume and set NANSEN_KEYS.")
    if not settings.REMOTE:
        raise Misconfigured(
            "On an outside address the desk is served through HTTPS only: set NANSEN_REMOTE=1 behind it."
        )


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
