"""The link that confirms a subscription: signed, for one address, good for seven days. Opening it shows a page; the button confirms."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core import signing

from newsletter.models import Subscriber
from newsletter.querysets import CONFIRM_WITHIN

_SALT = "newsletter.confirm"
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What a genuine link is about, and when its mail was written."""

    subscriber: Subscriber
    asked_at: dt.datetime

    def is_late(self, now: dt.datetime) -> bool:
        """Whether the seven days are over."""
        return now - self.asked_at > CONFIRM_WITHIN


def key_for(subscriber_id: int, asked_at: dt.datetime) -> str:
    """The key of the link in one confirmation mail."""
    return signing.dumps([subscriber_id, int(asked_at.timestamp())], salt=_SALT)


def read(key: str) -> Confirmation | None:
    """What a key is about; None for one the portal has not made, or whose subscriber is gone."""
    if len(key) > _LONGEST:
        return None
    try:
        number, seconds = signing.loads(key, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    subscriber = Subscriber.objects.filter(pk=number).first()
    return Confirmation(subscriber, dt.datetime.fromtimestamp(seconds, dt.UTC)) if subscriber else None
