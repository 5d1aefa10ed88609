"""Logins of the example world; refused in production."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings
from django.db import transaction

from accounts.models import User
from platform_portal.core.errors import Refusal

PASSWORD = "wiederaufbau-beispiel"  # noqa: S105 - published in the README, example world only


class Login(NamedTuple):
    """An example account; `place` is where the actor it keeps is at home (None: the secretariat)."""

    email: str
    name: str
    language: str
    is_staff: bool
    actor_slug: str | None


LOGINS = (
    Login("sekretariat@example.org", "Sekretariat (Beispiel)", "de", True, None),
    Login(
        "essen@example.org", "Stadt Essen, Büro für Internationales (Beispiel)", "de", False, "stadt-essen"
    ),
    Login("riwne@example.org", "Рівне, відділ міжнародних зв’язків (приклад)", "uk", False, "riwne"),
)


@transaction.atomic
def ensure_logins() -> list[User]:
    """Creates the example accounts that are missing; what exists keeps its password. Refuses outside the example world."""
    if not settings.PORTAL_EXAMPLE_WORLD:
        raise Refusal("The example logins exist in the example world only.")
    users = []
    for login in LOGINS:
        user = User.objects.filter(email=login.email).first()
        users.append(
            user
            or User.objects.create_user(
                login.email, PASSWORD, name=login.name, language=login.language, is_staff=login.is_staff
            )
        )
    return users
