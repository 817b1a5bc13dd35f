"""Accounts are opened by the register alone: nobody signs himself up."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Close the door of signing up; keep allauth's rate limits and re-authentication."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Return False: accounts come with seats, from the register."""
        return False
