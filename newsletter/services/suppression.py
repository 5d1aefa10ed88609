"""The list of addresses that are never written to again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from newsletter.addresses import hashed
from newsletter.enums import ConsentChannel, ConsentKind, SubscriberState
from newsletter.models import ConsentRecord, Subscriber, Suppression
from platform_portal.core import audit

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def suppress(*, subscriber: Subscriber, reason: str, by: User | None = None) -> Subscriber:
    """Puts the address on the list and ends all mails to the subscriber at once. May run twice; the first reason stays."""
    found = Subscriber.objects.select_for_update(of=("self",), no_key=True).get(pk=subscriber.pk)
    suppress_address(key=found.address_key, reason=reason)
    if found.state == SubscriberState.SUPPRESSED:
        return found
    found.state, found.state_since, found.paused_until = SubscriberState.SUPPRESSED, timezone.now(), None
    found.save(update_fields=["state", "state_since", "paused_until"])
    ConsentRecord.objects.create(
        subscriber=found,
        address_hash=hashed(found.address_key),
        kind=ConsentKind.SUPPRESSED,
        channel=ConsentChannel.PORTAL if by is None else ConsentChannel.DESK,
        language=found.language,
        details={"reason": str(reason)},
    )
    audit.record(action="subscriber.suppressed", obj=found, by=by, reason=str(reason))
    return found


def suppress_address(*, key: str, reason: str) -> bool:
    """Puts an address on the list, with or without a subscriber; whether it was not there."""
    if Suppression.objects.of(key).exists():
        return False
    _row, is_new = Suppression.objects.get_or_create(address_hash=hashed(key), defaults={"reason": reason})
    return is_new
