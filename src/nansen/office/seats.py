"""Who sits at the desk: an account or a command's token, and the officer of the register whose it is."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from django.contrib.auth import get_user_model
from django.db import transaction

from nansen.casefile.model import Officer
from nansen.errors import Broken, Forbidden, NotFound
from nansen.office import keys, read, register
from nansen.store.models import Seat

NO_SEAT = "This account has no seat in the register."


def draw(officer: Officer, *, username: str) -> tuple[str, str]:
    """Give an officer an account with a password drawn on the spot, and return password and token; shown once."""
    password = "-".join(secrets.token_hex(2) for _ in range(4))
    return password, open_(officer, username=username, password=password)


def open_(officer: Officer, *, username: str, password: str) -> str:
    """Give an officer an account and return the token with which he signs commands; the token is shown once."""
    token = secrets.token_urlsafe(24)
    with transaction.atomic():
        account = get_user_model().objects.create_user(username=username, password=password)
        token_sha256 = _sha256(token)
        bound = keys.mac(f"seat|{account.pk}|{officer.staff}|{token_sha256}")
        Seat.objects.create(account=account, staff=officer.staff, token_sha256=token_sha256, bound=bound)
    return token


def of_account(account_id: int) -> Officer:
    """Return the officer of a signed-in account, as the ledger has him now; raise NotFound where he has no seat."""
    seat = Seat.objects.filter(account_id=account_id).first()
    if seat is None:
        raise NotFound(NO_SEAT)
    return _sat(seat)


def of_token(username: str, token: str) -> Officer:
    """Return the officer who signs with this token; raise Forbidden in the same words for a wrong name or token."""
    seat = Seat.objects.filter(account__username=username, account__is_active=True).first()
    kept = seat.token_sha256 if seat else _sha256(secrets.token_urlsafe(24))
    if not hmac.compare_digest(kept, _sha256(token)) or seat is None or closed(seat.staff):
        raise Forbidden("There is no officer of that name with that token.")
    return _sat(seat)


def closed(staff: str) -> bool:
    """Return whether the seat of a staff file is closed: at once, whatever day the decision of the two names."""
    found = register.rows([staff]).get(staff)
    return found is not None and bool(found[1].get("values", {}).get("staff.closed_on"))


def _sat(seat: Seat) -> Officer:
    """Return the officer of a seat.

    Raises Broken where the row was altered beside the register, NotFound where two people have closed the seat.
    """
    bound = keys.mac(f"seat|{seat.account_id}|{seat.staff}|{seat.token_sha256}")
    if not hmac.compare_digest(seat.bound, bound):
        raise Broken("A seat was altered in the database; it is nobody's until the key custodian has looked at it.")
    if closed(seat.staff):
        raise NotFound(NO_SEAT)
    return read.staff(seat.staff)


def _sha256(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
