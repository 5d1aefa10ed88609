"""Addresses that are never written to again: entered, asked about, and let go when the person asks anew."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsletter.addresses import hashed, normalised
from newsletter.choices import words_of
from newsletter.enums import ConsentChannel, ConsentKind, SubscriberState, SuppressionReason
from newsletter.models import Subscriber, Suppression
from newsletter.services.records import Origin, note
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User

#: Reasons after which the portal writes nothing at all, not even a confirmation mail.
FINAL = (SuppressionReason.COMPLAINT, SuppressionReason.OBJECTION, SuppressionReason.IMPORTED)


@transaction.atomic
def suppress(
    *,
    address: str,
    reason: SuppressionReason,
    channel: ConsentChannel = ConsentChannel.PORTAL,
    by: User | None = None,
    now: dt.datetime | None = None,
) -> Suppression:
    """Never again to this address. A subscriber under it is suppressed too. May run twice: the first reason stays, unless the new one is final.

    Raises ValidationError for what is no address.
    """
    now = now or timezone.now()
    key = normalised(address)
    subscriber = Subscriber.objects.select_for_update(no_key=True).filter(address_key=key).first()
    entry = Suppression.objects.of(key).select_for_update().first()
    if entry is None:
        entry, _new = Suppression.objects.get_or_create(
            address_hash=hashed(key), defaults={"reason": reason, "since": now}
        )
    elif reason in FINAL and entry.reason not in FINAL:
        entry.reason, entry.since = reason, now
        entry.save(update_fields=["reason", "since"])
    if subscriber and subscriber.state != SubscriberState.SUPPRESSED:
        subscriber.state, subscriber.state_since, subscriber.paused_until = (
            SubscriberState.SUPPRESSED,
            now,
            None,
        )
        subscriber.save(update_fields=["state", "state_since", "paused_until"])
        origin = Origin(channel, language=subscriber.language)
        note(
            subscriber=subscriber, kind=ConsentKind.SUPPRESSED, origin=origin, topics=words_of(subscriber),
            details={"reason": reason}, now=now,
        )  # fmt: skip
    audit.record(action="suppression.entered", obj=entry, by=by, reason=reason)
    return entry


@transaction.atomic
def release(*, suppression: Suppression, by: User) -> None:
    """Lets an address go, by hand: it may subscribe again; nothing is sent to it until it does. Refuses what is gone already."""
    entry = Suppression.objects.select_for_update().filter(pk=suppression.pk).first()
    if entry is None:
        raise Refusal(_("This address is no longer suppressed."))
    audit.record(action="suppression.released", obj=entry, by=by, reason=entry.reason)
    entry.delete()


def reason_of(key: str) -> str:
    """Why an address is suppressed; "" when it is not. One query."""
    return Suppression.objects.of(key).values_list("reason", flat=True).first() or ""
