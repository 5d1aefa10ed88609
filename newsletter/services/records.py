"""Writing down what happened to a consent: one record each, never changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from newsletter.addresses import hashed
from newsletter.enums import ConsentChannel, ConsentKind
from newsletter.models import ConsentNetwork, ConsentRecord, Subscriber


@dataclass(frozen=True, slots=True)
class Origin:
    """From where something reached the portal: how, from which page, in which language it was read, from which Internet address."""

    channel: ConsentChannel
    page: str = ""
    language: str = "de"
    ip: str = ""
    edition_id: int | None = None


def note(
    *,
    subscriber: Subscriber,
    kind: ConsentKind,
    origin: Origin,
    topics: list[str],
    wording: str = "",
    version: str = "",
    message_id: str = "",
    details: dict[str, str] | None = None,
    now: dt.datetime | None = None,
) -> ConsentRecord:
    """Writes one record in the running transaction, times in UTC to the second. The Internet address is kept only where a setting says so."""
    record = ConsentRecord.objects.create(
        subscriber=subscriber,
        address_hash=hashed(subscriber.address_key),
        kind=kind,
        at=(now or timezone.now()).astimezone(dt.UTC).replace(microsecond=0),
        channel=origin.channel,
        wording=wording,
        wording_version=version,
        language=origin.language,
        source_page=origin.page[:300],
        message_id=message_id,
        topics=topics,
        edition_id=origin.edition_id,
        details=details or {},
    )
    if origin.ip and settings.PORTAL_NEWSLETTER_KEEP_IP_DAYS:
        ConsentNetwork.objects.create(record=record, ip=origin.ip, at=record.at)
    return record


def last_message_id(subscriber: Subscriber) -> str:
    """Message-ID of the latest confirmation mail to the subscriber."""
    asked = ConsentRecord.objects.filter(subscriber_id=subscriber.pk, kind=ConsentKind.ASKED)
    found = asked.order_by("-at", "-pk").values_list("message_id", flat=True).first()
    return found or ""
