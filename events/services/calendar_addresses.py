"""Personal calendars under a secret address. The address is shown once; the database keeps its hash only."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from events.models import CalendarAddress
from platform_portal.core import keys

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def renew(*, person_key: str, language: str, user: User | None = None, now: dt.datetime | None = None) -> str:
    """Gives a person a calendar address and ends the one before; answers the key (256 bits), which is kept nowhere."""
    end(person_key=person_key, now=now)
    key, key_hash = keys.make()
    CalendarAddress.objects.create(
        person_key=person_key,
        user=user,
        language=language,
        key_hash=key_hash,
        created_at=now or timezone.now(),
    )
    return key


@transaction.atomic
def end(*, person_key: str, now: dt.datetime | None = None) -> int:
    """Gives up the calendar address of a person; answers how many there were. May run twice."""
    standing = CalendarAddress.objects.filter(person_key=person_key, revoked_at__isnull=True)
    return standing.update(revoked_at=now or timezone.now())


def standing_address(person_key: str) -> CalendarAddress | None:
    """The address a person has now."""
    found = CalendarAddress.objects.filter(person_key=person_key, revoked_at__isnull=True)
    return found.order_by("-pk").first()


def by_key(key: str) -> CalendarAddress | None:
    """The address a key opens; None for one nobody has, or that was given up."""
    return CalendarAddress.objects.filter(key_hash=keys.hashed(key), revoked_at__isnull=True).first()
