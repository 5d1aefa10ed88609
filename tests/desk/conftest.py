"""What the tests of the desk share."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User


@pytest.fixture
def administrator(db: None) -> User:
    """Somebody who may delete and give rights."""
    return User.objects.create_superuser("verwaltung@example.org", "geheim-und-lang-genug", name="Verwaltung")


@pytest.fixture
def administrator_client(administrator: User) -> Client:
    """A signed-in administrator."""
    client = Client()
    client.force_login(administrator, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
