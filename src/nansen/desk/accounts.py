"""Accounts are opened by the register alone: nobody signs himself up, and no second factor is kept in clear."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from nansen.office import keys


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Close the door of signing up; count failed sign-ins by account and address together."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Return False: accounts come with seats, from the register."""
        return False

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:  # noqa: ARG002
        """Lead an account that was closed back to the sign-in page, which tells nothing of it."""
        return redirect("account_login")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:  # noqa: ANN401 - allauth's
        account = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{self.get_client_ip(request)}|{account}"


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """Seal the secrets of one-time codes and of recovery codes: the database alone makes no code."""

    def encrypt(self, text: str) -> str:
        """Return a secret as it is kept."""
        return keys.conceal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret that was kept; raise Broken where it was put there by another hand."""
        return keys.reveal(encrypted_text)
