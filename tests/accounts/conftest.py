"""Somebody signed in through the real form, and a telephone that shows codes."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from accounts.models import LimitCounter, User
from tests.factories.accounts import PASSWORD, UserFactory

LOGIN = "/de/account/login/"


@pytest.fixture
def user(db) -> User:
    return UserFactory(email="stadt@example.org", name="Stadt Beispiel", language="uk")


@pytest.fixture
def sign_in() -> Callable[..., Client]:
    """A browser in which the person has typed address and password."""

    def browser(user: User, **headers: str) -> Client:
        client = Client(**headers)
        answer = client.post(LOGIN, {"login": user.email, "password": PASSWORD})
        assert answer.status_code == 302, answer.content.decode()[:2000]
        return client

    return browser


@pytest.fixture
def code_of() -> Callable[..., str]:
    """The code a telephone shows for a secret; `steps` later ones are for another use within half a minute."""

    def code(secret: str, steps: int = 0) -> str:
        return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + steps))

    return code


@pytest.fixture
def with_app(code_of) -> Callable[[User], str]:
    """Gives the person an authenticator app and returns its secret."""

    def give(user: User) -> str:
        secret = totp.generate_totp_secret()
        totp.TOTP.activate(user, secret)
        return secret

    return give


@pytest.fixture
def no_attempts_yet(db) -> None:
    """Counters of earlier tests that committed."""
    LimitCounter.objects.all().delete()
