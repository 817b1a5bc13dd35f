"""A browser without a browser: Django's client, signed in as an officer of the test's register."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from tests.conftest import Bureau

from nansen.office import seats

PASSWORD = "night-watch-and-lamp"


@pytest.fixture
def sign_in(bureau: Bureau) -> Callable[..., Client]:
    """Sign an officer in and state his purpose, through the pages themselves."""

    def signed(role: str, purpose: str) -> Client:
        cache.clear()  # where sign-ins are counted: all tests come from one address, more than 30 a minute of them
        seats.open_(bureau[role], username=role, password=PASSWORD)
        client = Client()
        client.post("/account/login/", {"login": role, "password": PASSWORD})
        client.post("/purpose/", {"purpose": purpose, "next": "/"})
        return client

    return signed
