"""The personal link of a registration: signed (256 bits), one for all its pages, worthless once `key_version` is raised.

A link opens pages; what it does is done there, by POST.
"""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from events.models import Registration

SALT = "events.registration"


def key_for(registration: Registration) -> str:
    """The key of a person's link."""
    return signing.dumps([registration.pk, registration.key_version], salt=SALT)


def read(key: str) -> tuple[int, int] | None:
    """Number and version; None for a key the portal has not made."""
    try:
        pk, version = signing.loads(key, salt=SALT)
        return int(pk), int(version)
    except (signing.BadSignature, ValueError, TypeError):
        return None


def path_for(registration: Registration, name: str = "registration") -> str:
    """The page in the running language; `name` is that of an address below `registrations/<key>/`."""
    return reverse(name, args=[key_for(registration)])


def url_for(registration: Registration, name: str = "registration") -> str:
    """The whole address for a mail, in the language of the registration."""
    with translation.override(registration.language):
        return f"{settings.PORTAL_BASE_URL}{path_for(registration, name)}"
