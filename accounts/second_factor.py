"""Who must sign in with a second factor, and whether somebody did.

The secretariat and administrators always must. Apps above register further groups by name, in a module `second_factor` of
their own; PORTAL_SECOND_FACTOR_GROUPS says which of them count.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import autodiscover_modules

if TYPE_CHECKING:
    from accounts.models import User

type Predicate = Callable[[User], bool]

_groups: dict[str, Predicate] = {}

TYPES = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def register(name: str, predicate: Predicate) -> None:
    """Names a group of accounts that an installation may oblige to use a second factor."""
    _groups[name] = predicate


def autodiscover() -> None:
    """Imports the `second_factor` module of every app."""
    autodiscover_modules("second_factor")


def is_only_offered() -> bool:
    """Whether nobody has to: the embedded example world, whose logins are published."""
    return settings.PORTAL_SECOND_FACTOR == "offered"


def is_required(user: User) -> bool:
    """Whether this person must have a second factor. No query for the secretariat; one per chosen group for others."""
    if is_only_offered():
        return False
    if user.is_staff or user.is_superuser:
        return True
    chosen = (_groups[name] for name in settings.PORTAL_SECOND_FACTOR_GROUPS if name in _groups)
    return any(predicate(user) for predicate in chosen)


def types_of(user: User) -> set[str]:
    """The kinds of second factor the person has set up, recovery codes not counted. One query."""
    return set(Authenticator.objects.filter(user_id=user.pk, type__in=TYPES).values_list("type", flat=True))


def was_used(request: HttpRequest) -> bool:
    """Whether a second factor was used, or set up, in this session."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))
