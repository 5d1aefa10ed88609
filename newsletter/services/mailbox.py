"""Takes in what came back: messages of the mailbox of bounces, events of mail providers."""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
from typing import Any

from django.core.exceptions import ValidationError

from newsletter.addresses import normalised
from newsletter.enums import ConsentChannel
from newsletter.enums_delivery import DeliveryState, ReportKind, ReportSource
from newsletter.links import Link
from newsletter.models import Delivery, Subscriber
from newsletter.notifications import OUR_MESSAGE_ID, Notification, understand
from newsletter.services import choosing
from newsletter.services.records import Origin
from newsletter.services.reports import event_key, take

log = logging.getLogger(__name__)

#: Events of providers, as anymail calls them, and what they are for us.
EVENTS = {"bounced": ReportKind.HARD, "rejected": ReportKind.HARD, "failed": ReportKind.HARD, "complained": ReportKind.COMPLAINT}  # fmt: skip
#: Within so many days an event without our Message-ID is about the last mail to its recipient.
RECENT = dt.timedelta(days=30)


def take_message(raw: bytes, *, recipient: str = "") -> str:
    """Takes in one message of the mailbox; may run twice with the same one. Returns what it was, empty when it is not for us (or forged)."""
    found = understand(raw, recipient=recipient)
    if found.kind == "leave" and found.link:
        return "leave" if _leave(found.link) else ""
    delivery_id = _delivery(found)
    if not found.kind or delivery_id is None:
        return ""
    take(
        delivery_id=delivery_id, kind=found.kind, source=found.source, key=event_key("message", raw.hex()),
        status=found.status, diagnostic=found.diagnostic,
    )  # fmt: skip
    return str(found.kind)


def _delivery(found: Notification) -> int | None:
    if found.delivery_id is not None:
        return found.delivery_id
    if found.link is not None:
        rows = Delivery.objects.filter(edition=found.link.edition_id, subscriber=found.link.subscriber_id)
        return rows.values_list("pk", flat=True).first()
    return _by_message_id(found.message_id)


def _by_message_id(message_id: str) -> int | None:
    ours = OUR_MESSAGE_ID.search(message_id)
    if ours is None:
        return None
    rows = Delivery.objects.filter(edition=int(ours[1]), message_id=ours[0])
    return rows.values_list("pk", flat=True).first()


def _leave(link: Link) -> bool:
    """A mail to leave, with the signed key of the reader's link; whether it still holds."""
    subscriber = Subscriber.objects.filter(pk=link.subscriber_id, key_version=link.key_version).first()
    if subscriber is None:
        return False
    origin = Origin(ConsentChannel.MAIL, language=subscriber.language, edition_id=link.edition_id or None)
    choosing.leave(subscriber=subscriber, origin=origin)
    return True


def take_event(*, event: Any, provider: str) -> str:
    """Takes in an event of a mail provider whose signature was checked; may run twice with the same one. Returns what it was."""
    kind = EVENTS.get(event.event_type or "")
    if kind is None:
        return ""
    told = json.dumps(event.esp_event, default=str, sort_keys=True) if event.esp_event else ""
    delivery_id = _delivery_of_event(event, told)
    if delivery_id is None:
        log.info("event of %s about no mail of the newsletter", provider)
        return ""
    words = " ".join(str(part) for part in (event.mta_response, event.description) if part)
    if kind == ReportKind.HARD and _is_soft(event, words):
        kind = ReportKind.SOFT
    key = event_key("provider", provider, event.event_id or told or f"{event.event_type} {event.recipient}")
    take(delivery_id=delivery_id, kind=kind, source=ReportSource.PROVIDER, key=key, diagnostic=words)
    return str(kind)


def _is_soft(event: Any, words: str) -> bool:
    """Only what is said to be for good counts as hard: an invalid address, or a code that begins with 5 and is not about a full mailbox."""
    if event.reject_reason in ("invalid", "bounced"):
        return bool(re.search(r"\b(4\.\d+\.\d+|5\.2\.2|5\.7\.\d+)\b", words))
    return not re.search(r"\b5\.[01]\.\d+\b", words)


def _delivery_of_event(event: Any, told: str) -> int | None:
    ours = OUR_MESSAGE_ID.search(told.replace("\\u003c", "<").replace("\\u003e", ">"))
    if ours:
        return _by_message_id(ours[0])
    try:
        key = normalised(event.recipient or "")
    except ValidationError:
        return None
    since = (event.timestamp or dt.datetime.now(dt.UTC)) - RECENT
    rows = Delivery.objects.filter(address_key=key, state=DeliveryState.SENT, sent_at__gt=since)
    return rows.order_by("-sent_at").values_list("pk", flat=True).first()
